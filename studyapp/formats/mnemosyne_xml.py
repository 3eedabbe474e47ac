"""The XML of Mnemosyne 1 (``<mnemosyne>``) and of Mnemosyne 2 (``cards.xml``, ``<openSM2sync>``).

Version 1 lists items with question, answer and category; an id that ends in ``.inv`` or
``.tr.1`` is the other direction of the item before that ending. Its days count from
``time_of_start``. Version 2 lists log entries: facts with their texts, cards with the type of
card they are (1 front and back, 2 both directions, 3 vocabulary, 5 cloze), tags with their names;
its times are Unix seconds. Ids are identities in both, but in version 1 not those that begin with
an underscore, which are given anew at each export.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, PackedMemory, Problem
from studyapp.formats.base import DAY_MS, DeckFile, FormatError, Reading
from studyapp.formats.deletions import deletion, undeleted
from studyapp.formats.found import Found, package
from studyapp.formats.html import to_markdown
from studyapp.formats.schedules import YEARS, learned, number
from studyapp.formats.xml_records import Record, read_records

_ROOT = re.compile(r"<(?:mnemosyne\s[^>]{0,200}core_version|openSM2sync[\s>])")
_FORMULA = re.compile(r"</?(\$\$?)>")
_CLOZE = re.compile(r"\[([^\[\]:]+)(?::([^\[\]]*))?\]")
_INVERSE = (".inv", ".tr.1")
_LEARNED = 2
"""Grades below are for what is not known yet."""
_REMEDY = "Give the XML that Mnemosyne 1 exports, or cards.xml from a .cards file."


def is_mnemosyne_xml(text: str) -> bool:
    """Whether the root of a text is one of the two."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    return start.startswith("<") and _ROOT.search(start) is not None


def read_xml(file: DeckFile, text: str, reading: Reading) -> Package:
    """Read either version."""
    root, records, problems = read_records(text, file.name)
    if root.tag == "mnemosyne":
        found, remarks = _version_1(root, records, reading, problems)
    elif root.tag == "openSM2sync":
        found, remarks = _version_2(records, reading, problems)
    else:
        raise FormatError(f"{file.name}: XML of another program ({root.tag[:40]})", _REMEDY)
    return package("mnemosyne", file, found, problems, remarks, remedy=_REMEDY)


def _version_1(
    root: Record, records: Sequence[Record], reading: Reading, problems: list[Problem]
) -> tuple[list[Found], list[str]]:
    start = number(root.attributes.get("time_of_start", ""))
    items: dict[str, Record] = {}
    for each in records:
        if each.tag == "item" and items.setdefault(_id(each), each) is not each:
            what = f"the same id as on line {items[_id(each)].line}"
            problems.append(Problem(f"line {each.line}", what, "Delete one of the two."))
    found: list[Found] = []
    undated = False
    for key, item in items.items():
        base = next((key.removesuffix(end) for end in _INVERSE if key.endswith(end)), "")
        if base in items and base:
            continue
        other = next((items[key + end] for end in _INVERSE if key + end in items), None)
        front, back = _markdown(item.texts.get("Q", "")), _markdown(item.texts.get("A", ""))
        if not front:
            problems.append(Problem(f"line {item.line}", "an item without a question", _REMEDY))
            continue
        both = [item] if other is None else [item, other]
        memories = [_memory(each.attributes, reading, start, DAY_MS) for each in both]
        undated = undated or (start is None and any(map(_is_learned, both)))
        category = item.texts.get("cat", "").strip()
        found.append(
            Found(
                NoteKind.BASIC if other is None else NoteKind.REVERSED,
                front,
                back,
                item.line,
                tags=_tags([category] if category != "<default>" else []),
                id="" if key.startswith(("_", "line ")) else key,
                memories=memories,
            )
        )
    remark = "its days are counted from a day that it does not name: all cards are new"
    return found, [remark] if undated else []


def _id(item: Record) -> str:
    return item.attributes.get("id") or f"line {item.line}"


def _is_learned(item: Record) -> bool:
    return (number(item.attributes.get("gr", "")) or 0) >= _LEARNED


@dataclass(slots=True)
class _Cards:
    """What the log says of the cards of one fact."""

    type: str
    tags: str
    memories: dict[str, PackedMemory | None]
    """By the view of the fact, such as ``2.1``."""


def _version_2(
    records: Sequence[Record], reading: Reading, problems: list[Problem]
) -> tuple[list[Found], list[str]]:
    names: dict[str, str] = {}
    facts: dict[str, Record] = {}
    cards: dict[str, _Cards] = {}
    for record in records:
        key = record.attributes.get("o_id") or f"line {record.line}"
        fact = record.attributes.get("fact")
        if fact is not None and "card_t" in record.attributes:
            view = record.attributes.get("fact_v", "")
            tags = record.attributes.get("tags", "")
            known = cards.setdefault(fact, _Cards(record.attributes["card_t"], tags, {}))
            known.memories[view] = _memory(record.attributes, reading, 0.0, 1000)
        elif {"f", "b", "m_1", "text", "loc"} & record.texts.keys():
            facts[key] = record
        elif record.texts.keys() == {"name"}:
            names[key] = record.texts["name"]
    found: list[Found] = []
    for key, record in facts.items():
        known = cards.get(key, _Cards("", "", {}))
        memories = [known.memories[view] for view in sorted(known.memories)]
        named = [names.get(tag, "") for tag in known.tags.split(",")]
        note = _fact(known.type, record.texts)
        if note is None:
            what = f"a card of a type that is not known ({known.type[:40] or 'none'})"
            problems.append(Problem(f"line {record.line}", what, _REMEDY))
            continue
        kind, front, back = note
        found.append(
            Found(
                kind,
                front,
                back,
                record.line,
                tags=_tags(named),
                id="" if key.startswith("line ") else key,
                memories=memories,
            )
        )
    return found, []


def _fact(kind: str, texts: Mapping[str, str]) -> tuple[NoteKind, str, str] | None:
    """Return the note of a fact; its own types of cards begin with the number of one of these."""
    base = kind.split("::")[0] or ("1" if "b" in texts else "3" if "m_1" in texts else "5")
    fields = {name: _markdown(text) for name, text in texts.items()}
    if base in ("1", "2") and fields.get("f"):
        both = NoteKind.REVERSED if base == "2" else NoteKind.BASIC
        return both, fields["f"], fields.get("b", "")
    if base == "3" and fields.get("f"):
        back = [fields.get(name, "") for name in ("p_1", "m_1", "n")]
        return NoteKind.REVERSED, fields["f"], "\n".join(filter(None, back))
    if base == "5" and _CLOZE.search(fields.get("text", "")):
        return NoteKind.CLOZE, _brackets(fields["text"]), ""
    return None


def _brackets(text: str) -> str:
    """Write ``[answer:hint]`` in Anki's notation."""
    pieces: list[str] = []
    start = 0
    for count, cloze in enumerate(_CLOZE.finditer(text), 1):
        pieces.append(undeleted(text[start : cloze.start()]))
        pieces.append(deletion(count, cloze[1].strip(), (cloze[2] or "").strip()))
        start = cloze.end()
    return "".join([*pieces, undeleted(text[start:])])


def _memory(
    item: Mapping[str, str], reading: Reading, start: float | None, unit: int
) -> PackedMemory | None:
    """Return where a card stands; times are ``start`` seconds and so many ``unit`` milliseconds."""
    values = {key: number(item.get(key, "")) for key in ("gr", "l_rp", "n_rp", "lps")}
    last, due = values["l_rp"], values["n_rp"]
    if start is None or last is None or due is None or (values["gr"] or 0) < _LEARNED:
        return None
    at = [int(start * 1000 + each * unit) for each in (last, due)]
    if not all(1970 + ms // (365 * DAY_MS + DAY_MS // 4) in YEARS for ms in at) or due < last:
        return None
    reps = (number(item.get("ac_rp", "")) or 0) + (number(item.get("rt_rp", "")) or 0)
    return learned(
        reading.day_of(at[1]),
        (at[1] - at[0]) / DAY_MS,
        reading,
        last_review=at[0],
        reps=int(reps),
        lapses=int(values["lps"] or 0),
    )


def _tags(names: Sequence[str]) -> tuple[str, ...]:
    named = ("_".join(name.split()) for name in names if name != "__UNTAGGED__")
    return tuple(dict.fromkeys(filter(None, named)))


def _markdown(text: str) -> str:
    """Return a text of Mnemosyne, HTML in which line breaks count, as Markdown."""
    text = _FORMULA.sub(lambda mark: mark[1], text.strip())
    if "<" not in text and "&" not in text:
        return text
    return to_markdown(text.replace("\n", "<br>")).strip()
