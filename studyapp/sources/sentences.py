"""Where sentences end: rules and a list of abbreviations, no model and no download.

A full stop after an abbreviation or an initial ends nothing unless the next word is one that
opens sentences and never names; asides in brackets stay whole.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from studyapp.sources.wordsets import word_set

_STOP = re.compile(
    r"""(?P<stop>\.(?:[ ]?\.){2,}|[.!?…]+)   # an ellipsis, spaced or not, or stops
        (?P<close>(?:[ ]?[”»])*["'’)\]”»]*)  # what closes behind it
        (?=\s|$)""",
    re.VERBOSE,
)
_NEXT = re.compile(r"""\s+(?P<open>["'‘’“«(\[¿¡—–-]*)\s*(?P<word>[\w$£€§°~±−]?[\w'’.-]*)""")
_BEFORE = re.compile(r"""[^\s(\[“‘"—–/]+$""")

STARTERS = word_set(
    """
    a an the this that these those it its in on at he she they we you i his her their our my
    your but however and as for when while if there by from to after before although though
    since such some many most each every all both no not only one two three thus then here
    with under during because what who where why how instead yet nor or so another other
    others several according between despite until even once again also any few more much
    still now today later finally first second third moreover furthermore nevertheless
    meanwhile consequently therefore hence indeed perhaps unlike like within without through
    over into upon whether which whose
    """
)
"""Words that open sentences and that no name begins with."""

_NEVER = word_set(
    """
    mr mrs ms dr prof gen col lt capt cpt sgt maj cmdr rev hon gov sen rep messrs mme mlle
    adm brig st ste mt ft e.g i.e eg ie cf viz vs v ca approx esp incl resp spp ssp subsp
    var cv nat. op loc ya yu ju iu ia zh kh ch sh shch ts dzh yo ye je ja al. pres supt det
    insp pvt cpl ald atty fr. hrsg bzw z.b d.h u.a sc scil sqq seq ff. abs pvt univ dept est
    min max avg temp
    """
)
"""Abbreviations that something always follows: titles, Latin, patronymics."""

_BEFORE_NUMBER = word_set(
    """
    no nos fig figs eq eqs eqn eqns vol vols p pp ch chs chap chaps sec secs sect art arts
    para paras cl pt pts ser nr num app pl pls tab ref refs ex exs ll f ff d l n nn s ss r
    rr reg regs cap c op div col cols fol fols bk bks ed stat u.s.c c.f.r jan feb mar apr
    jun jul aug sep sept oct nov dec doc vers lib dist tit cor cir
    """
)
"""Abbreviations only where a number follows: ``No. 5``, ``Fig. 3``, ``pp. 12``, ``Sept. "
"1939``."""

_MAY_END = word_set(
    """
    etc inc ltd co corp jr sr al ph.d m.d b.a m.a d.c a.m p.m b.c a.d b.c.e c.e bros dept
    esq eds ed trans ave blvd rd ibid seq ff id plc llc s.a gmbh pty fr vt pa ca calif mass
    penn conn mich minn wis ill ind fla ala tenn va md del ariz colo tex okla ore wash
    """
)
"""Abbreviations that may close a sentence: they do if an opening word follows."""

_LETTERED = word_set(
    """
    vitamin type class group phase plan point appendix section schedule part figure table
    war hepatitis grade stage model box chapter exhibit title category level panel form
    factor annex influenza option case version zone block line unit step route side drive
    layer
    """
)
"""After these a single capital is a label (``vitamin C.``), not the initial of a name."""

_INITIALS = re.compile(r"(?:[A-ZÀ-ŽА-Я][.])*[A-ZÀ-ŽА-Я]")
_ROMAN = re.compile(r"[IVXLC]+\b|[A-Z]\d*\b|[a-z]\b")
_OPENERS = {"(": ")", "[": "]", "“": "”"}
_LONGEST_ASIDE = 600


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence starts and ends; only white space lies between them."""
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end in _ends(text):
        if end <= start:
            continue
        found.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip()) if end < len(text) else end
    stripped = len(text.rstrip())
    if start < stripped:
        found.append((start, stripped))
    return found


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in spans(text)]


_CUT_OFF = re.compile(r"""(?:(?<![.])\.{3}|(?<!\.)\s?\. \. \.|…)["'’”)\]»]*$""")
_WHOLE = re.compile(r"""[.!?:;…]["'’”)\]»*]*$""")


def truncated(sentence: str) -> bool:
    """Whether a sentence breaks off, or holds a character that was lost on the way.

    Four dots are a full stop and an elision: such a sentence is whole. A colon is an end,
    because a quotation or a list follows it.
    """
    if "\ufffd" in sentence:
        return True
    return bool(_CUT_OFF.search(sentence)) or not _WHOLE.search(sentence)


def _ends(text: str) -> Iterator[int]:
    asides = _asides(text)
    opened = [start for start, _ in asides]
    last = 0
    for match in _STOP.finditer(text):
        if match.end() >= len(text.rstrip()):
            break
        if _inside(asides, opened, match.start(), last):
            continue
        if _breaks(text, match, last):
            last = match.end()
            yield match.end()


def _breaks(text: str, match: re.Match[str], last: int) -> bool:
    stop, close = match["stop"], match["close"]
    following = _NEXT.match(text, match.end())
    if following is None:
        return True
    word = following["word"]
    if not word or word[0].islower() or (word[0] == "'" and word[1:2].islower()):
        return not word and "“" in following["open"]
    if stop.startswith("...") and close.startswith("]"):
        return word[0].isupper()
    if stop == "." and not close:
        return not _abbreviated(text, match.start(), word, following, last)
    if stop == "." and close == ")" and not following["open"]:
        before = _BEFORE.search(text, max(last, match.start() - 30), match.start())
        if before and before[0].casefold() in _BEFORE_NUMBER | _NEVER:
            return False
    if "." in stop and len(stop.replace(" ", "")) == 3 and not close:
        return word.casefold().rstrip(".") in STARTERS or stop.startswith("...")
    return True


def _abbreviated(text: str, at: int, word: str, following: re.Match[str], last: int) -> bool:
    """Whether the full stop at ``at`` belongs to an abbreviation and ends no sentence."""
    before = _BEFORE.search(text, max(last, at - 40), at)
    if before is None:
        return False
    token = before[0].lstrip("'’\"")
    plain = token.casefold()
    opens = word.casefold() in STARTERS and not (
        len(word) == 1 and text[following.end("word") - 1] == "."
    )
    numbered = word[0].isdigit() or bool(_ROMAN.fullmatch(word.rstrip(".,;:")))
    if token.isdigit() and before.start() <= last + 1 and len(token) <= 3:
        return True
    if plain in _NEVER:
        return True
    if plain in _BEFORE_NUMBER and numbered:
        return True
    if _INITIALS.fullmatch(token):
        if "." in token:
            return not opens
        earlier = text[max(0, before.start() - 20) : before.start()].split()
        if earlier and earlier[-1].casefold().strip("(“") in _LETTERED:
            return False
        return not opens
    if plain in _MAY_END or (plain not in STARTERS and "." in plain and len(plain) <= 6):
        return not opens
    return False


def _asides(text: str) -> list[tuple[int, int]]:
    """Return the brackets and quotations that stand inside a sentence, in order."""
    found: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    for match in re.finditer(r"[()\[\]“”]", text):
        mark, at = match[0], match.start()
        if mark in _OPENERS:
            open_at.append((mark, at))
            continue
        while open_at and _OPENERS[open_at[-1][0]] != mark:
            open_at.pop()
        if not open_at:
            continue
        opener, start = open_at.pop()
        if at - start > _LONGEST_ASIDE or not text[start + 1 : at].strip(" .…"):
            continue
        if opener == "“" and not re.match(r"”\s*(?:[,;–—]|[a-z])", text[at : at + 4]):
            continue
        found.append((start, at))
    found.sort()
    return found


def _inside(asides: list[tuple[int, int]], opened: list[int], at: int, last: int) -> bool:
    """Whether a stop lies in an aside that began after its sentence did."""
    index = bisect_left(opened, at) - 1
    while index >= 0 and asides[index][0] > last + 1:
        start, end = asides[index]
        if start < at < end:
            return True
        if at - start > _LONGEST_ASIDE:
            return False
        index -= 1
    return False
