"""An exam as it is typed, in a command or a form: dates, minutes by weekday, what it covers."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from studyapp.domain.exam import WEEK, ExamPlan, Kind, Part
from studyapp.errors import StudyError

_EPOCH = date(1970, 1, 1).toordinal()


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
    """Return what an exam covers; all parts have marks or none. Raises ``StudyError``."""
    found = [
        *(_part(Kind.DECK, each) for each in decks),
        *(_part(Kind.TAG, each.strip().removeprefix("#")) for each in tags),
    ]
    without = [part.name for part, weighed in found if not weighed]
    if without and len(without) < len(found):
        raise StudyError(
            f"{without[0]!r} has no marks, while other parts have", "Give marks to all or to none."
        )
    return tuple(part for part, _ in found)


def _part(kind: Kind, text: str) -> tuple[Part, bool]:
    """Return a part, and whether its marks were given; a name may hold ``=`` too."""
    name, equals, marks = text.rpartition("=")
    if not equals:
        return Part(kind, text), False
    try:
        return Part(kind, name.strip(), float(marks)), True
    except ValueError:
        return Part(kind, text), False


def minutes(text: str) -> tuple[float, ...]:
    """Return the minutes for each day of the week, Monday first. Raises ``StudyError``."""
    days = [each.casefold() for each in WEEK]
    found: dict[str, float] = {}
    for part in text.split(","):
        name, equals, number = part.strip().rpartition("=")
        day = name.strip().casefold()[:3]
        try:
            value = float(number)
        except ValueError as error:
            raise _no_minutes(text) from error
        if equals and day not in days:
            raise _no_minutes(text)
        if day in found:
            twice = day.title() or "the usual day"
            raise StudyError(f"{text!r} has minutes for {twice} twice", "Name each day once.")
        found[day] = value
    return tuple(found.get(day, found.get("", 0.0)) for day in days)


def _no_minutes(text: str) -> StudyError:
    return StudyError(f"{text!r} are no minutes a day", "Write 30, or by weekday 20,sat=60,sun=0.")


def date_text(day: int) -> str:
    """Return a study day as it is typed."""
    return date.fromordinal(_EPOCH + day).isoformat()


def minutes_text(minutes: Sequence[float]) -> str:
    """Return minutes by weekday as they are typed: ``30`` or ``20,sat=60,sun=0``."""
    usual = max(set(minutes), key=lambda each: (list(minutes).count(each), each))
    odd = [
        f"{day.lower()}={value:g}"
        for day, value in zip(WEEK, minutes, strict=True)
        if value != usual
    ]
    return ",".join([f"{usual:g}", *odd])


def covers_text(plan: ExamPlan) -> str:
    """Return what an exam covers as it is typed: ``Desk=60; #essay=20``."""
    even = len({part.marks for part in plan.parts}) == 1
    return "; ".join(
        ("#" if part.kind is Kind.TAG else "") + part.name + ("" if even else f"={part.marks:g}")
        for part in plan.parts
    )


def covers(text: str) -> tuple[Part, ...]:
    """Return what an exam covers from ``Desk=60; #essay=20``. Raises ``StudyError``."""
    words = [each.strip() for each in text.split(";") if each.strip()]
    if not words:
        raise StudyError("an exam covers decks or tags", "Such as: Desk=60; #essay=20")
    return parts(
        [each for each in words if not each.startswith("#")],
        [each[1:] for each in words if each.startswith("#")],
    )


def share(text: str) -> float:
    """Return a mark in per cent as a share. Raises ``StudyError``."""
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError as error:
        raise StudyError(f"{text!r} is no mark", "Write per cent, such as 74.") from error
    if not 0 <= value <= 100:
        raise StudyError(f"{text!r} is no mark", "Give 0 to 100 per cent.")
    return value / 100


def whole(text: str) -> int:
    """Return a whole number. Raises ``StudyError``."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 7):
        raise StudyError(f"{text!r} is no whole number", "Write digits, such as 40.")
    return int(digits)
