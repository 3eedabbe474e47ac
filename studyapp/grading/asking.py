"""The line that asks for what was left out, short, and in the words of what stands around it.

A fact is asked for by its kind, with the sentence of the model around a blank: "You left out when:
In ____ the dam broke." A claim that is part of a sentence is asked for by what it is there, a
reason or what came of it; one that is a whole sentence by what it speaks of: "You left out what
the council did." The line never holds what it asks for.
"""

from studyapp.grading.analysis import analyse
from studyapp.grading.blanks import blanked, says_more
from studyapp.grading.claims import Kind, kind_of
from studyapp.grading.data import word_set
from studyapp.grading.numbers import figures
from studyapp.grading.points import counted_noun
from studyapp.grading.subjects import subject
from studyapp.grading.verdict import KeyPoint
from studyapp.grading.words import split

MOST_TOPIC = 2
"""Words of a claim that its topic tells."""
_CLAIMS = {
    Kind.REASON: "why",
    Kind.RESULT: "what comes of it",
    Kind.CONDITION: "on what condition",
    Kind.TIME: "when",
    Kind.EXAMPLE: "an example",
    Kind.PURPOSE: "what for",
}
_FACTS = {"date": "when", "person": "who", "term": "what it is called"}
_NAMED = {"date": "a date", "figure": "a figure", "person": "a person", "term": "a name or term"}
_SPOKEN = word_set("spoken_unit")
"""Units that are asked for by their name: "how many tonnes"."""


def ask(point: KeyPoint, model: str = "") -> str:
    """Return a line that asks for what was left out without giving it away."""
    sentence = blanked(point, analyse(model)) if model else ""
    if says_more(sentence):
        return f"You left out {_asked(point)}: {sentence}"
    if point.kind == "claim":
        return f"You left out {subject(point.text) or _topic(point.text)}."
    return f"You left out {_NAMED.get(point.kind, 'a point')}."


def _asked(point: KeyPoint) -> str:
    if point.kind == "claim":
        return _CLAIMS.get(kind_of(point.text)) or subject(point.text) or "what belongs here"
    return _how_many(point.text) if point.kind == "figure" else _FACTS.get(point.kind, "a point")


def _how_many(text: str) -> str:
    """Return "how many villages" for three of them, "how much" for what is not counted."""
    words = split(text)
    found = figures(words)
    if len(found) != 1:
        return "how much"
    if found[0].unit == "%":
        return "what share"
    unit = found[0].written_unit
    noun = unit if unit in _SPOKEN else counted_noun(words, found[0])
    return f"how many {noun}" if noun else "how much"


def _topic(claim: str) -> str:
    """Return what a claim is about where its subject is not clear: its first telling words."""
    run: list[str] = []
    for word in split(claim):
        if word.stem and len(run) < MOST_TOPIC and not word.low.endswith("ed"):
            run.append(word.text)
        elif run:
            break
    shown = " ".join(run)
    return f"a point about {shown[0].lower()}{shown[1:]}" if run else "a point"
