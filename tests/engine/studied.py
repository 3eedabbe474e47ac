"""A collection of ours with a bit of everything, studied for weeks up to now."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random

from studyapp.collection import Collection
from studyapp.domain.card import Flag
from studyapp.domain.deck import DeckOptions, LeechAction, ReviewOrder
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Rating
from studyapp.services.texts import SourceFile
from tests import desk
from tests.engine.made import PARAMETERS

TOWNS = ("Velmar", "Ostrand", "Kirnau", "Belsk", "Torvik", "Lindow", "Maren", "Pestov")
TITLE = "Mills and Bridges of the Upper Valley"
FRONTS = (
    "What is *two* `x < y` & <b>more</b>?",
    "Two lines\n\nand a paragraph with **bold**",
    "- a list\n- of two",
    "λόγος, 山 and 🙂 in one # line",
    "A price of $5 and \\(x^2\\), 1. not a list",
    "1. first\n2. second",
    "> quoted\n\nand not",
    "snake_case_word and ~tilde~ [link](https://example.org/a_b)",
)
CLOZES = (
    "{{c1::One}}, {{c2::two}} and {{c3::three}}",
    "{{c1::Rome {{c2::fell::verb}}}} in {{c3::476::year}} and {{c1::again}}",
    "**{{c2::bold}}** first, then {{c1::*slanted*::how?}}",
)


def made(path: Path, seed: int, zone: tzinfo = UTC, days: int = 25) -> None:
    """Make a collection and study it day by day; the last day is today."""
    rng = Random(seed)
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=days, minutes=45)
    clock = desk.Clock(start)
    with desk.opened(path, clock, zone) as collection:
        collection.build(desk.files("Top", _notes(rng, "top", 12)))
        collection.build(desk.files("Top::Sub deck::Žluť", _notes(rng, "sub", 8)))
        collection.build([text()])
        _options(collection, rng)
        for day in range(days + 1):
            clock.now = start + timedelta(days=day)
            if rng.random() < 0.4 or day == days:
                _session(collection, rng, clock, rng.choice(("Top", TITLE)))
        _marks(collection, rng)


def text() -> SourceFile:
    """Return a text of plain facts to make cards of."""
    facts = [
        f"In {1850 + 3 * n} the town of {town} opened its stone bridge over the river Aller, "
        f"which had cost the council {4 + n},500 crowns."
        for n, town in enumerate(TOWNS)
    ]
    paragraphs = "\n\n".join(" ".join(facts[at : at + 2]) for at in range(0, len(facts), 2))
    return SourceFile("valley.txt", f"{TITLE}\n\n{paragraphs}\n".encode())


def _notes(rng: Random, name: str, count: int) -> list[Note]:
    notes = []
    for number in range(count):
        kind = rng.choice((NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE))
        front = rng.choice(CLOZES if kind is NoteKind.CLOZE else FRONTS)
        back = rng.choice((f"Back {number}", f"An **answer**\n\n- {number}\n- more"))
        tags = tuple(rng.sample(("verb", "a::b", "žluť"), rng.randint(0, 2)))
        guid = note_guid(name, str(number))
        notes.append(Note(guid, kind, f"{front} {number}", back, tags))
    return notes


def _options(collection: Collection, rng: Random) -> None:
    collection.set_options(
        "Top",
        DeckOptions(
            desired_retention=rng.choice((0.85, 0.9)),
            learning_steps=rng.choice(((60, 600), (90, 86_400), ())),
            relearning_steps=rng.choice(((600,), (420, 86_400))),
            new_per_day=rng.randint(3, 30),
            leech_threshold=4,
            leech_action=rng.choice(tuple(LeechAction)),
            review_order=rng.choice(tuple(ReviewOrder)),
            bury_siblings=rng.random() < 0.5,
            parameters=rng.choice(((), PARAMETERS)),
        ),
    )


def _session(collection: Collection, rng: Random, clock: desk.Clock, deck: str) -> None:
    session = collection.study(deck)
    for _ in range(rng.randint(3, 25)):
        if session.current() is None:
            return
        session.answer(Rating(rng.choice((1, 2, 3, 3, 3, 4))), rng.randint(500, 60_000))
        clock.forward(seconds=rng.randint(3, 90))
        if rng.random() < 0.05:
            session.undo()


def _marks(collection: Collection, rng: Random) -> None:
    cards = list(collection.cards())
    rng.shuffle(cards)
    for card in cards[:4]:
        collection.suspend(card.id)
    for flag, card in zip(tuple(Flag)[1:], cards[2:], strict=False):
        collection.set_flag(card.id, flag)
    for offer, act in zip(
        collection.offers(TITLE), (collection.keep, collection.drop), strict=False
    ):
        act(offer.note_id)
    session = collection.study("Top")
    for _ in range(2):
        if session.current() is not None:
            session.bury()
