"""A plain review history: a table with one answer a row, as programs and data sets write it.

The first line names the columns; card, rating and time are needed, how long the answer took may
be there, and other columns are left alone. Ratings are 1 to 4 or their names. Times are ISO 8601,
in UTC where they name no zone, or Unix time in seconds or milliseconds. It holds no notes, so it
is no deck format: it adds to cards that are there.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studyapp.domain.day import from_ms
from studyapp.domain.review import Rating
from studyapp.formats.base import FormatError
from studyapp.formats.rows import Row, read_rows
from studyapp.formats.schedules import YEARS, instant

CARD = ("card_id", "card", "cid", "guid", "note_guid", "id", "note", "question", "front")
RATING = ("review_rating", "rating", "grade", "button", "ease")
TIME = ("review_datetime", "review_time", "reviewed_at", "timestamp", "datetime", "time", "date")
DURATION = ("review_duration", "duration", "duration_ms", "time_taken")
"""What columns are called; the first name in each list that is there is taken."""

LONGEST_NAME = 2_000
"""Characters of what names a card; a question may be long, a broken file longer."""
LONGEST_DURATION = 86_400_000
SEPARATORS = ",;\t"
_RATINGS = {each.name.lower(): each for each in Rating} | {str(int(r)): r for r in Rating}
_NUMBER = re.compile(r"[0-9]{9,16}(?:\.[0-9]{0,9})?")
_LENGTH = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?")
_MS_FROM = 100_000_000_000
"""Numbers from here on are milliseconds: as seconds they would lie after the year 5000."""


class PastReview(NamedTuple):
    """One row."""

    line: int
    """1-based, for messages."""
    card: str
    """What names the card: never empty."""
    rating: Rating
    at: int
    """Unix milliseconds."""
    duration_ms: int
    """0 where the file does not say."""


def read_history(text: str, name: str) -> list[PastReview]:
    """Return all answers of a file, in its order.

    Raises ``FormatError`` naming the file, the first line that cannot be read, and what would be.
    """
    separator = max(SEPARATORS, key=text.split("\n", 1)[0].count)
    rows = read_rows(text, separator)
    head = next(rows, None)
    columns = _columns(head, name)
    return list(_reviews(rows, columns, name))


def _columns(head: Row | None, name: str) -> tuple[int, int, int, int | None]:
    """Return where card, rating, time and duration stand."""
    labels = [] if head is None else [re.sub(r"[\s-]+", "_", c.strip().lower()) for c in head.cells]
    card, rating, time, duration = (_place(labels, each) for each in (CARD, RATING, TIME, DURATION))
    if card is None or rating is None or time is None:
        places = (("card", card), ("rating", rating), ("time", time))
        missing = " and ".join(f"the {what}" for what, place in places if place is None)
        raise FormatError(
            f"{name}, line {head.line if head else 1}: no column for {missing}",
            "The first line must name the columns, for example: card_id,rating,time",
        )
    return card, rating, time, duration


def _place(labels: Sequence[str], names: Sequence[str]) -> int | None:
    return next((labels.index(each) for each in names if each in labels), None)


def _reviews(
    rows: Iterator[Row], columns: tuple[int, int, int, int | None], name: str
) -> Iterator[PastReview]:
    for row in rows:
        card, rating, time, duration = (
            row.cells[at].strip() if at is not None and at < len(row.cells) else ""
            for at in columns
        )
        if not any(map(str.strip, row.cells)):
            continue
        if not card or len(card) > LONGEST_NAME:
            what = "too long a name for a card" if card else "no card is named"
            raise FormatError(f"{name}, {row.where}: {what}", "Mend or delete the line.")
        given = _RATINGS.get(rating.lower().removesuffix(".0"))
        if given is None:
            raise FormatError(
                f"{name}, {row.where}: “{rating[:40]}” is no rating",
                "Ratings are 1, 2, 3, 4 or again, hard, good, easy.",
            )
        at = _moment(time)
        if at is None:
            raise FormatError(
                f"{name}, {row.where}: “{time[:40]}” is no time",
                "Times look like 2026-03-29T20:32:07Z, or are Unix seconds or milliseconds.",
            )
        yield PastReview(row.line, card, given, at, _length(duration))


def _moment(text: str) -> int | None:
    if not _NUMBER.fullmatch(text):
        return instant(text)
    value = float(text)
    at = int(value if value >= _MS_FROM else value * 1000)
    try:
        return at if from_ms(at).year in YEARS else None
    except OverflowError:
        return None


def _length(text: str) -> int:
    """Return milliseconds; a duration that makes no sense is left out, not the answer."""
    return min(int(float(text)), LONGEST_DURATION) if _LENGTH.fullmatch(text) else 0
