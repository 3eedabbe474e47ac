"""Sentences that no writer wrote neither stop the generator nor become cards."""

from studyapp.generation import generate
from tests.generation.make import document, paragraph


def test_hostile_sentences_become_no_cards() -> None:
    hostile = [
        "(" * 3000 + ".",
        "A " * 4000 + ".",
        "“" + "x" * 9000 + "”.",
        "1," * 4000 + ".",
        "A. " * 3000,
    ]
    assert not generate([document(paragraph(*hostile))]).cards
