"""Whether a sentence leans on what stood before: then it brings one sentence or is refused.

A rule for each way of leaning: pronouns without an antecedent in the sentence, demonstratives,
definite descriptions ("The plenum"), times that count from another time, connectives of
consequence. Failures of self-containedness were a third of all rejected cards in the first
experiment, so this errs towards "leans".
"""

import re
from dataclasses import dataclass

from studyapp.generation.bearings import loose_ends, open_definites
from studyapp.generation.lexicon import word_sets, zipf
from studyapp.generation.names import NameSpan
from studyapp.generation.numbers import MONTHS
from studyapp.generation.tagging import NOUNS
from studyapp.generation.words import Token

_PERSONAL = {
    "he": "person", "him": "person", "his": "person", "himself": "person", "she": "person",
    "her": "person", "hers": "person", "herself": "person", "they": "plural", "them": "plural",
    "their": "plural", "theirs": "plural", "themselves": "plural", "it": "thing", "its": "thing",
    "itself": "thing",
}  # fmt: skip
_EXPLETIVE = re.compile(
    r"it (?:turned out|(?:(?:is|was|has been|had been|may|might|can|could|should|must|will|"
    r"would|became|seems?|seemed|appears?|appeared|"
    r"took|proved|follows|remains|cannot|well|also|not|now|be|have|therefore|thus|"
    r"ultimately) ?)+[^.,;]{0,45}?"
    r"\b(?:that|to|for|who|how|whether|if|why|until)\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"^[“‘\"']?(?:(?:But|And|Yet|Still|However,|Nevertheless,|Indeed,|Even) )?(?:In (?:this|"
    r"that|such|these|those)\b(?! of)|For (?:this|that|these|those)|This|That(?! is\b| the\b)|"
    r"These|"
    r"Those(?! who)|Such|Thus did|Another|Others?|Both(?! in| the)|Neither|Either|Each|"
    r"Many of (?:them|these|those)|(?:Most|Some|All|None|One|Two|Several) of "
    r"(?:them|these|those|his|her|its|their)|(?:Many|Some|Most)(?= were| are| had| have|"
    r" subsequent| other)|At (?:this|that) (?:meeting|time|point|stage)|At the (?:meeting|point|"
    r"stage|same|plenum|congress|time(?=,| were| was))|By (?:this|that|then)|Since then|"
    r"After(?:wards| that| this| these)|Before (?:that|this)|Then|Later|Subsequently|"
    r"The (?:same|latter|former|above|following|other|others|next)|"
    r"So (?:did|do|does|had|were|was|too)|Added to|Following this|(?:An?|The) similar|"
    r"A different|A second|A third|A further|A subsequent|Again|Once again|(?:To|With|Under|"
    r"From|On|Despite|Because of|Apart from|Among) (?:this|that|these|those|them)\b|"
    r"A (?:year|month|week|day|decade) later|\w+ (?:years|months|weeks|days|decades) (?:later|on)|"
    r"(?:Together|Taken together)|What (?:is|was|resulted)\b|All (?:this|these)|Any other|"
    r"It (?:was|is) (?:then|here|this|these|also)|The (?:pair|two|three|four|five)\b)\b",
    re.IGNORECASE,
)
_NEWLY = re.compile(r"^(?:\w+ of )?[Tt]he new [a-z]+\b(?! [A-Z]| [a-z]+ [A-Z])")
_REPLY = re.compile(
    r"^[A-Z][\w’-]+ (?:agreed|disagreed|replied|responded|objected|concurred|answered)\b"
)
_CONNECTIVE = re.compile(
    r"^[“‘\"']?(?:As a (?:result|consequence)|Consequently|Similarly|Likewise|On the contrary|"
    r"In (?:turn|the process|consequence|response|return|doing so|addition to)|"
    r"For (?:example|instance|support)|Instead|Rather|Hence|Accordingly|Otherwise|Meanwhile|"
    r"The (?:result|upshot|reason|key|answer|reply|problem|question|exception)|Nor|Not only|"
    r"More seriously|Also|Here|Therefore|Thereby|Thereafter|Even so|Either way|First(?:ly)?(?=,)|"
    r"Second(?:ly)?(?=,)|Third(?:ly)?(?=,)|Fourth(?:ly)?(?=,)|Finally|Lastly|As (?:such|well)|"
    r"One (?:of|factor|reason|result|example|consequence)|On the one hand|On the other|"
    r"And yet|But|Shortly (?:there)?after|Soon(?:,| on\b| after\w*)|"
    r"[A-Z][a-z]+s? (?:did|do|does) (?:follow|so|happen|occur)|"
    r"(?:Clear|Further|Another|Additional|Ample|Little) (?:proof|evidence)|"
    r"(?:More|Less|Even more|Greater|Worse)\b(?! than\b)(?= [a-z]+ [a-z]+)|"
    r"The (?:[a-z-]+ ){1,3}(?:strategy|strategies|tactics?|approach|policy|scheme|manoeuvre)"
    r"(?= [a-z]+(?:ed|s) )|"
    r"The \w+ (?:which|that) (?:resulted|followed|ensued|emerged|arose))\b",
)
_RELATIVE_TIME = re.compile(
    r"\b(?:that (?:same )?(?:year|month|day|date|time|period|era|summer|autumn|fall|winter|"
    rf"spring|decade|century|week)|that same (?:{'|'.join(MONTHS)})|[Ss]hortly thereafter|"
    r"the (?:days|weeks|months|years) (?:that|which) followed(?! [a-z]* ?[A-Z])|"
    r"this (?:same )?(?:year|month|period|era|time|decade|century|point|stage|context)|"
    r"the (?:same|preceding|previous|following|next) "
    r"(?:\w+ )?(?:year|month|period|day|week|decade|years|months|days|decades)|(?:year|years|"
    r"months?|weeks?|decades?) (?:later|earlier|before|after)(?=[.,;]|$)|"
    r"at the time\b(?! (?:of|when|that|[A-Z]|the))|by (?:then|that time)|since then|until then|"
    r"at that (?:time|point|moment|stage)|until now|"
    r"(?:in|over) (?:recent|upcoming|subsequent|succeeding|later) \w+|at this (?:time|point|"
    r"stage)|at first|"
    r"the next (?:two|three|four|five|six|ten) \w+|the following (?:two|three|four|"
    r"five)? ?(?:years|months)|earlier in the year|later that|"
    r"then-|already then|the period\b(?! (?:of|from|between)))\b",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"\b(?:one of the (?:first|last|few|best|most \w+)(?= in\b|[,.])|the (?:latter|former|same|"
    r"above|said|two|three|four|others?)|such (?:an?|[a-z]+)|these|those(?! (?:who|that|which|"
    r"of|in|with|under|whose))|the other|"
    r"this(?! (?:is|was) (?:how|why|because))|do so|did so|doing so|so doing|as such|likewise|"
    r"aforementioned|subsequent(?! [A-Z])|the (?:affair|[Pp]lenum|meeting|letter|speech|"
    r"matter|event|incident|episode|quotation|article|author|passage|debate|conference|congress|"
    r"issue|trial|campaign|approach|measure|scheme|"
    r"process|decision|resolution|resolutions|instructions|investigation|proposal|situation|"
    r"solution|practice|result|figure|case|commission|committee|delegates|director|boundary|"
    r"letter))\b",
)
_ANSWERS = re.compile(
    r"\b(?:offer|propos|provid|suggest|present|found|find)\w* (?:an? |the |no )(?:[a-z]+ )?"
    r"(?:solution|answer|response|reply|remedy)\b(?! (?:to|for|of)\b)"
)
"""An answer whose question stood before."""
_POST = word_sets("cues.txt")["after a noun"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """What ties a sentence to what stood before.

    ``hard`` needs a context that stands alone; ``bridge`` ("As a result") needs context too, but
    a context may itself open so; ``soft`` ("However") only costs a little.
    """

    hard: tuple[str, ...]
    soft: tuple[str, ...] = ()
    bridge: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    """Stems of definite nouns that are told apart nowhere in the sentence."""


def find_leaning(
    text: str, tokens: list[Token], names: list[NameSpan], topics: frozenset[str]
) -> Leaning:
    """Return what the sentence leans on. ``topics`` are nouns the whole document is about."""
    hard: list[str] = []
    soft: list[str] = []
    bridge: list[str] = []
    if any(pattern.match(text) for pattern in (_POINTING, _REPLY, _NEWLY)):
        hard.append(f"opens with “{' '.join(text.split()[:2])}”")
    elif _CONNECTIVE.match(text):
        bridge.append(f"opens with “{' '.join(text.split()[:2])}”")
    soft.extend(loose_ends(text))
    time = _RELATIVE_TIME.search(text)
    if time and not re.search(r"\b(?:1\d{3}|20\d\d)\b", text[: time.start()]):
        hard.append(f"“{time[0]}” counts from another time")
    hard.extend(f"“{match[0]}” to what" for match in _ANSWERS.finditer(text))
    behind = re.search(r"\bbehind (?:his|her|their) backs?\b", text)
    if behind and not any(n.kind == "person" and n.start < behind.start() for n in names):
        hard.append(f"“{behind[0]}”: whose")
    hard.extend(_months(text))
    hard.extend(_pronouns(text, tokens, names))
    if not bridge:
        hard.extend(_definites(text, tokens, topics))
    return Leaning(
        tuple(hard), tuple(soft), tuple(bridge), tuple(open_definites(tokens, names, topics))
    )


def _months(text: str) -> list[str]:
    year = re.search(r"\b(?:1\d{3}|20\d\d)\b", text)
    opening = re.match(rf"(?:By|In|Until|Since|From|After) (?:{'|'.join(MONTHS)})\b(?! \d)", text)
    if opening and (year is None or year.start() > opening.end() + 30):
        return [f"“{opening[0]}” of which year"]
    if year:
        return []
    found = re.search(
        rf"\b(?:{'|'.join(m for m in MONTHS if m != 'May')}|(?:in|of|by|since) May)\b", text
    )
    season = re.search(
        r"\b[Ii]n (?:the )?(?:early |late )?(?:spring|summer|autumn|fall|winter)\b(?! of| and)",
        text,
    )
    if found and not re.search(
        rf"{found[0]} Revolution|{found[0]} (?:seizure|Days|Manifesto|Plenum)", text
    ):
        return [f"“{found[0]}” of which year"]
    return [f"“{season[0]}” of which year"] if season else []


def _pronouns(text: str, tokens: list[Token], names: list[NameSpan]) -> list[str]:
    found: list[str] = []
    for at, token in enumerate(tokens):
        kind = _PERSONAL.get(token.lower)
        if kind is None or (token.lower == "it" and _EXPLETIVE.match(text, token.start)):
            continue
        if token.is_capital and at and token.lower in ("it", "her"):
            continue
        if not _antecedent(kind, token, tokens[:at], names, text):
            found.append(f"“{token.text}” without its noun")
    found.extend(
        f"“{match[0]}” points back"
        for match in _ANAPHOR.finditer(text)
        if not _resolved(match, text) and not _gathered(match, names)
    )
    return found


def _gathered(match: re.Match[str], names: list[NameSpan]) -> bool:
    """Whether "the plenum" is the meeting that its own sentence names further up."""
    last = match[0].split()[-1].lower()
    return last in ("plenum", "meeting", "conference", "congress", "debate") and any(
        name.kind in ("organisation", "event") and name.start < match.start() for name in names
    )


def _resolved(match: re.Match[str], text: str) -> bool:
    word = match[0]
    if word == "the same" and re.match(
        r"(?: [\w’-]+){1,3} (?:which|that|who|as)\b", text[match.end() :]
    ):
        return True
    if word.startswith("such"):
        return word in ("such as", "such that") or text[match.end() :].startswith(" as ")
    if word.startswith("the ") and word.split()[-1] not in (
        "latter",
        "former",
        "same",
        "above",
        "said",
        "other",
        "others",
    ):
        return bool(
            re.match(
                r"\s(?:of|for|that|which|to|in|on|between|against|into|among|with)\b",
                text[match.end() :],
            )
        )
    if word in ("this", "these", "those"):
        return match.start() > 60 and re.search(r"[,;–—]\s", text[: match.start()]) is not None
    return match.start() > 40


LIKENED = re.compile(r"(?:Like|Unlike|As with|In contrast to)\b[^,]*,")
"""Whom somebody is likened to is not who "he" is afterwards."""


def _antecedent(
    kind: str, pronoun: Token, before: list[Token], names: list[NameSpan], text: str
) -> bool:
    if kind == "person":
        likened = LIKENED.match(text)
        aside = likened.end() if likened else 0  # "Like Watt before him, he …"
        if any(name.kind == "person" and aside <= name.start < pronoun.start for name in names):
            return True
        ahead = text[pronoun.end :].partition(",")[2]
        offset = len(text) - len(ahead)
        early = pronoun.start < 30 and re.match(
            r"(?:In|As|After|Before|When|While|With|During|Despite|Drawing|Throughout|By|"
            r"Although|Like|Until|Although|Shortly|At)\b",
            text,
        )
        named = any(n.kind == "person" and pronoun.end < n.start < offset for n in names)
        near = any(n.kind in ("person", "name") and 0 <= n.start - offset < 25 for n in names)
        if early and near and not named:
            return True
        return any(
            token.lower in _ROLES
            or token.lower in ("one", "everyone", "nobody", "anyone")
            or token.lower.endswith(("er", "or", "ist", "ian"))
            for token in before
            if token.tag == "n" or token.lower in ("one", "everyone", "nobody", "anyone")
        )
    if kind == "plural":
        earlier = [name for name in names if name.start < pronoun.start]
        people = sum(name.kind == "person" for name in earlier)
        plural = any(name.text.endswith("s") for name in earlier)
        return people >= 2 or plural or any(token.tag == "N" for token in before)
    if any(name.start < pronoun.start and name.kind != "person" for name in names):
        return True
    persons = [name for name in names if name.kind == "person"]
    titles = word_sets("names.txt")["title"]
    before = [
        t
        for t in before
        if t.text not in titles and not any(n.start <= t.start < n.end for n in persons)
    ]
    nouns = [token for token in before if token.tag in NOUNS]
    return len(nouns) >= 1 and pronoun.start > 12


_DEVERBAL = ("tion", "tions", "ment", "ments", "ings", "als", "ures", "sion", "sions")
_ROLES = word_sets("cues.txt")["role"]


def _definites(text: str, tokens: list[Token], topics: frozenset[str]) -> list[str]:
    """Return a sign when "The plan …" opens with nothing after the noun to tell which plan."""
    words = [token for token in tokens[:8] if token.tag != "."]
    if not words or words[0].lower not in ("the", "its", "their", "his", "her"):
        return []
    if words[0].lower != "the":
        return []
    at = 1
    while (
        at < len(words)
        and words[at].tag in "jnNp#er?g"
        and words[at].is_word | words[at].text[0].isdigit()
    ):
        if words[at].tag in "erg" and not (at + 1 < len(words) and words[at + 1].tag in "nNj"):
            break
        at += 1
    phrase = words[1:at]
    if not phrase:
        return []
    head = phrase[-1]
    if any(token.is_capital for token in phrase):
        following = words[at + 1] if at + 1 < len(words) else None
        told = at < len(words) and words[at].lower in ("of", "for") and following is not None
        generic = (
            len(phrase) == 1
            and not told
            and head.text in word_sets("names.txt")["org"] | word_sets("names.txt")["event"]
        )
        return [f"“The {head.text}” is not told apart"] if generic else []
    after = words[at].lower if at < len(words) else ""
    beyond = words[at + 1].lower if at + 1 < len(words) else ""
    finite = any(token.tag in "vzdm" for token in tokens[at + 2 :])
    reduced = at < len(words) and words[at].tag in "eg" and beyond in _POST - {"to"} and finite
    clause = at < len(words) and words[at].is_capital
    if reduced or clause or (after == "and" and " of " in text[head.end : head.end + 40]):
        return []
    if text[head.end : head.end + 1] in "’'":
        return []  # the millers’ tax
    if after in _POST or head.lower in topics or text[head.end : head.end + 2] in (" (", ", "):
        return []
    specific = min(zipf(token.lower) for token in phrase)
    if len(phrase) >= 2 and specific < 4.4:
        return []
    if specific < 3.6 and not head.lower.endswith(_DEVERBAL):
        return []
    return [f"“The {head.text}” is not told apart"]
