"""``generate``: cards from texts, printed and not stored."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pytest

from studyapp.cli import contract, exits
from studyapp.generation import Flashcard, Generated
from studyapp.sources.document import Document
from tests.cli import made
from tests.cli.conftest import Run

Json = Callable[..., Any]

CARD = {
    "topic",
    "sentence",
    "context",
    "answer",
    "category",
    "hint",
    "accepted",
    "distractors",
    "tier",
    "score",
    "speaker",
    "links",
    "source",
}
SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = SEEDS / "web_article.txt"


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "essay.txt"
    path.write_text(made.ESSAY, encoding="utf-8")
    return path


def test_build_says_how_many_wait_to_be_picked(run: Run, printed_json: Json) -> None:
    tiers = [card["tier"] for card in printed_json("generate", ARTICLE, "--tier", "B")]
    offered = tiers.count("B")
    assert offered > 1
    line = f"{offered} more are offered: press g on the deck, or see 'studyapp generate --tier B'\n"
    assert line in run("build", ARTICLE).out
    [source] = printed_json("build", ARTICLE)["sources"]
    assert (source["cards"], source["offered"]) == (tiers.count("A"), offered)


def test_build_of_a_page_offers_nothing(run: Run, page: Path) -> None:
    assert "offered" not in run("build", page).out


def test_exact_keys(printed_json: Json, home: Path) -> None:
    cards = printed_json("generate", ARTICLE)
    assert cards
    total = len(ARTICLE.read_text("utf-8").splitlines())
    for card in cards:
        assert set(card) == CARD
        assert set(card["source"]) == {"path", "section", "first_line", "last_line"}
        assert card["source"]["path"] == str(ARTICLE)
        assert 1 <= card["source"]["first_line"] <= card["source"]["last_line"] <= total
        assert card["answer"] in card["sentence"]
        assert card["accepted"][0] == card["answer"]
        assert not set(card["accepted"]) & set(card["distractors"])
        assert card["tier"] == "A"
        assert isinstance(card["score"], float)
        assert card["links"] == []
    assert not (home / "collection.db").exists()


def test_a_tier_that_is_none(run: Run) -> None:
    result = run("generate", ARTICLE, "--tier", "C")
    assert result.code == exits.USAGE
    assert "'C' is not one of A, B." in result.err


@pytest.mark.slow
def test_tiers(run: Run, printed_json: Json) -> None:
    best = printed_json("generate", ARTICLE)
    both = printed_json("generate", ARTICLE, "--tier", "B")
    assert printed_json("generate", ARTICLE, "--tier", "a") == best
    assert [card for card in both if card["tier"] == "A"] == best
    assert {card["tier"] for card in both} == {"A", "B"}
    assert run("generate", ARTICLE, "--tier", "C").code == exits.USAGE


def test_explain(printed_json: Json) -> None:
    value = printed_json("generate", ARTICLE, "--explain")
    assert set(value) == {"cards", "refused"}
    assert value["cards"] == printed_json("generate", ARTICLE)
    assert value["refused"]
    for refusal in value["refused"]:
        assert set(refusal) == {"sentence", "reason", "path", "first_line"}
        assert refusal["path"] == str(ARTICLE)
        assert refusal["reason"]


def test_documented_keys_are_the_printed_ones(run: Run, printed_json: Json) -> None:
    value = printed_json("generate", ARTICLE, "--explain")
    keys = CARD | set(value["cards"][0]["source"])
    assert keys == set(re.findall(r'"(\w+)"', contract.GENERATE))
    assert set(value) | set(value["refused"][0]) == set(re.findall(r'"(\w+)"', contract.EXPLAINED))
    shown = " ".join(run("generate", "--help").out.split())
    for shape in (contract.GENERATE, contract.EXPLAINED):
        assert " ".join(shape.split()) in shown


@pytest.mark.slow
def test_links_lead_to_the_cards_that_build_makes(printed_json: Json) -> None:
    page = SEEDS / "flashcard_page.txt"
    drawn = printed_json("generate", page, ARTICLE)
    links = {guid for card in drawn for guid in card["links"]}
    assert links
    assert all(len(card["links"]) <= 2 for card in drawn)
    printed_json("build", page)
    assert links <= {card["guid"] for card in printed_json("cards")}


def test_markdown_decks_guide_the_choice_too(
    printed_json: Json, essay: Path, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Flashcard] = []

    def generate(documents: Sequence[Document], deck: Sequence[Flashcard], _: Any) -> Generated:
        assert [document.path for document in documents] == [str(essay)]
        given.extend(deck)
        return Generated((), ())

    monkeypatch.setattr("studyapp.services.texts.generate", generate)
    assert printed_json("generate", essay, deck) == []
    assert [(card.question, card.answer) for card in given] == [
        ("Which river is the longest?", "The Nile"),
        ("Everest", "8,849 m"),
        ("[…] is the capital of Peru.", "Lima"),
        ("Lima is the capital of […].", "Peru"),
    ]
    assert given[0].guid == "00000000000000a1"


def test_cards_alone_are_no_text(run: Run, printed_json: Json, page: Path) -> None:
    assert printed_json("generate", page) == []
    result = run("generate", page)
    assert result.code == exits.OK
    assert result.out.startswith("There is no running text")


def test_people_read_the_cards(run: Run, essay: Path) -> None:
    out = run("generate", essay, "--tier", "B").out
    assert out.startswith(f"{essay}")
    assert "[…]" in out
    assert re.search(r"^  \d+(-\d+)?  [AB]  [a-z ]+$", out, re.MULTILINE)
    assert re.search(r"^\d+ cards?, \d+ sentences refused\.$", out, re.MULTILINE)
    explained = run("generate", essay, "--explain").out
    assert f"{essay}: refused\n" in explained
    assert "It was the largest maker of lorries in Asia." in explained


def test_people_are_told_of_what_is_not_shown(run: Run) -> None:
    out = run("generate", ARTICLE).out
    assert "--tier B shows " in out
    assert "--explain lists " in out


def test_folders_and_standard_input(run: Run, essay: Path) -> None:
    (essay.parent / "picture.png").write_bytes(b"\x89PNG\r\n")
    (essay.parent / "samples" / "sky.md").unlink()
    result = run("generate", essay.parent, "--tier", "B", "--json")
    assert "picture.png" in result.err
    cards = json.loads(result.out)
    assert {card["source"]["path"] for card in cards} == {str(essay)}
    piped = json.loads(run("generate", "-", "--tier", "B", "--json", stdin=made.ESSAY).out)
    assert {card["source"]["path"] for card in piped} == {"standard input"}
    assert [card["sentence"] for card in piped] == [card["sentence"] for card in cards]


def test_files_of_one_name_stay_apart(printed_json: Json, essay: Path) -> None:
    other = essay.parent / "other" / essay.name
    other.parent.mkdir()
    other.write_bytes(ARTICLE.read_bytes())
    cards = printed_json("generate", essay, other, "--tier", "B")
    assert {card["source"]["path"] for card in cards} == {str(essay), str(other)}


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    assert run("generate").code == exits.USAGE
    result = run("generate", ARTICLE, tmp_path / "missing.txt")
    assert result.code == exits.SOURCE
    assert result.out == ""
    assert "missing.txt" in result.err


def _long(folder: Path, copies: int) -> Path:
    """Make a long text of which no paragraph is said twice."""
    path = folder / "long.txt"
    text = made.ESSAY.partition("\n\n")[2]
    parts = (
        text.replace("Toyoda", f"Toyoda{n}").replace("19", f"{10 + n % 10}") for n in range(copies)
    )
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_bar_is_drawn_and_erased_when_interrupted(tmp_path: Path) -> None:
    path = _long(tmp_path, 6000)
    child = pexpect.spawn(
        made.STUDYAPP[0],
        [*made.STUDYAPP[1:], "generate", str(path)],
        cwd=str(made.ROOT),
        timeout=60,
        encoding="utf-8",
        preexec_fn=made.hear_interrupts,
    )
    child.expect(r"\[[#-]+\] \d+/\d+ \d+s (?:reading|choosing)")
    child.sendcontrol("c")
    rest = child.read()
    child.wait()
    assert child.exitstatus == exits.INTERRUPTED
    assert "Traceback" not in rest
    assert "[…]" not in rest
    assert "\r\x1b[K" in rest
