"""The small machines that the repairs stand on."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.sources.clean.chains import Candidate, ascending, chain
from studyapp.sources.clean.citations import citation_like
from studyapp.sources.clean.epigraphs import speaker_of
from studyapp.sources.clean.pipeline import REPAIRS
from studyapp.sources.clean.speakers import speaker_around, speaker_before
from studyapp.sources.clean.traced import Edit, Traced
from studyapp.sources.document import clean_document, explain_document


def of(*parts: str) -> Traced:
    return Traced.join(Traced.of(part, number) for number, part in enumerate(parts, 1))


def test_traced_edits_keep_lines() -> None:
    text = of("one", "two[1]", "three")
    assert text.text == "one two[1] three"
    plain = text.sub(re.compile(r"\[1\]"), "")
    assert plain.text == "one two three"
    assert [plain.line_at(i) for i in (0, 4, 8)] == [1, 2, 3]
    assert plain.span(4, 7) == (2, 2)
    assert plain.cut(4).lines == [2, 3]
    assert text.edit([Edit(4, 11)]).lines == [1, 3]


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_traced_characters_come_from_their_line(parts: list[str], data: st.DataObject) -> None:
    text = of(*parts)
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    kept = text.edit([Edit(start, end)])
    origin = [text.line_at(i) for i in range(len(text.text)) if not start <= i < end]
    assert kept.text == text.text[:start] + text.text[end:]
    assert [kept.line_at(i) for i in range(len(kept.text))] == origin


def candidates(*values: int) -> list[Candidate]:
    return [Candidate(0, i, i + 1, value) for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "links"),
    [
        ((1, 2, 3, 4), [1, 2, 3, 4]),
        ((76, 12, 77, 79, 5, 80), [76, 77, 79, 80]),
        ((1, 2, 3), []),
        ((1, 9, 20, 50), []),
        ((1, 2, 3, 4, 1, 2, 3, 4), [1, 2, 3, 4, 1, 2, 3, 4]),
    ],
)
def test_chains(values: tuple[int, ...], links: list[int]) -> None:
    assert [c.value for c in chain(candidates(*values))] == links


def test_ascending() -> None:
    assert ascending([1, 2, 3, 2, 4])
    assert not ascending([5, 1, 4, 0, 3])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("– A.I. Carr, from a speech in Leeds", "A.I. Carr"),
        ("-- MARK TWAIN", "Mark Twain"),
        ("— Seneca", "Seneca"),
        ("M. Curie (Sorbonne) to her sister, May 1904", "M. Curie"),
        ("J. Smith wrote the report.", ""),
        ("The end of the war, 1918", ""),
        ("- an item of a list", ""),
    ],
)
def test_attribution_lines(line: str, name: str) -> None:
    assert speaker_of(line) == name


@pytest.mark.parametrize(
    ("lead", "earlier", "name"),
    [
        ("As Rosalind Hume put it:", "", "Rosalind Hume"),
        ("In 1931, R. F. Hume, then head of the mine, wrote to the board:", "", "R. F. Hume"),
        ("He insisted that no mine was safe:", "Hume told the board the truth.", "Hume"),
        ("He insisted that no mine was safe:", "The board was told the truth.", ""),
        ("On 4 May, a letter sent to all foremen warned that", "", "letter to all foremen"),
        ("The rule was simple:", "", ""),
    ],
)  # fmt: skip
def test_speakers(lead: str, earlier: str, name: str) -> None:
    assert speaker_before(lead, earlier) == name


def test_speaker_named_on_both_sides() -> None:
    lead = "Any hope that Hume had was lost when the pump failed:"
    assert speaker_around(lead, "“I saw the water rise.”", "Hume was not believed.") == "Hume"
    assert speaker_around(lead, "“The water rose.”", "Hume was not believed.") == ""
    assert speaker_around(lead, "“I saw the water rise.”", "Nobody believed it.") == ""


def test_citations() -> None:
    assert citation_like("Ibid., pp. 154–155.")
    assert not citation_like("The river rose by three metres and carried off the bridge.")


def test_repairs_are_named_and_explain_themselves() -> None:
    names = [repair.name for repair in REPAIRS]
    assert len(set(names)) == len(names)
    told = explain_document("A title\n\nIt rose.[1] It fell.[2] It stood.[3]\n", "a.txt")
    assert any("note mark" in line and "[1]" in line for line in told)


@pytest.mark.parametrize(
    "unit", ["_a ", "(", "[1] ", "A. ", "a\n", "– A. B. Carr\n", "He (a. B ) ", "`a "]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.slow
def test_long_runs_of_one_piece_are_read_to_the_end(unit: str, name: str) -> None:
    _, account = clean_document(unit * (60_000 // len(unit)), name)
    assert sum(account.counts().values()) == len(account)
