"""Building again: who was learned stays who it was, whatever happened to the page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Memory
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import SourceError, StorageFullError
from studyapp.services.build import SourceFile, parse
from studyapp.services.views import BuiltSource
from tests import desk

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("STUDYAPP_REAL_SEEDS", ROOT.parent / "shared" / "seeds"))
OWN = ROOT / "seeds" / "flashcard_page.txt"
FACTS = [
    ("Which river runs through Cairo?", "The Nile runs through Cairo, in Egypt."),
    ("Who painted Guernica?", "Pablo Picasso, in 1937."),
    ("At what heat does water boil at sea level?", "One hundred degrees Celsius."),
    ("When did the Berlin Wall fall?", "On 9 November 1989."),
    ("Name the longest bone of the body.", "The femur, in the thigh."),
    ("What do bees make?", "Honey and wax."),
    ("Which gas do plants take in?", "Carbon dioxide."),
    ("How many strings has a violin?", "Four: G, D, A and E."),
]
PERU = ("What is the capital of Peru?", "Lima, on the Pacific coast.")
Facts = list[tuple[str, str]]


def page(facts: Facts, name: str = "facts.txt") -> SourceFile:
    text = "".join(f"{n}. {front}\n{back}\n\n" for n, (front, back) in enumerate(facts, 1))
    return SourceFile(name, text.encode())


def built(collection: Collection, source: SourceFile | str | Path) -> BuiltSource:
    (only,) = collection.build([source]).sources
    return only


def figures(result: BuiltSource) -> tuple[int, int, int, int, int]:
    """Return added, updated, unchanged, missing, unsure."""
    return (result.added, result.updated, result.unchanged, result.missing, len(result.unsure))


def known(collection: Collection) -> dict[str, tuple[str, int, Memory]]:
    return {each.question: (each.guid, each.id, each.memory) for each in collection.cards()}


def learn(collection: Collection, cards: int = 12) -> None:
    session = collection.study(collection.decks()[0].name)
    for _ in range(cards):
        if session.current() is None:
            return
        session.answer(Rating.EASY, 1)


@pytest.fixture
def facts(memory_disk: Path) -> Iterator[Collection]:
    """A collection with the facts, all seen once."""
    with desk.opened(memory_disk / "c.db") as collection:
        assert figures(built(collection, page(FACTS))) == (8, 0, 0, 0, 0)
        learn(collection)
        yield collection


@pytest.fixture(params=["own", "real"])
def flashcards(request: pytest.FixtureRequest) -> str:
    """The text of a long copied page, in the shape that Knowt leaves."""
    if request.param == "own":
        return OWN.read_text("utf-8")
    found = sorted(REAL.glob("003_*.txt"))
    if not found:
        pytest.skip(f"no real seeds at {REAL}: set STUDYAPP_REAL_SEEDS")
    return found[0].read_text("utf-8")


def slots(text: str, change: Callable[[list[list[str]]], None]) -> SourceFile:
    """Change the slots of a copied page, each a list of lines, and number them anew."""
    lines = text.split("\n")
    first = lines.index("1")
    found: list[list[str]] = []
    for line in lines[first:]:
        if line == str(len(found) + 1):
            found.append([])
        else:
            found[-1].append(line)
    assert len(found) > 90
    change(found)
    body = [line for number, slot in enumerate(found, 1) for line in (str(number), *slot)]
    return SourceFile("page.txt", "\n".join(lines[:first] + body).encode())


def test_a_long_page_built_again_and_again(memory_disk: Path, flashcards: str) -> None:
    def mend(found: list[list[str]]) -> None:
        place = next(i for i in reversed(range(len(found[4]))) if found[4][i].strip())
        found[4][place] = found[4][place].replace("e", "", 1) + " !"

    def insert(found: list[list[str]]) -> None:
        found.insert(40, new)

    def shuffle(found: list[list[str]]) -> None:
        found.insert(3, found.pop(30))
        found.insert(60, found.pop(10))

    def shorten(found: list[list[str]]) -> None:
        del found[20]

    plain = slots(flashcards, lambda found: None)
    new: list[str] = []
    slots(flashcards, lambda found: new.extend(found[0]))
    texts = [line for line in new if line.strip() and line != "New cards"]
    new = [
        {texts[0]: PERU[0], texts[-1]: f"{PERU[1]} Nothing like the others."}.get(line, line)
        for line in new
    ]
    with desk.opened(memory_disk / "c.db") as collection:
        count = built(collection, plain).added
        assert count > 90
        learn(collection)
        before = known(collection)
        assert figures(built(collection, plain)) == (0, 0, count, 0, 0)
        assert figures(built(collection, slots(flashcards, mend))) == (0, 1, count - 1, 0, 0)
        assert known(collection) == before
        assert figures(built(collection, plain)) == (0, 1, count - 1, 0, 0)
        assert figures(built(collection, slots(flashcards, shuffle))) == (0, 0, count, 0, 0)
        assert figures(built(collection, slots(flashcards, shorten))) == (0, 0, count - 1, 1, 0)
        assert known(collection) == before
        assert figures(built(collection, slots(flashcards, insert))) == (1, 0, count, 0, 0)
        assert figures(built(collection, plain)) == (0, 0, count, 1, 0)
        after = known(collection)
        assert after.pop(PERU[0])[0] not in {guid for guid, *_ in before.values()}
        assert after == before
        assert collection.check().ok


def test_every_line_of_every_seed_is_accounted_for() -> None:
    for path in sorted((ROOT / "seeds").iterdir()):
        account = parse(SourceFile(path.name, path.read_bytes())).account
        lines = len(path.read_text("utf-8").splitlines())
        assert sum(account.counts().values()) == len(account) == lines
        assert [fate.number for fate in account] == list(range(1, lines + 1))


def test_seeds_twice(memory_disk: Path) -> None:
    folder = memory_disk / "seeds"
    folder.mkdir()
    for name in ("flashcard_page.txt", "bookseller_page.txt"):
        (folder / name).write_bytes((ROOT / "seeds" / name).read_bytes())
    with desk.opened(memory_disk / "c.db") as collection:
        first = collection.build([folder])
        assert first.skipped == ()
        assert sum(source.added for source in first.sources) >= 99
        for source in first.sources:
            assert sum(source.parsed.account.counts().values()) == len(source.line_fates)
        before = known(collection)
        again = collection.build([folder])
        assert [figures(source)[:2] for source in again.sources] == [(0, 0)] * 2
        assert [source.missing for source in again.sources] == [0] * 2
        assert known(collection) == before
        assert first.decks == again.decks
        shown = {row.name: row.cards for row in collection.decks()}
        assert {name: shown[name] for name in again.decks} == again.decks


def test_a_mended_question_keeps_its_history(facts: Collection) -> None:
    before = known(facts)
    mended = [(front.replace("Guernica", "“Guernica”"), back) for front, back in FACTS]
    assert figures(built(facts, page(mended))) == (0, 1, 7, 0, 0)
    after = known(facts)
    assert after["Who painted “Guernica”?"] == before["Who painted Guernica?"]
    assert after["Who painted “Guernica”?"][2].reps == 1


@pytest.mark.parametrize("place", range(9))
def test_an_inserted_card_is_new_and_moves_nobody(facts: Collection, place: int) -> None:
    before = known(facts)
    assert figures(built(facts, page([*FACTS[:place], PERU, *FACTS[place:]]))) == (1, 0, 8, 0, 0)
    after = known(facts)
    assert after.pop(PERU[0])[2] == Memory()
    assert after == before


@pytest.mark.parametrize("place", range(8))
def test_a_removed_card_is_kept_and_reported(facts: Collection, place: int) -> None:
    before = known(facts)
    assert figures(built(facts, page([*FACTS[:place], *FACTS[place + 1 :]]))) == (0, 0, 7, 1, 0)
    assert known(facts) == before
    assert figures(built(facts, page(FACTS))) == (0, 0, 8, 0, 0)


def test_two_rewrites_that_could_be_each_other_are_not_guessed(facts: Collection) -> None:
    rewritten = list(FACTS)
    rewritten[1] = ("How many strings has a viola?", "It has four: C, G, D, A.")
    rewritten[7] = ("Who painted Guernika, please?", "It was Picasso.")
    before = known(facts)
    result = built(facts, page(rewritten))
    assert figures(result) == (2, 0, 6, 2, 2)
    assert all("facts.txt, line " in each for each in result.unsure)
    assert "line 4 " in result.unsure[0]
    after = known(facts)
    assert {question: after[question] for question in before} == before
    assert len(after) == 10
    assert figures(built(facts, page(rewritten))) == (0, 0, 8, 2, 0)


def test_another_page_with_the_same_name_replaces_nothing(facts: Collection) -> None:
    before = known(facts)
    others = [(f"Largest city of {name}?", f"City {name}.") for name in ("Chad", "Laos", "Fiji")]
    result = built(facts, page(others, "elsewhere/facts.txt"))
    assert figures(result) == (3, 0, 0, 8, 3)
    after = known(facts)
    assert {question: after[question] for question in before} == before


def test_two_pages_of_one_name_in_one_build_keep_all_their_cards(memory_disk: Path) -> None:
    pages = [page(FACTS[:4], "a/facts.txt"), page(FACTS[4:], "b/facts.txt")]
    with desk.opened(memory_disk / "c.db") as collection:
        assert [source.added for source in collection.build(pages).sources] == [4, 4]
        assert [source.unchanged for source in collection.build(pages).sources] == [4, 4]
        assert len(collection.cards()) == 8


def test_a_hand_edited_note_is_kept(facts: Collection) -> None:
    card = facts.cards()[1]
    facts.edit(card.id, "Whose is the large grey canvas in Madrid?", "Don Pablo’s", ["mine"])
    mine = facts.card(card.id)
    assert figures(built(facts, page(FACTS))) == (0, 0, 8, 0, 0)
    assert facts.card(card.id) == mine
    assert figures(built(facts, page([PERU, *FACTS]))) == (1, 0, 8, 0, 0), "wherever it moved"
    assert facts.card(card.id).answer == mine.answer
    assert len(facts.cards()) == 9
    built(facts, page(FACTS))
    changed = [(front, back.replace("in 1937", "in May and June 1937")) for front, back in FACTS]
    facts.edit(card.id, card.front, "Picasso, in his own way.", ["mine"])
    result = built(facts, page(changed))
    assert figures(result)[:2] == (0, 0)
    assert "edited by hand" in result.unsure[0]
    assert facts.card(card.id).back == "Picasso, in his own way."
    assert facts.card(card.id).memory == card.memory


def test_all_or_nothing(facts: Collection, tmp_path: Path) -> None:
    before = desk.everything(facts.path)
    broken = SourceFile("broken.md", b'---\nname = "Broken"\n---\n\nQ: no answer\n')
    with pytest.raises(SourceError, match=r"broken\.md, line 5") as error:
        facts.build([page([*FACTS, PERU]), broken])
    assert error.value.hint
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for out in (blocked, blocked / "below", loop, tmp_path / ("x" * 300), tmp_path / "\0"):
        with pytest.raises(StorageFullError):
            facts.build([page([*FACTS, PERU])], out=out)
    with pytest.raises(SourceError):
        facts.build(["y" * 5000])
    assert desk.everything(facts.path) == before
    assert blocked.read_text() == "a file"
    assert sorted(each.name for each in tmp_path.iterdir() if each.name[0] in ".x") == []


def test_a_folder_with_what_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "facts.txt").write_bytes(page(FACTS).data)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "empty.txt").write_bytes(b"")
    with desk.opened(tmp_path / "c.db") as collection:
        report = collection.build([folder])
        assert "facts.txt" in report.sources[0].parsed.path
        assert len(collection.cards()) == 8
        for name in ("binary.txt", "picture.png", "empty.txt"):
            assert sum(name in each for each in report.skipped) == 1, name
        assert not any("hidden" in each for each in report.skipped)
        with pytest.raises(SourceError):
            collection.build([folder / "binary.txt"])
        (tmp_path / "none").mkdir()
        with pytest.raises(SourceError, match="nothing to"):
            collection.build([tmp_path / "none"])


def test_deck_files_are_written_whole_and_inside_the_folder(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    precious = outside / "precious.md"
    precious.write_text("precious")
    (out / "Desk.md").symlink_to(precious)
    sources = desk.files("Desk", [desk.basic(1)])
    with desk.opened(tmp_path / "c.db") as collection:
        report = collection.build(sources, out=out)
        assert report.written == (str(out / "Desk.md"),)
        assert precious.read_text() == "precious"
        assert not (out / "Desk.md").is_symlink()
        assert (out / "Desk.md").read_bytes() == sources[0].data
        (out / "Away").symlink_to(outside)
        away = desk.files("Away::Precious", [desk.basic(2)])
        with pytest.raises(StorageFullError, match="leads out of"):
            collection.build([*sources, *away], out=out)
        assert [each.name for each in outside.iterdir()] == ["precious.md"]
        assert len(collection.cards()) == 1
        assert {each.name for each in out.iterdir()} == {"Away", "Desk.md"}
        again = collection.build([out])
        assert sum(source.added + source.updated for source in again.sources) == 0


def test_what_was_edited_in_a_deck_file_is_never_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    sources = desk.files("Desk", [desk.basic(1)])
    with desk.opened(tmp_path / "c.db") as collection:
        for _ in range(2):
            assert collection.build(sources, out=out).backups == ()
        assert [each.name for each in out.iterdir()] == ["Desk.md"]
        for mine in ("once", "twice"):
            (out / "Desk.md").write_text(mine)
            (out / "Desk.md").chmod(0o600)
            report = collection.build(sources, out=out)
            assert (out / "Desk.md").read_bytes() == sources[0].data
            (kept,) = report.backups
            assert Path(kept).read_text() == mine
            assert Path(kept).stat().st_mode & 0o777 == 0o600
        assert {each.name for each in out.iterdir()} == {"Desk.md", "Desk.md.bak", "Desk.md.bak2"}


def test_a_deck_file_decides_by_its_ids(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(desk.files("Desk", [desk.basic(1), desk.basic(2)]))
        learn(collection)
        before = known(collection)
        turned = [desk.basic(2, "Wholly different"), desk.basic(1), desk.basic(3)]
        (source,) = collection.build(desk.files("Desk", turned)).sources
        assert figures(source) == (1, 1, 1, 0, 0)
        after = known(collection)
        assert after["Wholly different"] == before["Question 2?"]
        assert after["Question 1?"] == before["Question 1?"]


def test_a_cloze_that_gains_and_loses_deletions_in_its_file(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        note = desk.of_kind(NoteKind.CLOZE, 1)
        collection.build(desk.files("Desk", [note]))
        learn(collection, 1)
        first = collection.cards()[0]
        less = desk.files("Desk", [note])[0].data.replace(b"[two]", b"two")
        collection.build([SourceFile("Desk.md", less)])
        assert collection.card(first.id).memory == first.memory
        collection.build(desk.files("Desk", [note]))
        assert collection.card(first.id) == first
        assert len(collection.cards()) == 3


def test_the_samples_are_known_by_their_source(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        offered = collection.offer_samples()
        assert offered > 90
        assert collection.offer_samples() == collection.add_samples() == 0
        cards = len(collection.cards())
        learn(collection)
        before = known(collection)
        result = built(collection, OWN)
        assert (result.added, result.missing, result.unsure) == (0, 0, ())
        assert known(collection) == before
        assert len(collection.cards()) == cards
    with desk.opened(memory_disk / "c.db") as collection:
        assert collection.offer_samples() == 0


def test_samples_are_not_offered_to_who_has_cards(facts: Collection) -> None:
    assert facts.offer_samples() == 0
    assert len(facts.cards()) == 8
    assert facts.add_samples() > 90, "but may be asked for"
    assert facts.add_samples() == 0


def test_progress_ends_where_it_says(memory_disk: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(
            [page(FACTS), page(FACTS[:4], "other.txt")], progress=lambda *step: seen.append(step)
        )
    assert [done for done, *_ in seen] == sorted(done for done, *_ in seen)
    assert seen[-1][0] == seen[-1][1]
    assert any(what == "other.txt" for *_, what in seen)
