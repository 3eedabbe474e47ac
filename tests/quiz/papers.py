"""A harbour deck to make papers of: terms, dates, figures, long answers, clozes, tags, sections."""

from dataclasses import replace

from studyapp.domain.cloze import answer, question
from studyapp.domain.deck import ParsedNote
from studyapp.domain.generated import Generated
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.domain.selftest import Item
from studyapp.quiz.paper import Paper
from studyapp.quiz.paper_making import make
from studyapp.quiz.paper_wishes import Wishes
from tests.quiz.deck import item

TERMS = (
    *("mooring", "ballast", "keel", "capstan", "hawser", "bulwark", "rudder", "tiller"),
    *("halyard", "bowsprit", "gunwale", "thwart", "binnacle", "scupper", "fairlead", "bollard"),
)
YEARS = ("1704", "1719", "1733", "1748", "1762", "1777", "1791", "1806", "1821", "1836")
LONG = (
    (
        "The pilots refused to sail after sunset because the beacons had been sold. The city got "
        "them back in 1741 from a chandler named Corvin."
    ),
    (
        "A toll on every hogshead paid for dredging the northern channel each spring. Oxen turned "
        "the windlass, and the mud went to the orchards."
    ),
    (
        "Merchants stored their indigo upstairs, where no flood had ever reached it. The tide of "
        "1682 spoiled all the saffron in the cellars."
    ),
    (
        "Tar was boiled outside the walls since a fire had once emptied the arsenal. The guild of "
        "caulkers kept a watchman there until 1803."
    ),
    (
        "Apprentices learned knots for a year before anyone let them touch a chart. Who tied the "
        "worst bowline had to sweep the loft on Sundays."
    ),
)
PORTS = ("Brackwater", "Ostermouth", "Kelport", "Dunhaven", "Saltmere", "Windlesham")


def deck() -> tuple[Item, ...]:
    """Return 37 items in two subdecks, each with a question that no other resembles."""
    found: list[Item] = []
    for at, term in enumerate(TERMS):
        found.append(item(len(found) + 1, f"Fitting {_name(at)}, whose place is {at + 3}?", term))
    for at, year in enumerate(YEARS):
        found.append(item(len(found) + 1, f"When did lighthouse {_name(at + 20)} open?", year))
    for at, text in enumerate(LONG):
        asked = f"Why is custom {_name(at + 40)} remembered?"
        found.append(item(len(found) + 1, asked, text))
    for at, port in enumerate(PORTS):
        found.append(
            _cloze(len(found) + 1, f"Quay {_name(at + 60)} belongs to {{{{c1::{port}}}}}.")
        )
    return tuple(
        replace(
            each,
            deck="Harbour::Ships" if each.card_id % 2 else "Harbour::Towns",
            tags=("rope::knots",) if each.card_id % 3 else ("stone", "marked"),
            source=Source(
                "harbour.txt", each.card_id, each.card_id + 1, f"Part {each.card_id % 4}"
            ),
            retrievability=None if each.card_id % 5 else 0.5,
        )
        for each in found
    )


def _name(at: int) -> str:
    """Return a word that stands for nothing and is like no other."""
    return "".join(
        "bdfgklmnprst"[(at * step + step) % 12] + "aeiou"[(at + step) % 5] for step in (1, 5, 7)
    )


def _cloze(number: int, front: str) -> Item:
    term = front.partition("::")[2].partition("}")[0]
    made = item(number, question(front, 1), term, kind=NoteKind.CLOZE)
    return replace(made, answer=answer(front, 1))


DECK = deck()
"""Made once: the tests only read it."""


def paper(wishes: Wishes | None = None, seed: int = 1) -> Paper:
    """Return a paper on the harbour deck."""
    return make("Harbour", DECK, replace(wishes or Wishes(), seed=seed))


def notes() -> tuple[ParsedNote, ...]:
    """Return the same deck as notes of deck files, the clozes as if drawn from a text."""
    return tuple(ParsedNote(each.deck, _note(each)) for each in DECK)


def _note(each: Item) -> Note:
    guid = note_guid("harbour", str(each.card_id))
    if each.kind is not NoteKind.CLOZE:
        return Note(guid, each.kind, each.question, each.term, each.tags, each.source)
    plain = each.answer.replace("**", "")
    front = plain.replace(each.term, f"{{{{c1::{each.term}}}}}")
    made = Generated(plain, "", each.term, "place", "", (each.term,), (), "A", 1.0, topic="Quays")
    return Note(guid, each.kind, front, "", each.tags, each.source, made)
