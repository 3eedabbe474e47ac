import builtins
import io
import zipfile
from typing import Any

import pytest

from studyapp.errors import SourceError
from studyapp.sources.document import BlockKind, clean_document
from studyapp.sources.office import to_text

PAGE = """<!DOCTYPE html><html><head><title>Glass - A Site</title><style>p{}</style></head><body>
<nav><ul><li>Home<li>About</ul></nav><div class="cookie-banner">We use cookies</div>
<article><h1>Glass</h1><p>Glass was made in <b>Mesopotamia</b> before 2000&nbsp;BC.
<p>Window glass came with the Romans&mdash;at first cast, later blown.
<h2>Kinds</h2><ul><li>Soda-lime glass melts at about 1,500 &deg;C.</li>
<li>Borosilicate glass resists heat.</li></ul>
<blockquote><p>Glass is a liquid in no hurry.</p></blockquote>
<table><tr><th>Kind<th>Use<tr><td>Flint<td>Lenses</table>
<script>var x = "<p>no</p>";</script></article><footer>Copyright 2020</footer></body></html>"""


def docx(body: str, extra: bytes = b"") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml.encode() + extra)
    return file.getvalue()


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(pages: list[str], password: str = "") -> bytes:
    pypdf = pytest.importorskip("pypdf")
    generic = pypdf.generic
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=400, height=400)
        font = generic.DictionaryObject(
            {generic.NameObject("/Type"): generic.NameObject("/Font"),
             generic.NameObject("/Subtype"): generic.NameObject("/Type1"),
             generic.NameObject("/BaseFont"): generic.NameObject("/Helvetica")}
        )  # fmt: skip
        page[generic.NameObject("/Resources")] = generic.DictionaryObject(
            {
                generic.NameObject("/Font"): generic.DictionaryObject(
                    {generic.NameObject("/F1"): font}
                )
            }
        )
        stream = generic.DecodedStreamObject()
        rows = "".join(f"({row}) Tj 0 -14 Td " for row in text.split("\n"))
        stream.set_data(f"BT /F1 11 Tf 20 380 Td {rows} ET".encode())
        page[generic.NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_html() -> None:
    text = to_text(PAGE.encode(), "glass.html")
    assert text is not None
    document, _ = clean_document(text, "glass.html")
    assert document.title == "Glass"
    assert [(b.kind, b.text) for b in document.blocks if b.kind is not BlockKind.TITLE] == [
        (BlockKind.PARAGRAPH, "Glass was made in Mesopotamia before 2000 BC."),
        (BlockKind.PARAGRAPH, "Window glass came with the Romans—at first cast, later blown."),
        (BlockKind.HEADING, "Kinds"),
        (BlockKind.LIST_ITEM, "Soda-lime glass melts at about 1,500 °C."),
        (BlockKind.LIST_ITEM, "Borosilicate glass resists heat."),
        (BlockKind.QUOTATION, "Glass is a liquid in no hurry."),
        (BlockKind.TABLE, "| Kind |"), (BlockKind.TABLE, "| Use |"),
        (BlockKind.TABLE, "| Flint |"), (BlockKind.TABLE, "| Lenses |"),
    ]  # fmt: skip


def test_html_without_text() -> None:
    with pytest.raises(SourceError, match="no text") as caught:
        to_text(b"<html><body><script>x()</script></body></html>", "app.html")
    assert caught.value.hint


def test_docx() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    gone = f"<w:del>{run('not ')}</w:del>"
    deleted = f"<w:p>{run('Paper was made ')}{gone}{run('by 105 AD.')}</w:p>"
    data = docx(paragraph("Paper", "Title") + paragraph("Origins", "Heading1") + deleted)
    text = to_text(data, "paper.docx")
    assert text == "# Paper\n\n# Origins\n\nPaper was made by 105 AD.\n"
    document, _ = clean_document(text, "paper.docx")
    assert document.title == "Paper"
    assert [block.text for block in document.body] == ["Paper was made by 105 AD."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 word/document.xml broken", "damaged"),
        (docx(""), "no text"),
        (docx("<w:p>"), "damaged"),
        (docx(paragraph("x" * 100)).replace(b"word/document.xml", b"word/dokument.xml"), "no Word"),
    ],
)
def test_broken_docx(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        to_text(data, "notes.docx")
    assert caught.value.hint


def test_docx_bomb() -> None:
    with pytest.raises(SourceError, match="unpacks to more"):
        to_text(docx("", b" " * (65 * 1024 * 1024)), "bomb.docx")


def test_pdf() -> None:
    text = to_text(
        pdf(["Salt was mined at Hallstatt\nbefore 1000 BC.", "It kept meat fresh."]), "salt.pdf"
    )
    assert text is not None
    assert text.count("\f") == 1
    document, _ = clean_document(text, "salt.pdf")
    found = [s.text for b in document.body for s in b.sentences]
    assert found == ["Salt was mined at Hallstatt before 1000 BC.", "It kept meat fresh."]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["locked", "scanned", "broken"])
def test_bad_pdf(kind: str) -> None:
    data = {
        "locked": lambda: pdf(["Secret text of a page."], "pass"),
        "scanned": lambda: pdf([""] * 3),
        "broken": lambda: pdf(["A page."])[:200],
    }[kind]()
    with pytest.raises(SourceError) as caught:
        to_text(data, f"{kind}.pdf")
    assert caught.value.hint
    assert f"{kind}.pdf" in caught.value.message


def test_pdf_without_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SourceError, match="pypdf") as caught:
        to_text(b"%PDF-1.4 ...", "x.pdf")
    assert "pip install 'studyapp[pdf]'" in caught.value.hint


def test_others_are_none() -> None:
    assert to_text(b"plain text", "a.txt") is None
    assert to_text(b"# x", "a.md") is None
    assert to_text(b"PK\x03\x04", "a.zip") is None
