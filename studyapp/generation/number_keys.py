"""Dates, years and figures as blanks: what the words around a number say about asking for it.

A number that the sentence is about makes a good card. One that it only mentions (the other year
of a comparison, the base of a rise, the year of a remark) makes a poor one.
"""

import re

from studyapp.generation.model import Category, Key
from studyapp.generation.names import place_kind
from studyapp.generation.numbers import NumberSpan
from studyapp.generation.terms import is_generic

_COMPARED = re.compile(
    r"(?:compared (?:to|with)|versus|rather than|instead of|than|as against|down from|up from|"
    r"as opposed to)"
    r"\s(?:\w+\s){0,2}$"
)
_CONTAINS = re.compile(
    r"\b(?:has|have|had|contains?|consists? of|comprises?|(?:is|are|was|were) (?:divided|split|"
    r"made up|organised|"
    r"organized|composed|grouped)(?: \w+)?|requires?|of|numbered|totalled|reached|totals?|"
    r"lasts?|takes?|uses?)\s(?:\w+\s)?$"
)
_VAGUE_COUNT = re.compile(
    r"^\s(?:things|members|years|months|days|weeks|decades|times|parts|reasons|ways|others|"
    r"of the|of them|or|"
    r"main|people|more|or more|important|possibilities|different|other|key|major|factors|"
    r"aspects|points|masters|examples|cases|subsequent)\b"
)


def number_key(text: str, number: NumberSpan, numbers: list[NumberSpan]) -> list[Key]:
    """Return the number as a key with what speaks for and against it."""
    before, after = text[: number.start], text[number.end :]
    kind = number.kind
    if kind in ("date", "day"):
        category, bonus = Category.DATE, -0.6 if kind == "day" else 0.0
        if re.search(r"\b[Aa]s of $", before):
            bonus -= 4.0
    elif kind in ("year", "years", "era"):
        category, bonus = Category.YEAR, _year_bonus(number, before, after, numbers)
    else:
        category, bonus = Category.FIGURE, _figure_bonus(number, before, after, numbers)
    return [Key(number.start, number.end, number.text, category, kind, bonus)]


_ELSEWHEN = re.compile(
    r"\b(?:compared (?:to|with)|than|\bas (?:there )?(?:had|have|was|were|did)|unlike|like|as) "
    r"[^,;]*\b(?:in|of|for) (?:the )?(?:early |late )?$"
)
"""The other time of a comparison."""
_BASE = re.compile(
    r"\bthe (?:preceding|previous|prior) (?:\w+ )?(?:year|month|decade|period)\b[^;.]*$"
)
"""The figure that stood before the one the sentence is about."""
_BY_THE_WAY = re.compile(
    r"\b(?:that|which) (?:started|began|ended|broke out|lasted|appeared|existed|took place) "
    r"(?:\w+ ){0,4}$"
)
"""When something began that the sentence only mentions."""
_COUNTED_BACK = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[- ]years?\b(?! old)"
)
"""A span of years beside another year: the year asked for can be worked out."""


def _year_bonus(number: NumberSpan, before: str, after: str, numbers: list[NumberSpan]) -> float:
    others = [n for n in numbers if n.kind in ("year", "years", "date", "era") and n != number]
    bonus = 0.0
    if re.search(r"\bthe [a-z]+ of $", before):
        bonus -= 0.6
    if re.search(r"\b(?:in the course of|throughout(?: the)?|over the) $", before):
        bonus -= 1.2
    if _compares(f"{before}{number.text}{after}"):
        bonus -= 1.0
    elif others:
        bonus -= 0.4
    if others and _COUNTED_BACK.search(before + after):
        bonus -= 2.2
    if re.search(r"\b(?:observed|said|remarked|told|noted|wrote) (?:\w+ )?that [“\"‘]", after):
        bonus -= 0.5
    if number.kind == "years" and before.endswith("(") and after.startswith(")"):
        bonus -= 0.6
    if _neighbour(number, others):
        bonus -= 3.2
    if re.search(r"\bsince (?:the )?$", before):
        bonus -= 1.5
    if _BY_THE_WAY.search(before):
        bonus -= 1.2
    if number.kind == "era":
        bonus -= 2.5
    if others and re.search(
        r"(?:\bto|\band|until|through|till|than in|with|–|since)\s(?:\w+\s)?$", before
    ):
        bonus -= 1.3
    elif re.search(r"\b(?:from|between|since|before|after|until|by)\s(?:\w+\s){0,2}$", before):
        bonus -= 0.5 if others or "between" in before[-12:] else 0.3
    if re.match(
        r"’s|'s|\s(?:levels?|plan|figures?|crisis|famine|fiscal|economic year|budget|harvest|"
        r"term)\b",
        after,
    ):
        bonus -= 1.5
    if re.match(r"\s[a-z]+ [a-z]+s\b", after) and re.search(r"(?:^|[.;] )$", before):
        bonus -= 3.0  # a number of things, not a year
    if _ELSEWHEN.search(before):
        bonus -= 3.0
    if re.search(r"\b(?:figures|targets|estimates|levels?|budgets?) (?:for|of) (?:the )?$", before):
        bonus -= 0.7
    if re.search(r"\brevolutions? of $", before):
        bonus -= 1.0
    if re.search(r"\bfor $", before) or re.match(r" (?:forward|onwards?)\b", after):
        bonus -= 0.6
    bracketed = re.search(r"(\w+) \($", before)
    if bracketed and (place_kind(bracketed[1]) or bracketed[1] in ("Union", "States")):
        bonus -= 1.0
    return bonus


def _neighbour(number: NumberSpan, others: list[NumberSpan]) -> bool:
    """Whether a year beside this one gives it away: "in late 1932 and early 1933"."""
    here = re.findall(r"\d{4}", number.text)
    there = [year for other in others for year in re.findall(r"\d{4}", other.text)]
    return any(abs(int(one) - int(other)) <= 1 for one in here for other in there)


def _compares(text: str) -> bool:
    """Whether figures of two years stand side by side: the figures are worth asking."""
    figures = r"(?:\d[\d.,]*\s?(?:%|per cent|percent|million|billion|thousand)[^.;]{0,40}?)"
    return re.search(rf"{figures}\bin \d{{4}}[^;]*{figures}\bin \d{{4}}", text) is not None


def _figure_bonus(number: NumberSpan, before: str, after: str, numbers: list[NumberSpan]) -> float:
    bonus = 0.0
    text = f"{before}{number.text}{after}"
    if _COMPARED.search(before):
        bonus -= 1.5
    if _BASE.search(before):
        bonus -= 2.5
    if re.search(r"\b(?:and so on|etc\.)", after):
        bonus -= 1.5
    if before.count("(") > before.count(")"):
        bonus -= 0.7
    figures = [n for n in numbers if n.kind in ("figure", "percent", "money")]
    if len(figures) > 2 and number in figures[1:]:
        bonus -= 0.4  # one of a row of figures
        bonus -= 0.3 if re.search(r", and $", before) else 0.0  # the last and least
    years = sum(n.kind in ("year", "date") for n in numbers)
    times = [n for n in numbers if n.kind in ("year", "years", "date")]
    if len(times) == 1 and _ELSEWHEN.search(text[: times[0].start]):
        bonus -= 1.8  # the other figure's year is told, not this one's
    if years > 1 and re.match(r"[\s-]years?\b", after):
        bonus -= 2.0
    if re.search(r"\bbetween (?:\w+ )?$", before) or re.search(
        r"\bbetween \S+(?: \w+)? and $", before
    ):
        bonus -= 0.7
    if re.search(r"\byears (?:of age|old)\b", after[:30]):
        bonus -= 3.0
    if re.match(r"[\s-]years? plans?\b", after):
        bonus -= 3.0  # a part of a name
    follows = re.match(r"[\s-]([^\W\d_]+)", after)
    if number.kind in ("count", "figure") and not follows:
        bonus -= 1.7 if re.search(r"[A-Z][\w-]*\s?$", before) else 0.7
    if number.kind == "count":
        bonus -= 0.2 if _CONTAINS.search(before) else 1.2
        if _VAGUE_COUNT.match(after):
            bonus -= 1.0
    elif number.kind == "figure":
        if _VAGUE_COUNT.match(after) and len(number.text) < 4:
            bonus -= 0.5
        if follows and is_generic(follows[1]) and len(number.text) < 3:
            bonus -= 0.3
    if number.kind == "fraction":
        bonus -= 0.3
    if number.kind == "percent" and number.text.startswith("100"):
        bonus -= 1.2
    return bonus
