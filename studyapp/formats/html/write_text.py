"""A tree as Markdown, with backslashes where Markdown would take a character for markup."""

import re
from collections.abc import Iterable, Iterator

from studyapp.formats.html.marks import Depth, apart
from studyapp.formats.html.nesting import nested
from studyapp.formats.html.tree import (
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

_DELIMITERS = {Style.STRONG: "**", Style.EM: "*", Style.STRIKE: "~~"}
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)"
    r"|`"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~|\Z)|(?<=~)~|\A~"
    r"|\](?=[(:])"
    r"|<(?=[a-zA-Z][a-zA-Z0-9+.-]{1,31}:|[^\s<>@]{1,64}@)"
    r"|&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)"
)
_OPENS = re.compile(r"\[(?=latex\]|\$\$?\]|sound:)")
_BRACKETS = {"[": "&#91;", "]": "&#93;"}
_ANY = re.compile(r"[\\`*_~\]<&]")
_START = re.compile(
    r"#{1,6}(?:\s|\Z)|>|[-+*](?:\s|\Z)|(?:[-\s]+|=+\s*|[_\s]+|[*\s]+)\Z|[0-9]{1,9}[.)](?:\s|\Z)"
)
_ENTITY = re.compile(r"&(?=#|[a-zA-Z])")
_BARE = re.compile(r"[^\s\x00-\x20\x7f<>()\\]+")
_DEFINITION = re.compile(r"\A(\[sound:[^\]]*+\])(?=::)")
_TICKS = re.compile(r"`+")


def markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown."""
    return "\n".join(_lines(blocks, Depth()))


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as text that is not parsed: styles and backslashes left out."""
    return "\n".join(_lines(blocks, None))


def write_line(line: Line, depth: Depth) -> str:
    """Return a line in normal form as Markdown, as it stands inside a paragraph."""
    out: list[str] = []
    text = ""
    link = ""
    for event in nested(line):
        if isinstance(event, Run):
            out.append(_run(event, text, link, depth))
            text = "" if event.atom or event.image else event.text
            if event.atom:
                text = "]" if event.text[-1] == "]" else ""
        elif isinstance(event, int):
            out.append(_DELIMITERS[abs(event)])
        else:
            if event and text.endswith("!") and out[-1].endswith("!"):
                out[-1] = out[-1][:-1] + "\\!"
            out.append("[" if event else f"]({address(link)})")
            link, text = event, ""
    return "".join(out)


def _run(run: Run, before: str, link: str, depth: Depth) -> str:
    text = run.text
    if run.image:
        depth.pass_over(text)
        return f"![{text}]({address(run.image)})"
    if run.atom:
        depth.pass_over(text)
        return text
    if run.style & Style.CODE:
        fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
        pad = " " if text[0] == "`" or text[-1] == "`" else ""
        return f"{fence}{pad}{text}{pad}{fence}"
    text = _escaped(text, link)
    if before.endswith("]") and text[:1] in ("(", ":"):
        text = f"&#{ord(text[0])};{text[1:]}"
    return apart(text, before, "\\{}".format, inside=depth.open > 0)


def _escaped(text: str, link: str) -> str:
    if link and ("[" in text or "]" in text):
        pieces = re.split(r"([\[\]])", text)
        return "".join(_BRACKETS.get(piece) or _escaped(piece, "") for piece in pieces)
    if _ANY.search(text):
        text = _MARKUP.sub(r"\\\g<0>", text)
    return _OPENS.sub("&#91;", text) if "[" in text else text


def address(name: str) -> str:
    """Return an address as it stands in the parentheses of a link or picture."""
    if _BARE.fullmatch(name):
        return _ENTITY.sub("&amp;", name) if ";" in name else name
    inner = re.sub(r"[<>\\]", r"\\\g<0>", name)
    return f"<{_ENTITY.sub('&amp;', inner)}>"


def _paragraph(line: Line, depth: Depth | None) -> str:
    if depth is None:
        return "".join(f"![{run.text}]({run.image})" if run.image else run.text for run in line)
    text = write_line(line, depth)
    start = _START.match(text)
    if start is None or line[0].style or line[0].atom or line[0].image or line[0].link:
        return text
    if text[0].isdigit():
        mark = start[0].rstrip()
        return f"{mark[:-1]}\\{mark[-1]}{text[len(mark) :]}"
    return f"\\{text}"


def _lines(blocks: Iterable[Block], depth: Depth | None, *, tight: bool = False) -> Iterator[str]:
    """Yield the lines of blocks; ``tight`` for a list item."""
    last: Block | None = None
    other = False
    for block in blocks:
        listing = isinstance(block, Listing)
        follows = listing and isinstance(last, Listing) and _same(block, last)
        other = follows and not other
        if last is not None and not (tight and isinstance(last, Para) and _interrupts(block)):
            yield ""
        last = block
        yield from _block(block, depth, other=other)


def _same(one: Block, other: Block) -> bool:
    return (
        isinstance(one, Listing)
        and isinstance(other, Listing)
        and (one.start is None) == (other.start is None)
    )


def _interrupts(block: Block) -> bool:
    """Whether a block is known as one right after the line of a paragraph."""
    return isinstance(block, Listing) and block.start in (None, 1)


def _block(block: Block, depth: Depth | None, *, other: bool) -> Iterator[str]:
    if isinstance(block, Para):
        first, *rest = block.lines
        yield _DEFINITION.sub(r"\1 ", _paragraph(first, depth))
        for line in rest:
            yield _paragraph(line, depth)
    elif isinstance(block, Heading):
        yield _heading(block, depth)
    elif isinstance(block, Rule):
        yield "___"
    elif isinstance(block, Code):
        yield from _code(block.text, depth)
    elif isinstance(block, Quote):
        for text in _lines(block.blocks, depth):
            yield f"> {text}" if text else ">"
    else:
        yield from _items(block, depth, other=other)


def _heading(block: Heading, depth: Depth | None) -> str:
    if depth is None:
        return _paragraph(block.line, None)
    text = write_line(block.line, depth)
    if text[-1] == "#":
        text = f"{text[:-1]}\\#"
    return f"{'#' * block.level} {text}"


def _code(text: str, depth: Depth | None) -> Iterator[str]:
    lines = text.split("\n")
    if depth is None:
        yield from lines
        return
    depth.pass_over(text)
    fence = "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
    yield fence
    yield from lines
    yield fence


def _items(block: Listing, depth: Depth | None, *, other: bool) -> Iterator[str]:
    for at, item in enumerate(block.items):
        if block.start is None:
            marker = "* " if other else "- "
        else:
            marker = f"{block.start + at}{')' if other else '.'} "
        indent = " " * len(marker)
        for number, text in enumerate(_lines(item, depth, tight=True)):
            yield (indent if number else marker) + text if text else ""
