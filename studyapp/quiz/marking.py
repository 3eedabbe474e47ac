"""Marking a paper that was handed in: a mark for each point, and what they come to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from studyapp.domain.review import Rating
from studyapp.quiz.paper import Key, Paper, Question
from studyapp.quiz.practice_test import PracticeTest, Reply

HALF = 0.5
"""The score of an answer that the student calls partly right."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one point came to."""

    score: float
    """0 to 1. What was not answered scores nothing, and neither does what is not decided."""
    answered: bool
    given: str = ""
    """The answer as it was given, Markdown for an option."""
    rating: Rating | None = None
    """What a typed answer says of recall; None for what was chosen and what is not decided."""
    confused_with: int | None = None
    """The card that the wrong answer belongs to."""
    reasons: tuple[str, ...] = ()
    decided: bool = True
    """False where the grader abstained and the student has not judged yet."""
    overridden: bool = False

    @property
    def right(self) -> bool:
        """Whether it earned the whole point."""
        return self.score >= 1

    def judged(self, score: float) -> "Mark":
        """Return the mark that the student gives instead: 1 right, 0 wrong, between: partly."""
        score = min(1.0, max(0.0, score))
        rating = None
        if self.rating is not None or not self.decided:
            rating = Rating.GOOD if score >= 1 else Rating.HARD if score > 0 else Rating.AGAIN
        confused = None if score >= 1 else self.confused_with
        return replace(
            self,
            score=score,
            rating=rating,
            confused_with=confused,
            decided=True,
            overridden=True,
        )


Marks = tuple[tuple[Mark, ...], ...]
"""For each question of the paper as many as it has points."""


def mark(test: PracticeTest, whose: Callable[[str], int | None] = lambda text: None) -> Marks:
    """Mark every point. ``whose`` says whose answer a wrong typed one is."""
    paper = test.paper
    return tuple(
        tuple(
            _typed(question, keys[0], reply.text, whose)
            if question.kind.typed
            else _picked(question, key, reply, point)
            for point, key in enumerate(keys)
        )
        for question, keys, reply in zip(paper.questions, paper.keys, test.replies, strict=True)
    )


def _picked(question: Question, key: Key, reply: Reply, point: int) -> Mark:
    pick = reply.picks[point]
    if pick is None:
        return Mark(0, answered=False)
    given = question.options[pick]
    if pick == key.right:
        return Mark(1, answered=True, given=given)
    owner = key.owners[pick] if pick < len(key.owners) else 0
    confused = owner if owner not in (0, key.card_id) else None
    return Mark(0, answered=True, given=given, confused_with=confused)


def _typed(question: Question, key: Key, text: str, whose: Callable[[str], int | None]) -> Mark:
    if not text.strip():
        return Mark(0, answered=False)
    from studyapp.grading import Band, grade  # many rules, not wanted before a paper is marked

    model, *accepted = key.accepted
    verdict = grade(question.prompts[0], model, text, accepted)
    if verdict.band is Band.ABSTAIN:
        return Mark(0, answered=True, given=text, reasons=verdict.reasons, decided=False)
    score = {Band.RIGHT: 1.0, Band.WRONG: 0.0}.get(verdict.band, min(verdict.score, 0.99))
    other = whose(text) if verdict.band is Band.WRONG else None
    return Mark(
        score,
        answered=True,
        given=text,
        rating=verdict.rating,
        confused_with=None if other == key.card_id else other,
        reasons=verdict.reasons,
    )


def score(marks: Marks) -> float:
    """Return the share of the points that were earned, from 0 to 1."""
    scores = [each.score for group in marks for each in group]
    return sum(scores) / len(scores) if scores else 0.0


def passed(paper: Paper, reached: float) -> bool:
    """Whether a score is at the pass mark or above it, in whole per cent as both are shown."""
    return round(100 * reached) >= paper.pass_mark


class By(StrEnum):
    """What a breakdown groups by."""

    SUBDECK = "subdeck"
    SECTION = "section"
    TAG = "tag"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Topic:
    """What the points of one topic came to."""

    name: str
    points: int
    scored: float


def breakdown(paper: Paper, marks: Marks, by: By) -> tuple[Topic, ...]:
    """Return the score of each topic, in the order of the names; a card may be in several."""
    found: dict[str, list[float]] = {}
    for question, keys, group in zip(paper.questions, paper.keys, marks, strict=True):
        for key, each in zip(keys, group, strict=True):
            for name in _topics(question, key, by):
                found.setdefault(name, []).append(each.score)
    return tuple(Topic(name, len(found[name]), sum(found[name])) for name in sorted(found))


def groupings(paper: Paper) -> tuple[By, ...]:
    """Return what tells the points of a paper apart: each of these gives several topics."""
    every = [
        (question, key)
        for question, keys in zip(paper.questions, paper.keys, strict=True)
        for key in keys
    ]
    return tuple(
        by for by in By if len({name for each in every for name in _topics(*each, by)}) > 1
    )


def _topics(question: Question, key: Key, by: By) -> tuple[str, ...]:
    match by:
        case By.SUBDECK:
            return (key.deck,)
        case By.SECTION:
            return ((key.source.section if key.source else "") or "without a section",)
        case By.TAG:
            return key.tags or ("without a tag",)
    return (question.kind.value,)


def marks_json(marks: Marks) -> list[list[dict[str, Any]]]:
    """Return marks as JSON values."""
    return [[_mark_json(each) for each in group] for group in marks]


def _mark_json(each: Mark) -> dict[str, Any]:
    return {
        "score": each.score,
        "answered": each.answered,
        "given": each.given,
        "rating": None if each.rating is None else int(each.rating),
        "confused_with": each.confused_with,
        "reasons": list(each.reasons),
        "decided": each.decided,
        "overridden": each.overridden,
    }


def marks_from(values: Iterable[Iterable[Mapping[str, Any]]]) -> Marks:
    """Read what ``marks_json`` returned."""
    return tuple(tuple(_mark_from(each) for each in group) for group in values)


def _mark_from(values: Mapping[str, Any]) -> Mark:
    rating = values["rating"]
    return Mark(
        values["score"],
        values["answered"],
        values["given"],
        None if rating is None else Rating(rating),
        values["confused_with"],
        tuple(values["reasons"]),
        values["decided"],
        values["overridden"],
    )
