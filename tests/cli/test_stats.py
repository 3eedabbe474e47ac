"""``studyapp stats``: plots that fit, JSON with the keys it promises."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import exits, output
from studyapp.collection import Collection
from studyapp.domain.period import Period
from studyapp.domain.width import width
from tests.cli.conftest import Run

Json = Callable[..., Any]
KEYS = {
    "period",
    "first_day",
    "today",
    "cards",
    "answers",
    "retention",
    "retention_by_time",
    "days",
    "habit",
    "hours",
    "ratings",
    "states",
    "due",
    "intervals",
    "stability",
    "difficulty",
    "retrievability",
    "remembered",
    "calibration",
}
TITLES = (
    "Days",
    "True retention",
    "Retention by time",
    "Minutes a day",
    "Due",
    "Hours",
    "Ratings",
    "Cards",
    "Recall now",
    "Stability",
    "Difficulty",
    "Intervals",
    "Calibration",
)


@pytest.mark.parametrize("period", Period)
def test_json(printed_json: Json, studied: Collection, period: Period) -> None:
    value = printed_json("stats", "--period", period)
    assert set(value) == KEYS
    assert value["period"] == period
    assert len(value["days"]) == period.days or period is Period.ALL
    assert value["days"][-1]["date"] == value["today"]
    assert value["days"][0]["date"] == value["first_day"]
    assert value["answers"] == sum(day["answers"] for day in value["days"])
    assert value["cards"] == sum(value["states"].values())
    for name in ("intervals", "stability", "difficulty", "retrievability"):
        assert set(value[name]) == {"edges", "counts", "mean", "median"}
    assert sum(value["stability"]["counts"]) == 1
    assert [hour["hour"] for hour in value["hours"]] == list(range(24))


def test_every_promised_key_is_in_the_help(run: Run, printed_json: Json) -> None:
    said = run("stats", "--help").out

    def check(value: Any) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                assert f'"{name}"' in said, name
                check(each)
        elif isinstance(value, list):
            for each in value:
                check(each)

    check(printed_json("stats"))


@pytest.mark.parametrize("columns", [40, 60, 72, 100, 200])
def test_plots_fit_the_terminal(
    run: Run, studied: Collection, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "24")
    lines = run("stats").out.splitlines()
    room = min(max(columns, 60), 100)
    plots = [line for line in lines if any(char in "█▁▂▃▄▅▆▇·" for char in line)]
    assert plots
    assert max(map(width, plots)) <= room
    assert [line for line in lines if line in TITLES] == list(TITLES)


def test_a_deck_and_a_tag(run: Run, printed_json: Json, studied: Collection) -> None:
    whole = printed_json("stats")["cards"]
    some = printed_json("stats", "Earth")["cards"]
    assert 0 < some <= whole
    refused = run("stats", "Nowhere")
    assert refused.code == exits.NOT_FOUND
    assert "there is no deck" in refused.err
    refused = run("stats", "--tag", "nosuch")
    assert refused.code == exits.NOT_FOUND
    assert "no card has the tag 'nosuch'" in refused.err


def test_a_tag_takes_in_what_is_below_it(printed_json: Json, home: Path, tmp_path: Path) -> None:
    text = "# Sky\n\n" + "\n\n".join(f"Q: number {at}?\nA: it is {at}." for at in range(3))
    (tmp_path / "sky.md").write_text(text, encoding="utf-8")
    with Collection.open(home / "collection.db") as collection:
        collection.build([tmp_path / "sky.md"])
        for card, tag in zip(collection.cards(), ("Sky::Near", "sky", "skyline"), strict=True):
            collection.edit(card.id, card.front, card.back, (tag,))
    for tag, cards in (("SKY", 2), ("sky::near", 1), ("skyline", 1)):
        assert printed_json("stats", "--tag", tag)["cards"] == cards


def test_nothing_studied_says_so(run: Run) -> None:
    said = run("stats").out
    assert "nothing yet" in said
    assert "no reviews to judge by yet" in said


def test_a_hostile_deck_name_is_harmless(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# a\x1b[2Jb\n\nQ: one?\nA: two.\n", encoding="utf-8")
    assert run("build", tmp_path / "x.md").code == 0
    said = run("stats", "a\x1b[2Jb")
    assert "\x1b" not in said.out + said.err


def test_colours_only_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from studyapp.plots.bars import bars

    lines = bars([1, 2, 3], 20, 4)
    output.plot(lines)
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    monkeypatch.setattr(output, "coloured", lambda stream: True)
    output.plot(lines)
    coloured = capsys.readouterr().out
    assert "\x1b[36m" in coloured
    kept = "".join(part.split("m", 1)[-1] for part in coloured.split("\x1b["))
    assert [line.rstrip() for line in kept.splitlines()] == plain.splitlines()


def test_json_is_strict(run: Run) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    json.loads(run("stats", "--json").out, parse_constant=refuse)
