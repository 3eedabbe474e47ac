"""Card text as Markdown, drawn as plain styled text: nothing in it acts.

Links show their address as text, images their description, HTML itself. markdown-it-py gives the
tokens (textual depends on it already); it is imported with the first card, not at start-up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from textual.cache import LRUCache
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from studyapp.tui.safe import clean, join, safe, stack

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

INLINE = {"strong": "bold", "em": "italic", "s": "strike"}
BULLETS = "•◦▪"
_FORMULA = re.compile(
    r"\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\]|\[(latex|\$\$?)\].{1,1000}?\[/\1\]|\[sound:[^\]\n]{1,300}\]",
    re.DOTALL,
)
"""MathJax, Anki's LaTeX and its sounds. Bounded, so that openers without an end cost little."""
PARSED = 10_000
"""Longer fields are shown as plain text: parsing a hostile one takes quadratic time."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or its like: the text and what stands left of it."""

    text: Content
    first: Content
    """Left of the first line: a bullet, a number, a quotation bar."""
    rest: Content
    """Left of the lines that follow, as wide as ``first``."""
    tight: bool = False
    """Whether it follows the block before it without a blank line."""
    wrap: bool = True


class Document(Visual):
    """Blocks laid out for a width, with hanging indents for lists and quotations."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = tuple(blocks)
        self._laid: LRUCache[int, Content] = LRUCache(4)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs and their like, to be shown in another way."""
        return self._blocks

    def at(self, width: int) -> Content:
        """Return the text with its line ends for ``width`` cells."""
        known = self._laid.get(width)
        if known is None:
            known = self._laid[width] = stack(*self._lines(max(width, 8)))
        return known

    def _lines(self, width: int) -> Iterator[Content]:
        for number, block in enumerate(self._blocks):
            if number and not block.tight:
                yield Content("")
            room = max(width - block.first.cell_length, 8)
            if block.wrap:
                lines = block.text.wrap(room)
            else:
                lines = [part for line in block.text.split("\n") for part in line.fold(room)]
            for at, text in enumerate(lines or [Content("")]):
                yield (block.rest if at else block.first) + text.rstrip()

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the lines for ``width``."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that needs no wrapping."""
        return max((b.first.cell_length + b.text.cell_length for b in self._blocks), default=1)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines at ``width``."""
        return len(self.at(width).split("\n", allow_blank=True)) if self._blocks else 0


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).enable("strikethrough")
    parser.inline.ruler.before("escape", "formula", _formula)
    return parser


def _formula(state: "StateInline", silent: bool) -> bool:
    """Take a formula or a sound whole, as its source: its underscores and stars are no markup."""
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True


@lru_cache(maxsize=64)
def document(text: str, blanks: tuple[str, ...] = ()) -> Document:
    """Return card text as a document.

    ``blanks`` are the places of a cloze question to mark, such as ``[…]``.
    """
    if len(text) > PARSED:
        return Document([Block(safe(text), Content(""), Content(""))])
    walker = _Walker(blanks)
    walker.walk(_parser().parse(text))
    return Document(walker.blocks)


class _Walker:
    """Turns the flat token list into blocks, keeping the indents of what is open."""

    def __init__(self, blanks: tuple[str, ...]) -> None:
        self.blocks: list[Block] = []
        self._blanks = blanks
        self._indents: list[Content] = []
        self._marker: Content | None = None
        self._lists: list[int | None] = []
        self._tight = False

    def walk(self, tokens: "Sequence[Token]") -> None:
        style = ""
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                style = "bold $primary" if token.tag in ("h1", "h2") else "bold"
            elif kind == "heading_close":
                style = ""
            elif kind == "inline":
                self._add(self._inline(token.children or [], style))
            elif kind in ("fence", "code_block"):
                code = join((token.content.rstrip("\n"), "$easy"))
                self._add(code, gutter=join(("│ ", "$faint")), wrap=False)
            elif kind == "hr":
                self._add(join(("─" * 12, "$faint")))
            elif kind == "html_block":
                self._add(join(token.content.rstrip("\n")))
            else:
                self._nest(token)

    def _nest(self, token: "Token") -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrGet("start") or 1) if kind == "ordered_list_open" else None
            self._lists.append(start)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._tight = False
        elif kind == "list_item_open":
            number = self._lists[-1]
            if number is None:
                mark = BULLETS[(len(self._lists) - 1) % len(BULLETS)] + " "
            else:
                mark = f"{number}. "
                self._lists[-1] = number + 1
            self._marker = join((mark, "$primary"))
            self._indents.append(Content(" " * self._marker.cell_length))
        elif kind == "list_item_close":
            self._indents.pop()
            self._marker = None
            self._tight = True
        elif kind == "blockquote_open":
            self._indents.append(join(("▎ ", "$primary")))
        elif kind == "blockquote_close":
            self._indents.pop()
            self._tight = False
        elif kind == "paragraph_open" and token.hidden and self._lists:
            self._tight = self._tight or (self._marker is not None and len(self._lists) > 1)

    def _add(self, text: Content, gutter: Content | None = None, *, wrap: bool = True) -> None:
        rest = Content("").join([*self._indents, gutter or Content("")])
        first = rest
        if self._marker is not None:
            first = Content("").join([*self._indents[:-1], self._marker, gutter or Content("")])
            self._marker = None
        self.blocks.append(Block(text, first, rest, self._tight, wrap))
        self._tight = False

    def _inline(self, tokens: "Sequence[Token]", style: str) -> Content:
        parts: list[Content] = []
        open_styles = [style] if style else []
        address = ""
        for token in tokens:
            name, _, end = token.type.rpartition("_")
            if token.type == "text":
                parts.append(self._words(token.content, " ".join(open_styles)))
            elif token.type in ("softbreak", "hardbreak"):
                parts.append(Content("\n"))
            elif token.type == "code_inline":
                parts.append(join((token.content, "$easy on $panel")))
            elif token.type == "link_open":
                address = str(token.attrGet("href") or "")
                open_styles.append("underline")
            elif token.type == "link_close":
                open_styles.remove("underline")
                if not parts or parts[-1].plain != clean(address):
                    parts.append(join((f" ({address})", "$muted")))
            elif name in INLINE and end == "open":
                open_styles.append(INLINE[name])
            elif name in INLINE and end == "close":
                open_styles.remove(INLINE[name])
            elif token.type == "image":
                told = token.content or unquote(str(token.attrGet("src") or "no description"))
                parts.append(join((f"[image: {told}]", "$muted")))
            else:
                parts.append(join(token.content))
        return Content("").join(parts)

    def _words(self, text: str, style: str) -> Content:
        shown = Content.styled(clean(text), style)
        for blank in self._blanks:
            at = shown.plain.find(blank)
            while at >= 0:
                shown = shown.stylize("bold $accent", at, at + len(blank))
                at = shown.plain.find(blank, at + len(blank))
        return shown
