"""What happens to a card that a lapse has made a leech: tagged, and suspended if so wished."""

from dataclasses import dataclass

from studyapp.domain.card import Memory, Queue
from studyapp.domain.deck import DeckOptions, LeechAction
from studyapp.scheduling.leech import is_leech
from studyapp.services import edit
from studyapp.services.browse import LEECH_TAG
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Leech:
    """What was done about one, enough to take it back."""

    tagged: bool
    standing: tuple[int, int | None] | None
    """Queue and end of burial before it was suspended; None if it was not."""


def catch(
    workspace: Workspace,
    connection: Connection,
    card: CardView,
    before: Memory,
    after: Memory,
    options: DeckOptions,
) -> Leech | None:
    """Deal with the card if the rating between the two memories made it a leech."""
    if after.lapses <= before.lapses or not is_leech(after.lapses, options.leech_threshold):
        return None
    tagged = content.tag(connection, card.note_id, LEECH_TAG, on=True)
    standing = None
    if options.leech_action is LeechAction.SUSPEND:
        standing = edit.set_standing(workspace, connection, card.id, queue=Queue.SUSPENDED)[:2]
    return Leech(tagged, standing)
