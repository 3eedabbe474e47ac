"""Pairs of cards that the learner confuses: kept apart in the queue, offered as a drill."""

from collections import defaultdict
from dataclasses import dataclass

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Item, Mode
from studyapp.quiz.confusion import Confusion, Pair, confused_pairs
from studyapp.services.selftest import sittings
from studyapp.services.selftest.items import items
from studyapp.services.workspace import Workspace
from studyapp.storage import selftest as stored
from studyapp.storage.engine import Connection, reading


@dataclass(frozen=True, slots=True)
class Confused:
    """Two cards that are taken for each other, to be told apart in a drill."""

    one: Item
    other: Item
    times: int


def pairs(connection: Connection, learner_id: int) -> tuple[Pair, ...]:
    """Return all pairs that are confused, the most often first."""
    rows = stored.confusions(connection, learner_id)
    return confused_pairs(
        Confusion(row.card_id, row.other_id, Evidence(row.evidence)) for row in rows
    )


def partners(connection: Connection, learner_id: int) -> dict[int, set[int]]:
    """Return for each card that is confused those it is taken for."""
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs(connection, learner_id):
        found[pair.first].add(pair.second)
        found[pair.second].add(pair.first)
    return dict(found)


def offered(workspace: Workspace, deck: str) -> tuple[Confused, ...]:
    """Return the pairs of a deck worth a drill: confused, and again since the last drill on them.

    Raises ``NotFoundError``.
    """
    cards = {item.card_id: item for item in items(workspace, deck)}
    with reading(workspace.engine) as connection:
        found = pairs(connection, workspace.learner_id)
        newest: dict[frozenset[int], int] = {}
        for row in stored.confusions(connection, workspace.learner_id):
            newest[frozenset((row.card_id, row.other_id))] = row.at
    drilled: dict[frozenset[int], float] = {}
    for sitting in sittings.ended(workspace, Mode.CONTRAST):
        if sitting.ended_at is not None:
            for pair in sitting.wishes.get("pairs", ()):
                drilled[frozenset(pair)] = sitting.ended_at.timestamp() * 1000
    return tuple(
        Confused(cards[pair.first], cards[pair.second], pair.times)
        for pair in found
        if pair.first in cards
        and pair.second in cards
        and newest[frozenset((pair.first, pair.second))]
        > drilled.get(frozenset((pair.first, pair.second)), 0)
    )
