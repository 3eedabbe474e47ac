"""Matching: every note one identity, no stored note twice, the unchanged always themselves."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.services.matching import Matching, match
from studyapp.storage.content import StoredNote
from studyapp.storage.convert import content_hash

FRONTS = st.sampled_from(
    ["", "who?", "who else?", "Which river runs through Cairo?", "Which river runs through Vienna?"]
) | st.text(max_size=12)
PAIRS = st.tuples(FRONTS, FRONTS)


def fresh(slot: int, pair: tuple[str, str]) -> Note:
    return Note(note_guid("page", str(slot)), NoteKind.BASIC, *pair)


def stored(number: int, guid: str, pair: tuple[str, str], was: tuple[str, str]) -> StoredNote:
    return StoredNote(number, guid, 1, *pair, "", content_hash(1, *was), 1, 2)


def build(pairs: list[tuple[str, str]]) -> list[StoredNote]:
    return [
        stored(slot + 1, note_guid("page", str(slot)), pair, pair)
        for slot, pair in enumerate(pairs)
    ]


def again(matching: Matching) -> list[StoredNote]:
    """Return what is stored after a build."""
    kept = list(matching.missing)
    for number, (note, old) in enumerate(matching.notes, 1000):
        pair = (note.front, note.back)
        kept.append(stored(old.id if old else number, note.guid, pair, pair))
    return kept


def assert_sound(notes: list[Note], olds: list[StoredNote], matching: Matching) -> None:
    assert [(note.front, note.back) for note, _ in matching.notes] == [
        (note.front, note.back) for note in notes
    ]
    guids = [note.guid for note, _ in matching.notes]
    assert len(set(guids)) == len(guids)
    used = [old.id for _, old in matching.notes if old is not None]
    assert len(set(used)) == len(used)
    assert sorted([*used, *(old.id for old in matching.missing)]) == sorted(o.id for o in olds)
    for note, old in matching.notes:
        if old is None:
            assert note.guid not in {each.guid for each in olds}
        else:
            assert note.guid == old.guid


@settings(deadline=None)
@given(
    st.lists(PAIRS, max_size=8),
    st.lists(PAIRS, max_size=8),
    st.booleans(),
)
def test_any_page_after_any_other(
    before: list[tuple[str, str]], after: list[tuple[str, str]], settled: bool
) -> None:
    olds, notes = build(before), [fresh(slot, pair) for slot, pair in enumerate(after)]
    matching = match(notes, olds, settled=settled)
    assert_sound(notes, olds, matching)
    assert len(matching.unsure) <= len([old for _, old in matching.notes if old is None])
    if settled:
        by_guid = {old.guid for old in olds}
        assert all((old is None) is (n.guid not in by_guid) for n, old in matching.notes)


@settings(deadline=None)
@given(st.data())
def test_unchanged_content_never_loses_its_identity(data: st.DataObject) -> None:
    before = data.draw(st.lists(PAIRS, unique=True, max_size=8))
    kept = data.draw(st.lists(st.sampled_from(before), unique=True)) if before else []
    others = data.draw(st.lists(PAIRS.filter(lambda pair: pair not in before), max_size=6))
    after = data.draw(st.permutations([*kept, *others]))
    olds, notes = build(before), [fresh(slot, pair) for slot, pair in enumerate(after)]
    matching = match(notes, olds)
    assert_sound(notes, olds, matching)
    for note, old in matching.notes:
        pair = (note.front, note.back)
        if pair in kept:
            assert old is not None
            assert (old.front, old.back) == pair


@settings(deadline=None)
@given(st.data())
def test_an_edited_note_is_known_by_what_its_source_says(data: st.DataObject) -> None:
    before = data.draw(st.lists(PAIRS, unique=True, min_size=1, max_size=6))
    olds = build(before)
    which = data.draw(st.integers(0, len(olds) - 1))
    olds[which] = replace(olds[which], front="wholly new words", back="~" * 40)
    after = data.draw(st.permutations(before))
    matching = match([fresh(slot, pair) for slot, pair in enumerate(after)], olds)
    found = {(note.front, note.back): old for note, old in matching.notes}
    assert found[before[which]] == olds[which]
    assert matching.missing == ()


@settings(deadline=None)
@given(
    st.lists(PAIRS, unique=True, max_size=6), st.lists(PAIRS, unique=True, min_size=1, max_size=6)
)
def test_building_a_page_a_second_time_changes_nothing(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    notes = [fresh(slot, pair) for slot, pair in enumerate(after)]
    first = match(notes, build(before))
    kept = again(first)
    # A missing note with the same content as a new one could be either of them.
    content = Counter((old.front, old.back) for old in kept)
    second = match(notes, kept)
    assert_sound(notes, kept, second)
    for (note, _), (once_more, old) in zip(first.notes, second.notes, strict=True):
        if content[note.front, note.back] == 1:
            assert old is not None
            assert once_more == note


def test_a_new_guid_avoids_those_that_others_have() -> None:
    (old,) = build([("what is the capital of Peru?", "Lima")])
    note = fresh(0, ("1234567890", "0987654321"))
    second = note_guid(note.guid, "2")
    assert match([note], [old]).notes[0][0].guid == second
    assert match([note], [old], known=lambda guid: guid == second).notes[0][0].guid == note_guid(
        note.guid, "3"
    )


def test_a_very_long_page_is_not_compared_pair_by_pair() -> None:
    olds = build([(f"{number * 7919:x}", f"{number * 104729:o}") for number in range(200)])
    notes = [fresh(slot, ("#" * 50 + str(slot), "~" * 50 + str(slot))) for slot in range(200)]
    matching = match(notes, olds)
    assert_sound(notes, olds, matching)
    assert all(old is None for _, old in matching.notes)
    assert len(matching.unsure) == 200


def test_an_answer_that_two_questions_share_moves_no_history() -> None:
    olds = build([("When did the long war end?", "1945"), ("Who built the wall?", "Hadrian")])
    pairs = [("Who built the wall?", "Hadrian"), ("Which year saw that charter signed?", "1945")]
    matching = match([fresh(slot, pair) for slot, pair in enumerate(pairs)], olds)
    assert [old and old.front for _, old in matching.notes] == ["Who built the wall?", None]
    assert [old.front for old in matching.missing] == ["When did the long war end?"]
    assert len(matching.unsure) == 1
    assert "has the answer of a note that is gone" in matching.unsure[0]
