"""Reading and writing the JSON of a collection, line by line where the file allows it."""

import base64
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any

from studyapp.domain.package import (
    Package,
    PackedDeck,
    PackedMedia,
    PackedMemory,
    PackedNote,
    PackedReview,
    Problem,
)
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, Writing
from studyapp.formats.collection_json import values

VERSION = 1

LONGEST_LINE = 128 * 1024 * 1024
"""Characters of one line: one note, or one medium in base64."""

LARGEST_MEDIUM = 64 * 1024 * 1024
"""Bytes; a larger one would need several times as much memory to read."""

LARGEST_WHOLE = 64 * 1024 * 1024
"""Characters of a file in another layout, which is read as a whole."""

_BROKEN = (ValueError, TypeError, KeyError, RecursionError)


class CollectionJson:
    """The format. See the package for its shape."""

    info = FormatInfo(
        "json",
        "studyapp JSON: a whole collection with its log",
        (".json",),
        writes=True,
        whole=True,
        carries=("tags", "decks", "scheduling", "media"),
    )

    def claims(self, file: DeckFile) -> int:
        """Tell by the first line."""
        with _open(file) as stream:
            try:
                head = stream.read(400)
            except ValueError:
                return 0
        compact = "".join(head.split())
        return 100 if '"format":"studyapp"' in compact and compact.startswith("{") else 0

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Open a file. Raises ``FormatError``."""
        head, parts = _head(file)
        if not isinstance(head, dict) or head.get("format") != "studyapp":
            raise FormatError(f"{file.name} is no collection in JSON", "Export it again.")
        version = head.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise FormatError(
                f"{file.name} is version {version!r:.20} of the format; this studyapp knows "
                f"{VERSION}",
                "Upgrade studyapp.",
            )
        try:
            package = _package(head, file)
        except _BROKEN as error:
            raise FormatError(
                f"{file.name}: the beginning is broken ({_why(error)})", "Export it again."
            ) from error
        columns = _columns(head, file)
        package.media = _media(parts("media"), package)
        package.notes = _notes(parts("notes"), package, columns)
        return nullcontext(package)

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write the whole package."""
        lost: list[str] = []
        head = {
            "format": "studyapp",
            "version": VERSION,
            "name": package.name,
            "decks": [asdict(deck) for deck in package.decks],
            "options": [asdict(each) for each in package.options],
            "note_types": [asdict(each) for each in package.note_types],
            "columns": {"memory": PackedMemory._fields, "review": PackedReview._fields},
        }
        scheduling = writing.scheduling
        with target.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(f"{values.dumps(head)[:-1]},\n")
            _write_list(file, "media", _media_lines(package, lost))
            file.write(",\n")
            notes = (values.note_to(each, scheduling=scheduling) for each in package.notes)
            _write_list(file, "notes", map(values.dumps, notes))
            file.write("}\n")
        return lost


JSON = CollectionJson()


def _write_list(file: IO[str], name: str, lines: Iterator[str]) -> None:
    file.write(f'"{name}": [\n')
    number = -1
    for number, line in enumerate(lines):
        file.write(f",\n{line}" if number else line)
    file.write("]" if number < 0 else "\n]")


def _media_lines(package: Package, lost: list[str]) -> Iterator[str]:
    for each in package.media:
        with each.open() as stream:
            data = stream.read(LARGEST_MEDIUM + 1)
        if len(data) > LARGEST_MEDIUM:
            lost.append(f"{each.name}: larger than {LARGEST_MEDIUM // 1_000_000} MB")
            continue
        encoded = base64.b64encode(data).decode()
        yield values.dumps({"name": each.name, "size": len(data), "data": encoded})


def _open(file: DeckFile) -> IO[str]:
    if file.text is not None:
        return io.StringIO(file.text)
    if file.path is None:
        raise FormatError(f"{file.name} is not there", "Name a file.")
    return file.path.open(encoding="utf-8-sig")


def _head(file: DeckFile) -> tuple[Any, Any]:
    """Return all but media and notes, and what yields the values of one of these lists.

    Our own layout is read by lines; any other JSON as a whole, if it is not too large.
    """
    with _open(file) as stream:
        try:
            line = stream.readline(LONGEST_LINE)
            head = json.loads(line.rstrip().removesuffix(",") + "}")
            ours = stream.readline(LONGEST_LINE).strip() == '"media": ['
        except _BROKEN:
            ours = False
        if ours:
            return head, partial(_lines, file)
        stream.seek(0)
        try:
            text = stream.read(LARGEST_WHOLE + 1)
            if len(text) > LARGEST_WHOLE:
                raise FormatError(
                    f"{file.name} is too large for a file that is not laid out by lines",
                    "Export it again, or split it.",
                )
            whole = json.loads(text)
        except _BROKEN as error:
            raise FormatError(
                f"{file.name} is no JSON ({_why(error)})", "Export it again."
            ) from error
    if not isinstance(whole, dict):
        return whole, None
    return whole, lambda name: _listed(whole.get(name, []))


def _listed(found: Any) -> Iterator[tuple[str, Any]]:
    for number, value in enumerate(found if isinstance(found, list) else [], 1):
        yield f"number {number}", value


def _lines(file: DeckFile, name: str) -> Iterator[tuple[str, Any]]:
    """Yield where it stands and the value of each line of a list; broken ones as None."""
    with _open(file) as stream:
        inside = False
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            text = line.strip()
            if not inside:
                inside = text == f'"{name}": ['
                continue
            if text in ("]", "],", "]}"):
                return
            try:
                yield f"line {number}", json.loads(text.removesuffix(","))
            except _BROKEN as error:
                yield f"line {number}", error
        yield f"line {number}", ValueError("the file ends too early")


def _package(head: dict[str, Any], file: DeckFile) -> Package:
    decks = [
        PackedDeck(
            str(each["name"]), str(each.get("description", "")), str(each.get("options", ""))
        )
        for each in head.get("decks", [])
    ]
    return Package(
        "json",
        str(head.get("name") or file.stem),
        (),
        scheduling=True,
        decks=decks,
        options=[values.options_from(each) for each in head.get("options", [])],
        note_types=[values.note_type_from(each) for each in head.get("note_types", [])],
    )


def _columns(head: dict[str, Any], file: DeckFile) -> dict[str, list[str]]:
    found = head.get("columns", {})
    wanted = {"memory": PackedMemory._fields, "review": PackedReview._fields[:11]}
    columns: dict[str, list[str]] = {}
    for name, least in wanted.items():
        listed = found.get(name, []) if isinstance(found, dict) else []
        if not isinstance(listed, list) or not {*least} <= {str(each) for each in listed}:
            raise FormatError(
                f"{file.name}: the columns of {name} are not all named", "Export it again."
            )
        columns[name] = [str(each) for each in listed]
    return columns


def _notes(
    lines: Iterator[tuple[str, Any]], package: Package, columns: dict[str, list[str]]
) -> Iterator[PackedNote]:
    known = {each.key for each in package.note_types}
    for where, value in lines:
        try:
            if isinstance(value, Exception):
                raise value
            note = values.note_from(value, columns, where)
            if note.note_type and note.note_type not in known:
                raise ValueError(f"its note type {note.note_type!r:.40} is not in the file")
        except _BROKEN as error:
            package.problems.append(Problem(where, f"a broken note ({_why(error)})"))
            continue
        yield note


def _media(lines: Iterator[tuple[str, Any]], package: Package) -> Iterator[PackedMedia]:
    for where, value in lines:
        try:
            if isinstance(value, Exception):
                raise value
            name, data = values.media_from(value)
        except _BROKEN as error:
            package.problems.append(Problem(where, f"a broken medium ({_why(error)})"))
            continue
        yield PackedMedia(name, len(data), partial(io.BytesIO, data))


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r:.60} is missing or unknown"
    return f"{error}"[:120] or type(error).__name__
