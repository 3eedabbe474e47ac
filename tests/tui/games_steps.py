"""What the walks through the games do between two keys, and what must come of a key."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from studyapp.quiz.match import Side
from studyapp.tui.screens.flip import FlipScreen
from studyapp.tui.screens.match import MatchScreen
from studyapp.tui.screens.piles import PilesScreen
from studyapp.tui.screens.sort_menu import SortMenu
from studyapp.tui.screens.sorting import SortingScreen
from tests.tui.conftest import Desk
from tests.tui.games import RealDesk
from tests.tui.presses import Check

DECK_NAME = "Log of voyages"
BY = "deck:Log of voyages"
ANEW = ("escape", "f")


def flip(check: Callable[[FlipScreen], bool]) -> Check:
    return lambda on: isinstance(on.app.screen, FlipScreen) and check(on.app.screen)


def match(check: Callable[[MatchScreen], bool]) -> Check:
    return lambda on: isinstance(on.app.screen, MatchScreen) and check(on.app.screen)


def session(on: Desk) -> Any:
    """Return the session of the screen on top."""
    return on.app.screen._session  # type: ignore[attr-defined]


def top(place: int) -> Callable[[Desk], object]:
    """Go to a card of the flashcards, its first side up, nothing changed otherwise."""

    def go(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, FlipScreen)
        opened = session(on)
        opened.do(lambda pile: type(pile)(opened.ids(starred=False), place))
        screen.playing = False
        screen.pace = 4.0
        screen._show()

    return go


def place(number: int) -> Check:
    return flip(lambda screen: screen.pile is not None and screen.pile.at == number)


def turned(screen: FlipScreen) -> bool:
    return screen.pile is not None and screen.pile.turned


def no_stars(on: Desk) -> None:
    for card in on.fake.real().cards():
        on.fake.real().star(card.id, on=False)
    on.app.screen._session._starred = set()  # type: ignore[attr-defined]
    on.app.screen._session._changes = []  # type: ignore[attr-defined]


def stars(count: int) -> Check:
    return lambda on: session(on).stars == count


def find_pairs(on: Desk, leave: int = 0) -> None:
    """Find all pairs of the board but so many."""
    screen = on.app.screen
    assert isinstance(screen, MatchScreen)
    game = session(on).game
    left = [card for card in game.board.questions if card not in game.board.found]
    for card in left[: len(left) - leave]:
        session(on).pick(Side.QUESTION, card)
        session(on).pick(Side.ANSWER, card)
    screen._show()


def chosen(side: Side, number: int) -> Check:
    def check(screen: MatchScreen) -> bool:
        game = screen.game
        if game is None or game.board is None:
            return False
        found = game.question if side is Side.QUESTION else game.answer
        return found == game.board.cards(side)[number]

    return match(check)


def nothing_chosen(on: Desk) -> None:
    opened = session(on)
    opened.game = opened.game.drop()
    on.app.screen._column = on.app.screen._row = 0  # type: ignore[attr-defined]
    on.app.screen._show()  # type: ignore[attr-defined]


def cursor(column: int, row: int) -> Check:
    return match(lambda screen: (screen._column, screen._row) == (column, row))


def on_tile(column: int, row: int) -> Callable[[Desk], object]:
    def go(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, MatchScreen)
        screen._column, screen._row = column, row
        screen._show()

    return go


def on_the_long_one(on: Desk) -> None:
    """Put the cursor on the long answer."""
    screen = on.app.screen
    assert isinstance(screen, MatchScreen)
    board = screen.game.board if screen.game else None
    assert board is not None
    long = next(card for card in board.answers if len(session(on).item(card).term) > 400)
    screen._column, screen._row = 1, board.answers.index(long)
    screen._show()


def long_game() -> RealDesk:
    """Return a desk whose only game holds the long answer."""
    fake = RealDesk()
    kept = [card.id for card in fake.collection.cards() if len(card.answer) > 400]
    for card in fake.collection.cards()[:8]:
        if card.id not in kept:
            fake.collection.suspend(card.id)
    return fake


def bin_at(number: int, *, right: bool) -> Callable[[Desk], object]:
    """Lay a card on the table whose bin is, or is not, the one with this number."""

    def lay(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, SortingScreen)
        opened = session(on)
        label = opened.attribute.bins[number - 1]
        truth = opened.attribute.truth
        rest = sorted(truth, key=lambda card: (truth[card] == label) is not right)
        opened.round = type(opened.round)(tuple(rest))
        screen._show()

    return lay


def first_is(label: int) -> Check:
    """Return whether the card that was on the table is done."""
    return lambda on: len(session(on).round.done) == 1


def wrong(on: Desk) -> None:
    """Sort the card on the table wrongly."""
    bin_at(1, right=False)(on)
    session(on).place(session(on).attribute.bins[0], 1)
    on.app.screen._show()  # type: ignore[attr-defined]


def lay_long(on: Desk) -> None:
    """Lay the card with the long answer on the table of a sorting."""
    opened = session(on)
    long = next(card for card, item in opened._items.items() if len(item.term) > 400)
    rest = [card for card in opened.attribute.truth if card != long]
    opened.round = type(opened.round)((long, *rest))
    on.app.screen._show()  # type: ignore[attr-defined]


def piles_anew(on: Desk) -> None:
    screen = on.app.screen
    assert isinstance(screen, PilesScreen)
    opened = session(on)
    every = sorted((*opened.piles.waiting, *opened.piles.known, *opened.piles.learning))
    opened.piles = type(opened.piles)(tuple(every))
    opened._entries.clear()
    screen._next()


def long_pile(on: Desk) -> None:
    piles_anew(on)
    opened = session(on)
    long = next(c.id for c in on.fake.real().cards() if len(c.answer) > 400)
    rest = [each for each in opened.piles.waiting if each != long]
    opened.piles = type(opened.piles)((long, *rest))
    on.app.screen._next()  # type: ignore[attr-defined]


def all_laid(on: Desk) -> None:
    """Lay all but three cards on the known pile."""
    piles_anew(on)
    opened = session(on)
    for number in range(12):
        opened.sort(known=number > 2, duration_ms=1)
    on.app.screen._next()  # type: ignore[attr-defined]


def laid(known: int, learning: int) -> Check:
    return lambda on: (
        (len(session(on).piles.known), len(session(on).piles.learning))
        == (
            known,
            learning,
        )
    )


def opened_anew(make: Callable[[], Screen[Any]]) -> Callable[[Desk], object]:
    """Open a screen from the menu."""

    def open_it(on: Desk) -> None:
        while not isinstance(on.app.screen, SortMenu):
            _ = on.app.pop_screen()
        _ = on.app.push_screen(make())

    return open_it


def to_piles(on: Desk) -> None:
    while not isinstance(on.app.screen, PilesScreen):
        _ = on.app.pop_screen()
