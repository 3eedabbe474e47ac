"""Cloze notes for the texts of a build: what the generator chose, as notes to store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from studyapp.domain.deck import ParsedNote
from studyapp.domain.generated import Generated, Standing
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.generation import Cloze, Flashcard, generate
from studyapp.sources.parsed import ParsedSource


def draw(parsed: ParsedSource, deck: Sequence[Flashcard]) -> ParsedSource:
    """Return a text with the cloze notes drawn from it; a flashcard page as it is.

    Each text is drawn from by itself, so that building it again beside other texts gives the
    same notes. ``deck`` are the flashcards whose vocabulary guides the choice.
    """
    if parsed.document is None:
        return parsed
    found = generate([replace(parsed.document, path=_base(parsed.path))], deck)
    notes = tuple(
        ParsedNote(parsed.deck.name, _note(cloze, parsed.deck.key))
        for cloze in found.cards
        if not _clashes(cloze)
    )
    return replace(parsed, deck=replace(parsed.deck, notes=notes))


def flashcards(sources: Iterable[ParsedSource]) -> list[Flashcard]:
    """Return the questions and answers among the sources of a build."""
    return [
        Flashcard(entry.note.guid, entry.note.front, entry.note.back)
        for source in sources
        if source.document is None
        for entry in source.deck.notes
        if entry.note.kind is not NoteKind.CLOZE
    ]


def _base(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _clashes(cloze: Cloze) -> bool:
    """Whether the text holds what the notation of deletions is made of."""
    return any(
        mark in text for mark in ("{{", "}}", "::") for text in (cloze.sentence, cloze.context)
    )


def _note(cloze: Cloze, key: str) -> Note:
    blank = (
        f"{{{{c1::{cloze.answer}::{cloze.hint}}}}}" if cloze.hint else f"{{{{c1::{cloze.answer}}}}}"
    )
    sentence = cloze.sentence[: cloze.start] + blank + cloze.sentence[cloze.end :]
    made = Generated(
        sentence=cloze.sentence,
        topic=cloze.topic,
        context=cloze.context,
        answer=cloze.answer,
        category=str(cloze.category),
        hint=cloze.hint,
        accepted=cloze.accepted,
        distractors=cloze.distractors,
        tier=cloze.tier,
        score=round(cloze.score, 3),
        speaker=cloze.speaker,
        links=cloze.links,
        paragraph=cloze.paragraph,
        group=cloze.group,
    )
    return Note(
        guid=note_guid(key, f"cloze {cloze.key}"),
        kind=NoteKind.CLOZE,
        front=f"{cloze.context} {sentence}" if cloze.context else sentence,
        back="",
        source=Source(cloze.path, cloze.first_line, cloze.last_line, cloze.section),
        generated=made,
        standing=Standing.DECK if cloze.tier == "A" else Standing.OFFERED,
    )
