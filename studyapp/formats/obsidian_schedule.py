"""The schedules in the comments of Obsidian's spaced repetition (see ``obsidian``)."""

from studyapp.domain.card import State
from studyapp.domain.package import PackedMemory
from studyapp.formats.base import Reading
from studyapp.formats.schedules import date_day, instant, learned, number, stepping

_OPEN, _CLOSE = "<!--SR:", "-->"
_NEVER = "2000-01-01"
"""The due day that the plugin writes for a sibling that was not reviewed yet."""


def take_schedule(line: str) -> tuple[str, str]:
    """Return a line without its comment, and what the comment says (empty if there is none)."""
    at = line.find(_OPEN)
    end = line.find(_CLOSE, at) if at >= 0 else -1
    if end < 0:
        return line, ""
    return f"{line[:at].rstrip()}{line[end + len(_CLOSE) :].rstrip()}", line[at + len(_OPEN) : end]


def read_schedules(text: str, reading: Reading) -> tuple[list[PackedMemory | None], str]:
    """Return a memory or None (new) for each sibling, and the group that cannot be read."""
    memories: list[PackedMemory | None] = []
    unclear = ""
    for group in text.strip().removeprefix("!").split("!") if text.strip() else ():
        parts = [part.strip() for part in group.split(",")]
        memory = _fsrs(parts[1:], reading) if parts[0] == "fsrs" else _sm2(parts, reading)
        if memory is None and _NEVER not in parts[0] and not _is_new(parts):
            unclear = unclear or group.strip() or "nothing"
        memories.append(memory)
    return (memories if any(memories) else []), unclear


def _is_new(parts: list[str]) -> bool:
    """Whether a record of FSRS says that its card is new: state 0."""
    return parts[0] == "fsrs" and len(parts) > 5 and parts[5] == "0"


def _sm2(parts: list[str], reading: Reading) -> PackedMemory | None:
    if len(parts) != 3 or parts[0] == _NEVER:
        return None
    due, interval, ease = date_day(parts[0]), number(parts[1]), number(parts[2])
    if due is None or interval is None or ease is None:
        return None
    return learned(due, interval, reading)


def _fsrs(parts: list[str], reading: Reading) -> PackedMemory | None:
    if len(parts) != 9:
        return None
    due, last = instant(parts[0]), instant(parts[8])
    interval, stability, difficulty, state, reps, lapses, step = map(number, parts[1:8])
    if due is None or last is None or not stability or not difficulty or interval is None:
        return None
    if state == State.REVIEW:
        return learned(
            reading.day_of(due),
            interval,
            reading,
            stability=stability,
            difficulty=difficulty,
            last_review=last,
            reps=int(reps or 0),
            lapses=int(lapses or 0),
        )
    if state not in (State.LEARNING, State.RELEARNING):
        return None
    return stepping(
        due,
        int(step or 0),
        reading,
        stability=stability,
        difficulty=difficulty,
        last_review=last,
        again=state == State.RELEARNING,
        reps=int(reps or 0),
        lapses=int(lapses or 0),
    )
