"""Undo, as deep as the session, brings back every row exactly; the log only grows."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.collection import StudySession
from studyapp.domain.card import Flag, Queue, State
from studyapp.domain.deck import LeechAction
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.errors import NotFoundError, StudyError
from studyapp.services.views import Act
from tests import desk
from tests.few import examples

ACTS = st.one_of(
    st.sampled_from([*Rating]),
    st.sampled_from(["bury", "suspend"]),
    st.sampled_from([*Flag]),
    st.sampled_from(["{{c1::a}} {{c2::b}} {{c5::new}}", "{{c2::less}}", "plain"]),
)


def act(session: StudySession, what: Rating | Flag | str) -> None:
    if isinstance(what, Rating):
        session.answer(what, 1500)
    elif isinstance(what, Flag):
        session.set_flag(what)
    elif what in ("bury", "suspend"):
        getattr(session, what)()
    else:
        view = desk.on_table(session).card
        text = "{{c1::cloze}}" if what == "plain" and view.kind is NoteKind.CLOZE else what
        session.edit(text, "new back", [*view.tags, "edited"])


def named(what: Rating | Flag | str) -> Rating | Act:
    if isinstance(what, Rating):
        return what
    if isinstance(what, Flag):
        return Act.FLAG
    return Act(what) if what in ("bury", "suspend") else Act.EDIT


@settings(
    max_examples=examples(8),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(acts=st.lists(ACTS, max_size=25), minutes=st.lists(st.integers(-90, 1500), min_size=25))
def test_undoing_all_of_a_session_undoes_all_of_it(
    memory_disk: Path, acts: list[Rating | Flag | str], minutes: list[int]
) -> None:
    for each in memory_disk.iterdir():
        each.unlink()
    path = memory_disk / "c.db"
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        notes = [desk.of_kind(kind, number) for kind in NoteKind for number in range(3)]
        collection.build(desk.files("Desk", notes))
        desk.options_of(collection, "Desk", leech_threshold=1)
        session = collection.study("Desk")
        history = []
        did: list[Rating | Act | None] = []
        for what, wait in zip(acts, minutes, strict=False):
            table = session.current()
            if table is None:
                break
            history.append((desk.everything(path), table.card.id))
            act(session, what)
            did.append(session.last)
            clock.forward(minutes=wait)
        entries = len(desk.rows(path, "review_log"))
        rated = sum(isinstance(what, Rating) for what in acts[: len(history)])
        assert entries == rated
        assert did == [named(what) for what in acts[: len(history)]]
        for before, card_id in reversed(history):
            assert session.last is did.pop()
            card = session.undo()
            assert card is not None
            assert card.id == card_id
            assert desk.everything(path) == before
            assert desk.on_table(session).card.id == card_id, "it is on the table again"
        assert session.undo() is None
        assert not session.can_undo
        assert session.last is None
        assert len(desk.rows(path, "review_log")) == 2 * rated
        assert session.summary().answered == 0
        assert desk.strays(path) == {}
        assert collection.check().ok


def test_undo_appends_an_entry_that_names_the_one_it_voids(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path) as collection:
        session = collection.study("Desk")
        card = desk.on_table(session).card.id
        session.answer(Rating.GOOD, 1)
        session.undo()
        first, second = desk.log(path)[card]
        assert (second.evidence, second.voids, second.rating) == (Evidence.VOID, first.id, None)
        assert second.id > first.id
        session.current()
        session.answer(Rating.EASY, 1)
        assert [each.rating for each in desk.log(path)[card]] == [Rating.GOOD, None, Rating.EASY]
        assert collection.card(card).memory.reps == 1


def test_undo_voids_its_own_answer_not_the_other_windows(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    clock = desk.Clock()
    with desk.with_cards(path, 1, clock) as mine, desk.opened(path, clock) as theirs:
        session, other = mine.study("Desk"), theirs.study("Desk")
        card = desk.on_table(session).card.id
        desk.on_table(other)
        session.answer(Rating.GOOD, 1)
        clock.forward(minutes=1)
        other.answer(Rating.EASY, 1)
        session.undo()
        first, second, void = desk.log(path)[card]
        assert void.voids == first.id
        assert second.rating is Rating.EASY
        assert mine.card(card).memory.reps == 1
        assert mine.card(card).memory.state is State.REVIEW
        assert desk.strays(path) == {}


def test_undo_leaves_what_happened_outside_the_session(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path) as collection:
        session = collection.study("Desk")
        card = desk.on_table(session).card
        session.answer(Rating.AGAIN, 1)
        collection.set_flag(card.id, Flag.BLUE)
        collection.edit(card.id, "Better question", card.back, ["mine"])
        session.undo()
        after = collection.card(card.id)
        assert (after.flag, after.front, after.tags) == (Flag.BLUE, "Better question", ("mine",))
        assert after.memory.reps == 0


@pytest.mark.parametrize("action", LeechAction)
def test_a_leech_and_its_undo(tmp_path: Path, action: LeechAction) -> None:
    path = tmp_path / "c.db"
    clock = desk.Clock()
    with desk.with_cards(path, 1, clock) as collection:
        desk.options_of(collection, "Desk", leech_threshold=2, leech_action=action)
        card = collection.cards()[0].id
        collection.edit(card, "Question 0?", "Answer 0.", ["zoo", "ant"])
        session = collection.study("Desk")
        leeches = []
        for _ in range(12):
            while session.current() is None:
                clock.forward(days=1)
            before = desk.everything(path)
            rating = Rating.GOOD
            if collection.card(card).memory.state is State.REVIEW:
                rating = Rating.AGAIN
            leeches.append(session.answer(rating, 1).became_leech)
            clock.forward(minutes=11)
            if leeches[-1]:
                break
        assert collection.card(card).memory.lapses == 2
        marked = collection.card(card)
        assert marked.leech
        assert marked.tags == ("zoo", "ant", "leech")
        suspended = action is LeechAction.SUSPEND
        assert marked.queue is (Queue.SUSPENDED if suspended else Queue.ACTIVE)
        assert (session.current() is None) is suspended
        assert leeches.count(True) == 1
        session.undo()
        assert desk.everything(path) == before
        assert not collection.card(card).leech


def test_a_leech_keeps_the_tags_that_were_given_meanwhile(tmp_path: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(tmp_path / "c.db", 1, clock) as collection:
        desk.options_of(collection, "Desk", leech_threshold=1, leech_action=LeechAction.TAG)
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.EASY, 1)
        clock.forward(days=30)
        card = desk.on_table(session).card
        collection.edit(card.id, card.front, card.back, ["meanwhile"])
        assert session.answer(Rating.AGAIN, 1).became_leech
        assert collection.card(card.id).tags == ("meanwhile", "leech")
        session.undo()
        assert collection.card(card.id).tags == ("meanwhile",)


def test_a_deletion_taken_out_hides_its_card_until_it_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.opened(path) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, 1)]))
        first, second, third = collection.cards()
        collection.edit(first.id, "{{c1::One}} and {{c3::three}}", "", [])
        assert collection.card(second.id).queue is Queue.SUSPENDED
        assert collection.due()["Desk"].new == 1
        collection.edit(first.id, "{{c1::One}}, {{c2::two}}, {{c3::three}}, {{c4::four}}", "", [])
        assert [view.queue for view in collection.cards()] == [Queue.ACTIVE] * 4
        assert [view.id for view in collection.cards()][:3] == [first.id, second.id, third.id]


def test_the_card_whose_deletion_was_taken_out_leaves_the_table(tmp_path: Path) -> None:
    with desk.opened(tmp_path / "c.db") as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, 1)]))
        session = collection.study("Desk")
        view = desk.on_table(session).card
        session.edit("only {{c9::nine}}", "", [])
        assert session.current() is None
        session.undo()
        assert desk.on_table(session).card == view
        assert len(collection.cards()) == 3


@pytest.mark.parametrize("front", ["", "  \n", "\0", "no deletion", "{{c0::zero}}", "{{c1:x}}"])
def test_an_edit_that_would_ask_nothing_is_refused(tmp_path: Path, front: str) -> None:
    path = tmp_path / "c.db"
    with desk.opened(path) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, 1)]))
        session = collection.study("Desk")
        view = desk.on_table(session).card
        before = desk.everything(path)
        with pytest.raises(StudyError):
            session.edit(front, "", [])
        with pytest.raises(StudyError):
            collection.edit(view.id, front, "", [])
        assert desk.everything(path) == before
        assert desk.on_table(session).card == view


def test_an_edit_keeps_what_no_database_can_hold_out(tmp_path: Path) -> None:
    with desk.with_cards(tmp_path / "c.db", 1) as collection:
        card = collection.cards()[0].id
        view = collection.edit(card, "nul\0 \ud800", "b\0", ["a b", "a", "\0"])
        assert (view.front, view.back, view.tags) == ("nul ?", "b", ("a", "b"))


def test_nothing_on_the_table_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with desk.with_cards(tmp_path / "c.db") as collection:
        session = collection.study("Desk")
        for nothing in (lambda: session.answer(Rating.GOOD, 1), session.bury, session.suspend):
            with pytest.raises(LookupError):
                nothing()
        session.current()
        session.answer(Rating.GOOD, 1)
        with pytest.raises(LookupError):
            session.answer(Rating.GOOD, 1)
        with pytest.raises(NotFoundError):
            collection.study("No such deck")
        with pytest.raises(NotFoundError):
            collection.card(4711)
        with pytest.raises(NotFoundError):
            collection.suspend(4711)
