"""Pages by hand, each damaged in every way: a card that is kept is a true pair, or it is a bug."""

from collections.abc import Iterable
from itertools import pairwise

import pytest

from studyapp.errors import SourceError
from studyapp.sources.account import Fate
from tests.few import few

from . import damage
from .damage import Damage
from .pages_made import (
    COUNTED,
    DEFINITIONS,
    DIVERSE,
    LAYOUTS,
    QUESTIONS,
    VOCABULARY,
    Made,
    Pairs,
    alternating_lines,
    bullets_counted,
    found,
    glossary,
    numbered,
    read,
)

SETS = (
    pytest.param(QUESTIONS, id="questions"),
    pytest.param(VOCABULARY, id="vocabulary"),
    pytest.param(DEFINITIONS, id="definitions", marks=pytest.mark.slow),
)

every = pytest.mark.parametrize("made", few([*LAYOUTS, *COUNTED], [*DIVERSE, COUNTED[-1]]), ids=str)
of_all_kinds = pytest.mark.parametrize("pairs", SETS)


def _wrong(pages: Iterable[Damage], pairs: Pairs) -> list[tuple[str, list[tuple[str, str]]]]:
    wrong = []
    for page in pages:
        try:
            parsed = read(page.lines)
        except SourceError:
            continue
        untrue = damage.untrue(parsed, pairs, page.lost)
        if untrue:
            wrong.append((page.what, untrue))
    return wrong


def _traceless(made: Made, page: Damage, pairs: Pairs) -> bool:
    """Whether an answer is gone with the question below it, where nothing counts them."""
    gone = "\n".join(page.lost)
    places = [
        place
        for place, ((_, back), (front, _)) in enumerate(pairwise(pairs))
        if back in gone and front in gone
    ]
    last = len(pairs) - 2
    return bool(places) and (
        made.blind == "anywhere" or (made.blind == "at the end" and places[-1] == last)
    )


@every
@of_all_kinds
def test_lost_lines_make_no_wrong_pair(made: Made, pairs: Pairs) -> None:
    pages = damage.lost(made.render(pairs))

    assert not _wrong((page for page in pages if not _traceless(made, page, pairs)), pairs)


@every
@of_all_kinds
def test_doubled_lines_make_no_wrong_pair(made: Made, pairs: Pairs) -> None:
    assert not _wrong(damage.doubled(made.render(pairs)), pairs)


@every
@of_all_kinds
def test_wrapped_lines_make_no_wrong_pair(made: Made, pairs: Pairs) -> None:
    assert not _wrong(damage.wrapped(made.render(pairs)), pairs)


RUNS = ("knowt", "knowt_closing", "knowt_unnumbered", "knowt_bare", "quizlet", "brainscape")


COUNTING = [made for made in LAYOUTS if str(made) in RUNS]
runs = pytest.mark.parametrize("made", few(COUNTING, COUNTING[:2]), ids=str)


@runs
def test_numbers_and_counts_tell_of_longer_holes(made: Made) -> None:
    assert not _wrong(damage.lost(made.render(QUESTIONS), most=4), QUESTIONS)


@pytest.mark.slow
@runs
@of_all_kinds
def test_numbers_and_counts_tell_of_long_holes(made: Made, pairs: Pairs) -> None:
    assert not _wrong(damage.lost(made.render(pairs), most=8), pairs)


EVEN = ("knowt", "knowt_bare", "quizlet", "quizlet_sections", "alternating", "brainscape_digits")


@pytest.mark.parametrize("made", [made for made in LAYOUTS if str(made) in EVEN], ids=str)
@of_all_kinds
def test_a_count_that_fits_by_accident_proves_nothing(made: Made, pairs: Pairs) -> None:
    if made.layout == "quizlet" and pairs is VOCABULARY:
        pytest.skip("words too short to break are believed where every count fits")
    lines = made.render(pairs)
    backs = [back for _, back in pairs]

    assert not _wrong(damage.evened_out(lines, backs), pairs)


@pytest.mark.parametrize("made", [m for m in (*LAYOUTS, *COUNTED) if m.blind != "nowhere"], ids=str)
@pytest.mark.xfail(strict=True, reason="the page is a sound one, line for line")
def test_what_no_page_can_show(made: Made) -> None:
    """Lose an answer with the question below it: what is left looks whole."""
    lines = made.render(DEFINITIONS if made.apart else QUESTIONS)
    most = 4 if made.layout == "brainscape" else 2

    assert not _wrong(damage.lost(lines, most), DEFINITIONS if made.apart else QUESTIONS)


@pytest.mark.parametrize(
    ("lines", "pairs", "layout"),
    [
        (numbered(DEFINITIONS), DEFINITIONS, "numbered"),
        (numbered(VOCABULARY), VOCABULARY, "numbered"),
        (bullets_counted(VOCABULARY), VOCABULARY, "bullets"),
        (glossary(DEFINITIONS), DEFINITIONS, "terms"),
        (alternating_lines(QUESTIONS[:4]), QUESTIONS[:4], "alternating"),
    ],
    ids=["numbered definitions", "numbered words", "bullets", "glossary", "alternating"],
)
def test_what_nearly_matched_is_never_passed_over(
    lines: list[str], pairs: Pairs, layout: str
) -> None:
    assert found(read(lines)) == list(pairs)
    sides = {side for pair in pairs for side in pair}
    for at, line in enumerate(lines):
        if not any(side in line for side in sides):
            continue
        parsed = read(damage.lose(lines, at).lines)
        assert parsed.layout == layout, line
        assert parsed.account.counts()[Fate.UNCERTAIN], line
        assert parsed.warnings, line
