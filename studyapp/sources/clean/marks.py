"""Note marks: in brackets, between slashes, raised, or glued to the word before."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.chains import Candidate, ascending, chain
from studyapp.sources.clean.draft import Draft, Layout, Piece
from studyapp.sources.clean.traced import Edit, Traced

_LIST = r"[1-9]\d{0,2}(?:\s?[,;–—-]\s?\d{1,3})*"
_BRACKETED = re.compile(
    rf"\s?(?:\[{_LIST}\])(?:\s?,?\s?\[{_LIST}\])*(?::\s?\d{{1,4}}(?:[–-]\d{{1,4}})?(?=[\s.,;)]"
    rf"|$))?"
)
_SLASHED = re.compile(r"\s?/(\d{1,3})/(?!\w)")
_BRACED = re.compile(r"\s?\{(\d{1,3})\}")
_CARET = re.compile(r"\s?\^\{?(\d{1,3})\}?(?![\w.])")
_ROUND = re.compile(rf"\s\(({_LIST})\)(?=[.,;:]|\s[a-z])")
_WORDED = re.compile(
    r"\s?\[(?:\^\w{1,12}|note \d+|nb \d+|n \d+|fn\.? ?\d+|footnote \d+|citation needed"
    r"|clarification needed"
    r"|when\?|who\?|which\?|by whom\?|according to whom\?|dubious[^\]]{0,20}|verification needed"
    r"|better source needed|failed verification|page needed|edit|update)\]",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?<=[\w.,;:!?”’\")])\s?\[([A-Za-z]|\*+|[†‡])\]")
_SIGNS = re.compile(r"(?<=[\w.,;:!?”’\")])(?:[†‡§¶]+|\*{1,3})(?=[\s.,;:)”’]|$)")
_RAISED = re.compile(r"(?<=[^\W\d]|[.,;:!?”’\")\]])[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*")
_UNITS = re.compile(r"(?:^|[\s\d(/·])(?:[kcmdµμn]?m|ft|in|mi|yd|s|x|r|c|mc|R|χ|sec|cm|km)$")
_YEAR_BEFORE = re.compile(r"(?<![\d,.])(?:1[0-9]|20)\d\d[.,;]$|%[.,;]?$")
_ABBREVIATED = re.compile(
    r"\b(?:No|Nos|pp?|ll?|vols?|figs?|eqs?|ch|secs?|art|op|ff?|d|t|nr|v|§|ser|doc|cf|tab|fol|col"
    r"|Vols?|Figs?|Eqs?|Ch|Secs?|Art|Tab|Doc|Ex|Reg|[A-Z])\.$"
)
_SKIPPED = frozenset({BlockKind.NOTE, BlockKind.CODE, BlockKind.TABLE, BlockKind.CHROME})


def strip_marks(draft: Draft) -> Draft:
    """Take the note marks out of the text; years, decimals, ranges and editors' brackets stay."""
    pieces = list(draft.pieces)
    pieces = _rising(pieces, _BRACKETED, 2)
    pieces = _rising(pieces, _SLASHED, 1)
    pieces = _rising(pieces, _BRACED, 2)
    pieces = _rising(pieces, _CARET, 2)
    pieces = _rising(pieces, _ROUND, 5)
    pieces = [_plain(piece, draft.layout) for piece in pieces]
    return replace(draft, pieces=tuple(_glued(pieces)))


def marked_numbers(pieces: tuple[Piece, ...]) -> set[int]:
    """Return the numbers that appear as note marks of any kind."""
    found = {c.value for c in chain(_candidates(list(pieces)), 2)}
    for pattern in (_BRACKETED, _SLASHED, _BRACED, _CARET):
        for piece in pieces:
            if piece.kind not in _SKIPPED:
                for match in pattern.finditer(piece.text, 1):
                    found.update(int(n) for n in re.findall(r"\d+", match[0]))
    return found


def _plain(piece: Piece, layout: Layout) -> Piece:
    if piece.kind in _SKIPPED:
        return piece
    body = piece.body
    if "[" in body.text:
        body = body.sub(_WORDED, "")
        body = body.sub(_LETTERED, "")
    body = body.sub(_RAISED, _raised)
    if layout is not Layout.MARKDOWN:
        body = body.sub(_SIGNS, "")
    return replace(piece, body=body) if body is not piece.body else piece


def _raised(match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - 6) : match.start()]
    power = match[0] in "²³" and bool(_UNITS.search(before))
    return None if power or "⁻" in match[0] or before[-1:].isdigit() else ""


def _rising(pieces: list[Piece], pattern: re.Pattern[str], least: int) -> list[Piece]:
    """Drop the matches of a pattern if their numbers rise through the document."""
    values: list[int] = []
    hits: list[list[re.Match[str]]] = []
    for piece in pieces:
        found = [] if piece.kind in _SKIPPED else list(pattern.finditer(piece.text))
        found = [match for match in found if _is_mark(match)]
        hits.append(found)
        values += [int(re.findall(r"\d+", match[0])[0]) for match in found]
    if len(values) < least or not (ascending(values) or (least < 3 and values[0] == 1)):
        return pieces
    return [
        replace(piece, body=piece.body.edit(Edit(*match.span(), _rest(match)) for match in found))
        if found
        else piece
        for piece, found in zip(pieces, hits, strict=True)
    ]


def _is_mark(match: re.Match[str]) -> bool:
    """Tell a mark from an index (``a[1]``), an interval and the start of a list."""
    text, start = match.string, match.start()
    before = text[max(0, start - 12) : start]
    if not before.strip():
        return False
    word = re.search(r"[^\W\d]\w*$", before) if not match[0][0].isspace() else None
    following = text[match.end() : match.end() + 1]
    if word and len(word[0]) == 1:
        return False
    return (not (word and "_" in word[0]) and following not in ("=", "[", "(")) or following == "("


def _rest(match: re.Match[str]) -> str:
    """Keep the space that the mark took if a word follows at once."""
    text = match.string
    glued = text[match.end() : match.end() + 1].isalnum()
    return " " if glued and match[0][:1].isspace() else ""


def _candidates(pieces: list[Piece]) -> list[Candidate]:
    found: list[Candidate] = []
    for index, piece in enumerate(pieces):
        if piece.kind in _SKIPPED:
            continue
        text = piece.text
        for match in _DIGITS.finditer(text):
            kind = _trust(text, match)
            if kind is not None:
                end = match.end()
                found.append(Candidate(index, match.start(), end, int(match[0]), kind))
    return found


_DIGITS = re.compile(
    r"(?<=[^\s\d])(?<!\d[,.:/–-])[1-9]\d{0,2}(?=[\s,;:.)”’—–?!\]]|$)"
    r"|(?<=\d[.,;])[1-9]\d{0,2}(?=[\s)”’]|$)"
)


def _trust(text: str, match: re.Match[str]) -> bool | None:
    """Return None for no mark, True for a weak candidate, False for a good one."""
    start = match.start()
    before = text[max(0, start - 24) : start]
    last = before[-1]
    after = text[match.end() : match.end() + 2]
    if re.match(r"[.,]\d|[–-]\d", after) or last in "-–/$£€#(^_=+<>±~×[{\\@&*|":
        return None
    if last == "—":
        return True
    if last in ".,;:":
        if before[-2:-1].isdigit():
            year = _YEAR_BEFORE.search(before)
            return last != "." if year else True if last == "." else None
        if last == ":" and before[-2:-1].isalpha():
            return True
        return None if last == "." and _ABBREVIATED.search(before) else False
    if last in "!?…”’\"'»)]%":
        return last == "'"
    if not last.isalpha():
        return None
    word = re.search(r"[^\W_]+$", before)
    token = word[0] if word else ""
    if len(token) >= 3 and token[1:].islower() and not any(c.isdigit() for c in token):
        return False
    return True if len(token) >= 2 and not any(c.isdigit() for c in token) else None


def _glued(pieces: list[Piece]) -> list[Piece]:
    edits: dict[int, list[Edit]] = {}
    for link in chain(_candidates(pieces)):
        edits.setdefault(link.piece, []).append(_without(pieces[link.piece].body, link))
    return [
        replace(piece, body=piece.body.edit(edits[i])) if i in edits else piece
        for i, piece in enumerate(pieces)
    ]


def _without(body: Traced, link: Candidate) -> Edit:
    """Drop the mark, and with it the second of two full stops around it."""
    text = body.text
    doubled = text[link.end : link.end + 1] == "." and text[link.start - 1] in ".!?"
    return Edit(link.start, link.end + doubled)
