"""A paper being sat: one question at a time, in any order, until it is handed in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, TextArea

from studyapp.quiz.paper_wishes import Kind
from studyapp.tui import figures
from studyapp.tui.safe import join
from studyapp.tui.screens.paper_steps import PaperSteps
from studyapp.tui.widgets.answers import OptionRow, PairRow
from studyapp.tui.widgets.countdown import countdown
from studyapp.tui.widgets.question import QuestionPanel, letters
from studyapp.tui.widgets.strip_bar import StripBar, standing

if TYPE_CHECKING:
    from studyapp.services.selftest.practice_test import TestSitting

LAST_MINUTE = 60_000


class PaperScreen(PaperSteps):
    """Returns the sitting once it is handed in, "new" for another paper, None when it is left."""

    NAME = "Paper"
    AUTO_FOCUS = ""
    CSS_PATH = "paper.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next", id="paper.next", tooltip="question", priority=True),
        Binding("enter,right", "step(1)", "Next", id="paper.on", tooltip="question", show=False),
        Binding(
            "shift+tab",
            "step(-1)",
            "Previous",
            id="paper.previous",
            tooltip="question",
            priority=True,
            show=False,
        ),
        Binding("left", "step(-1)", "Previous", id="paper.back", tooltip="question", show=False),
        Binding(
            "t",
            "letter('t')",
            "Choose",
            id="paper.t",
            tooltip="true",
            key_display="T/F",
        ),
        Binding(
            "a,1",
            "letter('a')",
            "Choose",
            id="paper.a",
            tooltip="the answer with this letter",
            key_display="A-F",
        ),
        *(
            Binding(
                f"{letter},{at}",
                f"letter('{letter}')",
                "Choose",
                id=f"paper.{letter}",
                tooltip=f"{letter.upper()}; on a true/false question f is false"
                if letter == "f"
                else letter.upper(),
                show=False,
            )
            for at, letter in enumerate("bcdef", 2)
        ),
        Binding("pagedown", "scroll(1)", "More", id="paper.more", tooltip="of a long question"),
        Binding("pageup", "scroll(-1)", "Page up", id="paper.page_up", tooltip="of it", show=False),
        Binding(
            "ctrl+s", "submit", "Hand in", id="paper.submit", tooltip="the paper", priority=True
        ),
        Binding("down,j", "move(1)", "Down", id="paper.down", tooltip="one line", show=False),
        Binding("up,k", "move(-1)", "Up", id="paper.up", tooltip="one line", show=False),
        Binding("ctrl+g", "flag", "Flag", id="paper.flag", tooltip="to come back to"),
        Binding("ctrl+o", "overview", "Overview", id="paper.overview", tooltip="of the questions"),
        Binding("delete,backspace", "clear", "Clear", id="paper.clear", tooltip="this answer"),
        Binding("ctrl+n", "new", "New", id="paper.new", tooltip="paper; this one is given up"),
        Binding(
            "escape",
            "leave",
            "Leave",
            id="paper.leave",
            tooltip="the paper; it is kept and the clock rests",
            priority=True,
        ),
    ]

    def __init__(self, sitting: "TestSitting") -> None:
        super().__init__(sitting)
        self._row = 0
        """The line of a matching block that the next letter goes to."""

    def body(self) -> Iterable[Widget]:
        """Return the overview over the question, and every way to answer."""
        yield StripBar(id="strip")
        yield QuestionPanel()

    def on_mount(self) -> None:
        """Show the question that was on show."""
        self._seen_at = self.study.clock()
        self.panel.blink(on=self.study.cursor_blink)
        self._show()
        self.set_interval(1.0, self._tick)
        if self.test.submitted:
            self._hand_in()

    @property
    def panel(self) -> QuestionPanel:
        """The question and what stands under it."""
        return self.query_one(QuestionPanel)

    def _show(self) -> None:
        """Show the question and what stands under it."""
        self._row = 0
        self.set_class(self.test.question.kind is Kind.MATCHING, "-matching")
        self.panel.show(self.test.question, self.test.reply)
        self._draw()

    def _draw(self) -> None:
        """Draw what an answer changes."""
        self.panel.fill(self.test.question, self.test.reply, self._row)
        self._figures()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _figures(self) -> None:
        """Show the strip, the time and how much is answered."""
        test, question = self.test, self.test.question
        marks = [(standing(reply), reply.flagged) for reply in test.replies]
        self.query_one(StripBar).show(marks, test.at)
        self.panel.head(question, test.paper.points, flagged=test.reply.flagged)
        self._time()

    def _time(self) -> None:
        test = self.test
        parts = [
            join((f"{test.answered}", "bold"), (f" of {test.paper.points} answered", "$muted"))
        ]
        if test.left_ms is not None:
            hurry = test.left_ms < LAST_MINUTE
            said = countdown(test.left_ms)
            parts.append(join((said, "bold $again" if hurry else "bold $accent")))
        self.topbar.place(figures.deck_path(self.sitting.deck), Content("   ").join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment; the key bar shows just that."""
        if not self.is_mounted or self._marking:
            return self._gone and action == "leave"
        question, reply = self.test.question, self.test.reply
        match action:
            case "letter":
                return not question.kind.typed and self._option(str(parameters[0])) is not None
            case "move":
                return not question.kind.typed
            case "media":
                return self.has_media
            case "clear":
                return not question.kind.typed and reply.answered
            case "scroll":
                sheet = self.panel.sheet
                return (
                    sheet.scroll_y < sheet.max_scroll_y
                    if parameters == (1,)
                    else sheet.scroll_y > 0
                )
        return True

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return what is asked, of a matching block in the line that the next letter goes to."""
        key = self.test.paper.keys[self.test.at][self._row]
        return key.card_id, (self.test.question.prompts[self._row],)

    def _option(self, letter: str) -> int | None:
        """Return the option that a letter means on this question."""
        question = self.test.question
        at = letters(question).lower().find(letter)
        return at if at >= 0 else None

    @on(Input.Submitted)
    def action_step(self, by: int | Input.Submitted = 1) -> None:
        """Show the next question, or the one before."""
        step = by if isinstance(by, int) else 1
        last = len(self.test.replies) - 1
        if self.test.at == last and step > 0:
            self._say_end()
        else:
            self._go(self.test.at + step)

    def _say_end(self) -> None:
        test = self.test
        if not self._pass_time():
            return
        self._keep()
        left = test.paper.points - test.answered
        said = f"{figures.plural(left, 'answer')} to go" if left else "all answered"
        self.notice.say(f"the last question; {said}. Ctrl+S hands in", "hint")

    def _go(self, at: int) -> None:
        if self._pass_time():
            self.unsure()
            self.notice.clear()
            self.test.go(at)
            self._keep()
            self._show()

    @on(StripBar.Chosen)
    def _clicked(self, event: StripBar.Chosen) -> None:
        self._go(event.at)

    @on(OptionRow.Picked)
    def _picked(self, event: OptionRow.Picked) -> None:
        self._pick(event.at)

    @on(PairRow.Picked)
    def _aimed(self, event: PairRow.Picked) -> None:
        self._row = event.at
        self._draw()

    def action_letter(self, letter: str) -> None:
        """Choose the option with this letter."""
        option = self._option(letter)
        if option is not None:
            self._pick(option)

    def _pick(self, option: int) -> None:
        if self._marking or not self._pass_time():
            return
        self.test.pick(self._row, option)
        if self.test.question.kind is Kind.MATCHING:
            picks = self.test.reply.picks
            order = [*range(self._row + 1, len(picks)), *range(self._row + 1)]
            self._row = next((at for at in order if picks[at] is None), self._row)
            self.later(self._bring)
        self._keep()
        self._draw()

    def _bring(self) -> None:
        self.panel.bring_pair(self._row)

    def action_move(self, by: int) -> None:
        """Go to another line of a matching block, or choose the option beside."""
        question, reply = self.test.question, self.test.reply
        if question.kind is Kind.MATCHING:
            self._row = (self._row + by) % question.points
            self._bring()
            self._draw()
            return
        pick = reply.picks[0]
        start = (-1 if by > 0 else 0) if pick is None else pick
        chosen = (start + by) % len(question.options)
        self._pick(chosen)
        self.panel.bring_option(chosen)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        text = event.value if isinstance(event, Input.Changed) else event.text_area.text
        if self._marking or not self.test.question.kind.typed or not self._pass_time():
            return
        if text != self.test.reply.text:
            self.test.write(text)
            self._drafts.touch()
            self._figures()

    def action_clear(self) -> None:
        """Take back the answer."""
        if self._pass_time():
            self.test.clear()
            self._keep()
            self._draw()

    def action_flag(self) -> None:
        """Mark the question to come back to."""
        if self._pass_time():
            self.test.flag()
            self._keep()
            self._figures()

    def action_scroll(self, by: int) -> None:
        """Scroll by most of a page."""
        sheet = self.panel.sheet
        sheet.scroll_relative(y=by * max(sheet.size.height - 2, 1), animate=False, immediate=True)
        self.refresh_bindings()

    def action_overview(self) -> None:
        """List the questions."""
        from studyapp.tui.screens.paper_overview import PaperOverviewScreen

        if self._pass_time():
            _ = self.app.push_screen(PaperOverviewScreen(self.test), self._overviewed)

    def _overviewed(self, at: int | None) -> None:
        if at is not None:
            self._go(at)

    def action_submit(self) -> None:
        """Hand in the paper, at the second press."""
        if not self._pass_time():
            return
        test = self.test
        left = test.paper.points - test.answered
        flagged = sum(reply.flagged for reply in test.replies)
        said = [f"{left} without an answer" if left else "all answered"]
        said += [f"{flagged} flagged"] if flagged else []
        if self.sure("submit", f"{', '.join(said)}: press Ctrl+S again to hand in"):
            self._hand_in()

    def action_new(self) -> None:
        """Give up this paper for another one, at the second press."""
        if self.sure("new", "this paper will be given up: press Ctrl+N again"):
            _ = self.dismiss("new")

    def action_leave(self) -> None:
        """Go back to the decks; the paper is kept."""
        if self._gone or (self._pass_time() and self._keep()):
            _ = self.dismiss(None)
