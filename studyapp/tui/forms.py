"""Deck options as text in a form and back; every refusal says what would be accepted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_STEP = re.compile(r"([0-9]{1,6})([smhd]?)")


class RefusedError(ValueError):
    """What was typed is not accepted; the text says what would be."""


def steps_text(seconds: tuple[int, ...]) -> str:
    """Return steps as ``1m 10m``."""
    return " ".join(_step_text(each) for each in seconds)


def _step_text(seconds: int) -> str:
    unit = next(unit for unit in "dhms" if seconds % SECONDS[unit] == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


def steps_value(text: str) -> tuple[int, ...]:
    """Read steps; a number without a unit is minutes."""
    found: list[int] = []
    for word in text.replace(",", " ").split():
        match = _STEP.fullmatch(word.lower())
        if match is None or not int(match[1]):
            raise RefusedError("times such as 30s 10m 1h 1d, with spaces between")
        found.append(int(match[1]) * SECONDS[match[2] or "m"])
    if len(found) > 10 or any(step > 86400 * 30 for step in found):
        raise RefusedError("at most 10 steps, none longer than 30d")
    return tuple(found)


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range."""

    def read(text: str) -> int:
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit() and lowest <= int(digits[:9]) <= highest):
            raise RefusedError(f"a whole number from {lowest} to {highest}")
        return int(digits)

    return read


def retention_value(text: str) -> float:
    """Read a recall probability: ``90``, ``90%`` or ``0.9``."""
    try:
        value = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        value = 0.0
    share = value / 100 if value > 1 else value
    if not 0.70 <= share <= 0.99:
        raise RefusedError("a percentage from 70 to 99")
    return round(share, 4)


def retention_text(value: float) -> str:
    """Return a recall probability as a percentage."""
    return f"{value * 100:g}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of ``DeckOptions`` that is typed."""

    name: str
    label: str
    unit: str
    read: Callable[[str], object]
    show: Callable[..., str] = str


@dataclass(frozen=True, slots=True)
class Pick:
    """A field of ``DeckOptions`` that is chosen among a few."""

    name: str
    label: str
    options: tuple[tuple[StrEnum | bool, str], ...]


YES_NO = ((True, "yes"), (False, "no"))
FORM: tuple[Entry | Pick, ...] = (
    Entry(
        "desired_retention",
        "Desired retention",
        "% recalled when due",
        retention_value,
        retention_text,
    ),
    Entry("new_per_day", "New cards a day", "0 to 9999", number(0, 9999)),
    Entry("reviews_per_day", "Reviews a day", "0 to 99999", number(0, 99999)),
    Entry("learning_steps", "Learning steps", "such as 1m 10m", steps_value, steps_text),
    Entry("relearning_steps", "Relearning steps", "such as 10m", steps_value, steps_text),
    Entry("maximum_interval", "Longest interval", "days", number(1, 36500)),
    Entry("leech_threshold", "Leech after", "lapses, 0 for never", number(0, 99)),
    Pick(
        "leech_action",
        "A leech is",
        ((LeechAction.SUSPEND, "suspended"), (LeechAction.TAG, "tagged only")),
    ),
    Pick(
        "new_order",
        "New cards come",
        ((NewOrder.ADDED, "in the order added"), (NewOrder.RANDOM, "in random order")),
    ),
    Pick(
        "review_order",
        "Due cards come",
        (
            (ReviewOrder.DUE, "oldest due first"),
            (ReviewOrder.RANDOM, "in random order"),
            (ReviewOrder.WEAKEST, "weakest first"),
        ),
    ),
    Pick("bury_siblings", "Bury siblings", YES_NO),
    Pick("fuzz", "Spread intervals", YES_NO),
)


def texts(options: DeckOptions) -> dict[str, str]:
    """Return what the typed fields show."""
    return {e.name: e.show(getattr(options, e.name)) for e in FORM if isinstance(e, Entry)}


def with_values(options: DeckOptions, values: dict[str, object]) -> DeckOptions:
    """Return the options with these fields replaced; the others are kept."""
    known = {field.name for field in fields(options)}
    return replace(options, **{name: value for name, value in values.items() if name in known})  # type: ignore[arg-type]
