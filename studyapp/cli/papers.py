"""Papers of practice tests and their scores, printed and as JSON."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyapp.cli import output
from studyapp.cli.contract import utc

if TYPE_CHECKING:
    from studyapp.quiz.paper import Key, Paper, Question
    from studyapp.services.selftest.practice_test import Score

PAPER = """\
{"title", "seed", "minutes", "pass_mark", "points",
 "questions": [{
   "number", "kind", "side", "prompts": [TEXT], "options": [TEXT],
   "claim",
   "answers": [{"card", "answer", "right", "accepted": [TEXT],
     "deck", "tags", "source": {"path", "section", "first_line",
       "last_line"}}]
 }]}"""
"""A matching block has as many answers as prompts; other questions have one of each."""

SCORES = """\
[{"at", "score", "passed", "pass_mark", "points", "right",
  "seconds", "seed"}]"""


def paper(made: "Paper") -> dict[str, Any]:
    """Return what ``test --json`` prints."""
    return {
        "title": made.title,
        "seed": made.seed,
        "minutes": made.minutes,
        "pass_mark": made.pass_mark,
        "points": made.points,
        "questions": [
            _question(question, keys)
            for question, keys in zip(made.questions, made.keys, strict=True)
        ],
    }


def _question(question: "Question", keys: "Sequence[Key]") -> dict[str, Any]:
    return {
        "number": question.number,
        "kind": question.kind.value,
        "side": question.side.value,
        "prompts": list(question.prompts),
        "options": list(question.options),
        "claim": question.claim or None,
        "answers": [_answer(key) for key in keys],
    }


def _answer(key: "Key") -> dict[str, Any]:
    source = key.source
    return {
        "card": key.card_id,
        "answer": key.answer,
        "right": None if key.right < 0 else key.right,
        "accepted": list(key.accepted),
        "deck": key.deck,
        "tags": list(key.tags),
        "source": source
        and {
            "path": source.path,
            "section": source.section,
            "first_line": source.first_line,
            "last_line": source.last_line,
        },
    }


def show_paper(made: "Paper", form: str, answers: Path | None) -> None:
    """Print a paper, its answers behind it or into a file. Raises ``StudyError``."""
    from studyapp.quiz.paper_print import Form, sheets

    questions, key = sheets(made, Form(form))
    output.say(questions.rstrip("\n"))
    if answers is None:
        output.new_sheet()
        output.say(key.rstrip("\n"))
    else:
        _write(answers, key)


def _write(path: Path, text: str) -> None:
    from studyapp.errors import StudyError

    try:
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StudyError(f"cannot write {path}: {why}", "Name another file.") from error


def show_scores(scores: "Sequence[Score]", zone: tzinfo, *, as_json: bool) -> None:
    """Print the papers that were handed in, oldest first."""
    if as_json:
        output.write_json([_score(each) for each in scores])
    elif not scores:
        output.say("No paper was handed in yet.")
    else:
        output.table(
            ("at", "score", "right", "seconds", "seed", ""),
            [_row(each, zone) for each in scores],
            right=(1, 2, 3, 4),
        )
        if len(scores) > 1:
            _plot(scores)


def _plot(scores: "Sequence[Score]") -> None:
    """Print the scores as a curve, the last pass mark across it."""
    from studyapp.plots.curve import Series, curve

    points = [(at, 100 * each.score) for at, each in enumerate(scores)]
    output.say()
    output.plot(
        curve(
            [Series(points, marks=True)],
            min(60, 8 + 4 * len(scores)),
            8,
            span=(0, 100),
            level=scores[-1].pass_mark,
            form=lambda value: f"{value:.0f}%",
        )
    )


def _score(each: "Score") -> dict[str, Any]:
    return {
        "at": utc(each.at),
        "score": each.score,
        "passed": each.passed,
        "pass_mark": each.pass_mark,
        "points": each.points,
        "right": each.right,
        "seconds": each.seconds,
        "seed": each.seed,
    }


def _row(each: "Score", zone: tzinfo) -> tuple[str, ...]:
    return (
        f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{each.score:.0%}",
        f"{each.right} of {each.points}",
        f"{each.seconds:.0f}",
        str(each.seed),
        "passed" if each.passed else f"below {each.pass_mark}%",
    )
