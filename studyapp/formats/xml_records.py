"""XML that holds records: elements below the root with attributes and elements of text.

Read as a stream, without a tree and without anything that a document type could declare: one
with a ``DOCTYPE`` is refused, and so is deep nesting.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from studyapp.domain.package import Problem
from studyapp.formats.base import FormatError
from studyapp.formats.found import Problems

MAX_DEPTH = 16


@dataclass(slots=True)
class Record:
    """One element below the root."""

    tag: str
    line: int
    attributes: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    """By the name of the element inside; of several of one name, the last."""


class _Refused(Exception):  # noqa: N818
    """What no deck needs."""


class _Reader:
    def __init__(self) -> None:
        self.root: Record | None = None
        self.records: list[Record] = []
        self._depth = 0
        self._record: Record | None = None
        self._name = ""
        self._texts: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused(f"elements nested more than {MAX_DEPTH} deep")
        if self._depth > 3:
            return
        record = Record(name, self.parser.CurrentLineNumber, attributes)
        if self._depth == 1:
            self.root = record
        elif self._depth == 2:
            self._record = record
        else:
            self._name, self._texts = name, []

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._record is not None and self._depth == 1:
            self.records.append(self._record)
            self._record = None
        elif self._record is not None and self._depth == 2:
            self._record.texts[self._name] = "".join(self._texts)

    def _text(self, text: str) -> None:
        if self._depth > 2:
            self._texts.append(text)

    def _doctype(self, *_: object) -> None:
        raise _Refused("a DOCTYPE, which may hold anything")


def read_records(text: str, name: str) -> tuple[Record, list[Record], Problems]:
    """Return the root, the records in order, and where the text is broken after some of them.

    Raises ``FormatError`` for text that is refused, or broken before the first record.
    """
    reader = _Reader()
    problems = Problems()
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except _Refused as refused:
        line = reader.parser.CurrentLineNumber
        raise FormatError(
            f"{name}, line {line}: {refused}", "Export the deck again from its program."
        ) from None
    except expat.ExpatError as error:
        what = f"this is not XML from here on ({expat.ErrorString(error.code)})"
        if not reader.records:
            raise FormatError(
                f"{name}, line {error.lineno}: {what}", "Export the deck again from its program."
            ) from None
        problems.append(Problem(f"line {error.lineno}", what, "What comes before it is read."))
    if reader.root is None:
        raise FormatError(f"{name}: there is nothing in it", "Export the deck again.")
    return reader.root, reader.records, problems
