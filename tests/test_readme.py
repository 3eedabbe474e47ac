"""The README names what there is: commands, options, JSON fields, keys."""

import re
from pathlib import Path

import pytest
from textual.binding import Binding
from typer.main import get_command

from studyapp.cli import contract, exchanged
from studyapp.cli.app import app
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.keep import KeepScreen
from studyapp.tui.screens.review import ReviewScreen
from studyapp.tui.widgets.keybar import key_name
from tests.tables import renewed

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def section(title: str) -> str:
    """Return the text from one heading to the next of its level or above."""
    level = title.split(" ", 1)[0]
    _, _, rest = README.partition(f"\n{title}\n")
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


def test_no_table_says_a_thing_twice() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", README, re.MULTILINE):
        first = [row.split("|")[1].strip() for row in table.splitlines()]
        assert len(first) == len(set(first)), f"twice in one table: {first}"


def test_every_command_and_option() -> None:
    commands = section("## Commands")
    root = get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        assert f"`studyapp {name}" in commands
        for each in (command, *getattr(command, "commands", {}).values()):
            for option in each.params:
                argument = option.param_type_name == "argument"
                assert argument or option.opts[0] in commands, option.opts
        for below in getattr(command, "commands", {}):
            assert re.search(rf"`studyapp {name} (\w+\\\|)?{below}\b", commands), below


def test_the_table_of_formats_is_that_of_the_registry() -> None:
    assert renewed(README) == README


@pytest.mark.parametrize(
    ("command", "shape"),
    [
        ("import", exchanged.IMPORT),
        ("export", exchanged.EXPORT),
        ("formats", exchanged.FORMATS),
        ("build", contract.BUILD),
        ("decks", contract.DECKS),
        ("cards", contract.CARDS),
        ("due", contract.DUE),
        ("check", contract.CHECK),
        ("inspect", contract.INSPECT),
        ("generate", contract.GENERATE),
    ],
)
def test_every_field_of_the_json(command: str, shape: str) -> None:
    _, _, after = section("## Commands").partition(f"* `{command} --json`: ")
    documented, _, _ = after.partition("\n* `")
    assert set(re.findall(r'"(\w+)"', shape)) <= set(re.findall(r'"(\w+)"', documented))


@pytest.mark.parametrize(
    ("screen", "title"),
    [
        (DeckScreen, "## Study"),
        (ReviewScreen, "## Study"),
        (KeepScreen, "### Generated cards"),
    ],
)
def test_every_key_that_the_bar_shows(screen: type, title: str) -> None:
    said = section(title)
    own = [each for each in screen.BINDINGS if isinstance(each, Binding)]  # type: ignore[attr-defined]
    for binding in own:
        if binding.show:
            first = next(iter(Binding.make_bindings([binding])))
            assert f"`{key_name(first)}`" in said, binding
