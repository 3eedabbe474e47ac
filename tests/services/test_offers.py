"""Generated cards: what is kept, dropped or changed stays so when the text is built again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Flag, Queue
from studyapp.domain.generated import Standing
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError, StudyError
from studyapp.services.texts import SourceFile
from tests import desk
from tests.few import few

TOWNS = ("Velmar", "Ostrand", "Kirnau", "Belsk", "Torvik", "Lindow", "Maren", "Pestov")
TITLE = "Mills and Bridges of the Upper Valley"


def text(changed: str = "", without: str = "") -> SourceFile:
    """Return a text of plain facts, one of them worded anew or left out."""
    facts = [
        f"In {1850 + 3 * n} the town of {town} opened its stone bridge over the river Aller, "
        f"which had cost the council {4 + n},500 crowns."
        for n, town in enumerate(TOWNS)
        if town != without
    ]
    if changed:
        facts = [
            f.replace("had cost the council", "had cost the whole council") if changed in f else f
            for f in facts
        ]
    facts.append(
        "Masons from Lindow cut the granite of the bridges in the quarry of Sandvik and carried it "
        "down on sledges."
    )
    paragraphs = "\n\n".join(" ".join(facts[at : at + 2]) for at in range(0, len(facts), 2))
    return SourceFile("valley.txt", f"{TITLE}\n\n{paragraphs}\n".encode())


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with desk.opened(tmp_path / "c.db") as opened:
        opened.build([text()])
        yield opened


@pytest.fixture
def offering(collection: Collection) -> Collection:
    """One of its cards is only offered, whatever the generator thinks of it."""
    card = collection.cards(TITLE)[0]
    with closing(sqlite3.connect(collection.path)) as base, base:
        base.execute("UPDATE note SET standing = ? WHERE id = ?", (Standing.OFFERED, card.note_id))
        base.execute("DELETE FROM memory WHERE card_id = ?", (card.id,))
        base.execute("DELETE FROM card WHERE id = ?", (card.id,))
    return collection


def test_tier_a_is_in_the_deck_and_tier_b_is_only_offered(collection: Collection) -> None:
    standing = {offer.note.guid: offer.note.standing for offer in collection.offers()}
    studied = {card.guid for card in collection.cards(TITLE)}
    assert studied == {guid for guid, each in standing.items() if each is Standing.DECK}
    for offer in collection.offers():
        made = offer.note.generated
        assert made is not None
        assert (made.tier == "A") == (offer.note.standing is Standing.DECK)
        assert made.sentence in made.paragraph


def test_building_again_changes_nothing(collection: Collection) -> None:
    before = collection.offers()
    report = collection.build([text()])
    assert (report.sources[0].added, report.sources[0].updated) == (0, 0)
    assert collection.offers() == before


def test_what_was_dropped_does_not_come_back(collection: Collection) -> None:
    first = collection.cards(TITLE)[0]
    dropped = collection.drop(first.note_id)
    assert dropped.note.standing is Standing.DROPPED
    collection.build([text()])
    collection.build([text(changed=TOWNS[0])])
    assert first.guid not in {card.guid for card in collection.cards(TITLE)}
    kept = collection.keep(first.note_id)
    assert kept.note.standing is Standing.KEPT
    assert first.guid in {card.guid for card in collection.cards(TITLE)}


def test_a_dropped_card_with_a_history_is_suspended_not_forgotten(collection: Collection) -> None:
    session = collection.study(TITLE)
    card = desk.on_table(session).card
    session.answer(Rating.GOOD, 1000)
    collection.drop(card.note_id)
    assert collection.card(card.id).queue.name == "SUSPENDED"
    assert collection.check().ok
    collection.keep(card.note_id)
    assert collection.card(card.id).queue.name == "ACTIVE"
    assert collection.card(card.id).memory.reps == 1


def test_a_changed_sentence_keeps_its_card_and_is_shown_as_stale(collection: Collection) -> None:
    session = collection.study(TITLE)
    card = desk.on_table(session).card
    session.answer(Rating.GOOD, 1000)
    assert card.generated is not None
    town = next(town for town in TOWNS if town in card.generated.sentence)
    collection.build([text(changed=town)])
    again = collection.card(card.id)
    assert "whole council" in again.answer
    assert again.memory.reps == 1
    assert again.stale
    assert collection.offers()[0].stale
    assert not collection.keep(card.note_id).stale
    assert not collection.card(card.id).stale


def test_a_sentence_that_is_gone_leaves_its_card_stale(collection: Collection) -> None:
    card = collection.cards(TITLE)[0]
    assert card.generated is not None
    town = next(town for town in TOWNS if town in card.generated.sentence)
    report = collection.build([text(without=town)])
    assert report.sources[0].missing > 0
    assert collection.card(card.id).stale


def test_an_edited_offer_is_kept_with_its_new_text(collection: Collection) -> None:
    card = collection.cards(TITLE)[0]
    offer = collection.edit_offer(card.note_id, "The bridge of {{c1::Velmar}} is of stone.")
    assert offer.note.standing is Standing.KEPT
    collection.build([text()])
    assert collection.card(card.id).front == "The bridge of {{c1::Velmar}} is of stone."
    with pytest.raises(StudyError, match="deletion"):
        collection.edit_offer(card.note_id, "Nothing hidden.")
    with pytest.raises(NotFoundError):
        collection.keep(10**6)


def test_the_paragraph_of_a_sample_card_is_read_from_the_text_it_came_from(tmp_path: Path) -> None:
    with desk.opened(tmp_path / "samples.db") as collection:
        collection.offer_samples()
        made = [card for card in collection.cards() if card.generated is not None]
        assert len(made) > 100
        assert {offer.deck for offer in collection.offers()} == {card.deck for card in made}
        collection.drop(made[0].note_id)
        assert collection.keep(made[0].note_id).deck == made[0].deck
        assert collection.card(made[0].id).queue.name == "ACTIVE"
        for card in made[::40]:
            assert card.generated is not None
            assert card.generated.sentence in collection.paragraph(card)
            for linked in collection.linked(card):
                assert linked.generated is None


def decide(collection: Collection, what: str, note_id: int) -> None:
    if what == "edit":
        collection.edit_offer(note_id, "The bridge of {{c1::Velmar}} is of {{c2::stone}}.")
    else:
        getattr(collection, what)(note_id)


@pytest.mark.parametrize("what", ["keep", "drop", "edit"])
@pytest.mark.parametrize(
    "stands", few(["offered", "in the deck", "kept", "dropped", "stale"], ["offered", "stale"])
)
def test_what_was_decided_is_undone_to_the_last_row(
    offering: Collection, stands: str, what: str
) -> None:
    collection = offering
    wanted = Standing.OFFERED if stands == "offered" else Standing.DECK
    chosen = next(each for each in collection.offers() if each.note.standing is wanted)
    note_id = chosen.note_id
    if stands == "stale":
        town = next(town for town in TOWNS if town in chosen.note.front)
        collection.build([text(changed=town)])
        assert collection.stood(note_id).offer.stale
    elif stands != "offered":
        card = next(card for card in collection.cards() if card.note_id == note_id)
        collection.set_flag(card.id, Flag.BLUE)
        if stands == "in the deck":
            collection.suspend(card.id)
        else:
            decide(collection, {"kept": "keep", "dropped": "drop"}[stands], note_id)
    rows, before = desk.everything(collection.path), collection.stood(note_id)
    decide(collection, what, note_id)
    assert collection.restore(before) == before.offer
    assert desk.everything(collection.path) == rows
    assert collection.check().ok


def test_decisions_undone_one_after_another_leave_no_trace(collection: Collection) -> None:
    notes = [each.note_id for each in collection.offers()]
    rows = desk.everything(collection.path)
    past = []
    for at, note_id in enumerate([*notes, *notes]):
        past.append(collection.stood(note_id))
        decide(collection, ("drop", "keep", "edit")[at % 3], note_id)
    for before in reversed(past):
        collection.restore(before)
    assert desk.everything(collection.path) == rows


@pytest.fixture
def varied(tmp_path: Path) -> Iterator[Collection]:
    """A text of many different facts."""
    subject = next((Path(__file__).parents[1] / "corpus/generation/subjects").glob("geo*"))
    with desk.opened(tmp_path / "varied.db") as opened:
        opened.build([SourceFile(subject.name, subject.read_bytes())])
        yield opened


def test_what_was_answered_meanwhile_is_suspended_not_taken_away(varied: Collection) -> None:
    collection = varied
    offer = next(each for each in collection.offers() if each.note.standing is Standing.OFFERED)
    before = collection.stood(offer.note_id)
    collection.keep(offer.note_id)
    for card in collection.cards():
        if card.note_id != offer.note_id:
            collection.suspend(card.id)
    session = collection.study(offer.deck)
    card = desk.on_table(session).card
    assert card.note_id == offer.note_id
    session.answer(Rating.GOOD, 1000)
    assert collection.restore(before).note.standing is Standing.OFFERED
    assert collection.card(card.id).queue is Queue.SUSPENDED
    assert collection.card(card.id).memory.reps == 1
    assert collection.check().ok
    collection.keep(offer.note_id)
    assert collection.card(card.id).queue is Queue.ACTIVE


def test_a_card_comes_back_although_its_number_was_given_away(varied: Collection) -> None:
    collection = varied
    last = max(collection.cards(), key=lambda card: card.id)
    before = collection.stood(last.note_id)
    collection.drop(last.note_id)
    offer = next(each for each in collection.offers() if each.note.standing is Standing.OFFERED)
    collection.keep(offer.note_id)
    assert collection.card(last.id).note_id == offer.note_id
    assert collection.restore(before) == before.offer
    assert last.guid in {card.guid for card in collection.cards()}
    assert collection.check().ok
