"""``studyapp simulate --exam``: lines as they are done, means, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from studyapp.cli import simulate_exam
from studyapp.scheduling.simulate_scenarios import Scenario
from studyapp.services.exams import proof
from tests.cli.conftest import Run

SMALL = (Scenario(30, 10, 6, 5), Scenario(40, 8, 8, 4))
"""So small that their figures mean nothing."""
EXAM = ("simulate", "--exam", "--students", "3")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "SCENARIOS", SMALL)
    monkeypatch.setattr(proof, "PLANNED", ((40, 8),))


def keys(shape: str) -> list[set[str]]:
    return [set(re.findall(r'"(\w+)"', part)) for part in shape.split("...")]


@pytest.mark.usefixtures("small")
def test_each_line_is_json_as_promised(run: Run) -> None:
    result = run(*EXAM, "--scenarios", "1,2", "--json")
    assert result.code == 0
    *lines, end = [json.loads(line) for line in result.out.splitlines()]
    each, last = keys(simulate_exam.SHAPE)
    assert [set(line) for line in lines] == [each] * 4
    assert [(line["known"], line["scenario"]) for line in lines] == [
        (known, scenario.name) for known in (True, False) for scenario in SMALL
    ]
    assert {*end, *end["summaries"][0], *end["planning"][0]} == last
    known = [line["ratio"] for line in lines if line["known"]]
    assert end["summaries"][0]["ratio"] == pytest.approx(sum(known) / 2)
    assert end["summaries"][1]["worst"] == max(line["ratio"] for line in lines if not line["known"])


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_the_same_seed_prints_the_same_table(run: Run) -> None:
    command = (*EXAM, "--scenarios", "2", "--memory", "unknown")
    first, again, other = (
        run(*command, "--seed", seed).out.split("\n\n")[0] for seed in ("3", "3", "4")
    )
    assert first == again != other
    heading, row = first.splitlines()
    assert heading.startswith("memory unknown")
    assert row.startswith(SMALL[1].name)
    assert len(row) == len(heading) <= 110


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["simulate"], 2, "--exam"),
        (["simulate", "Deck", "--exam"], 2, "without a deck"),
        (["simulate", "--exam", "--days", "9"], 2, "--days"),
        (["simulate", "Deck", "--seed", "3"], 2, "--seed"),
        (["simulate", "--exam", "--scenarios", "7"], 1, "There are: 1, 2"),
        (["simulate", "--exam", "--memory", "some"], 1, "known, unknown"),
    ],
)
def test_what_does_not_go_together_is_refused(
    run: Run, args: list[str], code: int, said: str
) -> None:
    result = run(*args)
    assert result.code == code
    assert said in result.err


@pytest.mark.usefixtures("small")
def test_progress_is_told_and_can_cancel() -> None:
    [trial] = proof.trials("1", "known")
    told: list[float] = []
    trial.run(2, 1, told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trial.run(2, 1, stop)


def test_no_collection_is_touched(run: Run, tmp_path: Path, small: None) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert run(*EXAM, "--scenarios", "1", "--memory", "known").code == 0
    assert sorted(tmp_path.rglob("*")) == before
