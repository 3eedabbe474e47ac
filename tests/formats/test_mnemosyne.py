"""Mnemosyne: text with tabs and both kinds of XML, and XML that is out for harm."""

import zipfile
from pathlib import Path

import pytest

from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind
from studyapp.formats import mnemosyne_cards
from studyapp.formats.base import DAY_MS, DeckFile, FormatError, Reading
from studyapp.formats.mnemosyne import MNEMOSYNE
from tests.formats.others import notes, package, sides

BASIC, REVERSED, CLOZE = NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE


def test_columns() -> None:
    text = "a\tb\n東京\tとうきょう\tTokyo\nw\tp\tm\tn\n"
    found = notes(MNEMOSYNE, text, "a.tsv")
    assert [(each.note.kind, each.note.front, each.note.back) for each in found] == [
        (BASIC, "a", "b"),
        (REVERSED, "東京", "とうきょう\nTokyo"),
        (REVERSED, "w", "p\nm\nn"),
    ]


def test_line_breaks_and_characters() -> None:
    text = "one<br>two<br/>\t&#33267; &#0;&#55296;&#9999999;\n"
    (found,) = sides(MNEMOSYNE, text)
    assert found[0] == "one\ntwo"
    assert found[1].startswith("至 ")


def test_bad_lines_are_named() -> None:
    found = package(MNEMOSYNE, "a\tb\nno tab\n\tb\n1\t2\t3\t4\t5\n\n")
    assert [each.note.front for each in found.notes] == ["a"]
    assert [str(each) for each in found.problems] == [
        "line 2: 1 columns instead of 2 or 3",
        "line 3: nothing before the first tab",
        "line 4: 5 columns instead of 2 or 3",
    ]


ONE = """<?xml version="1.0" encoding="UTF-8"?>
<mnemosyne core_version="1" time_of_start="1767225600">
<category active="1"><name>geo graphy</name></category>
<item id="a" gr="4" e="2.5" ac_rp="1" rt_rp="2" lps="1" l_rp="100" n_rp="120"><cat>geo graphy</cat>
<Q>a &lt; b</Q><A>line
two</A></item>
<item id="a.inv" gr="0" u="1"><cat>geo graphy</cat><Q>x</Q><A>y</A></item>
<item id="b"><cat>&lt;default&gt;</cat><Q>c</Q><A>d</A></item>
<item id="b.tr.1"><Q>e</Q><A>f</A></item>
<item id="c.inv"><Q>alone</Q><A>g</A></item>
<item id="_1"><Q>without a name</Q><A>h</A></item>
<item id="d"><Q></Q><A>no question</A></item>
<item id="c.inv"><Q>again</Q><A>g</A></item>
</mnemosyne>"""


def test_version_1() -> None:
    found = package(MNEMOSYNE, ONE, "a.xml")
    first, second, third, fourth = found.notes
    assert (first.note.kind, first.note.front, first.note.tags) == (
        REVERSED,
        "a < b",
        ("geo_graphy",),
    )
    assert (second.note.kind, second.note.tags, third.note.front) == (REVERSED, (), "alone")
    assert first.note.guid == note_guid("mnemosyne", "a")
    assert fourth.note.guid == note_guid("a", "Q:without a name")
    assert not found.settled
    start = 1767225600 * 1000 // DAY_MS
    memory, other = (card.memory for card in first.cards)
    assert memory is not None
    assert (memory.due_day, memory.last_day, memory.stability) == (start + 120, start + 100, 20)
    assert (memory.reps, memory.lapses, other) == (3, 1, None)
    assert [str(each) for each in found.problems] == [
        "line 13: the same id as on line 10",
        "line 12: an item without a question",
    ]


def test_days_that_count_from_nowhere() -> None:
    found = package(MNEMOSYNE, ONE.replace("time_of_start", "other"), "a.xml")
    assert not found.scheduling
    assert found.remarks == [
        "its days are counted from a day that it does not name: all cards are new"
    ]


TWO = """<openSM2sync number_of_entries="9">
<log type="10" o_id="t1"><name>geo</name></log>
<log type="16" o_id="f1"><f>France</f><b>Paris</b></log>
<log type="16" o_id="f2"><f>hond</f><b>dog</b></log>
<log type="16" o_id="f3"><f>東京</f><p_1>とうきょう</p_1><m_1>Tokyo</m_1></log>
<log type="16" o_id="f4"><text>The [order:what] of a [group].</text></log>
<log type="16" o_id="f5"><loc>map</loc></log>
<log type="6" o_id="c1" card_t="1" fact="f1" fact_v="1.1" tags="t1" gr="4" l_rp="1767225600"
 n_rp="1768089600" lps="0" ac_rp="1" rt_rp="1"></log>
<log type="6" o_id="c2" card_t="2::own" fact="f2" fact_v="2.1" tags="" gr="-1" l_rp="-1"></log>
<log type="6" o_id="c4" card_t="5" fact="f4" fact_v="5.1" tags=""></log>
<log type="6" o_id="c5" card_t="4" fact="f5" fact_v="4.1" tags=""></log>
</openSM2sync>"""


def test_version_2() -> None:
    found = package(MNEMOSYNE, TWO, "cards.xml")
    assert [(each.note.kind, each.note.front) for each in found.notes] == [
        (BASIC, "France"),
        (REVERSED, "hond"),
        (REVERSED, "東京"),
        (CLOZE, "The {{c1::order::what}} of a {{c2::group}}."),
    ]
    france = next(iter(found.notes))
    memory = france.cards[0].memory
    assert memory is not None
    assert (memory.due_day, memory.stability) == (20464, 10)
    assert france.note.tags == ("geo",)
    assert found.settled
    assert [str(each) for each in found.problems] == [
        "line 7: a card of a type that is not known (4)"
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'{BOMB}<mnemosyne core_version="1"><item><Q>&b;</Q></item></mnemosyne>', "a DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><mnemosyne core_version="1"/>', "a DOCTYPE"),
        ('<mnemosyne core_version="1">' + "<a>" * 100_000, "more than 16 deep"),
        ('<mnemosyne core_version="1"><item>', "not XML"),
        ("<html></html>", "XML of another program"),
        ('<mnemosyne core_version="1"></mnemosyne>', "no cards"),
        ("<", "not XML"),
    ],
)
def test_xml_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        package(MNEMOSYNE, text, "a.xml")
    assert caught.value.hint


def zipped(path: Path, members: dict[str, str]) -> DeckFile:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return DeckFile(path.name, path)


def test_a_cards_file(tmp_path: Path) -> None:
    members = {"METADATA": "a:b", "cards.xml": TWO, "a.png": "picture", "../b.png": "outside"}
    file = zipped(tmp_path / "a.cards", members)
    assert MNEMOSYNE.claims(file) == 95
    with MNEMOSYNE.read(file, Reading()) as found:
        assert len(list(found.notes)) == 4
        (media,) = found.media
        with media.open() as stream:
            assert (media.name, stream.read()) == ("a.png", b"picture")
        assert len(found.problems) == 2


def test_a_cards_file_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = zipped(tmp_path / "a.cards", {"other.xml": TWO})
    assert MNEMOSYNE.claims(other) == 0
    with (
        pytest.raises(FormatError, match="it is not in the file"),
        MNEMOSYNE.read(other, Reading()),
    ):
        pass
    (tmp_path / "b.cards").write_bytes(b"PK")
    broken = DeckFile("b.cards", tmp_path / "b.cards")
    assert MNEMOSYNE.claims(broken) == 0
    with pytest.raises(FormatError, match="not a whole zip"), MNEMOSYNE.read(broken, Reading()):
        pass
    monkeypatch.setattr(mnemosyne_cards, "MAX_XML", 10_000)
    bomb = zipped(tmp_path / "c.cards", {"cards.xml": TWO + " " * 10_000})
    with pytest.raises(FormatError, match="more than 10,000"), MNEMOSYNE.read(bomb, Reading()):
        pass


def test_what_stands_before_the_damage_is_read() -> None:
    found = package(MNEMOSYNE, ONE[: ONE.index('<item id="b"') + 20], "a.xml")
    assert [each.note.front for each in found.notes] == ["a < b"]
    assert len(found.problems) == 1
