"""A practice test in two windows, and one whose writing failed."""

import pytest

from studyapp.collection import Collection
from studyapp.errors import ElsewhereError, StorageFullError
from studyapp.storage import selftest as stored
from tests import desk
from tests.services.test_practice_test import ALL, answer, clock, learned, template

__all__ = ["clock", "learned", "template"]


def test_a_paper_handed_in_elsewhere_keeps_its_score(
    learned: Collection, clock: desk.Clock
) -> None:
    first = learned.begin_test("Rope", ALL)
    with desk.opened(learned.path, clock) as other:
        second = other.resume_test("Rope")
        assert second is not None
        answer(first, lambda card: True)
        first.submit()
        before = desk.everything(learned.path)
        answer(second, lambda card: False)
        for write in (second.keep, second.submit):
            with pytest.raises(ElsewhereError, match="already handed in in another window"):
                write()
        assert second.marks == ()
        assert desk.everything(learned.path) == before
        (score,) = other.test_scores("Rope")
        assert score.score == 1
        past = other.past_test("Rope", score.id)
        past.judge(0, 0, 0.0)
        assert other.test_scores("Rope")[0].score < 1
        with pytest.raises(ElsewhereError):
            first.judge(1, 0, 0.0)


def test_a_write_that_failed_does_not_count_as_another_window(
    learned: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = learned.begin_test("Rope", ALL)

    def full(*_: object, **__: object) -> None:
        raise StorageFullError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(stored, "keep", full)
        with pytest.raises(StorageFullError):
            sitting.keep()
    sitting.keep()
    sitting.submit()
    assert sitting.marks
