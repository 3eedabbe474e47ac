"""From cleaned documents to cards: read twice (learn the names and counts, then choose)."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from studyapp.generation.choosing import Choice, choose, look
from studyapp.generation.contexts import Introduced, Item
from studyapp.generation.distractors import DistractorPool
from studyapp.generation.duplicates import duplicate_groups
from studyapp.generation.hints import make_hint
from studyapp.generation.leaks import rest_of
from studyapp.generation.links import LinkIndex
from studyapp.generation.model import Category, Cloze, Flashcard, Generated, Key, Refusal
from studyapp.generation.names import NameBook
from studyapp.generation.numbers import find_numbers
from studyapp.generation.salience import Stats, content_stems
from studyapp.generation.sentences import refuse_sentence
from studyapp.generation.tagging import NOUNS, tag_words
from studyapp.generation.terms import quoted_phrases
from studyapp.generation.variants import accepted_answers
from studyapp.generation.words import fold, normal, split_words
from studyapp.generation.worth import NUMBERS, TIER_A, TIER_B
from studyapp.sources.document import BlockKind, Document

EVENTFUL_SHARE = 0.15
"""A text with dates or people in more of its sentences tells events rather than concepts."""
CAP_A, CAP_B = 6, 12
"""How many cards may ask for the same name or term, in tier A and in all."""
SECOND = 1.65
"""Log odds from which a further blank of the same kind is asked for by default,"""
SECONDS = {Category.FIGURE: TIER_A, Category.PERSON: 1.3}
"""and where raters kept them from less."""
SURE = 0.0
"""Log odds from which a sentence may be asked for more than three things in tier B."""
LISTED = -0.6
"""Log odds from which a further name of a sentence may be offered though it is one of a list."""
_BODY = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.EPIGRAPH, BlockKind.LIST_ITEM}
)
_WEAK = frozenset({Category.TERM, Category.QUOTED, Category.NAME})


Progress = Callable[[int, int], None]


def generate(
    documents: Sequence[Document], deck: Sequence[Flashcard] = (), progress: Progress | None = None
) -> Generated:
    """Choose and blank the sentences of ``documents`` that are worth studying.

    Pure and deterministic. ``progress(done, total)`` counts sentences over both passes. Takes
    time in proportion to the length of the text.
    """
    total = 2 * sum(len(b.sentences) for d in documents for b in d.blocks if b.kind in _BODY)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if progress is not None and (done % 200 == 0 or done == total):
            progress(done, total)

    stats, book, items = Stats(), NameBook(), []
    stats.add_deck(deck)
    for card in deck:
        for text in (card.question, card.answer):
            book.learn(text, tag_words(split_words(text)))
    for document in documents:
        items.extend(_read(document, stats, book, tick))
    told = Counter(item.document.path for item in items if _tells_events(item, book))
    for path, count in stats.sentences.items():
        stats.expository[path] = told[path] <= EVENTFUL_SHARE * count
    topics = _topics(items, stats)
    refused: list[Refusal] = []
    choices: list[Choice] = []
    pool = DistractorPool()
    introduced: Introduced = {}
    for position, item in enumerate(items):
        item.position = position
        look(item, book, topics[item.document.path])
        reason, found = choose(item, stats, introduced)
        for choice in found:
            if not choice.fitted or choice.score >= TIER_B:
                pool.add(choice.key, position)
        choices.extend(found)
        if not found:
            refused.append(Refusal(item.text, reason, item.first_line, item.document.path))
        tick()
    picked, dropped = _pick(choices)
    for item, reason in dropped:
        refused.append(Refusal(item.text, reason, item.first_line, item.document.path))
    links = LinkIndex(deck)
    return Generated(tuple(_cards(picked, pool, links)), tuple(refused))


def _read(document: Document, stats: Stats, book: NameBook, tick: Callable[[], None]) -> list[Item]:
    items: list[Item] = []
    for text in (document.title, *(block.section for block in document.blocks)):
        stats.headings.update(content_stems(text))
    last: Item | None = None
    for block in document.blocks:
        if block.kind not in _BODY:
            continue
        before: Item | None = None
        same = last is not None and last.block.section == block.section
        earlier = last if same and block.kind is BlockKind.PARAGRAPH else None
        for sentence in block.sentences:
            tokens = tag_words(split_words(sentence.text))
            refused = refuse_sentence(
                sentence.text, tokens, block.kind, block.speaker, sentence.truncated
            )
            item = Item(
                sentence.text, tokens, document, block,
                sentence.first_line, sentence.last_line, refused, before, earlier,
            )  # fmt: skip
            items.append(item)
            stats.add_sentence(document.path, tokens)
            for phrase in quoted_phrases(sentence.text):
                stats.add_quoted(phrase.text)
            book.learn(sentence.text, tokens)
            before, earlier, last = item, None, item
            tick()
    return items


def _tells_events(item: Item, book: NameBook) -> bool:
    dated = any(
        number.kind in ("date", "day", "year", "years") for number in find_numbers(item.text)
    )
    return dated or any(
        token.is_capital and fold(token.text) in book.surnames for token in item.tokens[1:]
    )


def _topics(items: Sequence[Item], stats: Stats) -> dict[str, frozenset[str]]:
    """Return per document the nouns it speaks of throughout: "the heart" needs no introduction."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        counts[item.document.path].update({t.lower for t in item.tokens if t.tag in NOUNS})
    return {
        path: frozenset()
        if not stats.expository[path]
        else frozenset(
            word for word, count in found.items() if count >= max(4, 0.03 * stats.sentences[path])
        )
        for path, found in counts.items()
    }


def _pick(choices: Sequence[Choice]) -> tuple[list[Choice], list[tuple[Item, str]]]:
    """One blank a sentence, few cards an answer, none that says the same as another."""
    contents: dict[int, frozenset[str]] = {}
    order: list[int] = []
    for choice in choices:
        at = choice.item.position
        if at not in contents:
            contents[at] = frozenset(content_stems(choice.item.text))
            order.append(at)
    groups = dict(zip(order, duplicate_groups([contents[at] for at in order]), strict=True))
    ranked = sorted(choices, key=lambda c: (c.tier, -c.score, c.item.position, c.key.start))
    taken: dict[int, list[Choice]] = defaultdict(list)
    answers: Counter[str] = Counter()
    used_groups: dict[int, int] = {}
    reasons: dict[int, tuple[Item, str]] = {}
    for wanted in ("A", "B"):
        for choice in ranked:
            at = choice.item.position
            if used_groups.get(groups[at], at) != at:
                reasons[at] = (choice.item, "another card says nearly the same")
                continue
            if (wanted == "A" and choice.tier != "A") or not _fits(choice, taken[at], wanted):
                continue
            if wanted == "B" and choice.obvious:
                reasons[at] = (choice.item, "the answer is too obvious")
                continue
            answer = _answer_mark(choice.key)
            if answers[answer] >= (CAP_A if wanted == "A" else CAP_B):
                reasons[at] = (choice.item, "enough cards ask for the same answer")
                continue
            answers[answer] += choice.key.category not in NUMBERS
            used_groups[groups[at]] = at
            taken[at].append(replace(choice, tier=wanted))
    dropped = [reasons[at] for at in sorted(reasons) if not taken[at]]
    return [choice for at in sorted(taken) for choice in taken[at]], dropped


def _answer_mark(key: Key) -> str:
    return normal(key.text.split(" ")[-1] if key.category is Category.PERSON else key.text)


def _fits(choice: Choice, before: list[Choice], wanted: str) -> bool:
    """Whether a sentence takes this blank: its first, or a strong and other one.

    In tier A a second one must ask for something of another kind: when it was, and how much; or
    stand far above the threshold: so many families, so many people. One of a list of names is
    offered at most.
    """
    if not before:
        return True
    category = choice.key.category
    strong = choice.fitted and choice.score >= SECONDS.get(category, SECOND)
    weighed = choice.fitted and (wanted == "B" or strong)
    weak = category in _WEAK and not (weighed and choice.score >= LISTED)
    kinds = [other.key.category for other in before]
    few = category in NUMBERS or kinds.count(category) < 2
    listed = choice.fitted and wanted == "B" and choice.score >= LISTED and few
    sure = listed and choice.score >= SURE
    poor = (
        choice.key.bonus <= -1 and not (weighed and category in NUMBERS) and not (listed or strong)
    )
    if len(before) > (4 if sure or (strong and category in NUMBERS) else 2) or weak or poor:
        return False
    if category is Category.QUOTED and category in kinds and choice.key.text[0].islower():
        return False
    if wanted == "A" and (len(before) > 1 or category in kinds) and not strong:
        return False
    return all(
        choice.key.end < other.key.start or choice.key.start > other.key.end for other in before
    )


def _cards(picked: Sequence[Choice], pool: DistractorPool, links: LinkIndex) -> list[Cloze]:
    seen: Counter[tuple[str, str, str]] = Counter()
    cards: list[Cloze] = []
    for choice in picked:
        item, key = choice.item, choice.key
        mark = (
            item.document.path,
            normal(item.text),
            f"{key.text}@{item.text[: key.start].count(key.text)}",
        )
        occurrence = seen[mark]
        seen[mark] += 1
        identity = hashlib.sha256("\0".join((*mark[1:], str(occurrence))).encode()).hexdigest()[:16]
        accepted = accepted_answers(key)
        shown = f"{rest_of(item.text, key.start, key.end)} {choice.context} {choice.topic}"
        cards.append(
            Cloze(
                sentence=item.text,
                topic=choice.topic,
                context=choice.context,
                answer=key.text,
                start=key.start,
                end=key.end,
                category=key.category,
                hint=make_hint(key),
                accepted=accepted,
                distractors=pool.choose(key, accepted, shown, item.position, identity),
                tier=choice.tier,
                score=choice.score,
                speaker=item.block.speaker,
                links=links.nearest(item.text, key.text, choice.context, choice.topic),
                path=item.document.path,
                section=item.block.section,
                first_line=item.first_line,
                last_line=item.last_line,
                paragraph=item.block.text,
                key=identity,
                group=hashlib.sha256(normal(item.text).encode()).hexdigest()[:16],
            )
        )
    return cards
