"""Title, author and dates at the head of a document."""

import re
from collections import Counter
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.people import named_in_blurb, person
from studyapp.sources.clean.shapes import CHAPTER, SECTION, capitals, ends_sentence

_BY = re.compile(r"^(?:written )?by:?\s+(\S.*)$", re.IGNORECASE)
_LABELLED = re.compile(r"^(title|authors?|by):\s*(\S.*)$", re.IGNORECASE)
_DATE = re.compile(
    r"^\W*(?:(?:\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov"
    r"|Dec)[a-z]*\.?,? (?:\d{1,2},? )?\d{4}"
    r"|\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|(?:spring|summer|autumn|fall"
    r"|winter) \d{4})\W*$",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"\b(?:volume|vol\.|issue|number|no\.|issn|doi|quarterly|journal|annals|proceedings"
    r"|transactions|court|office"
    r"|agency|department|university|institute|press|isbn|https?|www|lecture \d+|week \d+"
    r"|abstract|summary|submitted)\b",
    re.IGNORECASE,
)
_HEAD = 14
_LONG_TITLE = 200
_LINE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})


def find_front(draft: Draft) -> Draft:
    """Name the title and the author, and set repeats of the title aside."""
    pieces = list(draft.pieces)
    head = _head(pieces)
    title, author = draft.title, draft.author
    title, author = _labelled(pieces, head, title, author)
    repeated = _repeated(pieces, head)
    names = [i for i in head if _name(pieces[i].text)]
    titles = [i for i in head if _may_be_title(pieces[i]) and i not in names]
    if not author:
        author, names = _author(pieces, head, names, titles, repeated)
    if not title:
        chosen = _title(pieces, titles, names, repeated)
        title = " ".join(" ".join(pieces[i].text.split()) for i in chosen)
        for i in chosen:
            pieces[i] = replace(pieces[i], kind=BlockKind.TITLE, level=0)
    for i in names:
        pieces[i] = replace(pieces[i], kind=BlockKind.AUTHOR, level=0)
    for i in head:
        if _DATE.match(pieces[i].text):
            pieces[i] = replace(pieces[i], kind=BlockKind.PROVENANCE)
    _set_aside(pieces, title)
    if not author and repeated:
        author = named_in_blurb(" ".join(piece.text for piece in pieces[:12]))
    return replace(draft, pieces=tuple(pieces), title=title, author=author)


def _head(pieces: list[Piece]) -> list[int]:
    """Return the short pieces before the text, and those between an abstract and the text."""
    found: list[int] = []
    prose = 0
    for i, piece in enumerate(pieces[:_HEAD]):
        text = piece.text
        if piece.kind is BlockKind.CHROME:
            continue
        if len(text) > _LONG_TITLE or (ends_sentence(text) and len(text) > 70):
            prose += 1
            if prose > 1 or not _more_front(pieces, i):
                break
            continue
        if piece.kind in _LINE:
            found.append(i)
    return found


def _more_front(pieces: list[Piece], at: int) -> bool:
    """Whether a long piece is an abstract: a title that stands twice comes after it."""
    after = [p.text for p in pieces[at + 1 : at + 8] if p.kind in _LINE and len(p.text) < 150]
    return any(count > 1 for count in Counter(after).values())


def _labelled(pieces: list[Piece], head: list[int], title: str, author: str) -> tuple[str, str]:
    for i in head:
        match = _LABELLED.match(pieces[i].text)
        if match is None:
            continue
        if match[1].casefold() == "title":
            title = title or match[2]
            body = pieces[i].body.cut(match.start(2))
            pieces[i] = replace(pieces[i], kind=BlockKind.TITLE, level=0, body=body)
        else:
            author = author or match[2]
            body = pieces[i].body.cut(match.start(2))
            pieces[i] = replace(pieces[i], kind=BlockKind.AUTHOR, level=0, body=body)
    return title, author


def _repeated(pieces: list[Piece], head: list[int]) -> str:
    """Return the line of the head that stands there more than once."""
    counts = Counter(pieces[i].text for i in head if len(pieces[i].text.split()) > 1)
    best = max(counts, key=lambda text: (counts[text], len(text)), default="")
    return best if counts[best] > 1 else ""


def _name(text: str) -> bool:
    text = text.strip()
    return person(text.title() if capitals(text) else text) or bool(
        (match := _BY.match(text))
        and len(match[1]) < 60
        and match[1][0].isupper()
        and not match[1].endswith((":", "."))
    )


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    return (
        piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and 3 <= len(text) <= _LONG_TITLE
        and not _DATE.match(text)
        and not text.endswith((",", ";", ":"))
        and not (text.endswith(".") and not capitals(text))
        and any(c.isalpha() for c in text)
    )


def _author(
    pieces: list[Piece], head: list[int], names: list[int], titles: list[int], repeated: str
) -> tuple[str, list[int]]:
    names = [i for i in names if pieces[i].text != repeated]
    by = next((i for i in names if _BY.match(pieces[i].text)), None)
    if by is None and not titles and not repeated:
        names = names[1:]
    if not names:
        return "", []
    at = by if by is not None else names[0]
    match = _BY.match(pieces[at].text)
    name = (match[1] if match else pieces[at].text).strip()
    return (name.title() if capitals(name) else name), [at]


def _title(pieces: list[Piece], titles: list[int], names: list[int], repeated: str) -> list[int]:
    if repeated:
        return [next(i for i, piece in enumerate(pieces) if piece.text == repeated)]
    top = [i for i in titles if pieces[i].level == 1] or titles
    if not top:
        return []
    first = max(top, key=lambda i: (_weight(pieces[i].text), -i))
    chosen = [first]
    if pieces[first].level:
        return chosen
    for i in top[top.index(first) + 1 :]:
        same = capitals(pieces[i].text) and capitals(pieces[first].text)
        range_of_years = re.fullmatch(r"[\d–—\- ]+", pieces[i].text)
        section = CHAPTER.match(pieces[i].text) or SECTION.match(pieces[i].text)
        if i != chosen[-1] + 1 or section or not (same or range_of_years):
            break
        chosen.append(i)
    return chosen


def _weight(text: str) -> int:
    """Return how well a line would do as the title: no masthead, docket or label."""
    weight = 0 if re.match(r"[\[(]|No\. |Docket|Vol", text) else 2
    weight -= 2 * bool(_MASTHEAD.search(text))
    weight += bool(re.search(r"\bv\. ", text)) + (text.count(" ") > 1)
    return weight - 2 * bool(CHAPTER.match(text) or SECTION.match(text))


def _set_aside(pieces: list[Piece], title: str) -> None:
    """Turn later copies of the title into chrome, wherever they stand."""
    plain = " ".join(title.split()).casefold()
    if not plain:
        return
    first = True
    for i, piece in enumerate(pieces):
        if piece.kind not in _LINE and piece.kind is not BlockKind.TITLE:
            continue
        if " ".join(piece.text.split()).casefold() == plain:
            kind = BlockKind.TITLE if first else BlockKind.CHROME
            pieces[i] = replace(piece, kind=kind, level=0)
            first = False
