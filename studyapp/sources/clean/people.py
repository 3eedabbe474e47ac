"""Names of people, as far as their form tells."""

import re

from studyapp.sources.wordsets import word_set

_CAPITAL = "[A-ZÀ-ÖØ-ÞŁŚŠŽČĆŘĎŇŤĽ]"
_INITIAL = rf"{_CAPITAL}(?:[a-z]{{0,2}})?\.(?:-[A-Z]\.)?"
_PARTICLE = r"(?:de|da|di|du|del|della|der|den|van|von|la|le|al|el|bin|ibn|ten|ter|y|of)"
_PREFIX = "(?:Mc|Mac|O['’]|D['’]|d['’]|al-|el-)?"
_WORD = rf"(?:{_PREFIX}{_CAPITAL}[a-zà-ž’'ľščžıć]+(?:-{_CAPITAL}[a-zà-ž]+)?)"
_PART = rf"(?:{_INITIAL}\s?|{_WORD}\s|{_PARTICLE}\s)"
NAME = rf"(?:(?:{_INITIAL}\s?|{_WORD}\s){_PART}{{0,3}}?)?{_WORD}"
_FULL = re.compile(
    rf"^(?:(?:{_WORD}|{_INITIAL})[\s-]?){_PART}{{0,3}}{_WORD}"
    r"(?:,? (?:Jr|Sr|PhD|MD|Ph\.D|M\.D|FRS|II|III)\.?)?$"
)
_NOT_NAMES = word_set(
    """
    the a an of and in on to for with from history introduction chapter part open access
    university press journal review revolution war science theory world new east west north
    south summary abstract series early modern cell energy economic plate water life law
    soil data network systems climate european american british french german russian soviet
    international general public social political human natural high low learning machine
    deep field office agency department ministry committee commission council bureau
    institute society association bank company corporation inc service board authority
    foundation laboratory centre center college school hospital group union court state
    states federal national annals quarterly letters final rule notes lecture unit section
    volume version draft report case study studies methods results discussion conclusion
    """
)
_VERBS = (
    r"(?:argues?|demonstrates?|shows?|asks?|concludes?|measures?|follows?|traces?|overturns?"
    r"|explains?|examines?|writes?|reveals?|explores?|contends?|describes?|tells?|offers?|draws?)"
)
_BLURB = re.compile(rf"\b((?:{_WORD}\s)(?:{_INITIAL}\s?|{_WORD}\s){{0,2}}{_WORD})\s{_VERBS}\b")


def person(text: str) -> bool:
    """Whether a line is a name and nothing else: two to six words, first and last capital."""
    text = text.strip()
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not 2 <= len(words) <= 6 or _NOT_NAMES.intersection(words):
        return False
    return bool(_FULL.match(text))


def named_in_blurb(text: str) -> str:
    """Return whom a publisher's blurb credits: a full name before a verb of arguing."""
    for match in _BLURB.finditer(text[:3000]):
        name = match[1]
        surname = name.split()[-1]
        if len(re.findall(rf"\b{re.escape(surname)}\b", text)) >= 2 and person(name):
            return name
    return ""
