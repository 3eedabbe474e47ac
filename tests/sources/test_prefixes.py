"""Which labels become subdecks, and which colons are just colons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.sources.prefixes import labels, tag


def _labels(*fronts: str) -> list[str | None]:
    return [each.label if each else None for each in labels(fronts)]


def _thrice(label: str, rest: str = "What does it mean to say so?") -> list[str]:
    return [f"{label}: {rest}", f"{label}: Why is that the case?", f"{label}:How was it found?"]


@pytest.mark.parametrize(
    "label",
    ["Getty", "Ó Gráda", "Davies & Wheatcroft", "Unit Four", "Ленин", "J. Arch Getty", "魯迅"],
)
def test_a_recurring_label_is_cut_off(label: str) -> None:
    found = labels(_thrice(label))

    assert [each.label if each else None for each in found] == [label] * 3
    assert found[2] is not None
    assert found[2].question == "How was it found?"
    assert [each.spaced for each in found if each] == [True, True, False]


@pytest.mark.parametrize(
    "label",
    [
        "Note", "True or false", "Definition", "Q", "What", "Define", "Which of these", "Vocab",
        "10", "In 1929", "lower case", "http", "https", "A Label Of Five Words", "x" * 50, "C++",
        "According to Marx", "Hint", "Beispiel",
    ],
)  # fmt: skip
def test_these_are_not_labels(label: str) -> None:
    assert _labels(*_thrice(label)) == [None, None, None]


@pytest.mark.parametrize(
    "front",
    [
        "Http://a.example is what?",
        "Std::vector grows how?",
        "C:\\temp is what folder?",
        "At 10:30 what?",
    ],
)
def test_urls_times_and_paths_are_not_cut(front: str) -> None:
    assert _labels(front, front, front) == [None, None, None]


def test_twice_is_not_enough() -> None:
    assert _labels(*_thrice("Getty")[:2]) == [None, None]


def test_a_question_that_needs_its_label_keeps_it() -> None:
    assert _labels("Mitosis: phase 1", "Mitosis: phase 2", "Mitosis: phase 3") == [None] * 3
    assert _labels("French: dog", "French: cat", "French: bird") == [None] * 3


def test_spelling_follows_the_most() -> None:
    found = _labels("Getty: Who is it?", "GETTY: Where is it?", "Getty: Why is it?", "Other?")

    assert found == ["Getty", "Getty", "Getty", None]


def test_an_empty_question_has_no_label() -> None:
    assert _labels("Getty:", "Getty: ", "Getty:\n") == [None] * 3


def test_tags_hold_no_spaces() -> None:
    assert tag("Davies  & Wheatcroft") == "Davies_&_Wheatcroft"


@given(st.lists(st.text(st.sampled_from("Ab: ?\n\u2028é1"), max_size=12), max_size=12))
def test_what_is_cut_can_be_put_back(fronts: list[str]) -> None:
    for front, found in zip(fronts, labels(fronts), strict=True):
        if found is not None:
            assert front.endswith(found.question) or front.strip().endswith(found.question)
            assert found.question
