"""``import``, ``export`` and ``formats`` as people and scripts use them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedMedia, PackedNote
from studyapp.formats.anki.package import APKG
from studyapp.formats.base import Writing
from tests.cli.conftest import Run

Json = Callable[..., Any]

TABLE = "Term,Definition,Tags\nLima,Peru,south\nQuito,Ecuador,south\n"
IMPORTED = {
    "path",
    "format",
    "dry_run",
    "notes",
    "cards",
    "reviews",
    "media",
    "decks",
    "refused",
    "remarks",
    "samples",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "capitals.csv"
    path.write_text(TABLE)
    return path


def test_a_table_comes_in_and_goes_out(run: Run, table: Path, tmp_path: Path) -> None:
    done = run("import", table, "--deck", "World")
    assert done.code == 0, done
    assert "2 new" in done.out
    assert "2  World" in done.out
    out = tmp_path / "out.csv"
    assert run("export", "World", "-o", out).code == 0
    assert "Lima" in out.read_text("utf-8")
    again = run("import", out)
    assert "2 unchanged" in again.out


def test_the_json_of_an_import(printed_json: Json, table: Path) -> None:
    [report] = printed_json("import", table)
    assert set(report) == IMPORTED
    assert report["notes"] == {"new": 2, "updated": 0, "unchanged": 0, "kept": 0}
    assert report["decks"] == [{"name": "capitals", "cards": 2}]
    assert report["samples"][0] == {
        "deck": "capitals",
        "question": "Lima",
        "answer": "Peru",
        "fate": "new",
    }


def test_a_dry_run_changes_nothing(run: Run, printed_json: Json, table: Path) -> None:
    done = run("import", table, "--dry-run")
    assert "would be added: 2 cards" in done.out
    assert "Lima" in done.out
    assert printed_json("import", table)[0]["notes"]["new"] == 2


def test_a_dry_run_makes_no_collection(run: Run, home: Path, table: Path) -> None:
    assert run("import", table, "--dry-run").code == 0
    assert not home.exists()


def test_from_a_pipe_and_into_one(run: Run) -> None:
    done = run("import", "-", "--format", "csv", stdin=TABLE)
    assert done.code == 0, done
    piped = run("export", "-o", "-", "--format", "json")
    assert [note["front"] for note in json.loads(piped.out)["notes"]] == ["Lima", "Quito"]


def test_columns_may_be_named(printed_json: Json, table: Path) -> None:
    [report] = printed_json("import", table, "--columns", "back,front,tags")
    assert report["samples"][0]["question"] == "Peru"


@pytest.mark.parametrize(
    ("text", "args", "form", "first"),
    [
        ("gato=>cat##pez=>fish", "--separator => --card-separator ##", "quizlet", "gato cat"),
        ("gato - cat\npez - fish\n", ["--separator", " - "], "quizlet", "gato cat"),
        ("gato|cat\npez|fish|x\n", "--separator |", "csv", "gato cat"),
        ("gato\tcat\n", "--separator \\t --columns back,front", "csv", "cat gato"),
        ("Front\ngato\npez\n", "--columns front", "csv", "gato "),
        ("a,b##c,d", "--card-separator ##", "quizlet", "a b"),
        ("a,b\nc,d\n\ne,f", "--card-separator \\n\\n", "quizlet", "a b\nc,d"),
        ("Term,Definition\na,b\n", "--columns definition,term", "csv", "b a"),
        ("Q: a\nA: b\n", "--separator :", "supermemo", "a b"),
    ],
)
def test_who_says_what_stands_between_sides_says_it_is_a_table(
    printed_json: Json, tmp_path: Path, text: str, args: str | list[str], form: str, first: str
) -> None:
    path = tmp_path / "s.txt"
    path.write_text(text)
    options = args if isinstance(args, list) else args.split()
    [report] = printed_json("import", path, *options)
    sample = report["samples"][0]
    assert (report["format"], f"{sample['question']} {sample['answer']}") == (form, first)


@pytest.mark.parametrize(
    "text",
    ["term,meaning\na,b\nc,d,e\nf,g\nh,i\nj,k\n", "Term|Definition\na|b\nc|d\n"],
)
def test_a_table_that_is_no_page_needs_no_format_named(
    printed_json: Json, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "s.txt"
    path.write_text(text)
    [report] = printed_json("import", path)
    assert (report["format"], report["samples"][0]["question"]) == ("csv", "a")


def test_the_json_of_an_export(printed_json: Json, studied: Collection, tmp_path: Path) -> None:
    value = printed_json("export", "-o", tmp_path / "all.json")
    assert set(value) == {
        "path",
        "format",
        "decks",
        "notes",
        "cards",
        "reviews",
        "media",
        "lost",
        "backup",
    }
    assert value["path"] == str(tmp_path / "all.json")
    assert value["cards"] == 5
    assert value["reviews"] > 0


def test_a_file_in_the_way_is_kept(run: Run, studied: Collection, tmp_path: Path) -> None:
    target = tmp_path / "deck.md"
    target.write_text("my own words")
    done = run("export", "Earth", "-o", target)
    assert done.code == 0, done
    assert f"kept as {target}.bak" in done.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["import", "{missing}"], 3, "does not exist"),
        (["import", "{prose}"], 3, "studyapp build"),
        (["import", "{table}", "--format", "nothing"], 3, "Known are"),
        (["import", "{table}", "--on-duplicate", "shrug"], 2, "update, keep, both"),
        (["export", "-o", "{folder}/x.unknown"], 3, "--format"),
        (["export", "Nowhere", "-o", "{folder}/x.csv"], 5, "Nowhere"),
        (["export", "-o", "/proc/nowhere/x.csv"], 7, "cannot write"),
    ],
)
def test_what_goes_wrong_has_a_remedy(
    run: Run, tmp_path: Path, table: Path, args: list[str], code: int, said: str
) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("It was a dark night. Nothing at all is asked here.\n")
    names = {"missing": tmp_path / "no", "prose": prose, "table": table, "folder": tmp_path}
    done = run(*(arg.format(**names) for arg in args))
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_the_remedies_for_a_text_from_a_pipe_can_be_typed(run: Run) -> None:
    done = run("import", "-", stdin="It was a dark night. Nothing at all is asked here.\n")
    assert done.code == 3
    said = " ".join(done.err.split())
    assert said.endswith("studyapp build -")
    assert "--format csv" in said


def test_one_bad_file_stops_all(run: Run, printed_json: Json, table: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.apkg"
    bad.write_bytes(b"PK\x03\x04 and no more")
    done = run("import", table, bad)
    assert done.code == 3, done
    assert "cut off" in done.err
    assert printed_json("cards") != []  # the samples only
    assert "Lima" not in run("cards").out


def test_formats_are_listed(run: Run, printed_json: Json) -> None:
    value = printed_json("formats")
    assert all(
        set(each) == {"name", "title", "suffixes", "reads", "writes", "carries"} for each in value
    )
    listed = run("formats").out
    assert all(each["name"] in listed for each in value)


def test_what_was_asked_for_and_cannot_be_carried_is_said(
    run: Run, printed_json: Json, studied: Collection, tmp_path: Path
) -> None:
    said = "where the cards stand and their reviews"
    for form in ("csv", "tsv", "anki-text", "markdown", "hashcards", "quizlet", "crowdanki"):
        args = ("export", "-o", tmp_path / form, "--format", form)
        done = run(*args, "--with-scheduling")
        assert done.code == 0, done
        assert done.err.count(said) == 1
        assert said not in run(*args).err
    done = run("export", "-o", tmp_path / "all.apkg", "--with-scheduling")
    assert (done.code, done.err) == (0, "")
    for name in ("all.json", "all.colpkg"):
        report = printed_json("export", "-o", tmp_path / name)
        assert report["lost"] == []
        assert report["reviews"] > 0
    assert "json and colpkg" in " ".join(run("export", "--help").out.split())


def test_media_that_a_format_cannot_carry_are_said_once(run: Run, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    (deck / "media").mkdir(parents=True)
    (deck / "media" / "a.png").write_bytes(b"picture")
    note = Note("g1", NoteKind.BASIC, "![a](a.png)", "A")
    media = [PackedMedia("a.png", 7, lambda: (deck / "media" / "a.png").open("rb"))]
    notes = [PackedNote(note, "Pictures"), PackedNote(note._replace(guid="g2", front="b"), "Words")]
    APKG.write(Package("test", "All", notes, media=media), tmp_path / "in.apkg", Writing())
    assert run("import", tmp_path / "in.apkg").code == 0

    def exported(form: str, *more: str) -> tuple[int, int]:
        target = tmp_path / "-".join(("out", form, *more))
        report = json.loads(run("export", *more, "-o", target, "--format", form, "--json").out)
        return report["media"], sum("pictures" in loss for loss in report["lost"])

    for form in ("csv", "tsv", "anki-text", "markdown", "hashcards", "quizlet"):
        assert exported(form) == (0, 1), form
        assert exported(form, "Words") == exported(form, "--no-media") == (0, 0)
    for form in ("apkg", "crowdanki", "json"):
        assert exported(form) == (1, 0), form


def test_one_is_told_as_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("front,back\nLima,Peru\n")
    run("import", tmp_path / "one.csv")
    done = run("export", "-o", tmp_path / "out.csv")
    assert "csv, 1 note, 1 card, 0 reviews\n" in done.out
    assert "1 note, 1 card, 0 reviews\n" in run("check").out


def test_standard_output_by_its_name_is_only_the_file(run: Run, studied: Collection) -> None:
    piped = run("export", "-o", "-", "--format", "csv")
    for name in ("/dev/stdout", "/dev/fd/1"):
        assert run("export", "-o", name, "--format", "csv") == piped


def test_places_that_cannot_be_written(run: Run, studied: Collection, tmp_path: Path) -> None:
    own = next(tmp_path.rglob("collection.db"))
    for target in (own, tmp_path / "none" / "x.csv"):
        done = run("export", "-o", target, "--format", "csv")
        assert (done.code, done.out) == (7, "")
        assert "cannot write" in done.err
    assert not (tmp_path / "none").exists()


def test_the_columns_of_a_table_are_those_asked_for(run: Run, table: Path, tmp_path: Path) -> None:
    run("import", table)
    done = run("export", "-o", "-", "--format", "csv", "--columns", "back,front")
    assert done.out.removeprefix("\ufeff").split() == ["back,front", "Peru,Lima", "Ecuador,Quito"]
    refused = run("export", "-o", tmp_path / "x.csv", "--columns", "back,colour")
    assert (refused.code, refused.out) == (3, "")
    assert "colour" in refused.err
    assert "front, back, tags" in refused.err
