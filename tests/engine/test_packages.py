"""Packages that others wrote: we count in them what Anki counts."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import genanki
import pytest

from studyapp.domain.note import NoteKind
from tests import desk
from tests.engine import anki_desk, made, trips

MANY = range(20)
REVIEWS = "select count() from revlog where cid in (select id from cards)"


def version_1(folder: Path, seed: int) -> Path:
    """Return a package as programs before 2018 wrote it: no version, no second collection."""
    path = folder / "v1.apkg"
    with (
        zipfile.ZipFile(trips.package(folder, seed, 30, legacy=True)) as given,
        zipfile.ZipFile(path, "w") as taken,
    ):
        for name in given.namelist():
            if name not in ("meta", "collection.anki2"):
                renamed = "collection.anki2" if name == "collection.anki21" else name
                taken.writestr(renamed, given.read(name))
    return path


def version_2(folder: Path, seed: int) -> Path:
    return trips.package(folder, seed, 30, legacy=True)


def version_3(folder: Path, seed: int) -> Path:
    return trips.package(folder, seed, 30, legacy=False)


def whole(folder: Path, seed: int, *, legacy: bool = False) -> Path:
    with anki_desk.opened(folder / "source") as col:
        made.filled(col, seed)
        return anki_desk.export_whole(col, folder / "all.colpkg", legacy=legacy)


def whole_for_older(folder: Path, seed: int) -> Path:
    return whole(folder, seed, legacy=True)


def of_genanki(folder: Path, seed: int) -> Path:
    """Return a package with genanki's own note types, one of ours and a picture."""
    picture = folder / "picture.png"
    picture.write_bytes(made.MEDIA["picture.png"])
    optional = genanki.Model(
        1_700_000_000_000 + seed,
        "Optional",
        fields=[{"name": "Word"}, {"name": "Extra"}],
        templates=[
            {"name": "Ask", "qfmt": "{{Word}}", "afmt": "{{FrontSide}}{{Extra}}"},
            {"name": "Back", "qfmt": "{{#Extra}}{{Extra}}{{/Extra}}", "afmt": "{{Word}}"},
        ],
    )
    decks = [genanki.Deck(1_800_000_000_000 + at, f"Made::Deck {at}") for at in range(2)]
    for at in range(12):
        for model, fields in (
            (genanki.BASIC_MODEL, [f"Front {at}", '<img src="picture.png">']),
            (genanki.BASIC_AND_REVERSED_CARD_MODEL, [f"One {at}", f"Other {at}"]),
            (genanki.CLOZE_MODEL, [f"{{{{c1::a}}}} and {{{{c2::{at}}}}}", "extra"]),
            (optional, [f"Word {at}", "extra" if at % 2 else ""]),
        ):
            note = genanki.Note(model=model, fields=fields, tags=["made"])
            decks[at % 2].add_note(note)
    path = folder / "genanki.apkg"
    genanki.Package(decks, media_files=[str(picture)]).write_to_file(str(path))
    return path


PACKAGES = (version_1, version_2, version_3, whole, whole_for_older, of_genanki)


def counted_alike(folder: Path, package: Callable[[Path, int], Path], seed: int) -> None:
    source = package(folder, seed)
    with anki_desk.opened(folder / "anki") as col:
        if source.suffix == ".apkg":
            anki_desk.take(col, source)
    if source.suffix == ".colpkg":
        anki_desk.take_whole(folder / "anki", source)
    with anki_desk.opened(folder / "anki") as col:
        reviews = anki_desk.database(col).scalar(REVIEWS)
        counts = (col.note_count(), col.card_count(), reviews)
    media = len(list((folder / "anki" / "collection.media").iterdir()))
    report = trips.taken(folder / "ours.db", source)
    rows = {name: desk.rows(folder / "ours.db", name) for name in ("note", "card", "review_log")}
    log = [row for row in rows["review_log"] if row["snapshot"] is None]
    assert (len(rows["note"]), len(rows["card"]), len(log)) == counts
    assert (report.notes, report.cards, report.media) == (*counts[:2], media)
    assert report.reviews == sum(row["rating"] is not None for row in log)


@pytest.mark.parametrize("package", PACKAGES)
def test_counts_are_the_engines(memory_disk: Path, package: Callable[[Path, int], Path]) -> None:
    counted_alike(memory_disk, package, 20)


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("seed", MANY)
def test_counts_are_the_engines_in_many(
    memory_disk: Path, package: Callable[[Path, int], Path], seed: int
) -> None:
    counted_alike(memory_disk, package, 500 + seed)


def test_genankis_own_types_are_ours(memory_disk: Path) -> None:
    trips.taken(memory_disk / "ours.db", of_genanki(memory_disk, 0))
    kinds = [row["kind"] for row in desk.rows(memory_disk / "ours.db", "note")]
    assert set(kinds) == set(NoteKind)
