"""Bytes to text: exact, or refused with the place and the remedy."""

import codecs
import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import SourceError
from studyapp.sources import readers
from studyapp.sources.readers import MAX_BYTES, MAX_LINE, decode, lines


def _refusal(data: bytes, encoding: str | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        decode(data, "notes.txt", encoding)
    assert "notes.txt" in caught.value.message
    assert caught.value.hint
    return caught.value


TEXT = "Sëden Mëlĭmŭlĭ −30°C\n第二行 🦉\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "x") == TEXT
    assert decode(TEXT.encode(encoding), "x", "cp1252") == TEXT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_big_endian_marks(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "x") == TEXT


def test_utf8_is_the_default() -> None:
    assert decode(TEXT.encode(), "x") == TEXT


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "shift_jis", "utf-16-le", "koi8-r"])
def test_a_named_encoding_is_used(encoding: str) -> None:
    text = "один" if encoding in ("cp1251", "koi8-r") else "caf" if "j" in encoding else "café"
    assert decode(text.encode(encoding), "x", encoding) == text


def test_latin_1_is_refused_with_line_byte_and_remedy() -> None:
    error = _refusal("first\nsecond\ncafé\n".encode("latin-1"))

    assert "line 3 (byte 16, 0xE9): not UTF-8" in error.message
    assert "--encoding cp1252" in error.hint


def test_the_byte_is_counted_with_the_mark() -> None:
    assert "line 2 (byte 5" in _refusal(codecs.BOM_UTF8 + b"a\n\xff").message


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "undefined", "a\0b", ""])
def test_no_such_encoding(name: str) -> None:
    assert "no text encoding" in _refusal(b"text", name).message


def test_utf_7_cannot_smuggle_half_a_character() -> None:
    assert "surrogate" in _refusal(b"ok\n+2AA-", "utf-7").message


def test_utf_8_with_a_surrogate_is_refused() -> None:
    assert "not UTF-8" in _refusal(b"\xed\xa0\x80").message


def test_a_wrong_encoding_names_the_line() -> None:
    assert "line 2" in _refusal("a\nб".encode(), "ascii").message
    assert "utf-16-le" in _refusal(b"abc", "utf-16-le").message


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_to_read(data: bytes) -> None:
    assert "nothing to read" in _refusal(data).message


def _zip() -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        return out.getvalue()


def _database(folder: Path) -> bytes:
    connection = sqlite3.connect(folder / "x.db")
    connection.execute("create table t (a)")
    connection.commit()
    connection.close()
    return (folder / "x.db").read_bytes()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (gzip.compress(b"notes", mtime=0), "gzip"),
        (b"\x28\xb5\x2f\xfd\x04\0", "Zstandard"),
        (b"{\\rtf1\\ansi notes}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "Office"),
        (b"\0\0\0\x18ftypheic\0", "HEIC"),
        (b"\x01\x02\0\0\x04\x05\0\0", "binary"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, what: str) -> None:
    assert what in _refusal(data).message


def test_a_package_that_is_none_is_not_to_be_saved_as_text() -> None:
    noise = b"\x8f\n\x11\x00 no package"
    with pytest.raises(SourceError) as other:
        decode(noise, "notes.dat")
    with pytest.raises(SourceError) as package:
        decode(noise, "Deck.APKG")
    assert "plain text" in other.value.hint
    assert "no Anki package" in package.value.message
    assert "plain text" not in package.value.hint
    with pytest.raises(SourceError) as whole:
        decode(_zip(), "Deck.apkg")
    assert "studyapp import" in whole.value.hint


def test_zip_and_sqlite_are_named(tmp_path: Path) -> None:
    assert "zip archive" in _refusal(_zip()).message
    assert "SQLite" in _refusal(_database(tmp_path)).message
    assert "zip archive" in _refusal(_zip(), "cp1252").message


@pytest.mark.parametrize("text", ["GIF89a is a format of 1989\n", "BM: bronze medal\n", "MZ x\n"])
def test_text_that_starts_like_a_file_is_text(text: str) -> None:
    assert decode(text.encode(), "x") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    error = _refusal("two lines\nof text".encode(encoding))

    assert encoding in error.message
    assert f"--encoding {encoding}" in error.hint


def test_a_nul_far_into_the_file_is_found() -> None:
    error = _refusal(b"line\n" * 2000 + b"\0")

    assert "line 2001" in error.message


def test_a_file_beyond_the_limit() -> None:
    assert "limit" in _refusal(bytes(MAX_BYTES + 1)).message


def test_a_line_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(SourceError, match=r"notes.txt, line 2: 50,000,000 characters"):
        lines("first\n" + "x" * 50_000_000, "notes.txt")


def test_a_line_at_the_limit_is_read() -> None:
    assert len(lines("x" * MAX_LINE)[0].text) == MAX_LINE


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_LINES", 3)

    with pytest.raises(SourceError, match="4 lines are more than the limit of 3"):
        lines("a\nb\nc\nd")


def test_only_line_ends_split_lines() -> None:
    text = "a\r\nb\rc\nd\u2028e\x85f\x0cg\x0bh\n"

    assert [line.text for line in lines(text)] == ["a", "b", "c", "d\u2028e\x85f\x0cg\x0bh"]
    assert [line.number for line in lines("\n\nx")] == [1, 2, 3]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_lines_lose_nothing(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")

    assert "\n".join(line.text for line in lines(text)) == plain.removesuffix("\n")


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-7", "utf-16", "cp1252"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str | None) -> None:
    try:
        text = decode(data, "x", encoding)
    except SourceError:
        return
    assert "\0" not in text
    assert text.encode().decode() == text
