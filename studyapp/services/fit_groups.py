"""Which decks are fitted together, and which stored options then hold the parameters.

Decks that have the same parameters now are one group: a learner's memory is much the same from
deck to deck, and more answers fit better. Whoever wants a deck to be fitted by itself names it.
Options that decks share stay shared, so that decks outside of the named one that share its options
are in its group, and are named in the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.domain.deck import DeckOptions, is_within, parents, tree_key
from studyapp.scheduling.optimize import Parameters
from studyapp.services import browse
from studyapp.storage import fitting, state
from studyapp.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Group:
    """Decks with the same parameters, in tree order."""

    decks: tuple[str, ...]
    parameters: Parameters
    relearning_steps: int
    """The most that any of them has."""
    stored: tuple[int, ...]
    """The options that get the new parameters."""
    without: tuple[str, ...]
    """Decks that first need options of their own: those in force for them, from above or the
    defaults. The decks below them follow."""


class Held:
    """Where each deck's options come from."""

    def __init__(self, connection: Connection) -> None:
        self.own = fitting.holders(connection)

    def holder(self, name: str) -> str | None:
        """Return the deck whose options are in force for ``name``: it, or the nearest above."""
        above = (name, *reversed(parents(name)))
        return next((each for each in above if self.own.get(each) is not None), None)

    def options_id(self, name: str) -> int | None:
        """Return the id of the stored options in force for ``name``, None for the defaults."""
        holder = self.holder(name)
        return None if holder is None else self.own[holder]


def scope(connection: Connection, deck: str | None) -> tuple[Held, list[str]]:
    """Return the decks that are meant, in tree order: all, or one with those below it.

    Decks elsewhere that share stored options with them are among these. Raises ``NotFoundError``.
    """
    held = Held(connection)
    names = sorted(held.own, key=tree_key)
    if deck is None:
        return held, names
    root = browse.resolve_deck(names, deck)
    inside = {name for name in names if is_within(name, root)}
    shared = {held.own[name] for name in inside} - {None}
    return held, [name for name in names if name in inside or held.options_id(name) in shared]


def groups(connection: Connection, deck: str | None) -> list[Group]:
    """Return the decks that are meant by the parameters they have. Raises ``NotFoundError``."""
    held, names = scope(connection, deck)
    options = state.options_in(connection)
    by_parameters: dict[Parameters, list[str]] = {}
    for name in names:
        by_parameters.setdefault(options[name].parameters, []).append(name)
    return [_group(held, options, decks, names) for decks in by_parameters.values()]


def _group(
    held: Held, options: Mapping[str, DeckOptions], decks: list[str], meant: list[str]
) -> Group:
    stored: dict[int, None] = {}
    without: list[str] = []
    inside = set(meant)
    for name in decks:
        holder = held.holder(name)
        if holder in inside and (key := held.own[holder]) is not None:
            stored[key] = None
        elif not any(up in without for up in parents(name)):
            without.append(name)
    steps = max(len(options[name].relearning_steps) for name in decks)
    return Group(tuple(decks), options[decks[0]].parameters, steps, tuple(stored), tuple(without))
