"""Every payload through every command in a real pseudo-terminal."""

import json
import os
import sys
from pathlib import Path

import pytest

from studyapp.domain.plain import plain, plain_json, plain_line
from tests.cli import made
from tests.cli.conftest import Run

DRIVER = """
import json, sys
from studyapp.cli.app import app
for args in json.load(open(sys.argv[1])):
    app(args, prog_name="studyapp", standalone_mode=False)
"""
BINARY = "\x00"


@pytest.fixture
def hostile(home: Path) -> Path:
    path = home / "collection.db"
    made.make_hostile(path)
    return path


def _in_one_terminal(commands: list[list[str]], folder: Path, environ: dict[str, str]) -> str:
    (folder / "commands.json").write_text(json.dumps(commands))
    code, out = made.in_terminal(
        [sys.executable, "-W", "error", "-c", DRIVER, str(folder / "commands.json")], environ
    )
    assert code == 0, out
    return out


def _files(folder: Path, texts: list[str]) -> list[list[str]]:
    """Return build commands for pages that hold payloads, in the text and in the name."""
    commands = []
    for number, text in enumerate(texts):
        inside = folder / f"page{number}.txt"
        inside.write_text(
            f"{text}\n1/9 {text}\n" + made.PAGE.replace("Cairo", text) + f"5. {text}\n",
            encoding="utf-8",
            newline="",
        )
        commands.append(["build", str(inside), "--report"])
        commands.append(["build", str(inside), "--report", "--json"])
        essay = folder / f"essay{number}.txt"
        essay.write_text(made.ESSAY.replace("Nagoya", text), encoding="utf-8", newline="")
        for looking in (["inspect", "--explain"], ["generate", "--tier", "B", "--explain"]):
            commands += [[*looking, str(essay)], [*looking, str(essay), "--json"]]
        table = folder / f"table{number}.csv"
        rows = json.dumps(text)
        table.write_text(
            f'question,answer,tags\n"{text.replace(chr(34), chr(34) * 2)}",{rows},{number}\n',
            encoding="utf-8",
            newline="",
        )
        shown = ["--json"] if number % 2 else []
        commands.append(["import", str(table), "--deck", f"Into {text}", *shown])
        if "/" not in text and BINARY not in text:
            named = folder / f"{text}.txt"
            named.write_text(made.PAGE, encoding="utf-8")
            commands.append(["build", str(named), "--out", str(folder / text)])
            commands.append(["build", str(folder / f"missing {text}")])
            commands.append(["inspect", str(folder / f"missing {text}")])
            commands.append(["inspect", str(named)])
            commands.append(["generate", str(named), str(essay)])
    return commands


def _asking() -> list[list[str]]:
    """Return commands that name a payload, or a deck with one in its name, or several such."""
    commands = [[verb, part] for verb in ("cards", "review") for part in ("deck", "deck 1", "k 2")]
    for number, text in enumerate(made.payloads()):
        if BINARY in text:
            continue
        commands.append(["cards", f"deck {number} {text}"])
        commands += [
            ["cards", text],
            ["cards", f"none {text}"],
            ["review", f"none {text}"],
            ["due", f"--{text}"],
            [f"x{text}"],
            ["--db", f"/proc/{text}/x", "decks"],
            ["check", "--db", f"/tmp/none{text}"],  # noqa: S108
            ["build", __file__, "--encoding", text],
            ["inspect", __file__, "--encoding", text],
            ["generate", __file__, "--tier", text],
        ]
    return commands


LOOKING = [
    [*command, *extra]
    for command in (["decks"], ["due"], ["cards"], ["check"])
    for extra in ([], ["--json"])
]


@pytest.mark.parametrize("colour", [pytest.param(False, marks=pytest.mark.slow), True])
def test_no_command_lets_a_payload_through(hostile: Path, tmp_path: Path, colour: bool) -> None:
    commands = [*LOOKING, *(_asking()[:8] if colour else _asking())]
    quiet = {} if colour else {"NO_COLOR": "1"}
    out = _in_one_terminal(commands, tmp_path, quiet)
    assert (made.OWN_STYLES.search(out) is not None) == colour
    assert made.unsafe(made.OWN_STYLES.sub("", out)) == []
    assert "front ␛]52;c;ZXZpbA==␇" in out
    assert "fits several decks: deck 0 ␛]52;c;ZXZpbA==␇, deck 1 ␛]0;PWNED␇" in out
    assert "\\u001b]52;c;ZXZpbA==\\u0007" in out
    assert "[bold red on white]x[/]" in out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(made.payloads()[::3], id="some"),
        pytest.param(made.payloads(), id="all", marks=pytest.mark.slow),
    ],
)
def test_no_page_lets_a_payload_through(tmp_path: Path, texts: list[str]) -> None:
    out = _in_one_terminal([*_files(tmp_path, texts), *LOOKING], tmp_path, {"NO_COLOR": "1"})
    assert made.unsafe(out) == []
    assert "␛[2J" in out


def test_json_gives_the_payloads_back(run: Run, hostile: Path) -> None:
    cards = json.loads(run("cards", "--json").out)
    found = [card["question"] for card in sorted(cards, key=lambda card: card["guid"])]
    assert found == [f"front {text}" for text in made.payloads()]


def test_settings_cannot_act_either(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("STUDYAPP_TIMEZONE", "STUDYAPP_ROLLOVER", "STUDYAPP_DATABASE"):
        monkeypatch.setenv(name, "\x1b[2J\u202e/\x9b31m")
        assert made.unsafe(run("decks").err) == []
        monkeypatch.delenv(name)


def test_file_names_that_are_no_text(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as file:  # noqa: PTH123
        file.write(made.PAGE.encode())
    assert run("build", folder).code == 0
    [source] = json.loads(run("build", folder, "--json").out)["sources"]
    assert source["path"] == f"{folder}/%FF%FE.txt"
    assert run("generate", folder, "--json").out == "[]\n"


@pytest.mark.parametrize("text", made.payloads())
def test_mapping_keeps_every_character_in_place(text: str) -> None:
    shown = plain(text)
    assert not made.unsafe(shown)
    assert len(shown) == len(text)
    assert "\n" not in plain_line(f"a\n{text}\r\nb")


def test_what_is_harmless_stays() -> None:
    for text in ("Größe", "大きさ", "می‌خواهم", "👩‍👩‍👧", "🇫🇷", "é́", "क्षि", "שלום", "a b"):
        assert plain(text) == text
    assert plain("a\tb\r\nc\u2028d") == "a    b\nc\nd"
    assert plain("a\u200db\u00adc") == "a\ufffdb‧c"
    assert plain_line("x" * 500, 10) == "x" * 10 + "…"


def test_json_mapping_keeps_the_value() -> None:
    codes = [*range(0x3000), *range(0xD7F0, 0xE010), 0xE0041, 0x1F600, 0x10FFFF]
    every = " ".join(map(chr, codes))
    document = json.dumps([every], ensure_ascii=False)
    escaped = plain_json(document)
    assert json.loads(escaped) == json.loads(document)
    assert not made.unsafe(escaped)
    escaped.encode("utf-8")
