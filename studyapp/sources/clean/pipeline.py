"""The repairs in the order that works, and how a draft becomes a document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from studyapp.sources.account import Account, Fate
from studyapp.sources.blocks import BODY, WITH_SENTENCES, Block, BlockKind, Document, Sentence
from studyapp.sources.clean.boilerplate import drop_boilerplate
from studyapp.sources.clean.captions import find_captions
from studyapp.sources.clean.characters import tidy_characters
from studyapp.sources.clean.chrome import find_chrome
from studyapp.sources.clean.columns import unfold_columns
from studyapp.sources.clean.contents import drop_contents
from studyapp.sources.clean.cutoffs import set_cut_offs_aside
from studyapp.sources.clean.dialogue import find_dialogue
from studyapp.sources.clean.draft import Draft, Piece, Row
from studyapp.sources.clean.emphasis import drop_emphasis
from studyapp.sources.clean.endnotes import find_endnotes
from studyapp.sources.clean.epigraphs import find_epigraphs
from studyapp.sources.clean.figures import drop_figure_references
from studyapp.sources.clean.footnotes import find_footnotes
from studyapp.sources.clean.formfeeds import split_pages
from studyapp.sources.clean.front import find_front
from studyapp.sources.clean.furniture import drop_furniture
from studyapp.sources.clean.headings import find_headings
from studyapp.sources.clean.joins import join_broken
from studyapp.sources.clean.layouts import choose_layout
from studyapp.sources.clean.lettering import undouble_letters
from studyapp.sources.clean.listings import find_list_items
from studyapp.sources.clean.markers import drop_page_markers
from studyapp.sources.clean.marks import strip_marks
from studyapp.sources.clean.pagefeet import find_page_feet
from studyapp.sources.clean.paragraphs import find_paragraphs
from studyapp.sources.clean.provenance import find_provenance
from studyapp.sources.clean.quotations import find_quotations
from studyapp.sources.clean.rules import blank_drawn_lines
from studyapp.sources.clean.spacing import tidy_spaces
from studyapp.sources.readers import lines
from studyapp.sources.sentences import spans, truncated
from studyapp.sources.titles import base_name


@dataclass(frozen=True, slots=True)
class Repair:
    """One step, with the name that explanations and the account give it."""

    name: str
    run: Callable[[Draft], Draft]


REPAIRS: tuple[Repair, ...] = (
    Repair("characters", tidy_characters),
    Repair("form feeds", split_pages),
    Repair("boilerplate", drop_boilerplate),
    Repair("page markers", drop_page_markers),
    Repair("lettering", undouble_letters),
    Repair("layout", choose_layout),
    Repair("drawn lines", blank_drawn_lines),
    Repair("furniture", drop_furniture),
    Repair("columns", unfold_columns),
    Repair("contents", drop_contents),
    Repair("page feet", find_page_feet),
    Repair("paragraphs", find_paragraphs),
    Repair("endnotes", find_endnotes),
    Repair("footnotes", find_footnotes),
    Repair("captions", find_captions),
    Repair("chrome", find_chrome),
    Repair("joins", join_broken),
    Repair("note mark", strip_marks),
    Repair("figure reference", drop_figure_references),
    Repair("emphasis", drop_emphasis),
    Repair("spaces", tidy_spaces),
    Repair("front", find_front),
    Repair("provenance", find_provenance),
    Repair("headings", find_headings),
    Repair("dialogue", find_dialogue),
    Repair("epigraphs", find_epigraphs),
    Repair("lists", find_list_items),
    Repair("quotations", find_quotations),
    Repair("cut-offs", set_cut_offs_aside),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What one repair did to one line."""

    repair: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.repair}: {self.before[:80]!r} -> {self.after[:80]!r}"


def clean(text: str, path: str) -> tuple[Document, Account]:
    """Run every repair and settle the fate of every line."""
    draft = _start(text, path)
    total = len(draft.rows)
    held: set[int] = set()
    for repair in REPAIRS:
        draft, held = _with_reasons(draft, repair, held)
    return _document(draft), _account(draft, text, path, total)


def explain(text: str, path: str) -> Iterator[Change]:
    """Yield what each repair changed, line by line."""
    draft = _start(text, path)
    held: set[int] = set()
    for repair in REPAIRS:
        before = draft
        draft, held = _with_reasons(draft, repair, held)
        yield from _changes(repair.name, before, draft)


def _start(text: str, path: str) -> Draft:
    return Draft(base_name(path), tuple(Row(line.number, line.text) for line in lines(text, path)))


def _with_reasons(draft: Draft, repair: Repair, held: set[int]) -> tuple[Draft, set[int]]:
    """Run a repair; lines that vanish in it without a reason carry its name.

    ``held`` are the lines that had a character in a piece or row before; those after come back.
    """
    done = repair.run(draft)
    if done.pieces is draft.pieces:
        return done, held
    left = _held(done)
    before = held if draft.pieces else {row.number for row in draft.rows if not row.blank}
    reason = repair.name if draft.pieces else "markup"
    gone = {line: reason for line in before - left if line not in done.dropped}
    return (replace(done, dropped={**done.dropped, **gone}) if gone else done), left


def _held(draft: Draft) -> set[int]:
    return {line for piece in draft.pieces for _, line in piece.body.starts}


def _changes(name: str, before: Draft, after: Draft) -> Iterator[Change]:
    if before.rows is not after.rows:
        now = {id_: row.text for id_, row in _numbered(after.rows)}
        for id_, row in _numbered(before.rows):
            if not row.blank and now.get(id_) != row.text:
                yield Change(name, row.number, row.text, now.get(id_, ""))
    if before.pieces and before.pieces is not after.pieces:
        kept = {(p.kind, p.text) for p in after.pieces}
        new = {p.body.first_line: p for p in reversed(after.pieces)}
        for piece in before.pieces:
            if (piece.kind, piece.text) in kept:
                continue
            other = new.get(piece.body.first_line)
            told = f"[{other.kind}] {other.text}" if other else ""
            yield Change(name, piece.body.first_line, f"[{piece.kind}] {piece.text}", told)


def _numbered(rows: tuple[Row, ...]) -> Iterator[tuple[tuple[int, int], Row]]:
    last, part = 0, 0
    for row in rows:
        part = part + 1 if row.number == last else 0
        last = row.number
        yield (row.number, part), row


def _document(draft: Draft) -> Document:
    blocks: list[Block] = []
    section = ""
    for piece in draft.pieces:
        if piece.kind is BlockKind.HEADING:
            section = piece.text
        blocks.append(_block(piece, section))
    warnings = list(draft.warnings)
    if not any(block.kind in BODY for block in blocks):
        warnings.append("no running text was found")
    lost = sum(block.text.count("\ufffd") for block in blocks if block.kind in BODY)
    if lost:
        warnings.append(f"{lost} characters were lost before the text came here")
    return Document(draft.path, draft.title, draft.author, tuple(blocks), tuple(warnings))


def _block(piece: Piece, section: str) -> Block:
    body = piece.body
    found: list[Sentence] = []
    if piece.kind in WITH_SENTENCES:
        for start, end in spans(body.text):
            text = body.text[start:end]
            found.append(Sentence(text, *body.span(start, end), truncated(text)))
    return Block(
        piece.kind, body.text, body.first_line, body.last_line, tuple(found), section, piece.speaker
    )


_IGNORED = frozenset({BlockKind.NOTE, BlockKind.CHROME, BlockKind.CAPTION, BlockKind.TABLE,
                      BlockKind.PROVENANCE, BlockKind.DIALOGUE, BlockKind.CODE,
                      BlockKind.FRAGMENT})  # fmt: skip


def _account(draft: Draft, text: str, path: str, total: int) -> Account:
    account = Account(total)
    for wanted in (False, True):
        for piece in draft.pieces:
            if (piece.kind in _IGNORED) is not wanted:
                continue
            fate = Fate.IGNORED if wanted else Fate.TEXT
            for line in piece.body.lines:
                if not account.claimed(line):
                    account.claim(line, fate, piece.kind.value)
    for line, reason in sorted(draft.dropped.items()):
        if not account.claimed(line):
            account.claim(line, Fate.IGNORED, reason)
    for row in lines(text, path):
        if not account.claimed(row.number) and (row.blank or not row.text.strip("\f \t")):
            account.claim(row.number, Fate.IGNORED, "blank")
    return account
