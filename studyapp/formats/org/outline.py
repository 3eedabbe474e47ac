"""The outline of an Org file: headings with tags, properties, drawers and text.

Source: "Document Structure", "Properties and Columns" and "Drawers" in the manual of Org mode.
The nodes are in the order of the file; what is below a heading follows it with a higher level, so
that no depth of nesting needs recursion.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from studyapp.formats.markdown_lines import split_lines

_DRAWER = re.compile(r"\s*:([\w-]{1,60}):\s*\Z")
_PROPERTY = re.compile(r"\s*:([\w-]{1,60})\+?:(?:\s+(.*))?\Z")
_KEYWORD = re.compile(r"#\+(\w{1,60}):[ \t]*(.*)\Z")
_PLANNING = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):")
_TODO = re.compile(r"(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z0-9]\]\s+)?")
_TAGS = re.compile(r":[\w@#%:]+:\Z")


@dataclass(slots=True)
class Node:
    """One heading. The first node of a file is what stands before any heading: level 0."""

    level: int
    line: int
    title: str = ""
    tags: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    """Tags of the headings above it."""
    properties: dict[str, str] = field(default_factory=dict)
    """Names in capitals."""
    deck: str = ""
    """``ANKI_DECK`` of this heading or the nearest above it that has one."""
    drawers: dict[str, list[str]] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)


def read_outline(text: str) -> list[Node]:
    """Return the nodes of a file."""
    top = Node(0, 1)
    nodes = [top]
    above = [top]
    drawer: list[str] | None = None
    for number, line in enumerate(split_lines(text), 1):
        node = nodes[-1]
        level = len(line) - len(line.lstrip("*"))
        if level and line[level : level + 1] in (" ", "\t"):
            node = _heading(line[level:].strip(), level, number)
            while above[-1].level >= level:
                above.pop()
            node.inherited = (*above[-1].inherited, *above[-1].tags)
            node.deck = above[-1].deck
            nodes.append(node)
            above.append(node)
            drawer = None
        elif drawer is not None:
            if line.strip().upper() == ":END:":
                drawer = None
            else:
                drawer.append(line)
                _property(node, line)
        elif (opened := _DRAWER.match(line)) and opened[1].upper() != "END":
            drawer = node.drawers.setdefault(opened[1].upper(), [])
        elif keyword := _KEYWORD.match(line):
            _file_setting(top, node, line, keyword[1].upper(), keyword[2].strip())
        elif not (line.startswith("# ") or line == "#" or _PLANNING.match(line)):
            node.text.append(line)
    return nodes


def _heading(rest: str, level: int, number: int) -> Node:
    *before, last = rest.rsplit(None, 1) or [""]
    tags: tuple[str, ...] = ()
    if _TAGS.match(last):
        tags = tuple(filter(None, last.split(":")))
        rest = "".join(before)
    return Node(level, number, _TODO.sub("", rest, count=1), tags)


def _property(node: Node, line: str) -> None:
    """Take a property from a drawer ``PROPERTIES``; in others, such lines are text."""
    properties = node.drawers.get("PROPERTIES")
    if not properties or properties[-1] is not line:
        return
    found = _PROPERTY.match(line)
    if found:
        name, value = found[1].upper(), (found[2] or "").strip()
        node.properties[name] = value
        if name == "ANKI_DECK" and value:
            node.deck = value


def _file_setting(top: Node, node: Node, line: str, name: str, value: str) -> None:
    """Take what a file says of itself; other keywords open and close blocks of text."""
    if name == "FILETAGS":
        top.tags = tuple(filter(None, re.split(r"[:\s]+", value)))
    elif name == "ANKI_DECK":
        top.deck = value
    elif name == "PROPERTY" and value.upper().startswith("ANKI_DECK"):
        top.deck = value[len("ANKI_DECK") :].strip()
    elif name not in ("TITLE", "AUTHOR", "DATE", "STARTUP", "OPTIONS", "LANGUAGE", "PROPERTY"):
        node.text.append(line)


def below(nodes: Sequence[Node], at: int) -> Iterator[int]:
    """Return the indexes of the nodes below node ``at``, in order."""
    for index in range(at + 1, len(nodes)):
        if nodes[index].level <= nodes[at].level:
            return
        yield index
