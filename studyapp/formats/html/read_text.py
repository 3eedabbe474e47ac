"""Markdown as a tree, read by the parser that also draws it (markdown-it-py)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from studyapp.formats.html.lines import is_empty, normal
from studyapp.formats.html.links import alt, followed, picture
from studyapp.formats.html.marks import Depth, formula
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
from studyapp.formats.html.write_text import write_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_STYLES = {"strong": Style.STRONG, "em": Style.EM, "s": Style.STRIKE}
_WHOLE = re.compile(
    r"!\[([^\[\]\n]*+)\]\((?:<([^<>\n]++)>|([^()<>\s]++))\)|\\[(\[]|\[(?:latex\]|\$\$?\]|sound:)"
)
_CLOSES = ("bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close")
_FLAT = "flat"
"""A list or quotation that is nested too deep: its blocks go to what is around it."""
_SPACES = str.maketrans("\t\r\f", "   ")
_NESTED = 60
"""Levels the parser follows before it drops text: far more than are kept."""


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTED})
    parser.enable("strikethrough").disable("text_join")
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("text", "formula_first", _formula)
    for rule, change in (
        ("normalizeLink", lambda url: url),
        ("normalizeLinkText", lambda url: url),
        ("validateLink", lambda url: True),
    ):
        setattr(parser, rule, change)
    return parser


def _formula(state: "StateInline", silent: bool) -> bool:
    """Take a formula or sound whole, before its characters count as markup."""
    if state.src[state.pos] not in "\\[":
        return False
    whole = formula(state.src, state.pos, set())
    if not whole or state.pos + len(whole) > state.posMax:
        return False
    if not silent:
        state.push("formula", "", 0).content = whole
    state.pos += len(whole)
    return True


def read_text(text: str) -> list[Block]:
    """Return Markdown as blocks in normal form; as plain text where it nests out of hand."""
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        return read_plain(text)
    if max((token.level for token in tokens), default=0) > _NESTED - 5:
        return read_plain(text)
    return _Walker().walk(tokens)


def read_plain(text: str) -> list[Block]:
    """Return text that is too long to be parsed as paragraphs, with pictures and formulas."""
    depth = Depth()
    blocks: list[Block] = []
    lines: list[Line] = []
    for row in [*re.split(r"\r\n?|\n", text.replace("\0", "\ufffd")), ""]:
        line = _plain_line(row.translate(_SPACES), depth) if row else []
        if not is_empty(line):
            lines.append(normal(line, says))
        elif lines:
            blocks.append(Para(lines))
            lines = []
    return blocks


def _plain_line(row: str, depth: Depth, style: int = 0, link: str = "") -> Line:
    """Return a line of text with its formulas, sounds and, outside code, pictures."""
    line: Line = []
    missing: set[str] = set()
    start = at = 0
    while found := _WHOLE.search(row, at):
        run = None
        at = found.end() if found[0][0] == "!" else found.start() + 1
        if found[0][0] != "!":
            whole = formula(row, found.start(), missing)
            if whole:
                at = found.start() + len(whole)
                run = Run(" ".join(whole.split()), atom=True)
        elif not style and "{{" not in found[0] and "}}" not in found[0]:
            run = picture(found[2] or found[3], found[1])
        if run is not None:
            line += depth.split(row[start : found.start()], style, link)
            line.append(run)
            depth.pass_over(run.text if run.atom else "")
            start = at
    return line + depth.split(row[start:], style, link)


def says(line: Line) -> bool:
    """Whether a line, written as Markdown, is read as the same line."""
    depth = Depth()
    walker = _Walker()
    tokens = _parser().parseInline(write_line(line, depth))
    walker.inline(tokens[0].children or [])
    back = [run for run in walker.lines[0] if run.text or run.image] if walker.lines else []
    merged: Line = []
    for run in back:
        same = merged and merged[-1][1:] == run[1:] and not (run.atom or run.image)
        if same:
            merged[-1] = run._replace(text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged == line and len(walker.lines) == 1


class _Walker:
    """Turns the flat list of tokens into blocks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._depth = Depth()
        self._stack: list[tuple[str, list[Block]]] = [("", [])]

    def walk(self, tokens: "Sequence[Token]") -> list[Block]:
        level = 0
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                level = int(token.tag[1])
            elif kind == "inline":
                self.inline(token.children or [])
                self._text(level)
                level = 0
            elif kind in ("fence", "code_block"):
                info = f"{token.info}\n" if "{{" in token.info or "}}" in token.info else ""
                self._code(info + token.content)
            elif kind == "hr":
                self._blocks.append(Rule())
            elif kind.endswith("_open"):
                self._open(kind, token)
            elif kind.endswith("_close"):
                self._close(kind)
        return self._blocks

    @property
    def _blocks(self) -> list[Block]:
        return self._stack[-1][1]

    def _open(self, kind: str, token: "Token") -> None:
        need = {"bullet_list_open": 2, "ordered_list_open": 2, "blockquote_open": 1}.get(kind, 0)
        if kind == "list_item_open":
            flat = self._stack[-1][0] == _FLAT
        elif need:
            flat = sum(name != _FLAT for name, _ in self._stack[1:]) + need > MAX_DEPTH
        else:
            return
        if flat:
            self._stack.append((_FLAT, self._blocks))
        elif kind == "ordered_list_open":
            start = token.attrGet("start")
            self._stack.append((str(1 if start is None else start), []))
        else:
            self._stack.append(("", []))

    def _close(self, kind: str) -> None:
        if kind not in _CLOSES:
            return
        opened, blocks = self._stack.pop()
        if opened == _FLAT or not blocks:
            return
        if kind in ("list_item_close", "blockquote_close"):
            self._blocks.append(Quote(blocks))
        else:
            items = [block.blocks for block in blocks if isinstance(block, Quote)]
            self._blocks.append(Listing(int(opened) if opened else None, items))

    def _code(self, content: str) -> None:
        code = tidy_code(content)
        if code:
            self._depth.pass_over(code)
            self._blocks.append(Code(code))

    def _text(self, level: int) -> None:
        if level:
            joined: Line = []
            for line in self.lines:
                joined += [*line, Run(" ")]
            lines = [joined]
        else:
            lines = self.lines
        lines = [normal(line, says) for line in lines if not is_empty(line)]
        self.lines = []
        if lines:
            self._blocks.append(Heading(level, lines[0]) if level else Para(lines))

    def inline(self, tokens: "Sequence[Token]") -> None:
        """Read the parts of a paragraph into ``lines``."""
        line: Line = []
        self.lines.append(line)
        style = 0
        link = shown = ""
        for token in tokens:
            kind = token.type
            name, _, end = kind.rpartition("_")
            if kind == "text":
                line += self._depth.split(token.content.translate(_SPACES), style, link)
            elif kind in ("softbreak", "hardbreak"):
                line = []
                self.lines.append(line)
            elif kind == "code_inline":
                code = token.content.translate(_SPACES)
                line += _plain_line(code, self._depth, style | Style.CODE, link)
            elif kind == "formula":
                self._depth.pass_over(token.content)
                line.append(Run(" ".join(token.content.split()), atom=True))
            elif kind == "link_open":
                href, title = str(token.attrGet("href") or ""), str(token.attrGet("title") or "")
                marked = "{{" in href + title or "}}" in href + title
                link = "" if marked else followed(href)
                shown = " ".join(f" ({href} {title})".split()) if marked else ""
            elif kind == "link_close":
                link = ""
                if shown:
                    line += self._depth.split(f" {shown}", style, "")
            elif kind == "image":
                line += self._image(token, style)
            elif name in _STYLES:
                bit = _STYLES[name]
                style = style | bit if end == "open" else style & ~bit
            else:
                line.append(Run(token.content.translate(_SPACES), style, link))

    def _image(self, token: "Token", style: int) -> list[Run]:
        source, title = str(token.attrGet("src") or ""), str(token.attrGet("title") or "")
        whole = f"{token.content} {source} {title}"
        if "{{" in whole or "}}" in whole:
            return self._depth.split(" ".join(whole.split()), style, "")
        run = picture(source, token.content)
        return [run] if run else [Run(alt(token.content), style)]


def tidy_code(text: str) -> str:
    """Return a block of code without blank lines around it and without tabs; empty if blank."""
    text = re.sub(r"\r\n?", "\n", text).expandtabs(4).strip("\n")
    return text if text.strip() else ""
