"""Changing cards outside a session: their text, queue and flag."""

from collections.abc import Iterable

from studyapp.domain.card import Flag, Queue
from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.day import to_ms
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import ConfigError, NotFoundError, StudyError
from studyapp.scheduling.fsrs import Scheduler, replay
from studyapp.services import browse
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import content, state, study
from studyapp.storage.cards import cards_of_note
from studyapp.storage.convert import entry_from, memory_values, tags_text
from studyapp.storage.engine import Connection, writing

LONGEST_STEP = 366 * 86_400
"""Seconds."""


def edit(
    workspace: Workspace, card_id: int, front: str, back: str, tags: Iterable[str]
) -> CardView:
    """Change the note behind a card; its cards keep their history.

    Raises ``StudyError`` for a note that would ask nothing.
    """
    card = browse.card(workspace, card_id)
    note = written(card, front, back, tags)
    with writing(workspace.engine) as connection:
        change_note(workspace, connection, card, note)
    return browse.card(workspace, card_id)


def written(card: CardView, front: str, back: str, tags: Iterable[str]) -> Note:
    """Return the note behind ``card`` as the learner wrote it anew.

    Raises ``StudyError`` for a note that would ask nothing.
    """
    if card.kind is NoteKind.TEMPLATE:
        if (front, back) != (card.front, card.back):
            raise StudyError(
                "the text of this note is in the fields of its note type", "Edit those."
            )
        return Note(card.guid, card.kind, front, back, _words(tags))
    front, back = clean(front), clean(back)
    if not front:
        raise StudyError("a card needs a question", "Type one, or suspend the card instead.")
    if card.kind is NoteKind.CLOZE and not cloze_numbers(front):
        raise StudyError(
            "a cloze card needs a deletion", "Write it as {{c1::what to hide}} in the text."
        )
    return Note(card.guid, card.kind, front, back, _words(tags))


def _words(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for tag in tags for word in clean(tag).split()))


def cloze_text(note: Note, front: str) -> Note:
    """Return a cloze note with another text. Raises ``StudyError`` if nothing is hidden in it."""
    front = clean(front)
    if not cloze_numbers(front):
        raise StudyError(
            "a cloze card needs a deletion", "Write it as {{c1::what to hide}} in the text."
        )
    return note._replace(front=front)


def change_note(
    workspace: Workspace, connection: Connection, card: CardView, note: Note
) -> list[int]:
    """Store ``note`` as the one behind ``card``, exactly; return the ids of cards it adds."""
    content.update_note(
        connection,
        card.note_id,
        {
            "front": note.front,
            "back": note.back,
            "tags": tags_text(note.tags),
            "modified_at": to_ms(workspace.now()),
        },
    )
    before = Note(card.guid, card.kind, card.front, card.back).ordinals()
    return content.sync_cards(
        connection, card.note_id, before, note.ordinals(), learner_id=workspace.learner_id
    )


def clean(text: str) -> str:
    """Return typed text without outer spaces and without what a database cannot hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode().strip()


def hidden_siblings(
    workspace: Workspace, connection: Connection, note_id: int
) -> dict[int, tuple[int, int | None]]:
    """Return queue and end of burial of every card of a note, for undo."""
    found: dict[int, tuple[int, int | None]] = {}
    for card_id in cards_of_note(connection, note_id):
        row = workspace.statements.memory.first(
            connection, learner=workspace.learner_id, card=card_id
        )
        if row is not None:
            found[card_id] = study.standing_of(row)[:2]
    return found


def set_standing(
    workspace: Workspace,
    connection: Connection,
    card_id: int,
    *,
    queue: Queue | None = None,
    buried_until: int | None = None,
    flag: Flag | None = None,
) -> tuple[int, int | None, int]:
    """Change queue or flag within a transaction; return what they were, for undo.

    Raises ``NotFoundError``.
    """
    statements = workspace.statements
    row = statements.memory.first(connection, learner=workspace.learner_id, card=card_id)
    if row is None:
        raise NotFoundError(f"there is no card {card_id}", "See 'studyapp cards'.")
    before = study.standing_of(row)
    statements.set_standing(
        connection,
        learner=workspace.learner_id,
        card=card_id,
        to_queue=before[0] if queue is None else int(queue),
        to_buried_until=before[1] if queue is None else buried_until,
        to_flag=before[2] if flag is None else int(flag),
    )
    return before


def suspend(workspace: Workspace, card_id: int, *, on: bool) -> None:
    """Take a card out of study until further notice, or put it back."""
    with writing(workspace.engine) as connection:
        queue = Queue.SUSPENDED if on else Queue.ACTIVE
        set_standing(workspace, connection, card_id, queue=queue)


def set_flag(workspace: Workspace, card_id: int, flag: Flag) -> None:
    """Mark a card with a colour, or with none."""
    with writing(workspace.engine) as connection:
        set_standing(workspace, connection, card_id, flag=flag)


def set_options(workspace: Workspace, deck: str, options: DeckOptions) -> None:
    """Give a deck options of its own. Raises ``ConfigError`` for values FSRS cannot use.

    Parameters of the model change what the log means, so memory is replayed with them; due
    dates stay.
    """
    Scheduler(options, workspace.zone, workspace.rollover)
    least = {
        "new_per_day": 0,
        "reviews_per_day": 0,
        "leech_threshold": 0,
        "maximum_interval": 1,
    }
    for name, lowest in least.items():
        if getattr(options, name) < lowest:
            what = name.replace("_", " ")
            raise ConfigError(
                f"{what} cannot be {getattr(options, name)}", f"Use {lowest} or more."
            )
    if any(step <= 0 for step in (*options.learning_steps, *options.relearning_steps)):
        raise ConfigError("a step cannot be shorter than a second", "Use 60 or more seconds.")
    if any(step > LONGEST_STEP for step in (*options.learning_steps, *options.relearning_steps)):
        raise ConfigError("a step cannot be longer than a year", "Use an interval instead.")
    name = browse.resolve_deck(workspace.options(), deck)
    with writing(workspace.engine) as connection:
        before = state.options_in(connection)
        state.set_deck_options(connection, name, options)
        after = state.options_in(connection)
        changed = [deck for deck in after if after[deck].parameters != before[deck].parameters]
        _replay(workspace, connection, changed, options)


def _replay(
    workspace: Workspace, connection: Connection, decks: list[str], options: DeckOptions
) -> None:
    """Compute the memory of all cards in ``decks`` from their logs again: the model changed."""
    ids = content.deck_ids(connection)
    cards = study.logged_cards(connection, workspace.learner_id, [ids[deck] for deck in decks])
    for card_id in cards:
        rows = study.entries_of(connection, workspace.learner_id, card_id)
        entries = [entry_from(row._mapping) for row in rows]  # noqa: SLF001
        workspace.statements.set_memory(
            connection,
            learner=workspace.learner_id,
            card=card_id,
            **memory_values(replay(entries, options), entries[-1].id),
        )


def unbury(workspace: Workspace, deck: str) -> int:
    """Show the buried cards of a deck and its subdecks again today; return how many."""
    today = workspace.today(workspace.now())
    with writing(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        name = browse.resolve_deck(ids, deck)
        chosen = [key for other, key in ids.items() if is_within(other, name)]
        return study.unbury(connection, workspace.learner_id, chosen, today)
