"""However long and odd a text is, the work for one answer is bounded: counted, not timed."""

import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any

import pytest

from studyapp.grading import grade
from studyapp.grading.analysis import analyse
from tests.few import few

MOST_CALLS = 1_200_000
"""Calls of Python and C functions for one answer; most are for stems not met before."""
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ro", "su")


def word(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4)))


def distinct(rng: Random, size: int) -> str:
    return " ".join(word(rng) for _ in range(size))


def short_sentences(rng: Random, size: int) -> str:
    return ". ".join(distinct(rng, 3).capitalize() for _ in range(size // 3))


def numbers(rng: Random, size: int) -> str:
    return " ".join(str(rng.randint(1, 99_999)) for _ in range(size))


def years(rng: Random, size: int) -> str:
    return " ".join(f"in {rng.randint(1000, 2000)} it was" for _ in range(size // 4))


def names(rng: Random, size: int) -> str:
    return " ".join(word(rng).capitalize() for _ in range(size))


def the_same(rng: Random, size: int) -> str:
    return "run fast " * (size // 2)


def denials(rng: Random, size: int) -> str:
    return "not red and blue. " * (size // 5)


def counted(rng: Random, size: int) -> str:
    return " ".join(f"{word(rng)} of {rng.randint(1, 999)} {word(rng)}," for _ in range(size // 5))


SHAPES = [distinct, short_sentences, numbers, years, names, the_same, denials, counted]


def calls(model: str, answer: str) -> int:
    """Return how many functions are called to grade an answer."""
    count = 0

    def watch(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        probe = getattr(argument, "__module__", "") == "slipcover.probe"
        count += event in ("call", "c_call") and not probe

    analyse.cache_clear()
    sys.setprofile(watch)
    try:
        grade("What is it?", model, answer)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", few(SHAPES, [distinct, numbers, denials]))
def test_odd_texts_cost_little(shape: Callable[[Random, int], str]) -> None:
    rng = Random(1)
    assert calls(shape(rng, 2_000), shape(rng, 3_000)) < MOST_CALLS


@pytest.mark.parametrize("shape", few([distinct, numbers, the_same], [distinct]))
def test_what_is_beyond_the_limits_costs_nothing(shape: Callable[[Random, int], str]) -> None:
    model, answer = shape(Random(2), 4_000), shape(Random(3), 4_000)
    calls(model, answer)
    assert calls(model * 5, answer * 5) <= 1.1 * calls(model, answer)
