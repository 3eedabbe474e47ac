"""The collection into files: what is chosen streams from storage into a format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from studyapp.domain.deck import is_within
from studyapp.domain.package import (
    Package,
    PackedDeck,
    PackedMedia,
    PackedOptions,
)
from studyapp.errors import NotFoundError, SourceError
from studyapp.formats import registry
from studyapp.formats.base import DeckFormat, Writing
from studyapp.services import browse
from studyapp.services.exchange import targets
from studyapp.services.exchange.importing import Wishes, quiet, reading_for
from studyapp.services.exchange.names import with_parents
from studyapp.services.exchange.packer import Packer
from studyapp.services.exchange.reports import ExportReport, Progress
from studyapp.services.exchange.rest import uncollected
from studyapp.services.faces import note_type_from
from studyapp.services.media import MediaStore
from studyapp.services.workspace import Workspace
from studyapp.storage import cards as stored
from studyapp.storage import content, packing
from studyapp.storage.convert import options_from
from studyapp.storage.engine import Connection, reading
from studyapp.storage.foreign import ForeignTable, foreign_table

BATCH = 1_000
"""Notes read at once."""

MOST_FOUND = 1_000_000
"""Cards of a search that are exported."""

_MEDIA = re.compile(
    r"""\[sound:([^\]\n]{1,255})\]"""
    r"""|\b(?:src|data)\s?=\s?(?:"([^"\n]{1,255})"|'([^'\n]{1,255})'|([^\s"'<>]{1,255}))"""
    r"""|!\[[^\]\n]{0,200}\]\(<?([^)>\n]{1,255})>?\)"""
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the learner wants exported."""

    what: str | None = None
    """A deck with its subdecks, or words to search for; None for everything."""
    format: str | None = None
    scheduling: bool = False
    media: bool = True
    separator: str = ""
    columns: tuple[str, ...] = ()
    search: str = ""
    """Words to search for, in the deck that ``what`` names or everywhere."""


def export_file(
    workspace: Workspace, target: Path | None, order: Order, progress: Progress = quiet
) -> tuple[ExportReport, bytes]:
    """Write ``target`` anew, or return the bytes for standard output if it is None.

    The file is written beside its place and moved there when it is whole; one that stood there
    and said something else is kept (``targets``). Raises ``StudyError``.
    """
    form = _format(target, order)
    goal = None if target is None else targets.find(target, form.info, workspace.path)
    with targets.workshop(goal) as folder:
        piped = goal is None or goal.pipe
        made = folder / (
            f"deck{form.info.suffixes[0]}" if goal is None or piped else goal.place.name
        )
        scheduling = _schedules(form, order)
        with (
            targets.told(goal),
            uncollected(),
            _apart(workspace, wanted=scheduling and form.info.foreign) as table,
            reading(workspace.engine) as connection,
        ):
            chosen = _chosen(workspace, connection, order)
            notes = None if chosen.all else chosen.notes
            foreign = table if table is not None and table.join(notes) else None
            apart = foreign is not None
            packer = Packer(
                workspace, connection, chosen.decks, scheduling=scheduling, foreign=apart
            )
            unheld = tuple(_unheld(connection, chosen, form, order))
            package = _package(workspace, connection, chosen, packer, form, order, progress)
            package.foreign = foreign
            lost = (*unheld, *form.write(package, made, _writing(workspace, form, order)))
        if piped:
            targets.no_folder(made, form)
        data = made.read_bytes() if goal is None else b""
        backup = None if goal is None else targets.put(made, goal, form)
    done = packer
    report = ExportReport(
        None if goal is None else goal.asked,
        form.info.name,
        len(done.decks),
        done.notes,
        done.cards,
        done.reviews,
        done.media,
        lost,
        backup,
    )
    return report, data


def _apart(workspace: Workspace, *, wanted: bool) -> AbstractContextManager[ForeignTable | None]:
    """Open the table of entries that another program kept, if it is wanted."""
    if not wanted:
        return nullcontext()
    return foreign_table(workspace.path, workspace.learner_id)


@dataclass(frozen=True, slots=True)
class _Chosen:
    title: str
    notes: list[int]
    decks: dict[int, str]
    """Names of the decks whose cards go out, by id."""
    all: bool


def _chosen(workspace: Workspace, connection: Connection, order: Order) -> _Chosen:
    ids = content.deck_ids(connection)
    names = {key: name for name, key in ids.items()}
    if order.search:
        return _found(workspace, connection, order, names)
    if order.what is None:
        return _Chosen("studyapp", packing.note_ids(connection, None), names, all=True)
    try:
        root = browse.resolve_deck(ids, order.what)
    except NotFoundError as error:
        words = order.what.split()
        rows = stored.search_cards(connection, workspace.learner_id, words, MOST_FOUND)
        if not words or not rows:
            raise NotFoundError(f"no deck and no card for {order.what!r}", error.hint) from error
        return _Chosen(order.what, sorted({row.note_id for row in rows}), names, all=False)
    decks = {key: name for key, name in names.items() if is_within(name, root)}
    return _Chosen(root, packing.note_ids(connection, list(decks)), decks, all=False)


def _found(
    workspace: Workspace, connection: Connection, order: Order, names: dict[int, str]
) -> _Chosen:
    words = browse.search_words(order.search)
    rows = stored.search_cards(connection, workspace.learner_id, words, MOST_FOUND) if words else []
    found = {row.note_id for row in rows if order.what is None or is_within(row.deck, order.what)}
    if not found:
        raise NotFoundError(f"no card for {order.search!r}", "Search for fewer words.")
    return _Chosen(order.search, sorted(found), names, all=False)


def _package(
    workspace: Workspace,
    connection: Connection,
    chosen: _Chosen,
    packer: Packer,
    form: DeckFormat,
    order: Order,
    progress: Progress,
) -> Package:
    sets = packing.options(connection)
    types = packing.note_types(connection)
    named = set(with_parents(chosen.decks.values()))
    decks = [
        PackedDeck(name, description, "" if options is None else str(options))
        for _, name, description, options in packing.decks(connection)
        if name in named
    ]
    used = {deck.options for deck in decks}
    carried = order.media and "media" in form.info.carries
    media = _media(workspace, connection, chosen) if carried else []
    packer.media = len(media)
    return Package(
        "studyapp",
        chosen.title,
        packer.pack(chosen.notes, progress),
        scheduling=packer.scheduling,
        decks=sorted(decks, key=lambda deck: deck.name),
        options=[
            PackedOptions(str(key), name, options_from(payload), kept)
            for key, (name, payload, kept) in sets.items()
            if str(key) in used
        ],
        note_types=[note_type_from(payload) for _, payload in types.values()],
        media=media,
        total=len(chosen.notes),
    )


def _unheld(
    connection: Connection, chosen: _Chosen, form: DeckFormat, order: Order
) -> Iterator[str]:
    """Yield in words what is wanted and no file of this format holds."""
    carries = form.info.carries
    if order.scheduling and "scheduling" not in carries:
        yield "where the cards stand and their reviews"
    if order.media and "media" not in carries:
        known = packing.media(connection)
        if known and not _named(connection, chosen.notes, known).isdisjoint(known):
            yield "pictures and recordings"


def _media(workspace: Workspace, connection: Connection, chosen: _Chosen) -> list[PackedMedia]:
    """Return the media that chosen notes name; for the whole collection, all."""
    known = packing.media(connection)
    if not known:
        return []
    names = set(known) if chosen.all else _named(connection, chosen.notes, known) & set(known)
    store = MediaStore(workspace.path)
    return [
        PackedMedia(name, known[name][1], partial(_open, store, known[name][0], name))
        for name in sorted(names)
        if store.path(known[name][0]).is_file()
    ]


def _open(store: MediaStore, digest: str, name: str) -> AbstractContextManager[IO[bytes]]:
    path = store.existing(digest, name)
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}", "Check its rights.") from error


def _named(connection: Connection, notes: Sequence[int], known: Iterable[str]) -> set[str]:
    """Return what notes name, and of the media that begin with ``_`` what their types name."""
    found: set[str] = set()
    types: set[int | None] = set()
    for start in range(0, len(notes), BATCH):
        for row in packing.notes(connection, notes[start : start + BATCH]).values():
            types.add(row.note_type_id)
            for text in (row.front, row.back, row.fields or ""):
                for match in _MEDIA.findall(text):
                    name = unescape("".join(match))
                    found.update((name, unquote(name)))
    static = [name for name in known if name.startswith("_")]
    for number, (_, payload) in packing.note_types(connection).items() if static else ():
        if number in types:
            look = note_type_from(payload)
            texts = [look.css]
            for each in look.templates:
                texts += [each.question, each.answer]
            found.update(name for name in static if any(name in text for text in texts))
    return found


def _format(target: Path | None, order: Order) -> DeckFormat:
    if order.format is not None:
        found = registry.named(order.format)
        if found is None or not found.info.writes:
            known = ", ".join(each.name for each in registry.table() if each.writes)
            raise SourceError(f"no format {order.format!r} to write", f"Known are: {known}.")
        return found
    suffix = ".md" if target is None else target.suffix
    found = registry.for_suffix(suffix)
    if found is None:
        known = ", ".join(
            f"{each.suffixes[0]} ({each.name})" for each in registry.table() if each.writes
        )
        raise SourceError(
            f"a file that ends in {suffix or 'nothing'} could be in any format",
            f"Use one of these endings, or name a --format: {known}.",
        )
    return found


def _schedules(form: DeckFormat, order: Order) -> bool:
    """Whether cards go with where they stand: where asked for, and always with a whole copy."""
    return "scheduling" in form.info.carries and (order.scheduling or form.info.whole)


def _writing(workspace: Workspace, form: DeckFormat, order: Order) -> Writing:
    clock = reading_for(workspace, Wishes())
    return Writing(
        clock.now,
        clock.day_of,
        clock.start_of,
        _schedules(form, order),
        order.separator,
        order.columns,
    )
