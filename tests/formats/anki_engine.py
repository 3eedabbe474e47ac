"""The real engine as the judge of packages: one collection with a little of everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timezone
from pathlib import Path
from typing import Any, Literal

from anki import deck_config_pb2
from anki.collection import (
    AddNoteRequest,
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.dbproxy import DBProxy
from anki.decks import DeckId
from anki.notes import Note

from studyapp.domain.day import day_start, from_ms, study_day, to_ms
from studyapp.formats.base import Reading, Writing

PARAMETERS = (
    *(0.3, 1.5, 2.5, 9.0, 6.5, 0.8, 3.0, 0.002, 1.9, 0.17, 0.8),
    *(1.5, 0.06, 0.27, 1.7, 0.6, 1.9, 0.55, 0.1, 0.07, 0.2),
)
PICTURE = b"\x89PNG not really a picture"
_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
_Rows = list[Any]


def zone() -> timezone:
    """The zone in which the engine lives, as it is now."""
    offset = datetime.now(UTC).astimezone().utcoffset()
    assert offset is not None
    return timezone(offset)


def day_of(at: int) -> int:
    return study_day(from_ms(at), zone())


def start_of(day: int) -> int:
    return to_ms(day_start(day, zone()))


def reading(now: int) -> Reading:
    return Reading(now, day_of, start_of)


def writing(now: int, *, scheduling: bool = True) -> Writing:
    return Writing(now, day_of, start_of, scheduling)


def now_ms(col: Collection) -> int:
    return int(_db(col).scalar("select unixepoch('now', 'subsec') * 1000"))


def _db(col: Collection) -> DBProxy:
    assert col.db is not None
    return col.db


@contextmanager
def opened(folder: Path) -> Iterator[Collection]:
    folder.mkdir(parents=True, exist_ok=True)
    col = Collection(str(folder / "collection.anki2"))
    try:
        yield col
    finally:
        col.close()


def _add(col: Collection, kind: str, fields: list[str], deck: int, tags: str = "") -> Note:
    model = col.models.by_name(kind)
    assert model is not None
    note = col.new_note(model)
    note.fields = fields
    note.tags = tags.split()
    col.add_notes([AddNoteRequest(note=note, deck_id=DeckId(deck))])
    return note


def fill(col: Collection) -> None:
    """Make notes of every stock type in nested decks, cards in every state, media and options."""
    here = col.decks.id("Languages::Latin::Verbs")
    there = col.decks.id("Languages::Greek")
    assert here is not None
    assert there is not None
    deck = col.decks.get(here)
    assert deck is not None
    deck["desc"] = "Irregular ones"
    col.decks.save(deck)
    col.media.write_data("picture.png", PICTURE)
    col.media.write_data("žluť.mp3", b"sound")
    _add(col, "Basic", ["esse", "to <b>be</b>"], here, "verb irregular::very leech")
    for at in range(12):
        _add(col, "Basic", [f"word {at}", f'meaning {at} <img src="picture.png">'], here)
    _add(col, "Basic (and reversed card)", ["λόγος", "word"], there, "marked")
    _add(col, "Basic (optional reversed card)", ["one", "two", "y"], there)
    _add(col, "Basic (type in the answer)", ["ire", "to go"], here)
    _add(
        col,
        "Cloze",
        ["{{c1::Rome {{c2::fell::verb}}}} in {{c3::476}}", "[sound:žluť.mp3]"],
        there,
    )
    _options(col, here, fsrs=False)
    _states(col)
    _options(col, here, fsrs=True)


def _options(col: Collection, deck: int, *, fsrs: bool) -> None:
    """Give a deck its own options; switching FSRS on makes the engine replay the logs."""
    current = col.decks.get_deck_configs_for_update(DeckId(deck))
    known = {each.config.name: each.config for each in current.all_config}
    changed = known.get("Strict")
    if changed is None:
        changed = known["Default"]
        changed.id, changed.name = 0, "Strict"
    options = changed.config
    options.learn_steps[:] = [2.0, 15.0, 90.0]
    options.relearn_steps[:] = [7.0]
    options.new_per_day, options.reviews_per_day = 13, 150
    options.desired_retention, options.maximum_review_interval = 0.87, 400
    options.leech_threshold, options.leech_action = 5, 1
    options.bury_new = options.bury_reviews = True
    options.review_order = 7
    options.fsrs_params_6[:] = PARAMETERS
    col.decks.update_deck_configs(
        deck_config_pb2.UpdateDeckConfigsRequest(
            target_deck_id=deck,
            configs=[changed],
            limits=current.current_deck.limits,
            fsrs=fsrs,
            fsrs_reschedule=False,
        )
    )


def _states(col: Collection) -> None:
    """Answer some cards, hide some, and give two a past that the engine then replays."""
    cards = [col.get_card(each) for each in col.find_cards("deck:Languages::Latin::Verbs")]
    ratings: list[Literal[1, 2, 3, 4]] = [1, 2, 3, 4]
    for card, rating in zip(cards[:4], ratings, strict=True):
        card.start_timer()
        col.sched.answerCard(card, rating)
    now = now_ms(col)
    for at, card in enumerate(cards[4:6]):
        past = [(40, 3, -600, 0), (39, 3, 3, 0), (36, 3, 9, 1), (27, 1, -420, 1), (26, 3, 30, 2)]
        _db(col).executemany(
            "insert into revlog values (?,?,-1,?,?,?,?,?,?)",
            [
                (now - ago * _DAY_MS + at, card.id, ease, ivl, 1, 500, 4321, kind)
                for ago, ease, ivl, kind in past
            ],
        )
        _db(col).execute(
            "update cards set type=2, queue=2, due=?, ivl=30, factor=2500, reps=5, lapses=1"
            " where id=?",
            col.sched.today + 4,
            card.id,
        )
    col.sched.suspend_cards([cards[6].id])
    col.sched.bury_cards([cards[7].id], manual=True)
    col.sched.bury_cards([cards[8].id], manual=False)
    col.set_user_flag_for_cards(3, [cards[9].id])
    col.sched.set_due_date([cards[10].id], "5")
    col.sched.schedule_cards_as_new([cards[3].id])


def gather(col: Collection, search: str) -> int:
    """Put the cards that a search finds into a filtered deck; return how many they are."""
    deck = col.decks.new_filtered("Cramming")
    filtered = col.decks.get(deck)
    assert filtered is not None
    filtered["terms"] = [[search, 100, 0]]
    col.decks.save(filtered)
    count: int = col.sched.rebuild_filtered_deck(deck).count
    return count


def export(col: Collection, path: Path, *, legacy: bool) -> Path:
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
    )
    col.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def take(col: Collection, path: Path) -> None:
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


def take_whole(folder: Path, path: Path) -> None:
    """Import a ``.colpkg`` into a fresh profile folder."""
    with opened(folder) as col:
        backend = col._backend
        col.close_for_full_sync()
        backend.close_collection(downgrade_to_schema11=False)
        backend.import_collection_package(
            col_path=str(folder / "collection.anki2"),
            backup_path=str(path),
            media_folder=str(folder / "collection.media"),
            media_db=str(folder / "collection.media.db2"),
        )
        col.reopen()


def notes(col: Collection) -> _Rows:
    rows: _Rows = _db(col).all("select guid, flds, tags, mod, id from notes order by guid")
    return rows


def cards(col: Collection) -> dict[tuple[str, int], dict[str, Any]]:
    """What must be the same in any collection that holds the cards, whenever it was made."""
    found = {}
    query = "select n.guid, c.id from cards c join notes n on n.id = c.nid"
    for guid, ident in _db(col).all(query):
        card = col.get_card(ident)
        due = card.due
        if card.type in (2, 3) and card.queue != 1:
            due -= col.sched.today
        memory = card.memory_state
        found[guid, card.ord] = {
            "deck": col.decks.name(card.odid or card.did),
            "due": due,
            "memory": (memory.stability, memory.difficulty) if memory else None,
            **{
                key: getattr(card, key)
                for key in ("type", "queue", "ivl", "reps", "lapses", "left", "flags")
            },
        }
    return found


def log(col: Collection) -> _Rows:
    rows: _Rows = _db(col).all(
        "select n.guid, c.ord, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
        " from revlog r join cards c on c.id = r.cid join notes n on n.id = c.nid order by r.id"
    )
    return rows


def media(folder: Path) -> dict[str, bytes]:
    where = folder / "collection.media"
    return {
        name: (where / name).read_bytes() for name in sorted(each.name for each in where.iterdir())
    }


def replayed(col: Collection, guid: str) -> tuple[float, float]:
    """What the engine makes of the log of a note's first card."""
    query = "select c.id from cards c join notes n on n.id = c.nid where n.guid = ?"
    state = col.compute_memory_state(_db(col).scalar(query, guid))
    assert state.stability is not None
    assert state.difficulty is not None
    return state.stability, state.difficulty
