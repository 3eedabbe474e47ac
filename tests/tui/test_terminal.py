"""The program in a real pseudo-terminal, on a collection of payloads: every byte it writes."""

import re
import sys
from pathlib import Path

import pytest

from studyapp.domain.plain import plain
from tests.cli import made
from tests.package.screen import Screen
from tests.tui.terminal import LEVELS, PAYLOADS, intruders, make_collection, words

ESC = "\x1b"
SIZE = (180, 46)
FIRST = plain(PAYLOADS[0])
PASTED = re.sub("[\x1b\r\v\f]", "", " ".join(PAYLOADS))
"""As a terminal pastes it: on one line, and never with an escape in it."""
BARE = """
from studyapp.domain import plain
plain.plain = plain.plain_line = lambda text, limit=400: text
from studyapp.tui import safe
safe.LastGate.apply = lambda self, segments, background: segments
from studyapp.__main__ import main
main()
"""
"""The program without the border that this is about."""


def program(folder: Path, *arguments: str, code: str = "") -> Screen:
    start = ("-c", code) if code else ("-m", "studyapp")
    environ = {"PYTHONPATH": str(made.ROOT), "STUDYAPP_HOME": str(folder / "home")}
    return Screen(sys.executable, *start, *arguments, home=folder, size=SIZE, environ=environ)


def walk(screen: Screen) -> str:
    """Visit every screen; return all that the program wrote."""

    def press(keys: str, sees: str, gone: str | None = None) -> None:
        screen.press(keys)
        screen.see(sees, gone=gone)

    for level in LEVELS:
        screen.see(plain(level)[:28])
    press("G\r", f"asks {FIRST}", "all decks")
    for level in LEVELS[:3]:
        screen.see(plain(level))
    press(" ", f"says {FIRST}", "show the answer")
    press("e", "Next field")
    press(ESC, "Good", "Next field")
    press("4", f"makes {FIRST}", "says")
    press("l", "first letter")
    press(" ", f"see also  asks {FIRST}")
    press("p", f"paragraph {FIRST}")
    press(ESC, "see also", "paragraph ")
    press("f", "Flag this card")
    press(ESC, "see also", "Flag this card")
    press("4", "Finished for")
    press(ESC, "all decks", "Finished for")
    press("b", f"says {FIRST}", "all decks")
    press("j", f"back {FIRST}")
    press("e", "Next field")
    press(ESC, f"back {FIRST}", "Next field")
    press(ESC, "all decks", "browse ")
    press("g", f"offers {FIRST}", "all decks")
    screen.see(f"speaker {FIRST}")
    press("e", "edit generated card")
    press(ESC, f"speaker {FIRST}", "edit generated card")
    press(ESC, "all decks", "speaker")
    press("o", "Desired retention", "all decks")
    press(ESC, "all decks", "Desired retention")
    press("/", f"says {FIRST}", "Quit")
    press("makes", f"back {FIRST}", f"says {FIRST}")
    press(f"{ESC}[200~{PASTED}{ESC}[201~", " 0 cards")
    press("\x15", f"says {FIRST}")
    press(ESC, "/ Search")
    press(ESC, "Quit", "browse ")
    press("?", "each action is in the palette", "all decks")
    press(ESC, "all decks", "each action is in the palette")
    press("\x10", "Search for commands")
    press(ESC, "all decks", "Search for commands")
    screen.press("q")
    assert screen.ends() == 0
    return screen.raw.decode("utf-8")


def review(screen: Screen) -> str:
    """Begin with the cards of a deck; return all that the program wrote."""
    screen.see(f"asks {FIRST}")
    screen.see(plain(LEVELS[0]))
    screen.press("q")
    screen.see("all decks")
    screen.press("q")
    assert screen.ends() == 0
    return screen.raw.decode("utf-8")


@pytest.mark.slow
def test_a_terminal_is_told_nothing_by_a_payload(tmp_path: Path) -> None:
    """The words of the program are those it needs where the payloads are pictures already."""
    harmless, hostile = tmp_path / "harmless.db", tmp_path / "hostile.db"
    make_collection(harmless, plain)
    make_collection(hostile)
    with program(tmp_path, "--db", str(harmless)) as screen:
        said = walk(screen)
    known = set(words(said))
    assert intruders(said, known) == set()
    assert known.isdisjoint(words(" ".join(PAYLOADS)))
    with program(tmp_path, "review", LEVELS[0], "--db", str(hostile)) as screen:
        assert intruders(review(screen), known) == set()
    with program(tmp_path, "--db", str(hostile)) as screen:
        assert intruders(walk(screen), known) == set()


@pytest.mark.parametrize("text", [text for text in PAYLOADS if not text.isprintable()])
def test_each_payload_would_be_found(text: str) -> None:
    assert intruders(f"\x1b[1;1Ha\x1b[0m{text}\x1b[0mb\r\n", {"place", "style 0"})
    assert intruders(f"\x1b[1;1Ha\x1b[0m{plain(text)}\x1b[0mb\r\n", {"place", "style 0"}) == set()


def test_without_the_border_they_are_found(tmp_path: Path) -> None:
    make_collection(tmp_path / "hostile.db")
    with program(tmp_path, "--db", str(tmp_path / "hostile.db"), code=BARE) as screen:
        screen.see("all decks")
        screen.press("q")
        screen.ends()
    said = screen.raw.decode("utf-8")
    loose = intruders(said, set(words(said)))
    assert {"\x9b", "\x9d", "\x00", "\x7f", "\u202e"} <= loose
    assert {"\x1b[2J", "\x1b[6n", '\x1bP$q"p\x1b\\'} <= set(words(said))
