"""Which numbers decks, deck options and note types get in a collection that is being written.

Decks and note types turn up while the notes stream by; at the end this knows all of them.
"""

import hashlib
import unicodedata
from typing import Any

from studyapp.domain.deck import DeckOptions, parents
from studyapp.domain.package import NoteType, Package, PackedOptions
from studyapp.formats.anki import notes, presets
from studyapp.formats.anki.deck_names import deck_name
from studyapp.formats.anki.schema import Schema
from studyapp.formats.anki.unique import Unique

Json = dict[str, Any]
FIRST = 1_500_000_000_000
SPREAD = 100_000_000_000
"""What has no number of Anki's gets one from here on, by its name: an import takes two presets
or decks with one number for the same, so that a count would not do."""
DEFAULT = 1
_DEFAULT_NAME = "Default"
_FIRST_OF_ANKI = 1_000_000_000
"""Anki's are milliseconds since 1970 and other programs' large; smaller ones are our own."""
_OURS = PackedOptions("our defaults", "studyapp", DeckOptions())


class Outline:
    """Numbers for one collection, and all that stands beside notes, cards and log in it."""

    def __init__(self, package: Package, now: int, scheduling: bool) -> None:
        """``now`` is Unix milliseconds.

        With ``scheduling``, decks under our defaults say so: Anki's own are others, and its user
        may have changed them.
        """
        self._seconds = now // 1000
        self._scheduling = scheduling
        self._kept = {deck_name(deck.name): deck for deck in package.decks}
        self._option_ids: dict[str, int] = {}
        self._options: dict[int, PackedOptions] = {}
        self._decks: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._types: dict[str, int] = {}
        self._models: dict[int, NoteType] = {}
        self._taken = Unique()
        self._taken.take(DEFAULT)
        for each in package.options:
            ident = presets.original(each)
            if ident is None or ident in self._options:
                ident = self._taken.take(presets.number(each))
            elif ident != DEFAULT:
                self._taken.take(ident)
            self._option_ids[each.key] = ident
            self._options[ident] = each
        self._options.setdefault(DEFAULT, PackedOptions(str(DEFAULT), _DEFAULT_NAME, DeckOptions()))
        self._decks[_folded(_DEFAULT_NAME)] = DEFAULT
        self._names[DEFAULT] = _DEFAULT_NAME
        for name in self._kept:
            self.deck(name)

    def deck(self, name: str) -> int:
        """Return the number of a deck, which is there with all its parents from now on.

        ``name`` is as ``deck_name`` gives it.

        Names that differ in case only are one deck, as in Anki.
        """
        folded = _folded(name)
        ident = self._decks.get(folded)
        if ident is None:
            for above in parents(name):
                self.deck(above)
            ident = self._decks[folded] = self._number("", name)
            self._names[ident] = name
        return ident

    def options(self, name: str) -> DeckOptions:
        """Return the options under which cards of a deck are studied."""
        return self._options[self._conf(name)].options

    def model(self, note_type: NoteType) -> int:
        """Return the number of a note type, which is there from now on."""
        ident = self._types.get(note_type.key)
        if ident is None:
            ident = self._types[note_type.key] = self._number(
                note_type.key, note_type.name, least=DEFAULT + 1
            )
            self._models[ident] = note_type
        return ident

    def schema(self, created: int, config: Json) -> Schema:
        """Return it all, in the words of schema 11."""
        decks = {ident: self._deck(ident, name) for ident, name in self._names.items()}
        return Schema(
            created,
            config,
            {ident: self._model(ident, each) for ident, each in self._models.items()},
            decks,
            {
                ident: {
                    **presets.from_options(each.options, each.kept),
                    "id": ident,
                    "name": each.name,
                }
                | {"mod": self._seconds, "usn": -1}
                for ident, each in self._options.items()
            },
        )

    def _number(self, key: str, name: str, least: int = _FIRST_OF_ANKI) -> int:
        """Return the number that a key is, if that can be one of Anki's, else one by name."""
        if key.isascii() and key.isdecimal() and len(key) < 19 and int(key) >= least:
            return self._taken.take(int(key))
        digest = hashlib.sha256(name.encode("utf-8", "replace")).digest()
        return self._taken.take(FIRST + int.from_bytes(digest[:8], "big") % SPREAD)

    def _conf(self, name: str) -> int:
        """Return the options of a deck: its own, else those of the nearest deck above."""
        for each in (name, *reversed(parents(name))):
            kept = self._kept.get(each)
            if kept is not None and kept.options in self._option_ids:
                return self._option_ids[kept.options]
        if self._scheduling and name in self._kept and name != _DEFAULT_NAME:
            return self._defaults()
        return DEFAULT

    def _defaults(self) -> int:
        """Return the number of our defaults, which are there from now on."""
        ident = self._option_ids.get(_OURS.key)
        if ident is None:
            ident = self._option_ids[_OURS.key] = self._taken.take(presets.number(_OURS))
            self._options[ident] = _OURS
        return ident

    def _model(self, ident: int, note_type: NoteType) -> Json:
        model = notes.to_legacy(note_type)
        return model | {"id": ident, "mod": _whole(model.get("mod")), "usn": -1}

    def _deck(self, ident: int, name: str) -> Json:
        kept = self._kept.get(name)
        return {
            "id": ident,
            "mod": self._seconds,
            "name": name,
            "usn": -1,
            "lrnToday": [0, 0],
            "revToday": [0, 0],
            "newToday": [0, 0],
            "timeToday": [0, 0],
            "collapsed": False,
            "browserCollapsed": False,
            "desc": kept.description if kept else "",
            "dyn": 0,
            "conf": self._conf(name),
            "extendNew": 0,
            "extendRev": 0,
        }


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
