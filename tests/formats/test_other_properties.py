"""Whatever is in a file, a reader gives a package or one error with a remedy; in linear time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.cloze import Deletion, parse
from studyapp.formats.base import DeckFile, DeckFormat, FormatError
from studyapp.formats.deletions import deletion, undeleted
from tests.few import examples
from tests.formats.others import FORMATS, package
from tests.formats.texts import clozes, fields

LINES = {
    "markdown": ["Q: a", "A: b", "C: [c]", "---", "<!-- id: x -->", "<!-- deck: x | kind: y -->"],
    "hashcards": ["Q: a", "A: b", "C: [c] [d", "---", "# x", "\\# x", "name = 1", "![", "\\[", "]"],
    "crowdanki": [
        '{"notes": [',
        '{"fields": ["a"]}',
        "]}",
        '"note_models": []',
        "\ud83d",
        "{",
        "[",
    ],
    "obsidian": [
        "#flashcards/a b::c",
        "a::b",
        "a:::b <!--SR:!2026-08-16,51,230-->",
        "<!--SR:!fsrs,2026-07-08T22:29:37Z,1,1,1,2,1,0,0,2026-07-08T22:29:37Z!!-->",
        "?",
        "??",
        "==a==^[b][^2] ==c==",
        "```",
        "---",
        "<!--",
    ],
    "mnemosyne": [
        "a\tb",
        "a\tb\tc<br>",
        "&#1114112;",
        '<mnemosyne core_version="1" time_of_start="1767225600">',
        '<item id="a" gr="4" l_rp="1" n_rp="999999999"><Q>a</Q><A>b</A></item>',
        "</mnemosyne>",
        "<openSM2sync>",
        '<log o_id="1"><f>a</f><b>b</b></log>',
        '<log fact="1" card_t="2" fact_v="2.1" gr="4" l_rp="9" n_rp="99999999999"></log>',
        "</openSM2sync>",
    ],
    "supermemo": ["Q: a", "q:", "A: b", "a1: c", "A99:", "words", "A999: x"],
    "hascard": [
        "# a",
        "- b",
        "* c",
        "[*] d",
        "[ ] e",
        "_f|g_",
        "\\_",
        "1. h",
        "---",
        "```",
        "![]()",
    ],
    "org": [
        "* a :fc:",
        "** Back",
        ":PROPERTIES:",
        ":FC_TYPE: cloze",
        ":ANKI_NOTE_TYPE: Cloze",
        ":ID: x",
        ":END:",
        ":REVIEW_DATA:",
        "| position | box | interval | due |",
        "| front | 1 | 3 | 2026-02-01T00:00:00Z |",
        "{{a}{b}@0} {{c1::d}}",
        "** Text",
        "#+BEGIN_SRC",
    ],
}


def checked(form: DeckFormat, text: str) -> None:
    """Read a text; what comes must be whole, and an error must say where and what to do."""
    assert 0 <= form.claims(DeckFile("page.txt", text=text)) <= 100
    found = error = None
    try:
        found = package(form, text, "page.txt")
    except FormatError as refused:
        error = refused
    if found is None:
        assert error is not None
        assert error.message.startswith("page.txt")
        assert error.hint
        return
    guids = [each.note.guid for each in found.notes]
    assert len(set(guids)) == len(guids)
    assert all(guids)
    for each in found.notes:
        ordinals = each.note.ordinals()
        assert ordinals
        assert {card.ordinal for card in each.cards} <= set(ordinals)
        assert "\0" not in each.note.front + each.note.back or "\0" in text
        f"{each.note.front}{each.note.back}".encode()
        for card in each.cards:
            memory = card.memory
            assert memory is None or (memory.last_day or 0) >= 0
    assert all(each.what for each in found.problems)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.info.name)
@settings(max_examples=examples(25), deadline=None)
@given(data=st.data())
def test_any_text_is_read_or_refused(form: DeckFormat, data: st.DataObject) -> None:
    lines = st.sampled_from(LINES[form.info.name]) | fields | clozes | st.text(max_size=8)
    checked(form, data.draw(st.lists(lines, max_size=12).map("\n".join)))


def _damaged(text: str, at: int, length: int, put: str) -> str:
    place = at % (len(text) + 1)
    return text[:place] + put + text[place + length :]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.info.name)
@settings(max_examples=examples(20), deadline=None)
@given(
    at=st.integers(0, 10_000),
    length=st.integers(0, 20),
    put=st.sampled_from(["", "\n", "\0", "[", "::", "-->", "{{c1::", "}}", "\ud800", "\u2028"]),
    times=st.integers(1, 3),
)
def test_a_damaged_file_is_read_or_refused(
    form: DeckFormat, at: int, length: int, put: str, times: int
) -> None:
    text = "\n".join(LINES[form.info.name] * 2)
    for turn in range(times):
        text = _damaged(text, at * (turn + 1), length, put.replace("\ud800", "?"))
    checked(form, text)


@given(st.text("{}:c1,\\ a", max_size=12), st.text("{}:c1,\\ a", max_size=8))
def test_a_deletion_hides_its_text(text: str, hint: str) -> None:
    shown = parse(deletion(1, text, hint))
    if not text:
        assert shown == ()
        return
    (found,) = shown
    assert isinstance(found, Deletion)
    (inner,) = found.parts
    assert isinstance(inner, str)
    assert re.sub(r"[\\ ]", "", inner) == re.sub(r"[\\ ]", "", text)
    assert re.sub(r"[\\ ]", "", found.hint) == re.sub(r"[\\ ]", "", hint)


@given(clozes | fields)
def test_a_text_without_deletions_has_none(text: str) -> None:
    assert not any(isinstance(part, Deletion) for part in parse(undeleted(text)))


HOSTILE = {
    "all": ["[", "==a", "::", "$a", "`", "{{a$", "_a", "*a", "=a ", "[[a", "<a>", "\\", "# a\n"],
    "markdown": ["Q: a\nA: b\n", "<!-- id: x|", "C: [a\n", "C: [a]{1 |"],
    "hashcards": ["Q: a\nA: b\n", "C: [a]![", "C: ![", "C: [a\n"],
    "crowdanki": ['{"a":', "[", '"a",'],
    "obsidian": ["#flashcards a::b\n", "==a==^[", "<!--SR:!", "?\n", "```\n", "#a", "<!--\n"],
    "mnemosyne": ["a\tb\n", "&#9;", "<br>\t", "<!--"],
    "supermemo": ["Q: a\nA: b\n\n", "Q: a\n", "A1: a\n"],
    "hascard": ["# a\nb\n---\n", "_a|", "- a\n", "# a\n```\n---\n"],
    "org": ["* a :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{{a}\n", ":a:\n", "* a :b:\n", "| a "],
}
HEADS = {
    "markdown": "C: [a] ",
    "hashcards": "C: [a] ",
    "crowdanki": '{"crowdanki_uuid": "a", "note_models": [], "notes": ',
    "obsidian": "#flashcards\n\n==a== ",
    "mnemosyne": '<mnemosyne core_version="1"><item id="a"><Q>a</Q><A>',
    "supermemo": "Q: a\nA: ",
    "hascard": "# a\n",
    "org": "* a :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{{a}@0} ",
}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.info.name)
@pytest.mark.slow
def test_a_megabyte_is_read_to_the_end(form: DeckFormat) -> None:
    """Where time grew with the square of the length, this would not come back."""
    own, head = HOSTILE[form.info.name], HEADS[form.info.name]
    for start, unit in [
        *(("", unit) for unit in own),
        *((head, unit) for unit in HOSTILE["all"] + own),
    ]:
        checked(form, start + unit * (1_000_000 // len(unit)))
