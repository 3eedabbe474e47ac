"""A pile is spread without loss, worst remembered first, no day fuller than it must be."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from studyapp.scheduling.spreading import SPAN, spread_pile

PILES = st.dictionaries(st.integers(1, 10_000), st.floats(0, 1), max_size=300)
COMING = st.lists(st.integers(0, 40), max_size=100)


@given(PILES, st.integers(0, 50), COMING)
def test_nothing_is_lost_and_the_forgotten_come_first(
    pile: dict[int, float], per_day: int, coming: list[int]
) -> None:
    days = spread_pile(pile, per_day, coming)
    assert days.keys() == pile.keys()
    assert all(0 <= day < SPAN for day in days.values())
    ordered = sorted(pile, key=lambda card: (pile[card], card))
    assert [days[card] for card in ordered] == sorted(days.values())


@given(PILES, st.integers(1, 50), COMING)
def test_no_day_is_fuller_than_welcome_where_there_is_room(
    pile: dict[int, float], per_day: int, coming: list[int]
) -> None:
    ahead = [*coming, *[0] * SPAN][:SPAN]
    full = Counter(spread_pile(pile, per_day, coming).values())
    if len(pile) <= sum(max(0, per_day - each) for each in ahead):
        assert all(full[day] + ahead[day] <= per_day for day in full)
