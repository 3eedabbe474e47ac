"""Collections made with the real engine from a seed: every feature, mixed by chance."""

from pathlib import Path
from random import Random
from string import ascii_letters, digits
from typing import Any

from anki import deck_config_pb2
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
from anki.notes import Note

from tests.engine import history

PARAMETERS = (
    *(0.3, 1.5, 2.5, 9.0, 6.5, 0.8, 3.0, 0.002, 1.9, 0.17, 0.8),
    *(1.5, 0.06, 0.27, 1.7, 0.6, 1.9, 0.55, 0.1, 0.07, 0.2),
)
DECKS = (
    "Languages",
    "Languages::Latin::Verbs",
    "Languages::Latin",
    "Sciences::Žluťoučký kůň",
    "Sciences::地理",
    "Plain deck",
)
MEDIA = {
    "picture.png": b"\x89PNG not really a picture",
    "two words.jpg": b"\xff\xd8\xff\x00 nor this",
    "žluť 漢字.mp3": b"ID3 sound",
    "_font.woff2": b"wOF2" + bytes(range(256)),
    "empty.png": b"",
}
_FIRST_ID = 1_600_000_000_000
_TAGS = ("verb", "Grammar::Irregular", "žluť", "marked", "leech", "a-b", "漢字::部首")
_GUID = ascii_letters + digits + "!#$%&()*+,-./:;<=>?@[]^_`{|}~"
_WORDS = (
    "anchor breeze candle drift ember falcon glacier harbor island jungle kettle lantern "
    "meadow nectar orchid pepper quartz river summit timber učiteľ 山 λόγος émigré 🙂 &amp; "
    "<b>bold</b> <i>slant</i> 2&lt;3 a_b *star* #hash [x] `tick` \\alpha $5 ~tilde~ 1. -"
).split()


def filled(col: Collection, seed: int, notes: int = 30) -> None:
    """Fill an empty collection. The same seed gives the same, but for where now is."""
    rng = Random(seed)
    for name, data in MEDIA.items():
        col.media.write_data(name, data)
    decks = [_deck(col, name, rng) for name in rng.sample(DECKS, rng.randint(2, len(DECKS)))]
    kinds = _note_types(col)
    for _ in range(notes):
        _add(col, rng, rng.choice(kinds), rng.choice(decks))
    _renumber(col)
    fsrs = rng.random() < 0.8
    _presets(col, rng, decks)
    history.past(col, rng)
    if fsrs:
        _switch_on(col, decks[0])
    history.today(col, rng)
    history.filtered(col, rng, decks)
    history.marked(col, rng)


def _deck(col: Collection, name: str, rng: Random) -> DeckId:
    ident = col.decks.id(name)
    assert ident is not None
    if rng.random() < 0.5:
        deck = col.decks.get(ident)
        assert deck is not None
        deck["desc"] = f"About <b>{name}</b>\nwith *stars*"
        col.decks.save(deck)
    return DeckId(ident)


def _note_types(col: Collection) -> list[str]:
    """Add types of our own to those every collection has; return the names of all."""
    models = col.models
    if models.by_name("Conditions") is None:
        made = models.new("Conditions")
        for name in ("Word", "Extra", "Picture"):
            models.add_field(made, models.new_field(name))
        for name, question, answer in (
            ("Ask", "{{Word}}{{#Extra}} ({{Extra}}){{/Extra}}", "{{FrontSide}}<hr>{{Picture}}"),
            ("Extra only", "{{#Extra}}{{Extra}}{{/Extra}}", "{{Word}} {{hint:Picture}}"),
            ("No extra", "{{^Extra}}{{Word}}?{{/Extra}}", "{{Deck}} {{Tags}} {{text:Picture}}"),
        ):
            template = models.new_template(name)
            template["qfmt"], template["afmt"] = question, answer
            models.add_template(made, template)
        made["css"] = ".card { font-family: x; src: url(_font.woff2) }"
        models.add(made)
        cloze = models.new("Cloze with source")
        cloze["type"] = 1
        for name in ("Text", "Extra", "Source"):
            models.add_field(cloze, models.new_field(name))
        template = models.new_template("Cloze")
        template["qfmt"] = "{{cloze:Text}} {{cloze:Extra}}"
        template["afmt"] = template["qfmt"] + "<br>{{Source}}"
        models.add_template(cloze, template)
        models.add(cloze)
    return [
        "Basic",
        "Basic (and reversed card)",
        "Basic (optional reversed card)",
        "Basic (type in the answer)",
        "Cloze",
        "Cloze",
        "Conditions",
        "Cloze with source",
    ]


def _add(col: Collection, rng: Random, kind: str, deck: DeckId) -> Note:
    model = col.models.by_name(kind)
    assert model is not None
    note = col.new_note(model)
    cloze = "Cloze" in kind
    note.fields = [
        _cloze(rng) if cloze and not at else _text(rng, empty=at > 1 or cloze)
        for at in range(len(note.fields))
    ]
    note.guid = "".join(rng.choices(_GUID, k=10))
    note.tags = rng.sample(_TAGS, rng.choice((0, 0, 1, 2, 3)))
    col.add_notes([AddNoteRequest(note=note, deck_id=deck)])
    return note


def _renumber(col: Collection) -> None:
    """Give notes and cards numbers that depend on nothing: the engine's fuzz hangs on them."""
    assert col.db is not None
    for table, owner in (("notes", "nid"), ("cards", "")):
        for at, ident in enumerate(col.db.list(f"select id from {table} order by id")):
            col.db.execute(f"update {table} set id = ? where id = ?", _FIRST_ID + at, ident)
            if owner:
                col.db.execute(
                    f"update cards set {owner} = ? where {owner} = ?", _FIRST_ID + at, ident
                )


def _text(rng: Random, *, empty: bool = False) -> str:
    if empty and rng.random() < 0.4:
        return ""
    text = " ".join(rng.choices(_WORDS, k=rng.randint(1, 12)))
    chance = rng.random()
    if chance < 0.1:
        text += '<img src="two words.jpg">'
    elif chance < 0.2:
        text += "[sound:žluť 漢字.mp3]"
    elif chance < 0.3:
        text += '<br>and<div>a line</div><img alt="x" src="picture.png">'
    elif chance < 0.35:
        text += "<ul><li>one</li><li>two</li></ul><script>no()</script>"
    elif chance < 0.4:
        text += "&nbsp;&nbsp; spaced \\(x^2\\) <img src=missing.png>"
    return text


def _cloze(rng: Random) -> str:
    parts = []
    for number in rng.sample(range(1, 7), rng.randint(1, 4)):
        inner = rng.choice(_WORDS)
        hint = "::" + rng.choice(("hint", "what?", "a: b")) if rng.random() < 0.3 else ""
        chance = rng.random()
        if chance < 0.25:
            inner = f"{inner} {{{{c{number % 6 + 1}::{rng.choice(_WORDS)}}}}} {rng.choice(_WORDS)}"
        parts.append(f"{rng.choice(_WORDS)} {{{{c{number}::{inner}{hint}}}}}")
        if chance > 0.75:
            parts.append(f"and {{{{c{number}::{rng.choice(_WORDS)}}}}}")
    return " ".join(parts)


def _presets(col: Collection, rng: Random, decks: list[DeckId]) -> None:
    made: list[Any] = []
    for name in ("Strict", "Lenient"):
        preset = col.decks.add_config(f"{name} {rng.randint(1, 9)}")
        preset["new"]["perDay"] = rng.randint(0, 50)
        preset["rev"]["perDay"] = rng.randint(10, 500)
        preset["rev"]["maxIvl"] = rng.choice((400, 36500))
        preset["new"]["delays"] = rng.choice(([1, 10], [15, 1440], [1.5], []))
        preset["lapse"]["delays"] = rng.choice(([10], [7, 1440], []))
        preset["lapse"]["leechFails"] = rng.randint(3, 9)
        preset["lapse"]["leechAction"] = rng.randint(0, 1)
        preset["new"]["bury"] = preset["rev"]["bury"] = rng.random() < 0.5
        preset["desiredRetention"] = rng.choice((0.8, 0.85, 0.9, 0.93))
        preset["reviewOrder"] = rng.randint(0, 8)
        preset["newGatherPriority"] = rng.randint(0, 5)
        preset["newSortOrder"] = rng.randint(0, 4)
        preset["autoplay"] = rng.random() < 0.5
        if rng.random() < 0.5:
            preset["fsrsParams6"] = list(PARAMETERS)
        col.decks.update_config(preset)
        made.append(preset["id"])
    for deck in decks:
        if rng.random() < 0.6:
            found = col.decks.get(deck)
            assert found is not None
            col.decks.set_config_id_for_deck_dict(found, rng.choice(made))


def _switch_on(col: Collection, deck: DeckId) -> None:
    """Switch FSRS on: the engine then works all memories out from the log."""
    current = col.decks.get_deck_configs_for_update(deck)
    ident = current.current_deck.config_id
    configs = [each.config for each in current.all_config]
    configs.sort(key=lambda each: each.id == ident)
    col.decks.update_deck_configs(
        deck_config_pb2.UpdateDeckConfigsRequest(
            target_deck_id=deck,
            configs=configs,
            limits=current.current_deck.limits,
            fsrs=True,
            fsrs_reschedule=False,
        )
    )
