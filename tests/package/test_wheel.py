"""The wheel carries what it needs and runs where there is no checkout."""

import json
import subprocess
import zipfile
from pathlib import Path

from tests.package.conftest import ROOT
from tests.package.screen import Screen


def test_wheel_carries_styles_migrations_seeds_and_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "studyapp").rglob("*"):
        if path.suffix in (".py", ".tcss") or path.name == "py.typed":
            assert str(path.relative_to(ROOT)) in names
    for folder in ("decks", "seeds"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                inside = Path("studyapp/samples") / path.relative_to(ROOT)
                assert str(inside) in names


def test_it_starts_and_goes_on_where_there_is_no_checkout(installed: Path, tmp_path: Path) -> None:
    """Both in one test: the workers of xdist would each install a wheel of their own."""
    for check in (first_start_offers_the_sample_decks, built_studied_and_found_again):
        home = tmp_path / check.__name__
        home.mkdir()
        check(installed, home)


def first_start_offers_the_sample_decks(installed: Path, home: Path) -> None:
    with Screen(installed, home=home, size=(100, 30)) as screen:
        shown = screen.see("Viola")
        assert "104" in shown
        screen.press("q")
        assert screen.ends() == 0


def built_studied_and_found_again(installed: Path, home: Path) -> None:
    page = home / "page.txt"
    pairs = [(f"Question number {n} of this page?", f"Answer number {n}.") for n in range(1, 7)]
    slots = "\n\n".join(
        f"{n}\nNew cards\n\n{question}\n\n{answer}" for n, (question, answer) in enumerate(pairs, 1)
    )
    page.write_text(f"Terminal history\n\n1/6\n\n6 Terms\n\n{slots}", encoding="utf-8")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [installed, *arguments],
            cwd=home,
            env={"HOME": str(home), "PATH": "", "TZ": "UTC"},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    report = json.loads(run("build", "page.txt", "--json"))
    assert report["decks"] == [{"name": "Terminal history", "cards": 6}]
    with Screen(installed, home=home, size=(80, 24)) as screen:
        screen.see("Terminal history")
        screen.press("\r")
        for question, answer in pairs[:3]:
            screen.see(question)
            screen.press(" ")
            screen.see(answer)
            screen.see("Good")
            screen.press("3")
        screen.see(pairs[3][0])
        screen.press("\x1b")
        screen.see("all decks")
        screen.press("q")
        assert screen.ends() == 0
    cards = json.loads(run("cards", "Terminal history", "--json"))
    assert [card["state"] for card in cards] == ["learning"] * 3 + ["new"] * 3
    assert json.loads(run("due", "--json")) == [
        {"deck": "Terminal history", "new": 3, "learning": 3, "due": 0}
    ]
    with Screen(installed, "review", "Terminal", home=home, size=(80, 24)) as screen:
        screen.see(pairs[3][0])
    assert "sound" in run("check")
