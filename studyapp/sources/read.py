"""One source in, one ``ParsedSource`` out, whatever its layout."""

from collections import Counter

from studyapp.domain.deck import SEPARATOR, ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.sources.account import Fate
from studyapp.sources.detect import detect
from studyapp.sources.document import clean_document
from studyapp.sources.pages.page import Page, Pair
from studyapp.sources.parsed import Claim, ParsedSource
from studyapp.sources.prefixes import Labelled, labels, tag
from studyapp.sources.readers import check, lines
from studyapp.sources.titles import base_name, clean_title, deck_key, stem

TEXT = "text"


def read_source(text: str, path: str) -> ParsedSource:
    """Read a page of flashcards, or a document without any.

    ``path`` is the file name as given; only its last part reaches decks and notes. A note's
    guid comes from the deck's title (or the file name) and its slot, never from its text. Its
    ``Source`` spans the slot: from the first line of it, the number if there is one, to the
    last line of the answer. Raises ``SourceError`` for text that is blank or cannot be kept.
    """
    check(text, path)
    found = lines(text, path)
    layout = detect(found)
    if layout is None:
        return _document(text, path)
    page = layout.parse(found)
    title = clean_title(page.title) or stem(path)
    key = deck_key(title)
    notes = _notes(page, title, key, base_name(path))
    for line in found:
        if line.blank and not page.account.claimed(line.number):
            page.account.claim(line.number, Fate.IGNORED, "blank")
    return ParsedSource(
        path=path,
        layout=layout.name,
        title=title,
        deck=ParsedDeck(title, tuple(notes), key),
        account=page.account,
        claims=tuple(Claim(s.text, s.line, s.count, len(notes)) for s in page.stated),
        warnings=(*_miscounts(page, len(notes)), *page.warnings),
    )


def _document(text: str, path: str) -> ParsedSource:
    document, account = clean_document(text, path)
    title = clean_title(document.title) or stem(path)
    deck = ParsedDeck(title, (), deck_key(title))
    return ParsedSource(
        path, TEXT, title, deck, account, warnings=document.warnings, document=document
    )


def _notes(page: Page, title: str, key: str, name: str) -> list[ParsedNote]:
    pairs = _without_repeats(page)
    found = labels([pair.front for pair in pairs])
    notes: list[ParsedNote] = []
    times: Counter[str] = Counter()
    for pair, label in zip(pairs, found, strict=True):
        times[pair.key] += 1
        again = times[pair.key]
        place = pair.key if again == 1 else f"{pair.key}##{again}"
        page.account.claim(pair.lines, Fate.CARD, pair.name)
        notes.append(
            ParsedNote(
                deck=f"{title}{SEPARATOR}{label.label}" if label else title,
                note=Note(
                    guid=note_guid(key, place),
                    kind=NoteKind.BASIC,
                    front=label.question if label else pair.front,
                    back=pair.back,
                    tags=(tag(label.label),) if label else (),
                    source=Source(
                        name, pair.lines[0], pair.lines[-1], label.label if label else ""
                    ),
                ),
            )
        )
    _tell_unspaced(page, pairs, found)
    return notes


def _without_repeats(page: Page) -> list[Pair]:
    kept: list[Pair] = []
    seen: dict[tuple[str, str], Pair] = {}
    repeats: list[str] = []
    for pair in page.pairs:
        first = seen.setdefault((pair.front, pair.back), pair)
        if first is pair:
            kept.append(pair)
        else:
            page.account.claim(pair.lines, Fate.IGNORED, f"same as {first.name}")
            repeats.append(f"{pair.name} (line {pair.lines[0]}) is the same as {first.name}")
    page.warn(repeats, "{} more cards are repeated")
    return kept


def _tell_unspaced(page: Page, pairs: list[Pair], found: list[Labelled | None]) -> None:
    unspaced = [
        pair.name
        for pair, label in zip(pairs, found, strict=True)
        if label is not None and not label.spaced
    ]
    if not unspaced:
        return
    noun = "question lacks" if len(unspaced) == 1 else "questions lack"
    where = unspaced[0]
    if len(unspaced) > 1:
        word, _, first = unspaced[0].rpartition(" ")
        where = f"{word}s {first} to {unspaced[-1].rpartition(' ')[2]}"
    page.warnings.append(f"{len(unspaced)} {noun} a space after the label ({where})")


def _miscounts(page: Page, cards: int) -> list[str]:
    """Hold what the page claims against what was found."""
    if all(stated.agrees(cards) for stated in page.stated):
        return []
    terms = dict.fromkeys(s.count for s in page.stated if not s.is_bar)
    bars = dict.fromkeys(s.count for s in page.stated if s.is_bar)
    said = [f"the page claims {count} terms" for count in terms]
    said += [f"{'its' if terms else 'the page’s'} progress bar {count}" for count in bars]
    room = "" if page.slot_word == "card" else f" in {page.slots} {page.slot_word}s"
    were = "card{} was" if cards == 1 else "cards{} were"
    return [f"{' and '.join(said)}; {cards} {were.format(room)} found"]
