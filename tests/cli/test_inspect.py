"""``inspect``: the cleaned document and its account, from every kind of file."""

import builtins
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import contract, exits
from tests.cli import made
from tests.cli.conftest import Run

Json = Callable[..., Any]

DOCUMENT = {"path", "title", "author", "blocks", "lines", "warnings"}
BLOCK = {"kind", "text", "first_line", "last_line", "sentences"}
SEEDS = Path(__file__).parents[2] / "seeds"
HTML = "<html><body><h1>Glass</h1><p>Crown glass came from Normandy, by way of Café Très.</p>"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Flint glass is heavy because it holds lead.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "essay.txt"
    path.write_text(made.ESSAY, encoding="utf-8")
    return path


def _word_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", WORD)
    return file.getvalue()


@pytest.mark.parametrize("name", ["web_article.txt", "book_chapter.txt", "bookseller_page.txt"])
def test_exact_keys(printed_json: Json, name: str) -> None:
    value = printed_json("inspect", SEEDS / name)
    assert set(value) == DOCUMENT
    assert value["path"] == str(SEEDS / name)
    assert value["title"]
    lines = value["lines"]
    assert set(lines) == {"total", "card", "text", "ignored", "uncertain"}
    assert lines["total"] == sum(count for kind, count in lines.items() if kind != "total")
    for block in value["blocks"]:
        assert set(block) == BLOCK
        assert 1 <= block["first_line"] <= block["last_line"] <= lines["total"]
        assert all(sentence in block["text"] for sentence in block["sentences"])
    assert all(isinstance(text, str) for text in value["warnings"])


def test_explain_adds_the_account_and_the_changes(printed_json: Json) -> None:
    value = printed_json("inspect", SEEDS / "web_article.txt", "--explain")
    assert set(value) == DOCUMENT | {"account", "changes"}
    assert value["account"][0]["first_line"] == 1
    assert value["account"][-1]["last_line"] == value["lines"]["total"]
    assert value["changes"]
    assert all(isinstance(text, str) for text in value["changes"])


def test_documented_keys_are_the_printed_ones(printed_json: Json) -> None:
    value = printed_json("inspect", SEEDS / "web_article.txt", "--explain")
    printed = set(value) | set(value["lines"]) | BLOCK | set(value["account"][0])
    assert printed == set(re.findall(r'"(\w+)"', contract.INSPECT))


def test_help_documents_the_contract(run: Run) -> None:
    shown = " ".join(run("inspect", "--help").out.split())
    assert " ".join(contract.INSPECT.split()) in shown


def test_people_read_the_text_and_its_account(run: Run, essay: Path, home: Path) -> None:
    result = run("inspect", essay)
    assert result.code == exits.OK
    assert result.out.startswith(f"{essay}: The Loom and the Car\n  lines: 10 = ")
    sentence = "It was the largest maker of lorries in Asia."
    assert f"\n  {sentence}\n" in result.out
    assert "\n7-10  paragraph\n" in result.out
    assert "What became of the lines:\n  lines  fate" in result.out
    assert "What the repairs did:" not in result.out
    assert "What the repairs did:\n  line " in run("inspect", essay, "--explain").out
    assert not (home / "collection.db").exists()


def test_standard_input(run: Run) -> None:
    result = run("inspect", "-", "--json", stdin=made.ESSAY)
    assert json.loads(result.out)["path"] == "standard input"


def test_a_flashcard_page_is_pointed_to_build(run: Run, page: Path) -> None:
    result = run("inspect", page)
    assert result.code == exits.OK
    assert "studyapp build" in result.out


@pytest.mark.parametrize(
    ("name", "data", "options", "sentence"),
    [
        ("glass.html", HTML.encode(), [], "Crown glass came from Normandy, by way of Café Très."),
        (
            "glass.htm",
            HTML.encode("cp1252"),
            ["--encoding", "cp1252"],
            "Crown glass came from Normandy, by way of Café Très.",
        ),
        ("flint.docx", _word_file(), [], "Flint glass is heavy because it holds lead."),
        (
            "essay.txt",
            "Crown glass came from Normandy, by way of Café Très.".encode("cp1252"),
            ["--encoding", "cp1252"],
            "Crown glass came from Normandy, by way of Café Très.",
        ),
    ],
)
def test_kinds_of_files(
    printed_json: Json, tmp_path: Path, name: str, data: bytes, options: list[str], sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    value = printed_json("inspect", path, *options)
    assert value["path"] == str(path)
    assert sentence in [each for block in value["blocks"] for each in block["sentences"]]


def test_pdf_without_its_reader(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    original = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "pypdf":
            raise ImportError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    for command in ("inspect", "generate"):
        result = run(command, path)
        assert result.code == exits.SOURCE
        assert result.err == (
            f"studyapp: {path}: reading PDF files needs pypdf, which is not installed\n"
            "Install it: pip install 'studyapp[pdf]'\n"
        )


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"\x7fELF\0\0", b"%PDF-1.7 broken", b"caf\xe9 noir"]
)
def test_files_that_cannot_be_read(run: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    for command in ("inspect", "generate"):
        result = run(command, path)
        assert result.code == exits.SOURCE
        assert result.out == ""
        assert result.err.startswith(f"studyapp: {path}")
        assert len(result.err.splitlines()) == 2


def test_exit_codes(run: Run, tmp_path: Path, essay: Path) -> None:
    assert run("inspect").code == exits.USAGE
    assert run("inspect", essay, essay).code == exits.USAGE
    for path in (tmp_path / "missing.txt", tmp_path):
        result = run("inspect", path)
        assert result.code == exits.SOURCE
        assert result.out == ""
        assert str(path) in result.err


@pytest.mark.parametrize("command", ["inspect", "generate"])
def test_no_database_is_loaded(essay: Path, command: str) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['studyapp', {command!r}, {str(essay)!r}]\n"
        "from studyapp.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "print({'sqlalchemy', 'textual', 'fsrs', 'pypdf'} & set(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=made.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    assert done.stderr == "set()\n"
