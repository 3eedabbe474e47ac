"""A collection of ours through Anki and back: into an empty one, and into itself."""

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studyapp.domain.day import study_day
from studyapp.formats.html import to_html, to_markdown
from studyapp.services.exchange.reports import Fate, ImportReport
from tests.engine import anki_desk, ours, studied, trips
from tests.engine.compare import Facts, differences
from tests.engine.history import answer
from tests.few import few

MANY = range(100)

pytestmark = pytest.mark.usefixtures("one_engine")


def there_and_back(folder: Path, seed: int, zone: ZoneInfo) -> None:
    form = ("apkg", "apkg3")[seed % 2]
    path = folder / "ours.db"
    studied.made(path, seed, zone)
    out = trips.given(path, folder / "out.apkg", form, zone)
    with anki_desk.opened(folder / "anki") as col:
        anki_desk.take(col, out)
        back = anki_desk.export(col, folder / "back.apkg", legacy=form == "apkg")
    into_an_empty_one(path, back, zone)
    into_itself(path, back, zone)
    answered_there(path, folder / "anki", zone, legacy=form == "apkg")


def into_an_empty_one(path: Path, back: Path, zone: ZoneInfo) -> None:
    empty = path.with_name("empty.db")
    report = trips.taken(empty, back, zone)
    before, after = ours.facts(path, zone), ours.facts(empty, zone)
    ours.show_hidden_until(before, today(zone))
    assert differences(in_normal_form(before), after) == []
    assert report.reviews == sum(map(len, before["log"].values())) > 20


def today(zone: ZoneInfo) -> int:
    """Return the study day: what was studied an hour ago may be of another one."""
    return study_day(trips.now().now, zone)


def in_normal_form(facts: Facts) -> Facts:
    """Return the facts with texts as they are written after reading them from HTML."""
    notes = {
        guid: {**note, **{side: to_markdown(to_html(note[side])) for side in ("front", "back")}}
        for guid, note in facts["note"].items()
    }
    return facts | {"note": notes}


def into_itself(path: Path, back: Path, zone: ZoneInfo) -> None:
    before = ours.exported(path, zone)
    nothing_new(trips.taken(path, back, zone))
    assert ours.exported(path, zone) == before


def nothing_new(report: ImportReport) -> None:
    assert set(report.fates) == {Fate.UNCHANGED}
    assert (report.cards, report.reviews, report.media) == (0, 0, 0)


def answered_there(path: Path, profile: Path, zone: ZoneInfo, *, legacy: bool) -> None:
    """What Anki answered since comes in, and leaves the cards where Anki left them."""
    with anki_desk.opened(profile) as col:
        for at, card in enumerate(sorted(col.find_cards("-is:suspended"))[:12]):
            answer(col, card, at % 4 + 1)
        later = anki_desk.export(col, path.with_name("later.apkg"), legacy=legacy)
    report = trips.taken(path, later, zone)
    assert report.reviews == 12
    assert report.fates.keys() == {Fate.UNCHANGED}
    assert report.cards == 0
    fresh = path.with_name("fresh.db")
    trips.taken(fresh, later, zone)
    here, there = ours.facts(path, zone), ours.facts(fresh, zone)
    for facts in (here, there):
        ours.show_siblings(facts)
        ours.show_hidden_until(facts, today(zone))
    there = in_normal_form(there)
    assert differences(in_normal_form(here), there) == []
    nothing_new(trips.taken(path, later, zone))


@pytest.mark.parametrize("seed", few(range(len(trips.ZONES)), [1]))
def test_nothing_changes(memory_disk: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    zone = trips.ZONES[seed]
    work = partial(there_and_back, memory_disk, seed, ZoneInfo(zone))
    trips.in_zone(zone, work, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_nothing_changes_in_many_collections(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    zone = trips.ZONES[seed // 2 % 3]
    work = partial(there_and_back, memory_disk, 100 + seed, ZoneInfo(zone))
    trips.in_zone(zone, work, monkeypatch)
