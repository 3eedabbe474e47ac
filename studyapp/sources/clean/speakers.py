"""Who speaks in a block quotation, as far as the text around it says so plainly."""

import re

from studyapp.sources.clean.people import NAME
from studyapp.sources.sentences import split
from studyapp.sources.wordsets import word_set

_SAID = (
    r"(?:wrote|writes|said|says|told|tells|explained|explains|argued|argues|insisted|insists"
    r"|declared|declares|observed"
    r"|observes|warned|warns|noted|notes|recalled|recalls|remembered|concluded|concludes"
    r"|reported|reports|stated|states"
    r"|remarked|remarks|replied|answered|announced|claimed|claims|testified|confessed|admitted"
    r"|put it|puts it|described"
    r"|added|asked|continued|held|ruled|cautioned|complained|emphasi[sz]ed|stressed|maintained)"
)
_ADVERB = r"(?:\w+ly |later |once |then |had |has |also )?"
_SUBJECT = re.compile(
    rf"(?:^|[,;:]\s|\b(?:[Aa]s|when|what|how|and|but|later"
    rf"|then)\s)(?P<name>{NAME})(?:,[^,;:]{{1,90}},)?\s{_ADVERB}{_SAID}\b"
)
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the words of|quoted by|described by"
    rf"|as told by)\s(?P<name>{NAME})"
)
_PRONOUN = re.compile(rf"(?:^|[,;:]\s)(?:he|she|He|She)\s{_ADVERB}{_SAID}\b")
_ACTOR = re.compile(
    rf"^(?:[A-Z]\w+ly, |In [^,]{{3,40}}, |On [^,]{{3,40}}, |Then |But |And )?(?P<name>{NAME})\s"
    r"(?:\w+ed|was|had|told|wrote|said|saw|made|took|gave|held|went|put|set|knew|thought|found)\b"
)
_PAPER = re.compile(
    r"\b(?P<paper>(?:letter|telegram|report|memorandum|decree|directive|resolution|circular"
    r"|article|order)(?: sent)?"
    rf" (?:to|of|by|from|in) [^,.;:]{{3,50}}?)\s{_ADVERB}{_SAID}\b"
)
_FIRST_NAME = re.compile(r"\b(?P<name>(?:[A-Z]\. ?){0,2}[A-Z][a-z]{2,})\b")
_SELF = re.compile(r"\b(?:I|me|my|we|us|our)\b")
_NOT_NAMES = word_set(
    """
    he she it they we you i this that these those the a an one in on at as but and or if
    when who what there any all some no many most few both each every another such his her
    their its our my your after before during since while although though because until
    under over with without for from by to of then thus so yet
    """
)


def speaker_before(text: str, earlier: str = "") -> str:
    """Return who speaks by the words that lead in, empty unless they say so plainly.

    ``earlier`` is the paragraph before: it says who "he" is if the lead-in stands alone.
    """
    sentences = split(text)
    if not sentences:
        return ""
    for sentence in sentences[:-3:-1]:
        if found := _first(_ACCORDING, sentence):
            return found
    lead = sentences[-1]
    if found := _first(_SUBJECT, lead):
        return found
    if match := _PAPER.search(lead):
        return match["paper"].replace(" sent to ", " to ")
    if _PRONOUN.search(lead):
        before = sentences[-2] if len(sentences) > 1 else (split(earlier) or [""])[-1]
        return _actor(before)
    return ""


def speaker_around(lead: str, quotation: str, following: str) -> str:
    """Return the one person named first both in the lead-in and right after, if "I" speaks."""
    sentences = split(lead)
    if not sentences or not _SELF.search(quotation):
        return ""
    first = [m["name"] for m in _FIRST_NAME.finditer(sentences[-1]) if _proper(m["name"])]
    after = following.split(maxsplit=1)[0] if following else ""
    return first[0] if first and after == first[0].split()[-1] else ""


def full_name(name: str, names: dict[str, set[str]]) -> str:
    """Return the name with its initials if the document knows exactly one bearer."""
    if " " in name or "." in name:
        return name
    known = names.get(name, set())
    return next(iter(known)) if len(known) == 1 else name


def initialled(texts: list[str]) -> dict[str, set[str]]:
    """Return each surname with the forms that carry initials in a document."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in re.finditer(r"\b(?:[A-Z]\. ?){1,3}([A-Z][a-z]{2,})", text):
            found.setdefault(match[1], set()).add(match[0])
    return found


def _first(pattern: re.Pattern[str], sentence: str) -> str:
    for match in pattern.finditer(sentence):
        words = match["name"].split()
        while words and words[0].casefold() in _NOT_NAMES:
            words.pop(0)
        name = " ".join(words)
        if name and _proper(name):
            return name
    return ""


def _actor(sentence: str) -> str:
    match = _ACTOR.match(sentence)
    return match["name"].strip() if match and _proper(match["name"]) else ""


def _proper(name: str) -> bool:
    return name[:1].isupper() and name.split()[0].casefold() not in _NOT_NAMES
