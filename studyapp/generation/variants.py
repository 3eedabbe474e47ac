"""What else a student may type: the surname alone, other spellings, other forms of a number."""

import re
import unicodedata

from studyapp.generation.lexicon import UNKNOWN_ZIPF, word_sets, zipf
from studyapp.generation.model import Category, Key
from studyapp.generation.names import place_kind
from studyapp.generation.numbers import MONTHS, spell, spelled_value

_SPELLINGS = (
    ("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("our", "or"),
    ("centre", "center"), ("defence", "defense"), ("labour", "labor"), ("programme", "program"),
    ("analyse", "analyze"), ("catalogue", "catalog"), ("fibre", "fiber"), ("litre", "liter"),
    ("metre", "meter"), ("haem", "hem"), ("anaem", "anem"), ("oestr", "estr"), ("oedema", "edema"),
    ("tumour", "tumor"), ("behaviour", "behavior"), ("travell", "travel"), ("paed", "ped"),
)  # fmt: skip
_TRANSLITERATIONS = (
    ("skii", "sky"), ("skij", "sky"), ("ski", "sky"), ("iia", "ia"), ("iu", "yu"),
    ("zh", "j"), ("kh", "ch"), ("ei", "ey"), ("ii", "y"), ("ts", "c"), ("Ie", "Ye"), ("Ez", "Yez"),
    ("rtsov", "rcov"), ("rcov", "rtsov"), ("Rj", "Ry"), ("ks", "x"), ("aia", "aya"),
    ("iian", "yan"), ("liakh", "lyakh"), ("riia", "ria"), ("tbiuro", "tburo"),
)  # fmt: skip
_US_OUR = re.compile(
    r"\b(?:lab|col|hon|fav|hum|neighb|behavi|harb|rum|tum|vig|vap|arm|clam|endeav)our",
    re.IGNORECASE,
)


def accepted_answers(key: Key) -> tuple[str, ...]:
    """Return what counts as right, the answer itself first, without doubles."""
    found = [key.text, _plain(key.text)]
    if key.category in (Category.DATE, Category.YEAR):
        bare = re.sub(r"^(?:in|on|at|by|since|until) (?:the )?", "", key.text, flags=re.IGNORECASE)
        found.extend([bare, *_times(bare)])
    elif key.category is Category.FIGURE:
        found.extend(_figures(key.text))
    elif key.category is Category.PERSON:
        found.extend(_people(key.text))
    else:
        found.extend(_spellings(key.text))
        found.extend(_ordinals(key.text))
        found.append(re.sub(r"^(?:the|an?) ", "", key.text, flags=re.IGNORECASE))
        found.extend(_turned(key.text))
        found.extend(_otherwise(key.text))
        if "-" in key.text:
            found.append(key.text.replace("-", " "))
    if key.category in (
        Category.PERSON, Category.PLACE, Category.ORGANISATION, Category.FOREIGN, Category.NAME
    ) and not _is_english(key.text):  # fmt: skip
        found.extend(_transliterated(key.text))
    unique = dict.fromkeys(text.strip() for text in found if text.strip())
    return tuple(unique)


def _is_english(text: str) -> bool:
    """Whether every word has its English form: then no other spelling was transliterated."""
    return all(
        zipf(word.lower()) > UNKNOWN_ZIPF or place_kind(word) or word.endswith(("ium", "ation"))
        for word in re.findall(r"[^\W\d_]+", text)
    )


_ROMAN = {
    "I": "First", "II": "Second", "III": "Third", "IV": "Fourth", "V": "Fifth", "VI": "Sixth",
    "VII": "Seventh", "VIII": "Eighth", "IX": "Ninth", "X": "Tenth", "XI": "Eleventh",
    "XII": "Twelfth", "XIII": "Thirteenth", "XIV": "Fourteenth", "XV": "Fifteenth",
    "XVI": "Sixteenth", "XVII": "Seventeenth", "XVIII": "Eighteenth", "XIX": "Nineteenth",
    "XX": "Twentieth",
}  # fmt: skip


def _ordinals(text: str) -> list[str]:
    """Return "Tenth Congress" and "10th Congress" for "X Congress"."""
    roman, _, rest = text.partition(" ")
    if roman not in _ROMAN or not rest:
        return []
    number = list(_ROMAN).index(roman) + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
    return [f"{_ROMAN[roman]} {rest}", f"{number}{ending} {rest}"]


def _plain(text: str) -> str:
    text = text.replace("’", "'").replace("–", "-").replace("‑", "-")
    bare = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in bare if not unicodedata.combining(ch)).removesuffix("'")


def _times(text: str) -> list[str]:
    found: list[str] = []
    span = re.fullmatch(r"(\d\d)(\d\d)[–—/-](\d\d(?:\d\d)?)", text)
    if span:
        end = span[3]
        start = span[1] + span[2]
        full = end if len(end) == 4 else span[1] + end
        for one, other in ((start, full), (start, full[2:])):
            found.extend(f"{one}{dash}{other}" for dash in "-–/")
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]+)(?:,? (\d{4}))?", text)
    if day and day[2] in MONTHS:
        year = f" {day[3]}" if day[3] else ""
        found += [f"{day[1]} {day[2]}{year}", f"{day[2]} {day[1]}{',' + year if year else ''}"]
        if day[3]:
            found.append(f"{day[3]}-{MONTHS.index(day[2]) + 1:02d}-{int(day[1]):02d}")
    american = re.fullmatch(r"([A-Z][a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", text)
    if american and american[1] in MONTHS:
        found.append(f"{american[2]} {american[1]}{' ' + american[3] if american[3] else ''}")
    month = re.fullmatch(r"([A-Z][a-z]+) (\d{4})", text)
    if month and month[1] in MONTHS:
        found += [f"{month[1][:3]} {month[2]}", f"{MONTHS.index(month[1]) + 1}/{month[2]}"]
    if text.endswith("s") and re.search(r"\d{4}s$", text):
        found += [text[:-1] + "’s", text[-5:], text[-3:]]
    return found


def _figures(text: str) -> list[str]:
    found: list[str] = []
    percent = re.fullmatch(r"(.*?)\s?(?:%|per\s?cent)", text)
    if percent:
        number = percent[1]
        forms = [number, number.replace("–", "-")]
        worth = spelled_value(number) if not re.search(r"\d", number) else None
        if worth is not None:
            forms.append(str(worth))
        for form in dict.fromkeys(forms):
            found += [f"{form}%", f"{form} %", f"{form} per cent", f"{form} percent", form]
        return found
    if re.search(r"\d,\d{3}", text):
        found += [text.replace(",", ""), re.sub(r"(?<=\d),(?=\d{3})", " ", text)]
        worth = int(re.sub(r"\D", "", text)) if re.fullmatch(r"[\d,]+", text) else 0
        if worth >= 1_000_000 and worth % 100_000 == 0:
            found.append(f"{worth / 1_000_000:g} million")
        elif worth >= 1000 and worth % 1000 == 0:
            found.append(f"{worth // 1000} thousand")
    magnitude = re.fullmatch(r"[$£€¥]?\s?([\d.]+) (million|billion)", text)
    if magnitude:
        factor = {"million": 1_000_000, "billion": 1_000_000_000}[magnitude[2]]
        worth = round(float(magnitude[1].strip(".")) * factor) if magnitude[1].strip(".") else 0
        found += [
            f"{worth:,}",
            str(worth),
            f"{magnitude[1]}{magnitude[2][0]}",
            f"{magnitude[1]} {magnitude[2][0]}n",
        ]
    if text[0] in "$£€¥":
        found.append(text[1:].strip())
    if re.fullmatch(r"\d{1,2}", text):
        spelled = spell(int(text))
        found += [spelled] if spelled else []
    worth_in_words = spelled_value(text) if text[0].isalpha() else None
    if worth_in_words is not None:
        rest = text.split(" ", 1)[1:] if " " in text else []
        found.append(" ".join([str(worth_in_words), *rest]))
    fraction = re.fullmatch(
        r"(one|two|three|four|five)[- ](third|quarter|fifth|sixth|eighth|tenth)s?",
        text,
        re.IGNORECASE,
    )
    if fraction:
        over = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}[
            fraction[2].lower()
        ]
        top = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}[fraction[1].lower()]
        found += [f"{top}/{over}", f"{fraction[1]} {fraction[2]}"]
    return found


def _people(text: str) -> list[str]:
    words = text.split(" ")
    if len(words) == 1:
        return []
    surname = words[-1].rsplit(".", 1)[-1]
    firsts = re.findall(r"[^\W\d_]+", text[: len(text) - len(surname)])
    initials = ". ".join(first[0] for first in firsts) + "."
    found = [surname, f"{initials} {surname}", f"{firsts[0][0]}. {surname}"]
    double = words[-2:] if len(words) > 2 and re.fullmatch(r"[^\W\d_]{3,}", words[-2]) else []
    if double and words[0][-1] != ".":
        given = word_sets("names.txt")["first"]
        if surname in given:
            found = []  # David Lloyd George is no George
        found = [" ".join(double), f"{words[0][0]}. {' '.join(double)}", *found]
        if surname in given:
            return found
    if len(firsts[0]) > 2:
        found.append(f"{firsts[0]} {surname}")
    return found


_AGREED = ("Treaty", "Peace", "Pact", "Agreement", "Accord", "Convention")
_HELD = ("Battle", "Siege", "Congress", "Conference", "Council", "Edict", "Revolution")
_OF_PLACE = "|".join(_AGREED + _HELD)


def _turned(text: str) -> list[str]:
    """Return "X Treaty" for "Treaty of X" and the other way round; peaces are treaties."""
    after = re.fullmatch(rf"(?:the )?({_OF_PLACE}) of (?:the )?([A-Z][\w’'-]+)", text)
    before = re.fullmatch(rf"(?:the )?([A-Z][\w’'-]+) ({_OF_PLACE})", text)
    if after is None and before is None:
        return []
    kind, place = (after[1], after[2]) if after else (before[2], before[1]) if before else ("", "")
    if kind in _HELD and after is None:
        return []  # a "Party Congress" is no "Congress of Party"
    kinds = [kind, *({"Peace": ["Treaty"], "Treaty": ["Peace"]}.get(kind, []))]
    return [form for each in kinds for form in (f"{place} {each}", f"{each} of {place}")]


_SAME = (
    ("USSR", "Soviet Union", "Union of Soviet Socialist Republics"),
    ("RSFSR", "Russian SFSR", "Russian Federation", "Russian Republic",
     "Russian Soviet Federative Socialist Republic"),
    ("USA", "US", "United States", "United States of America"),
    ("UK", "Britain", "Great Britain", "United Kingdom"),
    ("GDR", "East Germany", "German Democratic Republic"),
    ("FRG", "West Germany", "Federal Republic of Germany"),
    ("PRC", "People's Republic of China"), ("UN", "United Nations"),
    ("EU", "European Union"), ("EEC", "European Economic Community"),
)  # fmt: skip
"""States and unions, each with its other names."""


def _otherwise(text: str) -> list[str]:
    """Return the other names of a state, and the initials of a name of four words.

    Longer ones are hardly said by their first letters; shorter ones are said by others' too.
    """
    bare = _plain(re.sub(r"^the ", "", text, flags=re.IGNORECASE))
    for names in _SAME:
        if bare in names:
            return list(names)
    words = [word for word in re.split(r"[\s-]+", bare) if word[:1].isupper()]
    small = re.sub(r"[A-Z][\w'.]*|\b(?:of|the|for|and|on|in)\b|[\s-]", "", bare)
    return ["".join(word[0] for word in words)] if len(words) == 4 and not small else []


def _spellings(text: str) -> list[str]:
    found: list[str] = []
    for one, other in _SPELLINGS:
        if one == "our":
            if _US_OUR.search(text):
                found.append(re.sub(r"our", "or", text))
            continue
        for before, after in ((one, other), (other, one)):
            if len(before) <= 3 and not re.search(rf"[a-z]{{4}}{before}\b", text):
                continue
            if (before == "ped" and "paed" in text) or before in (
                "hem",
                "anem",
                "estr",
                "ped",
                "program",
                "meter",
                "travel",
                "defense",
            ):
                continue
            if before in text.lower():
                found.append(re.sub(before, after, text))
    return found


def _transliterated(text: str) -> list[str]:
    found: list[str] = []
    base = _plain(text).replace("'", "")
    for before, after in _TRANSLITERATIONS:
        at = base.rfind(before)
        word = re.findall(r"\w*$", base[:at])[0] + re.findall(r"^\w*", base[at:])[0]
        if at >= 0 and not _is_english(word):
            found.append(base[:at] + after + base[at + len(before) :])
    if found and re.search(r"\s", text):
        found += [
            each.split(" ")[-1] for each in found if each.split(" ")[-1] != text.split(" ")[-1]
        ]
    return [base, *found] if found else []
