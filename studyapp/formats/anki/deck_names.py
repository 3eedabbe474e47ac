"""Names of decks as Anki has them."""

import unicodedata

from studyapp.domain.deck import SEPARATOR
from studyapp.formats.anki.schema import clean

EMPTY = "blank"


def deck_name(name: object) -> str:
    """Return a deck's name as Anki itself would have it.

    Composed letters, no control characters, no spaces around a level, and no level empty.
    """
    levels = unicodedata.normalize("NFC", clean(name)).split(SEPARATOR)
    return SEPARATOR.join(
        "".join(each for each in level if unicodedata.category(each) != "Cc").strip() or EMPTY
        for level in levels
    )
