"""One source in, one parsed source out: identity, repeats, hostile text."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind
from studyapp.errors import SourceError
from studyapp.sources.account import Fate
from studyapp.sources.detect import scores
from studyapp.sources.read import read_source
from studyapp.sources.readers import lines
from tests.few import examples

from .pages_made import found, knowt, read, tabs

PAIRS = [("What is a cell?", "The unit of life."), ("Who saw it first?", "Robert Hooke.")]


def test_identity_comes_from_title_and_slot() -> None:
    first, second = read(knowt(PAIRS)).deck.notes
    fixed = read(knowt([("What is a cell, then?", "The unit of life!"), PAIRS[1]])).deck.notes

    assert first.note.guid == note_guid("a made title", "1")
    assert first.note.kind is NoteKind.BASIC
    assert [each.note.guid for each in fixed] == [first.note.guid, second.note.guid]


def test_an_inserted_card_leaves_the_numbered_ones_alone() -> None:
    page = knowt(PAIRS)
    more = [*page, "3", "New cards", "", "Who named it?", "", "Hooke too.", ""]

    before = [each.note.guid for each in read(page).deck.notes]
    assert [each.note.guid for each in read(more).deck.notes][:2] == before


def test_the_path_is_only_a_name() -> None:
    text = "\n".join(tabs(PAIRS))
    one = read_source(text, "/home/a/Cells.txt")
    two = read_source(text, "C:\\b\\Cells.txt")

    assert one.deck == two.deck
    assert one.path == "/home/a/Cells.txt"
    assert one.title == "Cells"
    assert one.deck.notes[0].note.source is not None
    assert one.deck.notes[0].note.source.path == "Cells.txt"


def test_a_repeated_pair_is_kept_once_and_told() -> None:
    parsed = read(knowt([*PAIRS, PAIRS[0], ("What is a cell?", "A small room.")]))

    assert [back for _, back in found(parsed)] == [
        "The unit of life.",
        "Robert Hooke.",
        "A small room.",
    ]
    assert any("is the same as slot 1" in warning for warning in parsed.warnings)
    repeated = [fate for fate in parsed.account if fate.reason == "same as slot 1"]
    assert len(repeated) == 4
    assert {fate.fate for fate in repeated} == {Fate.IGNORED}


def test_two_pages_in_one_file_keep_their_keys_apart() -> None:
    page = knowt(PAIRS)
    again = knowt([("Who named it?", "Hooke."), ("When was it?", "1665.")])
    parsed = read([*page, *again[-14:]])

    assert len(parsed.deck.notes) == 4
    assert len({each.note.guid for each in parsed.deck.notes}) == 4


def test_many_warnings_are_summed_up() -> None:
    parsed = read([line for slot in range(1, 40) for line in (str(slot), "New cards")])

    assert len(parsed.warnings) == 11
    assert parsed.warnings[-1] == "29 more slots are empty"


def test_a_document_is_text() -> None:
    parsed = read_source("\n  A title\n\nSome prose. It has no cards.\n", "x.txt")

    assert (parsed.layout, parsed.title) == ("text", "A title")
    assert [fate.fate for fate in parsed.account] == [
        Fate.IGNORED,
        Fate.TEXT,
        Fate.IGNORED,
        Fate.TEXT,
    ]
    assert parsed.deck.notes == ()
    assert parsed.document is not None


def test_line_separators_stay_within_a_line() -> None:
    parsed = read(knowt([("What is\u2028this?", "One\x85line\x0cstill."), PAIRS[1]]))

    assert found(parsed)[0] == ("What is\u2028this?", "One\x85line\x0cstill.")


def test_invisible_lines_are_blank() -> None:
    page = [line or "\u200b" for line in knowt(PAIRS)]

    assert found(read(page)) == PAIRS


@pytest.mark.parametrize("text", ["", "  \n\n", "a\0b", "half \ud800"])
def test_text_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(text, "x.txt")
    assert "x.txt" in caught.value.message


def test_scores_can_be_shown() -> None:
    shown = scores(lines("\n".join(knowt(PAIRS))))

    assert max(shown, key=shown.__getitem__) == "knowt"
    assert all(0 <= score <= 1 for score in shown.values())


_SAMPLES = (
    Path(
        os.environ.get("STUDYAPP_REAL_SEEDS", Path(__file__).parents[2].parent / "shared" / "seeds")
    ).parent
    / "samples"
)


@pytest.mark.skipif(not _SAMPLES.is_dir(), reason=f"no samples at {_SAMPLES}")
def test_hostile_text_passes_as_it_is() -> None:
    payloads = json.loads((_SAMPLES / "hostile_text.json").read_text(encoding="utf-8"))["payloads"]
    for payload in payloads:
        text = payload["text"].replace("\0", "").replace("\r", "")
        parsed = read(knowt([(f"a{text}b", f"c{text}d"), PAIRS[1]]))
        assert found(parsed)[0] == (f"a{text}b", f"c{text}d"), payload["name"]


@pytest.mark.parametrize(
    "line",
    ["1\nNew cards\n", "1", "\n", "New cards\n", "Q\nA\n", "- **a**\n", "1. a?\n", "a?\n", "|a|\n",
     "a\tb\n", "1/", "::", "(", "?\n\n", "Q: a\n", "Terms in this set (1)\n", "**", "Label: a?\n"],
)  # fmt: skip
def test_long_runs_of_one_mark_are_read(line: str) -> None:
    parsed = read_source("Title\n" + line * 1_500, "x.txt")

    assert sum(parsed.account.counts().values()) == len(parsed.account)


_PIECES = st.sampled_from(
    ["1", "2", "3", "5", "New cards", "", "", "3 Terms", "1/2", "Q", "A", "a?", "b",
     "Terms in this set (2)", "Still learning (1)", "- a?", "- **x**", "1. a?", "2. b?", "x\ty",
     "| a | b |", "| - | - |",
     "Q: a", "A: b", "Perfectly", "How well did you know this?", "Explore top notes",
     "Getty: a?", "No study sessions yet.", "\u2028", "\u200b", "  indented"]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=40))
@settings(max_examples=examples(75), deadline=None)
def test_any_text_gives_every_line_one_fate(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    try:
        parsed = read_source(text, "x.txt")
    except SourceError:
        return

    assert [fate.number for fate in parsed.account] == [line.number for line in lines(text)]
    assert all(fate.reason for fate in parsed.account)
    blank = {line.number for line in lines(text) if line.blank}
    cards = {fate.number for fate in parsed.account if fate.fate is Fate.CARD}
    assert not blank & cards
    assert bool(cards) == bool(parsed.deck.notes)
    assert len({each.note.guid for each in parsed.deck.notes}) == len(parsed.deck.notes)
