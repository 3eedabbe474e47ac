"""Fixtures for all tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def memory_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory if there is one: for many writes whose durability is not the point."""
    shared = Path("/dev/shm")  # noqa: S108
    if not shared.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared, prefix="studyapp-") as folder:
        yield Path(folder)
