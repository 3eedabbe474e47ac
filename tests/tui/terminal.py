"""What a program says to its terminal, word by word, and a collection that says the wrong things.

A word is a control sequence; where the cursor goes does not matter to it, and a change of style
is as many words as it sets attributes. A program on harmless text uses the words it needs; on
hostile text it must use no other, and no control character that stands in no word.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import category

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.generated import Generated, Standing
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.services.build import store_deck
from studyapp.storage import state
from studyapp.storage.engine import writing
from tests.cli import made

SEQUENCE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI
    "|\x1b[\\]PX^_].*?(?:\x07|\x1b\\\\)"  # OSC, DCS and other strings
    "|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
STYLE = re.compile("\x1b\\[([0-9;]*)m")
PLACE = re.compile("\x1b\\[[0-9]+;[0-9]+H")
ATTRIBUTE = re.compile("[34]8;2;[0-9]+;[0-9]+;[0-9]+|[0-9]+")


def words(said: str) -> Iterator[str]:
    """Yield the control sequences in what a program wrote."""
    for match in SEQUENCE.finditer(said):
        if style := STYLE.fullmatch(match[0]):
            yield from (f"style {each}" for each in ATTRIBUTE.findall(style[1]))
        else:
            yield "place" if PLACE.fullmatch(match[0]) else match[0]


def intruders(said: str, known: set[str]) -> set[str]:
    """Return the words that are not known, and the control characters in no word.

    A line ends in CR LF, as a terminal turns LF into; either alone is an intruder.
    """
    text = SEQUENCE.sub("", said).replace("\r\n", "")
    loose = {char for char in text if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    return {word for word in words(said) if word not in known} | loose


def packed(texts: Iterable[str], limit: int, between: str = " ") -> list[str]:
    """Return the texts in order in as few as fit a limit of characters each."""
    found: list[str] = []
    for text in texts:
        if found and len(found[-1]) + len(between) + len(text) <= limit:
            found[-1] += between + text
        else:
            found.append(text)
    return found


PAYLOADS = [*made.payloads(), "\x1b[31mred", "\x9b5;5H"]
HIDING = sorted(PAYLOADS, key=str.isprintable)
"""Those that hold control characters first."""
LEVELS = packed(HIDING, 34)
"""All payloads, in names of which the list of decks shows 28 characters at least."""
DECK = "::".join(f"D{number} {level}" for number, level in enumerate(LEVELS))


def make_collection(path: Path, dress: Callable[[str], str] = str) -> None:
    """Make a collection with every payload in every field, dressed in some way.

    Its deck holds a written card, a generated one and an offered one.
    """
    text = dress(" ".join(LEVELS))
    name = dress(DECK)
    path1, section1, path2, section2, *_ = map(dress, packed(HIDING, 78))
    first, second = Source(path1, 1, 2, section1), Source(path2, 3, 4, section2)
    tags = tuple(dress(each) for each in packed(PAYLOADS, 38, "_"))
    cloze = f"{text} {{{{c1::hidden {text}::{text}}}}} end"
    sentence = f"makes {text} hidden {text} end"
    fields: dict[str, Any] = {
        field.name: f"{field.name} {text}" if field.type is str else (text,)
        for field in dataclasses.fields(Generated)
    }
    fields |= {"sentence": sentence, "answer": text, "hint": text, "links": ("asks",)}
    how = Generated(**fields | {"score": 0.5, "paragraph": f"paragraph {text} {sentence}"})
    notes = (
        Note("asks", NoteKind.BASIC, f"asks {text}", f"says {text}", tags, first),
        Note("makes", NoteKind.CLOZE, f"makes {cloze}", f"back {text}", tags, second, how),
        Note("offers", NoteKind.CLOZE, f"offers {cloze}", "", (), first, how, Standing.OFFERED),
    )
    parsed = ParsedDeck(name, tuple(ParsedNote(name, note) for note in notes), f"key {text}")
    with made.open_collection(path) as collection:
        workspace = collection._workspace
        state.set_setting(workspace.engine, "samples_offered", "yes")
        with writing(workspace.engine) as connection:
            store_deck(workspace, connection, parsed, path=text, layout=text)
