"""When a card counts as a leech."""

import pytest

from studyapp.scheduling.leech import is_leech


@pytest.mark.parametrize(
    ("threshold", "leeches"),
    [
        (8, [8, 12, 16, 20]),
        (5, [5, 8, 11, 14, 17, 20]),
        (2, list(range(2, 21))),
        (1, list(range(1, 21))),
        (0, []),
        (-3, []),
    ],
)
def test_at_the_threshold_and_every_half_after(threshold: int, leeches: list[int]) -> None:
    assert [lapses for lapses in range(21) if is_leech(lapses, threshold)] == leeches
