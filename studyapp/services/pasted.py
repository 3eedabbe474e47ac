"""A paste without a title: a deck of its own, named after how the paste begins."""

import re
from dataclasses import replace

from studyapp.domain import cloze
from studyapp.domain.deck import ParsedDeck
from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind
from studyapp.sources.parsed import ParsedSource
from studyapp.sources.titles import clean_title, deck_key

STDIN = "standard input"
"""The name of what is pasted or piped, which is all that is known of it."""

LONGEST = 60
"""Characters of a name that is made here."""

_MARKUP = re.compile("[*_`]+")


def own_deck(parsed: ParsedSource) -> ParsedSource:
    """Name an untitled paste after its first question or, for a text, its first words.

    They are its identity too: two pastes that begin differently share nothing, and pasting a page
    again updates its deck, whatever was inserted or mended further down.
    """
    old = parsed.deck
    if parsed.path != STDIN or old.name != STDIN:
        return parsed
    beginning = _beginning(parsed)
    name = _name(beginning)
    if not name:
        return parsed
    # A deck file has no key: the ids in it, or its questions, are its notes' identities.
    key = old.key and note_guid(STDIN, deck_key(beginning))
    notes = tuple(
        replace(
            entry,
            deck=name + entry.deck.removeprefix(STDIN),
            note=entry.note._replace(guid=note_guid(key, entry.note.guid)) if key else entry.note,
        )
        for entry in old.notes
    )
    return replace(parsed, title=name, deck=ParsedDeck(name, notes, key))


def _beginning(parsed: ParsedSource) -> str:
    if parsed.document is not None:
        return next((block.text for block in parsed.document.body), "")
    if not parsed.deck.notes:
        return ""
    first = parsed.deck.notes[0].note
    return cloze.answer(first.front, 1) if first.kind is NoteKind.CLOZE else first.front


def _name(beginning: str) -> str:
    name = clean_title(_MARKUP.sub("", beginning))
    if len(name) > LONGEST:
        name = name[: LONGEST + 1].rsplit(" ", 1)[0]
        return name.rstrip(" .,:;") + "…"
    return name.rstrip(" .,:;?!")
