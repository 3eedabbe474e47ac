"""Checksums of the log: whatever changes in an entry, it no longer fits."""

import zlib
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.storage.columns import LOG_FIELDS, NULLABLE
from studyapp.storage.sums import Summed, checksum, fits, with_checksums

times = st.integers(0, 1 << 42)
small = st.integers(0, 4)
hexes = st.text("0123456789abcdef", min_size=20, max_size=20)
said = st.lists(st.integers(-9_999_999_999, 9_999_999_999), min_size=4, max_size=4).map(
    lambda numbers: ",".join(map(str, numbers))
)
ours = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """Entries of another program, and any others."""
    at = draw(times)
    entry: dict[str, Any] = {
        "id": f"{at:012x}{draw(hexes)}",
        "learner_id": draw(st.integers(1, 9)),
        "card_id": draw(st.integers(1, 1 << 40)),
        "rating": draw(st.none() | st.integers(1, 4)),
        "evidence": draw(small),
        "at": at,
        "day": draw(st.integers(-1, 60_000)),
        "duration_ms": draw(st.integers(0, 1 << 31)),
        "state_before": draw(small),
        "state": draw(small),
        "step": None,
        "due": draw(st.none() | times),
        "due_day": draw(st.none() | st.integers(0, 60_000)),
        "voids": None,
        "imported": draw(said | ours),
        "snapshot": None,
    }
    if draw(st.booleans()):
        entry.update(step=draw(st.none() | small), voids=draw(st.none() | hexes))
        entry.update(snapshot=draw(ours))
    return entry


def stored(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "checksum": checksum(entry)}


@given(entries(), st.sampled_from(LOG_FIELDS), st.data())
def test_an_entry_that_changed_does_not_fit(
    entry: dict[str, Any], name: str, data: st.DataObject
) -> None:
    whole = stored(entry)
    assert fits(whole)
    old = whole[name]
    if isinstance(old, int):
        new: Any = old ^ (1 << data.draw(st.integers(0, 40)))
        if name in NULLABLE and data.draw(st.booleans()):
            new = None
    elif isinstance(old, str) and old:
        at = data.draw(st.integers(0, len(old) - 1))
        new = f"{old[:at]}{data.draw(st.sampled_from('0123456789abcdef,-'))}{old[at + 1 :]}"
    else:
        new = data.draw(st.integers(0, 1 << 40)) if old is None else "x"
    assume(str(new) != str(old))
    assert not fits({**whole, name: new})


@given(entries(), st.integers(0, 62))
def test_a_checksum_that_changed_does_not_fit(entry: dict[str, Any], bit: int) -> None:
    whole = stored(entry)
    assert not fits({**whole, "checksum": whole["checksum"] ^ (1 << bit)})
    assert not fits({**whole, "checksum": -1 - whole["checksum"]})


@given(entries())
def test_entries_that_were_summed_up_in_the_old_way_still_fit(entry: dict[str, Any]) -> None:
    text = "|".join(str(entry[name]) for name in LOG_FIELDS)
    assert fits({**entry, "checksum": zlib.crc32(text.encode())})


@given(entries())
def test_the_entries_of_a_card_at_once(entry: dict[str, Any]) -> None:
    row = tuple(entry[name] for name in LOG_FIELDS)
    assume(entry["imported"] is not None)
    assume((entry["step"], entry["voids"], entry["snapshot"]) == (None, None, None))
    ident, learner, card, rating, evidence, at, day, duration, before, state, *rest = row
    _, due, due_day, _, imported, _ = rest
    summed = Summed(ident[12:], learner, card)
    found = summed.of(rating, evidence, at, day, duration, before, state, due, due_day, imported)
    [whole] = with_checksums([row])
    assert whole[:-1] == row
    assert found == (whole[-1] if whole[-1] < 0 else None)
