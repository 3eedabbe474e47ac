"""The JSON that scripts stand on: exact keys, types and sums."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import contract
from studyapp.cli.report import shares
from studyapp.collection import Collection
from studyapp.domain.card import Queue
from studyapp.services.views import CheckReport, Problem
from studyapp.sources.account import Fate, LineFate
from tests.cli import made
from tests.cli.conftest import Run

Json = Callable[..., Any]

SOURCE = {
    "path",
    "layout",
    "lines",
    "cards",
    "offered",
    "claimed",
    "warnings",
    "added",
    "updated",
    "unchanged",
    "missing",
    "unsure",
}
LINES = {"total", "card", "text", "ignored", "uncertain"}
CARD = {
    "id",
    "guid",
    "deck",
    "kind",
    "question",
    "answer",
    "tags",
    "source",
    "state",
    "queue",
    "due",
    "stability",
    "difficulty",
    "retrievability",
}
KNOWT = Path(__file__).parents[2] / "seeds" / "flashcard_page.txt"


def test_build(printed_json: Json, page: Path) -> None:
    value = printed_json("build", page)
    assert set(value) == {"sources", "decks", "written", "backups", "skipped"}
    [source] = value["sources"]
    assert set(source) == SOURCE
    assert set(source["lines"]) == LINES
    assert source["path"] == str(page)
    assert source["cards"] == source["added"] == 4
    assert source["offered"] == 0
    assert _adds_up(source["lines"])
    assert [set(deck) for deck in value["decks"]] == [{"name", "cards"}]
    assert value["decks"][0]["cards"] == 4
    assert value["written"] == value["backups"] == value["skipped"] == []


def test_claims_of_a_page(printed_json: Json) -> None:
    [source] = printed_json("build", KNOWT)["sources"]
    assert source["claimed"]
    for claim in source["claimed"]:
        assert set(claim) == {"text", "line", "count", "found"}
        assert claim["found"] == source["cards"]
        assert isinstance(claim["line"], int)
    assert all(isinstance(text, str) for text in source["warnings"])
    assert _adds_up(source["lines"])


def test_build_with_report_holds_the_account(printed_json: Json, page: Path) -> None:
    [source] = printed_json("build", page, "--report")["sources"]
    assert set(source) == SOURCE | {"account"}
    covered: list[int] = []
    counts = dict.fromkeys(LINES - {"total"}, 0)
    for span in source["account"]:
        assert set(span) == {"first_line", "last_line", "fate", "reason"}
        numbers = range(span["first_line"], span["last_line"] + 1)
        covered.extend(numbers)
        counts[span["fate"]] += len(numbers)
    assert covered == list(range(1, source["lines"]["total"] + 1))
    assert counts == {kind: source["lines"][kind] for kind in counts}


def test_build_names_written_and_skipped(printed_json: Json, page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    page.rename(folder / page.name)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    value = printed_json("build", folder, "--out", tmp_path / "out")
    assert value["written"] == [str(path) for path in sorted((tmp_path / "out").rglob("*.md"))]
    assert len(value["skipped"]) == 1


def test_build_names_what_it_kept(printed_json: Json, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    [written] = printed_json("build", page, "--out", out)["written"]
    assert printed_json("build", page, "--out", out)["backups"] == []
    Path(written).write_text("my own words")
    value = printed_json("build", page, "--out", out)
    assert (value["written"], value["backups"]) == ([written], [f"{written}.bak"])


def _adds_up(lines: dict[str, int]) -> bool:
    return lines["total"] == sum(count for kind, count in lines.items() if kind != "total")


def test_decks(printed_json: Json, studied: Collection) -> None:
    [deck] = printed_json("decks")
    assert deck == {"name": "Earth", "cards": 5, "new": deck["new"], "learning": 0, "due": 0}


def test_due(printed_json: Json, studied: Collection) -> None:
    [deck] = printed_json("due")
    assert set(deck) == {"deck", "new", "learning", "due"}
    assert deck["deck"] == "Earth"
    assert deck["new"] > 0


def test_cards(printed_json: Json, studied: Collection) -> None:
    cards = printed_json("cards", "Earth")
    assert len(cards) == 5
    assert all(set(card) == CARD for card in cards)
    assert sorted(card["kind"] for card in cards) == [
        "basic",
        "cloze",
        "cloze",
        "reversed",
        "reversed",
    ]
    assert {card["queue"] for card in cards} <= {"active", "buried", "suspended"}
    new = [card for card in cards if card["state"] == "new"]
    [seen] = [card for card in cards if card["state"] != "new"]
    for card in new:
        assert card["due"] is card["stability"] is card["difficulty"] is None
        assert card["retrievability"] is None
    assert seen["state"] == "review"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", seen["due"])
    assert seen["stability"] > 1
    assert 1 <= seen["difficulty"] <= 10
    assert 0 < seen["retrievability"] <= 1


def test_source_of_a_card(printed_json: Json, studied: Collection) -> None:
    sources = [card["source"] for card in printed_json("cards")]
    known = [source for source in sources if source is not None]
    assert {"path": "earth.txt", "first_line": 3, "last_line": 4} in known
    assert all(set(source) == {"path", "first_line", "last_line"} for source in known)
    [card] = [card for card in printed_json("cards") if card["guid"].endswith("a1")]
    assert card["tags"] == ["rivers", "water"] or card["tags"] == ["water", "rivers"]


def test_a_card_without_source(studied: Collection) -> None:
    view = replace(studied.cards()[0], source=None, queue=Queue.SUSPENDED)
    [card] = contract.cards([view])
    assert card["source"] is None
    assert card["queue"] == "suspended"


@pytest.mark.parametrize("command", ["decks", "due", "cards"])
def test_nothing_is_an_empty_list(printed_json: Json, home: Path, command: str) -> None:
    made.make_empty(home / "collection.db")
    assert printed_json(command) == []


def test_check(printed_json: Json, studied: Collection) -> None:
    assert printed_json("check") == {
        "path": str(studied.path),
        "ok": True,
        "notes": 3,
        "cards": 5,
        "reviews": 1,
        "problems": [],
        "repaired": [],
    }


def test_check_with_problems() -> None:
    report = CheckReport("a.db", 1, 2, 3, (Problem("broken", "mend it"),), ("something",))
    value = contract.check(report)
    assert value["ok"] is False
    assert value["problems"] == [{"what": "broken", "remedy": "mend it"}]
    assert value["repaired"] == ["something"]


def test_times_are_utc_whatever_the_zone() -> None:
    at = datetime(2026, 1, 31, 5, 0, 0, 7000, tzinfo=timezone(timedelta(hours=13)))
    assert contract.utc(at) == "2026-01-30T16:00:00.007Z"
    assert contract.utc(datetime(2026, 1, 31, 3, tzinfo=UTC)) == "2026-01-31T03:00:00.000Z"


def test_spans_join_only_neighbours_of_one_reason() -> None:
    fates = [
        LineFate(1, Fate.CARD, "slot 1"),
        LineFate(2, Fate.CARD, "slot 1"),
        LineFate(3, Fate.CARD, "slot 2"),
        LineFate(4, Fate.UNCERTAIN, "slot 2"),
    ]
    found = [(s["first_line"], s["last_line"], s["fate"]) for s in contract.spans(fates)]
    assert found == [(1, 2, "card"), (3, 3, "card"), (4, 4, "uncertain")]


@pytest.mark.parametrize(
    "counts", [(1, 1, 1, 0), (0, 0, 0, 0), (0, 0, 0, 7), (416, 1, 348, 2), (1, 9999, 3, 3)]
)
def test_percentages_add_up(counts: tuple[int, ...]) -> None:
    tenths = [int(share.rstrip("%").replace(".", "")) for share in shares(counts)]
    assert sum(tenths) == (1000 if sum(counts) else 0)
    assert all(bool(count) >= bool(share) for count, share in zip(counts, tenths, strict=True))


@pytest.mark.parametrize(
    ("command", "shape"),
    [
        ("build", contract.BUILD),
        ("decks", contract.DECKS),
        ("cards", contract.CARDS),
        ("due", contract.DUE),
        ("check", contract.CHECK),
    ],
)
def test_help_documents_the_contract(run: Run, command: str, shape: str) -> None:
    shown = " ".join(run(command, "--help").out.split())
    assert " ".join(shape.split()) in shown


def test_documented_keys_are_the_printed_ones(printed_json: Json, page: Path) -> None:
    for command, shape in (
        (["build", str(page), "--report"], contract.BUILD),
        (["decks"], contract.DECKS),
        (["cards"], contract.CARDS),
        (["due"], contract.DUE),
        (["check"], contract.CHECK),
    ):
        printed = _keys(printed_json(*command))
        documented = set(re.findall(r'"(\w+)"', shape))
        hidden = {"text", "line", "count", "found", "what", "remedy"}
        assert printed - documented == set()
        assert documented - printed <= hidden


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(_keys(each) for each in value.values()))
    return set().union(*(_keys(each) for each in value)) if isinstance(value, list) else set()


def test_json_is_readable_text(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_text("Q: Größe – 大きさ?\nA: ok\n", encoding="utf-8")
    run("build", path)
    out = run("cards", "--json").out
    assert "Größe – 大きさ?" in out
    assert json.loads(out)[0]["question"] == "Größe – 大きさ?"


def test_a_generated_card_says_how_it_was_made(printed_json: Json, home: Path) -> None:
    text = "\n\n".join(
        f"In {year} the town of Velmar built its {nth} mill under the engineer {who} Kestrel, "
        f"and {count},000 people came to see it."
        for year, nth, who, count in (
            (1871, "first", "Anton", 12),
            (1874, "second", "Maria", 17),
            (1879, "third", "Josef", 23),
            (1886, "fourth", "Clara", 31),
        )
    )
    page = home.parent / "mills.txt"
    page.write_text(f"The Mills of Velmar\n\n{text}\n", encoding="utf-8")
    printed_json("build", str(page))
    made = [card for card in printed_json("cards") if "sentence" in card]
    assert made
    for card in made:
        assert set(card) == CARD | contract.MADE
        assert set(card["source"]) == {"path", "section", "first_line", "last_line"}
        assert card["accepted"]
        assert card["tier"] == "A"
