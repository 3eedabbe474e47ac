"""One question of Learn: what it shows, and what an answer to it is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from random import Random
from typing import Any

from studyapp.domain.selftest import Item
from studyapp.grading import Band, Verdict, grade, is_short
from studyapp.grading.short import grade_short
from studyapp.quiz.choices import Option, options, prompt, true_false
from studyapp.quiz.hinted import without_hint
from studyapp.quiz.partial import Partial, partial
from studyapp.quiz.pool import Pool
from studyapp.quiz.sense import ways


class Form(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    STATEMENT = "statement"
    """True or false."""
    TYPED = "typed"
    CLOZE = "cloze"
    """Key terms of a long answer are typed into it."""

    @property
    def recalled(self) -> bool:
        """Whether the answer is produced, not recognised."""
        return self in (Form.TYPED, Form.CLOZE)


class Outcome(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    OPEN = "open"
    """The grader cannot tell: the student decides."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands on the table. It is stored whole, so that it comes back the same."""

    card_id: int
    form: Form
    options: tuple[Option, ...] = ()
    """Of a choice; of a statement the answer shown, right or not."""
    blanks: Partial | None = None
    of: tuple[str, str] = ("", "")
    """Question and term of the card when this was made: after an edit it is made anew."""

    prompt: str = ""
    """The card's question as it stands above options, without what its hint gives away; empty
    where it is shown as it is."""

    def stands(self, item: Item) -> bool:
        """Whether the card still says what this question was made of."""
        return self.of == (item.question, item.term)

    def value(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return asdict(self)

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "Question":
        """Return what ``value`` gave."""
        blanks = value["blanks"]
        return cls(
            value["card_id"],
            Form(value["form"]),
            tuple(Option(**option) for option in value["options"]),
            None if blanks is None else Partial(tuple(blanks["parts"]), tuple(blanks["blanks"])),
            (value["of"][0], value["of"][1]),
            value.get("prompt", ""),
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer and what is thought of it."""

    outcome: Outcome
    given: tuple[str, ...]
    """What was typed, for each blank; the text of the option that was chosen."""
    chosen: int | None = None
    """The place of the option that was chosen."""
    confused_with: int | None = None
    """The card that the wrong answer belongs to."""
    reasons: tuple[str, ...] = ()
    rights: tuple[bool, ...] = ()
    """For each blank, whether it is right."""
    unknown: bool = False
    """The student said so."""


def make(item: Item, pool: Pool, rng: Random, *, recall: bool) -> Question:
    """Return a question for an item: to recognise, or with ``recall`` to produce its answer.

    Where nothing wrong can stand beside the answer it has to be produced too.
    """
    of = (item.question, item.term)
    if not recall:
        chosen = options(item, pool, rng)
        if chosen is not None:
            asked = prompt(item, pool, chosen)
            return Question(item.card_id, Form.CHOICE, chosen, of=of, prompt=asked)
        said = true_false(item, pool, rng)
        if said is not None:
            shown = Option(said.text, said.card_id, said.true)
            asked = without_hint(item)
            return Question(item.card_id, Form.STATEMENT, (shown,), of=of, prompt=asked)
    if not is_short(item.term):
        blanks = partial(item, rng)
        if blanks is not None:
            return Question(item.card_id, Form.CLOZE, blanks=blanks, of=of)
    return Question(item.card_id, Form.TYPED, of=of)


def unknown() -> Judged:
    """Return what "I don't know" is worth."""
    return Judged(Outcome.WRONG, (), unknown=True)


def choose(question: Question, at: int) -> Judged:
    """Judge a choice by place; of a statement 0 says that it is true, 1 that it is false.

    Raises ``IndexError`` for a place that is not there.
    """
    if question.form is Form.STATEMENT:
        (shown,) = question.options
        said = CALLS[at]
        right = (said == "true") is shown.right
        wrong = shown.card_id if said == "true" and not right else None
        return Judged(_outcome(right), (said,), at, wrong)
    picked = question.options[at]
    wrong = None if picked.right else picked.card_id
    return Judged(_outcome(picked.right), (picked.text,), at, wrong)


CALLS = ("true", "false")


def _outcome(right: bool) -> Outcome:
    return Outcome.RIGHT if right else Outcome.WRONG


def type_in(question: Question, item: Item, pool: Pool, given: Sequence[str]) -> Judged:
    """Judge what was typed, one text for each blank."""
    if not any(text.strip() for text in given):
        return Judged(Outcome.WRONG, tuple(given), reasons=("Nothing was typed.",))
    if question.form is Form.CLOZE and question.blanks is not None:
        return _filled(question.blanks, item, given)
    verdict = _graded(item, pool, given[0])
    outcome = OUTCOMES[verdict.band]
    owner = None if outcome is Outcome.RIGHT else pool.owner(given[0])
    return Judged(
        outcome,
        (given[0],),
        confused_with=owner if owner != item.card_id else None,
        reasons=verdict.reasons,
    )


def _graded(item: Item, pool: Pool, given: str) -> Verdict:
    if not is_short(item.term):
        return grade(item.question, item.term, given)
    return grade_short(given, item.accepted, item.question, pool.terms_like(given, item))


OUTCOMES = {
    Band.RIGHT: Outcome.RIGHT,
    Band.PARTIAL: Outcome.PARTLY,
    Band.WRONG: Outcome.WRONG,
    Band.ABSTAIN: Outcome.OPEN,
}


def _filled(blanks: Partial, item: Item, given: Sequence[str]) -> Judged:
    texts = [*given, *[""] * len(blanks.blanks)][: len(blanks.blanks)]
    verdicts = [_blank(wanted, said) for wanted, said in zip(blanks.blanks, texts, strict=True)]
    bands = [verdict.band for verdict in verdicts]
    rights = tuple(band is Band.RIGHT for band in bands)
    if all(rights):
        outcome = Outcome.RIGHT
    elif Band.ABSTAIN in bands and Band.WRONG not in bands:
        outcome = Outcome.OPEN
    elif any(rights) or Band.PARTIAL in bands:
        outcome = Outcome.PARTLY
    else:
        outcome = Outcome.WRONG
    reasons = tuple(
        verdict.reasons[0]
        for verdict, right in zip(verdicts, rights, strict=True)
        if verdict.reasons and not right
    )
    return Judged(outcome, tuple(texts), reasons=reasons, rights=rights)


def _blank(wanted: str, said: str) -> Verdict:
    """Grade one blank as a short term, with its other ways to be said."""
    return grade_short(said, tuple(dict.fromkeys((wanted, *(w.text for w in ways(wanted))))))
