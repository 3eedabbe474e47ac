"""Match, sorting and flashcards as use cases: evidence, best times, where they were left."""

from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError
from studyapp.quiz.match import PENALTY_MS, Side
from studyapp.services.selftest import sittings
from studyapp.services.selftest.flip import FlipSession
from studyapp.services.selftest.match import MatchSession
from studyapp.services.selftest.sorting import SortingSession
from studyapp.storage import selftest as stored
from studyapp.storage.engine import reading
from tests import desk

FACTS = (
    ("Barros", "Which bird did the crew of Barros follow to the islands?", "the white tern"),
    ("Barros", "What rope did Barros buy for the great anchor?", "sisal"),
    ("Barros", "Where did the first ship run aground?", "on Gull Sands"),
    ("Quill", "How deep is the northern channel at low tide?", "four fathoms"),
    ("Quill", "What did Quill trade for fresh water?", "copper kettles"),
    ("Quill", "Who drew the second map of the bay?", "the cook"),
    ("Vinter", "When does the lamp on the mole burn red?", "before a storm"),
    ("Vinter", "Why did Vinter winter in the fjord?", "the rudder had split"),
)


@pytest.fixture
def harbour(memory_disk: Path, clock: desk.Clock) -> Collection:
    """Eight cards in three subdecks; all are in review, none is due."""
    collection = desk.opened(memory_disk / "c.db", clock)
    for name in ("Barros", "Quill", "Vinter"):
        notes = [
            Note(f"guid{at}", NoteKind.BASIC, question, answer, (f"log::{name}",))
            for at, (deck, question, answer) in enumerate(FACTS)
            if deck == name
        ]
        collection.build(desk.files(f"Log::{name}", notes))
    desk.answer_all(collection.study("Log"), Rating.EASY, clock)
    assert {card.memory.state for card in collection.cards()} == {State.REVIEW}
    return collection


def memory(collection: Collection) -> list[dict[str, Any]]:
    return [{**row, "log_id": None} for row in desk.rows(collection.path, "memory")]


def newest(collection: Collection, evidence: Evidence) -> list[dict[str, Any]]:
    rows = desk.rows(collection.path, "review_log")
    return [row for row in rows if row["evidence"] == evidence]


def play(session: MatchSession, seconds: float = 2.0, misses: int = 0) -> None:
    """Find all pairs, each after so many seconds, the first with wrong ones before."""
    while (board := session.game.board) is not None:
        card = next(each for each in board.questions if each not in board.found)
        other = (
            next(each for each in board.questions if each not in (*board.found, card))
            if misses
            else card
        )
        while misses:
            session.pick(Side.QUESTION, card)
            assert session.pick(Side.ANSWER, other).pair is not None
            misses -= 1
        session.run(round(seconds * 1000))
        session.pick(Side.QUESTION, card)
        picked = session.pick(Side.ANSWER, card, 2000)
        assert picked.pair is not None
        assert picked.pair.correct


def test_pairs_found_never_count_as_reviews(harbour: Collection) -> None:
    before = memory(harbour)
    session = harbour.match("Log")
    assert session.game.pairs == 6
    play(session)
    assert memory(harbour) == before
    entries = newest(harbour, Evidence.MATCH)
    assert len(entries) == 6
    assert {row["rating"] for row in entries} == {Rating.HARD}
    assert harbour.check().ok


def test_a_wrong_pair_is_due_and_names_the_other_card(harbour: Collection) -> None:
    session = harbour.match("Log")
    board = session.game.board
    assert board is not None
    one, other = board.questions[:2]
    session.pick(Side.ANSWER, other)
    picked = session.pick(Side.QUESTION, one)
    assert picked.recorded is not None
    assert picked.recorded.made_due
    assert harbour.due()["Log"].due == 1
    with reading(harbour._workspace.engine) as connection:
        rows = stored.confusions(connection, harbour._workspace.learner_id)
    assert [(row.card_id, row.other_id) for row in rows] == [(one, other)]
    assert session.game.score_ms == PENALTY_MS


def test_best_times_of_a_deck(harbour: Collection, clock: desk.Clock) -> None:
    for seconds, misses in ((2.0, 0), (1.0, 1), (3.0, 0)):
        session = harbour.match("Log", fresh=True)
        play(session, seconds, misses)
        clock.forward(minutes=5)
    other = harbour.match("Log", pairs=3)
    play(other, 0.5)
    history = session.history()
    assert [(each.seconds, each.misses) for each in history] == [(12.0, 0), (11.0, 1), (18.0, 0)]
    assert [each.seconds for each in other.history()] == [1.5]
    assert harbour.match("Log::Quill", pairs=3).history() == ()


def test_the_clock_stands_still_while_a_game_is_left(
    harbour: Collection, clock: desk.Clock
) -> None:
    session = harbour.match("Log", boards=1, pairs=4)
    board = session.game.board
    assert board is not None
    session.run(4000)
    session.pick(Side.QUESTION, board.questions[0])
    session.leave()
    clock.forward(hours=3)
    again = harbour.match("Log", boards=1, pairs=4)
    assert again.resumed
    assert again.game == session.game.drop()
    assert again.game.elapsed_ms == 4000
    assert again.game.question is None


def test_several_boards_hold_each_card_once(harbour: Collection) -> None:
    session = harbour.match("Log", pairs=3, boards=5)
    dealt = [card for board in session.game.boards for card in board.questions]
    assert len(dealt) == len(set(dealt)) == 8
    play(session)
    assert session.history()[-1].seconds == 16.0


def test_a_game_goes_on_without_cards_that_were_suspended(harbour: Collection) -> None:
    session = harbour.match("Log")
    gone = session.game.boards[0].questions[0]
    harbour.suspend(gone)
    again = harbour.match("Log")
    assert gone not in again.game.boards[0].questions
    play(again)
    assert again.history()[-1].misses == 0


def test_too_few_cards_to_match(memory_disk: Path) -> None:
    collection = desk.with_cards(memory_disk / "d.db", 1)
    with pytest.raises(NotFoundError, match="too few"):
        collection.match("Desk")
    with pytest.raises(NotFoundError, match="no deck"):
        collection.match("Nowhere")


def test_what_a_deck_can_be_sorted_by(harbour: Collection) -> None:
    offer = harbour.sortings("Log")
    assert offer.cards == 8
    assert [each.bins for each in offer.attributes] == [("Barros", "Quill", "Vinter")]
    assert offer.left == {}


def begin(collection: Collection, *, fresh: bool = False) -> SortingSession:
    return collection.sort("Log", "deck:Log", fresh=fresh)


def test_a_right_sort_is_a_choice_and_moves_nothing(harbour: Collection) -> None:
    before = memory(harbour)
    session = begin(harbour)
    while (card := session.round.current) is not None:
        shown = session.shown
        assert shown is not None
        for name in session.attribute.bins:
            assert name not in shown.question
        assert session.place(session.attribute.truth[card], 800)
    assert memory(harbour) == before
    assert len(newest(harbour, Evidence.CHOICE)) == 8
    (over,) = sittings.ended(harbour._workspace, Mode.SORT, "Log")
    assert (over.asked, over.correct, over.score) == (8, 8, 1.0)
    assert harbour.check().ok


def wrong_bin(session: SortingSession) -> str:
    card = session.round.current
    assert card is not None
    return next(each for each in session.attribute.bins if each != session.attribute.truth[card])


def test_a_wrong_sort_says_why_and_is_due_when_the_learner_goes_on(harbour: Collection) -> None:
    session = begin(harbour)
    card, chosen = session.round.current, wrong_bin(session)
    assert card is not None
    assert not session.place(chosen, 900)
    verdict = session.verdict
    assert verdict is not None
    assert (verdict.chosen, verdict.true) == (chosen, session.attribute.truth[card])
    assert all(verdict.true in each for each in verdict.reasons)
    assert newest(harbour, Evidence.CHOICE) == []
    again = begin(harbour)
    assert again.verdict == verdict
    done = again.move_on()
    assert done is not None
    assert done.made_due
    assert again.round.waiting[-1] == card
    assert [row["rating"] for row in newest(harbour, Evidence.CHOICE)] == [Rating.AGAIN]
    assert harbour.sortings("Log").left == {"deck:Log": 8}


def test_each_way_of_sorting_is_kept_beside_the_others(harbour: Collection) -> None:
    piles = harbour.piles("Log")
    for _ in range(3):
        piles.sort(known=True, duration_ms=100)
    session = begin(harbour)
    card = session.round.current
    assert card is not None
    assert session.place(session.attribute.truth[card], 100)
    assert harbour.sortings("Log").left == {"piles": 5, "deck:Log": 7}
    assert harbour.piles("Log").piles == piles.piles
    assert begin(harbour).round == session.round
    assert not begin(harbour, fresh=True).resumed
    assert harbour.sortings("Log").left == {"piles": 5, "deck:Log": 8}


def test_a_sorting_by_what_the_deck_no_longer_knows_is_not_offered(harbour: Collection) -> None:
    begin(harbour)
    names = {card.deck for card in harbour.cards()}
    for card in harbour.cards():
        if card.deck != min(names):
            harbour.suspend(card.id)
    assert harbour.sortings("Log").left == {}


def test_a_verdict_can_be_overridden_before_it_is_stored(harbour: Collection) -> None:
    before = memory(harbour)
    session = begin(harbour)
    session.place(wrong_bin(session), 900)
    done = session.move_on(counted_right=True)
    assert done is not None
    assert not done.made_due
    assert memory(harbour) == before
    assert len(session.round.right) == 1


def test_a_round_of_few_cards_takes_from_all_bins(harbour: Collection) -> None:
    session = harbour.sort("Log", "deck:Log", limit=3)
    assert {session.attribute.truth[card] for card in session.round.waiting} == {
        "Barros",
        "Quill",
        "Vinter",
    }
    with pytest.raises(NotFoundError, match="cannot be sorted"):
        harbour.sort("Log", "decade:")


def everything(collection: Collection) -> tuple[object, ...]:
    return memory(collection), desk.rows(collection.path, "review_log")


def test_flashcards_move_and_log_nothing(harbour: Collection) -> None:
    before = everything(harbour)
    session = harbour.flip("Log")
    session.shuffle()
    order = session.pile.order
    for _ in range(16):
        assert session.card() is not None
        session.do(lambda pile: pile.advance())
    assert session.card() is None
    assert sorted(order) == sorted(card.id for card in harbour.cards())
    assert everything(harbour) == before
    assert harbour.check().ok
    assert sittings.left(harbour._workspace, Mode.FLIP, "Log") is None
    session.do(lambda pile: pile.step(-1))
    assert harbour.flip("Log").pile.at == 7
    session.do(lambda pile: pile.restart())
    assert session.pile.current == order[0]
    assert not harbour.flip("Log").resumed


def test_flashcards_go_on_where_they_were_left(harbour: Collection) -> None:
    session = harbour.flip("Log")
    session.do(lambda pile: pile.swap())
    for _ in range(3):
        session.do(lambda pile: pile.advance())
    again = harbour.flip("Log")
    assert again.resumed
    assert again.pile == session.pile
    gone = again.pile.current
    assert gone is not None
    harbour.suspend(gone)
    later = harbour.flip("Log")
    assert later.pile.current == session.pile.order[2]
    assert not later.pile.turned
    assert not harbour.flip("Log", fresh=True).resumed


def test_some_cards_on_the_side_leave_the_place_in_the_deck(harbour: Collection) -> None:
    session = harbour.flip("Log")
    session.do(lambda pile: pile.step(4))
    side = harbour.flip("Log", cards=[3, 1, 99])
    assert side.pile.order == (3, 1)
    side.do(lambda pile: pile.step(1))
    assert harbour.flip("Log").pile.at == 4


def starred(collection: Collection) -> list[int]:
    return [card.id for card in collection.cards() if "marked" in map(str.lower, card.tags)]


def test_stars_and_their_undo(harbour: Collection) -> None:
    session: FlipSession = harbour.flip("Log")
    first = session.pile.current
    assert session.star()
    session.do(lambda pile: pile.step(2))
    assert session.star()
    assert not session.star()
    assert starred(harbour) == [first]
    assert session.undo()
    assert len(starred(harbour)) == 2
    session.only_starred(on=True)
    assert session.pile.starred
    assert len(session.pile.order) == 2
    assert harbour.flip("Log").pile.starred
    assert not session.undo()
    assert not session.undo()
    assert starred(harbour) == []
    assert not session.can_undo
    assert session.stars == 0


def test_a_star_of_another_program_is_taken_off_whatever_its_case(harbour: Collection) -> None:
    card = harbour.cards()[0]
    harbour.edit(card.id, card.front, card.back, ["Marked", "tide"])
    assert not harbour.star(card.id, on=True)
    assert harbour.star(card.id, on=False)
    assert harbour.card(card.id).tags == ("tide",)
    with pytest.raises(NotFoundError):
        harbour.star(999, on=True)


def test_nothing_starred(harbour: Collection) -> None:
    with pytest.raises(NotFoundError, match="nothing is starred"):
        harbour.flip("Log", starred=True)


def test_a_game_of_another_size_is_gone_on_with_unless_a_size_is_asked_for(
    harbour: Collection,
) -> None:
    first = harbour.match("Log", pairs=3, boards=2)
    first.pick(Side.QUESTION, first.game.boards[0].questions[0])
    first.pick(Side.ANSWER, first.game.boards[0].questions[0])
    again = harbour.match("Log")
    assert again.resumed
    assert (again.boards, again.game.pairs) == (2, 6)
    assert harbour.match("Log", boards=2).resumed
    assert not harbour.match("Log", boards=1).resumed
