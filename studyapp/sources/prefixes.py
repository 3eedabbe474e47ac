"""Labels such as ``Fitzpatrick: What …?`` that recur through a set: they become subdecks.

Only what recurs is a label, and only when the questions stand without it: "Mitosis: phase 1"
keeps its colon, because "phase 1" alone asks nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.sources.words import phrases

MIN_TIMES = 3
MAX_CHARS = 40
MAX_WORDS = 4

_INSIDE = frozenset("'’.-–&")
_STUDY_LABELS = phrases(
    """
    note|notes|n.b|nb|true or false|true false|t or f|definition|definitions|question|questions
    answer|answers|q|a|q.|a.|example|examples|e.g|i.e|hint|hints|warning|caution|tip|tips|term
    terms|important|remember|recall|key point|key points|key term|key terms|summary|see also
    multiple choice|fill in|fill in the blank|fill in the blanks|short answer|essay|essay question
    bonus|extra|extra credit|review|fact|facts|fun fact|step|steps|rule|rules|formula|synonym
    synonyms|antonym|antonyms|part of speech|noun|verb|adjective|adverb|translation|translate
    vocab|vocabulary|meaning|purpose|function|image|picture|diagram|figure|table|source|sources
    author|title|date|front|back|card|flashcard|topic|chapter|section|part|unit|lesson|exam|quiz
    test|practice|case|scenario|complete|finish|match|choose|select|calculate|solve|given|if|then
    pros|cons|advantages|disadvantages|cause|causes|effect|effects|result|results|http|https|ftp
    file|mailto|vrai ou faux|définition|exemple|remarque|richtig oder falsch|definición|ejemplo
    verdadero o falso|beispiel|frage|antwort|hinweis|pregunta|respuesta|nota
    """
)
_OPENERS = phrases(
    """
    what|why|how|who|whom|whose|when|where|which|is|are|was|were|do|does|did|can|could|would
    should|will|has|have|had|define|explain|describe|compare|contrast|list|name|identify|state
    give|discuss|outline|evaluate|analyse|analyze|assess|distinguish|differentiate|summarise
    summarize|according|in|on|at|for|to|from|with|about|the|a|an
    """
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question cut from its label."""

    label: str
    question: str
    spaced: bool
    """Whether a space stood after the colon."""


def labels(fronts: Sequence[str]) -> list[Labelled | None]:
    """Return for each question its label and the rest, or None where it has none."""
    found = [_candidate(front) for front in fronts]
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for each in found:
        if each is not None:
            groups[_fold(each.label)].append(each)
    kept = {
        fold: Counter(each.label for each in group).most_common(1)[0][0]
        for fold, group in groups.items()
        if len(group) >= MIN_TIMES and 2 * sum(map(_stands_alone, group)) > len(group)
    }
    return [
        Labelled(kept[_fold(each.label)], each.question, each.spaced)
        if each is not None and _fold(each.label) in kept
        else None
        for each in found
    ]


def tag(label: str) -> str:
    """Return the label as a tag, which holds no spaces."""
    return "_".join(label.split())


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()


def _candidate(front: str) -> Labelled | None:
    at = front.find(":", 0, MAX_CHARS + 1)
    if at < 1 or front[at + 1 : at + 2] in ("/", ":", "\\"):
        return None
    label = " ".join(front[:at].split())
    question = front[at + 1 :].strip()
    words = label.split(" ")
    if not label or not question or not 1 <= len(words) <= MAX_WORDS or "\n" in front[:at]:
        return None
    if not all(char.isalpha() or char == " " or char in _INSIDE for char in label):
        return None
    if not label[0].isalpha() or label[0].islower():
        return None
    if words[0].casefold() in _OPENERS or label.casefold() in _STUDY_LABELS:
        return None
    return Labelled(label, question, front[at + 1].isspace())


def _stands_alone(each: Labelled) -> bool:
    """Whether a question says enough without its label."""
    words = each.question.split(maxsplit=4)
    return each.question.endswith(("?", "？", "؟")) or len(words) > 4
