"""One card as a question of a paper, or several as a matching block, each with its key."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.grading import is_short
from studyapp.quiz.choices import Avoid, options, prompt, true_false
from studyapp.quiz.hinted import without_hint
from studyapp.quiz.paper import TRUE_FALSE, Key, Question
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from studyapp.quiz.partial import partial
from studyapp.quiz.pool import Pool
from studyapp.quiz.printed import beginning, says

BLANK = "[…]"
"""As in a cloze question."""

Made = tuple[Question, tuple[Key, ...]]


def side_of(item: Item, wishes: Wishes, rng: Random) -> Side:
    """Return which side of a card is shown: of a cloze card, and of a picture, its question."""
    side = rng.choice((Side.QUESTION, Side.ANSWER)) if wishes.side is Side.MIXED else wishes.side
    fixed = item.kind is NoteKind.CLOZE or not unmarked(item.question)
    return Side.QUESTION if fixed else side


def single(
    kind: Kind, item: Item, pool: Pool, wishes: Wishes, rng: Random, avoid: Avoid | None = None
) -> Made | None:
    """Return a question of this kind about a card; None if it cannot be asked so.

    ``avoid`` tells of a text that it must not stand among the wrong answers.
    """
    match kind:
        case Kind.CHOICE:
            return _choice(item, pool, side_of(item, wishes, rng), rng, avoid)
        case Kind.TRUE_FALSE:
            return _true_false(item, pool, rng, avoid)
        case Kind.CLOZE:
            return _cloze(item, rng)
        case Kind.WRITTEN:
            if item.kind is NoteKind.CLOZE and Kind.CLOZE in wishes.kinds:
                return None
            return _written(item, pool, side_of(item, wishes, rng))
    return None


def matching(block: Sequence[Item], side: Side, rng: Random) -> Made:
    """Return a matching block; the side that is shown stands on the left."""
    order = list(range(len(block)))
    rng.shuffle(order)
    if any(item.kind is NoteKind.CLOZE or not unmarked(item.question) for item in block):
        side = Side.QUESTION
    asked = side is Side.QUESTION
    question = Question(
        Kind.MATCHING,
        0,
        tuple(item.question if asked else _answer(item) for item in block),
        tuple(_answer(block[at]) if asked else block[at].question for at in order),
        side=side,
    )
    owners = tuple(block[at].card_id for at in order)
    keys = (_key(item, side, order.index(at), owners) for at, item in enumerate(block))
    return question, tuple(keys)


def _choice(item: Item, pool: Pool, side: Side, rng: Random, avoid: Avoid | None) -> Made | None:
    found = options(item, pool, rng, reverse=side is Side.ANSWER, avoid=avoid)
    if found is None:
        return None
    shown = _answer(item) if side is Side.ANSWER else prompt(item, pool, found)
    question = Question(Kind.CHOICE, 0, (shown,), tuple(option.text for option in found), side=side)
    right = next(at for at, option in enumerate(found) if option.right)
    owners = tuple(option.card_id or 0 for option in found)
    return question, (_key(item, side, right, owners),)


def _true_false(item: Item, pool: Pool, rng: Random, avoid: Avoid | None) -> Made | None:
    claim = true_false(item, pool, rng, avoid)
    if claim is None:
        return None
    question = Question(Kind.TRUE_FALSE, 0, (without_hint(item),), TRUE_FALSE, claim.text)
    right = 0 if claim.true else 1
    owner = 0 if claim.true else claim.card_id or 0
    return question, (_key(item, Side.QUESTION, right, (owner, 0)),)


def _written(item: Item, pool: Pool, side: Side) -> Made:
    """Return a card to type; the question is asked for only where one question has the answer."""
    asked = unmarked(item.question)
    if side is Side.ANSWER and is_short(asked) and pool.answers_alone(item):
        question = Question(Kind.WRITTEN, 0, (_answer(item),), side=side)
        return question, (_key(item, side, accepted=(asked,)),)
    question = Question(Kind.WRITTEN, 0, (item.question,), long=not is_short(item.term))
    return question, (_key(item, Side.QUESTION, accepted=item.accepted),)


def _cloze(item: Item, rng: Random) -> Made | None:
    """Return a cloze card as it is, or a long answer with one key term blanked."""
    if item.kind is NoteKind.CLOZE:
        if says(item.question, beginning(item.term)):
            return None
        question = Question(Kind.CLOZE, 0, (item.question,), long=not is_short(item.term))
        return question, (_key(item, Side.QUESTION, accepted=item.accepted),)
    found = None if is_short(item.term) else partial(item, rng)
    if found is None:
        return None
    asked = rng.randrange(len(found.blanks))
    term = found.blanks[asked]
    text = found.text(BLANK if at == asked else each for at, each in enumerate(found.blanks))
    question = Question(Kind.CLOZE, 0, (f"{item.question}\n\n{text}",))
    key = replace(_key(item, Side.QUESTION, accepted=(term,)), answer=term, cued=True)
    return question, (key,)


def _answer(item: Item) -> str:
    return item.term if item.kind is NoteKind.CLOZE else item.answer


def _key(
    item: Item,
    side: Side,
    right: int = -1,
    owners: tuple[int, ...] = (),
    accepted: tuple[str, ...] = (),
) -> Key:
    return Key(
        item.card_id,
        item.question,
        _answer(item) if side is Side.QUESTION else item.question,
        right,
        owners,
        accepted,
        deck=item.deck,
        tags=item.tags,
        source=item.source,
    )
