r"""The JSON contract: what ``--json`` prints. Scripts stand on it.

Keys are never renamed, removed or given another meaning within a major version; new keys may
come, so a reader ignores what it does not know. Times are ISO 8601 in UTC with milliseconds and
``Z``; what does not apply is ``null``. Texts are Markdown, exactly as stored. Characters that a
terminal would obey, and bidirectional or invisible ones, are written as ``\uXXXX``: the same
JSON value, harmless on a screen.

The shapes below are also the help of the commands. Functions here are pure: view in, values out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyapp.generation import Cloze, Generated, Refusal
    from studyapp.services.views import (
        BuildReport,
        BuiltSource,
        CardView,
        CheckReport,
        Counts,
        DeckRow,
    )
    from studyapp.sources.account import LineFate
    from studyapp.sources.document import Document

BUILD = """\
{"sources": [{
   "path", "layout",
   "lines": {"total", "card", "text", "ignored", "uncertain"},
   "cards", "offered",
   "claimed": [{"text", "line", "count", "found"}],
   "warnings": [TEXT],
   "added", "updated", "unchanged", "missing",
   "unsure": [TEXT],
   "account": [{"first_line", "last_line", "fate", "reason"}]
 }],
 "decks": [{"name", "cards"}],
 "written": [PATH], "backups": [PATH], "skipped": [TEXT]}"""
"""``account`` is there with ``--report`` only. The four kinds of lines add up to the total.

``offered`` counts the generated cards that are in no deck and wait to be picked.
``backups`` names the files that were in the place of written ones and said something else.
"""

DECKS = """[{"name", "cards", "new", "learning", "due"}]"""

DUE = """[{"deck", "new", "learning", "due"}]"""

CARDS = """\
[{"id", "guid", "deck", "kind", "question", "answer", "tags",
  "source": {"path", "first_line", "last_line"},
  "state", "queue", "due", "stability", "difficulty",
  "retrievability"}]"""

MADE = frozenset(
    (
        "sentence",
        "topic",
        "context",
        "category",
        "hint",
        "accepted",
        "distractors",
        "tier",
        "score",
        "speaker",
        "links",
        "stale",
    )
)
"""What a generated card has besides in ``cards --json``, and a ``section`` in its source."""

CHECK = """\
{"path", "ok", "notes", "cards", "reviews",
 "problems": [{"what", "remedy"}], "repaired": [TEXT]}"""

INSPECT = """\
{"path", "title", "author",
 "blocks": [{"kind", "text", "first_line", "last_line",
   "sentences": [TEXT]}],
 "lines": {"total", "card", "text", "ignored", "uncertain"},
 "warnings": [TEXT],
 "account": [{"first_line", "last_line", "fate", "reason"}],
 "changes": [TEXT]}"""
"""``account`` and ``changes`` are there with ``--explain`` only."""

GENERATE = """\
[{"sentence", "topic", "context", "answer", "category",
  "hint", "accepted": [TEXT], "distractors": [TEXT],
  "tier", "score", "speaker", "links": [GUID],
  "source": {"path", "section", "first_line", "last_line"}}]"""

EXPLAINED = """\
{"cards": [as above],
 "refused": [{"sentence", "reason", "path", "first_line"}]}"""
"""What ``generate --explain`` prints instead."""


def help_text(says: str, shape: str) -> str:
    """Return the help of a command: what it does, and what ``--json`` prints."""
    return f"{says}\n\nWith --json it prints:\n\n\b\n{shape}"


def build(report: "BuildReport", *, account: bool) -> dict[str, Any]:
    """Return what ``build --json`` prints."""
    return {
        "sources": [_source(built, account=account) for built in report.sources],
        "decks": [{"name": name, "cards": cards} for name, cards in report.decks.items()],
        "written": list(report.written),
        "backups": list(report.backups),
        "skipped": list(report.skipped),
    }


def _source(built: "BuiltSource", *, account: bool) -> dict[str, Any]:
    parsed = built.parsed
    value: dict[str, Any] = {
        "path": parsed.path,
        "layout": parsed.layout,
        "lines": lines(built.line_fates),
        "cards": card_count(built),
        "offered": built.offered,
        "claimed": [
            {"text": claim.text, "line": claim.line, "count": claim.count, "found": claim.found}
            for claim in parsed.claims
        ],
        "warnings": list(parsed.warnings),
        "added": built.added,
        "updated": built.updated,
        "unchanged": built.unchanged,
        "missing": built.missing,
        "unsure": list(built.unsure),
    }
    if account:
        value["account"] = spans(built.line_fates)
    return value


def card_count(built: "BuiltSource") -> int:
    """Return how many cards the notes of one source yield."""
    notes = (entry.note for entry in built.parsed.deck.notes)
    return sum(len(note.ordinals()) for note in notes if note.studied)


def lines(fates: Sequence["LineFate"]) -> dict[str, int]:
    """Return how many lines met each fate; the four add up to ``total``."""
    counts = {"total": len(fates), "card": 0, "text": 0, "ignored": 0, "uncertain": 0}
    for fate in fates:
        counts[fate.fate.value] += 1
    return counts


def spans(fates: Iterable["LineFate"]) -> list[dict[str, Any]]:
    """Return runs of lines that share fate and reason; together they are the whole source."""
    found = []
    for (fate, reason), run in groupby(fates, lambda each: (each.fate.value, each.reason)):
        numbers = [each.number for each in run]
        found.append(
            {
                "first_line": numbers[0],
                "last_line": numbers[-1],
                "fate": fate,
                "reason": reason,
            }
        )
    return found


def decks(rows: Iterable["DeckRow"]) -> list[dict[str, Any]]:
    """Return what ``decks --json`` prints, in tree order; figures include subdecks."""
    return [{"name": row.name, "cards": row.cards, **_counts(row.counts)} for row in rows]


def due(waiting: Mapping[str, "Counts"]) -> list[dict[str, Any]]:
    """Return what ``due --json`` prints: every deck, figures with its subdecks."""
    return [{"deck": name, **_counts(counts)} for name, counts in waiting.items()]


def _counts(counts: "Counts") -> dict[str, int]:
    return {"new": counts.new, "learning": counts.learning, "due": counts.due}


def cards(views: Iterable["CardView"]) -> list[dict[str, Any]]:
    """Return what ``cards --json`` prints, in reading order."""
    return [_card(view) for view in views]


def _card(view: "CardView") -> dict[str, Any]:
    made, source = view.generated, view.source
    card = _plain_card(view)
    if made is None:
        return card
    if source is not None:
        card["source"]["section"] = source.section
    return card | {
        "sentence": made.sentence,
        "topic": made.topic,
        "context": made.context,
        "category": made.category,
        "hint": made.hint,
        "accepted": list(made.accepted),
        "distractors": list(made.distractors),
        "tier": made.tier,
        "score": made.score,
        "speaker": made.speaker,
        "links": list(made.links),
        "stale": view.stale,
    }


def _plain_card(view: "CardView") -> dict[str, Any]:
    memory, source = view.memory, view.source
    return {
        "id": view.id,
        "guid": view.guid,
        "deck": view.deck,
        "kind": view.kind.name.lower(),
        "question": view.question,
        "answer": view.answer,
        "tags": list(view.tags),
        "source": source
        and {
            "path": source.path,
            "first_line": source.first_line,
            "last_line": source.last_line,
        },
        "state": memory.state.name.lower(),
        "queue": view.queue.name.lower(),
        "due": memory.due and utc(memory.due),
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "retrievability": view.retrievability,
    }


def utc(at: datetime) -> str:
    """Return an aware time as ``2026-01-31T03:00:00.000Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def check(report: "CheckReport") -> dict[str, Any]:
    """Return what ``check --json`` prints."""
    return {
        "path": report.path,
        "ok": report.ok,
        "notes": report.notes,
        "cards": report.cards,
        "reviews": report.reviews,
        "problems": [{"what": each.what, "remedy": each.remedy} for each in report.problems],
        "repaired": list(report.repaired),
    }


def inspect(
    path: str, document: "Document", fates: Sequence["LineFate"], changes: Sequence[str] | None
) -> dict[str, Any]:
    """Return what ``inspect --json`` prints; ``changes`` is None without ``--explain``."""
    value: dict[str, Any] = {
        "path": path,
        "title": document.title,
        "author": document.author,
        "blocks": [
            {
                "kind": block.kind.value,
                "text": block.text,
                "first_line": block.first_line,
                "last_line": block.last_line,
                "sentences": [sentence.text for sentence in block.sentences],
            }
            for block in document.blocks
        ],
        "lines": lines(fates),
        "warnings": list(document.warnings),
    }
    if changes is not None:
        value["account"] = spans(fates)
        value["changes"] = list(changes)
    return value


def generate(generated: "Generated", *, explain: bool) -> list[Any] | dict[str, Any]:
    """Return what ``generate --json`` prints, in the order of the sources."""
    drawn = [_cloze(card) for card in generated.cards]
    if not explain:
        return drawn
    return {"cards": drawn, "refused": [_refusal(each) for each in generated.refused]}


def _cloze(card: "Cloze") -> dict[str, Any]:
    return {
        "sentence": card.sentence,
        "topic": card.topic,
        "context": card.context,
        "answer": card.answer,
        "category": card.category.value,
        "hint": card.hint,
        "accepted": list(card.accepted),
        "distractors": list(card.distractors),
        "tier": card.tier,
        "score": card.score,
        "speaker": card.speaker,
        "links": list(card.links),
        "source": {
            "path": card.path,
            "section": card.section,
            "first_line": card.first_line,
            "last_line": card.last_line,
        },
    }


def _refusal(refusal: "Refusal") -> dict[str, Any]:
    return {
        "sentence": refusal.sentence,
        "reason": refusal.reason,
        "path": refusal.path,
        "first_line": refusal.first_line,
    }
