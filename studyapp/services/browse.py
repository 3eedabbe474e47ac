"""Looking: the deck tree with its counts, lists of cards, search."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from studyapp.domain import cloze
from studyapp.domain.card import Flag, Queue
from studyapp.domain.deck import DeckOptions, is_within, parents, tree_key
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import NotFoundError
from studyapp.scheduling.fsrs import recall
from studyapp.scheduling.queue import DeckLimit
from studyapp.services import day, faces
from studyapp.services.exams.coming import coming
from studyapp.services.faces import Foreign
from studyapp.services.views import CardView, DeckRow
from studyapp.services.workspace import Workspace
from studyapp.storage import cards as stored
from studyapp.storage import content, study
from studyapp.storage.convert import memory_from, note_from
from studyapp.storage.engine import Connection, reading

LEECH_TAG = "leech"
"""The tag of a note with a card that keeps being forgotten, as in Anki."""

LISTED = 5
"""Names that a message lists."""

SEARCH_WORDS = 12
"""Words of a search that are looked at: more do not make it more precise."""


def deck_tree(workspace: Workspace) -> tuple[DeckRow, ...]:
    """Return the decks in tree order, with counts after the limits of the day.

    The counts are those a session on the deck would open with.
    """
    now = workspace.now()
    today = workspace.today(now)
    options = workspace.options()
    with reading(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        totals = content.card_totals(connection)
        waiting = day.waiting(connection, workspace.learner_id, now, today)
        done = {
            row.deck_id: (int(row.introduced), int(row.reviewed))
            for row in study.done_today(connection, workspace.learner_id, today)
        }
        exams = coming(workspace, connection, now, today)
    names = sorted(ids, key=tree_key)
    tree = {name: _Sum() for name in names}
    for name in reversed(names):  # a deck after those below it
        key = ids[name]
        above = [up for up in parents(name) if up in tree]
        tree[name].add(totals.get(key, 0), *done.get(key, (0, 0)))
        for up in (name, *above):
            tree[name].waiting[up].add(waiting[options[up].bury_siblings].get(key, day.Waiting()))
        limit = DeckLimit.remaining(options[name], tree[name].introduced, tree[name].reviewed)
        for up in (name, *above):
            tree[name].waiting[up] = tree[name].waiting[up].within(limit)
        for up in above:
            tree[above[-1]].waiting[up].add(tree[name].waiting[up])
        if above:
            parent = tree[above[-1]]
            parent.add(tree[name].cards, tree[name].introduced, tree[name].reviewed)
            parent.children += 1
    return tuple(
        DeckRow(
            ids[name],
            name,
            len(parents(name)),
            tree[name].children > 0,
            tree[name].cards,
            tree[name].waiting[name].counts,
            min((exam.left for exam in exams if exam.touches(name)), default=None),
        )
        for name in names
    )


@dataclass(slots=True)
class _Sum:
    """A deck and everything below it."""

    waiting: defaultdict[str, day.Waiting] = field(default_factory=lambda: defaultdict(day.Waiting))
    """What waits here as a session on this deck or one above it would count it."""
    cards: int = 0
    children: int = 0
    introduced: int = 0
    reviewed: int = 0

    def add(self, cards: int, introduced: int, reviewed: int) -> None:
        self.cards += cards
        self.introduced += introduced
        self.reviewed += reviewed


def listed(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def resolve_deck(names: Iterable[str], wanted: str) -> str:
    """Return the full name of the deck the user means.

    An exact name wins, then one that differs in case only, then a last level or a part of the
    name, if only one deck has it. Raises ``NotFoundError`` listing what was possible.
    """
    known = sorted(names)
    if wanted in known:
        return wanted
    folded = wanted.casefold()
    for fits in (
        [name for name in known if name.casefold() == folded],
        [name for name in known if name.split("::")[-1].casefold() == folded],
        [name for name in known if folded in name.casefold()],
    ):
        roots = [name for name in fits if not any(is_within(name, o) for o in fits if o != name)]
        if len(roots) == 1:
            return roots[0]
        if roots:
            said = f"{wanted!r} fits several decks: {listed(roots)}"
            raise NotFoundError(said, "Name one in full.")
    hint = f"Decks: {listed(known) or 'none yet'}. See 'studyapp decks'."
    raise NotFoundError(f"there is no deck {wanted!r}", hint)


def cards(workspace: Workspace, deck: str | None = None) -> tuple[CardView, ...]:
    """Return the cards of a deck and its subdecks, or all, in reading order."""
    with reading(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        name = None if deck is None else resolve_deck(ids, deck)
        chosen = sorted(key for other, key in ids.items() if name is None or is_within(other, name))
        rows = stored.cards_in(connection, workspace.learner_id, chosen)
        return _views(workspace, connection, rows)


def card(workspace: Workspace, card_id: int) -> CardView:
    """Return one card. Raises ``NotFoundError``."""
    with reading(workspace.engine) as connection:
        rows = stored.cards_with(connection, workspace.learner_id, [card_id])
        if not rows:
            raise NotFoundError(f"there is no card {card_id}", "See 'studyapp cards'.")
        return _views(workspace, connection, rows)[0]


def search(workspace: Workspace, text: str, limit: int) -> tuple[CardView, ...]:
    """Return cards that hold all words of ``text`` somewhere; every word is literal."""
    words = search_words(text)
    if not words:
        return ()
    with reading(workspace.engine) as connection:
        rows = stored.search_cards(connection, workspace.learner_id, words, limit)
        return _views(workspace, connection, rows)


def search_words(text: str) -> list[str]:
    """Return the words of a search, as the database takes them."""
    typed = text.encode("utf-8", "replace").decode()
    words = [word.replace("\0", "") for word in typed.split()][:SEARCH_WORDS]
    return [word[:200] for word in words if word]


def _views(
    workspace: Workspace, connection: Connection, rows: Sequence[Any]
) -> tuple[CardView, ...]:
    now = workspace.now()
    today = workspace.today(now)
    options = workspace.options()
    origins = faces.foreign(connection, rows)
    return tuple(view(row, options[row.deck], now, today, origins.get(row.note_id)) for row in rows)


def view(
    row: Any, options: DeckOptions, now: datetime, today: int, origin: Foreign | None = None
) -> CardView:
    """Return the card in a row of ``storage.cards.card_query``.

    ``origin`` is what another program says of its note, if its templates make the card.
    """
    memory = memory_from(row)
    note = note_from(row)
    if origin is None:
        question, answer = sides(note, row.ordinal)
    else:
        question, answer = faces.foreign_sides(note, row.ordinal, row.deck, origin)
    return CardView(
        row.card_id,
        note.guid,
        row.note_id,
        row.deck,
        note.kind,
        question,
        answer,
        note.front,
        note.back,
        note.tags,
        note.source,
        memory,
        queue_of(row, today),
        Flag(row.flag),
        recall(memory, now, options.parameters),
        LEECH_TAG in note.tags,
        note.generated,
        bool(row.stale),
        row.family,
    )


def queue_of(row: Any, today: int) -> Queue:
    """Return the queue a card is in; a burial that is over is none."""
    over = row.buried_until is not None and row.buried_until <= today
    return Queue.ACTIVE if over and row.queue in (Queue.BURIED, Queue.SIBLING) else Queue(row.queue)


def sides(note: Note, ordinal: int) -> tuple[str, str]:
    """Return question and answer of one card of a note, as Markdown."""
    if note.kind is NoteKind.CLOZE:
        shown = cloze.answer(note.front, ordinal + 1)
        filled = f"{shown}\n\n{note.back}" if note.back else shown
        return cloze.question(note.front, ordinal + 1), filled
    return (note.back, note.front) if ordinal == 1 else (note.front, note.back)
