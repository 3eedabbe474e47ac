"""Who did what to whom: words of the answer that stand in each other's places.

A word is known by its company: the words right before it, those right after it, and its part
beside the verb. Where two words of the answer each keep the company that the other has in the
model, they are swapped. Only words that the answer takes from the model can be: what stands for
them in other words may stand elsewhere.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from studyapp.domain.english import common_words
from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Item, Text
from studyapp.grading.arrows import APART
from studyapp.grading.frames import Company, Page, Pair, is_name, like
from studyapp.grading.related import concepts
from studyapp.grading.words import Word

NAMED = 0.8
"""By how much, together, the company must speak for the swap of two words."""
ONE_SIDED, UNDECIDED = 1.3, 0.15
"""The same where one of them has no clear place; how far that one may seem right where it is."""
EXACT = 0.85
"""Credit from which a word counts as taken from the model."""
MOST_WORDS = 50
MOST_SAID, MOST_MEANT = 2, 3
"""How often a word may stand in the answer and the model to have a place of its own."""

LABEL = 3
"""Words that a name before a colon has at most."""
_BARE = frozenset(("", "subject", "object", "verb"))
_COLONS = frozenset((":", "=", "("))

Places = dict[str, list[int]]
"""Stem of the model -> indices of words."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two words of the answer in each other's places."""

    one: str
    other: str
    said: str
    """The clause of the answer."""
    clause: int
    """Number of the model's clause that the first word belongs to."""
    sharp: bool
    """Whether both are names, whose company is sure."""
    strength: float
    """By how much the company speaks for it."""


def swaps(pair: Pair) -> tuple[Swap, ...]:
    """Return the pairs that an answer has the wrong way round, each word at most once."""
    meant, said = pair.meant, pair.said
    homes: Places = defaultdict(list)
    for item in meant.items.values():
        homes[item.stem].append(item.at)
    places, exact = _places(pair.aligned)
    stems = [
        stem
        for stem in exact
        if len(places[stem]) <= MOST_SAID
        and len(homes[stem]) <= MOST_MEANT
        and not stem.startswith("#")
        and not any(_is_label(meant.text, at) for at in homes[stem])
        and not any(_is_label(said.text, at) for at in exact[stem])
    ][:MOST_WORDS]
    ours = {stem: [meant.company(at) for at in homes[stem]] for stem in stems}
    theirs = {stem: [said.company(at) for at in exact[stem]] for stem in stems}
    kept = _roles(meant, homes), _roles(said, exact)
    pairs = [
        both
        for both in _acquainted(ours, theirs)
        if _may_swap(meant, *both, homes=homes, places=places)
        and _are_of_one_sort(said, *(exact[stem][0] for stem in both))
        and _keeps(both, *kept) != 1
    ]
    found: list[Swap] = []
    taken: set[str] = set()
    for strength, one, other in sorted(_crossed(pairs, ours, theirs), reverse=True):
        if one not in taken and other not in taken:
            taken |= {one, other}
            home = meant.items[homes[one][0]]
            at, rival = exact[one][0], exact[other][0]
            found.append(_swap(said, at, rival, home, _sharp(meant, homes, one, other), strength))
    return tuple(found)


def _places(aligned: dict[int, list[Match]]) -> tuple[Places, Places]:
    """Return where each stem of the model is met, and where by the word itself."""
    places: dict[str, set[int]] = defaultdict(set)
    exact: dict[str, set[int]] = defaultdict(set)
    for matches in aligned.values():
        for match in matches:
            if match.credit > 0.5:
                places[match.item.stem].add(match.met.at)
            if match.credit >= EXACT and match.item.weight == 1.0 == match.met.weight:
                exact[match.item.stem].add(match.met.at)
    return (
        {stem: sorted(found) for stem, found in places.items()},
        {stem: sorted(found) for stem, found in exact.items()},
    )


def _roles(page: Page, places: Places) -> dict[str, set[str]]:
    """Return the prepositions that words stand under."""
    return {stem: {page.items[at].role for at in found} - _BARE for stem, found in places.items()}


def _keeps(pair: tuple[str, str], meant: dict[str, set[str]], said: dict[str, set[str]]) -> int:
    """Return how many of two words keep their preposition: where one does, it keeps its place."""
    return sum(not meant[stem].isdisjoint(said[stem]) for stem in pair)


def _is_label(text: Text, at: int) -> bool:
    """Whether a word only names what stands before or after it: "Osmosis: water moves …"."""
    first, end = text.sentences[text.sentence_of(at)]
    words = text.words
    heads = at - first < LABEL and words[at + 1 : at + 2] and words[at + 1].low in _COLONS
    ends = at > first and words[at - 1].low in _COLONS and end - at <= LABEL
    return bool(heads or ends)


def _acquainted(
    ours: dict[str, list[Company]], theirs: dict[str, list[Company]]
) -> list[tuple[str, str]]:
    """Return the pairs of which one, in the answer, has some company of the other."""
    home = {stem: {key for each in found for key in each} for stem, found in ours.items()}
    seen = {stem: {key for each in found for key in each} for stem, found in theirs.items()}
    return [
        (one, other)
        for one, other in combinations(ours, 2)
        if not (seen[one].isdisjoint(home[other]) and seen[other].isdisjoint(home[one]))
    ]


def _may_swap(meant: Page, one: str, other: str, homes: Places, places: Places) -> bool:
    """Whether two words are of one kind, and not given as equals: "arrested and shot"."""
    if not set(places[one]).isdisjoint(places[other]):
        return False
    verbs = [{meant.items[at].role == "verb" for at in homes[stem]} for stem in (one, other)]
    return verbs[0] == verbs[1] and not any(
        _joined(meant.text.words, min(pair), max(pair))
        for pair in ((here, there) for here in homes[one] for there in homes[other])
    )


def _are_of_one_sort(said: Page, one: int, other: int) -> bool:
    """Whether two words of an answer can stand for each other: both names, or both nouns."""
    items = said.items[one], said.items[other]
    if (items[0].role == "verb") != (items[1].role == "verb"):
        return False
    if is_name(said, one) != is_name(said, other):
        return False
    known = [common_words().get(said.text.words[item.at].low, (0.0, "?"))[1] for item in items]
    return "?" in known or known[0].lower() == known[1].lower()


def _joined(words: list[Word], first: int, last: int) -> bool:
    before = words[max(0, first - 6) : last] if last - first <= 6 else []
    if any(word.low == "from" for word in before) and any(word.stem in APART for word in before):
        return True
    between = words[first + 1 : last] if last - first <= 3 else []
    joined = any(word.low in ("and", "or", ",", "nor") for word in between)
    return joined and not any(word.stem for word in between)


def _crossed(
    pairs: list[tuple[str, str]], ours: dict[str, list[Company]], theirs: dict[str, list[Company]]
) -> list[tuple[float, str, str]]:
    """Return the pairs that each keep the other's company, and by how much."""
    found = []
    for one, other in pairs:
        skip = {f"{stem}{end}" for stem in (one, other) for end in ("", " <", " >")}
        gain = _gain(theirs[one], ours[one], ours[other], skip)
        back = _gain(theirs[other], ours[other], ours[one], skip)
        both = gain + back
        mutual = min(gain, back) > 0 and both >= NAMED
        if mutual or (both >= ONE_SIDED and min(gain, back) >= -UNDECIDED * both):
            found.append((both, one, other))
    return found


def _gain(said: list[Company], own: list[Company], rival: list[Company], skip: set[str]) -> float:
    """Return how much better a word fits the rival's place than its own, wherever it stands."""
    return min(_like(each, rival, skip) - _like(each, own, skip) for each in said)


def _like(said: Company, meant: list[Company], skip: set[str]) -> float:
    return max(like(said, home, skip) for home in meant)


def _sharp(meant: Page, homes: Places, one: str, other: str) -> bool:
    """Whether two words are names, also at the head of a sentence."""
    return all(
        meant.items[homes[stem][0]].name
        or (meant.text.words[homes[stem][0]].capital and not concepts(stem))
        for stem in (one, other)
    )


def _swap(said: Page, at: int, rival: int, home: Item, sharp: bool, strength: float) -> Swap:
    text = said.text
    start, stop = text.propositions[said.items[at].proposition]
    clause = text.shown(start, stop - 1).strip(" ,;:.")
    return Swap(text.words[at].text, text.words[rival].text, clause, home.clause, sharp, strength)
