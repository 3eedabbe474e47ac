"""Generated cards one at a time: keep, edit or drop each with one key."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Rule, Static

from studyapp.domain import cloze
from studyapp.domain.generated import Standing
from studyapp.services.views import Offer, Stood
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import join, line, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.offer_edit import OfferEditScreen
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.sheet import blanks_of

STANDINGS = {
    Standing.DECK: ("in the deck", "$easy"),
    Standing.OFFERED: ("offered", "$hard"),
    Standing.KEPT: ("kept", "$good"),
    Standing.DROPPED: ("dropped", "$again"),
}


def waits(offer: Offer) -> bool:
    """Whether a note is still to be looked at."""
    return offer.stale or offer.note.standing is Standing.OFFERED


def _any(offer: Offer) -> bool:
    return True


def _dropped(offer: Offer) -> bool:
    return offer.note.standing is Standing.DROPPED


FILTERS: tuple[tuple[str, Callable[[Offer], bool]], ...] = (
    ("to look at", waits),
    ("all", _any),
    ("dropped", _dropped),
)


class KeepScreen(StudyScreen[None]):
    """The generated cards of one deck. Every decision is stored at once."""

    NAME = "Generated"
    CSS_PATH = "keep.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", "Keep", id="keep.keep", tooltip="this card in the deck"),
        Binding("d", "drop", "Drop", id="keep.drop", tooltip="this card for good"),
        Binding("e", "edit", "Edit", id="keep.edit", tooltip="the text of this card and keep it"),
        Binding("n,right", "step(1)", "Next", id="keep.next", tooltip="card, without deciding"),
        Binding("b,left", "step(-1)", "Before", id="keep.before", tooltip="the card before it"),
        Binding("u,z", "undo", "Undo", id="keep.undo", tooltip="the last decision"),
        Binding("f", "filter", "Filter", id="keep.filter", tooltip="to look at, all, dropped"),
        Binding("j,down", "scroll(1)", "Down", id="keep.down", tooltip="three lines", show=False),
        Binding("up", "scroll(-1)", "Up", id="keep.up", tooltip="three lines", show=False),
        Binding("escape,q", "back", "Back", id="keep.back", tooltip="to the decks"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self.at = 0
        """Place in the list of the filter."""
        self._offers: dict[int, Offer] | None = None
        self._listed: list[int] = []
        self._filter = 0
        self._past: list[Stood] = []
        """How each note stood before it was decided on."""
        self._changed = False

    def body(self) -> Iterable[Widget]:
        """Return the card under a line of figures."""
        yield Line(self._figures, id="figures")
        with VerticalScroll(id="offer", can_focus=False):
            yield Static(id="marks")
            yield Prose(id="question")
            yield Rule(line_style="solid")
            yield Static(id="answer")
            yield Static(id="facts")
        yield Static(id="nothing")

    def on_mount(self) -> None:
        """Load the notes in a worker."""
        self.topbar.place(join(("generated  ", "$muted"), figures.deck_path(self.deck)))
        self.query_one("#offer").display = False
        self.query_one("#nothing").display = False
        collection, deck = self.study.collection, self.deck
        self.in_thread(lambda: collection.offers(deck), self._loaded, "offers")

    def _loaded(self, found: tuple[Offer, ...]) -> None:
        self._offers = {offer.note_id: offer for offer in found}
        self._list()

    def _all(self) -> list[Offer]:
        return list(self._offers.values()) if self._offers else []

    @property
    def current(self) -> Offer | None:
        """The note on show."""
        if not self._listed or self._offers is None:
            return None
        return self._offers[self._listed[self.at]]

    def _list(self) -> None:
        """List what the filter lets through; what is decided later stays in its place."""
        self._listed = [each.note_id for each in self._all() if FILTERS[self._filter][1](each)]
        self.at = 0
        self._show()

    def _show(self) -> None:
        offer = self.current
        self.query_one("#offer").display = offer is not None
        nothing = self.query_one("#nothing", Static)
        nothing.display = offer is None
        if offer is None:
            nothing.update(self._empty())
        else:
            number = min(cloze.cloze_numbers(offer.note.front), default=1)
            asked = cloze.question(offer.note.front, number)
            self.query_one("#marks", Static).update(_marks(offer))
            self.query_one("#question", Prose).show(document(asked, blanks_of(offer.note.front)))
            self.query_one("#answer", Static).update(_answer(offer, number))
            self.query_one("#facts", Static).update(_facts(offer))
            self.query_one("#offer").scroll_home(animate=False, immediate=True)
        self._head()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _empty(self) -> Content:
        if not self._offers:
            return stack(
                join(("No generated cards in this deck", "bold $primary")),
                Content(""),
                join("leave and build one from a text:"),
                join(("studyapp build chapter.txt", "bold")),
            )
        shown = f" shows other cards of {len(self._offers):,}"
        what = FILTERS[self._filter][0]
        said = "Nothing left to look at" if not self._filter else f"Nothing here: {what}"
        return stack(join((said, "bold $primary")), Content(""), join(("f", "bold $accent"), shown))

    def _head(self) -> None:
        if self._offers is None:
            return
        many = self._all()
        kept = sum(each.note.standing is Standing.KEPT for each in many)
        dropped = sum(map(_dropped, many))
        left = sum(map(waits, many))
        self.topbar.place(
            join(("generated  ", "$muted"), figures.deck_path(self.deck)),
            join(
                (f"{kept:,}", "bold $good"),
                (" kept  ", "$muted"),
                (f"{dropped:,}", "bold $again"),
                (" dropped  ", "$muted"),
                (f"{left:,}", "bold $hard"),
                (" left", "$muted"),
            ),
        )
        self.query_one("#figures", Line).refresh()

    def _figures(self, width: int) -> Content:
        if self._offers is None:
            return join(("reading the generated cards …", "$muted"))
        name = FILTERS[self._filter][0]
        place = f"{self.at + 1:,} of {len(self._listed):,}" if self._listed else ""
        return spread(join((name, "bold")), join((place, "$muted")), width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the card on show."""
        offer = self.current
        match action:
            case "keep":
                kept = Standing.KEPT
                return offer is not None and (offer.stale or offer.note.standing is not kept)
            case "drop":
                return offer is not None and not _dropped(offer)
            case "edit":
                return offer is not None
            case "step":
                return 0 <= self.at + (1 if parameters == (1,) else -1) < len(self._listed)
            case "undo":
                return bool(self._past)
            case "filter":
                return bool(self._offers)
            case "scroll":
                page = self.query_one("#offer")
                more = page.scroll_y < page.max_scroll_y
                return offer is not None and (more if parameters == (1,) else page.scroll_y > 0)
        return True

    def _decide(self, act: Callable[[int], Offer], said: str) -> None:
        """Store a decision and go on; if it could not be stored, stay."""
        before = self._stood("not saved")
        if before is None:
            return
        done, after = self.attempt(lambda: act(before.offer.note_id), "not saved")
        if done and after is not None:
            self._decided(before, after, said)

    def _stood(self, failing: str = "") -> Stood | None:
        """Return how the note on show stands in the collection."""
        offer = self.current
        if offer is None:
            return None
        return self.attempt(lambda: self.study.collection.stood(offer.note_id), failing)[1]

    def _decided(self, before: Stood, after: Offer, said: str) -> None:
        self._past.append(before)
        self._put(after)
        self.notice.say(said)
        self._advance()
        self._show()

    def _put(self, offer: Offer) -> None:
        self._changed = True
        if self._offers is not None:
            self._offers[offer.note_id] = offer

    def _advance(self) -> None:
        """Go to the next card; after the last to one that still waits, if there is one."""
        if self.at + 1 < len(self._listed):
            self.at += 1
            return
        offers = self._offers or {}
        waiting = [at for at, note_id in enumerate(self._listed) if waits(offers[note_id])]
        if waiting:
            self.at = waiting[0]
        else:
            self.notice.say("that was the last one: f shows others, Esc leaves")

    def action_keep(self) -> None:
        """Put the card into the deck for good."""
        self._decide(self.study.collection.keep, "kept")

    def action_drop(self) -> None:
        """Take the card out for good."""
        self._decide(self.study.collection.drop, "dropped; the next build leaves it out too")

    def action_edit(self) -> None:
        """Change the text and keep the card."""
        before = self._stood()
        if before is None:
            return
        edit = self.study.collection.edit_offer

        def edited(after: Offer | None) -> None:
            if after is not None:
                self._decided(before, after, "saved and kept")

        note_id = before.offer.note_id
        screen = OfferEditScreen(before.offer, lambda front: edit(note_id, front))
        _ = self.app.push_screen(screen, edited)

    def action_undo(self) -> None:
        """Take the last decision back: note and cards are as they were before it."""
        if not self._past:
            return
        last = self._past[-1]
        done, now = self.attempt(lambda: self.study.collection.restore(last), "not undone")
        if not done or now is None:
            return
        _ = self._past.pop()
        self._put(now)
        if now.note_id not in self._listed:
            self._listed.append(now.note_id)
        self.at = self._listed.index(now.note_id)
        self.notice.say(f"undone: {STANDINGS[now.note.standing][0]} as before")
        self._show()

    def action_step(self, by: int) -> None:
        """Go to another card without deciding."""
        self.at += by
        self._show()

    def action_filter(self) -> None:
        """List others: to look at, all, dropped."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._list()

    def action_scroll(self, by: int) -> None:
        """Scroll a long card."""
        self.query_one("#offer").scroll_relative(y=3 * by, animate=False, immediate=True)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_back(self) -> None:
        """Go back to the decks."""
        if self._changed:
            self.study.forget_sessions()
        _ = self.dismiss(None)


def _marks(offer: Offer) -> Content:
    name, colour = STANDINGS[offer.note.standing]
    stale = "   the source changed: look at it" if offer.stale else ""
    return join((name, colour), (stale, "bold $hard"))


def _answer(offer: Offer, number: int) -> Content:
    hidden = " … ".join(cloze.hidden(offer.note.front, number))
    return join(("answer  ", "$muted"), line(hidden, "bold $primary"))


def _facts(offer: Offer) -> Content:
    made = offer.note.generated
    rows = []
    if made is not None:
        tier = {"A": "A, into the deck", "B": "B, offered"}.get(made.tier, made.tier)
        rows.append(("kind", f"{made.category}   tier {tier}   score {made.score:.2f}"))
        rows.append(("speaker", made.speaker))
        rows.append(("topic", made.topic))
        rows.append(("context", made.context))
    rows.append(("source", figures.origin(offer.note.source)))
    shown = [join((name.ljust(9), "$muted"), line(said)) for name, said in rows if said]
    return stack(*shown)
