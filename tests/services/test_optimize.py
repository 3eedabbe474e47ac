"""Fitting a deck: applied only if better, all or nothing, and taken back exactly."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.errors import BusyError, NotFoundError, StudyError
from studyapp.scheduling.fsrs import ideal_interval
from studyapp.scheduling.history import History
from studyapp.scheduling.optimize import MINIMUM
from studyapp.services import fitting
from studyapp.services.exchange.reports import CancelledError
from studyapp.services.fits import Verdict
from studyapp.storage import packing, state
from studyapp.storage.engine import writing
from tests import desk
from tests.services.fitted import AGAIN, FITTED, fits, forgetful, with_history

__all__ = ["fits"]
Fits = Callable[..., list[Sequence[History]]]
TABLES = ("deck", "deck_options", "memory", "review_log", "setting", "card", "note")


def stored(path: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: desk.rows(path, table) for table in TABLES}


def parameters(collection: Collection, *decks: str) -> list[tuple[float, ...]]:
    return [collection.options(deck).parameters for deck in decks]


def test_a_fit_is_applied_and_what_is_due_stays_due(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with with_history(path) as collection:
        before = {each.id: each.memory for each in collection.cards()}
        options = collection.options("Desk")
        [fit] = collection.optimize("Desk")
        assert fit.verdict is Verdict.APPLIED
        assert fit.judgement is not None
        assert fit.judgement.after.log_loss < fit.judgement.before.log_loss
        assert fit.old == ()
        now = collection.options("Desk")
        assert now.parameters == fit.new != ()
        assert now == DeckOptions(parameters=fit.new)
        assert options == DeckOptions()
        after = {each.id: each.memory for each in collection.cards()}
        moved = [card for card in before if after[card].stability != before[card].stability]
        assert len(moved) == fit.cards == len(before)
        for card, memory in after.items():
            was = before[card]
            assert (memory.due, memory.due_day, memory.state) == (was.due, was.due_day, was.state)
        assert desk.strays(path, fit.new) == {}
        assert collection.check().ok


def test_the_next_answer_follows_the_new_parameters(memory_disk: Path, fits: Fits) -> None:
    with with_history(memory_disk / "c.db", recalls=60) as collection:
        fits(FITTED)
        collection.set_options("Desk", DeckOptions(fuzz=False))
        collection.optimize("Desk")
        session = collection.study("Desk")
        table = desk.on_table(session)
        answered = session.answer(Rating.EASY, 1000)
        stability, due = answered.memory.stability, answered.memory.due_day
        assert stability is not None
        assert due is not None
        wanted = ideal_interval(stability, 0.9, FITTED)
        assert due - (answered.memory.last_day or 0) == pytest.approx(wanted, abs=4)
        assert table.card.memory.stability != stability


def test_undo_restores_parameters_and_memory_exactly(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    fits(FITTED)
    with with_history(path, recalls=60) as collection:
        before = stored(path)
        collection.optimize("Desk")
        assert stored(path) != before
        [undone] = collection.undo_optimize("Desk")
        assert undone.verdict is Verdict.UNDONE
        assert (undone.old, undone.new) == (FITTED, ())
        assert stored(path) == before


def test_undo_counts_what_was_answered_since(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    fits(FITTED)
    with with_history(path, recalls=60) as collection:
        collection.optimize("Desk")
        session = collection.study("Desk")
        card = desk.on_table(session).card.id
        session.answer(Rating.AGAIN, 1000)
        collection.undo_optimize("Desk")
        assert desk.strays(path) == {}
        assert len(desk.log(path)[card]) == collection.card(card).memory.reps
        assert collection.check().ok


def test_undo_keeps_other_options_and_goes_back_step_by_step(memory_disk: Path, fits: Fits) -> None:
    fits(FITTED, AGAIN)
    with with_history(memory_disk / "c.db", recalls=60) as collection:
        collection.optimize("Desk")
        collection.optimize("Desk")
        assert parameters(collection, "Desk") == [AGAIN]
        changed = DeckOptions(new_per_day=3, parameters=AGAIN)
        collection.set_options("Desk", changed)
        collection.undo_optimize("Desk")
        assert collection.options("Desk") == DeckOptions(new_per_day=3, parameters=FITTED)
        collection.undo_optimize("Desk")
        assert collection.options("Desk") == DeckOptions(new_per_day=3)
        with pytest.raises(StudyError, match="no fit to take back"):
            collection.undo_optimize("Desk")
        assert collection.check().ok


def test_parameters_changed_by_hand_are_not_taken_back(memory_disk: Path, fits: Fits) -> None:
    fits(FITTED)
    with with_history(memory_disk / "c.db", recalls=60) as collection:
        collection.optimize("Desk")
        collection.set_options("Desk", DeckOptions(parameters=AGAIN))
        with pytest.raises(StudyError, match="no fit to take back"):
            collection.undo_optimize()
        assert parameters(collection, "Desk") == [AGAIN]


def test_a_dry_run_changes_nothing(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    fits(FITTED)
    with with_history(path, recalls=60) as collection:
        before = stored(path)
        [fit] = collection.optimize("Desk", dry_run=True)
        assert (fit.verdict, fit.new, fit.cards) == (Verdict.BETTER, FITTED, 0)
        assert stored(path) == before


def test_what_is_not_better_is_not_applied(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    fits(None)
    with with_history(path, recalls=60) as collection:
        before = stored(path)
        [fit] = collection.optimize()
        assert (fit.verdict, fit.old, fit.new) == (Verdict.NOT_BETTER, (), ())
        assert stored(path) == before


def test_parameters_that_cannot_be_scheduled_with_are_not_applied(
    memory_disk: Path, fits: Fits
) -> None:
    fits((9.0,) * 21)
    with with_history(memory_disk / "c.db", recalls=60) as collection:
        [fit] = collection.optimize()
        assert fit.verdict is Verdict.NOT_BETTER
        assert collection.options("Desk") == DeckOptions()


def test_too_few_reviews_are_counted_and_nothing_is_started(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = memory_disk / "c.db"
    monkeypatch.delattr(subprocess, "Popen")
    with with_history(path, recalls=60) as collection:
        before = stored(path)
        [fit] = collection.optimize("Desk")
        assert fit.verdict is Verdict.TOO_FEW
        assert 60 <= fit.recalls < fit.minimum == MINIMUM
        assert fit.answers == len(before["review_log"])
        assert stored(path) == before


def test_a_collection_without_decks_has_nothing_to_fit(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        assert collection.optimize() == ()
        with pytest.raises(NotFoundError):
            collection.optimize("Nowhere")
        with pytest.raises(StudyError):
            collection.undo_optimize()


def with_decks(path: Path, *decks: str) -> Collection:
    """Open a collection with a few answers in each deck."""
    collection = desk.opened(path)
    for deck in decks:
        collection.import_history(forgetful(20), deck=deck)
    return collection


def test_decks_with_the_same_parameters_are_fitted_together(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    with with_decks(path, "A", "A::B", "C", "D") as collection:
        collection.set_options("C", DeckOptions(new_per_day=3))
        collection.set_options("D", DeckOptions(parameters=AGAIN))
        before = stored(path)
        seen = fits(FITTED, None)
        together, apart = collection.optimize()
        assert (together.decks, apart.decks) == (("A", "A::B", "C"), ("D",))
        assert len(seen[0]) == 3 * len(seen[1])
        assert parameters(collection, "A", "A::B", "C", "D") == [FITTED] * 3 + [AGAIN]
        assert collection.options("C").new_per_day == 3
        assert collection.check().ok
        collection.set_options("A", DeckOptions(new_per_day=5, parameters=FITTED))
        assert collection.options("A::B").new_per_day == 5
        assert collection.options("C").new_per_day == 3
        collection.set_options("A", DeckOptions(parameters=FITTED))
        collection.undo_optimize()
        assert stored(path) == before


def test_a_named_deck_is_fitted_with_those_below_it_only(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    with with_decks(path, "A", "A::B", "A::B::C", "D") as collection:
        collection.set_options("A", DeckOptions(new_per_day=4))
        before = stored(path)
        seen = fits(FITTED)
        [fit] = collection.optimize("A::B")
        assert fit.decks == ("A::B", "A::B::C")
        assert len(seen[0]) == fit.cards
        assert parameters(collection, "A", "A::B", "A::B::C", "D") == [(), FITTED, FITTED, ()]
        assert collection.options("A::B").new_per_day == 4
        with pytest.raises(StudyError, match="A::B::C"):
            collection.undo_optimize("A::B::C")
        collection.undo_optimize("B")
        assert stored(path) == before


def test_decks_that_share_options_are_fitted_along_and_named(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    with with_decks(path, "A", "B", "B::C", "D") as collection:
        engine = collection._workspace.engine
        with writing(engine) as connection:
            key = state.add_options(connection, "shared", DeckOptions(new_per_day=9), "")
            for name in ("A", "B"):
                state.share_options(connection, name, key)
        before = stored(path)
        fits(FITTED)
        [fit] = collection.optimize("A")
        assert fit.decks == ("A", "B", "B::C")
        assert parameters(collection, "A", "B", "B::C", "D") == [FITTED] * 3 + [()]
        with writing(engine) as connection:
            assert {key for *_, key in packing.decks(connection)} == {key, None}
        assert collection.check().ok
        collection.undo_optimize("A")
        assert stored(path) == before


@pytest.mark.parametrize("last", range(8))
def test_called_off_at_any_step_nothing_is_changed(
    memory_disk: Path, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no process stays behind."""
    path = memory_disk / "c.db"
    started: list[subprocess.Popen[str]] = []
    start = fitting._started

    def remembered(*given: Any) -> subprocess.Popen[str]:
        started.append(start(*given))
        return started[-1]

    monkeypatch.setattr(fitting, "_started", remembered)
    with with_history(path) as collection:
        before = stored(path)
        told: list[str] = []

        def progress(done: int, total: int, what: str) -> None:
            assert done < total
            if what not in told:
                told.append(what)
            if len(told) > last:
                raise KeyboardInterrupt if last % 2 else CancelledError("off")

        with pytest.raises((KeyboardInterrupt, CancelledError)):
            collection.optimize("Desk", progress=progress)
        assert stored(path) == before
        assert all(process.poll() is not None for process in started)
        assert bool(started) is (last > 0)


def test_answers_given_meanwhile_count(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    answered: list[int] = []
    with with_history(path) as collection, desk.opened(path) as other:

        def progress(done: int, total: int, what: str) -> None:
            if what == "storing" and not answered:
                session = other.study("Desk")
                answered.append(desk.on_table(session).card.id)
                session.answer(Rating.AGAIN, 1000)

        [fit] = collection.optimize("Desk", progress=progress)
        assert fit.verdict is Verdict.APPLIED
        assert answered
        assert desk.strays(path, fit.new) == {}
        assert collection.check().ok


def test_options_changed_meanwhile_are_left_alone(memory_disk: Path, fits: Fits) -> None:
    path = memory_disk / "c.db"
    fits(FITTED)
    with with_history(path, recalls=60) as collection, desk.opened(path) as other:

        def progress(done: int, total: int, what: str) -> None:
            if what == "storing":
                other.set_options("Desk", DeckOptions(parameters=AGAIN))

        with pytest.raises(StudyError, match="were changed"):
            collection.optimize("Desk", progress=progress)
        assert parameters(collection, "Desk") == [AGAIN]
        assert desk.strays(path, AGAIN) == {}


def test_a_busy_collection_is_left_alone(
    memory_disk: Path, fits: Fits, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = memory_disk / "c.db"
    monkeypatch.setattr("studyapp.storage.engine.BUSY_TIMEOUT_MS", 1)
    fits(FITTED)
    with with_history(path, recalls=60) as collection, desk.opened(path) as other:
        before = stored(path)
        with writing(other._workspace.engine), pytest.raises(BusyError):
            collection.optimize("Desk")
        assert stored(path) == before


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_a_process_that_fails_is_an_error_and_changes_nothing(
    memory_disk: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = memory_disk / "c.db"
    monkeypatch.setattr(sys, "executable", program)
    with with_history(path) as collection:
        before = stored(path)
        with pytest.raises(StudyError, match="fitting"):
            collection.optimize("Desk")
        assert stored(path) == before


def test_nothing_that_lies_in_the_folder_is_run(
    memory_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'sprung')!r}).touch()"
    for name in ("json", "fsrs_rs_python", "fsrs", "queue", "sitecustomize", "studyapp"):
        (tmp_path / f"{name}.py").write_text(trap)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with with_history(memory_disk / "c.db") as collection:
        [fit] = collection.optimize("Desk", dry_run=True)
    assert fit.judgement is not None
    assert not (tmp_path / "sprung").exists()


def test_the_library_is_loaded_in_the_child_only(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with_history(path).close()
    code = (
        "import sys; from studyapp.collection import Collection\n"
        f"with Collection.open({str(path)!r}) as c: print(c.optimize('Desk')[0].verdict)\n"
        "print('fsrs_rs_python' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["applied", "False"]
