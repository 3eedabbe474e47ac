"""Text stands out from what is behind it: WCAG AA, measured on the drawn screens."""

import pytest
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from studyapp.domain.card import Flag
from studyapp.tui.figures import FLAGS
from studyapp.tui.themes import THEMES
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.stops import STOPS

TEXT = 4.5
GRAPHICS = 3.0
"""WCAG 1.4.11: marks such as the flag, whose name stands beside it."""


def luminance(color: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def ratio(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shown(on: Desk) -> list[Strip]:
    """Return what is on top: of a dialog or the palette only the box, not what is dimmed."""
    strips = on.strips(below=False)
    boxes = on.app.screen.query("#frame, CommandPalette Input, CommandPalette OptionList")
    if not boxes:
        return strips
    regions = [box.region for box in boxes if box.display and box.size]
    return [
        strip.crop(region.x, region.right)
        for region in regions
        for strip in strips[region.y : region.bottom]
    ]


def weak(on: Desk) -> list[tuple[float, str, str]]:
    """Return the text that does not stand out enough."""
    found = []
    for segment in (segment for strip in shown(on) for segment in strip):
        text, style = segment.text, segment.style
        if style is None or not any(char.isalnum() or char in "?⚑›" for char in text):
            continue
        assert style.color is not None
        assert style.bgcolor is not None
        assert not style.reverse
        assert not style.dim
        colors = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        if ratio(*colors) < (GRAPHICS if text.strip() == "⚑" else TEXT):
            found.append((round(ratio(*colors), 2), text, str(style)))
    return found


PLACES = (*STOPS, "error", "refused", "palette")
QUICK = ("answer", "options", "statistics", "error")


@pytest.mark.parametrize("stop", few(PLACES, QUICK))
async def test_contrast(stop: str) -> None:
    extra = {"error": ("enter", "1"), "refused": ("o", "x"), "palette": ("ctrl+p", "e")}
    async with desk((100, 32)) as on:
        on.fake.set_flag(5, Flag.RED)
        await on.press(*extra.get(stop) or STOPS[stop])
        if stop == "error":
            on.app.screen.notice.say("it failed", "error")  # type: ignore[attr-defined]
        for theme in THEMES:
            on.app.theme = theme.name
            await on.settle()
            assert weak(on) == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_flags_stand_out_on_every_ground(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    for ground in ("surface", "background", "panel", "cursor"):
        behind = Color.parse({**colours, **theme.variables}[ground])
        for flag in list(Flag)[1:]:
            colour = theme.variables[FLAGS[flag][1].removeprefix("$")]
            assert ratio(Color.parse(colour), behind) >= GRAPHICS, (flag, ground)
