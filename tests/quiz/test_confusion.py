"""Pairs that are confused are found, and guesses are not taken for them."""

from random import Random

import pytest

from studyapp.domain.review import Evidence
from studyapp.quiz.confusion import Confusion, Pair, confused_pairs

CHOICE, TYPED = Evidence.CHOICE, Evidence.TYPED


def pairs_of(*told: tuple[int, int, Evidence]) -> tuple[Pair, ...]:
    return confused_pairs(Confusion(*each) for each in told)


def test_once_is_chance() -> None:
    assert pairs_of((1, 2, TYPED), (3, 4, CHOICE)) == ()


def test_twice_typed_or_both_ways_is_a_pair() -> None:
    assert pairs_of((1, 2, TYPED), (1, 2, TYPED)) == (Pair(1, 2, 2),)
    assert pairs_of((2, 1, CHOICE), (1, 2, CHOICE)) == (Pair(1, 2, 2),)
    assert pairs_of((1, 2, CHOICE), (1, 2, CHOICE)) == ()
    assert pairs_of((1, 2, CHOICE), (1, 2, CHOICE), (1, 2, CHOICE)) == (Pair(1, 2, 3),)


def test_who_guesses_confuses_nothing() -> None:
    everywhere = [(1, other, CHOICE) for other in range(2, 12)]
    back = [(other, 1, CHOICE) for other in range(2, 12)]
    assert pairs_of(*everywhere, *back, *((2, n, CHOICE) for n in range(20, 40))) == ()


def test_the_order_of_answers_does_not_matter() -> None:
    told = [(1, 2, TYPED), (3, 4, CHOICE), (2, 1, CHOICE), (4, 3, CHOICE), (3, 4, CHOICE)]
    assert pairs_of(*told) == pairs_of(*reversed(told)) == (Pair(3, 4, 3), Pair(1, 2, 2))


def simulated(
    seed: int, *, cards: int, planted: int, known: float, choices: float, answers: int = 300
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return (found, planted) pairs after ``answers`` of a student who confuses some cards.

    Half the time a planted partner is among the options it is taken; a third of typed answers
    to such a card are the partner's. What is not known is guessed among the options, or typed
    as some other card's answer one time in ten.
    """
    rng = Random(seed)
    ids = list(range(1, cards + 1))
    rng.shuffle(ids)
    pairs = {(min(one), max(one)) for one in zip(ids[::2], ids[1::2], strict=False)}
    pairs = set(sorted(pairs)[:planted])
    partner = dict(pairs) | {b: a for a, b in pairs}
    told: list[Confusion] = []
    for _ in range(answers):
        card = rng.randint(1, cards)
        like = partner.get(card)
        others = [other for other in range(1, cards + 1) if other != card]
        if rng.random() < choices:
            options = rng.sample(others, 3)
            if like is not None and rng.random() < 0.6:
                options[0] = like
            if like in options and rng.random() < 0.5:
                told.append(Confusion(card, like or 0, CHOICE))
            elif rng.random() > known and (taken := rng.choice([*options, card])) != card:
                told.append(Confusion(card, taken, CHOICE))
        elif like is not None and rng.random() < 0.35:
            told.append(Confusion(card, like, TYPED))
        elif rng.random() > known and rng.random() < 0.1:
            told.append(Confusion(card, rng.choice(others), TYPED))
    return {(pair.first, pair.second) for pair in confused_pairs(told)}, pairs


@pytest.mark.parametrize(
    ("cards", "planted", "known", "choices"),
    [
        (60, 10, 0.75, 0.6),
        (60, 10, 0.5, 0.6),
        (30, 5, 0.75, 0.6),
        (60, 5, 0.6, 0.6),
        (60, 10, 0.75, 1.0),
    ],
)
def test_planted_pairs_are_found_after_300_answers(
    cards: int, planted: int, known: float, choices: float
) -> None:
    right = wrong = there = 0
    for seed in range(100):
        found, pairs = simulated(seed, cards=cards, planted=planted, known=known, choices=choices)
        right += len(found & pairs)
        wrong += len(found - pairs)
        there += len(pairs)
    assert right / (right + wrong) >= 0.9
    assert right / there >= 0.7
