"""Learn: recognise the answer, then type it, in rounds of a few cards."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from studyapp.quiz.learn import Phase
from studyapp.services.selftest.learn import LearnView
from studyapp.tui.safe import join
from studyapp.tui.screens.learn_steps import LearnSteps, Stage
from studyapp.tui.widgets import mastery
from studyapp.tui.widgets.key_button import KeyButton
from studyapp.tui.widgets.learn_buttons import LearnButtons
from studyapp.tui.widgets.learn_card import LearnCard
from studyapp.tui.widgets.learn_end import LearnEnd
from studyapp.tui.widgets.line import Line
from studyapp.tui.widgets.options import Options
from studyapp.tui.widgets.typed_answer import TypedAnswer

STAGES = {
    Phase.ASKING: Stage.ASKING,
    Phase.JUDGED: Stage.JUDGED,
    Phase.SUMMARY: Stage.ROUND,
    Phase.DONE: Stage.DONE,
}
ON_CARD = (Stage.ASKING, Stage.JUDGED)


class LearnScreen(LearnSteps):
    """Learns one deck. Leaving keeps the sitting: the same question waits."""

    NAME = "Learn"
    CSS_PATH = "learn.tcss"
    AUTO_FOCUS = ""  # the line to type into takes the keys only when an answer is typed
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
        Binding("pagedown", "scroll(1)", "More", id="learn.more", tooltip="of a long card"),
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
        """Name the screen."""
        self.query_one(TypedAnswer).cursor_blink = self.study.cursor_blink
        self._figures()

    @property
    def card(self) -> LearnCard:
        """The question with its options."""
        return self.query_one(LearnCard)

    # Drawing

    def lay(self, view: LearnView, last: LearnView | None) -> None:
        """Show where the sitting stands."""
        stage = STAGES[view.phase]
        self.card.show(view)
        self.card.fill(view, self._typed)
        self.query_one(LearnEnd).show(view)
        self.enter(stage)
        if stage is Stage.JUDGED and last is not None and last.phase is Phase.ASKING:
            self.later(self._bring_verdict)
        elif stage is Stage.ASKING:
            self.card.scroll_home(animate=False, immediate=True)

    def enter(self, stage: Stage) -> None:
        """Show the parts that belong to a stage."""
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
        view, typed = self._view, self.query_one(TypedAnswer)
        if view is None or self.stage is not Stage.ASKING or not view.typing:
            typed.rest()
        else:
            at = len(self._typed)
            typed.ask(at + 1, view.blanks, next(iter(self._draft[at:]), ""))
        if view is not None:
            self.query_one(LearnButtons).show(view)

    def _bring_verdict(self) -> None:
        self.card.bring_verdict()
        self.refresh_bindings()

    def _figures(self) -> None:
        view = self._view
        if view is None or self.stage not in ON_CARD:
            self.topbar.place_deck(self.deck, join(("learn", "$muted")))
        else:
            here = view.done + 1 if view.left else view.done
            said = f"learn   round {view.round}   {here} of {view.done + view.left}"
            self.topbar.place_deck(self.deck, join((said, "$muted")))
        self.query_one("#mastery", Line).refresh()

    def _mastery(self, width: int) -> Content:
        return Content("") if self._view is None else mastery.mastery(self._view.levels, width)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment; the key bar shows just that."""
        match action, parameters:
            case "media", _:
                return self.has_media
            case "on" | "again" | "choose" | "unknown" | "decide", _:
                return not self._busy and self._view is not None and self._may(action, *parameters)
            case "scroll" | "nudge", (by,):
                more = self.card.more_below if by == 1 else self.card.more_above
                return self.stage in ON_CARD and more
        return True

    def _may(self, action: str, *parameters: object) -> bool:
        view, asking = self.view, self.stage is Stage.ASKING
        match action, parameters:
            case "on", _:
                return self.stage is Stage.ROUND or view.decided
            case "again", _:
                return self.stage is Stage.DONE
            case "choose", (int(at),):
                return asking and at < view.choices
            case "unknown", (typing,):
                return asking and view.typing == bool(typing)
            case "decide", (right,):
                return view.may_decide(right=bool(right))
        return False

    def action_choose(self, at: int) -> None:
        """Choose an option by place."""
        taken = self.so_far()
        self.step(lambda: self.sitting.choose(at, taken), "judge", "not saved")

    def action_unknown(self, typing: int) -> None:
        """Say "I don't know"."""
        taken = self.so_far()
        self.step(lambda: self.sitting.unknown(taken), "judge", "not saved")

    def action_decide(self, right: int) -> None:
        """Say that the verdict is wrong."""
        self.step(lambda: self.sitting.override(right=bool(right)), "judge", "not saved")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._line = event.value
        self.keep_soon()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, for the next blank or as the whole answer."""
        event.stop()
        if self._busy or self.stage is not Stage.ASKING:
            return
        if not event.value.strip():
            self.notice.say("type an answer, or ^n if you don't know it", "hint")
            return
        said = event.value.strip()
        given = (*self._typed, said)
        if len(given) < self.view.blanks and not self.view.is_whole(said, len(self._typed)):
            self._typed.append(given[-1])
            self.keep_soon()
            self.card.fill(self.view, self._typed)
            self._await_answer()
            return
        taken = self.so_far()
        self.step(lambda: self.sitting.type_in(given, taken), "judge", "not saved")

    def action_on(self) -> None:
        """Ask on, or begin the next round."""
        self.step(self.sitting.go_on, "on", "not saved")

    def action_again(self) -> None:
        """Ask all cards once more, typed."""
        self.step(self.sitting.again, "again", "not begun")

    @on(Options.Chosen)
    def _chosen(self, event: Options.Chosen) -> None:
        if self.check_action("choose", (event.at,)):
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
        self.card.move(by * self.card.page)
        self.refresh_bindings()

    def action_nudge(self, by: int) -> None:
        """Scroll by a line."""
        self.card.move(by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Offer to scroll where there is more than fits."""
        self.later(self.refresh_bindings)
