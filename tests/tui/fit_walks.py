"""The keys of the screen that fits a deck, and the one that leads to it."""

from studyapp.domain.deck import DeckOptions
from studyapp.tui.screens.fit import FitScreen
from studyapp.tui.screens.options import OptionsScreen
from tests.tui.conftest import Desk
from tests.tui.fitted import FITTED
from tests.tui.presses import Check, Press, Walk, at, leaves, scrolled, shows

TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9


def parameters(wanted: tuple[float, ...]) -> Check:
    return lambda on: on.fake.options("Astrolabes").parameters == wanted


def fitted(on: Desk) -> None:
    on.fake.past.append(DeckOptions())
    on.fake.all_options["Astrolabes"] = DeckOptions(parameters=FITTED)


FITS: dict[str, Walk] = {
    "fit": Walk(
        (
            Press(OptionsScreen, "ctrl+o", "fit", at(FitScreen)),
            Press(FitScreen, "c", "turn", shows("calibration until now")),
            Press(FitScreen, "enter", "apply", parameters(FITTED)),
            Press(FitScreen, "u", "undo", parameters(()), (fitted,)),
            Press(FitScreen, "escape q", "cancel", leaves(FitScreen), ("ctrl+o",)),
        ),
        start=("o",),
    ),
    "long fit": Walk(
        (
            Press(FitScreen, "j down", "move(1)", scrolled("#report", 1), TOP),
            Press(FitScreen, "k up", "move(-1)", scrolled("#report", 1, up=True), BOTTOM),
            Press(FitScreen, "space pagedown", "move(12)", scrolled("#report", 5), TOP),
            Press(FitScreen, "b pageup", "move(-12)", scrolled("#report", 5, up=True), BOTTOM),
        ),
        start=("o", "ctrl+o"),
        size=(60, 12),
    ),
}
