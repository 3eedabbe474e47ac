"""Word, HTML and PDF files to plain text that ``clean_document`` reads.

HTML and Word become Markdown, so that headings and lists stay what they are; PDF becomes plain
text with a form feed between pages, because a PDF does not know what a paragraph is.
"""

from pathlib import PurePath

from studyapp.sources.office.docx import docx_to_text
from studyapp.sources.office.html import html_to_text
from studyapp.sources.office.pdf import pdf_to_text
from studyapp.sources.readers import decode

_HTML = frozenset({".html", ".htm", ".xhtml"})


def to_text(data: bytes, name: str, encoding: str | None = None) -> str | None:
    """Return the text of an office file, or None if it is not one.

    The content decides for PDF and Word, the ending for HTML. ``name`` keeps its ending when it
    is handed on to ``clean_document``, which reads Markdown under ``.html`` and ``.docx``.
    ``encoding`` is for HTML, if it is not UTF-8.
    Raises ``SourceError`` with a remedy for files that are broken, locked or without text.
    """
    suffix = PurePath(name.lower()).suffix
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return pdf_to_text(data, name)
    if data.startswith(b"PK") and (suffix == ".docx" or b"word/document.xml" in data):
        return docx_to_text(data, name)
    if suffix in _HTML and not data.startswith(b"PK"):
        return html_to_text(decode(data, name, encoding), name)
    return None
