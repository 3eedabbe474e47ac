import pytest

from studyapp.sources.account import Fate
from studyapp.sources.document import BlockKind, clean_document
from tests.sources_text.corpus import (
    CORPUS,
    Case,
    body_text,
    cases,
    clean,
    plain,
    read,
    sentences,
    studied,
)

WILD = [*cases("in_the_wild"), *cases("synthetic")]
NEGATIVE = sorted((CORPUS / "negative").glob("*.txt"))


@pytest.mark.parametrize("case", WILD, ids=str)
def test_sentences_survive_whole(case: Case) -> None:
    found = set(sentences(clean(case.path)))
    assert [s for s in case.expected["sentinels"] if plain(s) not in found] == []


@pytest.mark.parametrize("case", WILD, ids=str)
def test_no_junk_in_the_body(case: Case) -> None:
    text = body_text(clean(case.path))
    assert [junk for junk in case.expected["junk"] if junk in text] == []


@pytest.mark.parametrize("case", WILD, ids=str)
def test_title_author_headings_and_speakers(case: Case) -> None:
    document = clean(case.path)
    assert document.title == case.expected["title"]
    assert document.author == case.expected.get("author", "")
    headings = {block.text for block in document.blocks if block.kind is BlockKind.HEADING}
    assert set(case.expected.get("headings", [])) <= headings
    for text, speaker in case.expected.get("speakers", {}).items():
        assert [b.speaker for b in studied(document) if text in plain(b.text)] == [speaker]


@pytest.mark.parametrize("case", WILD, ids=str)
def test_every_line_is_understood(case: Case) -> None:
    _, account = clean_document(read(case.path), str(case.path))
    assert [line.number for line in account if line.fate is Fate.UNCERTAIN] == []


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda path: path.stem)
def test_clean_text_does_not_change(path) -> None:  # type: ignore[no-untyped-def]
    paragraphs = [plain(part) for part in read(path).split("\n\n")]
    document = clean(path)
    assert document.title == paragraphs[0]
    assert [plain(b.text) for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == paragraphs[
        1:
    ]


@pytest.mark.parametrize("case", cases("known_failures"), ids=str)
@pytest.mark.xfail(strict=True, reason="known failures; each says why in its JSON file")
def test_known_failures(case: Case) -> None:
    found = set(sentences(clean(case.path)))
    assert [s for s in case.expected["sentinels"] if plain(s) not in found] == []
