"""Statistics on the screen: what is asked for is shown, at every size, in both themes."""

from threading import Event

import pytest
from syrupy.assertion import SnapshotAssertion

from studyapp.cli.output import PLOT_STYLES
from studyapp.domain.period import Period
from studyapp.errors import StudyError
from studyapp.plots.ink import Role
from studyapp.services.stats import WHOLE, Scope
from studyapp.statistics.calibration import Calibration
from studyapp.tui.screens.statistics import Chart, StatisticsScreen
from studyapp.tui.widgets.plot import COLOURS, Plot
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection
from tests.tui.measured import Measured, measured

SIZES = [(60, 20), (80, 24), (120, 40)]
NAMES = ("60x20", "80x24", "120x40")


def charts(on: Desk) -> dict[str, Chart]:
    return {chart.section.key: chart for chart in on.app.screen.query(Chart)}


@pytest.mark.parametrize("size", few(SIZES, [SIZES[1]]), ids=NAMES)
async def test_all_plots_one_under_the_other(
    size: tuple[int, int], screen_text: SnapshotAssertion
) -> None:
    async with desk((size[0], 220 if size[0] < 108 else 110)) as on:
        await on.press("down", "v")
        assert on.text() == screen_text


@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_colours(theme: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((120, 40), theme=theme) as on:
        await on.press("v")
        assert on.svg() == screen_picture


@pytest.mark.parametrize("width", few([60, 72, 107, 108, 133, 200], [60, 133]))
async def test_every_plot_fills_its_width_and_is_shown_whole(width: int) -> None:
    async with desk((width, 60)) as on:
        await on.press("v")
        for chart in charts(on).values():
            plot = chart.query_one(Plot)
            lines = plot.lines(plot.content_size.width)
            assert lines
            assert plot.size.height == len(lines)
            assert plot.region.bottom <= chart.region.bottom
            assert chart.region.right <= width


async def test_deck_tag_and_period_are_said_and_heeded() -> None:
    async with desk() as on:
        await on.press("v", "d", "end", "enter", "t", "down", "enter", "p")
        found = measured().figures(Scope("Voyages::Portugal", "cape"), Period.YEAR)
        first = on.text().splitlines()[0]
        assert "Voyages › Portugal" in first
        assert "#cape" in first
        assert "1 year" in first
        assert f"{found.cards} cards" in charts(on)["states"].section.says


@pytest.mark.slow
async def test_the_periods_end_at_both_ends() -> None:
    async with desk() as on:
        await on.press("v", *"pppp")
        assert "all time" in on.text().splitlines()[0]
        await on.press(*"PPPP")
        assert "30 days" in on.text().splitlines()[0]


async def test_a_collection_without_answers_shows_empty_plots() -> None:
    async with desk(fake=FakeCollection()) as on:
        on.fake.statistics = lambda: measured(0)  # type: ignore[method-assign]
        await on.press("v")
        assert "nothing yet" in on.text()
        assert "no reviews to judge by yet" in charts(on)["calibration"].section.says


async def test_calibration_comes_after_the_rest() -> None:
    ready = Event()

    class Slow(Measured):
        def calibration(self, scope: Scope = WHOLE, period: Period = Period.QUARTER) -> Calibration:
            ready.wait(10)
            return super().calibration(scope, period)

    whole = measured()
    async with desk() as on:
        on.fake.statistics = lambda: Slow(  # type: ignore[method-assign]
            whole.cards, whole.entries, whole.answers, whole.today
        )
        await on.pilot.press("v")
        while not charts(on):
            await on.pilot.pause(0.01)
        assert "replaying" in charts(on)["calibration"].section.says
        assert "recalled" in charts(on)["retention"].section.says
        ready.set()
        await on.settle()
        assert "predicted" in charts(on)["calibration"].section.says


async def test_what_goes_wrong_is_said() -> None:
    async with desk() as on:
        on.fake.fail = lambda verb: (
            StudyError("the log is locked", "Wait.") if verb == "statistics" else None
        )
        await on.press("v")
        assert isinstance(on.app.screen, StatisticsScreen)
        assert "The log is locked" in on.text()
        on.fake.fail = lambda verb: None
        await on.press("r")
        assert "True retention" in on.text()


def test_every_role_has_a_colour_on_the_screen_and_in_a_terminal() -> None:
    assert set(COLOURS) == set(Role)
    assert set(PLOT_STYLES) == {role.value for role in Role}


async def test_a_deck_name_from_outside_is_harmless() -> None:
    async with desk() as on:
        _ = on.app.push_screen(StatisticsScreen("[b]x[/b]\x1b[2J"))
        await on.settle()
        assert "[b]x[/b]" in on.text()
        assert "\x1b" not in on.text()
