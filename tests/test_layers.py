"""The house as it was meant: who imports whom, what is pure, how long a file may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "studyapp"
HEAVY = {
    "textual",
    "rich",
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "fsrs",
    "pydantic",
    "typer",
    "numpy",
}
ALLOWED = {
    "studyapp": set[str](),
    "studyapp.domain.note": set[str](),
    "studyapp.sources.read": set[str](),
    "studyapp.formats.markdown": set[str](),
    "studyapp.generation.pipeline": set[str](),
    "studyapp.plots.curve": set[str](),
    "studyapp.scheduling.queue": set[str](),
    "studyapp.statistics.figures": {"numpy"},
    "studyapp.scheduling.fsrs": {"fsrs"},
    "studyapp.collection": {"fsrs", "sqlmodel", "sqlalchemy", "pydantic"},
}
"""Headless packages, and the heavy libraries that each may bring along."""
LONGEST = {"studyapp/tui/app.py": 250}
IMPURE = {"services", "storage", "cli", "tui"}
"""The rooms that may ask the outside world; ``paths`` and ``collection`` serve them."""
PURE = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if len(path.relative_to(PACKAGE).parts) > 1 and path.relative_to(PACKAGE).parts[0] not in IMPURE
]
ASKING = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "getenv", "environ"}


def modules_of(name: str) -> set[str]:
    code = f"import {name}, sys; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return set(done.stdout.split())


def test_import_contracts_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("name", ALLOWED)
def test_a_headless_package_brings_no_heavy_library(name: str) -> None:
    assert modules_of(name) & HEAVY <= ALLOWED[name]


def test_a_current_collection_opens_without_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from studyapp.collection import Collection\n"
        f"Collection.open({str(tmp_path / 'x.db')!r}).close()\n"
        "print('alembic' in sys.modules)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
        )
        assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pure_rooms_ask_nothing_of_the_outside_world(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asks = node.value.id in ("datetime", "date", "time", "os") and node.attr in ASKING
            if asks or (node.value.id == "random" and node.attr != "Random"):
                found.append(f"line {node.lineno}: {node.value.id}.{node.attr}")
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in ("open", "print", "input"):
            found.append(f"line {called.lineno}: {called.id}()")
    assert found == []


def test_no_file_is_longer_than_its_idea() -> None:
    long = {}
    for folder in (PACKAGE, ROOT / "tests"):
        for path in folder.rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST.get(name, 400):
                long[name] = lines
    assert long == {}


def test_no_pattern_repeats_a_group_possessively() -> None:
    """``(?:…)*+`` matches too much before Python 3.11.5 (python/cpython#100061)."""
    repeated = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]+\})\+(?![^\[\n]*\])")
    assert repeated.search(r'r"(?:(?!,).)*+"')
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if repeated.search(line)
    ]
    assert found == []
