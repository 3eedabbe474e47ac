"""What is fuzzed: each reader as a function from bytes, and bytes that it understands."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from studyapp.domain.package import Package
from studyapp.errors import StudyError
from studyapp.formats import registry
from studyapp.formats.base import DeckFile, DeckFormat, Reading

SEEDS = Path(__file__).parent / "seeds"
PACKED = ("apkg", "apkg-zip")
Target = Callable[[bytes], None]

_INSIDE = "collection.anki21"


def names() -> list[str]:
    """Return the readers that can be fuzzed; Anki's as a zip file and as the database in it."""
    texts = [each.info.name for each in registry.formats() if "apkg" not in each.info.name]
    return [*PACKED, *(name for name in texts if name != "colpkg")]


def target(name: str) -> Target:
    """Return what feeds bytes to a reader. Errors of ours are its answer, others are faults."""
    if name in PACKED:
        return _package(inside=name == "apkg")
    form = registry.named(name)
    assert form is not None

    def feed(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("\0", "\ufffd")
        file = DeckFile("fuzzed.txt", text=text)
        _quietly(lambda: _read(form, file))

    return feed


def seeds(name: str) -> Iterator[bytes]:
    """Yield the seeds that are kept for a reader."""
    for path in sorted((SEEDS / name).glob("*")):
        yield path.read_bytes()


def _package(*, inside: bool) -> Target:
    form = registry.named("apkg")
    assert form is not None

    def feed(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fuzzed.apkg"
            if inside:
                with zipfile.ZipFile(path, "w") as out:
                    out.writestr("meta", b"\x08\x02")
                    out.writestr(_INSIDE, data)
                    out.writestr("media", b'{"0": "a.png"}')
                    out.writestr("0", b"picture")
            else:
                path.write_bytes(data)
            _quietly(lambda: _read(form, DeckFile("fuzzed.apkg", path)))

    return feed


def _read(form: DeckFormat, file: DeckFile) -> None:
    form.claims(file)
    with form.read(file, Reading(now=1_764_000_000_000)) as package:
        _exhaust(package)


def _exhaust(package: Package) -> None:
    for media in package.media:
        with media.open() as stream:
            while stream.read(1 << 20):
                pass
    for packed in package.notes:
        packed.note.ordinals()
        for text in (packed.note.guid, packed.note.front, packed.note.back, *packed.fields):
            assert isinstance(text, str)
    for problem in package.problems:
        str(problem)


def _quietly(work: Callable[[], None]) -> None:
    with suppress(StudyError):
        work()
