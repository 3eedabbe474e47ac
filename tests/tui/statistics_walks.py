"""The keys of statistics and of choosing what they are of."""

from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.scope import ScopeScreen
from studyapp.tui.screens.statistics import StatisticsScreen
from tests.tui.presses import Check, Press, Walk, at, leaves, scrolled, shows

TOP = ("home",)
BOTTOM = ("end",)


def top_is(at_least: int, at_most: int) -> Check:
    """Return whether the plots are scrolled by so many lines."""
    return lambda on: at_least <= on.app.screen.query_one("#charts").scroll_y <= at_most


STATISTICS: dict[str, Walk] = {
    "statistics": Walk(
        (
            Press(StatisticsScreen, "p", "period(1)", shows("1 year")),
            Press(StatisticsScreen, "P", "period(-1)", shows("90 days")),
            Press(StatisticsScreen, "j down", "move(1)", scrolled("#charts", 1), TOP),
            Press(StatisticsScreen, "k up", "move(-1)", scrolled("#charts", 1, up=True), BOTTOM),
            Press(StatisticsScreen, "space pagedown", "page(1)", scrolled("#charts", 9), TOP),
            Press(
                StatisticsScreen, "b pageup", "page(-1)", scrolled("#charts", 9, up=True), BOTTOM
            ),
            Press(StatisticsScreen, "n", "section(1)", top_is(8, 24), TOP),
            Press(StatisticsScreen, "N", "section(-1)", top_is(0, 1), ("home", "n")),
            Press(StatisticsScreen, "end G", "edge(1)", scrolled("#charts", 60), TOP),
            Press(StatisticsScreen, "home g", "edge(0)", top_is(0, 0), BOTTOM),
            Press(
                StatisticsScreen,
                "r",
                "read",
                shows("nothing yet"),
                (lambda on: on.fake.by_id.clear(),),
            ),
            Press(StatisticsScreen, "d", "deck", at(ScopeScreen)),
            Press(StatisticsScreen, "t", "tag", at(ScopeScreen), ("escape",)),
            Press(StatisticsScreen, "escape", "back", at(DeckScreen), ("escape",)),
        ),
        start=("v",),
        size=(80, 24),
    ),
    "statistics again": Walk(
        (
            Press(DeckScreen, "v", "statistics", at(StatisticsScreen)),
            Press(StatisticsScreen, "q", "back", at(DeckScreen)),
            Press(StatisticsScreen, "v", "back", at(DeckScreen), ("v",)),
        )
    ),
    "scope": Walk(
        (
            Press(
                ScopeScreen, "enter", "choose", shows("statistics  Voyages"), ("d", "down", "down")
            ),
            Press(ScopeScreen, "space", "choose", shows("statistics  all decks"), ("d", "home")),
            Press(ScopeScreen, "escape q", "cancel", leaves(ScopeScreen), ("d",)),
        ),
        start=("v", "d", "escape"),
    ),
}
