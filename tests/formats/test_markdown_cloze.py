"""Brackets and Anki's notation: the same deletions in two spellings."""

import pytest

from studyapp.domain.cloze import plain, question
from studyapp.formats.markdown_cloze import BracketError, read_cloze, write_cloze

SAME = [
    ("The [order] is [3].", "The {{c1::order}} is {{c2::3}}."),
    ("[a]{2} [b] [c]{1}", "{{c2::a}} {{c3::b}} {{c1::c}}"),
    ("[a] and [b]{1}", "{{c1::a}} and {{c1::b}}"),
    ("[a]{| person}", "{{c1::a::person}}"),
    ("[a]{3 | a year: which}", "{{c3::a::a year: which}}"),
    ("[a]{1,2} [b]", "{{c1,2::a}} {{c3::b}}"),
    ("[a [b] c]{| outer} [d]", "{{c1::a {{c2::b}} c::outer}} {{c3::d}}"),
    ("[a [b]{1}]{2}", "{{c2::a {{c1::b}}}}"),
    ("[]", "{{c1::}}"),
    ("[a\n\nb]", "{{c1::a\n\nb}}"),
    (r"\[x\] [y]", "[x] {{c1::y}}"),
    (r"[\[x\]]", "{{c1::[x]}}"),
    (r"\\[x [y]", r"\[x {{c1::y}}"),
    ("![a](b.png) [c]", "![a](b.png) {{c1::c}}"),
    (r"!\[ [c]", "![ {{c1::c}}"),
    (r"\[text\](url) [c]", "[text](url) {{c1::c}}"),
    ("[text](url)", "{{c1::text}}(url)"),
    ("[a]{1}{2}", "{{c1::a}}{2}"),
    ("[a]{1}{", "{{c1::a}}{"),
    ("$x_{1}$ [a] {b}", "$x_{1}$ {{c1::a}} {b}"),
    ("no deletion", "no deletion"),
    (r"\[none\]", "[none]"),
    ("{{c1::open [a]", "{{c1::open {{c1::a}}"),
    ("{{c1::open [a]{2}", "{{c1::open {{c2::a}}"),
]


@pytest.mark.parametrize(("brackets", "anki"), SAME)
def test_both_ways(brackets: str, anki: str) -> None:
    assert read_cloze(brackets) == anki
    assert write_cloze(anki) == brackets


@pytest.mark.parametrize(
    "anki",
    [
        "{{c1::a::[hint]}}",
        "{{c1::a::{x}}}",
        "{{c1::a::two\nlines}}",
        "{{c1::a:: padded }}",
        "{{c1::a::}}",
        "{{c0::a}} {{c1::b}}",
        "{{c01::a}}",
        "!{{c1::a}}",
        "\\{{c1::a}}",
        "{{c1::a\\}}",
        "{{c1::a::h {{c2::b}} t}}",
    ],
)
def test_what_brackets_cannot_say_stays_as_it_is(anki: str) -> None:
    assert write_cloze(anki) == anki
    assert read_cloze(anki) == anki


@pytest.mark.parametrize(
    ("hand", "anki", "again"),
    [
        ("[a]{ 2 }", "{{c2::a}}", "[a]{2}"),
        ("[a]{2|h}", "{{c2::a::h}}", "[a]{2 | h}"),
        ("[a]{1, 2}", "{{c1,2::a}}", "[a]{1,2}"),
        ("[a]{}", "{{c1::a}}{}", "[a]{1}{}"),
        ("[a]{0}", "{{c1::a}}{0}", "[a]{1}{0}"),
        ("[a]{x}", "{{c1::a}}{x}", "[a]{1}{x}"),
        ("(0, 1] [a]", "(0, 1] {{c1::a}}", r"(0, 1\] [a]"),
        ("![open [a]", "![open [a]", r"!\[open \[a\]"),
        ("{{c2::a}} [b]", "{{c2::a}} [b]", r"[a]{2} \[b\]"),
    ],
)
def test_by_hand(hand: str, anki: str, again: str) -> None:
    assert read_cloze(hand) == anki
    assert write_cloze(anki) == again
    assert read_cloze(again) == anki


@pytest.mark.parametrize(
    ("hand", "shown"),
    [
        ("[std::vector] x", "std:\\:vector x"),
        ("[a:::b] x", "a:\\:\\:b x"),
        (r"[\mathbb{C}]", r"\mathbb{C} "),
        (r"[\frac{a}{b^{2}}] x", r"\frac{a}{b^{2} }  x"),
        ("[a:]{| h} x", "a:  x"),
        ("[{{c1::a] x", "{{c1:\\:a x"),
    ],
)
def test_what_anki_cannot_say_is_kept_from_ending_a_deletion(hand: str, shown: str) -> None:
    front = read_cloze(hand)
    assert plain(front) == shown
    assert read_cloze(write_cloze(front)) == front
    assert question(front, 1).startswith("[")


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a [b", 2, "not closed"),
        ("[a [b]", 0, "not closed"),
        ("[" * 12, 10, "10 deep"),
        ("{{c1::" * 10 + "[a]", 0, "Anki"),
    ],
)
def test_brackets_that_cannot_be_read(text: str, at: int, message: str) -> None:
    with pytest.raises(BracketError, match=message) as caught:
        read_cloze(text)
    assert caught.value.at == at
    assert caught.value.hint
