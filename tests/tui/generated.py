"""Generated cards about the voyages, written for these tests."""

from collections.abc import Sequence
from dataclasses import replace

from studyapp.domain.generated import Generated, Standing
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.services.views import CardView, Offer

DECK = "Astrolabes"
TEXTS = (
    (
        "Abraham Zacuto taught at Salamanca.",
        "His tables of {{c1::1478::year}} gave the sun's declination for every day.",
        "year",
        "A",
    ),
    ("", "The rete was cut from {{c1::brass::material}} and turned over the plate.", "term", "B"),
    (
        "",
        "In Lisbon {{c1::Kunstmann::person}} saw an astrolabe signed by its maker in 1555.",
        "person",
        "B",
    ),
)
STANDINGS = (Standing.DECK, Standing.OFFERED, Standing.OFFERED)


def made(context: str, front: str, category: str, tier: str) -> Generated:
    before, rest = front.split("{{c1::")
    answer, after = rest.split("}}", 1)
    answer, _, hint = answer.partition("::")
    sentence = before + answer + after
    return Generated(
        sentence=sentence,
        context=context,
        answer=answer,
        category=category,
        hint=hint,
        accepted=(answer,),
        distractors=(),
        tier=tier,
        score=0.75,
        links=("guid0005", "guid0006"),
        topic="The Tables of the Hall › Part 1",
        paragraph=f"{context} {sentence} Few of them are left.".strip(),
    )


def make_offers(texts: Sequence[tuple[str, str, str, str]] = TEXTS) -> list[Offer]:
    """Return offers as the collection gives them: the first in the deck but stale."""
    return [
        Offer(
            at,
            DECK,
            Note(
                f"made{at:04}",
                NoteKind.CLOZE,
                f"{text[0]} {text[1]}".strip(),
                "",
                source=Source("tables.txt", 10 * at, 10 * at + 1, "Part 1"),
                generated=made(*text),
                standing=STANDINGS[(at - 1) % 3],
            ),
            at == 1,
        )
        for at, text in enumerate(texts, 1)
    ]


def generated_card(card: CardView, text: tuple[str, str, str, str] = TEXTS[0]) -> CardView:
    """Return the card as one made by the generator."""
    return replace(card, generated=made(*text))
