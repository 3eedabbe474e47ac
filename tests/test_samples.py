"""``decks/`` is what ``studyapp build seeds --out decks`` makes, byte for byte."""

from pathlib import Path

from studyapp.collection import Collection
from tests.pictures import package, review

ROOT = Path(__file__).resolve().parent.parent


def test_decks_and_sample_decks_are_what_build_makes(tmp_path: Path) -> None:
    with Collection.open(tmp_path / "new.db") as collection:
        report = collection.build([ROOT / "seeds"], out=tmp_path / "decks")
        first = {card.guid: (card.question, card.answer, card.deck) for card in collection.cards()}
    made = {
        str(path.relative_to(tmp_path / "decks")): path.read_bytes()
        for path in (tmp_path / "decks").rglob("*.md")
    }
    kept = {
        str(path.relative_to(ROOT / "decks")): path.read_bytes()
        for path in (ROOT / "decks").rglob("*")
        if path.is_file() and path != package.PACKAGE
    }
    assert made == kept
    assert not report.skipped
    with Collection.open(tmp_path / "samples.db") as samples:
        samples.offer_samples()
        assert {c.guid: (c.question, c.answer, c.deck) for c in samples.cards()} == first
        assert samples.offer_samples() == 0


def test_the_committed_package_is_what_export_makes(tmp_path: Path) -> None:
    for name in ("one.apkg", "other.apkg"):
        package.write(tmp_path / name)
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "other.apkg").read_bytes()
    assert package.content(tmp_path / "one.apkg") == package.content(package.PACKAGE)


async def test_the_picture_in_the_readme_is_what_the_application_shows() -> None:
    assert await review.draw() == review.PICTURE.read_text(encoding="utf-8")
