"""The keys of the games."""

from studyapp.quiz.match import Side
from studyapp.tui.screens.cram import CramMenu, CramScreen
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.flip import FlipScreen
from studyapp.tui.screens.match import MatchScreen
from studyapp.tui.screens.menu import MenuScreen
from studyapp.tui.screens.pictured import PicturedScreen
from studyapp.tui.screens.piles import PilesScreen
from studyapp.tui.screens.review import Phase
from studyapp.tui.screens.sort_menu import SortMenu
from studyapp.tui.screens.sorting import SortingScreen
from studyapp.tui.widgets.notice import Notice
from tests.tui.games import RealDesk, pictures, six_captains, studied
from tests.tui.games_steps import (
    ANEW,
    BY,
    DECK_NAME,
    all_laid,
    bin_at,
    chosen,
    cursor,
    find_pairs,
    first_is,
    flip,
    laid,
    lay_long,
    long_game,
    long_pile,
    match,
    no_stars,
    nothing_chosen,
    on_the_long_one,
    on_tile,
    opened_anew,
    piles_anew,
    place,
    session,
    stars,
    to_piles,
    top,
    turned,
    wrong,
)
from tests.tui.presses import Press, Walk, at, leaves, scrolled, shows

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
                (nothing_chosen, lambda on: find_pairs(on, leave=3), "n"),
            ),
            Press(
                MatchScreen,
                "t",
                "boards",
                match(lambda screen: screen.game is not None and len(screen.game.boards) > 1),
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
                (bin_at(1, right=True), "1", "n"),
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
            Press(
                CramScreen,
                "n",
                "new",
                lambda on: (
                    isinstance(on.app.screen, CramScreen) and on.app.screen.phase is Phase.QUESTION
                ),
                ("space", "3"),
            ),
        ),
        start=("c", "end", "enter", "space", "1", *("space", "3") * 6),
        fake=studied,
    ),
    "pictured": Walk(
        (
            Press(
                PicturedScreen,
                "f2",
                "media",
                lambda on: "is not in the collection" in on.app.screen.query_one(Notice).said,
                told=True,
            ),
        ),
        start=("home", "f"),
        fake=pictures,
    ),
}
