"""Names of decks as Anki has them."""

import unicodedata

from studyapp.domain.deck import SEPARATOR
from studyapp.formats.anki.schema import clean

EMPTY = "blank"
MAX_LEVELS = 40
MAX_LEVEL = 400
"""Characters. Names beyond either are cut: nobody's are, and work on them would not be linear."""


def deck_name(name: object) -> str:
    """Return a deck's name as Anki itself would have it.

    Composed letters, no control characters, no spaces around a level, and no level empty.
    """
    levels = unicodedata.normalize("NFC", clean(name)).split(SEPARATOR, MAX_LEVELS)
    return SEPARATOR.join(map(_level, levels[:MAX_LEVELS]))


def _level(name: str) -> str:
    shown = "".join(each for each in name if unicodedata.category(each) != "Cc")
    return shown[:MAX_LEVEL].strip() or EMPTY
