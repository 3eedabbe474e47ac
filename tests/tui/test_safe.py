"""The border: nothing a terminal would obey gets through, and nothing is lost on the way."""

import json
import sys
from pathlib import Path
from unicodedata import category

import pytest
from textual.widgets import Input

from studyapp.domain import plain
from studyapp.tui import safe
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card

PAYLOADS: list[tuple[str, str]] = [
    (entry["name"], entry["text"])
    for entry in json.loads(Path(__file__).with_name("hostile_text.json").read_text("utf-8"))[
        "payloads"
    ]
]
DANGEROUS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def dangerous(text: str) -> list[str]:
    """Return the characters of a drawn screen that should not be there."""
    return [f"U+{ord(c):04X}" for c in text if c != "\n" and category(c) in DANGEROUS]


@pytest.mark.parametrize(("name", "text"), PAYLOADS, ids=[name for name, _ in PAYLOADS])
def test_payloads_become_visible(name: str, text: str) -> None:
    shown = safe.clean(text)
    assert dangerous(shown) == []
    assert len(shown) == len(text)
    assert safe.safe(text).plain == shown
    assert safe.safe(text).spans == []


@pytest.mark.slow
def test_every_character_is_harmless_or_kept() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        shown = safe.clean(char)
        assert shown, f"U+{code:04X} is deleted"
        if category(char) in DANGEROUS and char not in "\n\t\u2028\u2029":
            assert shown != char or char in plain.KEPT_FORMAT, f"U+{code:04X} passes"


def test_joiners_stay_where_they_join() -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    assert safe.clean(family) == family
    assert safe.clean("क्\u200dष") == "क्\u200dष"
    assert safe.clean("می\u200cخواهم") == "می\u200cخواهم"
    assert "\u200d" not in safe.clean("a\u200db")
    assert "\u200d" not in safe.clean("é\u200d\u200dé")
    assert "\u200d" not in safe.clean("\u200d")


def test_lines_tabs_and_cuts() -> None:
    assert safe.clean("a\r\nb\tc") == "a\nb    c"
    assert safe.clean_line("a\nb", 10) == "a b"
    assert safe.clean_line("abcdef", 3) == "abc…"
    assert safe.safe("x" * (safe.CUT + 5)).plain.endswith("… and 5 more characters")


def test_a_megabyte_is_cut_quickly() -> None:
    safe.safe("\x1b" * 1_000_000)
    safe.clean_line("\u202e" * 1_000_000)


def hostile() -> FakeCollection:
    return FakeCollection(
        [
            make_card(n, f"{text}::{text}", f"Q{n} {text}", f"A{n} {text}", (text, f"t{n}"))
            for n, (_, text) in enumerate(PAYLOADS, 1)
        ]
    )


async def look(on: Desk, seen: list[str]) -> None:
    on.app._gate.enabled = False
    on.app.screen.refresh(layout=True)
    await on.settle()
    text = "\n".join(strip.text for strip in on.strips())
    assert dangerous(text) == []
    seen.append(text)


WALKS = {
    "decks": [*["down"] * 12],
    "review": ["end", "home", "enter", *["space", "3"] * 3],
    "edit": ["enter", "e"],
    "flag": ["enter", "f"],
    "options": ["o"],
    "browse": ["slash", "enter", *["down"] * 26],
    "palette": ["ctrl+p"],
}


@pytest.mark.parametrize("walk", few(WALKS, ["browse", "review", "edit"]))
async def test_screens_stay_clean(walk: str) -> None:
    seen: list[str] = []
    async with desk((100, 40), fake=hostile()) as on:
        await look(on, seen)
        for key in WALKS[walk]:
            await on.press(key)
            await look(on, seen)
        assert on.app.is_running


async def test_each_payload_on_the_card() -> None:
    cards = [make_card(n, "D", f"Q {t}", f"A {t}", (t,)) for n, (_, t) in enumerate(PAYLOADS, 1)]
    seen: list[str] = []
    async with desk((100, 30), fake=FakeCollection(cards), deck="D") as on:
        for _, text in PAYLOADS:
            await look(on, seen)
            await on.press("space")
            await look(on, seen)
            if "[" in text and text.isprintable():
                assert text in seen[-1]
            await on.press("s")
        assert "Finished for today" in on.text()


async def test_markup_in_errors_and_links_in_cards_do_not_act() -> None:
    link = (
        "[go](https://evil.example/x) ![i](https://evil.example/i.png) "
        "[f](file:///etc/passwd) <b>x</b> <https://a.example>"
    )
    card = make_card(1, "D", "[@click=app.quit]x[/]", f"{link} &#27;[2J &#x9b;2J")
    async with desk((100, 30), fake=FakeCollection([card]), deck="D") as on:
        assert "[@click=app.quit]x[/]" in on.text()
        await on.press("space")
        text = on.text()
        assert "go (https://evil.example/x)" in text
        assert "[image: i]" in text
        assert "<b>x</b>" in text
        assert "[f](file:///etc/passwd)" in text
        assert dangerous(text) == []
        links = [s.style for strip in on.strips() for s in strip if s.style]
        assert not any(style.link or "@click" in style.meta for style in links)


async def test_the_last_gate_stops_what_is_pasted() -> None:
    async with desk() as on:
        await on.press("slash")
        on.app.screen.query_one(Input).value = "a\x1b[2Jb\u202e\x9bc\u00a0d"
        await on.settle()
        text = "\n".join(strip.text for strip in on.strips())
        assert dangerous(text) == []
        assert "a[2Jbc\u00a0d" in text
