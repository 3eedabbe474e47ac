"""A package opened: which collection is the real one, and what its parts are."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection

from studyapp.domain.package import NoteType, Package, PackedDeck, PackedOptions, Problem
from studyapp.formats.anki import base as bases
from studyapp.formats.anki import media, notes, presets, proto, schema
from studyapp.formats.anki.archive import CHUNK, Archive, MemberError
from studyapp.formats.anki.deck_names import deck_name
from studyapp.formats.anki.learning import Learning
from studyapp.formats.anki.plain_json import dumped
from studyapp.formats.anki.rows import Rows, Shape
from studyapp.formats.anki.schedule import Home, Scheduled
from studyapp.formats.base import DeckFile, FormatError, Reading

MEMBERS = (("collection.anki21b", 3), ("collection.anki21", 2), ("collection.anki2", 1))
"""The real collection comes first: the others then only ask to update Anki."""
VERSIONS = (1, 2, 3)
_MAX_META = 1000
_OURS = frozenset(["name", "mod", "usn", "dyn"])
_HINT = "Export it again."


@contextmanager
def opened(file: DeckFile, reading: Reading, name: str) -> Iterator[Package]:
    """Open a package of any version. Raises ``FormatError``."""
    if file.path is None:
        raise FormatError(f"{file.name} is not a file", "Give the path of the package.")
    with closing(Archive(file.path, file.name)) as archive:
        member, version = _collection(archive, file.name)
        with _folder() as folder:
            path = Path(folder) / "collection"
            _unpack(archive, member, version == 3, path, file.name)
            with bases.opened(path, file.name) as base:
                with bases.guarded(file.name):
                    package = _package(archive, version, base, path, file, reading, name)
                yield package


def _folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="studyapp-", ignore_cleanup_errors=True)
    except OSError as error:
        raise FormatError(
            f"No temporary folder can be made: {error.strerror}",
            "Free some space, or name another folder in TMPDIR.",
        ) from error


def _collection(archive: Archive, name: str) -> tuple[str, int]:
    """Return the member that holds the collection, and the version of the package."""
    said = 0
    if "meta" in archive:
        try:
            said = proto.number(proto.decode(archive.read("meta", _MAX_META)), 1)
        except (MemberError, proto.WireError) as error:
            raise FormatError(f"The version of {name} cannot be read", _HINT) from error
        if said not in VERSIONS:
            raise FormatError(
                f"{name} is of version {said}; those from 1 to 3 are known",
                "Export it from Anki with support for older versions.",
            )
    for member, version in MEMBERS:
        if member in archive and (not said or said == version):
            return member, version
    raise FormatError(f"{name} holds no Anki collection", "Is it an Anki package? " + _HINT)


def _unpack(archive: Archive, member: str, zstd: bool, target: Path, name: str) -> None:
    """Write the collection to a new file that nobody else can read."""
    try:
        target.touch(0o600, exist_ok=False)
        with archive.open(member, zstd) as source, target.open("wb") as sink:
            while data := source.read(CHUNK):
                sink.write(data)
    except MemberError as error:
        raise FormatError(f"The collection in {name} cannot be unpacked: {error}", _HINT) from error
    except OSError as error:
        raise FormatError(
            f"The collection in {name} cannot be unpacked: {error.strerror}",
            "Free some space on the disk and try again.",
        ) from error


def _package(
    archive: Archive,
    version: int,
    base: Connection,
    path: Path,
    file: DeckFile,
    reading: Reading,
    name: str,
) -> Package:
    problems: list[Problem] = []
    remarks: list[str] = []
    said = schema.read(base, file.name, problems)
    options = _options(said, remarks)
    decks, homes = _decks(said, options, file.stem)
    types = _shapes(said, problems)
    scheduled = Scheduled(_created_day(said, reading), reading.day_of, reading.start_of)
    today = reading.day_of(reading.now)
    learning = Learning(base, path, file.name, homes, scheduled, today)
    rows = Rows(base, file.name, types, learning, problems, remarks)
    listed = media.entries(archive, version, problems)
    return Package(
        format=name,
        name=file.stem,
        notes=rows,
        scheduling=_scheduling(base),
        decks=decks,
        options=tuple(options.values()),
        note_types=tuple(note_type for note_type, _ in types.values()),
        media=media.media(archive, listed, version, problems),
        total=base.execute("select count(id) from notes").fetchone()[0],
        problems=problems,
        remarks=remarks,
    )


def _scheduling(base: Connection) -> bool:
    query = (
        "select exists(select 1 from cards where type != 0 or queue < 0 or flags != 0)"
        " or exists(select 1 from revlog)"
    )
    return bool(base.execute(query).fetchone()[0])


def _created_day(said: schema.Schema, reading: Reading) -> int:
    """Return the study day on which due days start: the local date on which it was made.

    ``creationOffset`` is the time zone then, in minutes west of UTC. Collections without it are
    taken to have been made where the learner is now.
    """
    offset = said.config.get("creationOffset")
    if isinstance(offset, int) and abs(offset) < 24 * 60:
        return (said.created - offset * 60) // 86_400
    try:
        return reading.day_of(said.created * 1000)
    except (ValueError, OverflowError) as error:
        raise FormatError("The collection was made at a time that cannot be", _HINT) from error


def _options(said: schema.Schema, remarks: list[str]) -> dict[str, PackedOptions]:
    """Return the deck options by their id in decimal digits."""
    found: dict[str, PackedOptions] = {}
    for ident, given in said.options.items():
        options, remark = presets.to_options(given)
        title = schema.clean(given.get("name", ""))
        if remark:
            remarks.append(f"Deck options {title}: {remark}")
        kept = dumped({key: given[key] for key in given if key not in _OURS})
        found[str(ident)] = PackedOptions(str(ident), title, options, kept)
    return found


def _decks(
    said: schema.Schema, options: dict[str, PackedOptions], stem: str
) -> tuple[list[PackedDeck], dict[int, Home]]:
    """Return the decks that can hold cards, and what the cards need to know of each."""
    decks: list[PackedDeck] = []
    homes: dict[int, Home] = {0: Home(stem, 2, 1, 0.9, ())}
    for ident, given in said.decks.items():
        title = deck_name(given.get("name", ""))
        if given.get("dyn"):
            continue
        conf = given.get("conf")
        known = options.get(str(conf))
        own = known
        if known is not None:
            mine = presets.for_deck(known.options, given)
            if mine != known.options:
                own = PackedOptions(f"{known.key}:{ident}", title, mine, known.kept)
                options[own.key] = own
            retention, parameters = presets.sm2_parameters(said.options[int(known.key)])
            steps = (len(mine.learning_steps), len(mine.relearning_steps))
            homes[ident] = Home(title, *steps, retention, parameters)
        else:
            homes[ident] = homes[0]._replace(name=title)
        description = given.get("desc")
        description = schema.clean(description) if isinstance(description, str) else ""
        decks.append(PackedDeck(title, description, own.key if own else ""))
    return decks, homes


def _shapes(said: schema.Schema, problems: list[Problem]) -> dict[int, Shape]:
    """Return the note types that can be read, each with our kind that does the same."""
    found: dict[int, Shape] = {}
    for ident, model in said.models.items():
        try:
            note_type: NoteType = notes.from_legacy(model)
        except FormatError as error:
            problems.append(Problem(f"note type {ident}", error.message, error.hint))
            continue
        found[ident] = (note_type, notes.kind_of(note_type))
    return found
