"""Fixtures for all tests."""

import gc
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.few import USUAL

# How long an example takes to be made says how busy the machine is, and nothing of the code.
settings.register_profile(
    "untimed",
    max_examples=USUAL,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Examples are the same each time; the thorough profile looks for new ones.
settings.register_profile(
    "thorough", settings.get_profile("untimed"), max_examples=10 * USUAL, derandomize=False
)
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Keep what thousands of tests are out of every collection of garbage: a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Close what a test left open: newer Pythons warn of a connection that nobody closed."""
    if "tests.desk" in sys.modules:
        sys.modules["tests.desk"].close_all()


@pytest.fixture
def memory_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory if there is one: for many writes whose durability is not the point."""
    shared = Path("/dev/shm")  # noqa: S108
    if not shared.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared, prefix="studyapp-") as folder:
        yield Path(folder)


@pytest.fixture
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the engine of a path for its next collection: compiled statements are most of a start.

    A closed collection leaves no connection behind in it, so that the file may be another.
    """
    from studyapp.storage import engine

    create = engine.create
    made: dict[Path, engine.Engine] = {}

    def remembered(path: Path) -> engine.Engine:
        if path not in made:
            made[path] = create(path)
        return made[path]

    monkeypatch.setattr(engine, "create", remembered)
