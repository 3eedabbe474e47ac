"""A tree as the HTML of an Anki field: the few tags Anki's own editor writes."""

import re
from collections.abc import Iterable

from studyapp.formats.html.marks import Depth, apart, literal
from studyapp.formats.html.nesting import nested
from studyapp.formats.html.tree import Block, Code, Heading, Line, Listing, Para, Quote, Run, Style

_TAGS = {Style.STRONG: "b", Style.EM: "i", Style.STRIKE: "s"}
_PERCENT = re.compile(r"%(?=[0-9a-fA-F]{2})")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def html(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML."""
    return _blocks(blocks, Depth())


def escaped(text: str) -> str:
    """Return plain text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(blocks: Iterable[Block], depth: Depth) -> str:
    out: list[str] = []
    last: Block | None = None
    for block in blocks:
        if isinstance(block, Para):
            if isinstance(last, Para):
                out.append("<br><br>")
            out.append("<br>".join([_line(line, depth) for line in block.lines]))
        elif isinstance(block, Heading):
            out.append(f"<h{block.level}>{_line(block.line, depth)}</h{block.level}>")
        elif isinstance(block, Code):
            depth.pass_over(block.text)
            out.append(f"<pre><code>{escaped(block.text)}</code></pre>")
        elif isinstance(block, Quote):
            out.append(f"<blockquote>{_blocks(block.blocks, depth)}</blockquote>")
        elif isinstance(block, Listing):
            out.append(_listing(block, depth))
        else:
            out.append("<hr>")
        last = block
    return "".join(out)


def _listing(block: Listing, depth: Depth) -> str:
    items = "".join([f"<li>{_blocks(item, depth)}</li>" for item in block.items])
    if block.start is None:
        return f"<ul>{items}</ul>"
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{items}</ol>"


def _line(line: Line, depth: Depth) -> str:
    out: list[str] = []
    before = ""
    for event in nested(line):
        if isinstance(event, Run):
            out.append(_run(event, before, depth))
            before = "" if event.atom or event.image else event.text
        elif isinstance(event, int):
            tag = _TAGS[abs(event)]
            out.append(f"<{tag}>" if event > 0 else f"</{tag}>")
        else:
            out.append(f'<a href="{_attribute(event)}">' if event else "</a>")
    return "".join(out)


def _run(run: Run, before: str, depth: Depth) -> str:
    if run.image:
        alt = f' alt="{_attribute(run.text)}"' if run.text else ""
        return f'<img src="{_attribute(media(run.image))}"{alt}>'
    text = escaped(run.text)
    if run.atom:
        depth.pass_over(run.text)
        return text
    text = apart(literal(text, _entity), before, _entity, inside=depth.open > 0)
    return f"<code>{text}</code>" if run.style & Style.CODE else text


def _entity(char: str) -> str:
    return f"&#{ord(char)};"


def media(name: str) -> str:
    """Return a media name as an address that is decoded to it again."""
    return name if _SCHEME.match(name) else _PERCENT.sub("%25", name)


def _attribute(text: str) -> str:
    return escaped(text).replace('"', "&quot;")
