"""Draws the picture in the README: ``python -m tests.pictures.review``.

Studies the sample decks with the real application, with a clock that stands still, and writes
what the terminal shows as ``review.svg`` beside this file.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.tui.app import StudyApp

PICTURE = Path(__file__).with_suffix(".svg")
SIZE = (100, 30)
START = datetime(2026, 11, 20, 16, tzinfo=UTC)
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def draw() -> str:
    """Return the review screen, after a few days of study, as SVG."""
    now = START
    with (
        tempfile.TemporaryDirectory() as folder,
        Collection.open(Path(folder) / "x.db", clock=lambda: now, zone=UTC, seed=1) as collection,
    ):
        collection.offer_samples()
        deck = next(row.name for row in collection.decks() if row.name.endswith("Viola"))
        for day in range(4):
            now = START + timedelta(days=day)
            session = collection.study(deck)
            for turn in range(30):
                if session.current() is None:
                    break
                session.answer(Rating.AGAIN if turn % 9 == 4 else Rating.GOOD, 5000)
        now = START + timedelta(days=4)
        app = StudyApp(collection, deck, now=lambda: now, clock=lambda: 0.0, cursor_blink=False)
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            for key in ("", "3", "space", "3", "space"):
                await app.workers.wait_for_complete()
                await pilot.pause()
                if key:
                    await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            svg = app.export_screenshot(title="studyapp", simplify=True)
    return FONTS.sub("", svg)


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")


if __name__ == "__main__":
    main()
