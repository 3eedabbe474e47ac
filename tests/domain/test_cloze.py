"""Cloze notation: our own rules, and Anki's engine as the judge of the shared ones."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import Note
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain import cloze
from studyapp.domain.cloze import Deletion
from tests.few import examples

PIECES = ["{{c1::", "{{c2::", "{{c10::", "{{c0::", "{{c1,3::", "{{c::", "{{c1:", "{{C1::", "}}"]
PIECES += ["::", "{", "}", ":", "a", "ж", " ", "\n", "\u2028", "**", "[", "]"]
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
words = st.text("abc žд.", min_size=1, max_size=6)
numbers = st.integers(1, 12)


def _deletion(number: int, inner: str, hint: str) -> str:
    return f"{{{{c{number}::{inner}{'::' + hint if hint else ''}}}}}"


nested = st.recursive(
    words,
    lambda inner: (
        st.builds(_deletion, numbers, inner, st.just("") | words)
        | st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("plain", ("plain",)),
        ("{{c1::a}}", (Deletion((1,), ("a",)),)),
        ("{{c1::a::h}}", (Deletion((1,), ("a",), "h"),)),
        ("{{c1::a::h::i}}", (Deletion((1,), ("a",), "h::i"),)),
        ("{{c1::::h}}", (Deletion((1,), (), "h"),)),
        ("{{c1::}}", (Deletion((1,), ()),)),
        ("{{c01::a}}", (Deletion((1,), ("a",)),)),
        ("{{c2,1,2::a}}", (Deletion((2, 1), ("a",)),)),
        ("{{c0::a}}", (Deletion((0,), ("a",)),)),
        ("{{c1::a{{c2::b}}::h}}", (Deletion((1,), ("a", Deletion((2,), ("b",))), "h"),)),
        ("{{c1::a::{{c2::b}}}}", (Deletion((1,), ("a", Deletion((2,), ("b",)))),)),
        ("{{c1::{a}}}", (Deletion((1,), ("{a",)), "}")),
        ("{{c12345::a}}", ("{{c12345::a}}",)),
        ("{{c,::a}}", ("{{c,::a}}",)),
        ("{{c١::a}}", ("{{c١::a}}",)),
        ("a}} {{c1::b", ("a}} ", "{{c1::", "b")),
    ],
)
def test_parse(text: str, parts: tuple[str | Deletion, ...]) -> None:
    assert cloze.parse(text) == parts


def test_question_and_answer() -> None:
    text = "{{c1::Kotkin::who}} wrote {{c2::Magic {{c3::Mountain}}}}."
    assert cloze.question(text, 1) == "[who] wrote Magic Mountain."
    assert cloze.answer(text, 1) == "**Kotkin** wrote Magic Mountain."
    assert cloze.question(text, 2) == "Kotkin wrote […]."
    assert cloze.question(text, 3) == "Kotkin wrote Magic […]."
    assert cloze.answer(text, 2) == "Kotkin wrote **Magic Mountain**."
    assert cloze.hidden(text, 2) == ("Magic Mountain",)
    assert cloze.hidden(text, 3) == ("Mountain",)
    assert cloze.cloze_numbers(text) == (1, 2, 3)


def test_bold_is_markdown_that_works() -> None:
    assert cloze.answer("a{{c1:: b }}c", 1) == "a **b** c"
    assert cloze.answer("a{{c1::}}c{{c1:: }}", 1) == "ac "
    assert cloze.answer("{{c1::a {{c1::b}}}}", 1) == "**a b**"
    assert cloze.hidden("{{c1::a {{c1::b}}}} {{c1::c}}", 1) == ("a b", "c")


def test_one_deletion_on_several_cards() -> None:
    text = "{{c1,2::a}} {{c2::b}}"
    assert cloze.cloze_numbers(text) == (1, 2)
    assert cloze.question(text, 1) == "[…] b"
    assert cloze.question(text, 2) == "[…] […]"


def test_number_zero_is_always_shown() -> None:
    text = "{{c1::a {{c0::b}} c}}"
    assert cloze.cloze_numbers(text) == (1,)
    assert cloze.hidden(text, 1) == ("a b c",)
    assert cloze.question("{{c0::b}} {{c1::a}}", 1) == "b […]"


@given(hostile)
def test_hostile_text_never_raises(text: str) -> None:
    found = cloze.cloze_numbers(text)
    assert list(found) == sorted(set(found))
    assert all(1 <= number <= 9999 for number in found)
    for number in found:
        assert cloze.hidden(text, number)
        assert cloze.question(text, number) != text
        assert cloze.answer(text, number).replace("*", "") == cloze.plain(text).replace("*", "")


@given(st.text() | hostile)
def test_text_without_deletions_is_left_alone(text: str) -> None:
    if all(isinstance(part, str) for part in cloze.parse(text)):
        assert cloze.plain(text) == text
        assert cloze.question(text, 1) == cloze.answer(text, 1) == text
        assert not cloze.cloze_numbers(text)
        assert not cloze.hidden(text, 1)


@given(nested)
def test_a_hidden_answer_is_not_in_the_markup_left(text: str) -> None:
    assert "{{c" not in cloze.plain(text)
    for number in cloze.cloze_numbers(text):
        assert "{{c" not in cloze.question(text, number)


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 80_000,
        "{{c1::" * 50_000 + "}}" * 50_000,
        "}}" * 500_000,
        "{{c1::a}}" * 20_000,
        "{{c" + "1" * 1_000_000 + "::a}}",
        "{{c" + "0" * 1_000_000 + "1::a}}",
        "{{c1" + ",1" * 500_000 + "::a}}",
        "{{c1::" + "::" * 500_000 + "}}",
        "{" * 1_000_000,
    ],
)
def test_a_megabyte_is_read_to_the_end(text: str) -> None:
    """Where time grew with the square of the length, this would not come back."""
    assert cloze.parse.__wrapped__(text)
    assert all(number > 0 for number in cloze.cloze_numbers(text))
    assert len(cloze.plain(text)) <= len(text)
    assert len(cloze.question(text, 1)) <= len(text)


# Anki as the oracle


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder: Path = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "oracle.anki2"))
    yield collection
    collection.close()


def _anki_note(anki: Collection, text: str) -> Note:
    kind = anki.models.by_name("Cloze")
    assert kind is not None
    note = anki.new_note(kind)
    note["Text"] = text
    return note


def _anki_numbers(anki: Collection, text: str) -> tuple[int, ...]:
    return tuple(sorted(_anki_note(anki, text).cloze_numbers_in_fields()))


def _anki_question(anki: Collection, text: str, number: int) -> str:
    note = _anki_note(anki, text)
    page = note.ephemeral_card(number - 1).render_output().question_text
    return html.unescape(re.sub(r"</?span[^>]*>|<style>[^<]*</style>", "", page))


@settings(max_examples=examples(75), deadline=None)
@given(text=nested)
def test_numbers_are_ankis(anki: Collection, text: str) -> None:
    assert cloze.cloze_numbers(text) == _anki_numbers(anki, text)


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::a::hint}}",
        "{{c1::a::h::i}}",
        "{{c1::http://x::y}}",
        "{{c1::a {{c2::b::h2}} c::h1}}",
        "{{c1::a::h {{c2::b}} t}}",
        "{{c1::A::B {{c2::z}}}}",
        "{{c1::a{{c0::z}}b}}",
        "{{c0::z}} {{c1::a}}",
        "{{c01::a}}",
        "{{c1,2::a}} {{c3::b}}",
        "{{c,1,::a}}",
        "{{c1::a}}}}",
        "{{c1::{a}}}",
        "{{{c1::a}}",
        "{{c1:: a :: h }}",
        "{{c1::::h}}",
        "{{C1::x}} {{c 1::x}} {{c-1::x}} {{c::x}}",
        "a}} {{c1::b}}",
        "".join(f"{{{{c{n}::" for n in range(1, 11)) + "deep" + "}}" * 10,
    ],
)
def test_questions_are_ankis(anki: Collection, text: str) -> None:
    assert cloze.cloze_numbers(text) == _anki_numbers(anki, text)
    for number in cloze.cloze_numbers(text):
        expected = _anki_question(anki, text, number).replace("[...]", "[…]")
        assert cloze.question(text, number) == expected


def test_where_we_are_kinder_than_anki(anki: Collection) -> None:
    assert _anki_question(anki, "{{c1::a::}}", 1) == "[]"
    assert cloze.question("{{c1::a::}}", 1) == "[…]"
    assert _anki_numbers(anki, "{{c1::{{c2::x}}") == ()
    assert cloze.cloze_numbers("{{c1::{{c2::x}}") == (2,)
    assert cloze.plain("{{c1::{{c2::x}}") == "{{c1::x"
