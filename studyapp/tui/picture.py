"""Pictures of the screens, the same each time: for the README and for looking at changes.

with Collection.open(path, clock=lambda: at, seed=1) as collection:
    svg = picture(collection, ["enter", "space"], at=at)
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from studyapp.tui.app import StudyApp
from studyapp.tui.themes import INK

if TYPE_CHECKING:
    from studyapp.collection import Collection


def picture(
    collection: "Collection",
    keys: Sequence[str] = (),
    *,
    at: datetime,
    deck: str | None = None,
    size: tuple[int, int] = (100, 30),
    theme: str = INK,
) -> str:
    """Return the screen as SVG after ``keys`` were pressed, at the frozen aware time ``at``.

    ``deck`` begins with that deck's cards instead of the list of decks. The picture depends on
    the collection, which needs the same frozen clock, and on nothing else. Must not be called
    from a running event loop.
    """

    async def draw() -> str:
        app = StudyApp(
            collection,
            deck,
            theme=theme,
            now=lambda: at,
            clock=lambda: 0.0,
            cursor_blink=False,
        )
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            for key in ("", *keys):
                if key:
                    await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            return app.export_screenshot(title="studyapp", simplify=True)

    return asyncio.run(draw())
