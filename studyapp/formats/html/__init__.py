"""Anki's field HTML and our Markdown: what one shows, the other shows.

Both are read into one tree in a normal form (``tree``, ``lines``) and written from it, so that
the way there and back again changes nothing more. A single line break of Markdown is a line
break here (``<br>``), as ``tui.markdown`` draws it.
"""

import re

from studyapp.domain.cloze import cloze_numbers
from studyapp.formats.html.marks import begun
from studyapp.formats.html.tree import PARSED

__all__ = ["to_html", "to_markdown"]

_START = r"(?![\s>#+=-]|[0-9]{1,9}[.)])"
_BRACKETS = r"\[(?!sound:|latex\]|\$)|\](?![(:\[])"
"""Brackets that begin no link, sound or formula."""
_SAFE = r"[^&<\\`*_~\[\]\x00-\x1f\x7f-\x9f]*+"
_PLAIN = re.compile(rf"{_START}{_SAFE}(?:(?:{_BRACKETS}){_SAFE})*(?<!\s)\Z")
_TELLING = b"&<\\`*_~{\x7f" + bytes(range(32))
_TEXT = re.compile(
    rf"{_START}{_SAFE}(?:(?:&(?![#a-zA-Z])|<(?![a-zA-Z])|{_BRACKETS}){_SAFE})*(?<!\s)\Z"
)


def to_markdown(html: str) -> str:
    """Return an Anki field as Markdown. Never raises.

    Plain text is returned as the same object. What would be longer than Markdown is parsed for
    (``PARSED`` characters) comes as plain text.
    """
    if not html or _ordinary(html) or (_PLAIN.match(html) and not begun(html)):
        return html
    from studyapp.formats.html.read_html import HtmlReader
    from studyapp.formats.html.write_text import markdown, plain

    blocks = HtmlReader(html).read()
    text = markdown(blocks)
    if len(text) > PARSED:
        shown = plain(blocks)
        text = shown if len(shown) > PARSED else text
    if "{{c" in html and cloze_numbers(text) != cloze_numbers(html):
        return markdown(HtmlReader(html, tags=False).read())
    return text


def _ordinary(html: str) -> bool:
    """Whether a text is surely plain: most are, and this takes a fourth of the pattern's time."""
    if not html.isascii() or not html[0].isalpha() or html[-1] <= " ":
        return False
    if "[" in html or "]" in html:
        return False
    return len(html.encode().translate(None, _TELLING)) == len(html)


def to_html(markdown: str) -> str:
    """Return Markdown as an Anki field. Never raises; HTML in it is shown, not passed on."""
    if not markdown:
        return ""
    if _TEXT.match(markdown) and not begun(markdown):
        return markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    from studyapp.formats.html.read_text import read_plain, read_text
    from studyapp.formats.html.write_html import html

    if len(markdown) > PARSED:
        return html(read_plain(markdown))
    shown = html(read_text(markdown))
    if "{{c" in markdown and cloze_numbers(shown) != cloze_numbers(markdown):
        return html(read_plain(markdown))
    return shown
