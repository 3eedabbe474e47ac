"""Things the tests make: texts, collections, processes in a pseudo-terminal."""

import json
import os
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from unicodedata import category

import pexpect

from studyapp.cli.output import STYLES
from studyapp.collection import Collection
from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.services.build import store_deck
from studyapp.storage import state
from studyapp.storage.engine import writing

SAMPLE = '---\nname = "Sky"\n---\n\nQ: Largest planet?\nA: Jupiter\n'

DECK = """---
name = "Earth"
---

<!-- id: 00000000000000a1 | source: earth.txt:3-4 | tags: water rivers -->
Q: Which river is the longest?
A: The Nile

---

<!-- id: 00000000000000a2 | kind: reversed -->
Q: Everest
A: 8,849 m

---

C: [Lima] is the capital of [Peru].
"""

PAGE = "".join(
    f"{number}. {question}\n{answer}\n\n"
    for number, (question, answer) in enumerate(
        [
            ("Which river runs through Cairo?", "The Nile runs through Cairo, in Egypt."),
            ("Which river runs through Vienna?", "The Danube runs through Vienna."),
            ("Which river runs through Cologne?", "The Rhine runs through Cologne."),
            ("Which river runs through Baghdad?", "The Tigris runs through Baghdad."),
        ],
        1,
    )
)

ESSAY = """The Loom and the Car

In 1926 the Japanese inventor Sakichi Toyoda founded the Toyoda Automatic Loom Works in Nagoya.
His son Kiichiro Toyoda visited Detroit in 1929 and came home with plans for a motor car. The
company sold the patent of its loom to Platt Brothers of Oldham for 100,000 pounds in December 1929.

The first passenger car left the works near Nagoya in May 1935 and was driven through 47 towns.
The practice of producing only what is needed was called kanban (a signboard) by Taiichi Ohno.
By 1955 the works at Koromo, near Nagoya, employed 5,130 workers and built 22,786 vehicles a year.
It was the largest maker of lorries in Asia.
"""

HOSTILE = Path(__file__).with_name("hostile_text.json")
OWN_STYLES = re.compile("\x1b\\[(?:0|{})m".format("|".join(filter(None, STYLES.values()))))
SHAPED = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
STUDYAPP = [sys.executable, "-W", "error", "-m", "studyapp"]
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Printed:
    """What a command left behind."""

    code: int
    out: str
    err: str


def hear_interrupts() -> None:
    """Let a child hear Ctrl-C, also where the tests run in the background, which does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def payloads() -> list[str]:
    """Return the texts that must show as harmless text everywhere."""
    return [each["text"] for each in json.loads(HOSTILE.read_text("utf-8"))["payloads"]]


def open_collection(path: Path) -> Collection:
    """Open a collection in a fixed time zone."""
    return Collection.open(path, zone=UTC, seed=1)


def make_empty(path: Path) -> None:
    """Make a collection whose owner has deleted the samples."""
    with open_collection(path) as collection:
        state.set_setting(collection._workspace.engine, "samples_offered", "yes")


def make_hostile(path: Path) -> None:
    """Make a collection with every payload as deck name, question, answer, tag and source."""
    with open_collection(path) as collection:
        workspace = collection._workspace
        state.set_setting(workspace.engine, "samples_offered", "yes")
        for number, text in enumerate(payloads()):
            note = Note(
                f"{number:016x}",
                NoteKind.BASIC,
                f"front {text}",
                f"back {text}",
                (f"t{text}".replace(" ", "_"),),
                Source(text, 1, 2, text),
            )
            parsed = ParsedDeck(text, (ParsedNote(f"deck {number} {text}", note),))
            with writing(workspace.engine) as connection:
                store_deck(workspace, connection, parsed, path=text, layout=text)


def unsafe(text: str) -> list[str]:
    """Return the characters in terminal output that a terminal would obey or hide."""
    lines = text.replace("\r\n", "\n").replace("\n", "")
    return sorted({char for char in lines if _acts(char)})


def _acts(char: str) -> bool:
    if char in SHAPED or char in "\u200c\u200d":
        return False
    return category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def in_terminal(
    command: list[str],
    environ: Mapping[str, str] | None = None,
    *,
    send: str = "",
    columns: int = 100,
) -> tuple[int, str]:
    """Run a command in a real pseudo-terminal; return its exit code and every byte it wrote."""
    inherited = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LINES"}}
    child = pexpect.spawn(
        command[0],
        command[1:],
        env={**inherited, "TERM": "xterm-256color", **(environ or {})},
        cwd=str(ROOT),
        dimensions=(30, columns),
        timeout=60,
    )
    if send:
        child.send(send)
    raw = child.read()
    child.wait()
    code = child.exitstatus if child.signalstatus is None else 128 + child.signalstatus
    return int(code or 0), raw.decode("utf-8")
