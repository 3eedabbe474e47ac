"""What is kept of an exam's last plan: the same cards on the same day get the same plan again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.exam import Exam
from studyapp.services.exams.scope import Scope
from studyapp.services.workspace import Workspace
from studyapp.storage import state

_STANDING = ("id", "family", "state", "stability", "difficulty", "last_review", "last_day", "reps")
"""Columns of ``storage.exams.standing`` that a plan is made of."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The last plan of an exam, in as much as it serves the next one."""

    made_at: datetime
    day: int
    """The study day of ``made_at``."""
    fingerprint: str
    """Of what the plan was made of."""
    prices: tuple[float, ...]
    """``scheduling.exam.Plan.prices``, from ``day`` on."""
    uncorrected: float | None = None
    """Mark expected before earlier exams corrected it; None where none could be expected."""
    target: float | None = None
    """The target whose cost is known, None if none was worked out."""
    target_minutes: float | None = None
    """Its cost in minutes a study day, None if it is out of reach."""

    def prices_from(self, today: int) -> list[float] | None:
        """Return the prices from ``today`` on, None where they do not reach so far."""
        passed = today - self.day
        return list(self.prices[passed:]) or None if passed >= 0 else None


def fingerprint(within: Scope, minutes: Sequence[float], today: int) -> str:
    """Return what changes when the cards of a plan, their marks, or the minutes change."""
    cards = [[getattr(row, name) for name in _STANDING] for row in within.rows]
    made_of = [
        today,
        [round(each, 3) for each in minutes],
        cards,
        [float(each) for each in within.cards.marks],
        [int(each) for each in within.cards.group],
        within.parameters,
    ]
    return sha256(json.dumps(made_of).encode()).hexdigest()


def read(workspace: Workspace, exam: Exam) -> Kept | None:
    """Return what is kept of the last plan of an exam."""
    text = state.setting(workspace.engine, _key(exam))
    said: dict[str, Any] = json.loads(text) if text else {}
    if "made_at" not in said:
        return None
    return Kept(
        from_ms(said["made_at"]),
        said["day"],
        said["fingerprint"],
        tuple(said["prices"]),
        said.get("uncorrected"),
        said["target"],
        said["target_minutes"],
    )


def write(workspace: Workspace, exam: Exam, kept: Kept) -> None:
    """Keep a plan in the place of the one before."""
    said = {
        "made_at": to_ms(kept.made_at),
        "day": kept.day,
        "fingerprint": kept.fingerprint,
        "prices": list(kept.prices),
        "uncorrected": kept.uncorrected,
        "target": kept.target,
        "target_minutes": kept.target_minutes,
    }
    state.set_setting(workspace.engine, _key(exam), json.dumps(said))


def _key(exam: Exam) -> str:
    return f"exam_prices:{exam.id}"
