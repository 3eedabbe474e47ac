"""What kind of thing a short answer is, so that wrong options look like the right one."""

import re

from studyapp.quiz.listed import listed
from studyapp.quiz.units import read_unit

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_MONTH = "(?:" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS) + r"|sept)\.?"
_YEAR = r"(?:[1-9]\d{2,3}|\d{1,4} ?(?:bce?|ad|ce))"
_PREFIX = r"(?:(?:in|on|by|around|about|c\.|ca\.|circa|early|mid|late|from|between|the) ?-?)*"
_TIME = re.compile(
    rf"{_PREFIX}(?:{_YEAR}s?|\d{{3}}0['’]?s|\S{{3,14}}(?:st|nd|rd|th|first|second|third) century"
    rf"|\d{{1,2}}(?:st|nd|rd|th) century)(?: ?(?:[-–—/]|to|and|until) ?(?:{_YEAR}|\d{{2}}))?"
    r"(?: ?(?:bce?|ad|ce))?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"{_PREFIX}(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{3,4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{3,4}})?|{_MONTH},? (?:of )?\d{{3,4}}"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4})",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    "ninety|hundred|thousand|million|billion|dozen|half|quarter"
)
_NUMBER = re.compile(
    r"(?:(?:about|around|over|under|some|nearly|almost|roughly|approximately|more than|less than|"
    r"fewer than|at least|at most|up to|exactly|only|a|an|ca\.|c\.) )*"
    rf"[~≈<>±+−-]?\s?(?P<money>[$£€¥]\s?)?(?:\d|[½¼¾⅓⅔⅕⅛]|(?:{_NUMBER_WORD})\b)",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"[=^∑∫√≤≥→⇌]|[A-Z][a-z]?\d[A-Za-z\d()+-]*$|\\[a-z]+|[A-Za-zα-ω)][²³⁴⁵⁶⁷⁸⁹ⁿ]"
    r"|\b[a-z]\s?[+−-]\s?[a-z]\b"
)
_CHEMICAL = re.compile(r"(?=.*[\d₀-₉])(?:[A-Z][a-z]?[\d₀-₉]*|[()\[\]][\d₀-₉]*){1,12}[+⁺⁻²³-]{0,2}")
_TERM = re.compile(
    r"[-−+]?\s?[\d.,]+\s?[·×*]?\s?(?P<rest>[a-jl-z]|[a-z]{1,3}(?:[²³⁴⁵⁶⁷⁸⁹ⁿ^]|\s?[=+−-]\s).*"
    r"|[a-z]*[α-ω].*|\(.*)"
)
"""A number times something, unless that is a unit: 2x, 2πr, 4(a + b)."""
_PLAIN_END = re.compile(r"[.!?…]['\"”’)\]]*$")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?]['\"”’)\]]*\s+(?=[\"“‘'(]?[A-ZÀ-ÞА-Я])")
_TITLES = frozenset(
    listed(
        "king queen tsar czar emperor empress pope sir lord lady saint st dr prof professor "
        "general marshal president chancellor captain colonel admiral prince princess count "
        "duke mr mrs ms cardinal bishop sultan shah kaiser"
    )
)
_GIVEN = frozenset(
    listed(
        "adam albert alexander alexei aleksandr aleksei alfred alice andrei andrew anna "
        "anne anton antonio arthur benjamin bernard boris carl carlos catherine charles "
        "charlotte christopher clara david dmitri dmitry edward elena elizabeth emily emma "
        "ernest eva felix ferdinand francis francisco frank franz fred friedrich fyodor "
        "galileo george georg georgii georgy giovanni giuseppe gregor grigory hannah hans "
        "harold harry heinrich helen henri henry herman hugh hugo igor immanuel irina isaac "
        "isabella ivan jack jacques james jan jane jean johann johannes john jonas joseph "
        "josef josé juan julia julius karl kurt lazar leo leon leonardo leonid lev louis "
        "louise lucy ludwig luigi lynne margaret maria marie mark martin mary matthew max "
        "maxim michael miguel mikhail moses natalia nelson nikita niels nicholas nicolaus "
        "nikolai oleg olga oliver oscar otto pablo patrick paul pavel pedro peter philip "
        "pierre pyotr rachel ralph richard robert roger rosa rudolf samuel sarah sebastian "
        "sergei sergey sheila sigmund simon sofia sophia stefan stephen steven susan thomas "
        "theodore toni valerian victor viktor vincent virginia vladimir walter werner "
        "wilhelm william winston wolfgang yuri"
    )
)
_THINGS = frozenset(
    listed(
        "act agreement alliance army association bank basin battle bay bill bureau charter "
        "church city civil code college combine commission commissariat committee company "
        "conference congress constitution convention council crisis declaration department "
        "depression desert doctrine dynasty edict empire enlightenment era european "
        "federation forest front institute island islands kingdom lake law league ministry "
        "mountain mountains movement museum nations north ocean office organisation "
        "organization pact parliament party peace peninsula plan policy railway reform "
        "reformation renaissance republic revolution river sea senate siege soviet south "
        "state states strait theorem theory treaty trial union university valley wall war "
        "west east works world"
    )
)
_LIST = re.compile(r"\s*(?:,|;|\band\b|\bor\b|/)\s*")


def kind_of(text: str) -> str:
    """Return the kind of a plain answer, told by its form alone.

    One of: yes-no, date, year (also a span, decade or century), percent, money, number, formula,
    person, name (any other proper name), term, phrase, list, sentence (one claim), paragraph.
    """
    text = " ".join(text.split())
    bare = text.strip(" .!?\"'“”‘’()[]")
    if bare.lower() in ("yes", "no", "true", "false"):
        return "yes-no"
    if len(bare) <= 60:
        if _DATE.fullmatch(bare):
            return "date"
        if _TIME.fullmatch(bare):
            return "year"
        figure = _NUMBER.match(bare)
        if figure and len(bare.split()) <= 6:
            term = _TERM.fullmatch(bare)
            if term is None or read_unit(term["rest"]) is not None:
                return _of_figure(bare, figure)
            return "formula"
    if len(bare) <= 80 and len(bare.split()) <= 8 and _FORMULA.search(bare):
        return "formula" if read_unit(bare) is None else "term"
    return _of_words(text, bare)


def is_chemical(text: str) -> bool:
    """Whether a text has the form of a chemical formula: H2O, Ca(OH)₂."""
    return bool(_CHEMICAL.fullmatch(text))


def _of_figure(text: str, figure: re.Match[str]) -> str:
    if re.search(r"%|\bper\s?cent\b", text):
        return "percent"
    money = re.search(r"\b(?:dollars?|pounds?|euros?|rou?bles?|yen|francs?|marks?)\b", text)
    return "money" if figure["money"] or money else "number"


def _of_words(text: str, bare: str) -> str:
    words = bare.split()
    if len(text) > 90 and _SENTENCE_END.search(text):
        return "paragraph"
    if len(text) > 300:
        return "paragraph"
    if len(words) > 5 and _PLAIN_END.search(text):
        return "sentence"
    parts = [part for part in _LIST.split(bare) if part]
    if len(parts) > 2 and len(words) <= 5 * len(parts) and ("," in bare or ";" in bare):
        return "list"
    if len(words) > 12:
        return "sentence"
    if len(words) > 5:
        return "phrase"
    return _of_name(words)


def _of_name(words: list[str]) -> str:
    small = {"of", "the", "and", "de", "von", "van", "la", "le", "du", "for", "on", "in", "y"}
    telling = [word for word in words if word.lower() not in small]
    if not telling or not all(word[0].isupper() for word in telling):
        return "term"
    lower = [word.strip(".,’'").lower() for word in telling]
    if len(telling) > 1 and not _THINGS.intersection(lower):
        initial = any(re.fullmatch(r"(?:[^\W\d_]{1,2}\.-?){1,3}", word) for word in telling[:-1])
        if initial or lower[0] in _TITLES or lower[0] in _GIVEN:
            return "person"
    return "name"


_WORDS = frozenset(("name", "term", "phrase"))


def alike(one: str, other: str) -> bool:
    """Whether answers of two kinds may stand side by side as options.

    A proper name may turn out to be a person or a place, and any answer may begin with a capital
    letter, so that ``name`` goes with both; a phrase goes with terms where lengths agree. A list
    shows by its commas that it is one.
    """
    if one == other:
        return True
    pair = {one, other}
    if pair <= _WORDS:
        return True
    return pair in ({"name", "person"}, {"name", "place"}, {"phrase", "sentence"})


def asked_for(question: str, kind: str) -> str:
    """Return ``kind`` made more exact by a question that asks who or where."""
    if kind not in ("name", "term", "person"):
        return kind
    start = " ".join(question.lower().split()[:3])
    if re.match(r"(?:\W*)(?:by |to |with )?who(?:m|se)?\b|which historian", start):
        return "person"
    return (
        "place"
        if kind in ("name", "person") and re.match(r"\W*(?:in |on )?where\b", start)
        else kind
    )
