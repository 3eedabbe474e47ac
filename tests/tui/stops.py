"""Every screen and state, with the keys that lead there from the deck list."""

from tests.tui.tutoring import ASKED, GRADED, TYPED

STOPS: dict[str, tuple[str, ...]] = {
    "decks": ("down",),
    "folded": ("down", "left"),
    "question": ("enter",),
    "answer": ("enter", "space"),
    "long": ("down", "down", "enter", "space"),
    "pause": ("enter", "+4", "space", "3", "+9", "space", "1"),
    "finished": ("enter", "+4", "space", "3", "+9", "space", "4"),
    "browse": ("down", "b", "down"),
    "search": ("slash", *"sun"),
    "options": ("o",),
    "fit": ("o", "ctrl+o"),
    "edit": ("enter", "e"),
    "flag": ("enter", "f"),
    "tutor": TYPED,
    "tutor_verdict": GRADED,
    "tutor_asked": (*ASKED, "enter"),
    "keep": ("g",),
    "pick": ("i",),
    "import": ("i", "down", "enter"),
    "import_options": ("i", "down", "enter", "o"),
    "export": ("x",),
    "statistics": ("v",),
    "scope": ("v", "d"),
    "exams": ("e",),
    "exam": ("e", "enter"),
    "exam_form": ("e", "e"),
    "exam_mark": ("e", "d"),
    "help": ("question_mark",),
}
