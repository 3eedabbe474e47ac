"""What is chosen on a paper shows in signs too, for screens without colours."""

from studyapp.quiz.paper_wishes import Kind
from tests.tui.conftest import Desk, desk
from tests.tui.papers import PaperFake, only

BEGIN = ("t", "ctrl+s")


def marked(on: Desk, sign: str) -> list[str]:
    """Return the lines with a sign, below the strip of questions."""
    return [row.strip(" ▌") for row in on.text().splitlines()[4:] if sign in row]


async def test_the_option_that_is_chosen() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN)
        assert marked(on, "●") == []
        for letter in "bd":
            await on.press(letter)
            (row,) = marked(on, "●")
            assert row.startswith(f"● {letter.upper()}  ")


async def test_the_line_that_the_next_letter_goes_to() -> None:
    async with desk((60, 20), fake=only(Kind.MATCHING)) as on:
        await on.press(*BEGIN)
        assert [row[:4] for row in marked(on, "▸")] == ["▸ 1."]
        await on.press("c")
        assert [row[:4] for row in marked(on, "▸")] == ["▸ 2."]
