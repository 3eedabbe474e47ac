"""Asking about what an answer left out: one point at a time, with a ladder of hints.

A reply that misses, or an empty one, is met with the next hint; when the ladder is used up, the
point is told. So each follow-up ends after one reply more than it has hints, whatever is typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studyapp.grading.asking import ask
from studyapp.grading.blanks import BLANK
from studyapp.grading.hints import hints
from studyapp.grading.verdict import Band, KeyPoint

MOST = 3
"""Points that are asked about after one answer."""
LEAST_WEIGHT = 0.2
"""Below it a point was all but given by the question."""
SENTENCE_WORDS = 20
"""Longer replies to a question for one fact are lists of guesses."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One point that was left out, and the student's replies to being asked for it."""

    point: KeyPoint
    ask: str
    hints: tuple[str, ...]
    """From the vaguest to the plainest; none of them is the point itself."""
    replies: tuple[str, ...] = ()
    """In order; an empty one asked for a hint."""
    given: bool = False
    """Whether the last reply gave the point."""
    told: bool = False
    """Whether the student gave up."""

    @property
    def over(self) -> bool:
        """Whether the point was given or has to be told."""
        return self.given or self.told or len(self.replies) > len(self.hints)

    @property
    def shown(self) -> tuple[str, ...]:
        """The hints that were needed so far, one for each reply that missed."""
        return self.hints[: len(self.replies) - self.given]

    def reply(self, text: str, question: str) -> "FollowUp":
        """Take a reply; nothing changes once it is over."""
        if self.over:
            return self
        text = " ".join(text.split())
        return replace(
            self,
            replies=(*self.replies, text),
            given=bool(text) and gives(self.point, text, question),
        )

    def give_up(self) -> "FollowUp":
        """Have the point told."""
        return self if self.over else replace(self, told=True)


def follow_ups(missing: Sequence[KeyPoint], model: str) -> tuple[FollowUp, ...]:
    """Return what to ask after an answer: the weightiest points, none told by another's question.

    A question shows the rest of its sentence. Of a claim that is a whole sentence nothing but its
    length can be said without giving it away, so a fact in it is asked for in its place.
    """
    chosen: list[FollowUp] = []
    taken: list[str] = []
    told: list[str] = []
    for point in sorted(missing, key=lambda each: -each.weight):
        if len(chosen) == MOST or point.weight < LEAST_WEIGHT:
            break
        if _is_in(point.text, told) or any(_is_in(each, [point.text]) for each in taken):
            continue
        asked = _asking(point, model)
        if point.kind == "claim" and BLANK not in asked.ask:
            facts = [p for p in missing if p.kind != "claim" and _is_in(p.text, [point.text])]
            heaviest = max(facts, key=lambda each: each.weight, default=point)
            asked = _asking(heaviest, model)
        chosen.append(asked)
        taken.append(point.text)
        told += [point.text, asked.ask, *asked.hints]
    return tuple(chosen)


def _asking(point: KeyPoint, model: str) -> FollowUp:
    helps = (
        each for each in hints(point, model) if _words(each) and not _is_in(point.text, [each])
    )
    return FollowUp(point, ask(point, model), tuple(helps))


def _is_in(text: str, others: Iterable[str]) -> bool:
    """Whether the words of a text stand in a row in one of the others, however set apart."""
    words = _words(text)
    return bool(words) and any(f" {words} " in f" {_words(each)} " for each in others)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def gives(point: KeyPoint, text: str, question: str) -> bool:
    """Whether a reply gives a point: a fact as a term or in a short sentence, a claim freely."""
    from studyapp.grading.essay import grade_essay
    from studyapp.grading.short import grade_short

    if point.kind == "claim":
        return grade_essay(question, point.text, text).band is Band.RIGHT
    if grade_short(text, (point.text,), question).band is Band.RIGHT:
        return True
    if len(text.split()) > SENTENCE_WORDS:
        return False
    verdict = grade_essay("", point.text, text)
    return verdict.band is Band.RIGHT and not verdict.wrong
