"""A grader of a few lines, which says the same for ever: for tests of screens."""

import re
from collections.abc import Sequence

from studyapp.grading import Band, KeyPoint, Verdict, is_short
from studyapp.grading.markup import plain_text
from studyapp.grading.verdict import verdict

_YEAR = re.compile(r"\b\d{4}\b")
_LONG_WORD = re.compile(r"\w{4,}")


def grade(question: str, model: str, answer: str, accepted: Sequence[str] = ()) -> Verdict:
    """Sentences are claims, hit by half of their longer words; years are dates."""
    text = plain_text(model)
    if is_short(model):
        point = KeyPoint(text, "term", 1.0)
        if _bare(answer) == _bare(text):
            return verdict(Band.RIGHT, 1.0, (point,), reasons=("That is the answer.",))
        return verdict(Band.WRONG, 0.0, (), (point,), reasons=(f"The answer is {text}.",))
    years = _YEAR.findall(text)
    claims = [each.strip(" .") for each in re.split(r"[.;\n]", text) if each.strip(" .")]
    points = [KeyPoint(each, "claim", 1.0) for each in claims]
    points += [KeyPoint(each, "date", 0.6) for each in years]
    hit = tuple(each for each in points if _says(answer, each.text))
    missing = tuple(each for each in points if each not in hit)
    wrong = tuple(each for each in _YEAR.findall(answer) if each not in years)
    reasons = [f"{len(hit)} of {len(points)} points are there."]
    reasons += [f"You wrote {each}, which the model answer has not." for each in wrong]
    score = len(hit) / len(points)
    band = Band.RIGHT if score > 0.8 else Band.PARTIAL if score > 0.2 else Band.WRONG
    return verdict(band, score, hit, missing, wrong, tuple(reasons))


def ask(point: KeyPoint, model: str = "") -> str:
    return f"You left out a {point.kind}: ____"


def hints(point: KeyPoint, model: str) -> tuple[str, ...]:
    letters = " ".join(f"{word[0]}…" for word in point.text.split())
    return f"It is a {point.kind}.", letters, f"____ {point.text.split()[-1]}"


def gives(point: KeyPoint, text: str, question: str) -> bool:
    return _says(text, point.text)


def _says(answer: str, point: str) -> bool:
    words = [each.casefold() for each in _LONG_WORD.findall(point)]
    return bool(words) and 2 * sum(each in answer.casefold() for each in words) > len(words)


def _bare(text: str) -> str:
    return plain_text(text).casefold().removeprefix("the ").removeprefix("a ")
