"""Some cases of many in the normal run; all of them with ``-m slow`` besides."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

T = TypeVar("T")


USUAL = 50
"""Examples of the profile of the normal run."""

SCREENS = [
    pytest.param([(80, 24)], id="80x24"),
    pytest.param([(60, 20), (120, 40)], id="others", marks=pytest.mark.slow),
]
"""Sizes of a terminal, in columns and rows, for walks that look at several in turn."""


def few(cases: Iterable[T], quick: Collection[T]) -> list[T | ParameterSet]:
    """Return ``cases`` as parameters, all but the ``quick`` ones marked slow.

    For walks of one kind over all screens or layouts, of which a few show most mistakes.
    """
    every = list(cases)
    if unknown := [each for each in quick if each not in every]:
        raise ValueError(f"not among the cases: {unknown}")
    slow = pytest.mark.slow
    return [each if each in quick else pytest.param(each, marks=slow) for each in every]


def examples(number: int) -> int:
    """Return so many examples for a property test, or as many times more as the profile has.

    ``--hypothesis-profile=thorough`` tries ten times as many as the normal run.
    """
    return number * settings().max_examples // USUAL
