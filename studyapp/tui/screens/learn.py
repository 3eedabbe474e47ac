"""Learn: recognise the answer, then type it, in rounds of a few cards."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from studyapp.errors import StudyError
from studyapp.quiz.asking import CALLS, Form, Outcome
from studyapp.quiz.learn import Phase
from studyapp.services.selftest.learn import LearnView
from studyapp.tui import figures
from studyapp.tui.safe import join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets import mastery
from studyapp.tui.widgets.key_button import KeyButton
from studyapp.tui.widgets.learn_buttons import LearnButtons, may_decide
from studyapp.tui.widgets.learn_card import LearnCard
from studyapp.tui.widgets.learn_end import LearnEnd
from studyapp.tui.widgets.line import Line
from studyapp.tui.widgets.options import Options
from studyapp.tui.widgets.typed_answer import TypedAnswer

if TYPE_CHECKING:
    from studyapp.services.selftest.learn import LearnSitting

LONGEST_MS = 120_000
"""An answer that took longer counts as this long: the student was away."""


class Stage(Enum):
    """What is on the screen."""

    OPENING = "opening"
    ASKING = "asking"
    JUDGED = "judged"
    ROUND = "round"
    DONE = "done"
    FAILED = "failed"


STAGES = {
    Phase.ASKING: Stage.ASKING,
    Phase.JUDGED: Stage.JUDGED,
    Phase.SUMMARY: Stage.ROUND,
    Phase.DONE: Stage.DONE,
}
ON_CARD = (Stage.ASKING, Stage.JUDGED)


class LearnScreen(StudyScreen[None]):
    """Learns one deck. Leaving keeps the sitting: the same question waits."""

    NAME = "Learn"
    CSS_PATH = "learn.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "on", "Go on", id="learn.on", tooltip="to what comes next"),
        Binding(
            "1",
            "choose(0)",
            "Choose",
            id="learn.first",
            tooltip="the first option",
            key_display="1-4",
        ),
        Binding(
            "2", "choose(1)", "Choose", id="learn.second", tooltip="the second option", show=False
        ),
        Binding(
            "3", "choose(2)", "Choose", id="learn.third", tooltip="the third option", show=False
        ),
        Binding(
            "4", "choose(3)", "Choose", id="learn.fourth", tooltip="the fourth option", show=False
        ),
        Binding("0", "unknown(0)", "Not known", id="learn.unknown", tooltip="I don't know"),
        Binding(
            "ctrl+n",
            "unknown(1)",
            "Not known",
            id="learn.unknown_typing",
            tooltip="I don't know, while typing",
        ),
        Binding("y", "decide(1)", "I was right", id="learn.right", tooltip="whatever it says"),
        Binding("n", "decide(0)", "I was wrong", id="learn.wrong", tooltip="whatever it says"),
        Binding("a", "again", "Once more", id="learn.again", tooltip="all cards, typed"),
        Binding("pagedown", "scroll(1)", "More", id="learn.more", tooltip="of a long card"),
        Binding(
            "pageup",
            "scroll(-1)",
            "Page up",
            id="learn.back",
            tooltip="to the part above",
            show=False,
        ),
        Binding("j,down", "nudge(1)", "Down", id="learn.down", tooltip="one line", show=False),
        Binding("k,up", "nudge(-1)", "Up", id="learn.up", tooltip="one line", show=False),
        Binding(
            "escape", "leave", "Back", id="learn.leave", tooltip="to the decks; the sitting is kept"
        ),
    ]

    def __init__(self, deck: str, size: int | None = None) -> None:
        super().__init__()
        self.deck = deck
        self.stage = Stage.OPENING
        self._round_size = size
        self._sitting: LearnSitting | None = None
        self._view: LearnView | None = None
        self._busy = True
        self._typed: list[str] = []
        """What was typed into the blanks so far."""
        self._shown_at = 0.0
        self._taken = 0

    def body(self) -> Iterable[Widget]:
        """Return the card over its answers, and the panel that replaces both between rounds."""
        yield Line(self._mastery, id="mastery")
        with Vertical(id="table"):
            yield LearnCard()
            yield TypedAnswer()
            yield LearnButtons()
        with Center(id="end"):
            yield LearnEnd()

    def on_mount(self) -> None:
        """Open the sitting in a worker: it reads the whole deck."""
        self.query_one(TypedAnswer).cursor_blink = self.study.cursor_blink
        self.topbar.place(self._place())
        collection = self.study.collection
        self.in_thread(
            lambda: collection.learn(self.deck, self._round_size),
            self._opened,
            "learn",
            self._refused,
        )

    def _place(self) -> Content:
        return join(figures.deck_path(self.deck), ("  learn", "$muted"))

    def _refused(self, error: BaseException) -> None:
        self._enter(Stage.FAILED)
        if not self.study.give_up(error):
            self.notice.fail(error)

    def _opened(self, sitting: "LearnSitting") -> None:
        self._sitting = sitting
        self.deck = sitting.deck
        self._show(sitting.view())
        self.later(self.study.settled)

    @property
    def sitting(self) -> "LearnSitting":
        """The sitting, which is open by the time a key can reach it."""
        if self._sitting is None:
            raise StudyError("the deck is not open yet", "wait a moment")
        return self._sitting

    @property
    def card(self) -> LearnCard:
        """The question with its options."""
        return self.query_one(LearnCard)

    # Drawing

    def _show(self, view: LearnView) -> None:
        """Show where the sitting stands."""
        last, self._view, self._busy = self._view, view, False
        stage = STAGES[view.phase]
        if view.item is not None and view.question is not None:
            if stage is Stage.ASKING:
                self._typed = []
                self._shown_at = self.study.clock()
            self.card.show(view, view.item, view.question, self._typed)
        if view.summary is not None:
            self.query_one(LearnEnd).show(view)
        self._enter(stage)
        if stage is Stage.JUDGED and last is not None and last.phase is Phase.ASKING:
            self.later(self._bring_verdict)
        elif stage is Stage.ASKING:
            self.card.scroll_home(animate=False, immediate=True)

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self.query_one("#table").display = stage in ON_CARD
        self.query_one("#mastery").display = stage in ON_CARD
        self.query_one("#end").display = stage in (Stage.ROUND, Stage.DONE)
        self._await_answer()
        self._figures()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _await_answer(self) -> None:
        """Show what an answer is given with, or what can be done with the verdict."""
        typed, buttons = self.query_one(TypedAnswer), self.query_one(LearnButtons)
        judged = self._view.judged if self._view is not None else None
        typing = self.stage is Stage.ASKING and self._typing
        if typing:
            question = self._view.question if self._view is not None else None
            blanks = question.blanks if question is not None else None
            typed.ask(len(self._typed) + 1, len(blanks.blanks) if blanks is not None else 1)
        else:
            typed.rest()
        if self.stage is Stage.JUDGED and judged is not None:
            buttons.judge(judged)
        else:
            buttons.ask(typing=typing)

    @property
    def _typing(self) -> bool:
        """Whether the question on the table is answered by typing."""
        question = self._view.question if self._view is not None else None
        return question is not None and question.form.recalled

    def _bring_verdict(self) -> None:
        self.card.bring_verdict()
        self.refresh_bindings()

    def _figures(self) -> None:
        view = self._view
        if view is None or self.stage not in ON_CARD:
            self.topbar.place(self._place())
        else:
            here = view.done + 1 if view.left else view.done
            said = f"round {view.round}   {here} of {view.done + view.left}"
            self.topbar.place(self._place(), join((said, "$muted")))
        self.query_one("#mastery", Line).refresh()

    def _mastery(self, width: int) -> Content:
        return Content("") if self._view is None else mastery.mastery(self._view.levels, width)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment; the key bar shows just that."""
        match action, parameters:
            case "on" | "again" | "choose" | "unknown", _:
                return self._may(action, *parameters)
            case "decide", (right,):
                return not self._busy and self._may_decide(right=bool(right))
            case "scroll" | "nudge", (by,):
                more = self.card.more_below if by == 1 else self.card.more_above
                return self.stage in ON_CARD and more
        return True

    def _may(self, action: str, *parameters: object) -> bool:
        asking = self.stage is Stage.ASKING and not self._busy
        match action, parameters:
            case "on", _:
                return not self._busy and (self.stage is Stage.ROUND or self._decided)
            case "again", _:
                return self.stage is Stage.DONE and not self._busy
            case "choose", (int(at),):
                return asking and not self._typing and at < self._choices
            case "unknown", (with_input,):
                return asking and self._typing == bool(with_input)
        return False

    @property
    def _choices(self) -> int:
        question = self._view.question if self._view is not None else None
        if question is None:
            return 0
        return len(CALLS) if question.form is Form.STATEMENT else len(question.options)

    @property
    def _decided(self) -> bool:
        judged = self._view.judged if self._view is not None else None
        return judged is not None and judged.outcome is not Outcome.OPEN

    def _may_decide(self, *, right: bool) -> bool:
        judged = self._view.judged if self._view is not None else None
        return judged is not None and may_decide(judged, right=right)

    def action_choose(self, at: int) -> None:
        """Choose an option by place."""
        self._taken = self._so_far()
        self._now(lambda: self.sitting.choose(at))

    def action_unknown(self, typing: int) -> None:
        """Say "I don't know"."""
        self._taken = self._so_far()
        self._now(self.sitting.unknown)

    def action_decide(self, right: int) -> None:
        """Say that the verdict is wrong."""
        self._now(lambda: self.sitting.override(right=bool(right)))

    def _now(self, work: "Callable[[], LearnView]") -> None:
        """Do what neither reads nor writes the collection."""
        done, view = self.attempt(work)
        if done and view is not None:
            self.notice.clear()
            self._show(view)

    def _so_far(self) -> int:
        taken = int((self.study.clock() - self._shown_at) * 1000)
        return min(max(taken, 0), LONGEST_MS)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, for the next blank or as the whole answer."""
        event.stop()
        if self._busy or self.stage is not Stage.ASKING or self._view is None:
            return
        if not event.value.strip():
            self.notice.say("type an answer, or ^n if you don't know it", "hint")
            return
        question = self._view.question
        self._typed.append(event.value.strip())
        blanks = question.blanks if question is not None else None
        if question is not None and blanks is not None and len(self._typed) < len(blanks.blanks):
            self.card.fill(self._view, question, self._typed)
            self._await_answer()
            return
        self._taken = self._so_far()
        given = tuple(self._typed)
        self._work(lambda: self.sitting.type_in(given), "judge")

    def action_on(self) -> None:
        """Store the answer and ask on, or begin the next round."""
        taken = self._taken
        self._work(lambda: self.sitting.go_on(taken), "on", "not saved")

    def action_again(self) -> None:
        """Ask all cards once more, typed."""
        self._work(self.sitting.again, "again", "not begun")

    def _work(self, work: "Callable[[], LearnView]", name: str, before: str = "") -> None:
        """Do what takes a moment in a thread; until it is done no key does anything."""
        self._busy = True
        self.refresh_bindings()

        def failed(error: BaseException) -> None:
            self._busy = False
            self.notice.fail(error, before)
            self.refresh_bindings()

        def done(view: LearnView) -> None:
            self.notice.clear()
            self._show(view)

        self.in_thread(work, done, name, failed)

    @on(Options.Chosen)
    def _chosen(self, event: Options.Chosen) -> None:
        if self._may("choose", event.at):
            self.action_choose(event.at)

    @on(KeyButton.Pressed)
    def _pressed(self, event: KeyButton.Pressed) -> None:
        if self._busy:
            return
        match event.name:
            case "unknown":
                self.action_unknown(0)
            case "on":
                self.action_on()
            case _:
                self.action_decide(event.name == "right")

    def action_scroll(self, by: int) -> None:
        """Scroll by most of a page."""
        lines = by * max(self.card.size.height - 2, 1)
        self.card.scroll_relative(y=lines, animate=False, immediate=True)
        self.refresh_bindings()

    def action_nudge(self, by: int) -> None:
        """Scroll by a line."""
        self.card.scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Offer to scroll where there is more than fits."""
        self.later(self.refresh_bindings)

    # Leaving

    def action_leave(self) -> None:
        """Go back to the decks; an answer that was judged counts."""
        if self._busy and self._sitting is not None:
            return
        if self._decided and self.stage is Stage.JUDGED:
            taken = self._taken
            self._busy = True
            self.in_thread(lambda: self.sitting.go_on(taken), self._left, "on", self._not_left)
        else:
            _ = self.dismiss(None)

    def on_unmount(self) -> None:
        """Count an answer that was judged when the application is quit."""
        if self._sitting is not None and self.stage is Stage.JUDGED and self._decided:
            with suppress(StudyError, LookupError, OSError):
                _ = self._sitting.go_on(self._taken)

    def _left(self, view: LearnView) -> None:
        self._view = view
        self.stage = STAGES[view.phase]
        _ = self.dismiss(None)

    def _not_left(self, error: BaseException) -> None:
        self._busy = False
        self.notice.fail(error, "not saved")
