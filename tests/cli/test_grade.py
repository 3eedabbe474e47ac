"""``studyapp grade``: lines in, lines out, and the table."""

import json
from pathlib import Path

import pytest

from studyapp.cli import exits, grade
from tests.cli.conftest import Run

ANSWER = {"question": "Who led it?", "model": "Clara Voss", "answer": "clara vos"}
WRONG = {**ANSWER, "answer": "Abel Trane", "accepted": ["Voss"]}
LABELLED = {**ANSWER, "kind": "typo", "band": "right", "wrong": []}


def lines(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def test_each_line_gets_its_verdict(run: Run) -> None:
    result = run("grade", "-", stdin=lines(ANSWER, WRONG))
    assert result.code == exits.OK
    first, second = (json.loads(line) for line in result.out.splitlines())
    assert set(first) == {"verdict", "rating", "score", "hit", "missing", "wrong", "reasons"}
    assert (first["verdict"], first["rating"], first["hit"]) == ("right", "good", ["Clara Voss"])
    assert (second["verdict"], second["rating"], second["wrong"]) == (
        "wrong",
        "again",
        ["Abel Trane"],
    )
    assert second["missing"] == ["Clara Voss"]
    assert second["reasons"]


def test_without_a_model_there_is_no_rating(run: Run) -> None:
    result = run("grade", "-", stdin=lines({**ANSWER, "model": ""}))
    assert json.loads(result.out)["rating"] is None


def test_a_bad_line_ends_it_after_the_good_ones(run: Run) -> None:
    result = run("grade", "-", stdin=lines(ANSWER) + "\n{}\n" + lines(ANSWER))
    assert result.code == exits.SOURCE
    assert len(result.out.splitlines()) == 1
    assert 'standard input, line 3: no "question"' in result.err
    assert "Traceback" not in result.err


def test_what_a_terminal_would_obey_is_escaped(run: Run) -> None:
    bad = {"question": "?", "model": "a \x1b[2Jb\u202e", "answer": "\x1b[2J \x07 x"}
    result = run("grade", "-", stdin=lines(bad))
    assert result.code == exits.OK
    assert not {"\x1b", "\x07", "\u202e"} & set(result.out)


@pytest.mark.parametrize("args", [("answers.jsonl",), ("-", "-"), ()])
def test_only_standard_input_is_graded(run: Run, args: tuple[str, ...]) -> None:
    assert run("grade", *args).code == exits.USAGE


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    wrong = {**WRONG, "kind": "wrong_term", "band": "wrong", "wrong": ["Abel Trane"]}
    path.write_text(lines(LABELLED, wrong), encoding="utf-8")
    return path


def test_the_table(run: Run, labelled: Path) -> None:
    result = run("grade", "--benchmark", labelled, labelled)
    assert result.code == exits.OK
    assert "4 labelled answers" in result.out
    for shown in grade.NAMES.values():
        assert shown in result.out
    assert "wrong_term" in result.out


def test_the_table_as_json(run: Run, labelled: Path) -> None:
    result = run("grade", "--benchmark", "--json", labelled)
    values = json.loads(result.out)
    assert values["band_right"] == 1.0
    assert values["false_reject"] == 0.0
    assert values["figures_named"] is None
    assert values["counts"]["names_named"] == {"count": 1, "total": 1}
    assert values["kinds"] == {
        "typo": {"right": {"right": 1}},
        "wrong_term": {"wrong": {"wrong": 1}},
    }
    named = set(values) | set(values["counts"]["names_named"])
    assert all(f'"{key}"' in grade.BENCHMARK for key in named)


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("grade", "--benchmark", tmp_path / "none.jsonl")
    assert result.code == exits.SOURCE
