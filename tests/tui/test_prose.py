"""Markdown as plain styled text, and scripts of every width."""

import pytest
from syrupy.assertion import SnapshotAssertion
from textual._cells import cell_len

from studyapp.tui.markdown import document

SCRIPTS = {
    "family": "The family \N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY} at home " * 3,
    "flags": "\N{REGIONAL INDICATOR SYMBOL LETTER C}\N{REGIONAL INDICATOR SYMBOL LETTER H} and "
    "\N{REGIONAL INDICATOR SYMBOL LETTER J}\N{REGIONAL INDICATOR SYMBOL LETTER P} signed it " * 3,
    "marks": "a" + "\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030c" + "bc cafe\u0301 " * 8,
    "devanagari": "भारत की खोज क्षत्रिय सम्राट अशोक ने धर्म का प्रचार किया " * 2,
    "hangul": "세종대왕은 훈민정음을 만들었다 " * 4,
    "jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af 한글 " * 4,
    "han": "鄭和下西洋七次，最遠到達東非海岸。" * 3,
    "hebrew": "ירושלים היא עיר עתיקה מאוד " * 3,
    "arabic": "قال الخليفة المأمون إن بيت الحكمة في بغداد " * 2,
    "emoji": "\N{HEAVY BLACK HEART}\ufe0f \N{SNOWMAN}\ufe0f text " * 5,
    "unbroken": "Donaudampfschifffahrtsgesellschaftskapitän" * 3,
}

MARKDOWN = """# The Silk Road

A *long* road of **many** roads, `caravan` by caravan; ~~one~~ several.

## Goods

- silk, which the Romans thought grew on trees and paid for in gold
  - raw
  - woven
- jade
  from Khotan

3. third
4. fourth, with a line that is long enough to hang under its own number

> A quotation that is long enough to need a second line beside its bar.

```
code  stays
  as it is
```

---

line one\\
line two
"""


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts(script: str, width: int, screen_text: SnapshotAssertion) -> None:
    lines = [line.rstrip() for line in document(SCRIPTS[script]).at(width).plain.split("\n")]
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(SCRIPTS[script].split())
    assert "\n".join(lines) == screen_text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_markdown(width: int, screen_text: SnapshotAssertion) -> None:
    lines = [line.rstrip() for line in document(MARKDOWN).at(width).plain.split("\n")]
    assert max(map(cell_len, lines)) <= width
    assert "\n".join(lines) == screen_text


def test_styles() -> None:
    spans = {
        text: str(span.style)
        for span in document(MARKDOWN).at(80).spans
        if (text := document(MARKDOWN).at(80).plain[span.start : span.end].strip())
    }
    assert spans["long"] == "italic"
    assert spans["many"] == "bold"
    assert "$easy" in spans["caravan"]


def test_blanks_of_a_cloze_question_are_marked() -> None:
    shown = document("The […] of [city] in […]", ("[city]", "[…]")).at(60)
    marked = [shown.plain[span.start : span.end] for span in shown.spans]
    assert sorted(marked) == ["[city]", "[…]", "[…]"]


@pytest.mark.parametrize(
    "text", ["[" * 9000, "*a " * 3000, ">" * 9000, "`a" * 4500, "![a](" * 1800, "<a " * 3000]
)
def test_hostile_markdown_takes_bounded_time(text: str) -> None:
    document(text).at(72)


@pytest.mark.parametrize(
    "formula",
    [
        r"\(a_1*b*c_2\)",
        r"\[x_i _y_ z\]",
        "[latex]a*b*c[/latex]",
        "[$]a*b*c[/$]",
        "[sound:one_two_three.mp3]",
    ],
)
def test_a_formula_is_shown_as_its_source(formula: str) -> None:
    assert document(f"*So* {formula} **holds**").at(80).plain == f"So {formula} holds"


def test_what_only_begins_like_a_formula_is_text() -> None:
    assert document(r"\(open and *so* on [$] more").at(80).plain == "(open and so on [$] more"
