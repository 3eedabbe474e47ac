"""The screens keep the rule, and the rule finds what it is for."""

from pathlib import Path

import pytest

import studyapp.tui
from tests.tui.markup_rule import violations

HEAD = """
from studyapp.tui.safe import join, line

def title(text: str) -> Content:
    return line(text)

"""
PLANTED = [
    "Static(card.question)",
    "Static(f'{deck} is empty')",
    "Static('[bold]x[/]')",
    "Label(name)",
    "Button(label=name)",
    "self.query_one(Static).update(card.answer)",
    "self.notify(str(error))",
    "self.app.notify(message=text)",
    "table.add_row(card.question, 'x')",
    "options.add_option(Option(name))",
    "Input(placeholder=name)",
    "widget.tooltip = name",
    "self.border_title = deck.name",
    "Content.from_markup(name)",
    "Content(name)",
    "Content.styled(name, 'bold')",
    "Content.assemble(name)",
    "Text(name)",
    "Hit(1.0, name, run)",
    "shown = name\nStatic(shown)",
    "shown = line(name)\nshown = name\nStatic(shown)",
    "Static('deck: ' + name)",
    "Static(line(name) if name else name)",
    "def draw(self) -> str:\n    return self.name",
    "def render(self):\n    return self.name",
    "def f(what: str) -> None:\n    Static(what)",
]
ALLOWED = [
    "Static('plain words')",
    "Static(line(card.question), id=name)",
    "Static(join('a', (name, 'bold')))",
    "Static(title(name))",
    "shown = line(name)\nStatic(shown)",
    "Static(line(name).truncate(3))",
    "Static(line(name) if name else Content(''))",
    "def f(what: Content) -> None:\n    Static(what)",
    "def render(self) -> Content:\n    return line(self.name)",
    "Content(' ' * width)",
    "Content.styled(clean(name), 'bold')",
    "Hit(score, line(name), run, text=name)",
]


def test_the_screens_keep_the_rule() -> None:
    assert violations(Path(studyapp.tui.__file__).parent) == []


@pytest.mark.parametrize("code", PLANTED)
def test_planted_violations_are_found(code: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(HEAD + code, "utf-8")
    assert len(violations(tmp_path)) >= 1


@pytest.mark.parametrize("code", ALLOWED)
def test_safe_ways_are_let_through(code: str, tmp_path: Path) -> None:
    safe = "def line(t) -> Content: ...\ndef join(*p) -> Content: ...\n"
    (tmp_path / "safe.py").write_text(safe, "utf-8")
    (tmp_path / "fine.py").write_text(HEAD + code, "utf-8")
    assert violations(tmp_path) == []
