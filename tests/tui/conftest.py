"""Running the application in tests: frozen clock, no animation, settled before each look."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual._compositor import LayoutUpdate
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled, WorkerFailed

from studyapp.tui.app import StudyApp
from tests.tui import judging
from tests.tui.fake import Clock, FakeCollection

ACTS = "acts:"


@dataclass
class Desk:
    """A running application with its fake collection and clock."""

    app: StudyApp
    pilot: Pilot[None]
    fake: FakeCollection
    clock: Clock

    async def paste(self, text: str) -> None:
        """Paste as a terminal does, and settle."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until workers have delivered and the screen is drawn."""
        quiet = 0
        while quiet < 3:
            with suppress(WorkerFailed, WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause(0)
            busy = any(getattr(screen, "_awaited", None) for screen in self.app.screen_stack)
            quiet = 0 if busy else quiet + 1

    async def press(self, *keys: str) -> None:
        """Press keys, settling after each; ``+5`` lets five seconds pass."""
        for key in keys:
            if key.startswith("+"):
                self.clock.forward(seconds=float(key[1:]))
            else:
                self.app.post_message(
                    Key(key, " " if key == "space" else key if len(key) == 1 else None)
                )
            await self.settle()

    def strips(self, *, below: bool = True) -> list[Strip]:
        """Return what is on the terminal, line by line."""
        stack = self.app._background_screens if below else []
        update = self.app.screen._compositor.render_update(full=True, screen_stack=stack)
        assert isinstance(update, LayoutUpdate)
        return [Strip.join(line) for line in update.strips]

    def text(self) -> str:
        """Return the screen as plain text, without the spaces at line ends."""
        return "\n".join(strip.text.rstrip() for strip in self.strips())

    def svg(self) -> str:
        """Return the screen as a picture."""
        return self.app.export_screenshot(title="studyapp", simplify=True)

    def console(self) -> Console:
        """Return a console that records, of the size of the screen."""
        return Console(width=self.app.size.width, file=io.StringIO(), record=True)


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with deck files, named without the rest of its path."""
    folder = tmp_path / "shelf"
    (folder / "old decks").mkdir(parents=True)
    sizes = {"harbours.apkg": 48_200, "ports.csv": 812, "sails.txt": 3, "ship.jpg": 9, ".x.txt": 9}
    for name, size in sizes.items():
        (folder / name).write_bytes(b"x" * size)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture(autouse=True)
def simple_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grade in a way that stays the same: screens are tested here, not the grader."""
    monkeypatch.setattr("studyapp.quiz.tutor.grade", judging.grade)
    for name in ("ask", "hints", "gives"):
        monkeypatch.setattr(f"studyapp.quiz.follow_ups.{name}", getattr(judging, name))


@asynccontextmanager
async def desk(
    size: tuple[int, int] = (80, 24),
    *,
    fake: FakeCollection | None = None,
    deck: str | None = None,
    theme: str = "ink",
) -> AsyncIterator[Desk]:
    """Run the application headless, at the folder ``shelf``."""
    fake = fake or FakeCollection()
    clock = fake.clock
    app = StudyApp(
        fake.real(),
        deck,
        theme=theme,
        now=clock.now,
        clock=clock.monotonic,
        cursor_blink=False,
        opener=fake.opened.append,
        speaker=lambda: fake.speaker,
        folder=Path("shelf"),
    )
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        running = Desk(app, pilot, fake, clock)
        await running.settle()
        yield running


class _Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class _Picture(_Text):
    file_extension = "svg"


@pytest.fixture
def screen_text(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen as plain text with the stored one."""
    return snapshot.use_extension(_Text)


@pytest.fixture
def screen_picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen as a picture, colours and all, with the stored one."""
    return snapshot.use_extension(_Picture)
