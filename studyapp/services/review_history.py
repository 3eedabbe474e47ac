"""``history``: a plain review history into the log, and from there into memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package
from studyapp.domain.review import ReviewEntry
from studyapp.errors import NotFoundError, SourceError
from studyapp.formats.review_history import PastReview, read_history
from studyapp.scheduling.past import PastAnswer, joined
from studyapp.services.exchange.names import Decks, deck_name
from studyapp.services.texts import SourceFile
from studyapp.services.workspace import Workspace
from studyapp.sources import readers
from studyapp.storage import card_names, content, packing, state
from studyapp.storage.card_names import NamedCard
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.convert import entry_from, log_values, memory_values
from studyapp.storage.engine import Connection, writing

Progress = Callable[[int, int, str], None]

PLACEHOLDER = "This card came with a review history: edit it, so that it asks something."
TAG = "placeholder"
MOST = 10_000
"""Answers of one card; more are a mistake, and would take long to place among others."""
SHOWN = 3
BATCH = 500


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What came of a file."""

    path: str
    reviews: int
    """Answers in it."""
    added: int
    """Answers that were not here yet."""
    cards: int
    """Cards that it names."""
    placeholders: int
    """Of them those that were made for it."""
    decks: tuple[str, ...]
    """Where those cards are."""
    dry_run: bool


class _TakenBackError(Exception):
    """Ends the transaction of a dry run."""


def import_history(
    workspace: Workspace,
    source: SourceFile,
    *,
    deck: str | None,
    dry_run: bool,
    encoding: str | None,
    progress: Progress,
) -> HistoryReport:
    """Add the answers of a file to the cards it names: all of them, or none.

    A card is named by its note's guid, its number, or its question. With ``deck`` the history is
    one of its own: only cards of that deck count, never by number, since numbers of another
    program mean nothing here; a card that is not there becomes a placeholder. An answer that is
    here already, with the same card, time and rating, is not added again. Raises ``SourceError``
    naming file and line, and ``NotFoundError`` for cards that are not there.
    """
    progress(0, 1, f"reading {source.name}")
    reviews = read_history(readers.decode(source.data, source.name, encoding), source.name)
    by_card = _by_card(reviews, source.name, to_ms(workspace.now()))
    report: HistoryReport | None = None
    try:
        with writing(workspace.engine) as connection:
            cards, made = _cards(workspace, connection, by_card, deck, source.name)
            added = _add(workspace, connection, by_card, cards, progress)
            report = HistoryReport(
                source.name,
                len(reviews),
                added,
                len(cards),
                made,
                tuple(sorted({card.deck for card in cards.values()})),
                dry_run,
            )
            if dry_run:
                raise _TakenBackError
    except _TakenBackError:
        pass
    assert report is not None  # noqa: S101  (the block above ends with it or raises)
    return report


def _by_card(reviews: Iterable[PastReview], name: str, now: int) -> dict[str, list[PastReview]]:
    """Return the answers of each card in order of time, each once."""
    found: dict[str, dict[tuple[int, int], PastReview]] = {}
    for each in reviews:
        if each.at > now:
            when = f"{from_ms(each.at):%Y-%m-%d}"
            raise SourceError(
                f"{name}, line {each.line}: an answer in the future, on {when}",
                "Check the column of times, and the clock of this computer.",
            )
        found.setdefault(each.card, {})[each.at, each.rating] = each
    if not found:
        raise SourceError(f"{name}: no answers in it", "Give a file with a line for each answer.")
    for card, answers in found.items():
        if len(answers) > MOST:
            raise SourceError(
                f"{name}: {len(answers):,} answers of one card, “{card[:40]}”",
                f"A card has at most {MOST:,}; check the column that names the card.",
            )
    return {card: sorted(answers.values(), key=_order) for card, answers in found.items()}


def _order(review: PastReview) -> tuple[int, int]:
    return review.at, review.rating


def _cards(
    workspace: Workspace,
    connection: Connection,
    by_card: Mapping[str, Sequence[PastReview]],
    deck: str | None,
    name: str,
) -> tuple[dict[str, NamedCard], int]:
    """Return the card of each name, and how many were made for it."""
    root = deck_name(deck) if deck else None
    found = _found(connection, list(by_card), root)
    missing = [each for each in by_card if each not in found]
    if missing and root is None:
        lines = [f"“{each[:40]}” (line {by_card[each][0].line})" for each in missing[:SHOWN]]
        more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
        raise NotFoundError(
            f"{name}: {len(missing):,} of its {len(by_card):,} cards are not here: "
            f"{', '.join(lines)}{more}",
            "Cards are named by guid, number or question. With --deck NAME, cards that are not "
            "there are made.",
        )
    if missing and root is not None:
        _make(workspace, connection, root, missing)
        found |= _found(connection, missing, root)
    taken: dict[int, str] = {}
    for each, card in found.items():
        if (other := taken.setdefault(card.id, each)) != each:
            raise SourceError(
                f"{name}, line {by_card[each][0].line}: “{each[:40]}” and “{other[:40]}” are the "
                "same card",
                "Name it in one way throughout the file.",
            )
    return found, len(missing)


def _found(connection: Connection, names: Sequence[str], root: str | None) -> dict[str, NamedCard]:
    """Return the cards that are here by the name the file gives them.

    Raises ``NotFoundError`` where a name fits several cards.
    """
    found: dict[str, list[NamedCard]] = {}

    def take(cards: Iterable[NamedCard], name_of: Callable[[NamedCard], str]) -> None:
        for card in cards:
            if root is None or is_within(card.deck, root):
                found.setdefault(name_of(card), []).append(card)

    def left() -> list[str]:
        return [each for each in names if each not in found]

    if root is not None:
        made = {_placeholder_guid(root, each): each for each in names}
        take(card_names.by_guid(connection, list(made)), lambda card: made[card.guid])
    take(card_names.by_guid(connection, left()), lambda card: card.guid)
    if root is None:
        numbers = {int(each): each for each in left() if _is_number(each)}
        take(card_names.by_id(connection, list(numbers)), lambda card: numbers[card.id])
    take(card_names.by_front(connection, left()), lambda card: card.front)
    for each, cards in found.items():
        if len(cards) > 1:
            numbers_of = ", ".join(str(card.id) for card in cards[:SHOWN])
            raise NotFoundError(
                f"“{each[:40]}” fits {len(cards)} cards: {numbers_of}",
                "Name the card by its number, as 'studyapp cards --json' gives it.",
            )
    return {each: cards[0] for each, cards in found.items()}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _placeholder_guid(root: str, name: str) -> str:
    return note_guid(f"review history\0{root}", name)


def _make(workspace: Workspace, connection: Connection, root: str, names: Iterable[str]) -> None:
    """Add a placeholder for each name."""
    package = Package(format="review history", name=root, notes=())
    _, deck_id = Decks(workspace, connection, package, root).place("")
    notes = [(deck_id, _placeholder(root, each)) for each in names]
    content.add_notes(
        connection,
        notes,
        learner_id=workspace.learner_id,
        source_id=None,
        at=to_ms(workspace.now()),
    )


def _placeholder(root: str, name: str) -> Note:
    front = f"Card {name}" if _is_number(name) else name
    return Note(_placeholder_guid(root, name), NoteKind.BASIC, front, PLACEHOLDER, (TAG,))


def _add(
    workspace: Workspace,
    connection: Connection,
    by_card: Mapping[str, Sequence[PastReview]],
    cards: Mapping[str, NamedCard],
    progress: Progress,
) -> int:
    """Add what is not in the logs yet; return how many answers that are."""
    options = state.options_in(connection)
    added = 0
    names = list(by_card)
    for start in range(0, len(names), BATCH):
        progress(start, len(names), "replaying the answers into memory")
        some = names[start : start + BATCH]
        logs = packing.log_rows(connection, workspace.learner_id, [cards[name].id for name in some])
        for name in some:
            card = cards[name]
            ours = [entry_from(dict(zip(LOG_FIELDS, row, strict=True))) for row in logs[card.id]]
            added += _add_to(workspace, connection, card, ours, by_card[name], options[card.deck])
    return added


def _add_to(
    workspace: Workspace,
    connection: Connection,
    card: NamedCard,
    ours: Sequence[ReviewEntry],
    reviews: Sequence[PastReview],
    options: DeckOptions,
) -> int:
    here = {(to_ms(entry.at), entry.rating) for entry in ours}
    taken = {entry.id for entry in ours}
    tail = _tail(card)
    fresh: list[PastAnswer] = []
    for each in reviews:
        if (each.at, each.rating) in here:
            continue
        at = each.at
        while (key := f"{at:012x}{tail}") in taken:
            at += 1
        taken.add(key)
        day = workspace.day_of(each.at)
        fresh.append(PastAnswer(key, each.rating, from_ms(each.at), day, each.duration_ms))
    if not fresh:
        return 0
    fresh.sort()
    entries, memory = joined(card.id, ours, fresh, options, workspace.scheduler)
    for entry in entries:
        workspace.statements.log(connection, **log_values(entry, workspace.learner_id))
    newest = max(entries[-1].id, ours[-1].id if ours else "")
    workspace.statements.set_memory(
        connection,
        learner=workspace.learner_id,
        card=card.id,
        **memory_values(memory, newest),
    )
    return len(entries)


def _tail(card: NamedCard) -> str:
    """Return the end of the ids of a card's entries: those of a UUIDv7 behind its time.

    The same in every copy of the collection, so that the same file read here and there gives the
    same entries, and their logs merge by union.
    """
    digest = sha256(f"review history\0{card.guid}\0{card.ordinal}".encode()).hexdigest()
    return f"7{digest[:3]}{'89ab'[int(digest[3], 16) & 3]}{digest[4:19]}"
