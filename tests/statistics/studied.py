"""Collections of the real engine with years of reviews behind them, as Anki itself logs them."""

import json
import time
from random import Random

from anki.collection import Collection
from anki.decks import DeckId

from tests.engine import history, made
from tests.engine.anki_desk import database

DAY_MS = 86_400_000
LEARN, REVIEW, RELEARN, FILTERED, MANUAL, RESCHEDULED = range(6)


def filled(col: Collection, seed: int, notes: int = 40, *, fsrs: bool = True) -> None:
    """Fill an empty collection: two decks with a subdeck, logs, and answers given today."""
    rng = Random(seed)
    decks = []
    for name in ("Rivers", "Rivers::Bridges", "Mills"):
        deck = col.decks.id(name)
        assert deck is not None
        decks.append(DeckId(deck))
    for _ in range(notes):
        made._add(col, rng, "Basic", rng.choice(decks))
    made._renumber(col)
    past(col, rng)
    if fsrs:
        made._switch_on(col, decks[0])
    cards = list(col.find_cards(""))
    for ident in rng.sample(cards, len(cards) // 3):
        for _ in range(rng.choice((1, 1, 2, 3))):
            history.answer(col, ident, rng.randint(1, 4))
    rng.shuffle(cards)
    col.sched.suspend_cards(cards[:3])
    col.sched.bury_cards(cards[3:6], manual=True)


def past(col: Collection, rng: Random) -> None:
    """Give most cards a log whose entries follow from each other, and the place they lead to."""
    now = int(time.time() * 1000)
    cards = database(col).list("select id from cards order by id")
    for card in rng.sample(cards, len(cards) * 3 // 4):
        rows, interval = _log(rng, now)
        database(col).executemany(
            "insert or ignore into revlog values (?,?,-1,?,?,?,?,?,?)",
            [(row[0], card, *row[1:]) for row in rows],
        )
        age = (now - rows[-1][0]) // DAY_MS
        database(col).execute(
            "update cards set type=2, queue=2, due=?, ivl=?, factor=2500, reps=?, lapses=0, mod=?,"
            " data=? where id=?",
            col.sched.today - age + interval,
            interval,
            len(rows),
            rows[-1][0] // 1000,
            json.dumps({"lrt": max(row[0] for row in rows if row[1] and row[4]) // 1000}),
            card,
        )


def _log(rng: Random, now: int) -> tuple[list[tuple[int, ...]], int]:
    """Return rows (time, ease, ivl, lastIvl, factor, duration, type) and the last interval.

    All at the hour of now, so that whole days lie between them.
    """
    days = sorted(rng.sample(range(1, 700), rng.randint(2, 14)), reverse=True)
    rows: list[tuple[int, ...]] = []
    interval = 1
    last = 0
    at = now - days[0] * DAY_MS

    def add(ease: int, ivl: int, factor: int, kind: int) -> None:
        nonlocal last
        rows.append((at, ease, ivl, last, factor, rng.randint(500, 60_000), kind))
        last = ivl

    add(rng.randint(1, 3), -60, 0, LEARN)
    at += rng.randint(1_000, 60_000)
    add(rng.randint(2, 4), 1, 2500, LEARN)
    for day in days[1:]:
        at = now - day * DAY_MS + rng.randint(0, 1_000)
        chance = rng.random()
        if chance < 0.08:
            add(0, 0, 0, MANUAL)
            interval, at = 1, at + 1000
            add(3, 1, 2500, LEARN)
        elif chance < 0.15:
            interval = rng.randint(1, 60)
            add(0, interval, 2500, rng.choice((MANUAL, RESCHEDULED)))
        elif chance < 0.22:
            rows.append((at, rng.randint(1, 4), interval, interval, 0, 4000, FILTERED))
        elif chance < 0.4:
            add(1, -600, 2300, REVIEW)
            interval, at = 1, at + 600_123
            add(rng.randint(2, 3), 1, 2300, RELEARN)
        else:
            interval = rng.randint(interval, interval * 3)
            add(rng.randint(2, 4), interval, 2500, REVIEW)
    return rows, interval
