"""What fitting reads and writes: logs of whole decks, options that decks hold, past fits."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import ReviewEntry
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.content import chunks
from studyapp.storage.convert import entry_from, options_from, options_text
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    LogRecord,
    MemoryRecord,
    OptionsRecord,
    SettingRecord,
)

_FITS = "fits:{}"
KEPT_FITS = 10
"""How often in a row a fit can be taken back."""


@dataclass(frozen=True, slots=True)
class PastFit:
    """One time that stored options got other parameters by fitting."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    made: bool
    """Whether the options were made for it: their deck had none of its own."""


def logs_in(
    connection: Connection, learner_id: int, decks: Sequence[int]
) -> Iterator[tuple[int, list[ReviewEntry]]]:
    """Yield each card of these decks that has a log, with its entries, oldest first."""
    columns = [getattr(LogRecord, name) for name in LOG_FIELDS]
    for some in chunks(decks):
        query = (
            select(*columns)
            .join(CardRecord, col(CardRecord.id) == col(LogRecord.card_id))
            .where(col(LogRecord.learner_id) == learner_id, col(CardRecord.deck_id).in_(some))
            .order_by(col(LogRecord.card_id), col(LogRecord.id))
        )
        rows: Iterable[tuple[Any, ...]] = map(tuple, connection.execute(query))
        for card_id, entries in groupby(rows, itemgetter(LOG_FIELDS.index("card_id"))):
            named = (dict(zip(LOG_FIELDS, row, strict=True)) for row in entries)
            yield card_id, [entry_from(row) for row in named]


def newest_entries(connection: Connection, learner_id: int, decks: Sequence[int]) -> dict[int, str]:
    """Return for each card of these decks that has a log the newest entry it accounts for."""
    found: dict[int, str] = {}
    for some in chunks(decks):
        query = (
            select(col(MemoryRecord.card_id), col(MemoryRecord.log_id))
            .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
            .where(
                col(MemoryRecord.learner_id) == learner_id,
                col(MemoryRecord.log_id).is_not(None),
                col(CardRecord.deck_id).in_(some),
            )
        )
        found.update({int(row[0]): str(row[1]) for row in connection.execute(query)})
    return found


def holders(connection: Connection) -> dict[str, int | None]:
    """Return the id of the options that each deck has of its own, by its full name."""
    rows = connection.execute(select(col(DeckRecord.name), col(DeckRecord.options_id)))
    return {str(row[0]): row[1] for row in rows}


def stored_options(connection: Connection, options_id: int) -> DeckOptions:
    """Return a stored set of options."""
    query = select(col(OptionsRecord.payload)).where(col(OptionsRecord.id) == options_id)
    return options_from(connection.execute(query).scalar_one())


def store_options(connection: Connection, options_id: int, options: DeckOptions) -> None:
    """Change a stored set of options, for every deck that names it."""
    chosen = col(OptionsRecord.id) == options_id
    connection.execute(update(OptionsRecord).where(chosen).values(payload=options_text(options)))


def drop_options(connection: Connection, options_id: int) -> None:
    """Take a stored set of options away; decks that named it follow their parent again."""
    mine = col(DeckRecord.options_id) == options_id
    connection.execute(update(DeckRecord).where(mine).values(options_id=None))
    connection.execute(delete(OptionsRecord).where(col(OptionsRecord.id) == options_id))


def past_fits(connection: Connection, options_id: int) -> list[PastFit]:
    """Return the fits of stored options that can be taken back, oldest first."""
    chosen = col(SettingRecord.key) == _FITS.format(options_id)
    text = connection.execute(select(col(SettingRecord.value)).where(chosen)).scalar()
    return [_past(each) for each in json.loads(text)] if text else []


def keep_fits(connection: Connection, options_id: int, fits: Sequence[PastFit]) -> None:
    """Remember the fits that can be taken back, the last ones."""
    key = _FITS.format(options_id)
    connection.execute(delete(SettingRecord).where(col(SettingRecord.key) == key))
    if fits:
        told = [
            {"before": each.before, "after": each.after, "made": each.made}
            for each in fits[-KEPT_FITS:]
        ]
        connection.execute(insert(SettingRecord).values(key=key, value=json.dumps(told)))


def _past(told: Mapping[str, Any]) -> PastFit:
    return PastFit(tuple(told["before"]), tuple(told["after"]), told["made"])
