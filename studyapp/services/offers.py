"""Looking through generated notes: keep, edit or drop each; what was dropped stays dropped."""

from collections.abc import Sequence
from typing import Any

from studyapp.domain.day import to_ms
from studyapp.domain.deck import is_within
from studyapp.domain.generated import Standing
from studyapp.domain.note import Note
from studyapp.errors import NotFoundError
from studyapp.services import browse, edit
from studyapp.services.views import CardView, Offer, Stood
from studyapp.services.workspace import Workspace
from studyapp.storage import content, offered
from studyapp.storage.convert import note_from
from studyapp.storage.engine import Connection, reading, writing


def offers(workspace: Workspace, deck: str | None = None) -> tuple[Offer, ...]:
    """Return the generated notes of a deck, or all, in the order of their texts.

    Those to look at first come first: stale ones, then those offered, then the rest; dropped
    ones last. Raises ``NotFoundError``.
    """
    with reading(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        root = None if deck is None else browse.resolve_deck(ids, deck)
        rows = offered.generated_notes(connection)
    found = [_offer(row) for row in rows]
    order = {Standing.OFFERED: 1, Standing.DECK: 2, Standing.KEPT: 3, Standing.DROPPED: 4}
    wanted = [each for each in found if root is None or is_within(each.deck, root)]
    return tuple(sorted(wanted, key=lambda each: 0 if each.stale else order[each.note.standing]))


def keep(workspace: Workspace, note_id: int) -> Offer:
    """Put a generated note into its deck for good; it is no longer stale."""
    with writing(workspace.engine) as connection:
        offer = _one(connection, note_id)
        if not offered.has_cards(connection, note_id):
            decks = content.add_decks(
                connection,
                {offer.deck: workspace.new_id(workspace.now())},
                to_ms(workspace.now()),
            )
            offered.add_cards(
                connection,
                note_id,
                decks[offer.deck],
                offer.note.ordinals(),
                learner_id=workspace.learner_id,
                group=offer.note.generated.group if offer.note.generated else "",
            )
        content.unhide(connection, note_id)
        content.update_note(connection, note_id, {"standing": int(Standing.KEPT), "stale": 0})
        return _one(connection, note_id)


def drop(workspace: Workspace, note_id: int) -> Offer:
    """Take a generated note out of its deck; the next build does not bring it back.

    Cards that were never answered go; others are suspended, because the log is the truth. So
    are those of a deck file, which nothing but their deck says where they belong.
    """
    with writing(workspace.engine) as connection:
        _one(connection, note_id)
        cards = offered.cards_of(connection, note_id)
        content.hide(connection, cards)
        if offered.has_source(connection, note_id):
            content.drop_unanswered(connection, cards)
        content.update_note(connection, note_id, {"standing": int(Standing.DROPPED), "stale": 0})
        return _one(connection, note_id)


def edit_offer(workspace: Workspace, note_id: int, front: str) -> Offer:
    """Change the text of a generated note and keep it. Raises ``StudyError`` without a blank."""
    with writing(workspace.engine) as connection:
        offer = _one(connection, note_id)
        note = edit.cloze_text(offer.note, front)
        cards = offered.cards_of(connection, note_id)
        content.update_note(
            connection, note_id, {"front": note.front, "modified_at": to_ms(workspace.now())}
        )
        if cards:
            before, wanted = offer.note.ordinals(), note.ordinals()
            content.sync_cards(connection, note_id, before, wanted, learner_id=workspace.learner_id)
    return keep(workspace, note_id)


def stood(workspace: Workspace, note_id: int) -> Stood:
    """Return how a generated note and its cards stand now, for ``restore``."""
    with reading(workspace.engine) as connection:
        cards = offered.placed(connection, workspace.learner_id, note_id)
        return Stood(_one(connection, note_id), cards)


def restore(workspace: Workspace, before: Stood) -> Offer:
    """Put a generated note and its cards back to how they stood: what was decided is undone.

    A card that was added since goes, unless it was answered: then it is suspended.
    """
    note, note_id = before.offer.note, before.offer.note_id
    with writing(workspace.engine) as connection:
        _one(connection, note_id)
        content.update_note(
            connection,
            note_id,
            {
                "front": note.front,
                "standing": int(note.standing),
                "stale": int(before.offer.stale),
                "modified_at": to_ms(workspace.now()),
            },
        )
        wanted = {card.ordinal for card in before.cards}
        now = offered.placed(connection, workspace.learner_id, note_id)
        added = [card.id for card in now if card.ordinal not in wanted]
        content.hide(connection, added)
        content.drop_unanswered(connection, added)
        offered.place(connection, workspace.learner_id, note_id, before.cards)
        return _one(connection, note_id)


def links(workspace: Workspace, guids: Sequence[str]) -> tuple[CardView, ...]:
    """Return the flashcards that a generated card is linked to, as far as they are there."""
    with reading(workspace.engine) as connection:
        ids = offered.first_cards(connection, guids)
    return tuple(browse.card(workspace, card_id) for card_id in ids)


def _one(connection: Connection, note_id: int) -> Offer:
    rows = offered.generated_notes(connection, note_id)
    if not rows:
        raise NotFoundError(f"there is no generated note {note_id}", "See 'studyapp cards'.")
    return _offer(rows[0])


def _offer(row: Any) -> Offer:
    note: Note = note_from(row)
    return Offer(row.note_id, row.title, note, bool(row.stale))
