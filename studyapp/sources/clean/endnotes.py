"""What stands behind the text: notes, references, indexes and the sections that hold them."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.citations import citation_like
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.marks import marked_numbers
from studyapp.sources.clean.shapes import CHAPTER, capitals, heading_like

_SECTION = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d+)*\.?\s+|[IVXLC]+\.\s+)?(?:(?:end|foot)?notes(?: and (?:references"
    r"|sources))?|references"
    r"(?: cited| and (?:notes|further reading))?|bibliography|select(?:ed)? bibliography"
    r"|works cited|literature cited"
    r"|cited literature|citations|sources|further reading|suggested reading"
    r"|suggestions for further reading"
    r"|external links|see also|acknowledge?ments?|funding|author contributions?"
    r"|about the authors?"
    r"|conflicts? of interest|competing interests|declaration of (?:competing )?interests?"
    r"|data availability"
    r"|supplementary (?:material|information|data)|index|footnotes|table of (?:authorities"
    r"|cases)|copyright"
    r"|disclosures?|disclaimer|ethics (?:statement|approval)|abbreviations used"
    r"|related (?:articles|pages|links))\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|/(\d{1,3})/|\^?(\d{1,3})[.):]?\^?)\s+(?=\S)"
)
_EDIT = re.compile(
    r"\s?\[\s?(?:edit(?: source)?|show|hide)\s?(?:\|\s?edit source)?\]", re.IGNORECASE
)
_LEAST = 3


def find_endnotes(draft: Draft) -> Draft:
    """Turn the sections named for it, and runs of numbered notes, into notes."""
    pieces = list(draft.pieces)
    for start in [i for i, piece in enumerate(pieces) if _opens(piece)]:
        _section(pieces, start)
    _runs(pieces)
    return replace(draft, pieces=tuple(pieces))


def _opens(piece: Piece) -> bool:
    return (
        piece.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and len(piece.text) < 60
        and bool(_SECTION.match(_EDIT.sub("", piece.text).strip("_*# ")))
    )


def _section(pieces: list[Piece], start: int) -> None:
    """Mark a section up to the next heading that opens text again."""
    level = pieces[start].level
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if i > start and _text_again(pieces, i, level):
            return
        if piece.kind is not BlockKind.NOTE:
            pieces[i] = replace(piece, kind=BlockKind.NOTE)


def _text_again(pieces: list[Piece], at: int, level: int) -> bool:
    piece = pieces[at]
    if _opens(piece):
        return True
    if piece.level:
        return not level or piece.level <= level
    text = piece.text
    if not heading_like(text, 90) or (_NUMBER.match(text) and citation_like(text)):
        return False
    following = [p.text for p in pieces[at + 1 : at + 3]]
    prose = any(len(t) > 200 and not citation_like(t) and not _NUMBER.match(t) for t in following)
    return prose and (bool(CHAPTER.match(text)) or capitals(text) or not citation_like(text))


def _number(piece: Piece) -> int | None:
    if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    match = _NUMBER.match(piece.text)
    return int(next(group for group in match.groups() if group)) if match else None


def _runs(pieces: list[Piece]) -> None:
    """Mark runs of three or more numbered pieces that answer to marks or that cite."""
    known: set[int] | None = None
    at = 0
    while at < len(pieces):
        run = _run(pieces, at)
        if len(run) < _LEAST:
            at += 1
            continue
        if known is None:
            known = marked_numbers(tuple(p for p in pieces if _number(p) is None))
        numbers = [n for n in (_number(pieces[i]) for i in run) if n is not None]
        answered = sum(n in known for n in numbers) >= 0.6 * len(numbers) and len(known) >= 2
        cites = sum(citation_like(pieces[i].text) for i in run)
        if (answered and cites >= 0.15 * len(run)) or cites >= 0.6 * len(run):
            for i in range(run[0], run[-1] + 1):
                pieces[i] = replace(pieces[i], kind=BlockKind.NOTE)
        at = run[-1] + 1


def _run(pieces: list[Piece], start: int) -> list[int]:
    """Return successive numbered pieces; one without a number may go on from the one before."""
    last = _number(pieces[start])
    if last is None:
        return []
    run = [start]
    for i in range(start + 1, len(pieces)):
        number = _number(pieces[i])
        if number is None:
            if pieces[i].gap == 0 or (i - run[-1] < 2 and pieces[i].text[:1].islower()):
                continue
            break
        if not 1 <= number - last <= 3:
            break
        last = number
        run.append(i)
    return run
