"""Names from a file made fit for the collection, and the decks that they make."""

import re
from collections.abc import Iterable

from studyapp.domain.day import to_ms
from studyapp.domain.deck import SEPARATOR, is_within, parents
from studyapp.domain.package import Package
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage.engine import Connection

LONGEST_NAME = 200
"""Characters of one level of a deck's name."""

DEEPEST = 20
"""Levels of a deck's name; deeper ones end up in the last of them."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_BAD = re.compile("[\0\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return text without what no database holds, NUL and half characters; the same if fine."""
    if text.isascii() and "\0" not in text:
        return text
    return _BAD.sub("\ufffd", text) if _BAD.search(text) else text


def deck_name(name: str) -> str:
    """Return a deck name without control characters, empty levels and endless ones."""
    levels = (_CONTROL.sub(" ", level).strip()[:LONGEST_NAME] for level in name.split(SEPARATOR))
    return cleaned(SEPARATOR.join([level or "blank" for level in levels][:DEEPEST]))


class Decks:
    """Where notes of one package go: names as the learner wants them, decks made as needed."""

    def __init__(
        self, workspace: Workspace, connection: Connection, package: Package, wanted: str | None
    ) -> None:
        self._workspace = workspace
        self._connection = connection
        self._ids = content.deck_ids(connection)
        self._names: dict[str, str] = {}
        self._wanted = deck_name(wanted) if wanted else ""
        self._own = package.name
        self._root = _root(deck.name for deck in package.decks)
        self.made: set[str] = set()
        """Decks that were not there before."""

    def name(self, raw: str) -> str:
        """Return the full name of the deck that a package calls ``raw``."""
        known = self._names.get(raw)
        if known is None:
            known = self._names[raw] = self._named(raw)
        return known

    def place(self, raw: str) -> tuple[str, int]:
        """Return name and id of that deck, made with its parents if need be."""
        name = self.name(raw)
        key = self._ids.get(name)
        if key is None:
            fresh = {up: self._new_guid() for up in (*parents(name), name) if up not in self._ids}
            self.made.update(fresh)
            at = to_ms(self._workspace.now())
            self._ids = content.add_decks(self._connection, fresh, at)
            key = self._ids[name]
        return name, key

    def called(self, deck_id: int) -> str:
        """Return the name of a deck that is here."""
        return next((name for name, key in self._ids.items() if key == deck_id), "")

    def _named(self, raw: str) -> str:
        if not raw:
            return self._wanted or deck_name(self._own)
        if not self._wanted:
            return deck_name(raw)
        if self._root and is_within(raw, self._root):
            return deck_name(self._wanted + raw[len(self._root) :])
        return deck_name(f"{self._wanted}{SEPARATOR}{raw}")

    def _new_guid(self) -> str:
        return self._workspace.new_id(self._workspace.now())


def with_parents(names: Iterable[str]) -> list[str]:
    """Return deck names and those of the decks above them, sorted."""
    return sorted({above for name in names for above in (*parents(name), name)})


def _root(names: Iterable[str]) -> str:
    """Return the one deck that all others lie in, or nothing."""
    roots = {name.split(SEPARATOR)[0] for name in names if name and name != "Default"}
    return next(iter(roots)) if len(roots) == 1 else ""
