"""Labels for buttons."""

from datetime import timedelta

import pytest

from studyapp.domain.card import Memory
from studyapp.domain.day import study_day
from studyapp.domain.deck import DeckOptions
from studyapp.scheduling.fsrs import Scheduler
from studyapp.scheduling.preview import interval_label, previews

from .logs import BERLIN, START


@pytest.mark.parametrize(
    ("seconds", "label"),
    [
        (-5, "<1m"),
        (0, "<1m"),
        (59, "<1m"),
        (60, "1m"),
        (330, "6m"),
        (600, "10m"),
        (3569, "59m"),
        (3571, "1h"),
        (5400, "1.5h"),
        (7200, "2h"),
        (86_000, "23.9h"),
        (86_399, "1d"),
        (86_400, "1d"),
        (3 * 86_400, "3d"),
        (29 * 86_400, "29d"),
        (30 * 86_400, "1mo"),
        (36 * 86_400, "1.2mo"),
        (363 * 86_400, "11.9mo"),
        (365 * 86_400, "1y"),
        (913 * 86_400, "2.5y"),
        (36_500 * 86_400, "99.9y"),
    ],
)
def test_label(seconds: int, label: str) -> None:
    assert interval_label(timedelta(seconds=seconds)) == label


def test_labels_are_short() -> None:
    labels = [interval_label(timedelta(seconds=1.07**power)) for power in range(320)]
    assert max(map(len, labels)) <= 6


def test_labels_of_a_new_card() -> None:
    shown = previews(
        Scheduler(DeckOptions(fuzz=False), BERLIN), Memory(), START, study_day(START, BERLIN), 1
    )
    assert [outcome.label for outcome in shown.values()] == ["1m", "6m", "10m", "8d"]
    assert shown.keys() == {1, 2, 3, 4}
