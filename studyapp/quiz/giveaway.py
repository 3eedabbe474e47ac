"""Whether one question of a paper tells the answer to another.

Siblings do, and so do texts that were cut into cards: the sentence that one card blanks may be the
context of another, printed in full. And an answer that has to be produced must stand nowhere on
the paper, be it in a question, among options or as a statement to be called true or false.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.quiz.paper import Key, Question
from studyapp.quiz.paper_wishes import Kind
from studyapp.quiz.printed import beginning, says

AROUND = 24
"""Characters on each side of a blank that make its place known again."""


@dataclass(slots=True)
class Shown:
    """What a paper shows so far, and what it must not show."""

    families: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    """Questions that are printed."""
    offered: list[str] = field(default_factory=list)
    """Options and statements that are printed."""
    recalled: list[str] = field(default_factory=list)
    """Answers that have to be produced."""
    recognised: list[str] = field(default_factory=list)
    """Answers that have to be found among options: no question may say them."""

    def admits(self, item: Item) -> bool:
        """Whether an item can be asked beside the others without giving one of them away."""
        if item.family in self.families:
            return False
        text, secret = _text(item), _secret(item)
        if secret and any(secret in other for other in self.texts):
            return False
        return not any(other in text for other in self.secrets)

    def tells(self, text: str) -> bool:
        """Whether a text that is to be printed says an answer that has to be produced."""
        return any(says(text, answer) for answer in self.recalled)

    def fits(self, question: Question, keys: Sequence[Key], *, strictly: bool) -> bool:
        """Whether a question can be printed beside the others.

        No answer that has to be produced may be printed anywhere. ``strictly`` also keeps answers
        that are to be found among options out of other questions.
        """
        stems, offered = _printed(question)
        if any(map(self.tells, (*stems, *offered))):
            return False
        answers = _answers(question, keys)
        if question.kind.typed and _any_says((*self.stems, *self.offered), answers):
            return False
        return not strictly or not (
            _any_says(self.stems, answers) or _any_says(stems, self.recognised)
        )

    def add(self, items: Iterable[Item]) -> None:
        """Take note that these are asked."""
        for item in items:
            self.families.add(item.family)
            self.texts.append(_text(item))
            if secret := _secret(item):
                self.secrets.append(secret)

    def print(self, question: Question, keys: Sequence[Key]) -> None:
        """Take note of what a question prints and of what it asks for."""
        stems, offered = _printed(question)
        self.stems += stems
        self.offered += offered
        known = self.recalled if question.kind.typed else self.recognised
        known += _answers(question, keys)


def _any_says(texts: Iterable[str], answers: Sequence[str]) -> bool:
    return any(says(text, answer) for text in texts for answer in answers)


def _printed(question: Question) -> tuple[list[str], list[str]]:
    """Return the questions that stand on the paper, and what is offered as an answer to them."""
    offered = [] if question.kind is Kind.TRUE_FALSE else list(question.options)
    return list(question.prompts), [*offered, *([question.claim] if question.claim else [])]


def _answers(question: Question, keys: Sequence[Key]) -> list[str]:
    found = []
    for key in keys:
        texts = key.accepted if question.kind.typed and key.accepted else (key.answer,)
        found += [beginning(text) for text in texts]
    return [answer for answer in dict.fromkeys(found) if answer]


def _text(item: Item) -> str:
    return unmarked(item.question).casefold()


def _secret(item: Item) -> str:
    """Return the filled blank of a cloze card with the words around it; empty for other cards."""
    if item.kind is not NoteKind.CLOZE:
        return ""
    whole, term = unmarked(item.answer).casefold(), item.term.casefold()
    at = whole.find(term)
    if at < 0 or len(whole) <= len(term):
        return ""
    return whole[max(at - AROUND, 0) : at + len(term) + AROUND]
