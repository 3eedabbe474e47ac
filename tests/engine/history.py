"""What happened to the cards of a made collection: years of reviews, and a session today."""

import time
from random import Random
from typing import Any

from anki.collection import Collection
from anki.decks import DeckId

_DAY_MS = 86_400_000
_LEARN, _REVIEW, _RELEARN, _FILTERED, _MANUAL, _RESCHEDULED = range(6)


def past(col: Collection, rng: Random) -> None:
    """Give half of the cards a log, and a place in the schedule that fits its end."""
    now = int(time.time() * 1000)
    cards = col.db.list("select id from cards order by id")
    for card in rng.sample(cards, len(cards) // 2):
        rows, interval, lapses = _log(rng, now)
        col.db.executemany(
            "insert or ignore into revlog values (?,?,-1,?,?,?,?,?,?)",
            [(row[0], card, *row[1:]) for row in rows],
        )
        col.db.execute(
            "update cards set type=2, queue=2, due=?, ivl=?, factor=?, reps=?, lapses=?, mod=?"
            " where id=?",
            col.sched.today + rng.randint(-20, 60),
            interval,
            rng.choice((1300, 2150, 2500, 2650)),
            len(rows),
            lapses,
            rows[-1][0] // 1000,
            card,
        )


def _log(rng: Random, now: int) -> tuple[list[tuple[int, ...]], int, int]:
    """Return rows (time, ease, ivl, lastIvl, factor, duration, type), interval and lapses."""
    days = sorted(rng.sample(range(2, 900), rng.randint(2, 14)), reverse=True)
    rows: list[tuple[int, ...]] = []
    interval, last, lapses = 1, 0, 0
    at = now - days[0] * _DAY_MS + rng.randrange(_DAY_MS // 4)

    def add(ease: int, ivl: int, factor: int, kind: int) -> None:
        nonlocal last
        rows.append((at, ease, ivl, last, factor, rng.randint(0, 60_000), kind))
        last = ivl

    add(rng.randint(1, 3), -60, 0, _LEARN)
    at += rng.randint(60_000, 900_000)
    add(3, 1, 2500, _LEARN)
    for day in days[1:]:
        at = max(at + 1, now - day * _DAY_MS + rng.randrange(_DAY_MS // 4))
        chance = rng.random()
        if chance < 0.05:
            add(0, 0, 0, _MANUAL)
            at += 1000
            add(3, 1, 2500, _LEARN)
        elif chance < 0.1:
            interval = rng.randint(1, 30)
            add(0, interval, 2500, rng.choice((_MANUAL, _RESCHEDULED)))
        elif chance < 0.2:
            add(rng.randint(1, 4), -600, rng.choice((0, 2500)), _FILTERED)
        elif chance < 0.35:
            lapses += 1
            add(1, -600, rng.choice((2300, 612)), _REVIEW)
            at += 600_123
            interval = 1
            add(3, 1, 2300, _RELEARN)
        else:
            interval = rng.randint(interval, interval * 3)
            add(rng.randint(2, 4), interval, rng.choice((2500, 455)), _REVIEW)
    return rows, interval, lapses


def today(col: Collection, rng: Random) -> None:
    """Answer cards as they come, so that they stand in all states with steps of all kinds."""
    cards = col.find_cards("-is:suspended")
    for ident in rng.sample(list(cards), len(cards) // 2):
        for _ in range(rng.choice((1, 1, 2, 3))):
            answer(col, ident, rng.randint(1, 4))
    some = list(cards)
    rng.shuffle(some)
    col.sched.set_due_date(some[:2], "5")
    col.sched.set_due_date(some[2:3], "0!")
    col.sched.set_due_date(some[3:4], "1000")
    col.sched.schedule_cards_as_new(some[4:6])
    col.sched.schedule_cards_as_new(some[6:7], restore_position=True, reset_counts=True)


def answer(col: Collection, ident: Any, rating: int) -> None:
    card = col.get_card(ident)
    card.start_timer()
    states = col._backend.get_scheduling_states(ident)
    col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=rating - 1))


def filtered(col: Collection, rng: Random, decks: list[DeckId]) -> None:
    """Draw cards into two filtered decks, one that moves the schedule and one that does not."""
    for number, reschedule in enumerate((True, False)):
        if rng.random() < 0.3:
            continue
        made = col.sched.get_or_create_filtered_deck(DeckId(0))
        made.name = f"Cram {number}"
        made.config.reschedule = reschedule
        del made.config.search_terms[:]
        term = made.config.search_terms.add()
        term.search = rng.choice(("is:due", "is:new", "-is:suspended"))
        term.limit = rng.randint(1, 6)
        term.order = rng.randint(0, 5)
        made.allow_empty = True
        ident = col.sched.add_or_update_filtered_deck(made).id
        cards = col.db.list("select id from cards where did = ? order by id", ident)
        for card in cards[: len(cards) // 2]:
            answer(col, card, rng.randint(1, 4))


def marked(col: Collection, rng: Random) -> None:
    """Suspend, bury and flag some cards of every kind."""
    cards = list(col.find_cards(""))
    rng.shuffle(cards)
    share = len(cards) // 8
    col.sched.suspend_cards(cards[:share])
    col.sched.bury_cards(cards[share : share * 2], manual=True)
    col.sched.bury_cards(cards[share * 2 : share * 3], manual=False)
    for flag in range(1, 8):
        col.set_user_flag_for_cards(flag, rng.sample(cards, 2))
