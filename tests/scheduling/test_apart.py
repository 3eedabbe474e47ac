"""Cards that are confused do not follow each other while others can stand between."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import State
from studyapp.scheduling.apart import keep_apart
from studyapp.scheduling.queue import QueueCard


def cards(ids: list[int]) -> list[QueueCard]:
    return [QueueCard(each, each, 1, State.REVIEW) for each in ids]


def ids(found: tuple[QueueCard, ...]) -> list[int]:
    return [card.card_id for card in found]


def test_one_is_moved_back_and_the_others_keep_their_order() -> None:
    order = ids(keep_apart(cards(list(range(1, 13))), {1: {2}, 2: {1}}, gap=3))
    assert order == [1, 3, 4, 5, 2, 6, 7, 8, 9, 10, 11, 12]


def test_too_few_to_stand_between() -> None:
    assert ids(keep_apart(cards([1, 2, 3]), {1: {2}, 2: {1}}, gap=5)) == [1, 3, 2]


@given(
    st.permutations(range(30)),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=6),
    st.integers(1, 5),
)
def test_nothing_is_lost_and_pairs_are_apart_where_they_can_be(
    order: list[int], pairs: list[tuple[int, int]], gap: int
) -> None:
    confused: dict[int, set[int]] = {}
    for one, other in pairs:
        if one != other:
            confused.setdefault(one, set()).add(other)
            confused.setdefault(other, set()).add(one)
    found = ids(keep_apart(cards(order), confused, gap))
    assert sorted(found) == sorted(order)
    free = [each for each in order if each not in confused]
    assert [each for each in found if each not in confused] == free
    last_free = max((found.index(each) for each in free), default=0)
    for at, each in enumerate(found[:last_free]):
        assert not confused.get(each, set()) & set(found[max(0, at - gap) : at])
