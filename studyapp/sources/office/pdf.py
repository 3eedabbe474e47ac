"""PDF to text, page by page, through pypdf: the extra ``pdf``."""

import io
import logging

from studyapp.errors import SourceError

_MAX_PAGES = 5_000
_OCR = "Run text recognition (OCR) on it, for instance with `ocrmypdf`, and build again."
_PRINT = (
    "Open it in a PDF viewer and print or save it as a new PDF, or copy its text into a .txt file."
)


def pdf_to_text(data: bytes, name: str) -> str:
    """Return the text of all pages with a form feed before each but the first.

    Raises ``SourceError`` for a PDF that needs a password, is damaged, or holds pictures only,
    and if pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise SourceError(
            f"{name}: reading PDF files needs pypdf, which is not installed",
            "Install it: pip install 'studyapp[pdf]'",
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else _pages(reader)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(
            f"{name}: this PDF is damaged: {type(error).__name__}: {error}", _PRINT
        ) from error
    if locked:
        raise SourceError(
            f"{name}: this PDF is locked with a password",
            "Open it with its password and save it without one, then build again.",
        )
    text = "\n\f".join(page.rstrip("\n") + "\n" for page in pages)
    letters = sum(c.isalpha() for c in text)
    if letters < 10 * max(len(pages), 1) ** 0.5 or not letters:
        raise SourceError(f"{name}: this PDF holds pictures of pages but no text", _OCR)
    return text.replace("\0", "")


def _pages(reader: object) -> list[str]:
    pages = getattr(reader, "pages", [])
    if len(pages) > _MAX_PAGES:
        raise SourceError(f"{len(pages):,} pages are more than {_MAX_PAGES:,}", "Split the file.")
    return [page.extract_text() or "" for page in pages]
