"""PDF text in which every line of the body is followed by a blank line.

Blank lines mean nothing there. What is known: notes and block quotations are single-spaced; a
span in italics or a raised note mark stands alone between fences (rows of one space); a page
starts with one leading space directly after a row with text.
"""

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece, Row
from studyapp.sources.clean.hyphens import Words, join
from studyapp.sources.clean.shapes import ends_sentence
from studyapp.sources.clean.traced import Traced

_NOTE = re.compile(r"(\d{1,3})\.(?:\s|$)")
_SHORT = 0.945
"""A line with a stop is the last of its paragraph if the next word would have fitted on it."""
_MARK = re.compile(r"\d{1,3}$")
_CLOSING = re.compile(r"[,.;:!?)\]”’»/]|[–—](?=\S)")
_OPENING = re.compile(r"[(\[“‘/–—«]$")
_SEPARATOR = re.compile(r"[*#=_~•·—–-]+(?: [*#=_~•·—–-]+)*$")
_QUOTE = re.compile(r"[“\"‘«]")


class Gap(Enum):
    """What stands between a row and the row with text before it."""

    NONE = auto()
    BLANK = auto()
    FENCE = auto()


@dataclass(slots=True)
class _Line:
    row: Row
    before: Gap
    after: Gap = Gap.BLANK
    block: bool = False
    """Part of a single-spaced block."""

    @property
    def text(self) -> str:
        return self.row.text

    @property
    def lead(self) -> int:
        return len(self.row.text) - len(self.row.text.lstrip())

    @property
    def page_start(self) -> bool:
        return self.before is Gap.NONE and self.lead == 1


@dataclass(slots=True)
class _State:
    words: Words
    width: float
    pieces: list[Piece] = field(default_factory=list)
    open: bool = False
    """The last body piece may go on."""
    body: int = -1
    """Position of the last body piece."""
    visual: int = 0
    """Length of the last visual line, fenced spans included."""
    marked: bool = False
    """A note mark stood directly before."""
    tight: int = -1
    """Position of a piece that is set without blank rows, such as a title."""
    note: int = 0
    in_note: bool = False


def double_spaced(draft: Draft) -> list[Piece]:
    """Join rows into paragraphs, notes and block quotations."""
    lines = _lines(draft.rows)
    state = _State(Words(row.text for row in draft.rows), _typical(lines))
    for index, line in enumerate(lines):
        _take(state, line, lines[index + 1] if index + 1 < len(lines) else None)
    return state.pieces


def _lines(rows: tuple[Row, ...]) -> list[_Line]:
    lines: list[_Line] = []
    gap = Gap.BLANK
    for row in rows:
        if row.blank:
            if row.text:
                gap = Gap.FENCE
            elif gap is Gap.NONE:
                gap = Gap.BLANK
            continue
        if lines:
            lines[-1].after = gap
        lines.append(_Line(row, gap))
        gap = Gap.NONE
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        line.block = _single(line) or (following is not None and _single(following))
    return lines


def _single(line: _Line) -> bool:
    return line.before is Gap.NONE and line.lead == 0


def _typical(lines: list[_Line]) -> float:
    lengths = sorted(
        len(line.text.strip())
        for line in lines
        if line.before is Gap.BLANK and line.after is Gap.BLANK and len(line.text) > 40
    )
    return lengths[int(len(lengths) * 0.75)] if lengths else 80.0


def _take(state: _State, line: _Line, following: _Line | None) -> None:
    text = line.text.strip()
    if line.page_start:
        state.in_note = False
    if _opens_note(state, line, text):
        _open_note(state, line, text)
        return
    if state.in_note:
        _grow(state, -1, line, fenced=line.before is Gap.FENCE)
        return
    if line.row.heading or (_SEPARATOR.match(text) and line.before is Gap.BLANK):
        kind = BlockKind.HEADING if line.row.heading else BlockKind.CHROME
        _open(state, line, kind, body=False)
        return
    fenced = line.before is Gap.FENCE
    if fenced and line.after is Gap.FENCE and _MARK.match(text):
        state.marked = True
        return
    if line.block and _block(state, line, following):
        return
    if _new_paragraph(state, line, text):
        _open(state, line, BlockKind.PARAGRAPH)
    else:
        _grow(state, state.body, line, fenced=fenced or line.lead > 1)
    state.marked = False


def _opens_note(state: _State, line: _Line, text: str) -> bool:
    match = _NOTE.match(text)
    if match is None or (line.before is Gap.NONE and not line.page_start and not state.in_note):
        return False
    number = int(match[1])
    return 1 <= number - state.note <= 3 and (state.note > 0 or number <= 2)


def _open_note(state: _State, line: _Line, text: str) -> None:
    match = _NOTE.match(text)
    assert match is not None  # noqa: S101 - ``_opens_note`` has just matched it
    state.note = int(match[1])
    state.in_note = True
    _open(state, line, BlockKind.NOTE, body=False)


def _block(state: _State, line: _Line, following: _Line | None) -> bool:
    """Take a row of a single-spaced block outside notes; False for a row of the body."""
    last = state.pieces[-1] if state.pieces else None
    if _single(line) and last is not None and last.rows > 0 and last.kind is BlockKind.QUOTATION:
        _grow(state, -1, line, fenced=False)
        return True
    if _single(line) and state.tight == len(state.pieces) - 1:
        _grow(state, -1, line, fenced=False)
        return True
    if following is None or not _single(following):
        return False
    text = line.text.strip()
    if _QUOTE.match(text):
        _open(state, line, BlockKind.QUOTATION)
        state.open = False
        return True
    if not state.pieces or not ends_sentence(state.pieces[-1].text):
        _open(state, line, BlockKind.PARAGRAPH)
        state.tight = len(state.pieces) - 1
        state.open = False
        return True
    return False


def _new_paragraph(state: _State, line: _Line, text: str) -> bool:
    if state.body < 0 or not state.open:
        return True
    before = state.pieces[state.body].text
    if not ends_sentence(before):
        return False
    if line.lead > 1:
        return False
    if state.marked and line.lead == 0 and line.before is Gap.FENCE:
        return True
    if line.before is Gap.FENCE:
        return False
    if line.page_start:
        return True
    first = text.split(maxsplit=1)[0]
    return state.visual + 1 + len(first) < _SHORT * state.width


def _open(state: _State, line: _Line, kind: BlockKind, *, body: bool = True) -> None:
    text = line.text.strip()
    after = bool(state.pieces) and state.pieces[-1].kind is BlockKind.NOTE
    keep = Traced.of(line.text.lstrip(), line.row.number)
    state.pieces.append(
        Piece(kind, keep, page=line.row.page, level=1 if kind is BlockKind.HEADING else 0,
              after_notes=after and body)
    )  # fmt: skip
    if body:
        state.body = len(state.pieces) - 1
        state.open = True
        state.visual = len(text)
    elif kind is not BlockKind.NOTE:
        state.open = False
    if kind is not BlockKind.NOTE:
        state.in_note = False
    state.marked = False


def _grow(state: _State, index: int, line: _Line, *, fenced: bool) -> None:
    piece = state.pieces[index]
    left, right = piece.body, Traced.of(line.text, line.row.number)
    if fenced:
        body = Traced.join([left, right], _glue(left.text, right.text))
    else:
        body = join(left, right, state.words)
        if line.text.endswith(" "):
            body = Traced(body.text + " ", body.starts)
    state.pieces[index] = replace(piece, body=body, rows=piece.rows + 1)
    if index == state.body or index == len(state.pieces) - 1:
        size = len(line.text.strip())
        state.visual = state.visual + size if fenced else size
        if state.visual > 1.15 * state.width:
            state.visual = size


def _glue(left: str, right: str) -> str:
    if left.endswith(" ") or right.startswith(" "):
        return ""
    if _CLOSING.match(right) or _OPENING.search(left):
        return ""
    return " "
