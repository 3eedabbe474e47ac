"""Times, counts and shares in words, as screens show them."""

import re
from datetime import datetime, timedelta

from textual.content import Content

from studyapp.domain.card import Flag, Queue, State
from studyapp.domain.deck import SEPARATOR
from studyapp.domain.note import Source
from studyapp.domain.review import Rating
from studyapp.services.views import CardView, Counts
from studyapp.tui.safe import clean_line, join

RATINGS = {
    Rating.AGAIN: ("Again", "again"),
    Rating.HARD: ("Hard", "hard"),
    Rating.GOOD: ("Good", "good"),
    Rating.EASY: ("Easy", "easy"),
}
"""Name and colour variable of each rating."""

STATES = {
    State.NEW: ("new", "$easy"),
    State.LEARNING: ("learning", "$hard"),
    State.REVIEW: ("review", "$good"),
    State.RELEARNING: ("relearning", "$hard"),
}

FLAGS = {
    Flag.NONE: ("no flag", "$muted"),
    Flag.RED: ("red", "$flag-red"),
    Flag.ORANGE: ("orange", "$flag-orange"),
    Flag.GREEN: ("green", "$flag-green"),
    Flag.BLUE: ("blue", "$flag-blue"),
    Flag.PINK: ("pink", "$flag-pink"),
    Flag.TURQUOISE: ("turquoise", "$flag-turquoise"),
    Flag.PURPLE: ("purple", "$flag-purple"),
}
"""Name and colour of each flag. The colour is for the mark; the name is always text."""


_MARKS = re.compile(r"(\*\*|__|[*`])(?=\S)([^*`]{1,200}?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[([^\[\]]{0,200})\]\((?:<[^<>]{1,300}>|[^\s()<>]{1,300})\)")


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def span(time: timedelta) -> str:
    """Return a time to wait in one unit, rounded up: ``40 s``, ``6 min``, ``3 h``, ``2 days``."""
    seconds = max(time.total_seconds(), 0)
    if seconds < 60:
        return f"{int(seconds + 0.999)} s"
    if seconds < 90 * 60:
        return f"{int((seconds + 59) // 60)} min"
    if seconds < 36 * 3600:
        return f"{int((seconds + 1800) // 3600)} h"
    return plural(round(seconds / 86400), "day")


def spent(seconds: float) -> str:
    """Return a time spent: ``48 s``, ``12 min 5 s``, ``1 h 20 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def share(part: int, whole: int) -> str:
    """Return a share in per cent."""
    return f"{100 * part / whole:.0f}%" if whole else "–"


def without_marks(text: str) -> str:
    """Return one line of Markdown without the marks for bold, italic and code."""
    if "![" in text:
        text = _IMAGE.sub(lambda found: f"[{found[1] or 'image'}]", text)
    return _MARKS.sub(r"\2", text)


def deck_path(name: str) -> Content:
    """Return a deck's full name for a heading, the last level in bold."""
    *above, last = (clean_line(part, 120) for part in name.split(SEPARATOR))
    upper = "".join(f"{part} › " for part in above)
    return join((upper, "$muted"), (last, "bold"))


def deck_end(name: str) -> Content:
    """Return a deck's full name from its last level up, for where the end may be cut off."""
    *above, last = (clean_line(part, 120) for part in name.split(SEPARATOR))
    upper = "".join(f" ‹ {part}" for part in reversed(above))
    return join((last, "bold"), (upper, "$muted"))


def counts(waiting: Counts, current: State | None = None, *, short: bool = False) -> Content:
    """Return what is left; the kind of the card on the table is underlined."""
    learning = current in (State.LEARNING, State.RELEARNING)
    parts = (
        (waiting.new, "new", "$easy", current is State.NEW),
        (waiting.learning, "lrn" if short else "learning", "$hard", learning),
        (waiting.due, "due", "$good", current is State.REVIEW),
    )
    made: list[Content] = []
    for number, word, style, here in parts:
        marked = f"bold {style} underline" if here else f"bold {style}"
        made.append(join((f"{number:,}", marked), (f" {word}", "$muted")))
    return Content("  ").join(made)


def origin(source: Source | None) -> str:
    """Return where a card comes from: file and lines."""
    if source is None:
        return ""
    first, last = source.first_line, source.last_line
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    section = f", {clean_line(source.section, 80)}" if source.section else ""
    return f"{clean_line(source.path, 80)}, {lines}{section}"


def flag_mark(flag: Flag) -> Content:
    """Return the mark of a flag, with its name; nothing without one."""
    if flag is Flag.NONE:
        return Content("")
    name, colour = FLAGS[flag]
    return join(("⚑", colour), (f" {name}", "$muted"))


def standing(card: CardView) -> str:
    """Return a card's state in a word, its queue first."""
    if card.queue is Queue.SUSPENDED:
        return "suspended"
    if card.queue in (Queue.BURIED, Queue.SIBLING):
        return "buried"
    return STATES[card.memory.state][0]


def due_in(card: CardView, now: datetime) -> str:
    """Return when a card falls due, in short."""
    due = card.memory.due
    if card.memory.state is State.NEW or due is None:
        return "–"
    return "now" if due <= now else span(due - now)
