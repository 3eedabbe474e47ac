"""The line above a card that says what the text is about: its title and the section's heading.

The student who made the deck yesterday knows which region "the regional committee" governs; the
one who reviews in May does not. (Wozniak's twentieth rule, "use sources", for the same reason.)
"""

import re

from studyapp.generation.leaks import shows

_YEARS = re.compile(r"[,(]?\s?\b\d{4}(?:\s?[-–/]\s?\d{2,4})?\b\)?")
LONGEST = 90
"""Characters of a part; a longer one is cut at a word."""
SEPARATOR = " › "


def topic_line(title: str, section: str, answer: str, shown: str) -> str:
    """Return the parts of title and heading that tell something and not the answer.

    ``shown`` is the rest of the card: a heading that stands in it already is left out.
    """
    parts: list[str] = []
    for part in (title, section):
        plain = _plain(part)
        if shows(answer, plain):
            plain = _plain(_YEARS.sub(" ", plain))
        if plain and not shows(answer, plain) and plain.lower() not in shown.lower():
            parts.append(plain)
    return SEPARATOR.join(dict.fromkeys(parts))


def _plain(text: str) -> str:
    text = re.sub(r"^\s*(?:(?:chapter|part|section)\s+)?(?:\d+(?:\.\d+)*|[IVX]+)[.):]\s+", "", text,
                  flags=re.IGNORECASE)  # fmt: skip
    text = " ".join(text.split()).strip(" *#.:")
    if text.isupper() and " " in text:
        text = _calm(text)
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,:;–—-") + " …"
    return text if re.search(r"[^\W\d_]{3}", text) else ""


def _calm(text: str) -> str:
    """Return a heading in capitals as one in capitals and small letters."""
    small = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
    words = text.lower().split(" ")
    return " ".join(
        word if at and word in small else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )
