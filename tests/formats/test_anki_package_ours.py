"""Our own options and logs in packages: they come back, and the engine understands them."""

import json
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pytest

from studyapp.domain.card import State
from studyapp.domain.day import from_ms
from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder
from studyapp.domain.package import (
    PackedCard,
    PackedDeck,
    PackedOptions,
    PackedReview,
)
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.formats.anki.package import APKG, APKG3, COLPKG, AnkiPackage
from studyapp.scheduling.fsrs import replay
from tests.formats import anki_engine as engine
from tests.formats import anki_made as made

GOLDEN = Path(__file__).parent / "golden"
FORMS = pytest.mark.parametrize("form", [APKG, APKG3, COLPKG], ids=lambda each: each.info.name)


OPTIONS = DeckOptions(
    desired_retention=0.8,
    learning_steps=(30, 90_000),
    relearning_steps=(),
    new_per_day=0,
    reviews_per_day=9999,
    maximum_interval=100,
    leech_threshold=0,
    leech_action=LeechAction.TAG,
    new_order=NewOrder.RANDOM,
    review_order=ReviewOrder.WEAKEST,
    bury_siblings=False,
    parameters=engine.PARAMETERS,
)


@FORMS
@pytest.mark.parametrize("options", [DeckOptions(), OPTIONS], ids=["defaults", "others"])
def test_options_come_back(form: AnkiPackage, options: DeckOptions, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    package = made.package(
        [made.basic(1)],
        decks=[PackedDeck("Top", "What it is about", "k")],
        options=[PackedOptions("k", "Mine", options)],
    )
    form.write(package, path, made.WRITING)
    opened, _, _ = made.read(path)
    decks = {each.name: each for each in opened.decks}
    known = {each.key: each for each in opened.options}
    assert decks["Top"].description == "What it is about"
    assert known[decks["Top"].options].name == "Mine"
    assert known[decks["Top::Sub"].options].options == options


def test_settings_we_do_not_know_survive(tmp_path: Path) -> None:
    kept = json.dumps({"new": {"initialFactor": 2300}, "addon": {"x": [1]}, "answerAction": 3})
    for form in (APKG, APKG3):
        path = tmp_path / "a.apkg"
        options = [PackedOptions("k", "Mine", DeckOptions(new_per_day=3), kept)]
        package = made.package([], decks=[PackedDeck("Top", options="k")], options=options)
        form.write(package, path, made.WRITING)
        opened, _, _ = made.read(path)
        found = next(json.loads(each.kept) for each in opened.options if each.name == "Mine")
        assert (found["new"]["initialFactor"], found["new"]["perDay"]) == (2300, 3)
        assert (found["addon"], found["answerAction"]) == ({"x": [1]}, 3)


def entries(reviews: Sequence[PackedReview]) -> list[ReviewEntry]:
    return [
        ReviewEntry(
            f"{at:032x}",
            1,
            Rating(each.rating or 0),
            Evidence(each.evidence),
            from_ms(each.at).astimezone(UTC),
            each.day,
            each.duration_ms,
            State(each.state_before),
            State(each.state),
            None,
            None,
            each.due_day,
        )
        for at, each in enumerate(reviews)
    ]


@FORMS
def test_the_engine_understands_what_is_ours(form: AnkiPackage, tmp_path: Path) -> None:
    """It finds the same cards, and works out the same memory from the log that we wrote."""
    replayed = replay(entries(made.LOG), DeckOptions())
    memory = made.MEMORY._replace(stability=replayed.stability, difficulty=replayed.difficulty)
    path = tmp_path / f"a{form.info.suffixes[0]}"
    first = made.basic(9, cards=(PackedCard(0, "Top::Sub", 0, memory, reviews=made.LOG),))
    form.write(made.package([first, *made.varied()]), path, made.WRITING)
    if form is COLPKG:
        engine.take_whole(tmp_path / "their", path)
    with engine.opened(tmp_path / "their") as col:
        if form is not COLPKG:
            engine.take(col, path)
        found = engine.cards(col)
        assert len(found) == 7
        assert found["reversed", 0]["type"] == 1
        assert found["cloze", 2]["deck"] == "Top"
        said = found["guid9", 0]
        assert said["memory"] == pytest.approx((memory.stability, memory.difficulty), rel=1e-3)
        assert (said["ivl"], said["reps"]) == (30, 3)
        assert len(engine.log(col)) == 7
        assert {tuple(each[2].split()) for each in engine.notes(col)} == {
            ("tag",),
            ("a::b", "leech"),
            ("marked",),
            (),
        }
        assert engine.replayed(col, "guid9") == pytest.approx(said["memory"], rel=1e-3)
        assert col.tags.all() == ["a::b", "leech", "marked", "tag"]
        assert "Database rebuilt" in col.fix_integrity()[0]
        assert {each.name for each in col.decks.all_names_and_ids()} >= {"Top", "Top::Other"}


def test_two_packages_may_call_their_options_the_same(tmp_path: Path) -> None:
    """The key is ours and short; to the engine two presets with one number are one."""
    with engine.opened(tmp_path / "their") as col:
        for name, count in (("One", 5), ("Two", 9)):
            package = made.package(
                [made.basic(count, cards=(PackedCard(0, name),))],
                decks=[PackedDeck(name, options="1")],
                options=[PackedOptions("1", f"Preset {name}", DeckOptions(new_per_day=count))],
            )
            path = tmp_path / f"{name}.apkg"
            APKG.write(package, path, made.WRITING)
            engine.take(col, path)
        for name, count in (("One", 5), ("Two", 9)):
            deck = col.decks.by_name(name)
            assert deck is not None
            options = col.decks.config_dict_for_deck_id(deck["id"])
            assert (options["name"], options["new"]["perDay"]) == (f"Preset {name}", count)
