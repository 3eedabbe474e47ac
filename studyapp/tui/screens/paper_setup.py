"""The form of a practice test, and the way from it to the paper and its result."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.domain.selftest import Item
from studyapp.quiz import topics
from studyapp.quiz.paper_wishes import MOST_MINUTES, MOST_QUESTIONS, MOST_SEED, Kind, Side, Wishes
from studyapp.tui import figures
from studyapp.tui.forms import RefusedError, number
from studyapp.tui.safe import join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.choice import Choice
from studyapp.tui.widgets.opener import Opener
from studyapp.tui.widgets.toggles import Toggles

if TYPE_CHECKING:
    from studyapp.quiz.marking import By
    from studyapp.services.selftest.practice_test import Setup, TestSitting

KINDS = {
    Kind.CHOICE: "choice",
    Kind.TRUE_FALSE: "true/false",
    Kind.MATCHING: "match",
    Kind.CLOZE: "cloze",
    Kind.WRITTEN: "typed",
}
SIDES = {
    Side.QUESTION: "the question",
    Side.ANSWER: "the answer",
    Side.MIXED: "either of them",
}
CARDS = ("all", "starred", "weak", "starred and weak")
"""The number in binary: starred 1, weak 2."""
FIELDS = {
    "questions": ("Questions", f"1 to {MOST_QUESTIONS}", number(1, MOST_QUESTIONS)),
    "minutes": ("Minutes", "0 for no timer", number(0, MOST_MINUTES)),
    "pass_mark": ("Pass mark", "% of the points", number(0, 100)),
    "seed": ("Seed", "the same number, the same paper", number(0, MOST_SEED)),
}


class PaperSetupScreen(StudyScreen[None]):
    """What the paper is to be like. A paper that was left comes up at once instead."""

    NAME = "Test"
    CSS_PATH = "paper_setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "begin", "Begin", id="test.begin", tooltip="the paper"),
        Binding("ctrl+r", "resume", "Resume", id="test.resume", tooltip="the paper you left"),
        Binding("down,tab", "app.focus_next", "Next", id="test.next", tooltip="field"),
        Binding(
            "up,shift+tab",
            "app.focus_previous",
            "Previous",
            id="test.previous",
            tooltip="field",
            show=False,
        ),
        Binding("ctrl+o", "history", "History", id="test.history", tooltip="of your scores"),
        Binding("escape", "leave", "Back", id="test.leave", tooltip="to the decks"),
    ]

    def __init__(self, deck: str, wishes: Wishes | None = None) -> None:
        super().__init__()
        self.deck = deck
        self._given = wishes
        self._setup: Setup | None = None
        self._topics: tuple[tuple[By, str], ...] = ()

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self._typed("questions")
            with Horizontal(classes="option"):
                yield Static("Kinds", classes="label")
                yield Toggles(list(KINDS.values()), id="kinds")
            with Horizontal(classes="option"):
                yield Static("Shown", classes="label")
                yield Choice(list(SIDES.values()), id="side")
            with Horizontal(classes="option"):
                yield Static("Topics", classes="label")
                yield Opener(id="topics")
            with Horizontal(classes="option"):
                yield Static("Cards", classes="label")
                yield Choice(CARDS, id="cards")
            yield from self._typed("minutes")
            yield from self._typed("pass_mark")
            yield from self._typed("seed")
            yield Static(id="fits")

    def _typed(self, name: str) -> Iterable[Widget]:
        label, unit, _ = FIELDS[name]
        with Horizontal(classes="option", id=f"row-{name}"):
            yield Static(join((label, "")), classes="label")
            yield Input(
                id=name,
                compact=True,
                max_length=9,
                placeholder="any" if name == "seed" else "",
            )
            yield Static(join((unit, "$muted")), classes="unit")

    def on_mount(self) -> None:
        """Find what was wished last, and what was left."""
        self.topbar.place(join(("practice test  ", "$muted"), figures.deck_path(self.deck)))
        for field in self.query(Input):
            field.cursor_blink = self.study.cursor_blink
        if self._given is None:
            self.action_resume()
        else:
            self._load()

    def action_resume(self) -> None:
        """Go on with the paper that was left."""
        deck = self.deck
        self.in_thread(lambda: self.study.collection.resume_test(deck), self._resumed, "resume")

    def _resumed(self, sitting: "TestSitting | None") -> None:
        if sitting is None:
            self._load()
        else:
            self._sit(sitting)

    def _load(self) -> None:
        deck = self.deck
        self.in_thread(lambda: self.study.collection.test_setup(deck), self._show, "setup")

    def _show(self, setup: "Setup") -> None:
        first = self._setup is None
        self._setup = setup
        if first:
            self._fill(self._given or setup.wishes)
        self.add_class("-loaded")
        self._count()
        self.refresh_bindings()
        self.query_one("#questions", Input).focus()
        self.later(self.study.settled)

    def _fill(self, wishes: Wishes) -> None:
        for name in ("questions", "minutes", "pass_mark"):
            self.query_one(f"#{name}", Input).value = str(getattr(wishes, name))
        seed = wishes.seed
        self.query_one("#seed", Input).value = "" if seed is None else str(seed)
        kinds = list(KINDS)
        self.query_one(Toggles).chosen = frozenset(map(kinds.index, wishes.kinds))
        self.query_one("#side", Choice).at = list(SIDES).index(wishes.side)
        self.query_one("#cards", Choice).at = wishes.starred + 2 * wishes.weak
        self._topics = topics.chosen(wishes)

    def wishes(self) -> Wishes:
        """Return what the form says. Raises ``RefusedError``, whose text names the field."""
        values: dict[str, int | None] = {}
        for name, (label, _, read) in FIELDS.items():
            text = self.query_one(f"#{name}", Input).value
            if name == "seed" and not text.strip():
                values[name] = None
                continue
            try:
                values[name] = read(text)
            except RefusedError as refused:
                raise RefusedError(f"{label}: {refused}") from None
        chosen = self.query_one(Toggles).chosen
        kinds = tuple(kind for at, kind in enumerate(KINDS) if at in chosen)
        if not kinds:
            raise RefusedError("Kinds: choose at least one")
        cards = self.query_one("#cards", Choice).at
        made = Wishes(
            questions=values["questions"] or 0,
            kinds=kinds,
            side=list(SIDES)[self.query_one("#side", Choice).at],
            starred=bool(cards & 1),
            weak=bool(cards & 2),
            minutes=values["minutes"] or 0,
            pass_mark=values["pass_mark"] or 0,
            seed=values["seed"],
        )
        return topics.with_topics(made, self._topics)

    def _fitting(self) -> list[Item]:
        items = self._setup.items if self._setup else ()
        cards = self.query_one("#cards", Choice).at
        wanted = Wishes(starred=bool(cards & 1), weak=bool(cards & 2))
        wanted = topics.with_topics(wanted, self._topics)
        return [item for item in items if wanted.fits(item)]

    @on(Input.Changed)
    @on(Toggles.Changed)
    @on(Choice.Turned)
    def _count(self) -> None:
        """Say how many cards fit, or what is refused."""
        if self._setup is None:
            return
        self.query_one(Opener).show(", ".join(name for _, name in self._topics) or "all")
        fitting = len(self._fitting())
        said: Content
        try:
            wishes = self.wishes()
        except RefusedError as refused:
            said = join((str(refused), "$again"))
        else:
            said = join(
                (figures.plural(fitting, "card"), "bold"), (_say(fitting, wishes), "$muted")
            )
        self.query_one("#fits", Static).update(said)

    @on(Opener.Opened)
    def _choose_topics(self) -> None:
        from studyapp.tui.screens.paper_topics import PaperTopicsScreen

        if self._setup is not None:
            found = topics.topics(self._setup.deck, self._setup.items)
            _ = self.app.push_screen(PaperTopicsScreen(found, self._topics), self._chosen)

    def _chosen(self, names: "tuple[tuple[By, str], ...] | None") -> None:
        if names is not None:
            self._topics = names
            self._count()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works at this moment."""
        if action == "resume":
            return self._setup is not None and self._setup.left
        return True if action == "leave" else self._setup is not None

    @on(Input.Submitted)
    def action_begin(self) -> None:
        """Make the paper, or go to the field that is refused."""
        try:
            wishes = self.wishes()
        except RefusedError as refused:
            self.notice.say(join(str(refused)), "error")
            return
        self.notice.clear()
        deck = self.deck
        self.in_thread(lambda: self.study.collection.begin_test(deck, wishes), self._sit, "begin")

    def _sit(self, sitting: "TestSitting") -> None:
        from studyapp.tui.screens.paper import PaperScreen

        self._given = self._given or replace(sitting.wishes, seed=None, cards=())
        self.remove_class("-loaded")
        _ = self.app.push_screen(PaperScreen(sitting), self._sat)

    def _sat(self, outcome: "TestSitting | str | None") -> None:
        """Go on from a paper or a result: to a result, to the form, or back to the decks."""
        from studyapp.tui.screens.paper_result import PaperResultScreen

        if outcome is None:
            self.action_leave()
        elif isinstance(outcome, str):
            self._load()
        elif outcome.marks:
            _ = self.app.push_screen(PaperResultScreen(outcome), self._sat)
        else:
            self._sit(outcome)

    def action_history(self) -> None:
        """Look at the scores."""
        from studyapp.tui.screens.paper_history import PaperHistoryScreen

        _ = self.app.push_screen(PaperHistoryScreen(self.deck))

    def action_leave(self) -> None:
        """Go back to the decks."""
        _ = self.dismiss(None)


def _say(fitting: int, wishes: Wishes) -> str:
    if fitting < wishes.questions:
        return " can be asked: the paper is as long as they allow"
    return f" can be asked, {wishes.questions} will be"
