"""Building: sources in, decks in the collection and, if asked for, deck files out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from studyapp.domain.day import to_ms
from studyapp.domain.deck import ParsedDeck, parents, tree_key
from studyapp.domain.generated import Standing
from studyapp.domain.note import Note, NoteKind
from studyapp.formats import markdown
from studyapp.generation import Flashcard
from studyapp.services import clozes, files, pasted
from studyapp.services.matching import Matching, match
from studyapp.services.texts import SourceFile as SourceFile
from studyapp.services.texts import extract
from studyapp.services.texts import gather as gather
from studyapp.services.views import BuildReport, BuiltSource
from studyapp.services.workspace import Workspace
from studyapp.sources import readers
from studyapp.sources.account import Account, Fate
from studyapp.sources.parsed import ParsedSource
from studyapp.sources.read import read_source
from studyapp.storage import content
from studyapp.storage.content import StoredNote
from studyapp.storage.convert import content_hash, note_values, tags_text
from studyapp.storage.engine import Connection, reading, writing

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done."""


KNOWN_FLASHCARDS = 5000
"""Flashcards of the collection that guide the choice in a text, the first ones."""


def quiet(done: int, total: int, what: str) -> None:
    """Report progress to nobody."""


def build(
    workspace: Workspace,
    sources: Sequence[SourceFile],
    *,
    out: Path | None = None,
    encoding: str | None = None,
    skipped: Sequence[str] = (),
    progress: Progress = quiet,
) -> BuildReport:
    """Read all sources, then store all of them in one transaction, or none.

    With ``out``, the decks are also written there as Markdown, one file a deck; a file there
    that says something else is kept beside the new one. Raises ``SourceError`` naming file, line
    and remedy.
    """
    total = 2 * len(sources) + 1
    parsed: list[ParsedSource] = []
    for index, source in enumerate(sources):
        progress(index, total, source.name)
        parsed.append(parse(source, encoding))
    found = [*_known(workspace), *clozes.flashcards(parsed)]
    deck = list({card.guid: card for card in found}.values())
    for index, each in enumerate(parsed):
        progress(len(sources) + index, total, f"choosing sentences of {each.path}")
        parsed[index] = clozes.draw(each, deck)
    progress(total - 1, total, "storing")
    with writing(workspace.engine) as connection:
        built = [_store(workspace, connection, each) for each in parsed]
        settled = (
            each for source in built for each in source.parsed.deck.notes if each.note.studied
        )
        whole = ParsedDeck("", tuple(settled))
        written: list[str] = []
        backups: list[str] = []
        if out is not None and whole.notes:
            written, backups = files.write_all(out, markdown.write_deck(whole))
    progress(total, total, "done")
    decks = Counter(
        {
            name: 0
            for each in parsed
            if each.deck.notes
            for name in (each.deck.name, *(note.deck for note in each.deck.notes))
        }
    )
    for each in (source.parsed for source in built):
        for entry in each.deck.notes:
            for name in (entry.deck, *parents(entry.deck)):
                if name in decks and entry.note.studied:
                    decks[name] += len(entry.note.ordinals())
    return BuildReport(
        tuple(built),
        {name: decks[name] for name in sorted(decks, key=tree_key)},
        tuple(written),
        tuple(skipped),
        tuple(backups),
    )


def _known(workspace: Workspace) -> list[Flashcard]:
    """Return the flashcards of the collection: what the learner studies already."""
    with reading(workspace.engine) as connection:
        rows = content.questions(connection, KNOWN_FLASHCARDS)
    return [Flashcard(*row) for row in rows]


def parse(source: SourceFile, encoding: str | None = None) -> ParsedSource:
    """Read one source, a messy page or a Markdown deck. Raises ``SourceError``."""
    text = extract(source, encoding)
    if not markdown.is_markdown_deck(text):
        return pasted.own_deck(read_source(text, source.name))
    deck = markdown.read_deck(text, source.name)
    lines = readers.lines(text)
    account = Account(len(lines))
    for line in lines:
        if line.blank:
            account.claim(line.number, Fate.IGNORED, "blank")
        else:
            account.claim(line.number, Fate.CARD, "Markdown deck")
    return pasted.own_deck(ParsedSource(source.name, "markdown", deck.name, deck, account))


def _store(workspace: Workspace, connection: Connection, parsed: ParsedSource) -> BuiltSource:
    matching, added, updated, kept = store_deck(
        workspace, connection, parsed.deck, path=parsed.path, layout=parsed.layout
    )
    fates = tuple(parsed.account)
    notes = zip(parsed.deck.notes, matching.notes, strict=True)
    settled = tuple(
        replace(entry, note=note if old is None else note._replace(standing=Standing(old.standing)))
        for entry, (note, old) in notes
    )
    return BuiltSource(
        replace(parsed, deck=replace(parsed.deck, notes=settled)),
        added,
        updated,
        len(matching.notes) - added - updated,
        len(matching.missing),
        (*matching.unsure, *kept),
        fates,
    )


def store_deck(
    workspace: Workspace, connection: Connection, deck: ParsedDeck, *, path: str, layout: str
) -> tuple[Matching, int, int, tuple[str, ...]]:
    """Store one deck within the caller's transaction.

    Returns the matching, the numbers of notes added and updated, and what was left as the
    learner edited it although the source changed.
    """
    now = workspace.now()
    at = to_ms(now)
    source_id = None
    stored: dict[int, StoredNote] = {}
    if deck.key:
        values = {"key": deck.key, "path": path, "title": deck.name, "layout": layout}
        source_id = content.put_source(connection, {**values, "built_at": at})
        stored = {note.id: note for note in content.notes_of_source(connection, source_id)}
    by_guid = content.notes_by_guid(connection, [entry.note.guid for entry in deck.notes])
    stored.update({note.id: note for note in by_guid.values()})
    matching = match(
        [entry.note for entry in deck.notes],
        list(stored.values()),
        settled=not deck.key,
        known=lambda guid: bool(content.notes_by_guid(connection, [guid])),
    )
    decks = _decks(workspace, connection, (entry.deck for entry in deck.notes))
    fresh: list[tuple[int, Note]] = []
    kept: list[str] = []
    updated = 0
    for entry, (note, old) in zip(deck.notes, matching.notes, strict=True):
        if old is None:
            fresh.append((decks[entry.deck], note))
            continue
        if old.standing == Standing.DROPPED:
            continue
        change = _change(note, old, source_id)
        if change is None:
            kept.append(f"{path}: a note edited by hand also changed in the source: left as edited")
            continue
        changed = {name: to for name, to in change.items() if getattr(old, name) != to}
        if not changed:
            continue
        content.update_note(connection, old.id, {**changed, "modified_at": at})
        if not changed.keys().isdisjoint(("kind", "front", "back")):
            updated += 1
            if old.standing == Standing.OFFERED:
                continue
            before = Note(old.guid, NoteKind(old.kind), old.front, old.back).ordinals()
            content.sync_cards(
                connection, old.id, before, note.ordinals(), learner_id=workspace.learner_id
            )
    content.add_notes(
        connection, fresh, learner_id=workspace.learner_id, source_id=source_id, at=at
    )
    content.mark_stale(connection, [note.id for note in matching.missing if note.details])
    return matching, len(fresh), updated, tuple(kept)


def _change(note: Note, old: StoredNote, source_id: int | None) -> Mapping[str, object] | None:
    """Return the columns to set on a note that is built again, None to leave it alone."""
    values = note_values(note)
    fresh_hash = content_hash(values["kind"], note.front, note.back)
    where = {name: values[name] for name in ("source_path", "first_line", "last_line", "section")}
    if source_id is not None:
        where["source_id"] = source_id
    content_now = {name: values[name] for name in ("kind", "front", "back")}
    if old.edited and any(getattr(old, name) != to for name, to in content_now.items()):
        return where if fresh_hash == old.source_hash else None
    tags = tags_text(dict.fromkeys((*old.tags.split(), *note.tags)))
    change = {**where, **content_now, "tags": tags, "source_hash": fresh_hash}
    if note.generated is not None:
        change["details"] = values["details"]
        change["stale"] = int(bool(old.stale) or note.front != old.front)
    return change


def _decks(workspace: Workspace, connection: Connection, names: Iterable[str]) -> dict[str, int]:
    now = workspace.now()
    wanted = {above for name in names for above in (*parents(name), name)}
    guids = {name: workspace.new_id(now) for name in sorted(wanted)}
    return content.add_decks(connection, guids, to_ms(now))
