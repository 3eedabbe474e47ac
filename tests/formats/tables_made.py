"""Packages for tests of tables: hostile texts in them, and how they look when read again."""

from collections.abc import Sequence

from hypothesis import strategies as st

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote
from studyapp.formats.base import DeckFile, Reading, TextFormat, Writing

_BITS = ['"', '""', "'", "''", "\t", ",", ";", "|", "\n", "\n\n", "\n\n\n", "#", "=1+1", "+", "-"]
_BITS += ["@", "-----", "\n-----\n", "\n---\n", " - ", ": ", "{{c1::a}}", "{{c1::", "}}", "<b>"]
_BITS += ["a", "ж", "😀", "\u2028", "\x85", "\x0b", "\x1c", "\xa0", "e\u0301", " ", "sep=;", "1e5"]
_clean = st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\ufeff")
texts = st.lists(st.sampled_from(_BITS) | st.text(_clean, max_size=3), max_size=8).map(
    lambda bits: "".join(bits).strip()
)
fronts = texts.filter(bool)
_kinds = st.sampled_from([NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE])


def package(notes: Sequence[PackedNote], name: str = "Deck") -> Package:
    return Package("test", name, notes)


def read(
    form: TextFormat, text: str, reading: Reading | None = None, name: str = "f.txt"
) -> Package:
    with form.read(DeckFile(name, text=text), reading or Reading()) as found:
        return found


def written(form: TextFormat, notes: Sequence[PackedNote]) -> tuple[str, Sequence[str]]:
    assert form.writer is not None
    return form.writer(package(notes), Writing())


def pairs(found: Package) -> list[tuple[str, str]]:
    return [(packed.note.front, packed.note.back) for packed in found.notes]


@st.composite
def packed_notes(draw: st.DrawFn) -> list[PackedNote]:
    """Notes with all that a table can hold, under guids that differ."""
    guids = draw(st.lists(fronts, max_size=5, unique=True))
    words = st.text(_clean, min_size=1, max_size=6).map(lambda tag: " ".join(tag.split()))
    tags = st.lists(words.filter(lambda tag: bool(tag) and ";" not in tag), max_size=3, unique=True)
    return [
        PackedNote(
            Note(guid, draw(_kinds), draw(fronts), draw(texts), tuple(draw(tags))),
            draw(fronts),
        )
        for guid in guids
    ]
