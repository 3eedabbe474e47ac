"""Writes the sample decks as an Anki package: ``python -m tests.pictures.package``.

The clock stands still and the ids are drawn from a seed, so that the same decks give the same
bytes (under the same zlib).
"""

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from studyapp.collection import Collection
from studyapp.services.exchange.exporting import Order

PACKAGE = Path(__file__).resolve().parents[2] / "decks" / "samples.apkg"
MADE = datetime(2026, 1, 1, 12, tzinfo=UTC)


def write(target: Path) -> None:
    """Write the package."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Collection.open(Path(folder) / "x.db", clock=lambda: MADE, zone=UTC, seed=1) as collection,
    ):
        collection.add_samples()
        collection.export_file(target, Order(format="apkg"))


def content(package: Path) -> dict[str, str]:
    """Return what is in a package, whatever compressed it: SQL, or the bytes as text."""
    with zipfile.ZipFile(package) as members, tempfile.TemporaryDirectory() as folder:
        found: dict[str, str] = {}
        for name in sorted(members.namelist()):
            data = members.read(name)
            if data.startswith(b"SQLite"):
                path = Path(folder) / name
                path.write_bytes(data)
                with closing(sqlite3.connect(path)) as base:
                    found[name] = "\n".join(base.iterdump())
            else:
                found[name] = data.decode("latin-1")
        return found


if __name__ == "__main__":
    PACKAGE.unlink(missing_ok=True)
    write(PACKAGE)
