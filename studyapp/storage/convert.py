"""Rows to domain values and back. The only place that knows both shapes."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from studyapp.domain.card import Memory, State
from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder
from studyapp.domain.generated import Generated, Standing
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.domain.package import PackedMemory, PackedReview
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.storage.columns import MEMORY_FIELDS
from studyapp.storage.sums import Summed, checksum, row_checksum


def memory_from(row: Any) -> Memory:
    """Return the memory in a row that starts with ``MEMORY_FIELDS``."""
    return Memory(
        _STATES[row[0]],
        row[1],
        row[2],
        row[3],
        None if row[4] is None else from_ms(row[4]),
        row[5],
        None if row[6] is None else from_ms(row[6]),
        *row[7:11],
    )


def memory_values(memory: Memory, log_id: str | None) -> dict[str, Any]:
    """Return a memory that follows from the log up to ``log_id``, as values to set."""
    return {
        "to_state": int(memory.state),
        "to_step": memory.step,
        "to_stability": memory.stability,
        "to_difficulty": memory.difficulty,
        "to_due": None if memory.due is None else to_ms(memory.due),
        "to_due_day": memory.due_day,
        "to_last_review": None if memory.last_review is None else to_ms(memory.last_review),
        "to_last_day": memory.last_day,
        "to_first_day": memory.first_day,
        "to_reps": memory.reps,
        "to_lapses": memory.lapses,
        "to_log_id": log_id,
    }


def log_values(entry: ReviewEntry, learner_id: int) -> dict[str, Any]:
    """Return the column values of a log entry, checksum included."""
    values = {
        "id": entry.id,
        "learner_id": learner_id,
        "card_id": entry.card_id,
        "rating": None if entry.rating is None else int(entry.rating),
        "evidence": int(entry.evidence),
        "at": to_ms(entry.at),
        "day": entry.day,
        "duration_ms": entry.duration_ms,
        "state_before": int(entry.state_before),
        "state": int(entry.state),
        "step": entry.step,
        "due": None if entry.due is None else to_ms(entry.due),
        "due_day": entry.due_day,
        "voids": entry.voids,
        "imported": entry.imported,
        "snapshot": None if entry.snapshot is None else snapshot_text(entry.snapshot),
    }
    values["checksum"] = checksum(values)
    return values


def foreign_rows(
    tail: str, learner: int, card: int, reviews: Iterable[PackedReview], nothing: str | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of entries that another program wrote, with checksums, in one go.

    Their ids are their times in hex with ``tail`` behind; none of them is a snapshot.
    ``nothing`` is what stands for None.
    """
    summed = Summed(tail, learner, card).of
    made = []
    # fmt: off
    for (_, rating, evidence, at, day, duration, before, state, step, due, due_day, voids,
         foreign, _) in reviews:
        key = f"{at:012x}{tail}"
        total = None
        if step is None and voids is None and foreign is not None:
            total = summed(rating, evidence, at, day, duration, before, state, due, due_day,
                           foreign)
        if total is None:
            total = row_checksum((key, learner, card, rating, evidence, at, day, duration, before,
                                  state, step, due, due_day, voids, foreign, None))
        made.append((key, learner, card, nothing if rating is None else rating, evidence,
                     at, day, duration, before, state, nothing if step is None else step,
                     nothing if due is None else due, nothing if due_day is None else due_day,
                     nothing if voids is None else voids,
                     nothing if foreign is None else foreign, nothing, total))
    # fmt: on
    return made


_MEMORY = ",".join(["%d", *["%r"] * (len(MEMORY_FIELDS) - 1)])


def entry_from(row: Any) -> ReviewEntry:
    """Return the log entry in a mapping of columns."""
    return ReviewEntry(
        row["id"],
        row["card_id"],
        None if row["rating"] is None else Rating(row["rating"]),
        Evidence(row["evidence"]),
        from_ms(row["at"]),
        row["day"],
        row["duration_ms"],
        State(row["state_before"]),
        State(row["state"]),
        row["step"],
        None if row["due"] is None else from_ms(row["due"]),
        row["due_day"],
        row["voids"],
        row["imported"],
        None if row["snapshot"] is None else snapshot_from(row["snapshot"]),
    )


def snapshot_text(memory: Memory) -> str:
    """Return a memory as text: its numbers in order, between commas."""
    due = None if memory.due is None else to_ms(memory.due)
    last = None if memory.last_review is None else to_ms(memory.last_review)
    return packed_text(
        PackedMemory(
            int(memory.state),
            memory.step,
            memory.stability,
            memory.difficulty,
            due,
            memory.due_day,
            last,
            memory.last_day,
            memory.first_day,
            memory.reps,
            memory.lapses,
        )
    )


def packed_text(memory: PackedMemory) -> str:
    """Return the same for a memory in numbers."""
    return _MEMORY % memory


def packed_from(text: str) -> PackedMemory:
    """Return the memory in such a text."""
    values = [
        None if part == "None" else float(part) if index in (2, 3) else int(part)
        for index, part in enumerate(text.split(","))
    ]
    return PackedMemory(*values)  # type: ignore[arg-type]


def snapshot_from(text: str) -> Memory:
    """Return the same as a domain value."""
    return memory_from(packed_from(text))


def tags_text(tags: Iterable[str]) -> str:
    """Return tags as stored: space-separated with outer spaces, so that LIKE finds whole tags."""
    joined = " ".join(tags)
    return f" {joined} " if joined else ""


def note_values(note: Note) -> dict[str, Any]:
    """Return the content columns of a note."""
    source = note.source
    return {
        "guid": note.guid,
        "kind": int(note.kind),
        "front": note.front,
        "back": note.back,
        "tags": tags_text(note.tags),
        "source_path": source.path if source else "",
        "first_line": source.first_line if source else None,
        "last_line": source.last_line if source else None,
        "section": source.section if source else "",
        "details": details_text(note.generated),
        "standing": int(note.standing),
    }


_STATES = {int(each): each for each in State}
_KINDS = {int(each): each for each in NoteKind}
_STANDINGS = {int(each): each for each in Standing}
"""Calling an enum takes ten times as long."""


def note_from(row: Any) -> Note:
    """Return the note in a row of ``cards.card_query``."""
    source = None
    if row.first_line is not None and row.last_line is not None:
        source = Source(row.source_path, row.first_line, row.last_line, row.section)
    return Note(
        row.guid,
        _KINDS[row.kind],
        row.front,
        row.back,
        tuple(row.tags.split()),
        source,
        details_from(row.details),
        _STANDINGS[row.standing],
    )


def details_text(generated: Generated | None) -> str:
    """Return how a note was generated as JSON, or nothing."""
    if generated is None:
        return ""
    return json.dumps(asdict(generated), sort_keys=True, ensure_ascii=False)


def details_from(payload: str) -> Generated | None:
    """Return how a note was generated from JSON; names this version does not know are left out."""
    if not payload:
        return None
    stored: dict[str, Any] = json.loads(payload)
    known = {field.name for field in fields(Generated)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in known
    }
    return Generated(**values)


def content_hash(kind: int, front: str, back: str) -> str:
    """Return what tells whether the content of a note changed."""
    return content_sums(kind, front, back)[0]


def text_sum(front: str, back: str) -> int:
    """Return what tells whether the text of a foreign note was edited here."""
    return zlib.crc32(f"{front}\0{back}".encode())


def content_sums(kind: int, front: str, back: str) -> tuple[str, int]:
    """Return ``content_hash`` and ``text_sum``."""
    text = f"{kind}\0{front}\0{back}".encode()
    return hashlib.sha256(text).hexdigest(), zlib.crc32(text[text.index(0) + 1 :])


_ENUMS = {"leech_action": LeechAction, "new_order": NewOrder, "review_order": ReviewOrder}


def options_from(payload: str) -> DeckOptions:
    """Return deck options from JSON; names this version does not know are left out."""
    stored: dict[str, Any] = json.loads(payload)
    known = {field.name for field in fields(DeckOptions)}
    values: dict[str, Any] = {}
    for name, value in stored.items():
        if name in _ENUMS:
            values[name] = _ENUMS[name](value)
        elif name in known:
            values[name] = tuple(value) if isinstance(value, list) else value
    return DeckOptions(**values)


def options_text(options: DeckOptions) -> str:
    """Return deck options as JSON."""
    return json.dumps(asdict(options), sort_keys=True)
