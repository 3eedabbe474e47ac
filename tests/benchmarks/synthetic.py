"""A synthetic collection of any size: seeded text, and five log entries a card."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from studyapp.collection import Collection
from studyapp.domain.card import Memory
from studyapp.domain.day import study_day
from studyapp.domain.deck import DeckOptions, ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid, uuid7
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.scheduling.fsrs import Scheduler
from studyapp.services.build import store_deck
from studyapp.services.workspace import open_workspace
from studyapp.storage.convert import log_values, memory_values
from studyapp.storage.engine import writing
from studyapp.storage.tables import LogRecord

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def words(rng: Random, vocabulary: list[str], count: int) -> str:
    return " ".join(rng.choices(vocabulary, k=count)).capitalize()


def make(path: Path, notes: int, *, entries: int = 5, decks: int = 10, seed: int = 1) -> None:
    """Write a collection of ``notes`` basic cards, each with ``entries`` reviews behind it."""
    rng = Random(seed)
    syllables = [
        "ka",
        "ro",
        "mi",
        "ten",
        "sol",
        "var",
        "du",
        "pel",
        "ish",
        "ora",
        "lum",
        "net",
        "fi",
        "gos",
        "tra",
    ]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(8000)]
    workspace = open_workspace(path, clock=lambda: NOW, zone=ZONE, rollover=4, seed=seed)
    parsed = ParsedDeck(
        "Bench",
        tuple(
            ParsedNote(
                f"Bench::Deck{index % decks}",
                Note(
                    note_guid("bench", str(index)),
                    NoteKind.BASIC,
                    words(rng, vocabulary, rng.randint(12, 28)) + "?",
                    words(rng, vocabulary, rng.randint(40, 80)) + ".",
                    (f"topic{index % 40}",),
                ),
            )
            for index in range(notes)
        ),
    )
    scheduler = Scheduler(DeckOptions(), ZONE)
    with writing(workspace.engine) as connection:
        store_deck(workspace, connection, parsed, path="bench", layout="synthetic")
        log: list[dict[str, object]] = []
        for card_id in range(1, notes + 1):
            memory = Memory()
            at = NOW - timedelta(days=rng.uniform(30, 400))
            for _ in range(entries):
                day = study_day(at, ZONE)
                rating = rng.choices(list(Rating), weights=(10, 10, 65, 15))[0]
                after = scheduler.answer(memory, rating, at, day, card_id)
                entry = ReviewEntry(
                    uuid7(int(at.timestamp() * 1000), rng),
                    card_id,
                    rating,
                    Evidence.REVIEW,
                    at,
                    day,
                    8000,
                    memory.state,
                    after.state,
                    after.step,
                    after.due,
                    after.due_day,
                )
                log.append(log_values(entry, workspace.learner_id))
                memory = after
                gap = rng.uniform(0.8, 1.4)
                due = after.due or at
                at = min(max(at + (due - at) * gap, at + timedelta(minutes=1)), NOW)
            workspace.statements.set_memory(
                connection,
                learner=workspace.learner_id,
                card=card_id,
                **memory_values(memory, str(log[-1]["id"])),
            )
        # As in life: in the order in which the reviews were made, not card by card.
        connection.execute(insert(LogRecord), sorted(log, key=lambda row: str(row["id"])))
    workspace.close()
    with Collection.open(path, zone=ZONE) as collection:
        collection.set_options("Bench", DeckOptions(new_per_day=9999, reviews_per_day=9999))
