"""A deck to learn, in a real collection behind the fake one."""

import atexit
import shutil
import tempfile
from datetime import UTC
from functools import cache
from pathlib import Path

from studyapp.collection import Collection
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.quiz.asking import Form
from studyapp.services.selftest.learn import LearnSitting, LearnView
from studyapp.tui.screens.learn import LearnScreen
from studyapp.tui.widgets.typed_answer import TypedAnswer
from tests.desk import files, lent
from tests.tui.conftest import Desk
from tests.tui.fake import FakeCollection, make_card

DECK = "Rigging"
TERMS = {
    "hawser": "Which thick rope holds a ship to the quay?",
    "capstan": "What do sailors walk around to raise the anchor?",
    "halyard": "Which line hoists a sail?",
    "rudder": "Which part turns the ship?",
    "tiller": "Which bar moves the steering blade by hand?",
    "ballast": "What lies in the hold to keep a hull upright?",
    "bollard": "Around which post are mooring lines laid?",
    "fender": "What hangs over the side against bumps?",
    "gunwale": "How is the upper edge of a hull called?",
    "lanyard": "Which short cord secures a knife?",
    "mizzen": "Which mast stands behind the mainmast?",
    "painter": "With which rope is a dinghy tied astern?",
    "ratline": "On which rope steps does one climb the shrouds?",
    "scupper": "Through which hole does water leave the deck?",
    "transom": "Which flat board closes the stern?",
    "windlass": "Which horizontal drum winds the chain?",
    "bowsprit": "Which spar points forward over the stem?",
    "cleat": "To which fitting is a sheet made fast?",
    "keelson": "Which beam is bolted above the backbone of a hull?",
    "shroud": "Which stay supports a mast from the side?",
}
LONG_DECK = "Soundings"
LONG = {
    "How did the lead line tell depth and ground?": (
        "A lead of seven pounds carried 25 fathoms of line, marked with leather, linen and wool "
        "so that it could be read by touch at night. Tallow in the hollow of the lead brought up "
        "sand or shell, which Anna Marsh of Kelport drew on her chart of 1731. Pilots trusted "
        "the ground more than the depth, since the tide changes only one of them."
    ),
    "Why did the pilots of Kelport keep two logs?": (
        "One log went to the harbour court and named every ship, its draught and its dues; the "
        "other stayed at home. After the lawsuit of 1748 Boris Colter swore that both agreed, "
        "but the court found 114 ships in only one of them. From then on a clerk copied both "
        "each Saturday, and the guild paid him with a tenth of the fines."
    ),
    "What made the northern channel dangerous?": (
        "Two currents met at the Sow, a reef that dried for 40 minutes at spring tides, and the "
        "beacon on Windle Point could not be seen in fog. Clara Weld proposed a bell in 1752. "
        "It rang with the swell, so that it was loudest when it was needed most, and losses "
        "fell by half within six winters."
    ),
    "How was the ebb used to leave against the wind?": (
        "Ships dropped down with the ebb, an anchor just touching the mud, so that they moved "
        "more slowly than the water and the rudder kept its bite. David Hollis called it "
        "clubbing and wrote a manual of it in 1760. A crew of nine could bring 300 tons through "
        "the narrows, which took a quarter of the time that towing did."
    ),
}
PAIR_DECK = "Two"
PAIR = {"port": "Which side is left?", "helm": "What does the steersman hold?"}
DECKS = (
    (DECK, [(question, term) for term, question in TERMS.items()]),
    (LONG_DECK, list(LONG.items())),
    (PAIR_DECK, [(question, term) for term, question in PAIR.items()]),
)


def _folder() -> Path:
    shared = Path("/dev/shm")  # noqa: S108
    made = tempfile.mkdtemp(prefix="studyapp-", dir=shared if shared.is_dir() else None)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@cache
def _stored() -> bytes:
    """Return a collection with the decks, made once."""
    fake = FakeCollection([])
    path = _folder() / "whole.db"
    with Collection.open(path, clock=fake.clock.now, zone=UTC, seed=1) as collection:
        for deck, cards in DECKS:
            notes = [
                Note(note_guid(deck, front), NoteKind.BASIC, front, back) for front, back in cards
            ]
            collection.build(files(deck, notes))
    return path.read_bytes()


class Learnable(FakeCollection):
    """Decks as the fake has them; learning them is real."""

    def __init__(self) -> None:
        cards = [(deck, *texts) for deck, some in DECKS for texts in some]
        super().__init__([make_card(at, *card) for at, card in enumerate(cards, 1)])
        path = _folder() / "c.db"
        path.write_bytes(_stored())
        self.kept = lent(Collection.open(path, clock=self.clock.now, zone=UTC, seed=2))

    def learn(self, deck: str, size: int | None = None) -> LearnSitting:
        self.check_fault("learn")
        return self.kept.learn(deck, size)


def screen(on: Desk) -> LearnScreen:
    assert isinstance(on.app.screen, LearnScreen)
    return on.app.screen


def view(on: Desk) -> LearnView:
    """Return what the sitting has on the table."""
    return screen(on).sitting.view()


async def learning(on: Desk, deck: str = DECK) -> None:
    """Open Learn for a deck, without the way over the list."""
    on.app.open_mode("learn", deck)
    await on.settle()


def option(shown: LearnView, *, right: bool = True) -> str:
    """Return the key of a right or wrong option of what is on the table."""
    question = shown.question
    assert question is not None
    if question.form is Form.STATEMENT:
        return "1" if question.options[0].right is right else "2"
    return str(next(at for at, each in enumerate(question.options, 1) if each.right is right))


async def type_in(on: Desk, *texts: str) -> None:
    """Type answers, each with Enter. They are put in at once: letters need no test of ours."""
    for text in texts:
        on.app.screen.query_one(TypedAnswer).value = text
        await on.press("enter")


async def answer(on: Desk, *, right: bool = True) -> None:
    """Answer what is on the table; the verdict shows."""
    shown = view(on)
    question, item = shown.question, shown.item
    assert question is not None
    assert item is not None
    if not question.form.recalled:
        await on.press(option(shown, right=right))
        return
    blanks = question.blanks.blanks if question.blanks is not None else (item.term,)
    await type_in(on, *(blanks if right else ["qqqq"] * len(blanks)))


async def go_on(on: Desk, steps: int) -> None:
    """Answer right and go on, so many times; a summary is a step too."""
    for _ in range(steps):
        if view(on).question is not None:
            await answer(on)
        await on.press("enter")
