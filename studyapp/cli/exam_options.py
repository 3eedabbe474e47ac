"""The options of an exam as they are typed: dates, minutes by weekday, decks with their marks."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Annotated

import typer

from studyapp.domain.exam import WEEK, Kind, Part
from studyapp.errors import StudyError

_EPOCH = date(1970, 1, 1).toordinal()

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Day of the exam: 2027-06-15.")
]
TimeOption = Annotated[
    str | None, typer.Option("--time", metavar="TIME", help="When it begins; 09:00 if not given.")
]
DeckOption = Annotated[
    list[str] | None,
    typer.Option(
        "--deck", metavar="DECK[=MARKS]", help="A deck it covers; may be given several times."
    ),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG[=MARKS]", help="A tag it covers, with those below it."),
]
MinutesOption = Annotated[
    str | None,
    typer.Option("--minutes", metavar="MINUTES", help="A day: 30, or by weekday: 20,sat=60,sun=0."),
]
OffOption = Annotated[
    list[str] | None, typer.Option("--off", metavar="DATE", help="A day without study.")
]
TargetOption = Annotated[
    float | None, typer.Option("--target", metavar="PERCENT", help="The mark you want.")
]
QuestionsOption = Annotated[
    int | None,
    typer.Option("--questions", metavar="N", help="How many questions it asks, if you know."),
]


def moment(day: str, at: str | None, zone: tzinfo) -> datetime:
    """Return when an exam begins, in UTC. Raises ``StudyError``."""
    try:
        found = time.fromisoformat(at or "09:00")
    except ValueError as error:
        raise StudyError(f"{at!r} is no time of day", "Write it as 09:00.") from error
    return datetime.combine(_date(day), found, zone).astimezone(UTC)


def days_off(days: Iterable[str]) -> frozenset[int]:
    """Return study days by their dates. Raises ``StudyError``."""
    return frozenset(_date(day).toordinal() - _EPOCH for day in days)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StudyError(f"{text!r} is no date", "Write it as 2027-06-15.") from error


def parts(decks: Sequence[str], tags: Sequence[str]) -> tuple[Part, ...]:
    """Return what an exam covers. Raises ``StudyError``."""
    return (
        *(_part(Kind.DECK, each) for each in decks),
        *(_part(Kind.TAG, each) for each in tags),
    )


def _part(kind: Kind, text: str) -> Part:
    name, equals, marks = text.rpartition("=")
    if not equals:
        return Part(kind, text)
    try:
        return Part(kind, name.strip(), float(marks))
    except ValueError:
        return Part(kind, text)


def minutes(text: str) -> tuple[float, ...]:
    """Return the minutes for each day of the week, Monday first. Raises ``StudyError``."""
    days = [each.casefold() for each in WEEK]
    found: dict[str, float] = {}
    usual = 0.0
    for part in text.split(","):
        name, equals, number = part.strip().rpartition("=")
        day = name.strip().casefold()[:3]
        try:
            value = float(number)
        except ValueError as error:
            raise _no_minutes(text) from error
        if not equals:
            usual = value
        elif day in days:
            found[day] = value
        else:
            raise _no_minutes(text)
    return tuple(found.get(day, usual) for day in days)


def _no_minutes(text: str) -> StudyError:
    return StudyError(f"{text!r} are no minutes a day", "Write 30, or by weekday 20,sat=60,sun=0.")
