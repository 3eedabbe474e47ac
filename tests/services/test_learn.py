"""Learn in a collection: what it says about memory, and that it goes on where it was left."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import ElsewhereError, NotFoundError, StudyError
from studyapp.quiz.asking import Form, Outcome
from studyapp.quiz.learn import Phase
from studyapp.services.selftest import sittings
from studyapp.services.selftest.learn import LearnSitting, LearnView
from studyapp.storage import selftest as stored
from studyapp.storage.engine import reading
from tests import desk

WORDS = (
    "hawser", "capstan", "bulwark", "rudder", "tiller", "ballast", "mooring", "keel", "bollard",
    "fender", "gunwale", "halyard", "jetty", "lanyard", "mizzen", "painter", "quay", "ratline",
    "scupper", "transom",
)  # fmt: skip


def note(at: int, word: str) -> Note:
    return Note(note_guid("learn", word), NoteKind.BASIC, f"Riddle {word[::-1]}?", word)


def harbour(path: Path, clock: desk.Clock, count: int = 20, deck: str = "Desk") -> Collection:
    collection = desk.opened(path, clock)
    collection.build(desk.files(deck, [note(at, word) for at, word in enumerate(WORDS[:count])]))
    return collection


@pytest.fixture
def learned(tmp_path: Path, clock: desk.Clock) -> Collection:
    """Twenty cards in review, none due for a day or two."""
    collection = harbour(tmp_path / "c.db", clock)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    clock.forward(days=1)
    return collection


def answer(sitting: LearnSitting, *, right: bool = True) -> LearnView:
    """Answer what is on the table."""
    view = sitting.view()
    assert view.question is not None
    assert view.item is not None
    if view.question.form is Form.CHOICE:
        options = view.question.options
        return sitting.choose(next(at for at, o in enumerate(options) if o.right is right), 1500)
    assert view.question.form is Form.TYPED
    return sitting.type_in([view.item.term if right else "zzzzzz"], 1500)


def step(sitting: LearnSitting, *, right: bool = True) -> LearnView:
    if sitting.view().phase is not Phase.SUMMARY:
        answer(sitting, right=right)
    return sitting.go_on()


def memory(collection: Collection) -> list[dict[str, object]]:
    rows = desk.rows(collection.path, "memory")
    return [{key: value for key, value in row.items() if key != "log_id"} for row in rows]


def log(collection: Collection, card: int) -> list[tuple[int, int | None]]:
    rows = desk.rows(collection.path, "review_log")
    return [(row["evidence"], row["rating"]) for row in rows if row["card_id"] == card]


def test_a_right_choice_moves_nothing(learned: Collection) -> None:
    before = memory(learned)
    sitting = learned.learn("Desk")
    card = sitting.view().item
    assert card is not None
    step(sitting)
    assert memory(learned) == before
    assert log(learned, card.card_id)[-1] == (Evidence.CHOICE, Rating.HARD)


def test_a_wrong_choice_makes_the_card_due_and_names_the_other(learned: Collection) -> None:
    sitting = learned.learn("Desk")
    view = answer(sitting, right=False)
    assert view.item is not None
    assert view.confused is not None
    assert view.made_due
    assert learned.due()["Desk"].due == 1, "it is so when the verdict says so"
    sitting.go_on()
    with reading(learned._workspace.engine) as connection:
        (found,) = stored.confusions(connection, learned._workspace.learner_id)
    assert (found.card_id, found.other_id) == (view.item.card_id, view.confused.card_id)
    for _ in range(2):
        step(sitting)
    again = answer(sitting, right=False)
    assert again.item == view.item
    assert not again.made_due, "it is due already"


def test_a_typed_answer_to_a_due_card_is_a_review(learned: Collection, clock: desk.Clock) -> None:
    clock.forward(days=40)
    sitting = learned.learn("Desk")
    while (question := sitting.view().question) is None or question.form is Form.CHOICE:
        step(sitting)
    item = sitting.view().item
    assert item is not None
    before = learned.card(item.card_id).memory
    step(sitting)
    after = learned.card(item.card_id).memory
    assert (after.stability or 0) > (before.stability or 0)
    assert log(learned, item.card_id)[-1] == (Evidence.TYPED, Rating.GOOD)
    assert learned.check().ok


def test_a_typed_mistake_is_a_lapse_unless_it_is_overruled(learned: Collection) -> None:
    sitting = learned.learn("Desk")
    while (question := sitting.view().question) is None or question.form is Form.CHOICE:
        step(sitting)
    first = sitting.view().item
    assert first is not None
    assert answer(sitting, right=False).made_due
    assert not sitting.override(right=True).made_due
    sitting.go_on()
    assert learned.card(first.card_id).memory.lapses == 0
    second = sitting.view().item
    assert second is not None
    answer(sitting, right=False)
    sitting.go_on()
    assert learned.card(second.card_id).memory.state is State.RELEARNING


def test_a_long_answer_typed_into_is_worth_hard(tmp_path: Path, clock: desk.Clock) -> None:
    text = (
        "Anna Marsh drew the northern mole of Brackwater in 1703 and Boris Colter built it. It "
        "took eleven winters, 4,200 piles of larch and the goodwill of the harbour pilots."
    )
    collection = desk.opened(tmp_path / "c.db", clock)
    collection.build(desk.files("Desk", [desk.basic(1, "Who built the mole?")]))
    card = collection.cards()[0]
    collection.edit(card.id, card.front, text, ())
    sitting = collection.learn("Desk")
    question = sitting.view().question
    assert question is not None
    assert question.blanks is not None
    sitting.type_in(question.blanks.blanks)
    view = sitting.go_on()
    assert view.phase is Phase.DONE
    assert log(collection, card.id) == [(Evidence.TYPED, Rating.HARD)]


@pytest.mark.parametrize("steps", [0, 1, 4, 7, 8, 12])
def test_left_and_resumed_it_is_on_the_same_question(
    tmp_path: Path, clock: desk.Clock, steps: int
) -> None:
    path = tmp_path / "c.db"
    with harbour(path, clock) as collection:
        sitting = collection.learn("Desk", 7)
        for at in range(steps):
            step(sitting, right=at != 2)
        before = sitting.view()
    with desk.opened(path, clock) as collection:
        view = collection.learn("Desk").view()
        assert view == before
        assert collection.learn("Desk").view() == before


def test_a_run_to_the_end(tmp_path: Path, clock: desk.Clock) -> None:
    with harbour(tmp_path / "c.db", clock) as collection:
        sitting = collection.learn("desk", 5)
        view = sitting.view()
        assert (view.deck, view.levels) == ("Desk", (20, 0, 0, 0))
        asked = 0
        while view.phase is not Phase.DONE:
            asked += view.question is not None
            view = step(sitting, right=asked % 9 != 4)
        assert view.levels == (0, 0, 0, 20)
        (ended,) = sittings.ended(collection._workspace, Mode.LEARN)
        assert (ended.asked, ended.correct) == (sitting.answers, sitting.right)
        assert ended.asked == asked
        assert ended.score == ended.correct / ended.asked < 1
        assert all(
            log(collection, card.id)[-1][0] != Evidence.CHOICE for card in collection.cards()
        )
        assert collection.check().ok
        assert sitting.again().question is not None
        assert collection.learn("Desk").view().levels == (0, 0, 0, 20), "left in the check"


def test_the_summary_of_a_round(tmp_path: Path, clock: desk.Clock) -> None:
    with harbour(tmp_path / "c.db", clock) as collection:
        sitting = collection.learn("Desk", 3)
        first = sitting.view().item
        view = step(sitting, right=False)
        while view.phase is not Phase.SUMMARY:
            view = step(sitting)
        summary = view.summary
        assert summary is not None
        assert (summary.answers, summary.right) == (4, 3)
        assert summary.missed == (first,)
        assert len(summary.promoted) == 3
        assert view.decks == (("Desk", (17, 0, 3, 0)),)


def test_cards_that_came_and_went_while_it_was_left(tmp_path: Path, clock: desk.Clock) -> None:
    path = tmp_path / "c.db"
    with harbour(path, clock, 8) as collection:
        sitting = collection.learn("Desk", 4)
        step(sitting)
        on_table = sitting.view().item
        assert on_table is not None
        collection.suspend(on_table.card_id)
        collection.edit(3, "What is wound by hand?", "windlass", ())
        collection.build(desk.files("Desk::More", [note(30, "binnacle"), note(31, "davit")]))
        back = collection.learn("Desk", 4)
        assert sum(back.view().levels) == 9
        view = back.view()
        while view.phase is not Phase.DONE:
            view = step(back)
        assert view.levels == (0, 0, 0, 9)


def test_a_state_that_is_none_begins_anew(tmp_path: Path, clock: desk.Clock) -> None:
    with harbour(tmp_path / "c.db", clock) as collection:
        workspace = collection._workspace
        sittings.begin(workspace, Mode.LEARN, "Desk", {}, {"round": "?", "queue": 3})
        assert collection.learn("Desk").view().phase is Phase.ASKING


def test_nothing_to_learn_is_said(tmp_path: Path, clock: desk.Clock) -> None:
    with harbour(tmp_path / "c.db", clock, 1) as collection:
        collection.suspend(1)
        with pytest.raises(StudyError, match="nothing to learn"):
            collection.learn("Desk")
        with pytest.raises(NotFoundError):
            collection.learn("Nowhere")


def test_what_cannot_be_stored_stays_on_the_table(
    learned: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = learned.learn("Desk")
    before = sitting.view()

    def refuse(*args: object, **named: object) -> None:
        raise StudyError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(sittings, "keep", refuse)
        with pytest.raises(StudyError):
            answer(sitting, right=False)
    assert sitting.view() == before
    assert learned.due()["Desk"].due == 0
    assert answer(sitting, right=False).phase is Phase.JUDGED
    assert learned.due()["Desk"].due == 1


def test_a_verdict_is_stored_before_the_student_goes_on(tmp_path: Path, clock: desk.Clock) -> None:
    path = tmp_path / "c.db"
    with harbour(path, clock) as collection:
        answer(collection.learn("Desk"), right=False)
        killed = desk.opened(path, clock).learn("Desk").view()
        assert killed.phase is Phase.ASKING
        assert killed.levels == (19, 1, 0, 0)
        assert killed.done + killed.left == 7


def test_an_override_takes_back_what_the_verdict_stored(learned: Collection) -> None:
    sitting = learned.learn("Desk")
    before = memory(learned)
    item = answer(sitting, right=False).item
    assert item is not None
    assert memory(learned) != before
    sitting.override(right=True)
    assert memory(learned) == before
    with reading(learned._workspace.engine) as connection:
        assert stored.confusions(connection, learned._workspace.learner_id) == []
    sitting.override(right=False)
    sitting.override(right=True)
    sitting.go_on()
    assert (sitting.answers, sitting.right) == (1, 1)
    left = sittings.left(learned._workspace, Mode.LEARN, "Desk")
    assert left is not None
    assert (left.asked, left.correct) == (1, 1)
    assert learned.check().ok


def test_the_last_verdict_can_be_overridden(tmp_path: Path, clock: desk.Clock) -> None:
    with harbour(tmp_path / "c.db", clock, 1) as collection:
        sitting = collection.learn("Desk")
        answer(sitting)
        assert sittings.ended(collection._workspace, Mode.LEARN)
        sitting.override(right=False)
        assert sittings.left(collection._workspace, Mode.LEARN, "Desk") is not None
        assert sitting.go_on().phase is Phase.ASKING


def test_not_known_counts_as_it_was_asked(learned: Collection) -> None:
    sitting = learned.learn("Desk")
    item = sitting.view().item
    assert item is not None
    view = sitting.unknown()
    assert view.judged is not None
    assert view.judged.outcome is Outcome.WRONG
    assert view.confused is None
    sitting.go_on()
    assert [kind for kind, _ in log(learned, item.card_id)[-2:]] == [
        Evidence.CHOICE,
        Evidence.MANUAL,
    ]


def test_a_second_window_does_not_overwrite_the_first(tmp_path: Path, clock: desk.Clock) -> None:
    path = tmp_path / "c.db"
    with harbour(path, clock) as one, desk.opened(path, clock) as other:
        first, second = one.learn("Desk"), other.learn("Desk")
        for _ in range(4):
            step(first)
        before = desk.everything(path)
        with pytest.raises(ElsewhereError, match="another window") as told:
            answer(second, right=False)
        assert told.value.hint
        assert not told.value.over
        assert desk.everything(path) == before
        reloaded = other.learn("Desk")
        assert reloaded.view() == first.view()
        step(reloaded)
        with pytest.raises(ElsewhereError):
            answer(first)


def test_a_sitting_that_was_given_up_elsewhere_is_not_kept(
    tmp_path: Path, clock: desk.Clock
) -> None:
    path = tmp_path / "c.db"
    with harbour(path, clock, 1) as one, desk.opened(path, clock) as other:
        first, second = one.learn("Desk"), other.learn("Desk")
        while first.view().phase is not Phase.DONE:
            step(first)
        with pytest.raises(ElsewhereError, match="already ended") as told:
            answer(second)
        assert told.value.over
        first.again()
        with pytest.raises(ElsewhereError):
            answer(second)
