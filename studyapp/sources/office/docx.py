"""Word documents to Markdown, with limits against archives made to exhaust memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from studyapp.errors import SourceError

_MAX_XML = 64 * 1024 * 1024
_MAX_FILES = 5_000
_CHUNK = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"(?:heading|berschrift|titre|kop)\s?(\d)", re.IGNORECASE)
_AGAIN = (
    "Open it in Word or LibreOffice, save it again as .docx, or copy its text into a .txt file."
)


def docx_to_text(data: bytes, name: str) -> str:
    """Return headings, paragraphs, lists, quotations and table rows as Markdown.

    Deleted text, comments and fields are left out; footnotes are no part of the main story.
    """
    xml = _main_part(data, name)
    lines: list[str] = []
    try:
        for element in _blocks(xml):
            line = _line(element)
            if line:
                lines += [line, ""]
    except ParseError as error:
        raise SourceError(f"{name}: its document part is damaged: {error}", _AGAIN) from error
    if not lines:
        raise SourceError(
            f"{name}: no text was found in it",
            "If it holds pictures of pages, run text recognition (OCR) on them first.",
        )
    return "\n".join(lines)


def _main_part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.namelist()) > _MAX_FILES:
                raise SourceError(f"{name}: more than {_MAX_FILES:,} parts", _AGAIN)
            info = archive.getinfo("word/document.xml")
            if info.flag_bits & 1:
                raise SourceError(f"{name}: it is encrypted", "Remove its password and try again.")
            with archive.open(info) as part:
                xml = part.read(_MAX_XML + 1)
    except KeyError:
        raise SourceError(f"{name}: this archive is no Word document", _AGAIN) from None
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise SourceError(f"{name}: the file is damaged: {error}", _AGAIN) from error
    if len(xml) > _MAX_XML:
        raise SourceError(
            f"{name}: its text unpacks to more than {_MAX_XML:,} bytes", "Split it into parts."
        )
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:65536]:
        raise SourceError(f"{name}: it declares entities, which no Word document does", _AGAIN)
    return xml


def _blocks(xml: bytes) -> Iterator[Element]:
    """Yield paragraphs and table rows, freeing each when it is done."""
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    rows = 0
    for at in range(0, len(xml), _CHUNK):
        parser.feed(xml[at : at + _CHUNK])
        for found in parser.read_events():
            event, element = found[0], found[-1]
            if not isinstance(element, Element):
                continue
            tag = _tag(element)
            if event == "start":
                rows += tag == "tr"
                continue
            rows -= tag == "tr"
            if (tag == "tr" or tag == "p") and not rows:
                yield element
                element.clear()
    parser.close()


def _tag(element: Element) -> str:
    return element.tag.removeprefix(_W).removeprefix(_STRICT)


def _line(element: Element) -> str:
    if _tag(element) == "tr":
        cells = [_text(cell) for cell in element if _tag(cell) == "tc"]
        return f"| {' | '.join(cells)} |" if any(cells) else ""
    text = _text(element)
    if not text:
        return ""
    style, listed = _style(element)
    if style.casefold() == "title":
        return f"# {text}"
    if match := _HEADING.search(style):
        return f"{'#' * min(int(match[1]) or 1, 6)} {text}"
    if listed:
        return f"- {text}"
    if "quote" in style.casefold():
        return f"> {text}"
    return f"\\{text}" if text[0] in "#>-+*`|" else text


def _style(element: Element) -> tuple[str, bool]:
    for properties in element:
        if _tag(properties) != "pPr":
            continue
        style, listed = "", False
        for item in properties:
            if _tag(item) == "pStyle":
                style = next(iter(item.attrib.values()), "")
            listed = listed or _tag(item) == "numPr"
        return style, listed or style.casefold().startswith("list")
    return "", False


def _text(element: Element) -> str:
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        tag = _tag(node)
        if tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "AlternateContent"):
            continue
        if tag == "t":
            parts.append(node.text or "")
        elif tag in ("tab", "br", "cr", "p"):
            parts.append(" ")
        elif tag == "noBreakHyphen":
            parts.append("-")
        stack.extend(reversed(node))
    return " ".join("".join(parts).split())
