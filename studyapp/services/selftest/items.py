"""The cards of a deck as self-tests ask them."""

import re
from collections.abc import Iterable

from studyapp.domain import cloze
from studyapp.domain.card import Queue
from studyapp.domain.media import named
from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.errors import NotFoundError
from studyapp.services import browse
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace

_UNTOLD = re.compile(r"!\[\](?=\()")
"""A picture without a description, which is shown by the name of its file."""


def items(
    workspace: Workspace,
    deck: str,
    *,
    tags: Iterable[str] = (),
    starred: bool = False,
    weak: bool = False,
) -> tuple[Item, ...]:
    """Return what can be asked of a deck and its subdecks, in reading order.

    Suspended cards and those without an answer are left out. ``tags`` asks for notes that have
    one of them or one below it (``topic::part``). Raises ``NotFoundError``.
    """
    now = workspace.now()
    today = workspace.today(now)
    wanted = [tag.casefold() for tag in tags]
    found = []
    for card in browse.cards(workspace, deck):
        if card.queue is Queue.SUSPENDED:
            continue
        item = item_of(card, due=card.memory.is_due(now, today))
        if not item.term or not item.question.strip():
            continue
        if wanted and not any(_is_below(tag, each) for tag in item.tags for each in wanted):
            continue
        if starred and not item.starred:
            continue
        if weak and not item.weak:
            continue
        found.append(item)
    return tuple(found)


def _is_below(tag: str, wanted: str) -> bool:
    tag = tag.casefold()
    return tag == wanted or tag.startswith(f"{wanted}::")


def there(workspace: Workspace, card_id: int) -> CardView:
    """Return a card as it is now. Raises ``NotFoundError``: gone, or suspended meanwhile."""
    card = browse.card(workspace, card_id)
    if card.queue is Queue.SUSPENDED:
        raise NotFoundError("this card is suspended", "Browse its deck to bring it back.")
    return card


def is_as_it_was(workspace: Workspace, item: Item) -> bool:
    """Whether a card is still to be asked and says what it did, whoever writes meanwhile."""
    try:
        now = item_of(there(workspace, item.card_id))
    except NotFoundError:
        return False
    told = (now.question, now.answer, now.term, now.accepted)
    return told == (item.question, item.answer, item.term, item.accepted)


def item_of(card: CardView, *, due: bool = False) -> Item:
    """Return a card as self-tests ask it."""
    made = card.generated
    term = _term(card)
    accepted = made.accepted if made is not None else ()
    return Item(
        card.id,
        card.family or card.note_id,
        card.deck,
        card.kind,
        _untold(card.question, term),
        card.answer,
        term,
        tuple(dict.fromkeys((term, *accepted))),
        made.category if made is not None else "",
        made.hint if made is not None else "",
        made.distractors if made is not None else (),
        card.tags,
        card.source,
        made.paragraph if made is not None else "",
        card.memory.state,
        due,
        card.retrievability,
    )


def _term(card: CardView) -> str:
    if card.kind is NoteKind.CLOZE:
        number = _number(card)
        return unmarked(", ".join(cloze.hidden(card.front, number))) if number else ""
    return unmarked(card.answer)


def _untold(question: str, term: str) -> str:
    """Return a question whose pictures are not named where their files tell the answer."""
    files, said = (_letters(text) for text in ("".join(named(question)), term))
    return _UNTOLD.sub("![picture]", question) if said and said in files else question


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _number(card: CardView) -> int:
    """Return which deletion the card asks for: the one whose blank gives its question."""
    numbers = cloze.cloze_numbers(card.front)
    return next((n for n in numbers if cloze.question(card.front, n) == card.question), 0)
