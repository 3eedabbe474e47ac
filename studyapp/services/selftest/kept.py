"""Answers of a self-test and where it stands, stored together: a sitting left resumes there."""

from collections.abc import Iterable, Mapping
from typing import Any

from studyapp.services import browse
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, Recorded, record_in
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage.engine import reading, writing


def store(
    workspace: Workspace,
    sitting_id: int,
    given: Iterable[Given],
    state: Mapping[str, Any],
    *,
    asked: int = 0,
    correct: int = 0,
    duration_ms: int = 0,
    ended: bool = False,
    score: float | None = None,
) -> tuple[Recorded, ...]:
    """Store answers and the sitting in one transaction. Raises ``StudyError``: then nothing is."""
    with writing(workspace.engine) as connection:
        done = record_in(workspace, connection, given)
        sittings.keep(
            workspace,
            connection,
            sitting_id,
            state,
            asked=asked,
            correct=correct,
            duration_ms=duration_ms,
            ended=ended,
            score=score,
        )
    workspace.day_kept()
    return done


def full_name(workspace: Workspace, deck: str) -> str:
    """Return the full name of the deck that the learner means. Raises ``NotFoundError``."""
    with reading(workspace.engine) as connection:
        return browse.resolve_deck(content.deck_ids(connection), deck)
