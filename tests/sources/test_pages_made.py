"""Pages made to order are read back whole, and holes in them never make a wrong pair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.errors import SourceError
from studyapp.sources.account import Fate
from tests.few import examples, few

from .pages_made import DIVERSE, LAYOUTS, Made, Pairs, defined, found, nasty, read, tame, terms

every = pytest.mark.parametrize("made", few(LAYOUTS, DIVERSE), ids=str)


@every
@given(pairs=tame)
@settings(max_examples=examples(12), deadline=None)
def test_every_pair_comes_back_exactly(made: Made, pairs: Pairs) -> None:
    parsed = read(made.render(pairs))

    assert parsed.layout == made.layout
    assert found(parsed) == list(pairs)
    assert parsed.account.counts()[Fate.UNCERTAIN] == 0
    assert len({each.note.guid for each in parsed.deck.notes}) == len(pairs)


@pytest.mark.parametrize("made", [made for made in LAYOUTS if not made.asks], ids=str)
@given(pairs=terms)
@settings(max_examples=examples(12), deadline=None)
def test_terms_that_ask_nothing_come_back_too(made: Made, pairs: Pairs) -> None:
    parsed = read(made.render(pairs))

    assert parsed.layout == made.layout
    assert found(parsed) == list(pairs)


@pytest.mark.parametrize("made", [made for made in LAYOUTS if made.apart], ids=str)
@given(pairs=defined)
@settings(max_examples=examples(12), deadline=None)
def test_so_do_terms_with_sentences_where_a_count_alone_proves_nothing(
    made: Made, pairs: Pairs
) -> None:
    parsed = read(made.render(pairs))

    assert parsed.layout == made.layout
    assert found(parsed) == list(pairs)


@every
@given(pairs=tame, where=st.integers(0, 10**6))
@settings(max_examples=examples(30), deadline=None)
def test_a_lost_line_never_makes_a_wrong_pair(made: Made, pairs: Pairs, where: int) -> None:
    lines = made.render(pairs)
    del lines[where % len(lines)]

    assert set(found(read(lines))) <= set(pairs)


@pytest.mark.parametrize("made", [made for made in LAYOUTS if not made.asks], ids=str)
@given(pairs=terms, where=st.integers(0, 10**6))
@settings(max_examples=examples(30), deadline=None)
def test_nor_where_nothing_asks(made: Made, pairs: Pairs, where: int) -> None:
    lines = made.render(pairs)
    del lines[where % len(lines)]

    assert set(found(read(lines))) <= set(pairs)


@every
@given(pairs=nasty, cuts=st.lists(st.integers(0, 10**6), max_size=4))
@settings(max_examples=examples(30), deadline=None)
def test_each_line_has_one_fate_whatever_the_page_holds(
    made: Made, pairs: Pairs, cuts: list[int]
) -> None:
    lines = made.render(pairs)
    for cut in cuts[: len(lines) - 1]:
        del lines[cut % len(lines)]
    try:
        parsed = read(lines)
    except SourceError:
        return

    counts = parsed.account.counts()
    assert sum(counts.values()) == len(parsed.account)
    cards = {fate.number for fate in parsed.account if fate.fate is Fate.CARD}
    for each in parsed.deck.notes:
        assert each.note.front.strip()
        assert each.note.back.strip()
        assert each.note.source is not None
        assert each.note.source.first_line in cards
        assert each.note.source.last_line in cards
    assert len({each.note.guid for each in parsed.deck.notes}) == len(parsed.deck.notes)


def test_no_two_cards_of_a_page_share_an_identity() -> None:
    made = next(each for each in LAYOUTS if each.render.__name__ == "knowt_closing")
    pairs = [
        ("3 Terms", "cell cell cell"),
        ("New cards", "cell cell"),
        ("cell cell", "cell cell cell cell"),
        ("1", "Q"),
        ("2", "1"),
    ]
    lines = made.render(pairs)
    del lines[1897 % len(lines)]
    guids = [each.note.guid for each in read(lines).deck.notes]
    assert len(set(guids)) == len(guids)
