"""Notes of anki-editor: headings with ``ANKI_NOTE_TYPE``, whose fields are the headings below.

Source: the README of anki-editor. Where no heading below has the name of a field, the heading
itself is the first field and its text the second. The deck is ``ANKI_DECK``, given here or
further up; tags are ``ANKI_TAGS`` and Org's own. ``ANKI_NOTE_ID`` is there once a note was sent
to Anki, and then it is its identity.
"""

from collections.abc import Sequence

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.note import NoteKind
from studyapp.domain.package import Problem
from studyapp.formats.found import Found
from studyapp.formats.org.markup import to_markdown
from studyapp.formats.org.outline import Node, below

_TYPE = "ANKI_NOTE_TYPE"


def is_note(node: Node) -> bool:
    """Whether a heading is a note."""
    return bool(node.properties.get(_TYPE))


def read(nodes: Sequence[Node], problems: list[Problem], remarks: list[str]) -> list[Found]:
    """Return the notes; types other than Anki's own become cards of front and back."""
    found: list[Found] = []
    others: set[str] = set()
    for at, node in enumerate(nodes):
        if not is_note(node):
            continue
        kind = _kind(node.properties[_TYPE])
        if kind is None:
            others.add(node.properties[_TYPE])
        note = _note(kind or NoteKind.BASIC, node, _fields(nodes, at))
        if isinstance(note, str):
            remedy = "Put headings with the names of the fields below it, such as Front and Back."
            problems.append(Problem(f"line {node.line}", note, remedy))
        else:
            found.append(note)
    if others:
        named = ", ".join(sorted(others)[:5])
        remarks.append(f"the first two fields of these note types are front and back: {named}")
    return found


def _kind(name: str) -> NoteKind | None:
    name = name.casefold()
    if "cloze" in name:
        return NoteKind.CLOZE
    if "revers" in name:
        return NoteKind.REVERSED
    return NoteKind.BASIC if name.startswith("basic") else None


def _fields(nodes: Sequence[Node], at: int) -> list[tuple[str, str]]:
    """Return names and texts of the fields; what lies deeper belongs to its field."""
    fields: list[tuple[str, list[str]]] = []
    level = skipped = 0
    for index in below(nodes, at):
        node = nodes[index]
        if skipped and node.level > skipped:
            continue
        skipped = 0
        if is_note(node):
            skipped = node.level
        elif not level or node.level <= level:
            level = node.level
            fields.append((node.title.casefold(), list(node.text)))
        elif fields:
            fields[-1][1].extend([f"*{node.title}*", *node.text])
    return [(name, to_markdown(text)) for name, text in fields]


def _note(kind: NoteKind, node: Node, fields: list[tuple[str, str]]) -> Found | str:
    """Return a note, or what is wrong with it."""
    named = dict(reversed(fields))
    title, text = to_markdown([node.title]), to_markdown(node.text)
    first = "text" if kind is NoteKind.CLOZE else "front"
    if first in named:
        front = named.pop(first)
        back = next(iter(named.values()), "") if "back" not in named else named["back"]
        back = back or text
    elif fields and not text and kind is not NoteKind.CLOZE and "back" not in named:
        front, back = fields[0][1], "\n\n".join(each for _, each in fields[1:2])
    elif kind is NoteKind.CLOZE:
        front = title if cloze_numbers(title) else text
        back = next(iter(named.values()), text if front is title else "")
    else:
        front, back = title, named.get("back", text)
    if not front:
        return "a note whose first field is empty"
    if kind is NoteKind.CLOZE and not cloze_numbers(front):
        return "a cloze note without a deletion"
    tags = [*node.inherited, *node.tags, *node.properties.get("ANKI_TAGS", "").split()]
    return Found(
        kind,
        front,
        back,
        node.line,
        node.deck,
        tuple(dict.fromkeys(tags)),
        node.properties.get("ANKI_NOTE_ID", ""),
    )
