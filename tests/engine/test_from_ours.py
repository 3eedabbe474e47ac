"""A collection of ours through Anki and back: into an empty one, and into itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studyapp.domain.card import Queue
from studyapp.formats.html import to_html, to_markdown
from studyapp.services.exchange.reports import Fate, ImportReport
from tests.engine import anki_desk, ours, studied, trips
from tests.engine.compare import Facts, differences
from tests.engine.history import answer

ZONES = ("UTC", "America/Los_Angeles", "Pacific/Auckland")
MANY = range(60)
Near = Callable[[Path, int, ZoneInfo, str], None]


def through_anki(folder: Path, form: str, zone: ZoneInfo) -> Path:
    """Return what the engine exports of all of ours."""
    out = trips.given(folder / "ours.db", folder / "out.apkg", form, zone)
    with anki_desk.opened(folder / "anki") as col:
        anki_desk.take(col, out)
        return anki_desk.export(col, folder / "back.apkg", legacy=form == "apkg")


def into_an_empty_one(folder: Path, seed: int, zone: ZoneInfo, form: str) -> None:
    path = folder / "ours.db"
    studied.made(path, seed, zone)
    back = through_anki(folder, form, zone)
    report = trips.taken(folder / "empty.db", back, zone)
    before, after = ours.facts(path, zone), ours.facts(folder / "empty.db", zone)
    assert not differences(in_normal_form(before), after)
    assert report.reviews == sum(map(len, before["log"].values())) > 20


def in_normal_form(facts: Facts) -> Facts:
    """Return the facts with texts as they are written after reading them from HTML."""
    notes = {
        guid: {
            **note,
            **{side: to_markdown(to_html(note[side])) for side in ("front", "back")},
        }
        for guid, note in facts["note"].items()
    }
    return facts | {"note": notes}


def into_itself(folder: Path, seed: int, zone: ZoneInfo, form: str) -> None:
    path = folder / "ours.db"
    studied.made(path, seed, zone)
    before = ours.exported(path, zone)
    nothing_new(trips.taken(path, through_anki(folder, form, zone), zone))
    assert ours.exported(path, zone) == before


def nothing_new(report: ImportReport) -> None:
    assert set(report.fates) == {Fate.UNCHANGED}
    assert (report.cards, report.reviews, report.media) == (0, 0, 0)


def answered_there(folder: Path, seed: int, zone: ZoneInfo, form: str) -> None:
    """What Anki answered since comes in, and leaves the cards where Anki left them.

    Siblings that Anki hid for the day stay shown: only a card that was answered or rescheduled
    is moved by an import.
    """
    path = folder / "ours.db"
    studied.made(path, seed, zone)
    through_anki(folder, form, zone)
    with anki_desk.opened(folder / "anki") as col:
        cards = list(col.find_cards("-is:suspended"))
        for at, card in enumerate(cards[:12]):
            answer(col, card, at % 4 + 1)
        back = anki_desk.export(col, folder / "later.apkg", legacy=form == "apkg")
    report = trips.taken(path, back, zone)
    assert report.reviews == 12
    assert report.fates.keys() <= {Fate.UNCHANGED, Fate.UPDATED}
    assert report.cards == 0
    trips.taken(folder / "empty.db", back, zone)
    here, there = ours.facts(path, zone), ours.facts(folder / "empty.db", zone)
    for facts in (here, there):
        for card in facts["card"].values():
            if card["queue"] == Queue.SIBLING:
                card.update(queue=Queue.ACTIVE, until=None)
    for part in ("card", "log", "options"):
        assert not differences({part: here[part]}, {part: there[part]})
    nothing_new(trips.taken(path, back, zone))


WAYS: tuple[Near, ...] = (into_an_empty_one, into_itself, answered_there)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("seed", "zone"), list(enumerate(ZONES)))
def test_nothing_changes(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch, way: Near, seed: int, zone: str
) -> None:
    form = ("apkg", "apkg3")[seed % 2]
    trips.in_zone(zone, partial(way, memory_disk, seed, ZoneInfo(zone), form), monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", MANY)
def test_nothing_changes_in_many_collections(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch, way: Near, seed: int
) -> None:
    zone = ZONES[seed % 3]
    form = ("apkg", "apkg3")[seed // 3 % 2]
    trips.in_zone(zone, partial(way, memory_disk, 100 + seed, ZoneInfo(zone), form), monkeypatch)
