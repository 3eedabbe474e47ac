"""Questions that are pictures: each asks something else, whatever the words beside them say."""

from random import Random

import pytest

from studyapp.quiz.choices import options
from studyapp.quiz.match import deal
from studyapp.quiz.mistakable import Mistakable
from studyapp.quiz.pool import Pool
from tests.quiz.deck import item

BIRDS = ("tern", "gull", "skua", "auk", "petrel", "fulmar")


@pytest.mark.parametrize(
    "question", ["![](img_{}.png)", "Which bird is this?\n\n![](<pasted {}.jpg>)", "[sound:{}.mp3]"]
)
def test_a_deck_of_pictures_has_choices_and_a_game(question: str) -> None:
    cards = [item(at, question.format(100 + at), f"the {bird}") for at, bird in enumerate(BIRDS)]
    pool = Pool(cards)
    for card in cards:
        found = options(card, pool, Random(1))
        assert found is not None
        assert len(found) == 4
    game = deal(cards, Mistakable(cards), Random(1))
    assert game.pairs == len(BIRDS)


def test_one_picture_asked_about_twice_has_two_right_answers() -> None:
    cards = [
        item(0, "Which bird is this? ![](a.png)", "the tern"),
        item(1, "What bird is this? ![](a.png)", "the sea swallow"),
        *(item(at, f"Which bird is this? ![](b{at}.png)", BIRDS[at]) for at in range(2, 6)),
    ]
    for seed in range(6):
        found = options(cards[0], Pool(cards), Random(seed))
        assert found is not None
        assert 1 not in {each.card_id for each in found}
