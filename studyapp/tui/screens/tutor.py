"""The tutor: answers typed at length, graded with reasons, and questions about what was missing."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from studyapp.domain.review import Rating
from studyapp.quiz.tutor import Phase
from studyapp.services.views import CardView
from studyapp.tui import figures, graded
from studyapp.tui.markdown import document
from studyapp.tui.safe import join
from studyapp.tui.screens.tutor_steps import TYPED, TutorSteps
from studyapp.tui.widgets.act import Act
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.rating_bar import RatingBar
from studyapp.tui.widgets.sheet import blanks, topic
from studyapp.tui.widgets.suggestion import SuggestionBar
from studyapp.tui.widgets.typing import Draft, Reply, Touched
from studyapp.tui.widgets.verdict_sheet import VerdictSheet

GRADED = (Phase.VERDICT, Phase.FOLLOW_UP, Phase.RESULT)
RATED = (Phase.VERDICT, Phase.RESULT)
PLACEHOLDER = "answer in your own words: who, what, when, why"


class TutorScreen(TutorSteps):
    """One question after another. Every step is stored: leaving loses nothing that was typed."""

    NAME = "Tutor"
    CSS_PATH = "tutor.tcss"
    AUTO_FOCUS = ""  # coming back from the help, a hidden field would take the keys
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,ctrl+enter",
            "check",
            "Check",
            id="tutor.check",
            tooltip="the answer as it is typed",
        ),
        Binding(
            "ctrl+s,ctrl+enter",
            "unknown",
            "Don't know",
            id="tutor.unknown",
            tooltip="show the answer",
        ),
        Binding("enter", "confirm", "Confirm", id="tutor.confirm", tooltip="the suggested rating"),
        Binding(
            "1",
            "rate(1)",
            "Rate",
            id="tutor.again",
            tooltip="Again: not recalled",
            key_display="1-4",
        ),
        Binding("2", "rate(2)", "Rate", id="tutor.hard", tooltip="Hard: with effort", show=False),
        Binding("3", "rate(3)", "Rate", id="tutor.good", tooltip="Good: recalled", show=False),
        Binding("4", "rate(4)", "Rate", id="tutor.easy", tooltip="Easy: at once", show=False),
        Binding("enter", "more", "Go on", id="tutor.more", tooltip="with other questions"),
        Binding(
            "ctrl+n", "tell", "Tell me", id="tutor.tell", tooltip="the point that is asked for"
        ),
        Binding("space,pagedown", "scroll(1)", "More", id="tutor.down", tooltip="a page down"),
        Binding("b,pageup", "scroll(-1)", "Up", id="tutor.up", tooltip="a page up", show=False),
        Binding("j,down", "nudge(1)", "Down", id="tutor.line_down", tooltip="a line", show=False),
        Binding("k,up", "nudge(-1)", "Up", id="tutor.line_up", tooltip="a line", show=False),
        Binding("ctrl+r,r", "speak", "Read aloud", id="tutor.speak", tooltip="the question"),
        Binding(
            "escape",
            "leave",
            "Back",
            id="tutor.leave",
            tooltip="to the decks; what is typed is kept",
        ),
        Binding("q", "leave", "Back", id="tutor.quit", tooltip="to the decks", show=False),
    ]

    def __init__(
        self, deck: str, *, speak: bool = False, limit: int = 10, fresh: bool = False
    ) -> None:
        super().__init__(deck, speak=speak, limit=limit, fresh=fresh)

    def body(self) -> Iterable[Widget]:
        """Return the question over the answer, and the summary that replaces both at the end."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            with VerticalScroll(id="asked", can_focus=False):
                yield Static(id="topic")
                yield Prose(id="question")
            yield Draft(id="draft", tab_behavior="focus", placeholder=PLACEHOLDER)
            yield VerdictSheet(id="graded")
            yield Reply(id="line")
            with Horizontal(id="acts"):
                yield Act("^s", "check", id="act-check")
                yield Act("Enter", "hint", id="act-reply")
                yield Act("^n", "tell me", id="act-tell")
            yield SuggestionBar()
        with Center(id="end"), VerticalScroll(id="final", can_focus=False):
            yield Static(id="summary")

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(figures.deck_path(self.deck))
        self.query_one(Draft).cursor_blink = self.study.cursor_blink
        self.query_one(Reply).cursor_blink = self.study.cursor_blink

    def lay(self, card: CardView | None, *, new: bool) -> None:
        """Show the question, and what its phase needs."""
        if card is not None:
            self._ask(card)
        if self.phase is Phase.TYPING:
            self._begin_typing(self.typed)
        elif self.phase is Phase.OVER:
            self._summarise()
        else:
            self._grade()
        self._arrange()

    def _begin_typing(self, text: str) -> None:
        if self.is_long:
            draft = self.query_one(Draft)
            draft.text = text
            draft.move_cursor(draft.document.end)
        else:
            self.query_one(Reply).value = text

    def _ask(self, card: CardView) -> None:
        about = topic(card.generated)
        self.query_one("#topic", Static).update(about)
        self.query_one("#topic").display = bool(about)
        over = self.phase is Phase.OVER
        asked = card.question if over else self.tutor.item.question
        self.query_one("#question", Prose).show(document(asked, blanks(card)))

    def _grade(self) -> None:
        if self._card is not None and self._session is not None:
            other = self.tutor.confused_with
            question = "" if other is None else self._session.other(other)
            self.query_one(VerdictSheet).show(self.tutor, self._card, question)
            self.query_one(Reply).value = self.tutor.replying

    def _summarise(self) -> None:
        width = min(self.size.width, 76) - 8
        self.query_one("#summary", Static).update(graded.summary(self.tutor, width))

    def _arrange(self) -> None:
        """Show the parts that belong to the phase, and put the keys where they are wanted."""
        phase, long = self.phase, self.is_long
        typing = phase is Phase.TYPING
        line_wanted = phase is Phase.FOLLOW_UP or (typing and not long)
        shown = {
            "#table": phase is not Phase.OVER,
            "#end": phase is Phase.OVER and self._session is not None,
            "#draft": typing and long,
            "#line": line_wanted,
            "#graded": phase in GRADED,
            "#acts": typing or phase is Phase.FOLLOW_UP,
            "#act-check": typing,
            "#act-reply": phase is Phase.FOLLOW_UP,
            "#act-tell": phase is Phase.FOLLOW_UP,
            "SuggestionBar": phase in RATED,
        }
        for name, on_show in shown.items():
            self.query_one(name).display = on_show
        if typing and long:
            self.query_one(Draft).focus()
        elif line_wanted:
            self.query_one(Reply).focus()
        else:
            self.set_focus(None)
        word = "↵ suggested" if phase is Phase.VERDICT else "↵ as rated"
        self.query_one(SuggestionBar).suggest(self.tutor.suggestion, word)
        self.later(self.refresh_bindings)
        self.show_place()
        self._typed()

    def show_place(self) -> None:
        """Show which question it is, and whether it is being read aloud."""
        tutor = self.tutor
        left = figures.deck_path(self.deck)
        if self.phase is Phase.OVER:
            self.topbar.place(left)
        else:
            at = f"{len(tutor.results) + 1} of {tutor.total}"
            voice = "reading aloud   " if self.speaking else ""
            right = join((voice, "$easy"), ("question ", "$muted"), (at, "bold"))
            self.topbar.place(left, right)
        self.query_one("#progress", Line).refresh()

    def _progress(self, width: int) -> Content:
        tutor = self.tutor
        return progress(width, tutor.total, (len(tutor.results), "$good"))

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        """Say on keys and buttons what they would do with what is typed."""
        reply = self.query_one(Reply).value
        if self.phase in TYPED:
            draft = self.phase is Phase.TYPING and self.is_long
            self.typed = self.query_one(Draft).text if draft else reply
            self.keep_soon()
        empty = not self.typed.strip()
        self.query_one("#act-check", Act).call("I don't know" if empty else "check")
        self.query_one("#act-reply", Act).call("reply" if reply.strip() else "hint")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment; the key bar shows just that."""
        phase = self.phase
        match action:
            case "check":
                return phase is Phase.TYPING and bool(self.typed.strip())
            case "unknown":
                return phase is Phase.TYPING and not self.typed.strip()
            case "confirm":
                return phase in RATED and self.tutor.suggestion is not None
            case "rate":
                return phase in RATED
            case "more":
                return phase is Phase.OVER and self._session is not None
            case "tell":
                return phase is Phase.FOLLOW_UP
            case "scroll" | "nudge":
                part = self._scrolled
                down = parameters == (1,)
                more = part.scroll_y < part.max_scroll_y if down else part.scroll_y > 0
                return phase is not Phase.TYPING and more
            case "speak":
                return self.can_speak
            case "media":
                return self.has_media
        return True

    @property
    def _scrolled(self) -> VerticalScroll:
        name = "#final" if self.phase is Phase.OVER else "#graded"
        return self.query_one(name, VerticalScroll)

    @on(Act.Pressed, "#act-check")
    def action_check(self) -> None:
        """Hand the answer in.

        Not a priority binding: that would overtake keys which still wait for the text area.
        """
        self._typed()
        self.hand_in()

    def action_unknown(self) -> None:
        """Hand in nothing: the answer is shown."""
        self.hand_in()

    @on(RatingBar.Rated)
    def _rated(self, event: RatingBar.Rated) -> None:
        self.action_rate(int(event.rating))

    def action_rate(self, rating: int) -> None:
        """Override the suggestion."""
        if self.phase in RATED:
            self.step(lambda session: session.rate(Rating(rating)))

    def action_confirm(self) -> None:
        """Take the suggestion."""
        self.step(lambda session: session.rate())

    @on(Reply.Submitted)
    def _submitted(self) -> None:
        if self.phase is Phase.FOLLOW_UP:
            self._reply()
        elif self.typed.strip():
            self.hand_in()
        else:
            self.notice.say("nothing is typed; Ctrl+S if you don't know", "hint")

    @on(Act.Pressed, "#act-reply")
    def _reply(self) -> None:
        if self.phase is Phase.FOLLOW_UP:
            text = self.query_one(Reply).value
            self.step(lambda session: session.reply(text))

    @on(Act.Pressed, "#act-tell")
    def action_tell(self) -> None:
        """Give up on the point that is asked for."""
        self.step(lambda session: session.give_up())

    def action_scroll(self, by: int) -> None:
        """Scroll by most of a page."""
        part = self._scrolled
        part.scroll_relative(y=by * max(part.size.height - 2, 1), animate=False, immediate=True)
        self.refresh_bindings()

    def action_nudge(self, by: int) -> None:
        """Scroll by a line."""
        self._scrolled.scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def on_key(self, event: Key) -> None:
        """Be silent, and say why Enter does nothing where the grader cannot tell."""
        self.hush()
        if event.key == "enter" and self.phase in RATED and self.tutor.suggestion is None:
            self.notice.say("the grader cannot tell: rate it yourself, 1 to 4", "hint")

    @on(Touched)
    def _touched(self) -> None:
        self.hush()

    def on_resize(self) -> None:
        """Fit the summary."""
        if self.phase is Phase.OVER and self._session is not None:
            self._summarise()
        self.later(self.refresh_bindings)
