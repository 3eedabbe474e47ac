"""The HTML of an Anki field as a tree: one pass, linear, and any text is good enough.

Tags that say nothing about the text are dropped and their text stays; ``script`` and ``style``
go with theirs. A tag, comment or script with a cloze mark in it is shown as text, because Anki
makes a card of the mark wherever it stands.
"""

import re
from html import unescape

from studyapp.formats.html.characters import LOWERED, RAISED
from studyapp.formats.html.lines import is_empty, normal
from studyapp.formats.html.links import followed, media_name, picture
from studyapp.formats.html.marks import CLOSERS, OPENER, Depth, marks_in
from studyapp.formats.html.read_text import says, tidy_code
from studyapp.formats.html.strip import strip_tags
from studyapp.formats.html.tree import (
    MAX_DEPTH,
    Block,
    Code,
    Heading,
    Line,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    Style,
)

_TOKEN = re.compile(
    r"<(?:(/?)([a-zA-Z][a-zA-Z0-9-]*+)"
    r"([^<>\"']*+(?:(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"']*+)*|[^<>]*+)>|!--)|" + OPENER
)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z-]++)\s{0,9}=\s{0,9}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))|[a-zA-Z-]++"
)
_BREAK = re.compile(r"<(?:br|/?div|/?p)\b[^<>]*+>", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\r\n\f]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_STYLES = {
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "i": Style.EM,
    "em": Style.EM,
    "cite": Style.EM,
    "dfn": Style.EM,
    "var": Style.EM,
    "s": Style.STRIKE,
    "strike": Style.STRIKE,
    "del": Style.STRIKE,
    "code": Style.CODE,
    "kbd": Style.CODE,
    "tt": Style.CODE,
    "samp": Style.CODE,
}
_DROPPED = ("script", "style", "title")
_PARAGRAPHS = ("p", "table", "dl", "figure", "section", "article")
_LINES = (
    *("div", "tr", "dt", "dd", "caption", "header", "footer", "center", "details", "summary"),
    *("fieldset", "form", "legend", "figcaption", "address", "nav", "main", "aside", "option"),
)
_MARKS = ("{{", "}}")


class HtmlReader:
    """Reads one field. ``tags`` says whether tags are tags; without they are text."""

    def __init__(self, html: str, *, tags: bool = True) -> None:
        self._html = html.replace("\0", "\ufffd")
        self._tags = tags
        self._missing: set[str] = set()
        self._closers: dict[str, int] = {}
        self._bad: set[int] = set()
        self._ends: dict[str, re.Match[str]] = {}
        self._brackets = "<rp" in html
        self._counts = dict.fromkeys((1, 2, 4, 8), 0)
        self._style = 0
        self._link = ""
        self._line: Line = []
        self._lines: list[Line] = []
        self._level = 0
        self._cells = 0
        self._shift: dict[int, str] | None = None
        self._depth = Depth()
        self._stack: list[tuple[str, int | None, list[Block]]] = [("", None, [])]
        self._flat: dict[str, int] = {}

    def read(self) -> list[Block]:
        """Return the field as blocks in normal form."""
        html, search = self._html, _TOKEN.search
        start = at = 0
        while token := search(html, at):
            begin, at = token.span()
            name = token[2]
            if name is None:
                end, run = self._special(token[0], at)
                if end < 0:
                    at = begin + 1
                    continue
            elif not self._tags or any(mark in token[0] for mark in _MARKS):
                continue
            if begin > start:
                self._text(html[start:begin])
            if name is not None:
                at = self._tag(name.lower(), token[1] == "/", token[3], at)
            else:
                at = end
                if run is not None:
                    self._keep(run)
            start = at
        if start < len(html):
            self._text(html[start:])
        while len(self._stack) > 1:
            self._pop()
        self._flush()
        return self._stack[0][2]

    def _text(self, raw: str) -> None:
        for run in self._depth.split(raw, self._style, self._link):
            self._line.append(run if run.atom else run._replace(text=self._shown(run.text)))

    def _shown(self, raw: str) -> str:
        text = decoded(raw)
        if not text.isprintable() and _BREAKS.search(text):
            text = _SPACE.sub(" ", text)
        if self._shift is not None and all(ord(char) in self._shift for char in text):
            text = text.translate(self._shift)
        return text

    def _end(self, closer: str, at: int) -> int:
        """Return where the next closer stands, -1 for nowhere."""
        end = self._closers.get(closer, 0)
        if 0 <= end < at:
            end = self._closers[closer] = self._html.find(closer, at)
        return end

    def _special(self, opener: str, at: int) -> tuple[int, Run | None]:
        """Return where a comment or formula ends, and the formula; -1 if it is only text.

        ``<!-->`` is an empty comment (HTML, 13.2.5.43: abrupt closing).
        """
        if opener == "<!--":
            end = self._end("-->", at - 2) if self._tags else -1
            if end < 0 or end in self._bad or self._marked(at, end):
                return -1, None
            return end + 3, None
        closer = CLOSERS[opener]
        end = self._end(closer, at)
        if end <= at or end in self._bad:
            return -1, None
        run = self._formula(opener, self._html[at:end], closer)
        if run is None:
            self._bad.add(end)
            return -1, None
        return end + len(closer), run

    def _marked(self, at: int, end: int) -> bool:
        """Whether a cloze mark stands there; then nothing that ends there is dropped."""
        found = any(self._html.find(mark, at, end) >= 0 for mark in _MARKS)
        if found:
            self._bad.add(end)
        return found

    def _formula(self, opener: str, raw: str, closer: str) -> Run | None:
        body = raw
        if self._tags and "<" in body:
            body = strip_tags(_BREAK.sub(" ", body))
        body = " ".join(f"{opener}{decoded(body)}{closer}".split())
        if "{{" in body and marks_in(body) != marks_in(raw):
            return None
        if body.find(closer, len(opener)) != len(body) - len(closer):
            return None
        return Run(body, atom=True) if len(body) > len(opener + closer) else None

    def _keep(self, run: Run) -> None:
        self._depth.pass_over(run.text)
        self._line.append(run)

    def _tag(self, name: str, closes: bool, rest: str, at: int) -> int:
        style = _STYLES.get(name)
        if style is not None:
            count = max(self._counts[style] + (-1 if closes else 1), 0)
            self._counts[style] = count
            self._style = self._style | style if count else self._style & ~style
        elif name == "br":
            self._newline()
        elif name in _LINES:
            self._end_line()
            self._cells = 0
        elif name in _PARAGRAPHS:
            self._flush()
        elif name == "img":
            self._image(rest)
        elif name == "a":
            self._link = "" if closes else followed(decoded(_attributes(rest).get("href", "")))
        elif name in ("ul", "ol", "li", "blockquote"):
            self._nest(name, closes, rest)
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._flush()
            self._level = 0 if closes else int(name[1])
        elif name == "hr":
            self._flush()
            self._add(Rule())
        elif name in ("sub", "sup"):
            table = LOWERED if name == "sub" else RAISED
            self._shift = None if closes else table
        elif name in ("td", "th"):
            self._cell(closes)
        elif not closes:
            return self._whole(name, rest, at)
        return at

    def _whole(self, name: str, rest: str, at: int) -> int:
        """Take what is read with its end tag: code, formulas, scripts, readings."""
        if name == "rt" and not self._brackets:
            end = self._find_end("rt", at)
            if end:
                self._text(f"({strip_tags(self._html[at : end.start()])})")
                return end.end()
        elif name in _DROPPED or name in ("pre", "anki-mathjax"):
            end = self._find_end(name, at)
            if end is None:
                return at
            if end.start() in self._bad:
                return at
            if name in _DROPPED:
                return at if self._marked(at, end.start()) else end.end()
            raw = self._html[at : end.start()]
            if name == "pre":
                if self._code(raw):
                    return end.end()
            else:
                opener = "\\[" if "block" in rest and "false" not in rest else "\\("
                run = self._formula(opener, raw, CLOSERS[opener])
                if run is not None:
                    self._keep(run)
                    return end.end()
            self._bad.add(end.start())
        return at

    def _find_end(self, name: str, at: int) -> re.Match[str] | None:
        if name in self._missing:
            return None
        known = self._ends.get(name)
        if known is not None and known.start() >= at:
            return known
        end = _ENDS[name].search(self._html, at)
        if end is None:
            self._missing.add(name)
        else:
            self._ends[name] = end
        return end

    def _code(self, raw: str) -> bool:
        text = decoded(strip_tags(_BREAK.sub("\n", raw)), keep=True)
        if marks_in(text) != marks_in(raw):
            return False
        self._flush()
        code = tidy_code(text)
        if code:
            self._depth.pass_over(code)
            self._add(Code(code))
        return True

    def _image(self, rest: str) -> None:
        found = _attributes(rest)
        source = media_name(decoded(found.get("src", "")))
        description = decoded(found.get("alt", ""))
        run = picture(source, description)
        if run is not None:
            self._line.append(run)
        elif description.strip():
            self._text(found["alt"])

    def _cell(self, closes: bool) -> None:
        if not closes:
            if self._cells and not is_empty(self._line):
                self._line.append(Run(" | "))
            self._cells += 1

    def _newline(self) -> None:
        if is_empty(self._line):
            self._flush()
        else:
            self._end_line()

    def _end_line(self) -> None:
        if not is_empty(self._line):
            self._lines.append(self._line)
        self._line = []

    def _flush(self) -> None:
        """End the paragraph or heading."""
        self._end_line()
        lines, self._lines = self._lines, []
        if not lines:
            return
        if self._level:
            joined = [run for line in lines for run in (*line, Run(" "))]
            self._add(Heading(self._level, normal(joined, says)))
        else:
            self._add(Para([normal(line, says) for line in lines]))

    def _add(self, block: Block) -> None:
        kind, _, blocks = self._stack[-1]
        blocks.append(Quote([block]) if kind in ("ul", "ol") else block)

    def _nest(self, name: str, closes: bool, rest: str) -> None:
        self._flush()
        if name == "li":
            if self._stack[-1][0] == "li":
                self._pop()
            if not closes and self._stack[-1][0] in ("ul", "ol"):
                self._stack.append(("li", None, []))
        elif not closes:
            implied = self._stack[-1][0] in ("ul", "ol")
            if self._room() < (1 if name == "blockquote" else 2) + implied:
                self._flat[name] = self._flat.get(name, 0) + 1
                return
            if implied:
                self._stack.append(("li", None, []))
            start = _attributes(rest).get("start", "1") if name == "ol" else ""
            number = int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 1
            self._stack.append((name, number if name == "ol" else None, []))
        elif self._flat.get(name):
            self._flat[name] -= 1
        elif any(kind == name for kind, _, _ in self._stack):
            while self._pop() != name:
                pass

    def _room(self) -> int:
        used = sum(1 for kind, _, _ in self._stack if kind)
        return MAX_DEPTH - used

    def _pop(self) -> str:
        """Close the innermost list, item or quotation; return which it was."""
        self._flush()
        kind, start, blocks = self._stack.pop()
        outer = self._stack[-1][2]
        if not blocks:
            return kind
        if kind in ("ul", "ol"):
            items = [block.blocks for block in blocks if isinstance(block, Quote)]
            outer.append(Listing(start, items))
        else:
            outer.append(Quote(blocks))
        return kind


_ENDS = {
    name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
    for name in (*_DROPPED, "pre", "anki-mathjax", "rt")
}


def _attributes(rest: str) -> dict[str, str]:
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(rest)
        if found[1]
    }


def decoded(text: str, *, keep: bool = False) -> str:
    """Return text with its entities as characters; ``keep`` for no-break spaces in code."""
    if "&" not in text:
        return text
    try:
        return unescape(text if keep else text.replace("&nbsp;", " "))
    except ValueError:
        return text
