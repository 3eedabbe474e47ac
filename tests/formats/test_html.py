"""Anki's field HTML to Markdown and back: what a user sees of a field."""

import pytest

from studyapp.domain.cloze import cloze_numbers
from studyapp.formats.html import to_html, to_markdown
from studyapp.formats.html.tree import PARSED

BOTH = [
    ("a<br>b", "a\nb"),
    ("a<br><br>b", "a\n\nb"),
    ("<b>Paris</b> is <i>the</i> capital", "**Paris** is *the* capital"),
    ("a <b>b <i>c</i></b> <s>d</s>", "a **b *c*** ~~d~~"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d", "- a\n  - b\n- c\n\nd"),
    ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
    ("<blockquote>a<br>b</blockquote>", "> a\n> b"),
    ("<h2>Title #</h2>text<hr>more", "## Title \\#\n\ntext\n\n___\n\nmore"),
    ("<pre><code>x\n  y &lt; z</code></pre>", "```\nx\n  y < z\n```"),
    ("<code>c`d</code>", "``c`d``"),
    ('<a href="http://x.y/(a)?b=1&amp;c=2">here</a>', "[here](<http://x.y/(a)?b=1&amp;c=2>)"),
    ('<img src="a b.png" alt="x">', "![x](<a b.png>)"),
    ('<i>a!</i><a href="x">b</a>', "*a!*[b](x)"),
    ('<b>a</b> <img src="p.png">', "**a** ![](p.png)"),
    ('<a href="u">[\\]</a>', "[&#91;\\\\&#93;](u)"),
    ("1. a<br># b<br>- c<br>===", "1\\. a\n\\# b\n\\- c\n\\==="),
    ("a*b snake_case 2 * 3 [a](b) \\*", "a\\*b snake_case 2 * 3 [a\\](b) \\\\\\*"),
    ("&lt;http://x&gt; &amp;amp; `", "\\<http://x> \\&amp; \\`"),
    ("\\(a_1 &lt; b*\\) [sound:a_b_c.mp3]", "\\(a_1 < b*\\) [sound:a_b_c.mp3]"),
    ("[latex]x_1_[/latex] [$]y*z*[/$] \\[w\\]", "[latex]x_1_[/latex] [$]y*z*[/$] \\[w\\]"),
    ("the {{c1::<b>x</b> y::<i>h</i>}}", "the {{c1::**x** y::*h*}}"),
    ("{{c2::a {{c1::b}}}} c", "{{c2::a {{c1::b}}}} c"),
]


@pytest.mark.parametrize(("html", "markdown"), BOTH)
def test_says_the_same_in_both_languages(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a<div>b</div>c", "a\nb\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p><p>b", "a\n\nb"),
        ("<strong>a </strong><em>b</em>", "**a** *b*"),
        ("cat<b>(s)</b>", "cat(**s)**"),
        ("<u>a</u> <font color=red>b</font> <made-up>c</made-up>", "a b c"),
        ("H<sub>2</sub>O 10<sup>-3</sup> x<sup>q</sup>", "H₂O 10⁻³ xq"),
        ("<b>the {{c1::x}} y</b>", "**the** {{c1::**x**}} **y**"),
        ("<code>a {{c1::b}}</code>", "`a` {{c1::`b`}}"),
        ("<img src='a%20b.png'>", "![](<a b.png>)"),
        ("a<!-->b<!--->c<!---->d<!-- e -->f", "abcdf"),
        ("<a href='javascript:x'>a</a>", "a"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("a\n   b&nbsp;c &#233;", "a b c é"),
        ("<!-- x -->a<script>b</script><style>c</style>", "a"),
        ("<anki-mathjax block='true'>x^2</anki-mathjax>", "\\[x^2\\]"),
        ("\\(a<br>b\\)", "\\(a b\\)"),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)"),
        ("<li>a</li>b", "a\n\nb"),
        ("<ul>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("a < b <c", "a < b <c"),
        ("{{c1<span>::a}}", "{\\{c1::a}}"),
        ("<!-- {{c1::a}} -->", "<!-- {{c1::a}} -->"),
    ],
)
def test_makes_clean_markdown_of_what_anki_fields_hold(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
    assert cloze_numbers(to_markdown(html)) == cloze_numbers(html)


def test_gives_plain_text_back_as_it_is() -> None:
    for text in ("What is the capital of France?", "a > b {{c1::Paris::city}} 1.5", ""):
        assert to_markdown(text) is text


def test_passes_no_html_on_from_markdown() -> None:
    assert to_html("<script>alert(1)</script> **b**") == (
        "&lt;script&gt;alert(1)&lt;/script&gt; <b>b</b>"
    )
    assert to_html("<b>") == "&lt;b&gt;"
    assert "javascript" not in to_html("[a](javascript:alert)")
    assert to_html("\\(<img src=x>\\)") == "\\(&lt;img src=x&gt;\\)"


def test_writes_as_plain_text_what_is_too_long_to_be_drawn_as_markdown() -> None:
    long = "**a** ![](p.png)\n" * PARSED
    assert to_html(long).startswith('**a** <img src="p.png"><br>**a**')
    html = "<b>a</b>*<br>" * PARSED
    assert to_markdown(html).startswith("a*\na*")


@pytest.mark.parametrize(
    "unit",
    ["<", "<!--", "<b>", '<a "', "\\(", "[latex]", "<ul>", "<script>", "<pre>", "{{c1::", "&#9"],
)
def test_reads_a_hostile_field(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    for text in (hostile, hostile + "{<b></b>{c1::\\)</pre></script>-->"):
        assert cloze_numbers(to_markdown(text)) == cloze_numbers(text)
        assert cloze_numbers(to_html(text)) == cloze_numbers(text)


def test_reads_nesting_without_end() -> None:
    assert to_markdown("<blockquote>" * 5_000 + "x").endswith("> x")
    assert "x" in to_html("> " * 4_000 + "x")
