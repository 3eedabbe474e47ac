"""Anki's options, its old scheduler, its days and its wire format, each on its own."""

import json
import sqlite3
import struct
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fsrs_rs_python
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.day import day_start, from_ms, study_day, to_ms
from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder
from studyapp.domain.package import PackedCard
from studyapp.formats.anki import messages, presets, proto, sm2
from studyapp.formats.anki.package import APKG, APKG3
from studyapp.formats.anki.unique import Unique
from studyapp.formats.base import DeckFile, Reading, Writing
from tests.few import examples
from tests.formats import anki_made as made
from tests.formats.anki_engine import PARAMETERS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("parameters", [(), PARAMETERS])
@pytest.mark.parametrize(
    ("ease", "interval", "retention"),
    [(2.5, 10, 0.9), (1.3, 100, 0.8), (3.1, 1, 0.95), (2.5, 0, 0.9), (2.0, 36_500, 0.85)],
)
def test_sm2_as_fsrs_rs_has_it(
    parameters: tuple[float, ...], ease: float, interval: float, retention: float
) -> None:
    model = fsrs_rs_python.FSRS(list(parameters or fsrs_rs_python.DEFAULT_PARAMETERS))
    judge = model.memory_state_from_sm2(ease, interval, retention)
    found = sm2.memory(ease, interval, retention, parameters)
    assert found == pytest.approx((judge.stability, judge.difficulty), rel=1e-4)


def test_parameters_of_fsrs_5_mean_the_same_in_6() -> None:
    older = PARAMETERS[:19]
    options, remark = presets.to_options({"fsrsParams5": list(older), "fsrsParams6": []})
    assert options.parameters == (*older, 0.0, 0.5)
    assert remark == ""
    filled = fsrs_rs_python.FSRS(list(older))
    ours = fsrs_rs_python.FSRS(list(options.parameters))
    log = [fsrs_rs_python.FSRSReview(rating, days) for rating, days in ((3, 0), (3, 0), (2, 5))]
    states = [each.memory_state(fsrs_rs_python.FSRSItem(log)) for each in (filled, ours)]
    assert states[0].stability == states[1].stability
    assert states[0].difficulty == states[1].difficulty


@pytest.mark.parametrize("found", [[1.0] * 17, [0.1] * 20, ["x"] * 21, [float("nan")] * 21])
def test_parameters_that_cannot_be_used(found: list[Any]) -> None:
    options, remark = presets.to_options({"fsrsWeights": found})
    assert options.parameters == ()
    assert "left out" in remark


@pytest.mark.parametrize(
    ("given_options", "changed"),
    [
        ({"new": {"order": 0}}, {"new_order": NewOrder.RANDOM}),
        ({"newGatherPriority": 4}, {"new_order": NewOrder.RANDOM}),
        ({"newSortOrder": 3}, {"new_order": NewOrder.RANDOM}),
        ({"reviewOrder": 12}, {"review_order": ReviewOrder.WEAKEST}),
        ({"reviewOrder": 8}, {"review_order": ReviewOrder.RANDOM}),
        ({"desiredRetention": 0.2}, {"desired_retention": 0.70}),
        ({"new": {"delays": [0.5, "x", -1, 1e300]}}, {"learning_steps": (30,)}),
    ],
)
def test_options_one_by_one(given_options: dict[str, Any], changed: dict[str, Any]) -> None:
    plain = json.loads(json.dumps(presets.DEFAULTS))
    for key, value in given_options.items():
        plain[key] = {**plain[key], **value} if isinstance(value, dict) else value
    defaults = {"bury_siblings": False, "leech_action": LeechAction.TAG}
    assert presets.to_options(plain)[0] == DeckOptions(**{**defaults, **changed})


@settings(max_examples=examples(50))
@given(JSON)
def test_any_options_give_some(found: Any) -> None:
    keys = (*presets.DEFAULTS, "newLimit", "reviewLimit", "fsrsParams6")
    given_options = dict.fromkeys(keys, found)
    options, _ = presets.to_options(given_options)
    assert 0.7 <= options.desired_retention <= 0.99
    assert presets.to_options(presets.from_options(options, json.dumps(found)))[0] == options
    assert presets.for_deck(options, given_options).new_per_day >= 0


def test_what_one_deck_sets_for_itself(tmp_path: Path) -> None:
    def change(base: sqlite3.Connection) -> None:
        decks = json.loads(base.execute("select decks from col").fetchone()[0])
        for each in decks.values():
            if each["name"] == "Top::Sub":
                each |= {"newLimit": 7, "reviewLimit": 70, "desiredRetention": 81}
        base.execute("update col set decks = ?", (json.dumps(decks),))

    opened, _, _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    decks = {each.name: each for each in opened.decks}
    options = {each.key: each.options for each in opened.options}
    sub, top = options[decks["Top::Sub"].options], options[decks["Top"].options]
    assert (sub.new_per_day, sub.reviews_per_day, sub.desired_retention) == (7, 70, 0.81)
    assert (top.new_per_day, top.reviews_per_day, top.desired_retention) == (20, 200, 0.9)


ZONES = ["UTC", "Europe/Prague", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rollover", [0, 4, 9])
def test_days_are_the_learners(zone: str, rollover: int, tmp_path: Path) -> None:
    """A card due on a study day is due on that day again, wherever and whenever that starts."""
    place = ZoneInfo(zone)
    now = to_ms(datetime(2024, 7, 1, 12, tzinfo=UTC))

    def day_of(at: int) -> int:
        return study_day(from_ms(at), place, rollover)

    def start_of(day: int) -> int:
        return to_ms(day_start(day, place, rollover))

    today = day_of(now)
    memory = made.MEMORY._replace(
        due_day=today + 3, due=start_of(today + 3), last_review=now, last_day=today, first_day=today
    )
    entry = made.LOG[0]._replace(at=now, day=today, due_day=today + 3, due=start_of(today + 3))
    note = made.basic(1, cards=(PackedCard(0, "D", 0, memory, reviews=(entry,)),))
    path = tmp_path / "a.apkg"
    for form in (APKG, APKG3):
        form.write(made.package([note]), path, Writing(now, day_of, start_of))
        with APKG.read(DeckFile("a.apkg", path), Reading(now, day_of, start_of)) as opened:
            (found,) = opened.notes
        assert found.cards[0].memory == memory
        assert found.cards[0].reviews[0].due_day == today + 3


def test_collections_without_a_zone_were_made_where_the_learner_is(tmp_path: Path) -> None:
    def change(base: sqlite3.Connection) -> None:
        conf = json.loads(base.execute("select conf from col").fetchone()[0])
        del conf["creationOffset"]
        base.execute("update col set conf = ?", (json.dumps(conf),))

    _, (first, *_), _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    memory = first.cards[0].memory
    assert memory is not None
    assert memory.due_day == made.MEMORY.due_day


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_none(data: bytes) -> None:
    with suppress(proto.WireError):
        for key, values in proto.decode(data).items():
            assert key >= 0
            assert values


@given(
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.text(),
    st.lists(st.floats(width=32, allow_nan=False)),
)
def test_messages_come_back(number: int, text: str, floats: list[float]) -> None:
    data = proto.put_number(1, number) + proto.put_text(300, text) + proto.put_floats(3, floats)
    fields = proto.decode(data)
    assert proto.number(fields, 1) == number
    assert proto.text(fields, 300) == text.encode("utf-8", "replace").decode()
    assert struct.pack(f"{len(floats)}f", *proto.floats(fields, 3)) == struct.pack(
        f"{len(floats)}f", *floats
    )


@settings(max_examples=examples(40))
@given(st.dictionaries(st.text(max_size=3), JSON), JSON)
def test_any_json_becomes_a_message(rest: dict[str, Any], found: Any) -> None:
    for parts in (messages.CONFIG, messages.NOTE_TYPE, messages.FIELD, messages.DECK):
        whole = {**rest, **{part.path.split(".")[0]: found for part in parts}}
        once = messages.to_json(messages.from_json(whole, parts), parts)
        assert messages.to_json(messages.from_json(once, parts), parts) == once


@given(st.lists(st.integers(0, 30), max_size=60))
def test_numbers_differ_and_stay_close(wanted: list[int]) -> None:
    unique = Unique()
    taken: set[int] = set()
    for each in wanted:
        expected = next(at for at in range(each, 100) if at not in taken)
        assert unique.take(each) == expected
        taken.add(expected)
