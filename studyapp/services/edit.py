"""Changing cards outside a session: their text, queue and flag."""

from collections.abc import Iterable

from studyapp.domain.card import Flag, Queue
from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.day import to_ms
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import NotFoundError, StudyError
from studyapp.scheduling.fsrs import Scheduler
from studyapp.services import browse
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import content, state, study
from studyapp.storage.convert import tags_text
from studyapp.storage.engine import Connection, writing


def edit(
    workspace: Workspace, card_id: int, front: str, back: str, tags: Iterable[str]
) -> CardView:
    """Change the note behind a card; its cards keep their history.

    Raises ``StudyError`` for a note that would ask nothing.
    """
    card = browse.card(workspace, card_id)
    front, back = front.strip(), back.strip()
    if not front:
        raise StudyError("a card needs a question", "Type one, or suspend the card instead.")
    if card.kind is NoteKind.CLOZE and not cloze_numbers(front):
        raise StudyError(
            "a cloze card needs a deletion", "Write it as {{c1::what to hide}} in the text."
        )
    words = [word for tag in tags for word in tag.split()]
    note = Note(card.guid, card.kind, front, back, tuple(dict.fromkeys(words)))
    with writing(workspace.engine) as connection:
        content.update_note(
            connection,
            card.note_id,
            {
                "front": front,
                "back": back,
                "tags": tags_text(note.tags),
                "modified_at": to_ms(workspace.now()),
            },
        )
        content.sync_cards(
            connection, card.note_id, note.ordinals(), learner_id=workspace.learner_id
        )
    return browse.card(workspace, card_id)


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
    """Give a deck options of its own. Raises ``ConfigError`` for values FSRS cannot use."""
    Scheduler(options, workspace.zone, workspace.rollover)
    name = browse.resolve_deck(workspace.options(), deck)
    state.set_deck_options(workspace.engine, name, options)


def unbury(workspace: Workspace, deck: str) -> int:
    """Show the buried cards of a deck and its subdecks again today; return how many."""
    today = workspace.today(workspace.now())
    with writing(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        name = browse.resolve_deck(ids, deck)
        chosen = [key for other, key in ids.items() if is_within(other, name)]
        return study.unbury(connection, workspace.learner_id, chosen, today)
