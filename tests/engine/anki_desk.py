"""The real engine at hand: collections opened, packages written by it and taken in by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.dbproxy import DBProxy
from anki.decks import DeckId

NAME = "collection.anki2"


def database(col: Collection) -> DBProxy:
    """Return the tables of an open collection."""
    assert col.db is not None
    return col.db


@contextmanager
def opened(folder: Path) -> Iterator[Collection]:
    folder.mkdir(parents=True, exist_ok=True)
    col = Collection(str(folder / NAME))
    try:
        yield col
    finally:
        col.close()


def export(
    col: Collection, path: Path, *, legacy: bool, scheduling: bool = True, deck: int | None = None
) -> Path:
    """Write a package of all, or of one deck with its subdecks."""
    options = ExportAnkiPackageOptions(
        with_scheduling=scheduling,
        with_deck_configs=scheduling,
        with_media=True,
        legacy=legacy,
    )
    limit = None if deck is None else DeckIdLimit(DeckId(deck))
    col.export_anki_package(out_path=str(path), options=options, limit=limit)
    return path


def export_whole(col: Collection, path: Path, *, legacy: bool) -> Path:
    col.export_collection_package(str(path), include_media=True, legacy=legacy)
    col.reopen()
    return path


def take(col: Collection, path: Path) -> None:
    """Import a package as Anki does with everything ticked."""
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


def come_home(col: Collection) -> None:
    """Let the engine put the cards of filtered decks back where they came from."""
    col.decks.remove([DeckId(each["id"]) for each in col.decks.all() if each["dyn"]])


def take_whole(folder: Path, path: Path) -> None:
    """Import a whole collection into a fresh profile folder."""
    with opened(folder) as col:
        backend = col._backend
        col.close_for_full_sync()
        backend.close_collection(downgrade_to_schema11=False)
        backend.import_collection_package(
            col_path=str(folder / NAME),
            backup_path=str(path),
            media_folder=str(folder / "collection.media"),
            media_db=str(folder / "collection.media.db2"),
        )
        col.reopen()
