"""Whatever a field holds: the way to Markdown and back loses nothing and comes to rest."""

import re
from html import unescape
from unicodedata import normalize

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studyapp.domain.cloze import cloze_numbers
from studyapp.formats.html import _PLAIN, _ordinary, read_text, to_html, to_markdown, write_html
from studyapp.formats.html.marks import begun
from studyapp.formats.html.strip import strip_tags
from tests.few import examples

SHARED = [
    "a",
    "b",
    "é",
    "日",
    "́",
    "1.",
    "2)",
    "#",
    "-",
    "+",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](u)",
    "![",
    "!",
    "<",
    ">",
    "&",
    "&amp;",
    "&lt;",
    "&#42;",
    "&#123;",
    "\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "[sound:x]",
    "[latex]",
    "[/latex]",
    "[$]",
    "[/$]",
    "{{c1::",
    "{{c2::",
    "{",
    "}",
    "}}",
    ":",
    "::",
    "|",
    "---",
    "===",
    "___",
    "***",
    '"',
    "'",
    "=",
    "c1",
    ";",
    ".",
    "<http://x.y>",
    "%20",
    "<b>",
    "</b>",
]
TAGS = [
    "<br>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<i>",
    "</i>",
    "<s>",
    "</s>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<ol>",
    "</ol>",
    "<blockquote>",
    "</blockquote>",
    "<hr>",
    "<h1>",
    "</h1>",
    "<a|href=x>",
    "</a>",
    "<td>",
    "<tr>",
    "<sub>",
    "</sub>",
    "<img|src='a%20b.png'>",
    "<img|src=x|alt=y>",
    "<span>",
    "</span>",
    "<!--",
    "-->",
    "&nbsp;",
]
SPACES = [" ", "\n", "\n\n", "    ", "\t", "\xa0", "- ", "> ", "1. ", "```\n"]

markdowns = st.lists(st.sampled_from(SHARED + SPACES), max_size=25).map("".join)
htmls = st.lists(
    st.sampled_from([*SHARED, " ", "\n", *(tag.replace("|", " ") for tag in TAGS)]), max_size=25
).map("".join)

HIDDEN = re.compile(r"<[a-z!/][^<>]*(?:\{\{|\}\})|<!--(?s:.*)(?:\{\{|\}\})")
"""A cloze mark in a tag or comment, which comes to light on purpose."""


def seen(html: str) -> str:
    """Return what a reader sees: no tags, no spaces, no bars between cells, plain digits."""
    return re.sub(r"[\s|]+", "", normalize("NFKC", unescape(strip_tags(html)))).replace("−", "-")


@settings(max_examples=examples(60), deadline=None)
@given(markdowns)
def test_markdown_there_and_back_comes_to_rest(markdown: str) -> None:
    html = to_html(markdown)
    back = to_markdown(html)
    assert to_html(back) == html
    assert to_markdown(to_html(back)) == back
    assert cloze_numbers(html) == cloze_numbers(markdown)


@settings(max_examples=examples(60), deadline=None)
@given(htmls)
def test_a_field_shows_the_same_text_in_markdown(html: str) -> None:
    assume(not HIDDEN.search(html))
    markdown = to_markdown(html)
    back = to_html(markdown)
    assert seen(back) == seen(html)
    assert to_markdown(back) == markdown
    assert cloze_numbers(html) == cloze_numbers(markdown) == cloze_numbers(back)


@settings(max_examples=examples(50), deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert to_html(to_markdown(to_html(text))) == to_html(text)
    assert isinstance(to_markdown(text), str)


@settings(max_examples=examples(50), deadline=None)
@given(st.text(alphabet="ab .,:;-+>#=1)<&}{é!?'\"", max_size=12))
def test_the_quick_way_gives_what_the_long_way_gives(text: str) -> None:
    assert unescape(to_html(text)) == unescape(write_html.html(read_text.read_text(text)))


@given(st.text(st.sampled_from("ab1 .)[]{}<>&*_~`\\#\n\t\x7f\x0bé-+=(c:"), max_size=12))
def test_the_quick_look_is_right_where_it_says_plain(html: str) -> None:
    if html and _ordinary(html):
        assert _PLAIN.match(html)
        assert not begun(html)
        assert to_markdown(html) is html
