"""Cards of org-fc: headings with the tag ``fc``, and where each of their positions stands.

Source: the pages "Card Types" and "FSRS" of its manual. ``FC_TYPE`` is ``normal``, ``double``,
``text-input`` or ``cloze``; the answer is below a heading ``Back``, or else the text of the
heading itself. Holes are ``{{text}{hint}@0}``. The drawer ``REVIEW_DATA`` is a table with a row
for each position (front, back, or the number of a hole), of SM-2 (ease, box, interval, due) or
of FSRS (state, step, stability, difficulty, due, last review). ``ID`` is the identity.
"""

import re
from collections.abc import Sequence

from studyapp.domain.card import Queue, State
from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.note import NoteKind
from studyapp.domain.package import PackedMemory, Problem
from studyapp.formats.base import DAY_MS, Reading
from studyapp.formats.deletions import deletion, undeleted
from studyapp.formats.found import Found
from studyapp.formats.org.markup import to_markdown
from studyapp.formats.org.outline import Node, below
from studyapp.formats.schedules import instant, learned, number, stepping

_TAG, _SUSPENDED = "fc", "suspended"
_KINDS = {
    "normal": NoteKind.BASIC,
    "text-input": NoteKind.BASIC,
    "double": NoteKind.REVERSED,
    "vocab": NoteKind.REVERSED,
    "cloze": NoteKind.CLOZE,
}
_HOLE = re.compile(r"\{\{((?:[^{}$]|\$[^$]*\$)+)\}(?:\{([^{}]*)\})?(?:@([0-9]{1,3}))?\}")


def is_card(node: Node) -> bool:
    """Whether a heading is a card: the tag alone may be anything, a type alone a leftover."""
    return _TAG in node.tags and any(name.startswith("FC_") for name in node.properties)


def read(nodes: Sequence[Node], reading: Reading, problems: list[Problem]) -> list[Found]:
    """Return the cards; a record that cannot be read makes a new card and a problem."""
    found: list[Found] = []
    for at, node in enumerate(nodes):
        if not is_card(node):
            continue
        named = node.properties.get("FC_TYPE", "normal").lower()
        kind = _KINDS.get(named)
        front, back = _sides(nodes, at)
        if kind is NoteKind.CLOZE:
            front, back = _holes("\n\n".join(filter(None, (front, back)))), ""
        if kind is None:
            what = f"a card of a type that is not known ({named[:40]})"
        elif not front:
            what = "a card without a question"
        elif kind is NoteKind.CLOZE and not cloze_numbers(front):
            what = "a cloze card without a hole"
        else:
            rows, unclear = _records(node, reading)
            if unclear:
                what = "a line of its review data that cannot be read"
                problems.append(Problem(f"line {node.line}", what, "The card is new here."))
            tags = (*node.inherited, *node.tags)
            found.append(
                Found(
                    kind,
                    front,
                    back,
                    node.line,
                    node.deck,
                    tuple(dict.fromkeys(each for each in tags if each not in (_TAG, _SUSPENDED))),
                    node.properties.get("ID") or node.properties.get("FC_ID", ""),
                    [rows.get(name) for name in _positions(kind, front)],
                    Queue.SUSPENDED if _SUSPENDED in tags else Queue.ACTIVE,
                )
            )
            continue
        problems.append(Problem(f"line {node.line}", what, "See the manual of org-fc."))
    return found


def _positions(kind: NoteKind, front: str) -> list[str]:
    if kind is NoteKind.CLOZE:
        return [str(each - 1) for each in cloze_numbers(front)]
    return ["front", "back"]


def _sides(nodes: Sequence[Node], at: int) -> tuple[str, str]:
    """Return question and answer; a heading below that is no card belongs to the text above it."""
    card = nodes[at]
    text = into = list(card.text)
    back: list[str] | None = None
    level = skipped = 0
    for index in below(nodes, at):
        node = nodes[index]
        if skipped and node.level > skipped:
            continue
        skipped = node.level if is_card(node) else 0
        if skipped:
            continue
        if back is None and node.title.strip().casefold() == "back":
            back = into = list(node.text)
            level = node.level
            continue
        if node.level <= level:
            into, level = text, 0
        into.extend([f"*{node.title}*", *node.text])
    title = to_markdown([card.title])
    if back is None:
        return title, to_markdown(text)
    return "\n\n".join(filter(None, (title, to_markdown(text)))), to_markdown(back)


def _holes(text: str) -> str:
    """Write the holes as deletions: hole 0 is number 1."""
    pieces: list[str] = []
    start = following = 0
    for hole in _HOLE.finditer(text):
        count = int(hole[3]) if hole[3] else following
        following = max(following, count + 1)
        pieces.append(undeleted(text[start : hole.start()]))
        pieces.append(deletion(count + 1, hole[1], hole[2] or ""))
        start = hole.end()
    return "".join([*pieces, undeleted(text[start:])])


def _records(node: Node, reading: Reading) -> tuple[dict[str, PackedMemory | None], bool]:
    """Return a memory or None (new) for each position, and whether a row cannot be read."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in node.drawers.get("REVIEW_DATA", [])
        if line.strip().startswith("|") and not line.strip().startswith("|-")
    ]
    memories: dict[str, PackedMemory | None] = {}
    unclear = False
    for cells in rows[1:]:
        row = dict(zip(rows[0], cells, strict=False))
        try:
            memories[row.get("position", "")] = _memory(row, reading)
        except ValueError:
            unclear = True
    return memories, unclear


def _memory(row: dict[str, str], reading: Reading) -> PackedMemory | None:
    """Return where a position stands, None for a new one. Raises ``ValueError``."""
    due = instant(row.get("due", ""))
    if due is None:
        raise ValueError
    if "stability" in row:
        return _fsrs(row, due, reading)
    interval, box = number(row.get("interval", "")), row.get("box", "")
    if interval is None or not box.lstrip("-").isdecimal():
        raise ValueError
    return learned(reading.day_of(due), interval, reading) if interval else None


def _fsrs(row: dict[str, str], due: int, reading: Reading) -> PackedMemory | None:
    last = instant(row.get("last-review", ""))
    if last is None:
        return None
    stability, difficulty = number(row["stability"]), number(row.get("difficulty", ""))
    state = number(row.get("state", ""))
    if not stability or not difficulty:
        raise ValueError
    if state == State.REVIEW:
        return learned(
            reading.day_of(due),
            (due - last) / DAY_MS,
            reading,
            stability=stability,
            difficulty=difficulty,
            last_review=last,
        )
    if state not in (State.LEARNING, State.RELEARNING):
        raise ValueError
    return stepping(
        due,
        int(number(row.get("step", "")) or 0),
        reading,
        stability=stability,
        difficulty=difficulty,
        last_review=last,
        again=state == State.RELEARNING,
    )
