"""The same collection of Anki's again: what changed there comes in, and nothing comes in twice."""

from functools import partial
from pathlib import Path

import pytest
from anki.collection import Collection as AnkiCollection

from studyapp.domain.review import Rating
from studyapp.services.exchange.reports import Fate
from tests import desk
from tests.engine import anki_desk, made, ours, trips
from tests.engine.compare import differences
from tests.engine.history import answer
from tests.few import few

MANY = range(60)

pytestmark = pytest.mark.usefixtures("one_engine")


def goes_on(folder: Path, seed: int) -> None:
    """Anki edits, adds and answers; ours takes it in as if it had come at once."""
    legacy = bool(seed % 2)
    path = folder / "ours.db"
    first = trips.package(folder, seed, 40, legacy=legacy)
    trips.taken(path, first)
    before = ours.exported(path)
    again = trips.taken(path, first)
    assert set(again.fates) == {Fate.UNCHANGED}
    assert (again.cards, again.reviews, again.media) == (0, 0, 0)
    assert ours.exported(path) == before

    with anki_desk.opened(folder / "source") as col:
        known = texts(col)
        notes = [col.get_note(each) for each in sorted(col.find_notes(""))]
        for note in notes[:3]:
            note.fields[0] += " and an edit"
            note.tags = ["edited"]
            col.update_note(note)
        made.added(col, seed, 2)
        cards = sorted(col.find_cards("-is:suspended"))[:20]
        for at, card in enumerate(cards):
            answer(col, card, at % 4 + 1)
        second = anki_desk.export(col, folder / "second.apkg", legacy=legacy)
        now = texts(col)
    changed = sum(now[guid] != text for guid, text in known.items())
    report = trips.taken(path, second)
    trips.taken(folder / "fresh.db", second)
    assert changed >= 3
    assert report.fates == {Fate.NEW: 2, Fate.UPDATED: changed, Fate.UNCHANGED: 40 - changed}
    here, there = ours.facts(path), ours.facts(folder / "fresh.db")
    for facts in (here, there):
        ours.show_siblings(facts)
    assert differences(here, there) == []
    assert report.reviews == sum(map(len, there["log"].values())) - reviews_in(before)


def texts(col: AnkiCollection) -> dict[str, tuple[str, str]]:
    """Return fields and tags of notes: an answer tags the note that it makes a leech."""
    rows = anki_desk.database(col).all("select guid, flds, tags from notes")
    return {guid: (fields, tags) for guid, fields, tags in rows}


def reviews_in(said: dict[str, object]) -> int:
    """Return how many entries of a whole export are answers."""
    notes = said["notes"]
    assert isinstance(notes, list)
    return sum(
        row[1] is not None
        for note in notes
        for card in note["cards"]
        for row in card.get("reviews", ())
    )


@pytest.mark.parametrize("seed", few(range(2), [0]))
def test_what_went_on_in_anki_comes_in_once(memory_disk: Path, seed: int) -> None:
    goes_on(memory_disk, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_what_went_on_in_anki_comes_in_once_in_many(memory_disk: Path, seed: int) -> None:
    goes_on(memory_disk, 300 + seed)


def test_answers_of_both_sides_are_kept(memory_disk: Path) -> None:
    path = memory_disk / "ours.db"
    trips.taken(path, trips.package(memory_disk, 3, 40, legacy=True))
    known = reviews_in(ours.exported(path))
    mine = study(path)
    with anki_desk.opened(memory_disk / "source") as col:
        cards = sorted(col.find_cards("-is:suspended"))[:20]
        for card in cards:
            answer(col, card, 3)
        second = anki_desk.export(col, memory_disk / "second.apkg", legacy=True)
    report = trips.taken(path, second)
    assert report.reviews == len(cards)
    assert reviews_in(ours.exported(path)) == known + mine + len(cards)
    before = ours.exported(path)
    assert trips.taken(path, second).reviews == 0
    assert ours.exported(path) == before


def study(path: Path) -> int:
    """Answer what is due; return how many answers were given."""
    given = 0
    clock = trips.now()
    clock.forward(minutes=-5)  # nobody answers a card on two devices in the same centisecond
    with desk.opened(path, clock) as collection:
        for row in collection.decks():
            session = collection.study(row.name)
            for rating in (*Rating, *Rating):
                if session.current() is not None:
                    session.answer(rating, 1000)
                    clock.forward(milliseconds=20)
                    given += 1
    return given


def test_an_own_export_changes_nothing_here(memory_disk: Path) -> None:
    """With the notes, cards and answers of another program in it."""
    path = memory_disk / "ours.db"
    trips.taken(path, trips.package(memory_disk, 4, 40, legacy=False))
    study(path)
    before = ours.exported(path)
    take = partial(trips.taken, path)
    for form in trips.FORMATS.values():
        report = take(trips.given(path, memory_disk / f"{form}.apkg", form))
        assert set(report.fates) == {Fate.UNCHANGED}
        assert (report.cards, report.reviews, report.media) == (0, 0, 0)
        assert ours.exported(path) == before
