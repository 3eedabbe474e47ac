"""How a generated cloze note was made, as further keys of the comment above it.

``category: year | tier: A | score: 3.2 | context: 42 | accepted: 1934; '34 | distractors: 1929 |
links: 1f2e… | group: …``; ``context`` is the number of characters before the sentence. The
sentence, the answer and the hint stand in the text itself. The paragraph is not written.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from studyapp.domain import cloze
from studyapp.domain.generated import Generated

MADE_KEYS = (
    "category",
    "tier",
    "score",
    "context",
    "topic",
    "speaker",
    "accepted",
    "distractors",
    "links",
    "group",
)


def write_made(made: Generated, encode: Callable[[str], str]) -> dict[str, str]:
    """Return the keys and values for a comment; ``encode`` makes a value safe in it."""

    def several(values: tuple[str, ...]) -> str:
        return "; ".join(encode(each).replace(";", "%3B") for each in values)

    return {
        "category": encode(made.category),
        "tier": encode(made.tier),
        "score": f"{made.score:g}",
        "context": str(len(made.context)) if made.context else "",
        "topic": encode(made.topic),
        "speaker": encode(made.speaker),
        "accepted": several(made.accepted),
        "distractors": several(made.distractors),
        "links": " ".join(made.links),
        "group": encode(made.group),
    }


def read_made(values: Mapping[str, str], front: str) -> Generated | None:
    """Return how the note with the text ``front`` was made, as far as that still fits it.

    None for a note that was not generated, or that was edited until it has no first deletion.
    """
    hidden = cloze.hidden(front, 1)
    if not values.get("category") or not hidden:
        return None
    text = cloze.plain(front)
    length = values.get("context", "")
    cut = int(length) if length.isascii() and length.isdigit() else 0
    deletion = next((part for part in cloze.parse(front) if isinstance(part, cloze.Deletion)), None)

    def several(name: str) -> tuple[str, ...]:
        parts = values.get(name, "").split(";")
        return tuple(unquote(part.strip()) for part in parts if part.strip())

    return Generated(
        sentence=text[cut:].lstrip(),
        context=text[:cut],
        answer=hidden[0],
        category=unquote(values["category"]),
        hint=deletion.hint if deletion else "",
        accepted=several("accepted"),
        distractors=several("distractors"),
        tier=unquote(values.get("tier", "A")),
        score=_number(values.get("score", "")),
        topic=unquote(values.get("topic", "")),
        speaker=unquote(values.get("speaker", "")),
        links=tuple(values.get("links", "").split()),
        group=unquote(values.get("group", "")),
    )


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0
