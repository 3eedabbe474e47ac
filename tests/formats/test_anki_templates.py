"""Cards of Anki's note types, held against Anki's own engine."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from anki.collection import Collection

from studyapp.domain.package import CardTemplate, NoteType
from studyapp.formats.anki.notes import from_legacy
from studyapp.formats.anki.templates import Rendered, cards_of, render

BACK = "{{FrontSide}}|{{B}}|{{C}}"
FIELDS = ("F", "B", "C")

PLAIN = {
    "one field": ["{{F}}"],
    "reversed": ["{{F}}", "{{B}}"],
    "optional reversed": ["{{F}}", "{{#C}}{{B}}{{/C}}"],
    "nested conditions": ["{{#F}}{{#B}}{{C}}{{/B}}{{/F}}", "{{#F}}{{^B}}{{C}}{{/B}}{{/F}}"],
    "either field": ["{{#C}}{{F}}{{/C}}{{^C}}{{B}}{{/C}}", "{{^F}}{{^B}}{{C}}{{/B}}{{/F}}"],
    "only if empty": ["{{^F}}x{{/F}}", "{{^F}}{{B}}{{/F}}", "{{C}}"],
    "filters": ["{{text:F}} {{hint:B}} {{unheard-of:text:C}}", "{{ text:B }}{{:F}}"],
    "readings": ["{{furigana:F}}", "{{kana:F}}", "{{kanji:F}}"],
    "typed": ["{{type:F}}{{B}}", "{{type:nc:B}}"],
    "spoken": ["{{tts en_US:F}}{{B}}"],
    "special": ["{{Tags}} {{Deck}} {{Subdeck}} {{Card}} {{Type}} {{CardFlag}}{{F}}", "{{Tags}}"],
    "comment": ["<!-- {{F}} -->{{B}}", "{{F}}<!-- {{#B}} -->"],
    "other braces": ["{{=<% %>=}}<%F%>{{F}}", "{{{F}}}"],
}
VALUES = [
    ("x", "y", "z"),
    ("x", "", "<br>"),
    ("", "<div> </div>", "z"),
    ("&nbsp;", "<img src=a.png>", ""),
    (" 漢字[かんじ] a[b]<b>c[d]</b>e [f] [sound:a.mp3]", "<b>y</b> &amp;", "{{c1::q}}"),
    ("", "", ""),
]
CLOZE = {
    "cloze": "{{cloze:F}}",
    "conditions of numbers": "{{#c1}}x{{/c1}}{{^c2}}y{{/c2}}{{cloze:F}}",
    "cloze in a condition": "{{#B}}{{cloze:F}}{{/B}}",
    "two clozes": "{{cloze:F}} {{cloze:B}}",
    "only": "{{cloze-only:F}}<!--{{cloze:F}}-->{{cloze:C}}",
    "typed": "{{cloze:F}}{{type:cloze:F}}",
    "text": "{{text:cloze:F}} {{cloze:text:F}}",
}
CLOZE_VALUES = [
    "a {{c1::b::h}} {{c2::c}}",
    "{{c1::a {{c2::b}} c}}",
    "x {{c3::y}} {{c600::z}} {{c1,2::m}} {{c0::n}}",
    "\\({{c1::a}}\\) {{c1::<b>x</b>}} {{c1::}}",
    "none",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    collection = Collection(str(tmp_path_factory.mktemp("engine") / "collection.anki2"))
    yield collection
    collection.close()


def made(engine: Any, name: str, templates: list[tuple[str, str]], *, cloze: bool) -> Any:
    models = engine.models
    model = models.new(name)
    model["type"] = int(cloze)
    for field in FIELDS:
        models.add_field(model, models.new_field(field))
    for at, (question, answer) in enumerate(templates):
        template = models.new_template(f"Card {at + 1}")
        template.update(qfmt=question, afmt=answer)
        models.add_template(model, template)
    models.add_dict(model)
    return models.by_name(name)


def seen(html: str) -> str:
    """Return what is visible; what stands for a player or an input is not."""
    html = re.sub(r"\[anki:play:.:\d+\]|🔊|\[sound:[^\]]*\]|\[\[type:[^\]]*\]\]", "", html)
    return " ".join(unescape(re.sub(r"(?s)<!--.*?-->|<[^<>]*>", "", html)).split())


def assert_same(engine: Any, model: Any, values: tuple[str, ...]) -> int:
    """Compare all cards of a note; return how many sides were compared."""
    note = engine.new_note(model)
    note.fields[:] = values
    note.set_tags_from_str("t1 t2")
    engine.add_note(note, engine.decks.id("A::B"))
    note_type = from_legacy(model)
    theirs = note.cards()
    assert cards_of(note_type, values, tags="t1 t2") == tuple(sorted(c.ord for c in theirs))
    compared = 0
    for card in theirs:
        output = card.render_output()
        ours = render(note_type, values, card.ord, tags="t1 t2", deck="A::B")
        if "More information" in output.question_text:
            continue  # the engine puts a complaint in place of the card
        answered = re.sub(r"\[\[type:.*?\]\]", ours.typed.replace("\\", "\\\\"), output.answer_text)
        assert seen(ours.question_html) == seen(output.question_text)
        assert seen(ours.answer_html) == seen(answered)
        compared += 2
    return compared


@pytest.mark.parametrize("name", PLAIN)
def test_templates_give_the_cards_that_the_engine_gives(engine: Any, name: str) -> None:
    model = made(engine, name, [(front, BACK) for front in PLAIN[name]], cloze=False)
    assert sum(assert_same(engine, model, values) for values in VALUES) >= 4


@pytest.mark.parametrize("name", CLOZE)
def test_cloze_types_give_the_cards_that_the_engine_gives(engine: Any, name: str) -> None:
    templates = [(CLOZE[name], "{{cloze:F}}|{{B}}|{{cloze:C}}")]
    model = made(engine, f"cloze: {name}", templates, cloze=True)
    compared = sum(assert_same(engine, model, (value, "b {{c4::p}}", "")) for value in CLOZE_VALUES)
    assert compared >= 4


def rendered(question: str, answer: str = "", *values: str) -> Rendered:
    note_type = NoteType("1", "N", False, FIELDS, (CardTemplate("Card 1", question, answer),))
    return render(note_type, values, 0)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("a {{F", "a {{F"),
        ("{{Gone}} {{F}}", "{{Gone}} x"),
        ("{{#F}}{{F}}", "x"),
        ("{{/F}}{{F}}", "x"),
        ("{{#F}}{{#B}}no{{/F}}{{F}}{{/B}}", "x"),
        ("{{#Gone}}no{{/Gone}}{{^Gone}}yes{{/Gone}}", "yes"),
        ("{{}}{{ }}{{#}}{{F}}", "{{}}{{ }}{{#}}x"),
        ("<!-- {{F}}", "<!-- x"),
        ("{{#F}}" * 10_000 + "x", "x"),
        ("{{^F}}" * 10_000 + "x", ""),
    ],
)
def test_broken_templates_show_what_is_there(question: str, shown: str) -> None:
    assert rendered(question, "", "x").question_html == shown


def test_a_typed_answer_is_asked_for_and_shown_behind() -> None:
    card = rendered("{{F}} {{type:B}}", "{{FrontSide}}|{{type:B}}", "x", "<i>y</i>")
    assert card == Rendered("x ", "x <i>y</i>|<i>y</i>", "<i>y</i>")


def test_fields_and_templates_that_are_missing_are_empty() -> None:
    note_type = NoteType("1", "N", False, FIELDS, (CardTemplate("Card 1", "{{F}}", "{{C}}"),))
    assert cards_of(note_type, ()) == (0,)
    assert render(note_type, ("x",), 0) == Rendered("x", "", "")
    assert render(note_type, ("x",), 7) == Rendered("", "", "")
