"""What a sentence speaks of, without what it says of it: "what the council did"."""

from studyapp.domain.english import common_words
from studyapp.grading.data import word_list, word_set
from studyapp.grading.related import is_verb
from studyapp.grading.words import MARKS, Word, split

LONGEST = 8
"""Words of what a sentence speaks of, to be named in one breath."""
_BE = frozenset(("is", "are", "was", "were"))
_HAVE = frozenset(("has", "have", "had"))
_MANY = frozenset(("are", "were", "have", "do"))
_MODAL = frozenset(["can", "could", "may", "might", "must", "should", "would", "will", "shall"])
_DO = frozenset(("do", "does", "did"))
_PLURAL = word_set("plural")
_CLAUSES = word_set("clause_opener")
_JOINERS = word_set("joiner")
_ASKING = frozenset(["what", "who", "which", "how", "why", "where", "there", "nothing", "neither"])
_TURNS = frozenset(["but", "while", "whereas", "although", "though"])
_RELATIVE = frozenset(["no", "not", "never", "which", "who", "whom", "whose", "where"])
_ADVERBS = word_set("sentence_adverb")
_DETERMINERS = word_set("determiner")
_OBJECTS = _DETERMINERS | {"him", "them", "it", "us", "me", "that"}
"""What follows a finite verb and no participle."""
_PREPOSITIONS = word_set("preposition") - {"than", "as", "off", "out", "down", "up"}
_WHOSE = frozenset(("its", "their", "his", "her"))
_UNFIT = _ASKING | _CLAUSES | _ADVERBS | _PREPOSITIONS
_ORDINARY = tuple(word_list("ordinary_ending"))
"""Endings of words that are no names, whatever their first letter."""
_OBJECTIVE = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}


def subject(claim: str) -> str:
    """Return what a claim tells, as "what the council did" or "what happens in winter".

    Empty where that is not clear. Of the claim itself nothing but its beginning is told.
    """
    words = split(claim)
    if not words or not (words[0].capital or words[0].low in _TURNS):
        return ""
    setting = _setting(words)
    if setting:
        shown = claim[words[0].start : words[setting - 1].end]
        happens = "happened" if any(map(_is_past, words[setting:])) else "happens"
        return f"what {happens} {shown[0].lower()}{shown[1:]}"
    start = next((at for at, word in enumerate(words) if not _joins(word)), len(words))
    verb = _verb(words, start)
    if verb is None:
        return ""
    about = words[start:verb]
    while len(about) > 1 and about[-1].low in _ADVERBS:
        about.pop()
    if about[0].low in _UNFIT or about[0].low.endswith(("ed", "ing")):
        return ""
    broken = any(word.text in MARKS or word.low in _RELATIVE for word in about)
    if broken or about[-1].low in _JOINERS:
        return ""
    named = any(word.capital for word in about[1:])
    plural = (_is_plural(_head(about)) and _tag(words[verb]) != "z") or (
        words[verb].low in _MANY and not named
    )
    shown = _small(claim[about[0].start : about[-1].end], about[0], plural=plural)
    if about[0].low in _WHOSE and len(about) > 1:
        shown = f"the {claim[about[1].start : about[-1].end]}"
    return f"what {_predicate(words, verb, shown, plural=plural)}"


def _joins(word: Word) -> bool:
    return word.low in _JOINERS or word.text in MARKS


def _setting(words: list[Word]) -> int:
    """Return how many words say when or where at the head: "In winter", "When …," of a clause."""
    low = words[0].low if words else ""
    if low in _CLAUSES and words[0].capital:
        comma = next((at for at, word in enumerate(words) if word.text == ","), 0)
        return comma if 3 < comma <= LONGEST and comma + 3 < len(words) else 0
    if low not in _PREPOSITIONS or low in ("for", "about", "like"):
        return 0
    for at in range(1, min(len(words) - 2, LONGEST)):
        if words[at].capital:
            return 0
        if words[at].text[0].isdigit():
            return at + 1 + (words[at + 1].low == "s")
        if words[at].stem and _tag(words[at]) in ("n", "N", ""):
            follows = words[at + 1]
            numbered = follows.text[0].isdigit() or _tag(follows) == "#"
            return at + 1 + numbered if follows.low != "of" else 0
    return 0


def _verb(words: list[Word], start: int) -> int | None:
    """Return the index of the first word after ``start`` that looks like a finite verb."""
    for at in range(start + 1, min(len(words), start + LONGEST + 1)):
        if words[at].text in MARKS:
            return None
        if _is_verb(words, start, at):
            return at
    return None


def _is_verb(words: list[Word], start: int, at: int) -> bool:
    word, before = words[at], words[at - 1].low
    if word.low in _BE | _HAVE | _MODAL | _DO:
        return not words[at - 1].text[0].isdigit()
    governed = before in _DETERMINERS or before in _PREPOSITIONS
    if governed or word.capital or not word.stem:
        return False
    tag = _tag(word)
    if tag in ("z", "d") or (tag == "" and word.low.endswith("ed")):
        return True
    if tag == "e" and at + 1 < len(words):
        return words[at + 1].low in _OBJECTS or words[at + 1].capital
    if _is_plural(_head(words[start:at])):
        known = tag == "v" or (tag in ("n", "j", "") and (is_verb(word.stem) or not tag))
        return known and not word.low.endswith(("s", "ly")) and words[at - 1].stem != ""
    if tag == "N" and any(_tag(each) in ("z", "d", "m", "v") for each in words[at + 1 : at + 3]):
        return False
    return word.low.endswith("s") and (is_verb(word.stem) or tag == "")


def _tag(word: Word) -> str:
    return common_words().get(word.low, (0.0, ""))[1]


def _head(about: list[Word]) -> Word:
    """Return the noun that a phrase is about: the one before its first preposition."""
    end = next(
        (at for at, word in enumerate(about) if at and word.low in _PREPOSITIONS), len(about)
    )
    return about[end - 1]


def _is_plural(word: Word) -> bool:
    return word.low in _PLURAL or (
        word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))
    )


def _is_past(word: Word) -> bool:
    return word.low in ("was", "were", "had", "did") or _tag(word) == "d"


def _small(text: str, first: Word, *, plural: bool) -> str:
    """Return a text from the head of a sentence as it stands within one."""
    known = len(first.text) == 1 or first.low in common_words() or not first.stem
    plural = plural or ("'" not in first.text and first.low.endswith(_ORDINARY))
    named = first.capital and (
        (not known and not plural) or (first.text.isupper() and len(first.text) > 1)
    )
    return text if named else text[0].lower() + text[1:]


def _predicate(words: list[Word], verb: int, shown: str, *, plural: bool) -> str:
    low, following = words[verb].low, [word.low for word in words[verb + 1 : verb + 4]]
    passive = any(each.endswith(("ed", "en")) or _participle(each) for each in following)
    if low in _BE:
        happens = "happened" if low in ("was", "were") else "happens"
        return f"{happens} to {_OBJECTIVE.get(shown, shown)}" if passive else f"{shown} {low}"
    if low in _MODAL:
        done = "be" in following or "been" in following
        return f"{low} happen to {_OBJECTIVE.get(shown, shown)}" if done else f"{shown} {low} do"
    if low in _HAVE:
        return f"{shown} {low}" if not passive else f"{shown} {low} done"
    if low == "did" or _tag(words[verb]) == "d" or low.endswith("ed") or _participle(low):
        return f"{shown} did"
    return f"{shown} {'do' if plural else 'does'}"


def _participle(low: str) -> bool:
    return common_words().get(low, (0.0, ""))[1] in ("d", "e")
