"""The project's own documents in ``seeds/``."""

import pytest

from studyapp.sources.document import BlockKind
from tests.sources_text.corpus import ROOT, body_text, clean, sentences

SEEDS = ROOT / "seeds"


@pytest.mark.parametrize(
    ("name", "title", "author", "count"),
    [
        ("bookseller_page.txt",
         "Coal at the Far End: Siberia, Moscow, and the Making of the Kuznetsk Basin",
         "Adeline R. Voskamp", 36),
        ("web_article.txt", "The Tractor & the Trudoden", "Hester Quillan", 0),
        ("paper_pdf.txt",
         "A NARROW PLACE? THE COMMISSARIAT OF TRANSPORT AND THE SOVIET RAILWAYS 1928-1941",
         "Margaret Elswick", 208),
        ("book_chapter.txt", "7. Stalin’s “Armoured” Economy", "Matous Kerlinek", 211),
    ],
)  # fmt: skip
def test_own_documents(name: str, title: str, author: str, count: int) -> None:
    cleaned = clean(SEEDS / name)
    assert (cleaned.title, cleaned.author) == (title, author)
    assert not count or len(sentences(cleaned)) == count
    text = body_text(cleaned)
    assert not any(
        junk in text for junk in ("→", "Show Less", "op. cit.", "Ibid", "[1]", "Look Up by")
    )


def test_speakers() -> None:
    epigraphs = [
        b for b in clean(SEEDS / "bookseller_page.txt").blocks if b.kind is BlockKind.EPIGRAPH
    ]
    assert [block.speaker for block in epigraphs] == ["N. Bukharin", "V. Kuibyshev", "I. Stalin"]
