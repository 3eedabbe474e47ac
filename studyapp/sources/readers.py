"""Bytes to text to lines. Whatever cannot be read exactly is refused with a remedy.

Guessing an encoding turns "Sëden" into "SÃ«den" on a card that is studied for years, so there is
no guessing: a byte order mark, what the user said, or strict UTF-8.
"""

import codecs
import re

from studyapp.errors import SourceError
from studyapp.sources.account import Line

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 2_000_000
"""Each line costs some 200 bytes while it is read."""
MAX_LINE = 1_000_000
"""Characters on one line; more is a damaged or minified file, not a page of notes."""

_AS_TEXT = "Open it in its own program and save or copy it as plain text (.txt, UTF-8)."
_UNPACK = "Unpack it and give the text file inside."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive (.zip, .docx, .odt, .epub, .apkg)", _AS_TEXT),
    (b"PK\x05\x06", "an empty zip archive", _AS_TEXT),
    (b"%PDF-1.", "a PDF document", _AS_TEXT),
    (b"%PDF-2.", "a PDF document", _AS_TEXT),
    (b"{\\rtf", "a rich text (RTF) document", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)", _AS_TEXT),
    (b"\x89PNG\r\n", "a PNG image", _AS_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _AS_TEXT),
    (b"SQLite format 3\x00", "an SQLite database", "Import it as a collection or deck instead."),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x7fELF", "a program", _AS_TEXT),
)
_WITH_NUL: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"MZ", "a Windows program"),
    (b"II*", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a bitmap image"),
)
"""Signatures that plain text may start with too: believed only when a NUL follows soon."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The longer marks first: that of UTF-16-LE starts that of UTF-32-LE."""

_PACKAGES = (".apkg", ".colpkg")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of a file, or raise ``SourceError`` naming file, line and remedy.

    A byte order mark decides first, then ``encoding`` if given, else strict UTF-8. The result
    holds no byte order mark, no NUL and no lone surrogate. ``name`` is only for messages.
    """
    if not data:
        raise SourceError(f"{name}: nothing to read, the file is empty", "Give a file with text.")
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: {len(data):,} bytes are more than the limit of {MAX_BYTES:,}",
            "Split the file into parts.",
        )
    codec = _codec(name, encoding)
    marked = next((mark for mark in _MARKS if data.startswith(mark[0])), None)
    if marked is not None:
        bom, codec = marked
        body, offset = data[len(bom) :], len(bom)
    else:
        _refuse_binary(data, name, guess=encoding is None)
        body, offset = data, 0
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(body, name, codec, offset, error) from error
    except (UnicodeError, ValueError, AssertionError) as error:
        raise SourceError(
            f"{name}: cannot be read as {codec}: {error}", "Try another --encoding."
        ) from error
    text = text.removeprefix("\ufeff")
    check(text, name)
    return text


def check(text: str, name: str) -> None:
    """Raise ``SourceError`` for text that no store and no terminal can hold, or none at all."""
    if not text or text.isspace():
        raise SourceError(f"{name}: nothing to read, the file is blank", "Give a file with text.")
    at = text.find("\0")
    if at >= 0:
        raise SourceError(
            f"{name}, line {_line_at(text, at)}: a NUL character: this is not plain text",
            "Save the file again as plain text (UTF-8), or name its encoding: "
            "--encoding utf-16-le.",
        )
    bad = _SURROGATE.search(text)
    if bad is not None:
        raise SourceError(
            f"{name}, line {_line_at(text, bad.start())}: half a character "
            f"(surrogate U+{ord(bad[0]):04X})",
            "Save the file again as UTF-8.",
        )


def lines(text: str, name: str = "text") -> list[Line]:
    r"""Split at ``\n``, ``\r\n`` and ``\r``, as editors number lines.

    U+2028, U+0085 and form feeds stay within their line, where they count as spaces: a copied
    page uses them inside paragraphs. Raises ``SourceError`` for a line of more than
    ``MAX_LINE`` characters or for more than ``MAX_LINES`` lines.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    count = text.count("\n") + 1
    if count > MAX_LINES:
        raise SourceError(
            f"{name}: {count:,} lines are more than the limit of {MAX_LINES:,}",
            "Split the file into parts.",
        )
    parts = text.split("\n")
    if not parts[-1]:
        parts.pop()
    for number, part in enumerate(parts, 1):
        if len(part) > MAX_LINE:
            raise SourceError(
                f"{name}, line {number}: {len(part):,} characters on one line are more than "
                f"the limit of {MAX_LINE:,}",
                "Break the line, or leave it out if it is not text to study.",
            )
    return [Line(number, part) for number, part in enumerate(parts, 1)]


def _codec(name: str, encoding: str | None) -> str:
    if encoding is None:
        return "utf-8"
    try:
        "".encode(encoding)  # also refuses codecs that do not give text, such as "hex"
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise SourceError(
            f"{name}: there is no text encoding called {encoding!r}",
            "Common ones: utf-8, utf-16, cp1252, latin-1, cp1251, koi8-r, shift_jis, gb18030.",
        ) from error


def _refuse_binary(data: bytes, name: str, *, guess: bool) -> None:
    head = data[:4096]
    if name.lower().endswith(_PACKAGES):
        _refuse_package(head, name)
    for start, what, remedy in _SIGNATURES:
        if data.startswith(start):
            raise SourceError(f"{name}: this is {what}, not plain text", remedy)
    if b"\0" not in head:
        return
    for start, what in _WITH_NUL:
        if data.startswith(start):
            raise SourceError(f"{name}: this looks like {what}, not plain text", _AS_TEXT)
    if data[4:8] == b"ftyp":
        raise SourceError(f"{name}: this looks like a film or HEIC image", _AS_TEXT)
    if guess:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SourceError(
            f"{name}, line {line}: NUL bytes: {_nul_kind(head)}",
            _nul_remedy(head),
        )


def _refuse_package(head: bytes, name: str) -> None:
    if head.startswith(b"PK\x03\x04"):
        raise SourceError(
            f"{name}: this is a package of decks, not a text",
            "Bring it in with 'studyapp import'.",
        )
    if b"\0" in head:
        raise SourceError(
            f"{name}: this is no Anki package, whatever its name says",
            "Export or download it again.",
        )


def _nul_kind(head: bytes) -> str:
    wide = _wide(head)
    return f"this looks like {wide} without a byte order mark" if wide else "this is a binary file"


def _nul_remedy(head: bytes) -> str:
    wide = _wide(head)
    return f"Say so: --encoding {wide}" if wide else _AS_TEXT


def _wide(head: bytes) -> str:
    """Name the encoding whose zero bytes stand where these do, or nothing."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.3 * half and even < 0.02 * half + 1:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half + 1:
        return "utf-16-be"
    return ""


def _undecodable(
    body: bytes, name: str, codec: str, offset: int, error: UnicodeDecodeError
) -> SourceError:
    at = min(error.start, max(0, len(body) - 1))
    width = 4 if codec.startswith("utf-32") else 2 if codec.startswith("utf-16") else 1
    newline = "\n".encode(codec) if width > 1 else b"\n"
    line = body.count(newline, 0, at) + 1
    where = f"{name}, line {line} (byte {at + offset:,}, 0x{body[at]:02X})"
    if codec == "utf-8" and not offset:
        return SourceError(
            f"{where}: not UTF-8",
            "Say which encoding the file has, for example --encoding cp1252, "
            "or save it again as UTF-8.",
        )
    return SourceError(f"{where}: not valid {codec}", "Try another --encoding.")


def _line_at(text: str, at: int) -> int:
    head = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return head.count("\n") + 1
