"""One card after another: question, answer, rating."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.events import Key
from textual.widget import Widget

from studyapp.domain.card import Flag
from studyapp.domain.media import named
from studyapp.domain.review import Rating
from studyapp.errors import StudyError
from studyapp.services.views import CardView, StudyCard
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join, line
from studyapp.tui.screens.beside import BesideScreen
from studyapp.tui.widgets.finish import Finish
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.rating_bar import RatingBar, RevealButton
from studyapp.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from studyapp.collection import StudySession
    from studyapp.services.selftest.cram import CramSession
    from studyapp.tui.screens.edit import Edited

NOTHING_TO_UNDO = "nothing to take back"
LONGEST_MS = 60_000
"""An answer that took longer counts as this long: the learner was away."""


class Phase(Enum):
    """What is on the screen."""

    OPENING = "opening"
    QUESTION = "question"
    ANSWER = "answer"
    FINISHED = "finished"
    FAILED = "failed"


ON_CARD = (Phase.QUESTION, Phase.ANSWER)


class ReviewScreen(BesideScreen):
    """Studies one deck. Leaving keeps the session: it goes on when the deck is opened again."""

    NAME = "Review"
    END = ""
    """What is said at the end, where it is not the end of what a deck has for today."""
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Show", id="review.show", tooltip="the answer"),
        Binding(
            "1",
            "rate(1)",
            "Rate",
            id="review.again",
            tooltip="Again: not recalled",
            key_display="1-4",
        ),
        Binding(
            "2",
            "rate(2)",
            "Rate",
            id="review.hard",
            tooltip="Hard: recalled with effort",
            show=False,
        ),
        Binding("3", "rate(3)", "Rate", id="review.good", tooltip="Good: recalled", show=False),
        Binding(
            "4", "rate(4)", "Rate", id="review.easy", tooltip="Easy: recalled at once", show=False
        ),
        Binding("space,pagedown", "scroll(1)", "More", id="review.more", tooltip="of a long card"),
        Binding(
            "b,pageup",
            "scroll(-1)",
            "Page up",
            id="review.back",
            tooltip="to the part above",
            show=False,
        ),
        Binding("l", "letter", "Letter", id="review.letter", tooltip="the first of the answer"),
        Binding("p", "paragraph", "Paragraph", id="review.paragraph", tooltip="it came from"),
        Binding("k", "keep", "Keep", id="review.keep", tooltip="a card whose source changed"),
        Binding("j,down", "nudge(1)", "Down", id="review.down", tooltip="one line", show=False),
        Binding("k,up", "nudge(-1)", "Up", id="review.up", tooltip="one line", show=False),
        Binding("z,ctrl+z", "undo", "Undo", id="review.undo", tooltip="the last step"),
        Binding("e", "edit", "Edit", id="review.edit", tooltip="this note"),
        Binding("f", "flag", "Flag", id="review.flag", tooltip="this card"),
        Binding("o", "media", "Open", id="review.media", tooltip="sound or picture of this card"),
        Binding("x,minus", "bury", "Bury", id="review.bury", tooltip="this card until tomorrow"),
        Binding(
            "s,at",
            "suspend",
            "Suspend",
            id="review.suspend",
            tooltip="this card until you say otherwise",
        ),
        Binding(
            "escape,q",
            "leave",
            "Back",
            id="review.leave",
            tooltip="to the decks; the session is kept",
        ),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self.phase = Phase.OPENING
        self._session: StudySession | CramSession | None = None
        self._shown_at = 0.0
        self._answered = 0

    def body(self) -> Iterable[Widget]:
        """Return the card over the ratings, and the panel that replaces both at the end."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            yield Sheet(id="sheet")
            yield RevealButton()
            yield RatingBar()
        with Center(id="end"):
            yield Finish()

    def on_mount(self) -> None:
        """Open the session in a worker: gathering the queue may take a moment."""
        self.topbar.place(figures.deck_path(self.deck))
        self.in_thread(self.open_session, self._opened, "open", self._refused)
        self.set_interval(1.0, self._tick)

    def open_session(self) -> "StudySession | CramSession":
        """Return what gives the cards; called in a worker."""
        return self.study.session(self.deck)

    def _refused(self, error: BaseException) -> None:
        self._enter(Phase.FAILED)
        if not self.study.give_up(error):
            self.notice.fail(error)

    def _opened(self, session: "StudySession | CramSession") -> None:
        self._session = session
        self.deck = session.deck
        self._recount()
        self.advance()
        self.later(self.study.settled)

    @property
    def revealed(self) -> bool:
        """Whether the answer is on show."""
        return self.phase is Phase.ANSWER

    def _recount(self) -> None:
        done, summary = self.attempt(lambda: self.session.summary())
        if done and summary is not None:
            self._answered = summary.answered

    @property
    def session(self) -> "StudySession | CramSession":
        """The session, which is open by the time a key can reach it."""
        if self._session is None:
            raise StudyError("the session is not open yet", "wait a moment")
        return self._session

    def advance(self) -> None:
        """Show the next card, or the end."""
        done, card = self.attempt(lambda: self.session.current())
        if not done:
            self._enter(Phase.FAILED)
            return
        self._card = card
        if card is None:
            self._finish()
        else:
            self._question(card)

    def _question(self, card: StudyCard) -> None:
        self.lay(card.card)
        self.query_one(RatingBar).promise(card.previews)
        self._shown_at = self.study.clock()
        self._enter(Phase.QUESTION)

    def _finish(self) -> None:
        done, summary = self.attempt(lambda: self.session.summary())
        if done and summary is not None:
            self.query_one(Finish).show(summary, self.study.now(), self.END)
        self._enter(Phase.FINISHED)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        # Not by classes on the screen: that would restyle everything on it for each card.
        self.query_one("#table").display = phase in ON_CARD
        self.query_one(RevealButton).display = phase is Phase.QUESTION
        self.query_one(RatingBar).display = phase is Phase.ANSWER
        self.query_one("#end").display = phase is Phase.FINISHED
        self.place_figures()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def place_figures(self) -> None:
        """Say what is left, on the line on top."""
        left = figures.deck_path(self.deck)
        card = self._card
        if card is None or self.phase not in ON_CARD:
            self.topbar.place(left)
        else:
            short = self.size.width < 72
            state = card.card.memory.state
            self.topbar.place(left, figures.counts(card.counts, state, short=short))
        self.query_one("#progress", Line).refresh()

    def _progress(self, width: int) -> Content:
        done = self._answered
        left = self._card.counts.total if self._card else 0
        return progress(width, done + left, (done, "$good"))

    def _tick(self) -> None:
        """Count down to the next learning card and show it when it falls due."""
        if self.phase is not Phase.FINISHED or self.app.screen is not self:
            return
        done, card = self.attempt(lambda: self.session.current())
        if done and card is not None:
            self._card = card
            self._question(card)
            self.notice.say("a learning card is due again")
        elif done:
            self._finish()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment; the key bar shows just that."""
        match action:
            case "reveal":
                return self.phase is Phase.QUESTION
            case "rate":
                return self.phase is Phase.ANSWER
            case "scroll" | "nudge":
                sheet = self.query_one(Sheet)
                down = parameters == (1,)
                more = sheet.more_below if down else sheet.more_above
                return self.phase in ON_CARD and more
            case "undo":
                return self._session is not None and self._session.can_undo
            case "letter":
                made = self.generated if self.phase is Phase.QUESTION else None
                return made is not None and self._beside.letter != made.first_letter
            case "paragraph":
                return self.revealed and self.generated is not None
            case "keep":
                return self.phase in ON_CARD and self._beside.stale
            case "media":
                return bool(self._media())
            case "edit" | "flag" | "bury" | "suspend":
                return self.phase in ON_CARD
        return True

    def on_key(self, event: Key) -> None:
        """Say why a rating does nothing yet, and undo nothing more."""
        if self.phase is Phase.QUESTION and event.key in "1234":
            self.notice.say("show the answer first: Space", "hint")
        elif event.key in ("z", "ctrl+z") and self._session is not None:
            self.notice.say(NOTHING_TO_UNDO, "hint")

    @on(RevealButton.Pressed)
    def action_reveal(self) -> None:
        """Show the answer."""
        if self._card is None or self.phase is not Phase.QUESTION:
            return
        sheet = self.query_one(Sheet)
        sheet.show(self._card.card, revealed=True, beside=self._beside)
        self._enter(Phase.ANSWER)
        self.later(sheet.bring_answer)
        self.later(self.refresh_bindings)

    @on(RatingBar.Rated)
    def _rated(self, event: RatingBar.Rated) -> None:
        self.action_rate(int(event.rating))

    def action_rate(self, rating: int) -> None:
        """Record a rating; the card stays if it could not be saved."""
        if self.phase is not Phase.ANSWER:
            return
        taken = min(int((self.study.clock() - self._shown_at) * 1000), LONGEST_MS)
        done, answered = self.attempt(
            lambda: self.session.answer(Rating(rating), max(taken, 0)), "not saved"
        )
        if not done or answered is None:
            return
        self._answered += 1
        self.notice.clear()
        if answered.warning:
            self.notice.say(line(answered.warning), "error")
        elif answered.became_leech:
            self.notice.say("this card keeps being forgotten: it is a leech now")
        self.advance()

    def action_undo(self) -> None:
        """Take back the last rating and show its card again."""
        last = self.session.last
        done, card = self.attempt(lambda: self.session.undo(), "not undone")
        if done:
            self._recount()
            if card is None or last is None:
                self.notice.say(NOTHING_TO_UNDO)
            else:
                self._say_undone(last.name.capitalize(), card)
            self.advance()

    def _say_undone(self, what: str, card: CardView) -> None:
        before = f"undone: {what} on “"
        room = max(self.size.width - self.notice.OVERHEAD - len(before) - 1, 8)
        question = join(figures.without_marks(clean_line(card.question, 200)))
        self.notice.say(join(before, question.truncate(room, ellipsis=True), "”"))

    def action_bury(self) -> None:
        """Hide the card until tomorrow."""
        self._put_aside(self.session.bury, "buried until tomorrow")

    def action_suspend(self) -> None:
        """Hide the card until the learner says otherwise."""
        self._put_aside(self.session.suspend, "suspended; browse the deck to bring it back")

    def _put_aside(self, act: "Callable[[], None]", said: str) -> None:
        done, _ = self.attempt(act, "not saved")
        if done:
            self.notice.say(said)
            self.advance()

    def action_flag(self) -> None:
        """Choose a flag."""
        from studyapp.tui.screens.flag import FlagScreen

        if self._card is not None:
            _ = self.app.push_screen(FlagScreen(self._card.card.flag), self._flagged)

    def _flagged(self, flag: Flag | None) -> None:
        if flag is not None and self.attempt(lambda: self.session.set_flag(flag), "not saved")[0]:
            self._again()

    def action_edit(self) -> None:
        """Edit the note."""
        from studyapp.tui.screens.fields import open_editor

        if self._card is not None:
            session = self.session
            open_editor(self, self._card.card, session.edit, session.edit_fields, self._edited)

    def _media(self) -> tuple[str, ...]:
        """Return what the sides on show name."""
        if self._card is None or self.phase not in ON_CARD:
            return ()
        return self._card.card.media if self.revealed else named(self._card.card.question)

    def _edited(self, saved: "Edited | None") -> None:
        if saved is not None:
            self.notice.say("saved")
            self._again()

    def _again(self) -> None:
        """Show the same card anew, in the same phase."""
        done, card = self.attempt(lambda: self.session.current())
        if (
            done
            and card is not None
            and self._card is not None
            and card.card.id == self._card.card.id
        ):
            self._card = card
            self.lay_again(card.card)
            self._enter(self.phase)
        elif done:
            self.advance()

    def action_scroll(self, by: int) -> None:
        """Scroll by most of a page."""
        self.query_one(Sheet).by_page(by)
        self.refresh_bindings()

    def action_nudge(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(Sheet).by_line(by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Shorten the figures where there is no room."""
        self.place_figures()
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back to the decks."""
        _ = self.dismiss(None)
