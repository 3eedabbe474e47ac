"""A paper as two sheets of text or Markdown: the questions, and apart from them the answers."""

import re
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from string import ascii_uppercase

from studyapp.domain.note import Source
from studyapp.domain.unmarked import in_line
from studyapp.quiz.paper import Key, Paper, Question
from studyapp.quiz.paper_wishes import Kind, Side

WIDTH = 78
LETTERS = ascii_uppercase
HEADINGS = {
    Kind.CHOICE: "Choose one answer",
    Kind.TRUE_FALSE: "True or false?",
    Kind.MATCHING: "Match each line with a letter",
    Kind.CLOZE: "Fill in the blank",
    Kind.WRITTEN: "Write the answer",
}
_LINES = {False: 1, True: 8}
"""Lines left for a written answer: of a term, of sentences."""


class Form(StrEnum):
    """How a paper is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"


def sheets(paper: Paper, form: Form = Form.TEXT) -> tuple[str, str]:
    """Return the questions and the answers, each ending with a newline."""
    write = _Markdown() if form is Form.MARKDOWN else _Text()
    questions = [*write.head(paper.title, _facts(paper))]
    kind = None
    for question in paper.questions:
        if question.kind is not kind:
            kind = question.kind
            questions += write.heading(HEADINGS[kind])
        questions += write.question(question)
    answers = [*write.head(f"{paper.title}: answers", f"seed {paper.seed}")]
    for question, keys in zip(paper.questions, paper.keys, strict=True):
        for point, key in enumerate(keys):
            answers += write.answer(question, point, key)
    return _joined(questions), _joined(answers)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n") + "\n"


def _facts(paper: Paper) -> str:
    count = f"{paper.points} question{'' if paper.points == 1 else 's'}"
    time = [f"{paper.minutes} minutes"] if paper.minutes else []
    return ", ".join((count, *time, f"pass mark {paper.pass_mark}%", f"seed {paper.seed}"))


def _asks(question: Question) -> str:
    """Return what a question wants where the card's text alone does not say it."""
    return "Give the question to this answer:" if question.side is Side.ANSWER else ""


def _right(question: Question, key: Key) -> str:
    """Return the letter or word of a right option."""
    if question.kind is Kind.TRUE_FALSE:
        return question.options[key.right]
    return "" if question.kind.typed else LETTERS[key.right]


def origin(source: Source | None) -> str:
    """Return where a card comes from: file, lines, section; empty if that is not known."""
    if source is None:
        return ""
    first, last = source.first_line, source.last_line
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    return ", ".join(part for part in (source.path, lines, source.section) if part)


class _Text:
    """Plain text, wrapped."""

    def head(self, title: str, facts: str) -> Iterator[str]:
        yield from (*_wrapped(title, "", ""), "=" * min(len(title), WIDTH), facts, "")

    def heading(self, text: str) -> Iterator[str]:
        yield from ("", text.upper(), "")

    def question(self, question: Question) -> Iterator[str]:
        if question.kind is Kind.MATCHING:
            yield from self._columns(question)
            return
        mark = f"{question.number}."
        said = "\n".join(part for part in (_asks(question), question.prompts[0]) if part)
        yield from _wrapped(said, f"{mark:<5}", " " * 5)
        if question.claim:
            yield from _wrapped(f"Answer: {question.claim}", " " * 5, " " * 13)
        if question.kind is Kind.TRUE_FALSE:
            yield " " * 5 + "   ".join(f"[ ] {each}" for each in question.options)
        else:
            yield from self._options(question)
        if question.kind.typed:
            yield ""
            yield from [" " * 5 + "_" * (WIDTH - 5)] * _LINES[question.long]
        yield ""

    def _columns(self, question: Question) -> Iterator[str]:
        for at, prompt in enumerate(question.prompts):
            yield from _wrapped(prompt, f"{f'{question.number + at}.':<5}___  ", " " * 10)
        yield ""
        yield from self._options(question)
        yield ""

    def _options(self, question: Question) -> Iterator[str]:
        for letter, option in zip(LETTERS, question.options, strict=False):
            yield from _wrapped(option, f"     {letter}  ", " " * 8)

    def answer(self, question: Question, point: int, key: Key) -> Iterator[str]:
        mark = f"{question.number + point}."
        right = _right(question, key)
        said = f"{right}: {key.answer}" if right else key.answer
        yield from _wrapped(said, f"{mark:<5}", " " * 5)
        if where := origin(key.source):
            yield from _wrapped(f"({where})", " " * 5, " " * 5)


class _Markdown:
    """Markdown, whose own texts are Markdown already; their later lines are indented."""

    def head(self, title: str, facts: str) -> Iterator[str]:
        yield from (f"# {_one_line(title)}", "", facts, "")

    def heading(self, text: str) -> Iterator[str]:
        yield from ("", f"## {text}", "")

    def question(self, question: Question) -> Iterator[str]:
        if question.kind is Kind.MATCHING:
            for at, prompt in enumerate(question.prompts):
                yield from (f"**{question.number + at}.** \\_\\_\\_ {_one_line(prompt)}", "")
        else:
            asks = _asks(question)
            yield from (f"**{question.number}.** {asks}", "") if asks else ()
            lead = "" if asks else f"**{question.number}.** "
            yield from (lead + question.prompts[0].strip(), "")
        if question.claim:
            yield from (f"Answer: {_one_line(question.claim)}", "")
        if question.kind is Kind.TRUE_FALSE:
            yield from (f"- [ ] {option}" for option in question.options)
        else:
            for letter, option in zip(LETTERS, question.options, strict=False):
                yield f"- {letter}. {_one_line(option)}"
        if question.kind.typed:
            yield from ("\\_" * 20, "")
        yield ""

    def answer(self, question: Question, point: int, key: Key) -> Iterator[str]:
        right = _right(question, key)
        lead = f"**{question.number + point}.** " + (f"{right}: " if right else "")
        yield from (lead + key.answer.strip(), "")
        if where := origin(key.source):
            yield from (f"*{_one_line(where)}*", "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return text without Markdown marks, each of its lines wrapped with a hanging indent."""
    found: list[str] = []
    for line in text.strip().split("\n"):
        found += textwrap.wrap(
            in_line(line),
            WIDTH,
            initial_indent=rest if found else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return found or [first]
