"""Whether two cards could be mistaken for each other where questions are matched with answers."""

from studyapp.domain.selftest import Item


def mistakable(one: Item, other: Item) -> bool:
    """Whether the answer of one could be right for the question of the other, or they look alike.

    The same family does not matter here: whoever deals keeps siblings apart anyway.
    """
    if _key(one.question) == _key(other.question):
        return True
    mine = {_key(each) for each in (one.term, *one.accepted)}
    theirs = {_key(each) for each in (other.term, *other.accepted)}
    return bool(mine & theirs)


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
