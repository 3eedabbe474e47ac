"""Cards that keep being forgotten: better rewritten than repeated."""


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether the lapse that brought the count to ``lapses`` makes the card a leech.

    True at ``threshold`` and then at every further half threshold (rounded up), as in Anki, so
    that a card the learner took back gets another warning but not one for every lapse. Ask only
    when a lapse has just happened. A threshold of 0 turns leeches off.
    """
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % ((threshold + 1) // 2) == 0
