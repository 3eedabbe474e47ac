"""Single rows: the learner, deck options, settings of the collection; all through sessions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, update
from sqlmodel import Session, col, select

from studyapp.domain.deck import DeckOptions, parents
from studyapp.errors import NotFoundError
from studyapp.storage.convert import options_from, options_text
from studyapp.storage.engine import reading
from studyapp.storage.tables import DeckRecord, LearnerRecord, OptionsRecord, SettingRecord


@contextmanager
def _looking(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads: it waits for no writer and needs no right to write."""
    with reading(engine) as connection, Session(connection) as session:
        yield session


def learner(engine: Engine, guid: str) -> LearnerRecord:
    """Return the one learner, made with ``guid`` if there is none yet."""
    query = select(LearnerRecord).order_by(col(LearnerRecord.id))
    with _looking(engine) as session:
        found = session.exec(query).first()
    if found is not None:
        return found
    with Session(engine, expire_on_commit=False) as session:
        found = session.exec(query).first()
        if found is None:
            found = LearnerRecord(guid=guid, name="")
            session.add(found)
            session.commit()
        return found


def set_high_water(connection: Connection, learner_id: int, day: int) -> None:
    """Remember the latest study day the learner has seen, in a transaction."""
    connection.execute(
        update(LearnerRecord).where(col(LearnerRecord.id) == learner_id).values(high_water_day=day)
    )


def setting(engine: Engine, key: str) -> str | None:
    """Return a setting of the collection."""
    with _looking(engine) as session:
        found = session.get(SettingRecord, key)
        return None if found is None else found.value


def set_setting(engine: Engine, key: str, value: str) -> None:
    """Remember a setting of the collection."""
    with Session(engine) as session:
        session.merge(SettingRecord(key=key, value=value))
        session.commit()


def deck_options(engine: Engine) -> dict[str, DeckOptions]:
    """Return the options in force for every deck: its own, else those of the nearest parent."""
    with reading(engine) as connection:
        return options_in(connection)


def options_in(connection: Connection) -> dict[str, DeckOptions]:
    """Return the same within a transaction."""
    with Session(connection) as session:
        sets = {each.id: each.payload for each in session.exec(select(OptionsRecord))}
        own = {
            deck.name: options_from(sets[deck.options_id])
            for deck in session.exec(select(DeckRecord))
            if deck.options_id is not None
        }
        names = list(session.exec(select(DeckRecord.name)))
    default = DeckOptions()
    return {
        name: next((own[up] for up in (name, *reversed(parents(name))) if up in own), default)
        for name in names
    }


def add_options(connection: Connection, name: str, options: DeckOptions, kept: str) -> int:
    """Store a set of options that decks may share; return its id."""
    record = OptionsRecord(name=name, payload=options_text(options), kept=kept)
    with Session(connection, expire_on_commit=False) as session:
        session.add(record)
        session.flush()
        return record.id or 0


def share_options(connection: Connection, name: str, options_id: int) -> None:
    """Give a deck a stored set of options."""
    chosen = col(DeckRecord.name) == name
    connection.execute(update(DeckRecord).where(chosen).values(options_id=options_id))


def set_description(connection: Connection, name: str, text: str) -> None:
    """Say what a deck is about."""
    chosen = col(DeckRecord.name) == name
    connection.execute(update(DeckRecord).where(chosen).values(description=text))


def set_deck_options(connection: Connection, name: str, options: DeckOptions) -> None:
    """Give a deck options of its own, in a transaction. Raises ``NotFoundError``."""
    with Session(connection) as session:
        deck = session.exec(select(DeckRecord).where(col(DeckRecord.name) == name)).first()
        if deck is None:
            raise NotFoundError(f"there is no deck {name!r}", "See 'studyapp decks'.")
        found = None if deck.options_id is None else session.get(OptionsRecord, deck.options_id)
        if found is None:
            found = OptionsRecord(name=name, payload="")
        found.payload = options_text(options)
        session.add(found)
        session.flush()
        deck.options_id = found.id
        session.add(deck)
        session.flush()
