"""What holds for every card of every text, whatever it says."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.generation import Cloze, Flashcard, Generated, generate
from studyapp.generation.leaks import rest_of, shows
from studyapp.generation.pipeline import SECOND, SECONDS
from studyapp.generation.words import normal
from studyapp.sources.document import BlockKind, Document
from tests.few import examples
from tests.generation.make import CORPUS, document, paragraph, plain

SENTENCES = sorted(
    {
        sentence.text
        for path in (CORPUS / "subjects").glob("*.txt")
        for block in plain(path.read_text(encoding="utf-8"), path.name).blocks
        for sentence in block.sentences
    }
)
WORDS = st.sampled_from(
    [
        "The",
        "mill",
        "of",
        "Tarsk",
        "produced",
        "4.2",
        "million",
        "tonnes",
        "in",
        "1911",
        ",",
        "(",
        "“local",
        "rule”",
        ")",
        "and",
        "7%",
        "less",
        "than",
        "A.",
        "B.",
        "Korov",
        "’s",
        "works",
        "on",
        "3",
        "May",
        "1901",
        ";",
        "he",
        "called",
        "it",
        "“Skorn”",
        "which",
        "is",
        "known",
        "as",
        "a",
        "vat",
        ".",
        "–",
        "it",
        "this",
        "In",
        "by",
        "between",
        "1900–05",
        "Ministry",
        "of",
        "Salt",
    ]
)
LOOSE = st.lists(WORDS, min_size=5, max_size=40).map(lambda words: " ".join(words) + ".")
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
TEXTS = st.lists(
    st.lists(st.sampled_from(SENTENCES) | LOOSE | ANY, min_size=1, max_size=6),
    min_size=1, max_size=5,
)  # fmt: skip
DECK = tuple(
    Flashcard(f"g{at}", f"What does the text say about {text[:40]}?", text)
    for at, text in enumerate(SENTENCES[::9])
)


def build(texts: list[list[str]]) -> Document:
    return document(*(paragraph(*sentences, line=at + 1) for at, sentences in enumerate(texts)))


def check(card: Cloze, texts: list[list[str]]) -> None:
    flat = [sentence for sentences in texts for sentence in sentences]
    assert card.sentence in flat
    assert card.sentence[card.start : card.end] == card.answer
    assert card.question.replace("[…]", card.answer, 1) == card.sentence
    around = f"{rest_of(card.sentence, card.start, card.end)} {card.context} {card.topic}"
    assert not shows(card.answer, around)
    assert not shows(card.answer, card.hint)
    assert card.accepted[0] == card.answer
    assert len(set(card.accepted)) == len(card.accepted)
    right = {normal(each) for each in card.accepted}
    assert right.isdisjoint(normal(each) for each in card.distractors)
    assert len(set(card.distractors)) == len(card.distractors) <= 3
    assert card.tier in ("A", "B")
    assert card.answer == card.answer.strip()
    if card.context:
        here, there = (
            [at for at, text in enumerate(flat) if text == wanted]
            for wanted in (card.sentence, card.context)
        )
        assert any(0 < at - before <= 8 for at in here for before in there)
        assert len(card.context.split()) <= 36
        assert len((card.context + " " + card.sentence).split()) <= 64


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS)
def test_every_card_keeps_its_promises(texts: list[list[str]]) -> None:
    made = generate([build(texts)], DECK)
    for card in made.cards:
        check(card, texts)
        for guid in card.links:
            linked = next(each for each in DECK if each.guid == guid)
            assert not shows(card.answer, linked.question)
    with_cards = {card.sentence for card in made.cards}
    refused = {refusal.sentence for refusal in made.refused}
    assert with_cards | refused == {sentence for sentences in texts for sentence in sentences}


@settings(max_examples=examples(15), deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_cards(texts: list[list[str]]) -> None:
    assert generate([build(texts)], DECK) == generate([build(texts)], DECK)


@settings(max_examples=examples(15), deadline=None)
@given(TEXTS)
def test_keys_are_unique(texts: list[list[str]]) -> None:
    cards = generate([build(texts)]).cards
    assert len({card.key for card in cards}) == len(cards)


def whole() -> Generated:
    sources = [
        plain(path.read_text(encoding="utf-8"), path.name)
        for path in sorted((CORPUS / "subjects").glob("*.txt"))
    ]
    return generate(sources)


def test_a_change_elsewhere_keeps_the_keys() -> None:
    text = (CORPUS / "subjects" / "law.txt").read_text(encoding="utf-8")
    before = {card.key: card.sentence for card in generate([plain(text, "law.txt")]).cards}
    edited = text.replace("A counter-offer destroys the original offer.", "")
    after = {card.key: card.sentence for card in generate([plain(edited, "law.txt")]).cards}
    kept = before.keys() & after.keys()
    assert len(kept) >= 0.9 * len(before)
    assert all(before[key] == after[key] for key in kept)


def test_siblings_share_a_group_and_a_sentence_has_at_most_three_blanks() -> None:
    by_sentence: dict[str, list[Cloze]] = {}
    for card in whole().cards:
        by_sentence.setdefault(card.sentence, []).append(card)
    for cards in by_sentence.values():
        assert len({card.group for card in cards}) == 1
        assert len(cards) <= 3
        inside = [card for card in cards if card.tier == "A"]
        usual = [c for c in inside if c.score < SECONDS.get(c.category, SECOND)]
        kinds = [card.category for card in usual]
        assert len(kinds) == len(set(kinds)) <= 2, "a second blank in A asks for another kind"


def test_near_duplicates_make_one_card() -> None:
    one = "The harbour of Tarsk handled 4.2 million tonnes of timber in 1911."
    same = "The harbour of Tarsk handled some 4.2 million tonnes of timber in 1911."
    cards = generate([document(paragraph(one), paragraph(same))]).cards
    assert {card.sentence for card in cards} == {one} or {card.sentence for card in cards} == {same}


def test_a_quotation_is_credited_and_one_without_a_speaker_refused() -> None:
    text = "Local pride can do the central bureau a great deal of damage in the province of Tarsk."
    credited = "— F. Dorsk, letter to the council, 1924"
    known = paragraph(text, kind=BlockKind.EPIGRAPH, speaker=credited.removeprefix("— "))
    for card in generate([document(known)]).cards:
        assert card.context.endswith(credited)
        assert card.speaker == credited.removeprefix("— ")
    unknown = generate([document(paragraph(text, kind=BlockKind.QUOTATION))])
    assert unknown.cards == ()
    assert "speaker" in unknown.refused[0].reason


def test_notes_headings_and_dialogue_are_never_read() -> None:
    text = "The harbour of Tarsk handled 4.2 million tonnes of timber in 1911."
    for kind in (BlockKind.NOTE, BlockKind.HEADING, BlockKind.DIALOGUE, BlockKind.CHROME):
        made = generate([document(paragraph(text, kind=kind))])
        assert made == Generated((), ())


def test_progress_reaches_the_total() -> None:
    seen: list[tuple[int, int]] = []
    sources = [plain((CORPUS / "subjects" / "law.txt").read_text(encoding="utf-8"), "law.txt")]
    generate(sources, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert not re.search(r"\D", str(seen[-1][1]))
