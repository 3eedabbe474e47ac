"""Questions about canals and locks, written for these tests."""

from typing import Any

from studyapp.domain.card import State
from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked

LOCK_Q = "How does a pound lock lift a boat, and who first built one with mitre gates?"
LOCK = (
    "The boat enters a **chamber** and the gates are shut behind it. Sluices let water in from "
    "the upper level until the chamber is full, then the upper gates open. Leonardo da Vinci "
    "built mitre gates at San Marco in Milan in 1497."
)
CANAL_Q = "Why was the Canal du Midi dug, and what was hard about it?"
CANAL = (
    "It joins the Mediterranean to the Garonne, so that goods need not sail round Spain. Pierre-"
    "Paul Riquet had to bring water to the summit at Naurouze from the Black Mountain. The canal "
    "opened in 1681."
)


def item(card_id: int, question: str, answer: str, **values: Any) -> Item:
    term = unmarked(answer)
    given = {
        "family": card_id,
        "deck": "Canals",
        "kind": NoteKind.BASIC,
        "term": term,
        "accepted": (term,),
        **values,
    }
    return Item(card_id=card_id, question=question, answer=answer, **given)


LONG = item(1, LOCK_Q, LOCK)
OTHER = item(2, CANAL_Q, CANAL)
SHORT = item(3, "What does a lock keeper raise to let water in?", "a paddle")
YEAR = item(4, "When did the Canal du Midi open?", "1681")
ALL = (LONG, OTHER, SHORT, YEAR)

PARTLY = "A boat goes into a chamber, the gates shut behind it and sluices let water in to fill it."


def weak(card_id: int, recall: float, **values: Any) -> Item:
    return item(card_id, CANAL_Q, CANAL, state=State.REVIEW, retrievability=recall, **values)
