"""From a collection of the engine's through one of ours and back, beside the engine's own way."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.reports import ImportReport
from tests import desk
from tests.desk import Clock
from tests.engine import anki_desk, compare, made
from tests.engine.compare import Facts

FORMATS = {True: "apkg", False: "apkg3"}
"""Our name of the version that the engine writes for older programs, and of the new one."""


def package(folder: Path, seed: int, notes: int, *, legacy: bool, scheduling: bool = True) -> Path:
    """Make a collection with the engine and return it as a package."""
    with anki_desk.opened(folder / "source") as col:
        made.filled(col, seed, notes)
        return anki_desk.export(col, folder / "source.apkg", legacy=legacy, scheduling=scheduling)


def by_itself(folder: Path, path: Path) -> Facts:
    """Return what the engine makes of a package in an empty collection, filtered decks emptied."""
    with anki_desk.opened(folder) as col:
        anki_desk.take(col, path)
        anki_desk.come_home(col)
    return compare.facts(folder)


def taken(path: Path, source: Path, zone: tzinfo = UTC, clock: Clock | None = None) -> ImportReport:
    """Import a file into a collection of ours; nothing may be refused or unsound."""
    with desk.opened(path, clock or now(), zone) as collection:
        report = collection.import_files([source])[0]
        assert report.refused == ()
        assert collection.check().ok
    return report


def given(
    path: Path,
    target: Path,
    form: str,
    zone: tzinfo = UTC,
    *,
    scheduling: bool = True,
    deck: str | None = None,
) -> Path:
    """Export all of a collection of ours, or one deck with its subdecks."""
    with desk.opened(path, now(), zone) as collection:
        collection.export_file(target, Order(deck, form, scheduling))
    return target


def now() -> Clock:
    """Return a clock that says what the engine's does."""
    return Clock(datetime.now(UTC))


def through_ours(
    folder: Path,
    path: Path,
    form: str,
    between: Callable[[Collection], Any] = lambda collection: None,
    zone: tzinfo = UTC,
) -> Facts:
    """Return what the engine makes of a package that has been through a collection of ours."""
    taken(folder / "ours.db", path, zone)
    with desk.opened(folder / "ours.db", now(), zone) as collection:
        between(collection)
    back = given(folder / "ours.db", folder / "back.apkg", form, zone)
    return by_itself(folder / "back", back)


ZONES = ("UTC", "America/Los_Angeles", "Pacific/Auckland")


def in_zone(name: str, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do work where the clocks of the machine, and so the engine's, show another zone.

    The engine looks the zone up once for each thread.
    """
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    monkeypatch.setenv("TZ", name)
    time.tzset()
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        monkeypatch.undo()
        time.tzset()
    if failed:
        raise failed[0]
