"""Generated cards: what review shows of them, and deciding which to keep."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import TextArea

from studyapp.domain.generated import Standing
from studyapp.errors import StorageFullError, StudyError
from studyapp.tui.screens.keep import KeepScreen
from studyapp.tui.screens.paragraph import ParagraphScreen
from studyapp.tui.themes import THEMES
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.notice import Notice
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card
from tests.tui.generated import TEXTS, generated_card, make_offers
from tests.tui.samples import CARDS
from tests.tui.test_contrast import weak
from tests.tui.test_safe import PAYLOADS, dangerous

SIZES = [(60, 20), (80, 24)]
IDS = ["60x20", "80x24"]


def collection(*, stale: bool = False, paragraph: str | None = None) -> FakeCollection:
    """Return a collection whose first due card of ``Tables`` is a generated one."""
    cards = [make_card(at, *card) for at, card in enumerate(CARDS, 1)]
    card = generated_card(make_card(7, "Tables", f"{TEXTS[0][0]} {TEXTS[0][1]}", ""))
    if paragraph is not None and card.generated is not None:
        card = replace(card, generated=replace(card.generated, paragraph=paragraph))
    return FakeCollection([*cards, replace(card, note_id=1, stale=stale)])


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


def offered(on: Desk) -> set[str]:
    return {binding.key for binding in on.app.screen.query_one(KeyBar).shown()}


def standing(on: Desk, note_id: int) -> Standing:
    return on.fake.offered[note_id].note.standing


async def test_first_letter_on_request_only() -> None:
    async with desk((140, 30), fake=collection(), deck="Tables") as on:
        assert "first letter" not in on.text()
        assert "l" in offered(on)
        await on.press("l")
        assert "first letter: 1" in on.text()
        assert "l" not in offered(on)
        await on.press("space")
        assert "first letter" not in on.text()
        assert "l" not in offered(on)


async def test_see_also_comes_with_the_answer() -> None:
    async with desk(fake=collection(), deck="Tables") as on:
        assert "see also" not in on.text()
        await on.press("space")
        assert on.text().count("see also") == 2
        assert "see also  What does the rete of an astrolabe show?" in on.text()
        await on.press("3", "z")
        assert "see also" not in on.text()


async def test_a_link_that_cannot_be_read_is_one_line() -> None:
    fake = collection()
    fake.fail = lambda verb: StudyError("no links", "Wait.") if verb == "linked" else None
    async with desk(fake=fake, deck="Tables") as on:
        assert said(on) == "No links. Wait."
        await on.press("space")
        assert "see also" not in on.text()


@pytest.mark.parametrize("key", few(["escape", "p", "q"], ["escape"]))
async def test_paragraph(key: str) -> None:
    async with desk((140, 30), fake=collection(), deck="Tables") as on:
        await on.press("p")
        assert not isinstance(on.app.screen, ParagraphScreen)
        await on.press("space")
        assert "p" in offered(on)
        await on.press("p")
        assert isinstance(on.app.screen, ParagraphScreen)
        assert "Few of them are left." in on.text()
        bold = "".join(s.text for strip in on.strips(below=False) for s in strip if _bold(s.style))
        assert "His tables of 1478" in bold
        assert "Few of them" not in bold
        for theme in THEMES:
            on.app.theme = theme.name
            await on.settle()
            assert weak(on) == []
        await on.press(key)
        assert not isinstance(on.app.screen, ParagraphScreen)


def _bold(style: object) -> bool:
    return bool(getattr(style, "bold", False))


async def test_long_paragraphs_scroll() -> None:
    long = "\n".join(f"line {n}" for n in range(60))
    async with desk(fake=collection(paragraph=long), deck="Tables") as on:
        await on.press("space", "p")
        assert {"j"} <= offered(on)
        assert "line 59" not in on.text()
        await on.press(*["space"] * 10, "down", "j")
        assert "line 59" in on.text()
        assert "j" not in offered(on)
        await on.press("k", "up", *["b"] * 10)
        assert "line 0" in on.text()


async def test_a_paragraph_that_is_not_known_or_fails() -> None:
    async with desk(fake=collection(paragraph=""), deck="Tables") as on:
        await on.press("space", "p")
        assert "not at hand" in on.text()
        await on.press("escape")
        on.fake.fail = lambda verb: StudyError("it is gone") if verb == "paragraph" else None
        await on.press("p")
        assert "it is gone" in on.text()


async def test_other_cards_do_not_offer_these_keys() -> None:
    async with desk((140, 30), deck="Astrolabes") as on:
        assert not {"l", "p", "k"} & offered(on)
        await on.press("l", "k", "space", "p", "k")
        assert not {"l", "p", "k"} & offered(on)
        assert on.app.screen.NAME == "Review"  # type: ignore[attr-defined]


async def test_a_stale_card_is_kept_with_one_key() -> None:
    async with desk((140, 30), fake=collection(stale=True), deck="Tables") as on:
        assert "the source changed: look at it (k keeps it)" in on.text()
        assert "k" in offered(on)
        on.fake.fail = lambda verb: StorageFullError("disk full") if verb == "keep" else None
        await on.press("k")
        assert said(on).startswith("Not kept: ")
        assert "k keeps it" in on.text()
        on.fake.fail = lambda verb: None
        await on.press("space", "k")
        assert standing(on, 1) is Standing.KEPT
        assert "the source changed" not in on.text()
        assert "k" not in offered(on)


async def test_keep_drop_and_go_on() -> None:
    async with desk((120, 30)) as on:
        await on.press("g")
        assert isinstance(on.app.screen, KeepScreen)
        text = on.text()
        for part in ("1 of 3", "0 kept  0 dropped  3 left", "the source changed", "[year]"):
            assert part in text
        for part in ("answer  1478", "tier A", "score 0.75", "tables.txt, lines 10–11", "Part 1"):
            assert part in text
        await on.press("k")
        assert standing(on, 1) is Standing.KEPT
        assert not on.fake.offered[1].stale
        assert "2 of 3" in on.text()
        assert "1 kept  0 dropped  2 left" in on.text()
        await on.press("d")
        assert standing(on, 2) is Standing.DROPPED
        await on.press("k")
        assert "2 kept  1 dropped  0 left" in on.text()
        assert "last one" in said(on)
        await on.press("escape")
        assert on.app.screen.NAME == "Decks"


@pytest.mark.parametrize(("on_key", "back"), [("n", "b"), ("right", "left")])
async def test_stepping_decides_nothing(on_key: str, back: str) -> None:
    async with desk((140, 30)) as on:
        before = dict(on.fake.offered)
        await on.press("g", back, on_key, on_key, on_key)
        assert "3 of 3" in on.text()
        assert "n" not in offered(on)
        await on.press(back)
        assert "2 of 3" in on.text()
        assert on.fake.offered == before


async def test_after_the_last_comes_what_still_waits() -> None:
    async with desk() as on:
        await on.press("g", "n", "n", "k")
        assert "1 of 3" in on.text()


@pytest.mark.parametrize("key", ["u", "z"])
async def test_undo(key: str) -> None:
    async with desk((140, 30)) as on:
        await on.press("g")
        assert "u" not in offered(on)
        before = dict(on.fake.offered)
        assert [each.stale for each in before.values()] == [True, False, False]
        await on.press("k", "k", "d", key)
        assert on.fake.offered[3] == before[3]
        assert "3 of 3" in on.text()
        assert said(on) == "undone: offered as before"
        await on.press(key)
        assert on.fake.offered[2] == before[2]
        await on.press(key)
        assert on.fake.offered == before
        assert "1 of 3" in on.text()
        assert "the source changed" in on.text()
        assert "0 kept  0 dropped  3 left" in on.text()
        assert "u" not in offered(on)


async def test_filters_cycle() -> None:
    async with desk() as on:
        await on.press("g", "d", "f")
        assert "all" in on.text()
        assert "1 of 3" in on.text()
        await on.press("f")
        assert "1 of 1" in on.text()
        assert "dropped" in on.text()
        await on.press("k", "f")
        assert "to look at" in on.text()
        assert "1 of 2" in on.text()
        await on.press("d", "d", "f", "f", "f")
        assert "Nothing left to look at" in on.text()


async def test_edit_keeps_and_can_be_undone() -> None:
    async with desk() as on:
        front = on.fake.offered[2].note.front
        await on.press("g", "n", "e", "N", "o", "escape")
        assert "unsaved changes" in said(on)
        await on.press("escape")
        assert on.fake.offered[2].note.front == front
        await on.press("e", "escape", "e", "N", "o", "w", "space", "ctrl+s")
        assert on.fake.offered[2].note.front == f"Now {front}"
        assert standing(on, 2) is Standing.KEPT
        await on.press("u")
        assert on.fake.offered[2].note.front == front
        assert standing(on, 2) is Standing.OFFERED


async def test_edit_needs_a_blank_and_keeps_the_form() -> None:
    async with desk() as on:
        await on.press("g", "e")
        on.app.screen.query_one(TextArea).text = "nothing hidden"
        await on.press("ctrl+s")
        assert "needs a deletion" in said(on)
        assert on.app.screen.query_one(TextArea).text == "nothing hidden"


@pytest.mark.parametrize(
    ("verb", "keys"),
    [
        ("keep", ("g", "k")),
        ("drop", ("g", "d")),
        ("stood", ("g", "k")),
        ("stood", ("g", "e")),
        ("restore", ("g", "n", "k", "u")),
        ("offers", ("g",)),
        ("edit_offer", ("g", "e", "ctrl+s")),
    ],
)
async def test_any_error_is_one_line(verb: str, keys: tuple[str, ...]) -> None:
    async with desk() as on:
        failing = StudyError("no such thing", "Try that.")
        on.fake.fail = lambda asked: failing if asked == verb else None
        await on.press(*keys)
        assert "o such thing. Try that." in said(on)
        assert on.app.is_running


async def test_a_deck_without_generated_cards() -> None:
    async with desk((140, 30)) as on:
        await on.press("down", "g")
        assert "No generated cards in this deck" in on.text()
        assert offered(on) == {"escape", "question_mark"}
        await on.press("k", "d", "e", "n", "b", "u", "f", "escape")
        assert on.app.screen.NAME == "Decks"  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_payloads_stay_harmless() -> None:
    texts = [(t, f"Q {{{{c1::K {t}::{t}}}}} end", t, t) for _, t in PAYLOADS]
    fake = collection(stale=True)
    cards = []
    for at, text in enumerate(texts, 11):
        card = generated_card(make_card(at, "Odd", text[1], ""), text)
        made = card.generated
        assert made is not None
        cards.append(replace(card, generated=replace(made, answer=text[0], links=("guid0011",))))
    fake.by_id |= {card.id: card for card in cards}
    fake.offered = {offer.note_id: offer for offer in make_offers(texts)}
    fake.offered = {
        at: replace(offer, note=offer.note._replace(standing=Standing.OFFERED))
        for at, offer in fake.offered.items()
    }
    async with desk((100, 40), fake=fake) as on:
        on.app._gate.enabled = False
        await on.press("g")
        for key in [*["n"] * (len(texts) - 1), "e"]:
            assert dangerous("\n".join(strip.text for strip in on.strips())) == []
            await on.press(key)
        assert on.app.is_running
    async with desk((100, 40), fake=fake, deck="Odd") as on:
        on.app._gate.enabled = False
        for _ in texts:
            for key in ("l", "space", "p", "escape", "s"):
                await on.press(key)
                assert dangerous("\n".join(strip.text for strip in on.strips())) == []


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_review_of_a_generated_card(
    size: tuple[int, int], screen_text: SnapshotAssertion
) -> None:
    async with desk(size, fake=collection(stale=True), deck="Tables") as on:
        await on.press("l")
        shown = [on.text()]
        await on.press("space")
        shown.append(on.text())
        await on.press("p")
        shown.append(on.text())
        assert "\n\n".join(shown) == screen_text


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_editing_an_offer(size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    async with desk(size) as on:
        await on.press("g", "e")
        shown = [on.text()]
        await on.press("N", "o", "w", "space", "escape")
        shown.append(on.text())
        assert "\n\n".join(shown) == screen_text


async def test_keep_screen_in_colour(screen_picture: SnapshotAssertion) -> None:
    async with desk((120, 40)) as on:
        await on.press("g")
        assert on.svg() == screen_picture
