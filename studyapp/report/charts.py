"""Charts as inline SVG, each with a title that says what it shows."""

from collections.abc import Sequence
from math import floor, log10

from studyapp.report.markup import Raw, tag

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 62, 24, 10, 24
SMALLEST = 1e-9
"""An axis ends here at least."""


def bars(values: Sequence[float], labels: Sequence[str], title: str, *, unit: str = "") -> Raw:
    """Return vertical bars; ``labels`` that are empty are not written. Nothing for zeroes."""
    if not any(value > 0 for value in values):
        return tag("p", "Nothing here.", class_="soft")
    top = _round_above(max(values))
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    shapes = [*_axis(top, unit)]
    for at, value in enumerate(values):
        high = (HEIGHT - TOP - BOTTOM) * max(value, 0) / top
        x = LEFT + at * step
        shapes.append(
            tag(
                "rect",
                tag("title", f"{labels[at] or ''} {value:.3g}{unit}".strip()),
                class_="bar",
                x=f"{x + step * 0.1:.1f}",
                y=f"{HEIGHT - BOTTOM - high:.1f}",
                width=f"{max(step * 0.8, 0.6):.1f}",
                height=f"{high:.1f}",
            )
        )
        if labels[at]:
            shapes.append(_label(x + step / 2, labels[at]))
    return _svg(title, shapes)


def line(
    values: Sequence[float | None], labels: Sequence[str], title: str, *, dots: bool = True
) -> Raw:
    """Return shares (0 to 1) as a line with dots; None leaves a gap."""
    step = (WIDTH - LEFT - RIGHT) / max(len(values) - 1, 1)
    shapes = [*_axis(1.0, "%")]
    run: list[str] = []

    def close() -> None:
        if len(run) > 1:
            shapes.append(tag("polyline", class_="line", points=" ".join(run)))
        run.clear()

    for at, value in enumerate(values):
        x = LEFT + at * step if len(values) > 1 else (LEFT + WIDTH - RIGHT) / 2
        if labels[at]:
            shapes.append(_label(x, labels[at]))
        if value is None:
            close()
            continue
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(value, 0.0), 1.0)
        run.append(f"{x:.1f},{y:.1f}")
        if dots:
            name = tag("title", f"{labels[at]} {100 * value:.0f}%".strip())
            shapes.append(tag("circle", name, class_="dot", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3))
    close()
    return _svg(title, shapes)


def meter(now: float, later: float) -> Raw:
    """Return one small bar: what is known now, and within it what is left later."""
    shapes = [
        tag("rect", class_="track", x=0, y=0, width=160, height=10),
        tag("rect", class_="now", x=0, y=0, width=f"{160 * now:.1f}", height=10),
        tag("rect", class_="bar", x=0, y=0, width=f"{160 * min(now, later):.1f}", height=10),
    ]
    name = f"{100 * now:.0f}% now, {100 * later:.0f}% later"
    return tag("svg", tag("title", name), *shapes, viewBox="0 0 160 10", class_="meter", role="img")


def _axis(top: float, unit: str) -> list[Raw]:
    shapes = []
    for share in (0.0, 0.5, 1.0):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
        value = 100 * share if unit == "%" else top * share
        written = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
        shapes.append(
            tag("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{y:.1f}", y2=f"{y:.1f}")
        )
        shapes.append(
            tag("text", f"{written}{unit}", class_="tick end", x=LEFT - 6, y=f"{y + 4:.1f}")
        )
    return shapes


def _round_above(value: float) -> float:
    """Return a number at or above ``value`` whose half is short too: 1, 2, 4, 6, 10 times ten."""
    value = max(value, SMALLEST)
    step: float = 10 ** floor(log10(value))
    return next(step * each for each in (1, 2, 4, 6, 10) if step * each >= value)


def _label(x: float, words: str) -> Raw:
    return tag("text", words, class_="tick mid", x=f"{x:.1f}", y=HEIGHT - 6)


def _svg(title: str, shapes: Sequence[Raw]) -> Raw:
    return tag("svg", tag("title", title), *shapes, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img")
