"""The cards of a deck, or of all: search, read, suspend, flag, edit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from studyapp.domain.card import Flag, Queue
from studyapp.domain.deck import is_within
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.edit import Edited
from studyapp.tui.screens.fields import open_editor
from studyapp.tui.screens.media import open_media
from studyapp.tui.widgets.card_list import CardList, heading
from studyapp.tui.widgets.line import Line
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.sheet import Sheet

PAUSE = 0.12
"""Seconds after the last key before a search begins."""
MOST = 500


class BrowseScreen(StudyScreen[None]):
    """A list with the card under the cursor beside it, or below it where there is no room."""

    NAME = "Browse"
    CSS_PATH = "browse.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "Search", id="browse.search", tooltip="question, answer, tags, deck"
        ),
        Binding(
            "s", "suspend", "Suspend", id="browse.suspend", tooltip="this card, or bring it back"
        ),
        Binding("f", "flag", "Flag", id="browse.flag", tooltip="this card"),
        Binding("e,enter", "edit", "Edit", id="browse.edit", tooltip="the note of this card"),
        Binding("o", "media", "Open", id="browse.media", tooltip="sound or picture of this card"),
        Binding("x", "export", "Export", id="browse.export", tooltip="what is listed to a file"),
        Binding(
            "J",
            "scroll(1)",
            "Scroll down",
            id="browse.scroll_down",
            tooltip="the card shown",
            show=False,
        ),
        Binding(
            "K",
            "scroll(-1)",
            "Scroll up",
            id="browse.scroll_up",
            tooltip="the card shown",
            show=False,
        ),
        Binding(
            "escape", "back", "Back", id="browse.back", tooltip="to the list, then to the decks"
        ),
    ]

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.deck = deck
        self._timer: Timer | None = None
        self._changed = False

    def body(self) -> Iterable[Widget]:
        """Return search field, list and card."""
        yield Input(
            placeholder="search: words in question, answer, tags, deck", id="search", compact=True
        )
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                yield Line(heading, id="heading")
                yield CardList(self.study.now, id="cards")
            with Vertical(id="right"):
                yield Line(id="facts")
                yield Sheet(id="card")

    def on_mount(self) -> None:
        """Load the cards; without a deck begin in the search field."""
        self.query_one(Input).cursor_blink = self.study.cursor_blink
        self._head(None)
        self._load()
        (self.query_one(Input) if self.deck is None else self.card_list).focus()

    @property
    def card_list(self) -> CardList:
        """The cards."""
        return self.query_one(CardList)

    def _head(self, count: int | None) -> None:
        where = join(("all decks", "bold")) if self.deck is None else figures.deck_path(self.deck)
        found = "" if count is None else figures.plural(count, "card")
        if count is not None and count >= MOST and self.query_one(Input).value.strip():
            found = f"the first {MOST} cards"
        self.topbar.place(join(("browse  ", "$muted"), where), join((found, "$muted")))

    def _load(self) -> None:
        words = self.query_one(Input).value.strip()
        collection, deck = self.study.collection, self.deck

        def find() -> Sequence[CardView]:
            if not words:
                return collection.cards(deck)
            found = collection.search(words, MOST)
            return [card for card in found if deck is None or is_within(card.deck, deck)]

        self.in_thread(find, self._show, "cards")

    def _show(self, cards: Sequence[CardView]) -> None:
        self._head(len(cards))
        self.card_list.load(cards)
        self.set_class(not cards, "-nothing")

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._load)

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.card_list.focus()

    @on(Rows.Moved)
    def _moved(self) -> None:
        card = self.card_list.current
        if card is not None:
            self.query_one(Sheet).show(card, revealed=True)
            self.query_one("#facts", Line).show(lambda width: _facts(card, width))
            self.query_one(Sheet).scroll_home(animate=False, immediate=True)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the card under the cursor."""
        if action == "media" and not (self.card_list.current and self.card_list.current.media):
            return False
        if action in ("suspend", "flag", "edit", "scroll", "media", "export"):
            return self.card_list.current is not None and not isinstance(self.focused, Input)
        if action == "search":
            return not isinstance(self.focused, Input)
        return True

    def _change(self, act: Callable[[], object], said: str) -> None:
        card = self.card_list.current
        if card is not None and self.attempt(act, "not saved")[0]:
            self._changed = True
            self._reread(card.id, said)

    def _reread(self, card_id: int, said: str) -> None:
        done, card = self.attempt(lambda: self.study.collection.card(card_id))
        if done and card is not None:
            self.card_list.put(card)
            self.notice.say(said)

    def action_suspend(self) -> None:
        """Suspend the card, or bring it back."""
        card = self.card_list.current
        if card is None:
            return
        collection = self.study.collection
        if card.queue is Queue.ACTIVE:
            self._change(lambda: collection.suspend(card.id), "suspended")
        else:
            self._change(lambda: collection.unsuspend(card.id), "back in study")

    def action_flag(self) -> None:
        """Choose a flag."""
        from studyapp.tui.screens.flag import FlagScreen

        if (card := self.card_list.current) is not None:
            _ = self.app.push_screen(FlagScreen(card.flag), self._flagged)

    def _flagged(self, flag: Flag | None) -> None:
        card = self.card_list.current
        if flag is not None and card is not None:
            name = figures.FLAGS[flag][0]
            self._change(lambda: self.study.collection.set_flag(card.id, flag), name)

    @on(Rows.Chosen)
    def action_edit(self) -> None:
        """Edit the note."""
        card = self.card_list.current
        if card is None:
            return
        collection = self.study.collection

        def save(front: str, back: str, tags: tuple[str, ...]) -> CardView:
            return collection.edit(card.id, front, back, tags)

        def save_fields(edited: Mapping[int, str], tags: tuple[str, ...]) -> CardView:
            return collection.edit_fields(card, edited, tags)

        open_editor(self, card, save, save_fields, self._edited)

    def action_media(self) -> None:
        """Open the card's sound or picture in another program."""
        if (card := self.card_list.current) is not None:
            found = self.attempt(lambda: self.study.collection.media(card))[1]
            open_media(self, found or ())

    def action_export(self) -> None:
        """Write the deck, or what the search finds in it, to a file."""
        from studyapp.tui.screens.export import ExportScreen

        words = self.query_one(Input).value.strip()
        _ = self.app.push_screen(ExportScreen(self.deck, words))

    def _edited(self, saved: Edited | None) -> None:
        if saved is not None:
            self._changed = True
            self.card_list.put(saved.card)
            self.notice.say("saved")

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(Input).focus()

    def action_scroll(self, by: int) -> None:
        """Scroll the card shown."""
        self.query_one(Sheet).scroll_relative(y=3 * by, animate=False, immediate=True)

    def action_back(self) -> None:
        """From the search field to the list, from there to the decks."""
        if isinstance(self.focused, Input) and self.card_list.cards:
            self.card_list.focus()
            return
        if self._changed:
            self.study.forget_sessions()
        _ = self.dismiss(None)


def _facts(card: CardView, width: int) -> Content:
    memory = card.memory
    if memory.stability is None:
        facts = [("not studied yet", "$muted")]
    else:
        recall = f"{card.retrievability:.0%}" if card.retrievability is not None else "–"
        facts = [
            ("recall ", "$muted"),
            (recall, "bold"),
            ("  stability ", "$muted"),
            (f"{memory.stability:.1f} d", "bold"),
            ("  difficulty ", "$muted"),
            (f"{memory.difficulty or 0:.1f}", "bold"),
            ("  reviews ", "$muted"),
            (f"{memory.reps}", "bold"),
            ("  lapses ", "$muted"),
            (f"{memory.lapses}", "bold"),
        ]
    return join(*facts).truncate(width, ellipsis=True)
