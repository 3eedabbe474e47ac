"""The mastery bar fills its line, and no level that has a card is missing from it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.tui.widgets import mastery
from tests.few import examples

LEVELS = st.tuples(*[st.integers(0, 5_000)] * 4)


@given(LEVELS, st.integers(4, 150))
@settings(max_examples=examples(40), deadline=None)
def test_the_bar_has_the_width_it_is_given(levels: mastery.Levels, width: int) -> None:
    drawn = mastery.bar(levels, width)
    assert drawn.cell_length == (width if sum(levels) else 0)
    if sum(levels):
        assert ("╌" in drawn.plain) == (levels[0] > 0)
        assert ("╍" in drawn.plain) == (levels[1] > 0)


@given(LEVELS, st.integers(20, 150))
@settings(max_examples=examples(40), deadline=None)
def test_bar_and_legend_share_a_line(levels: mastery.Levels, width: int) -> None:
    drawn = mastery.mastery(levels, width)
    assert f"{levels[3]:,} mas" in drawn.plain
    assert "\n" not in drawn.plain


@given(st.lists(st.tuples(st.text(min_size=1, max_size=60), LEVELS), min_size=1, max_size=12))
@settings(max_examples=examples(60), deadline=None)
def test_each_deck_has_its_bar(decks: list[tuple[str, mastery.Levels]]) -> None:
    lines = mastery.table(decks, 66).plain.split("\n")
    assert len(lines) == min(len(decks), 8) + (len(decks) > 8)
    for (_, levels), drawn in zip(decks[:8], lines, strict=False):
        assert f"{levels[3]:,} of {sum(levels):,}" in drawn
