"""Starring notes, with the tag that Anki uses for it."""

from studyapp.domain.selftest import STAR
from studyapp.services import browse
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage.engine import writing


def star(workspace: Workspace, card_id: int, *, on: bool) -> bool:
    """Star the note behind a card or take the star off; return whether that changed anything.

    To undo a change, ask for the opposite. Raises ``NotFoundError``.
    """
    card = browse.card(workspace, card_id)
    found = [tag for tag in card.tags if tag.casefold() == STAR]
    if bool(found) is on:
        return False
    with writing(workspace.engine) as connection:
        for tag in found or [STAR]:
            content.tag(connection, card.note_id, tag, on=on)
    return True
