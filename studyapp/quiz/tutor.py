"""The tutor: long answers in the student's own words, then what they left out.

Each question goes from typing to the verdict, which the student confirms or overrides, through
follow-ups about what was missing to the result; moving on from there settles it. The rating is
that of the first, unaided answer: follow-ups come after the model answer was on show, so what
they bring is told beside it and never raises it. The student may, until the moment of moving on.

A machine is a value: every step returns another one. Where it stands follows from what it holds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from studyapp.domain.card import State
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import in_line
from studyapp.errors import StudyError
from studyapp.grading import Band, KeyPoint, Verdict, grade, is_short
from studyapp.quiz.follow_ups import FollowUp, follow_ups
from studyapp.quiz.owner import namesake, owner

QUESTIONS = 10
"""Questions of one sitting."""
WEAK = 0.8
"""Recall probability below which a card that is not due comes before new ones."""
LONGEST = 12_000
"""Characters of an answer that are kept; the grader reads no more."""
SHOWN = 200
"""Characters of a question that its result keeps."""


class Phase(Enum):
    """Where a question stands."""

    TYPING = "typing"
    VERDICT = "verdict"
    FOLLOW_UP = "follow-up"
    RESULT = "result"
    OVER = "over"
    """Nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question that is settled."""

    card_id: int
    question: str
    """Plain, cut at ``SHOWN`` characters."""
    rating: Rating
    points: int
    """Key points of the model answer."""
    hit: int
    """Those in the first answer."""
    gained: int
    """Those given when asked for."""
    score: float
    """Of the first answer, 0 to 1."""
    spent_ms: int


def is_long(item: Item) -> bool:
    """Whether the answer is a text rather than a term."""
    return not is_short(item.term)


def model(item: Item) -> str:
    """Return what an answer is held against; of a cloze card only what is hidden."""
    return item.term if item.kind is NoteKind.CLOZE else item.answer


def plan(items: Iterable[Item], limit: int = QUESTIONS) -> tuple[Item, ...]:
    """Return what to ask: long answers before short, due and weak before new, one of a family."""
    ranked = sorted(items, key=_rank)
    firsts: dict[int, Item] = {}
    for item in ranked:
        firsts.setdefault(item.family, item)
    return tuple(firsts.values())[:limit]


def _rank(item: Item) -> tuple[bool, int, float]:
    recall = 1.0 if item.retrievability is None else item.retrievability
    if item.due:
        urgency = 0
    elif recall < WEAK:
        urgency = 1
    else:
        urgency = 2 if item.state is State.NEW else 3
    return not is_long(item), urgency, recall


@dataclass(frozen=True, slots=True)
class Tutor:
    """A sitting: what waits, the question on the table, and what is settled."""

    waiting: tuple[Item, ...]
    """The question on the table first."""
    text: str = ""
    """What is typed so far, then the answer."""
    spent_ms: int = 0
    """Time spent on the answer."""
    verdict: Verdict | None = None
    confused_with: int | None = None
    """The card that a wrong answer belongs to."""
    rating: Rating | None = None
    """What the student confirmed or chose."""
    follow_ups: tuple[FollowUp, ...] = ()
    results: tuple[Result, ...] = ()
    replying: str = ""
    """What is typed so far to the follow-up."""

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        if not self.waiting:
            return Phase.OVER
        if self.verdict is None:
            return Phase.TYPING
        if self.rating is None:
            return Phase.VERDICT
        return Phase.RESULT if self.follow_up is None else Phase.FOLLOW_UP

    @property
    def item(self) -> Item:
        """The question on the table. Raises ``LookupError`` when it is over."""
        return self.waiting[0]

    @property
    def total(self) -> int:
        """Questions of the sitting."""
        return len(self.results) + len(self.waiting)

    @property
    def follow_up(self) -> FollowUp | None:
        """The follow-up that waits for a reply."""
        return next((each for each in self.follow_ups if not each.over), None)

    @property
    def suggestion(self) -> Rating | None:
        """The rating that a single key confirms; None where the student has to choose."""
        if self.rating is not None or self.verdict is None:
            return self.rating
        return self.verdict.rating

    @property
    def gained(self) -> tuple[KeyPoint, ...]:
        """Points given when asked for, with those that lie within them."""
        given = [each.point.text for each in self.follow_ups if each.given]
        missing = self.verdict.missing if self.verdict is not None else ()
        return tuple(each for each in missing if any(each.text in text for text in given))

    @property
    def score(self) -> float | None:
        """Mean score of the settled questions, None before the first."""
        scores = [each.score for each in self.results]
        return sum(scores) / len(scores) if scores else None

    @property
    def total_ms(self) -> int:
        """Time spent on answers, the one on the table included."""
        return self.spent_ms + sum(each.spent_ms for each in self.results)

    def asks_as(self, other: "Tutor") -> bool:
        """Whether it waits for the same answer or reply as it did at ``other``."""
        return (
            self.waiting is other.waiting
            and self.phase is other.phase
            and self.follow_up is other.follow_up
        )

    def write(self, text: str, spent_ms: int = 0) -> "Tutor":
        """Keep what is typed so far, to the question with the time it took or to a follow-up."""
        if self.phase is Phase.FOLLOW_UP:
            return replace(self, replying=text[:LONGEST])
        if self.phase is not Phase.TYPING:
            return self
        spent = self.spent_ms + max(0, spent_ms)
        return replace(self, text=text[:LONGEST], spent_ms=spent)

    def check(self, pool: Iterable[Item] = ()) -> "Tutor":
        """Grade what is typed; ``pool`` is searched for the card that a wrong answer belongs to."""
        if self.phase is not Phase.TYPING:
            return self
        item, asked, pool = self.item, model(self.item), tuple(pool)
        verdict = _graded(item, self.text, pool)
        wrong = verdict.band is Band.WRONG
        return replace(
            self,
            verdict=verdict,
            confused_with=owner(self.text, item, pool) if wrong else None,
            follow_ups=follow_ups(verdict.missing, asked) if is_long(item) else (),
        )

    def rate(self, rating: Rating | None = None) -> "Tutor":
        """Confirm the suggestion or override it; at the last step of a question, settle it.

        Raises ``StudyError`` if there is neither a suggestion nor a rating.
        """
        if self.phase not in (Phase.VERDICT, Phase.RESULT):
            return self
        chosen = rating or self.suggestion
        if chosen is None:
            raise StudyError("the grader cannot tell here", "Rate the answer yourself, 1 to 4.")
        rated = replace(self, rating=chosen)
        last = self.phase is Phase.RESULT or rated.phase is Phase.RESULT
        return _settled(rated, chosen) if last else rated

    def reply(self, text: str) -> "Tutor":
        """Answer the follow-up; an empty reply asks for a hint."""
        question = self.item.question if self.waiting else ""
        return self._followed(lambda each: each.reply(text[:LONGEST], question))

    def give_up(self) -> "Tutor":
        """Have the point of the follow-up told."""
        return self._followed(FollowUp.give_up)

    def _followed(self, step: Callable[[FollowUp], FollowUp]) -> "Tutor":
        here = self.follow_up
        if self.phase is not Phase.FOLLOW_UP or here is None:
            return self
        after = tuple(step(each) if each is here else each for each in self.follow_ups)
        return replace(self, follow_ups=after, replying="")

    def state(self) -> dict[str, Any]:
        """Return it as JSON values. The verdict is not kept: the same answer gets the same."""
        here = self.waiting[0] if self.waiting else None
        return {
            "waiting": [item.card_id for item in self.waiting],
            "asked": [here.question, model(here)] if here is not None else [],
            "text": self.text,
            "spent_ms": self.spent_ms,
            "checked": self.verdict is not None,
            "rating": None if self.rating is None else int(self.rating),
            "replying": self.replying,
            "replies": [[list(each.replies), each.told] for each in self.follow_ups],
            "results": [{**asdict(each), "rating": int(each.rating)} for each in self.results],
        }


def _graded(item: Item, text: str, pool: tuple[Item, ...]) -> Verdict:
    """Grade an answer; what another card accepts is no typing error of this one's."""
    other = None if is_long(item) else namesake(text, item, pool)
    if other is None:
        return grade(item.question, model(item), text, item.accepted)
    from studyapp.grading.short import grade_short

    known = (other.term, *other.accepted)
    return grade_short(text, (model(item), *item.accepted), item.question, known)


def _settled(tutor: Tutor, rating: Rating) -> Tutor:
    item, verdict = tutor.item, tutor.verdict
    if verdict is None:
        raise LookupError("nothing is graded")
    hit = len(verdict.hit)
    result = Result(
        item.card_id,
        in_line(item.question)[:SHOWN],
        rating,
        hit + len(verdict.missing),
        hit,
        len(tutor.gained),
        verdict.score,
        tutor.spent_ms,
    )
    return Tutor(tutor.waiting[1:], results=(*tutor.results, result))


def from_state(state: Mapping[str, Any], items: Iterable[Item]) -> Tutor:
    """Return the sitting that was left; ``items`` are the cards of the deck as they are now.

    Cards that are gone are not asked. If the card on the table was edited, what was typed is
    kept and graded anew when the student says so; new cards wait for the next sitting.
    """
    pool = tuple(items)
    here = {item.card_id: item for item in pool}
    ids = [int(each) for each in state["waiting"]]
    waiting = tuple(here[each] for each in ids if each in here)
    results = tuple(
        Result(**{**each, "rating": Rating(each["rating"])}) for each in state["results"]
    )
    tutor = Tutor(waiting, results=results)
    if not waiting or waiting[0].card_id != ids[0]:
        return tutor
    tutor = tutor.write(str(state["text"]), int(state["spent_ms"]))
    same = [waiting[0].question, model(waiting[0])] == state["asked"]
    return _retraced(tutor, state, pool) if same and state["checked"] else tutor


def _retraced(tutor: Tutor, state: Mapping[str, Any], pool: tuple[Item, ...]) -> Tutor:
    """Grade again and take the steps since; those that no longer fit are left out."""
    tutor = tutor.check(pool)
    if state["rating"] is None or not tutor.follow_ups:
        return tutor
    tutor = tutor.rate(Rating(state["rating"]))
    for at, (replies, told) in enumerate(state["replies"]):
        for text in replies:
            if at < len(tutor.follow_ups) and tutor.follow_up is tutor.follow_ups[at]:
                tutor = tutor.reply(text)
        if told and at < len(tutor.follow_ups) and tutor.follow_up is tutor.follow_ups[at]:
            tutor = tutor.give_up()
    replying = str(state.get("replying", ""))  # sittings of old do not know it
    return tutor.write(replying) if tutor.phase is Phase.FOLLOW_UP else tutor
