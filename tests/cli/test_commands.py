"""Each command as people read it."""

from pathlib import Path

import pytest

from studyapp import __version__
from studyapp.collection import Collection
from tests.cli import made
from tests.cli.conftest import Run


def test_version(run: Run) -> None:
    assert run("--version") == made.Printed(0, f"studyapp {__version__}\n", "")


def test_decks_lists_the_samples_at_first_start(run: Run) -> None:
    result = run("decks")
    assert result.code == 0
    assert result.out.splitlines() == [
        "cards  new  learning  due  deck",
        "    1    1         0    0  Sky",
    ]


def test_build_and_check_do_not_offer_samples(run: Run, page: Path) -> None:
    assert run("build", page).code == 0
    assert "Sky" not in run("decks").out
    assert "4 notes, 4 cards, 0 reviews" in run("check").out


def test_build_tells_what_it_found(run: Run, page: Path) -> None:
    out = run("build", page).out
    assert "4 cards" in out
    assert "notes: 4 added" in out
    assert " = 8 card (" in out
    assert "studyapp review" in out


def test_building_again_adds_nothing(run: Run, page: Path) -> None:
    run("build", page)
    assert "notes: 4 unchanged" in run("build", page).out


def test_build_reads_standard_input(run: Run) -> None:
    result = run("build", "-", stdin=made.PAGE)
    assert result.code == 0
    assert result.out.startswith("standard input: ")
    assert result.err == ""


def test_build_writes_decks(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("build", page, "--out", tmp_path / "out")
    written = list((tmp_path / "out").rglob("*.md"))
    assert written
    assert all(f"wrote {path}" in result.out for path in written)


def test_build_keeps_deck_files_that_were_edited(run: Run, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", page, "--out", out)
    [path] = out.iterdir()
    path.write_text(mine := path.read_text("utf-8") + "\nQ: mine?\nA: yes\n", "utf-8")
    result = run("build", page, "--out", out)
    assert f"kept as {path}.bak" in result.out
    assert Path(f"{path}.bak").read_text("utf-8") == mine


def test_build_of_a_folder_says_what_it_left_out(run: Run, page: Path) -> None:
    folder = page.parent / "pages"
    folder.mkdir()
    page.rename(folder / page.name)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    result = run("build", folder)
    assert result.code == 0
    assert "left out: " in result.out
    assert "picture.png" in result.out


def test_build_takes_an_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(made.PAGE.replace("Cologne", "Köln").encode("cp1252"))
    refused = run("build", path)
    assert refused.code == 3
    assert "--encoding" in refused.err
    assert run("build", path, "--encoding", "cp1252").code == 0
    assert "Köln" in run("cards").out


def test_build_of_a_text_without_cards(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_text("It was a long and quiet century, and few people noticed it.\n")
    result = run("build", path)
    assert result.code == 0
    assert "No cards were found." in result.out


def test_report_accounts_for_every_line(run: Run, page: Path) -> None:
    out = run("build", page, "--report").out
    rows = [line.split() for line in out.splitlines() if line.startswith("  ")]
    spans = [row[0] for row in rows if len(row) > 2 and row[1] in ("card", "ignored", "text")]
    numbers = [number for span in spans for number in _numbers(span)]
    assert numbers == list(range(1, len(made.PAGE.splitlines()) + 2))[: len(numbers)]
    assert f"lines: {len(numbers)} = " in out
    assert "Nothing is uncertain." in out


def _numbers(span: str) -> list[int]:
    first, _, last = span.partition("-")
    return list(range(int(first), int(last or first) + 1))


def test_cards_by_part_of_a_name(run: Run, studied: Collection) -> None:
    out = run("cards", "earth").out
    assert out.startswith("Earth (5 cards)\n")
    assert "Which river is the longest?" in out
    assert out.endswith("5 cards in all.\n")
    new, seen = out.count("  new  "), out.count("  review  ")
    assert (new, seen) == (4, 1)


def test_cards_shows_hidden_ones(run: Run, studied: Collection) -> None:
    studied.suspend(studied.cards()[0].id)
    assert ", suspended" in run("cards").out


def test_due(run: Run, studied: Collection) -> None:
    out = run("due").out
    assert out.splitlines()[0] == "new  learning  due  deck"
    assert "Earth" in out


def test_nothing_due(run: Run, studied: Collection) -> None:
    for card in studied.cards():
        studied.suspend(card.id)
    assert run("due").out.startswith("Nothing waits now.")


def test_check_is_sound(run: Run, studied: Collection) -> None:
    result = run("check")
    assert result.code == 0
    assert "4 notes" not in result.out
    assert result.out.endswith("The collection is sound.\n")


@pytest.mark.parametrize("command", ["decks", "due", "cards"])
def test_an_empty_collection_says_what_to_do(run: Run, home: Path, command: str) -> None:
    made.make_empty(home / "collection.db")
    result = run(command)
    assert result.code == 0
    assert "studyapp build" in result.out


def test_an_empty_deck(run: Run, home: Path, page: Path) -> None:
    made.make_empty(home / "collection.db")
    assert run("cards", "nothing").code == 5


@pytest.mark.parametrize("before", [True, False])
def test_db_stands_before_or_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    path = tmp_path / "own.db"
    made.make_empty(path)
    option = ["--db", str(path)]
    result = run(*option, "decks") if before else run("decks", *option)
    assert "No decks yet" in result.out


def test_database_from_the_settings(run: Run, tmp_path: Path, home: Path) -> None:
    made.make_empty(tmp_path / "own.db")
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(f'database = "{tmp_path / "own.db"}"\n')
    assert "No decks yet" in run("decks").out
    assert not (home / "collection.db").exists()


def test_missing_samples_do_not_stop_anybody(run: Run, samples: Path) -> None:
    (samples / "sky.md").unlink()
    samples.rmdir()
    result = run("decks")
    assert result.code == 0
    assert "sample decks are missing" in result.err


def test_a_migration_tells_where_the_copy_is(
    run: Run, studied: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collection, "copied_to", Path("copy.db"))
    result = run("decks", "--json")
    assert result.code == 0
    assert result.err.endswith("a copy: copy.db\n")


def test_dash_in_a_terminal_says_how_to_end_it() -> None:
    code, out = made.in_terminal(
        [*made.STUDYAPP, "build", "-"], send=made.PAGE.replace("\n\n", "\n") + "\x04"
    )
    assert code == 0, out
    assert "Ctrl-D" in out
