"""Hostile texts, notes and decks for properties of deck formats."""

from hypothesis import strategies as st

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.generated import Standing
from studyapp.domain.note import Note, NoteKind, Source

_LINES = ["Q:", "Q: a", "A: b", "C: [c]", "---", " --- ", "\\---", "\\Q:", "\\\\A:", "# h", " # h"]
_LINES += ["\\# h", "<!-- id: x -->", "-->", "<!--", "```", "- a", "> b", "1. c", "", " ", "|a|b|"]
_BITS = ["[", "]", "\\[", "\\]", "![", "![a](b)", "](c)", "{", "}", "{1}", "{2 | h}", "{| h}", "{}"]
_BITS += ["{{c1::", "{{c2::", "{{c0::", "{{c1,2::", "}}", "::", ":", "\\", "!", "|", "a", "ж", " "]
_BITS += ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\u00a0", "\ufeff", "😀", "e\u0301"]
_BITS += ["\n", "\nQ:", "\n#", "$x_{1}$", "%20", "%", "&lt;", "<b>", '"', "'"]

_clean = st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")
_lines = st.lists(st.sampled_from(_LINES) | st.text(_clean, max_size=4), max_size=6)
_bits = st.lists(st.sampled_from(_BITS) | st.text(_clean, max_size=3), max_size=16)
fields = (_lines.map("\n".join) | _bits.map("".join) | st.text(_clean)).map(str.strip)


def _deletion(number: int, inner: str, hint: str) -> str:
    return f"{{{{c{number}::{inner}{'::' + hint if hint else ''}}}}}"


clozes = st.recursive(
    st.sampled_from(_BITS) | st.text("ab [{", max_size=4),
    lambda inner: (
        st.builds(_deletion, st.integers(0, 12), inner, st.sampled_from(["", "hint", "a b", "]"]))
        | st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=16,
).map(str.strip)

_names = st.text(_clean, min_size=1, max_size=12) | st.sampled_from(["a-->b", "x|y", "%41", "--!>"])
tags = st.lists(_names, max_size=3).map(tuple)
sources = st.none() | st.builds(
    lambda path, first, more, section: Source(path, first, first + more, section),
    _names,
    st.integers(0, 10**6),
    st.integers(0, 100),
    st.just("") | _names,
)


def _note(guid: str) -> st.SearchStrategy[Note]:
    rest = {
        "guid": st.just(guid),
        "back": fields,
        "tags": tags,
        "source": sources,
        "generated": st.none(),
        "standing": st.just(Standing.DECK),
    }
    pairs = st.sampled_from([NoteKind.BASIC, NoteKind.REVERSED])
    return st.builds(Note, kind=pairs, front=fields, **rest) | st.builds(
        Note, kind=st.just(NoteKind.CLOZE), front=clozes | fields, **rest
    )


deck_names = st.lists(_names, min_size=1, max_size=3).map("::".join)


@st.composite
def decks(draw: st.DrawFn) -> ParsedDeck:
    """Decks as ``read_deck`` gives them: one name for all notes, ids that differ."""
    name = draw(deck_names)
    guids = draw(st.lists(_names, max_size=4, unique=True))
    return ParsedDeck(name, tuple(ParsedNote(name, draw(_note(guid))) for guid in guids))
