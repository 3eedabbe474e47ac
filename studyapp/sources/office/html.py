"""HTML to Markdown: headings, paragraphs, lists, quotations and tables of a saved page."""

import re
from html.parser import HTMLParser

from studyapp.errors import SourceError
from studyapp.sources.wordsets import word_set

_SKIPPED = word_set(
    """
    script style noscript template nav footer aside form button select svg math iframe
    object head figure menu dialog canvas audio video
    """
)
_VOID = word_set(
    """
    br hr img input meta link wbr col area base source track embed param
    """
)
_BLOCKS = word_set(
    """
    p div section article main header body html dl dt dd table thead tbody tfoot tr ul ol li
    blockquote pre h1 h2 h3 h4 h5 h6 address center details summary hgroup figcaption
    fieldset td th caption
    """
)
_ROLES = re.compile(
    r"\b(?:nav(?:bar|igation|box)?|menu|sidebar|footer|cookie|banner|advert\w*|share|social"
    r"|breadcrumbs?|toc|comments?"
    r"|related|mw-editsection|noprint|reference|reflist|references|newsletter|popup|modal"
    r"|skip-link|hatnote|infobox)\b",
    re.IGNORECASE,
)
_CELL = frozenset({"td", "th", "tr"})
_CLOSED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCKS - {"html", "body"},
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr"}),
    "td": _CELL,
    "th": _CELL,
}
_DEEPEST = 2_000


class _Reader(HTMLParser):
    """Gathers lines; text inside skipped elements is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title = ""
        self._text: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._skipping = 0
        self._prefix = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag == "title" and not self.title:
            self._in_title = True
            return
        if tag in _VOID:
            if tag in ("br", "hr") and not self._skipping:
                self._flush()
            return
        closes = next(
            (
                k
                for k, v in _CLOSED_BY.items()
                if self._open and self._open[-1][0] == k and tag in v
            ),
            "",
        )
        if closes:
            self.handle_endtag(closes)
        if len(self._open) >= _DEEPEST:
            return
        skip = tag in _SKIPPED or _unwanted(tag, dict(attrs))
        self._open.append((tag, skip))
        self._skipping += skip
        if not self._skipping and tag in _BLOCKS:
            self._flush()
            self._prefix = self._sign(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and those left open in it."""
        if tag == "title":
            self._in_title = False
            return
        at = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == tag), -1)
        if at < 0:
            return
        if not self._skipping and tag in _BLOCKS:
            self._flush()
        for _, skip in self._open[at:]:
            self._skipping -= skip
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Take text that is not skipped."""
        if self._in_title:
            self.title += data
        elif not self._skipping:
            self._text.append(data)

    def _sign(self, tag: str) -> str:
        """Return the Markdown sign of a block, by the elements it stands in."""
        if re.fullmatch(r"h[1-6]", tag):
            return "#" * int(tag[1]) + " "
        if tag == "li":
            return "- "
        if any(name == "blockquote" for name, _ in self._open):
            return "> "
        if tag in ("td", "th"):
            return "| "
        return self._prefix if tag in ("p", "div") and self._prefix == "- " else ""

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        prefix, self._prefix = self._prefix, ""
        end = " |" if prefix == "| " else ""
        self.lines += [_guarded(prefix, text) + end, ""]

    def close(self) -> None:
        """Flush what is left."""
        super().close()
        self._flush()


def html_to_text(text: str, name: str) -> str:
    """Return the readable part of a page as Markdown; raises ``SourceError`` if there is none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    title = " ".join(reader.title.split())
    lines = reader.lines
    if title and not any(line.startswith("# ") for line in lines):
        lines = [f"# {title}", "", *lines]
    if not any(line and not line.startswith("#") for line in lines):
        raise SourceError(
            f"{name}: no text was found in this page",
            "Save the page after it has finished loading, or copy its text into a .txt file.",
        )
    return "\n".join(lines)


def _unwanted(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag in ("body", "html", "main", "article", "p", "h1", "h2", "h3", "li", "blockquote"):
        return "hidden" in attributes
    names = " ".join(str(attributes.get(key) or "") for key in ("class", "id", "role"))
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_ROLES.search(names))
    )


def _guarded(prefix: str, text: str) -> str:
    """Keep text that looks like a Markdown sign from becoming one."""
    return prefix + (f"\\{text}" if not prefix and text[0] in "#>-+*`|" else text)
