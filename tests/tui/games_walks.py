"""The keys of the games."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from studyapp.quiz.match import Side
from studyapp.tui.screens.cram import CramMenu, CramScreen
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.flip import FlipScreen
from studyapp.tui.screens.match import MatchScreen
from studyapp.tui.screens.menu import MenuScreen
from studyapp.tui.screens.piles import PilesScreen
from studyapp.tui.screens.review import Phase
from studyapp.tui.screens.sort_menu import SortMenu
from studyapp.tui.screens.sorting import SortingScreen
from tests.tui.conftest import Desk
from tests.tui.games import RealDesk, six_captains, studied
from tests.tui.presses import Check, Press, Walk, at, leaves, scrolled, shows

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


GAMES: dict[str, Walk] = {
    "modes": Walk(
        (
            Press(DeckScreen, "m", "mode('match')", at(MatchScreen), ("escape",)),
            Press(DeckScreen, "s", "mode('sort')", at(SortMenu), ("escape",)),
            Press(DeckScreen, "f", "mode('flip')", at(FlipScreen), ("escape",)),
            Press(DeckScreen, "c", "mode('cram')", at(CramMenu), ("escape",)),
        ),
        fake=RealDesk,
    ),
    "menu": Walk(
        (
            Press(MenuScreen, "enter space", "choose", at(PilesScreen), ("escape", "s", "home")),
            Press(MenuScreen, "escape q", "back", leaves(SortMenu), ("escape", "escape", "s")),
        ),
        fake=RealDesk,
    ),
    "flip": Walk(
        (
            Press(FlipScreen, "space enter", "turn", flip(turned), (top(0),)),
            Press(FlipScreen, "n right", "step(1)", place(3), (top(2),)),
            Press(FlipScreen, "b left", "step(-1)", place(1), (top(2),)),
            Press(FlipScreen, "s", "star", stars(1), (top(0), no_stars)),
            Press(FlipScreen, "z ctrl+z", "undo", stars(0), (top(0), no_stars, "s")),
            Press(FlipScreen, "a", "autoplay", shows("▶ 4 s a side"), (top(0),)),
            Press(FlipScreen, "plus equals_sign", "pace(-1)", shows("▶ 3 s a side"), (top(0), "a")),
            Press(FlipScreen, "minus", "pace(1)", shows("▶ 6 s a side"), (top(0), "a")),
            Press(FlipScreen, "m", "shuffle", shows("mixed"), (top(0),)),
            Press(FlipScreen, "r", "swap", shows("answers first"), (top(0),)),
            Press(FlipScreen, "o", "starred", shows("only starred"), (top(0), no_stars, "s")),
            Press(FlipScreen, "g home", "again", place(0), (top(4),)),
            Press(FlipScreen, "j down", "nudge(1)", scrolled("Sheet", 1), (top(7), "space")),
            Press(
                FlipScreen,
                "k up",
                "nudge(-1)",
                scrolled("Sheet", 1, up=True),
                (top(7), "space", *("pagedown",) * 9),
            ),
            Press(FlipScreen, "pagedown", "scroll(1)", scrolled("Sheet", 2), (top(7), "space")),
            Press(
                FlipScreen,
                "pageup",
                "scroll(-1)",
                scrolled("Sheet", 2, up=True),
                (top(7), "space", *("pagedown",) * 9),
            ),
            Press(FlipScreen, "escape q", "leave", leaves(FlipScreen), ANEW),
        ),
        start=("f",),
        size=(60, 20),
        fake=RealDesk,
    ),
    "match": Walk(
        (
            *(
                Press(
                    MatchScreen,
                    key,
                    f"pick('question', {row})",
                    chosen(Side.QUESTION, row),
                    (nothing_chosen,),
                )
                for row, key in enumerate("abcdef")
            ),
            *(
                Press(
                    MatchScreen,
                    key,
                    f"pick('answer', {row})",
                    chosen(Side.ANSWER, row),
                    (nothing_chosen,),
                )
                for row, key in enumerate("123456")
            ),
            Press(
                MatchScreen,
                "space enter",
                "choose",
                chosen(Side.QUESTION, 2),
                (nothing_chosen, on_tile(0, 2)),
            ),
            Press(MatchScreen, "up", "move(0, -1)", cursor(0, 1), (on_tile(0, 2),)),
            Press(MatchScreen, "down", "move(0, 1)", cursor(0, 3), (on_tile(0, 2),)),
            Press(MatchScreen, "left", "move(-1, 0)", cursor(0, 2), (on_tile(1, 2),)),
            Press(MatchScreen, "right", "move(1, 0)", cursor(1, 2), (on_tile(0, 2),)),
            Press(
                MatchScreen,
                "n",
                "new",
                match(lambda screen: screen.game is not None and screen.game.found == 0),
                (nothing_chosen, lambda on: find_pairs(on, leave=3)),
            ),
            Press(MatchScreen, "escape q", "leave", leaves(MatchScreen), ("escape", "m")),
        ),
        start=("m",),
        fake=RealDesk,
    ),
    "match_long": Walk(
        (
            Press(MatchScreen, "pagedown", "scroll(1)", scrolled("Reading", 1), (on_the_long_one,)),
            Press(
                MatchScreen,
                "pageup",
                "scroll(-1)",
                scrolled("Reading", 1, up=True),
                (on_the_long_one, *("pagedown",) * 16),
            ),
        ),
        start=("m",),
        size=(60, 20),
        fake=long_game,
    ),
    "sorting": Walk(
        (
            *(
                Press(
                    SortingScreen,
                    str(number),
                    f"place({number})",
                    first_is(number),
                    (bin_at(number, right=True),),
                )
                for number in range(1, 7)
            ),
            Press(
                SortingScreen,
                "space enter",
                "go_on",
                lambda on: len(session(on).round.missed) == 1,
                (wrong,),
            ),
            Press(SortingScreen, "o", "override", first_is(0), (wrong,)),
            Press(SortingScreen, "j down", "scroll(1)", scrolled("Reading", 1), (lay_long,)),
            Press(
                SortingScreen,
                "k up",
                "scroll(-1)",
                scrolled("Reading", 1, up=True),
                (lay_long, *("j",) * 9),
            ),
            Press(
                SortingScreen,
                "n",
                "new",
                lambda on: not session(on).round.done and len(session(on).round.waiting) == 12,
                (bin_at(1, right=True), "1"),
            ),
            Press(
                SortingScreen,
                "escape q",
                "leave",
                at(SortMenu),
                (opened_anew(lambda: SortingScreen(DECK_NAME, BY)),),
            ),
        ),
        start=("s", "home", "down", "enter"),
        size=(60, 20),
        fake=six_captains,
    ),
    "piles": Walk(
        (
            Press(PilesScreen, "space enter", "reveal", shows("white tern"), (piles_anew,)),
            Press(PilesScreen, "1 left", "lay(0)", laid(0, 1), (piles_anew,)),
            Press(PilesScreen, "2 right", "lay(1)", laid(1, 0), (piles_anew,)),
            Press(PilesScreen, "z ctrl+z", "undo", laid(0, 0), (piles_anew, "1")),
            Press(PilesScreen, "j down", "scroll(1)", scrolled("Sheet", 1), (long_pile, "space")),
            Press(
                PilesScreen,
                "k up",
                "scroll(-1)",
                scrolled("Sheet", 1, up=True),
                (long_pile, "space", *("j",) * 9),
            ),
            Press(
                PilesScreen,
                "r",
                "again",
                lambda on: len(session(on).piles.waiting) == 3,
                (all_laid,),
            ),
            Press(PilesScreen, "f", "flip", at(FlipScreen), (all_laid,)),
            Press(PilesScreen, "c", "cram", at(CramScreen), (to_piles, all_laid)),
            Press(
                PilesScreen,
                "n",
                "new",
                lambda on: len(session(on).piles.waiting) == 12,
                (to_piles, all_laid),
            ),
            Press(
                PilesScreen,
                "escape q",
                "leave",
                at(SortMenu),
                (opened_anew(lambda: PilesScreen(DECK_NAME)),),
            ),
        ),
        start=("s", "home", "enter"),
        size=(60, 20),
        fake=RealDesk,
    ),
    "cram": Walk(
        (
            Press(
                CramScreen,
                "r",
                "missed",
                lambda on: (
                    isinstance(on.app.screen, CramScreen) and on.app.screen.phase is Phase.QUESTION
                ),
            ),
        ),
        start=("c", "end", "enter", "space", "1", *("space", "3") * 6),
        fake=studied,
    ),
}
