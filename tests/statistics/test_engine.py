"""Our figures beside those of the real engine, on one collection imported both ways."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection as Engine

from studyapp.domain.period import Period
from studyapp.services.stats import WHOLE, Scope, Statistics
from studyapp.statistics.figures import Figures
from studyapp.statistics.reviews import Kind
from tests import desk
from tests.engine import anki_desk, trips
from tests.engine import studied as weeks
from tests.engine.anki_desk import database
from tests.statistics import studied

pytestmark = pytest.mark.usefixtures("one_engine")

PERIODS = {Period.MONTH: "one_month", Period.QUARTER: "three_months", Period.YEAR: "one_year"}
ALL = Period.ALL


def graphs(col: Engine, search: str = "") -> Any:
    return col._backend.graphs(search=search, days=0)


def read(path: Path, look: Callable[[Statistics], None]) -> None:
    with desk.opened(path, trips.now()) as collection:
        look(collection.statistics())


@pytest.mark.parametrize("seed", [0, 2])
def test_a_collection_of_the_engine_has_the_same_figures_here(memory_disk: Path, seed: int) -> None:
    same_figures(memory_disk, seed, 40)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 40))
def test_many_collections_have_the_same_figures(memory_disk: Path, seed: int) -> None:
    same_figures(memory_disk, seed, 20 + seed)


def same_figures(memory_disk: Path, seed: int, notes: int) -> None:
    with anki_desk.opened(memory_disk / "anki") as col:
        studied.filled(col, seed, notes, fsrs=seed % 3 != 2)
        package = anki_desk.export_whole(col, memory_disk / "all.colpkg", legacy=False)
        trips.taken(memory_disk / "ours.db", package)

        def look(found: Statistics) -> None:
            agree(graphs(col), found.figures(period=ALL), found, relearning(col))
            for deck, search in (("Rivers", "deck:Rivers"), ("Rivers::Bridges", "deck:*Bridges")):
                figures = found.figures(Scope(deck), ALL)
                assert figures.cards
                agree(graphs(col, search), figures, found, relearning(col, search), Scope(deck))
            tag = found.tags()[0]
            assert retention(graphs(col, f'tag:"{tag}"')) == spans(
                found.figures(Scope(tag=tag), ALL)
            )

        read(memory_disk / "ours.db", look)


def test_a_collection_of_ours_has_the_same_figures_there(memory_disk: Path) -> None:
    weeks.made(memory_disk / "ours.db", 4, days=40)
    package = trips.given(memory_disk / "ours.db", memory_disk / "out.apkg", "apkg3")
    with anki_desk.opened(memory_disk / "anki") as col:
        anki_desk.take(col, package)

        def look(found: Statistics) -> None:
            said, figures = graphs(col), found.figures(period=ALL)
            assert figures.reviews > 50
            assert retention(said) == spans(figures)
            assert per_day(said) == answers(figures)
            assert counts(said) == standing(figures)
            hours(said.hours.all_time, figures)
            buttons(said.buttons.all_time, figures)

        read(memory_disk / "ours.db", look)


def agree(
    said: Any, figures: Figures, found: Statistics, relearning: list[int], scope: Scope = WHOLE
) -> None:
    assert retention(said) == spans(figures)
    assert per_day(said) == answers(figures)
    assert counts(said) == standing(figures)
    for period, name in PERIODS.items():
        some = found.figures(scope, period)
        hours(getattr(said.hours, name), some)
        buttons(getattr(said.buttons, name), some)
    hours(said.hours.all_time, figures)
    buttons(said.buttons.all_time, figures)
    forecast(said.future_due, figures)
    between = dict(said.intervals.intervals)
    for days in relearning:
        between[days] -= 1
    assert sum(between.values()) == figures.intervals.total
    mean = sum(days * number for days, number in between.items()) / figures.intervals.total
    assert figures.intervals.mean == pytest.approx(mean)
    memory(said, figures)


def memory(said: Any, figures: Figures) -> None:
    if not said.fsrs:
        return
    assert sum(said.stability.intervals.values()) == figures.stability.total
    assert sum(said.retrievability.retrievability.values()) == figures.recall.total
    assert figures.recall.mean == pytest.approx(said.retrievability.average / 100, abs=0.001)
    assert figures.remembered == pytest.approx(said.retrievability.sum_by_card, abs=0.02)
    median = 1 + 9 * said.difficulty.average / 100
    assert figures.difficulty.median == pytest.approx(median, abs=0.01)


def retention(said: Any) -> dict[str, tuple[int, ...]]:
    names = ("today", "yesterday", "week", "month", "year", "all_time")
    fields = ("young_passed", "young_failed", "mature_passed", "mature_failed")
    return {
        name: tuple(getattr(getattr(said.true_retention, name), field) for field in fields)
        for name in names
    }


def spans(figures: Figures) -> dict[str, tuple[int, ...]]:
    return {
        name: (each.young_passed, each.young_failed, each.mature_passed, each.mature_failed)
        for name, each in figures.spans.items()
    }


def per_day(said: Any) -> dict[int, tuple[Any, ...]]:
    """Return answers and milliseconds of each day, in the order of ``Kind``."""
    fields = ("learn", "relearn", "young", "mature", "filtered")
    return {
        ago: (
            tuple(getattr(each, field) for field in fields),
            tuple(getattr(said.reviews.time[ago], field) for field in fields),
        )
        for ago, each in said.reviews.count.items()
    }


def answers(figures: Figures) -> dict[int, tuple[Any, ...]]:
    return {
        each.day - figures.today: (each.answers, each.milliseconds)
        for each in figures.days
        if each.total
    }


def hours(said: Any, figures: Figures) -> None:
    assert [(each.total, each.correct) for each in said] == [
        (each.total, each.passed) for each in figures.hours
    ]


def buttons(said: Any, figures: Figures) -> None:
    """Compare, but for learning, where Anki counts cramming in."""
    assert tuple(said.young) == figures.ratings[Kind.YOUNG]
    assert tuple(said.mature) == figures.ratings[Kind.MATURE]
    practice = sum(each.answers[Kind.PRACTICE] for each in figures.days)
    steps = sum(map(sum, (figures.ratings[Kind.LEARNING], figures.ratings[Kind.RELEARNING])))
    assert sum(said.learning) == steps + practice


def counts(said: Any) -> tuple[int, ...]:
    shown = said.card_counts.excluding_inactive
    return (
        shown.newCards,
        shown.learn,
        shown.relearn,
        shown.young,
        shown.mature,
        shown.suspended,
        shown.buried,
    )


def standing(figures: Figures) -> tuple[int, ...]:
    found = figures.states
    return (
        found.new,
        found.learning,
        found.relearning,
        found.young,
        found.mature,
        found.suspended,
        found.buried,
    )


def forecast(said: Any, figures: Figures) -> None:
    due = dict(said.future_due)
    assert figures.forecast.overdue == sum(number for day, number in due.items() if day < 0)
    found = figures.forecast
    by_day = [a + b for a, b in zip(found.young, found.mature, strict=True)]
    assert by_day == [due.get(day, 0) for day in range(len(by_day))]


def relearning(col: Engine, search: str = "") -> list[int]:
    """Return the intervals of cards in relearning, of which we know none."""
    rows = database(col).all("select id, ivl from cards where type = 3")
    wanted = set(col.find_cards(search))
    return [int(days) for ident, days in rows if ident in wanted]
