"""Help towards a missing point, a little at a time, never the point itself."""

from studyapp.grading.verdict import KeyPoint

CATEGORIES = {
    "date": "a date",
    "figure": "a figure",
    "person": "a person",
    "term": "a term",
    "claim": "a claim",
}


def hints(point: KeyPoint, model: str) -> tuple[str, ...]:
    """Return the ladder: what kind of thing is missing, how it begins, where it stands."""
    blank = model.replace(point.text, "____") if point.kind != "claim" else ""
    letters = " ".join(word[0] + "…" for word in point.text.split())
    return tuple(each for each in (f"It is {CATEGORIES[point.kind]}.", letters, blank) if each)


def ask(point: KeyPoint, model: str = "") -> str:
    """Return a line that says what was left out without giving it away."""
    return f"You left out {CATEGORIES[point.kind]}."
