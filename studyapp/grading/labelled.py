"""One line of JSON as an answer to grade, labelled or not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studyapp.errors import SourceError
from studyapp.grading.verdict import Band, Verdict

LONGEST_LINE = 1_000_000
"""Bytes of one line that are read."""
SHAPE = '{"question": TEXT, "model": TEXT, "answer": TEXT, "accepted": [TEXT]}'


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer to grade."""

    question: str
    model: str
    answer: str
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with what somebody said of it."""

    typed: Typed
    kind: str
    band: Band
    wrong: tuple[str, ...]


def read(line: bytes, number: int, name: str) -> Typed:
    """Read one line. Raises ``SourceError`` that names the line and what is wrong with it."""
    return _typed(_object(line, number, name), number, name)


def read_labelled(data: bytes, name: str) -> Iterator[Labelled]:
    """Read a file of labelled answers; empty lines are passed over. Raises ``SourceError``."""
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        value = _object(line, number, name)
        band = _text(value, "band", number, name)
        if band not in set(Band) - {Band.ABSTAIN}:
            raise _bad(number, name, '"band" is not one of right, partial, wrong')
        yield Labelled(
            _typed(value, number, name),
            _text(value, "kind", number, name),
            Band(band),
            _texts(value, "wrong", number, name),
        )


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as the values of a JSON object."""
    return {
        "verdict": verdict.band.value,
        "rating": verdict.rating.name.lower() if verdict.rating else None,
        "score": verdict.score,
        "hit": [point.text for point in verdict.hit],
        "missing": [point.text for point in verdict.missing],
        "wrong": list(verdict.wrong),
        "reasons": list(verdict.reasons),
    }


def _object(line: bytes, number: int, name: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise _bad(number, name, f"longer than {LONGEST_LINE:,} bytes")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _bad(number, name, "not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise _bad(number, name, "not an object")
    return value


def _typed(value: dict[str, Any], number: int, name: str) -> Typed:
    question, model, answer = (
        _text(value, key, number, name) for key in ("question", "model", "answer")
    )
    return Typed(question, model, answer, _texts(value, "accepted", number, name))


def _text(value: dict[str, Any], key: str, number: int, name: str) -> str:
    if key not in value:
        raise _bad(number, name, f'no "{key}"')
    if not isinstance(value[key], str):
        raise _bad(number, name, f'"{key}" is not a text')
    return str(value[key])


def _texts(value: dict[str, Any], key: str, number: int, name: str) -> tuple[str, ...]:
    texts = value.get(key) or []
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise _bad(number, name, f'"{key}" is not a list of texts')
    return tuple(texts)


def _bad(number: int, name: str, what: str) -> SourceError:
    return SourceError(f"{name}, line {number}: {what}", f"Each line is an object {SHAPE}.")
