"""What a card brings along so that it is understood: topic, the sentence before, a known name."""

import pytest

from studyapp.generation import Cloze, generate
from studyapp.generation.bearings import is_dated, loose_ends, open_definites
from studyapp.generation.leaks import shows
from studyapp.generation.model import Category, Key
from studyapp.generation.topics import topic_line
from studyapp.generation.variants import accepted_answers
from studyapp.sources.document import Document
from tests.generation.make import cards_of, document, names_of, paragraph, tokens_of

FILLER = (
    "The river Aller froze for nine weeks in the winter of 1838.",
    "Barges carried 4,000 tonnes of rye to the mills of Velmar in 1841.",
    "In 1843 the guild of Ostrand built a granary of 600 tonnes.",
)


def named(*sentences: str) -> Document:
    return document(paragraph(*sentences), title="The Guilds of the Upper Valley, 1838–1860")


def by_answer(*sentences: str) -> dict[str, Cloze]:
    return {card.answer: card for card in generate([named(*sentences)]).cards}


def test_a_card_says_what_its_text_is_about() -> None:
    card = by_answer(*FILLER)["1843"]
    assert card.topic == "The Guilds of the Upper Valley, 1838–1860 › Section"


@pytest.mark.parametrize(
    ("title", "section", "answer", "line"),
    [
        ("4. The Harvest of Tarsk", "", "1911", "The Harvest of Tarsk"),
        ("THE HARVEST OF TARSK", "Mills", "1911", "The Harvest of Tarsk › Mills"),
        ("The Harvest of Tarsk", "Mills", "Tarsk", "Mills"),
        ("The Harvest of Tarsk, 1911–13", "", "1911", "The Harvest of Tarsk"),
        ("Mills", "Mills", "1911", "Mills"),
        ("", "***", "1911", ""),
        ("x" * 60 + " " + "y" * 60, "", "1911", "x" * 60 + " …"),
    ],
)
def test_the_topic_line(title: str, section: str, answer: str, line: str) -> None:
    found = topic_line(title, section, answer, "In … it was so.")
    assert found == line
    assert not shows(answer, found)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Planning offices, moreover, counted 40 mills.", 1),
        ("The plan thus called for 40 mills.", 1),
        ("Three other towns were also taxed.", 2),
        ("Prosecutions did follow in 1931.", 1),
        ("The council of Tarsk built 40 mills.", 0),
    ],
)
def test_words_that_go_on_from_something(text: str, signs: int) -> None:
    assert len(loose_ends(text)) == signs


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Most authors put the victims of the tragedy at 4,000.", ["tragedy"]),
        ("The price of rye fell and the state of Tarsk lent money.", []),
        ("Tensions within the factory grew in 1931.", ["factory"]),
        ("A factory stood there, and the factory burned in 1931.", []),
        ("The first factory stood in the countryside.", []),
        ("The resolutions of the Plenum were mild.", ["plenum"]),
    ],
)
def test_definite_nouns_that_nothing_tells_apart(text: str, nouns: list[str]) -> None:
    tokens = tokens_of(text)
    assert open_definites(tokens, names_of(text), frozenset()) == nouns


def test_times_that_tell_when() -> None:
    assert is_dated("Output fell in the 1930s.")
    assert is_dated("Output fell during the Civil War.")
    assert not is_dated("Output fell by 40 per cent.")


def test_a_bare_surname_brings_the_sentence_that_introduces_it() -> None:
    cards = by_answer(
        *FILLER,
        "Anna Dorsk was the first warden of the bridge guild.",
        "The mills of Velmar ground 900 tonnes in that harvest.",
        "In 1851 Dorsk sold 340 shares to the town of Ostrand.",
    )
    card = cards["340"] if "340" in cards else cards["1851"]
    assert "Anna Dorsk" in card.context


def test_the_sentence_before_comes_along_where_it_can() -> None:
    before = "The bridge guild of Velmar borrowed from the bank of Tarsk."
    card = by_answer(*FILLER, before, "Repayments fell to 15 per cent in 1852.")["15 per cent"]
    assert card.context == before


def test_a_year_next_to_a_visible_one_is_not_asked() -> None:
    answers = {
        card.answer
        for card in cards_of(
            "Harvests failed in late 1838 and early 1839 along the river Aller near Velmar."
        )
        if card.tier == "A"
    }
    assert not answers & {"1838", "1839"}


def test_an_alias_beside_a_name_is_no_question() -> None:
    text = "Coal from the Kuznetsk basin (Kuzbass) reached Velmar in 1931."
    assert "Kuzbass" not in {card.answer for card in cards_of(text)}


def test_a_common_head_elsewhere_does_not_give_a_name_away() -> None:
    assert not shows("Industrial Party", "the trial of the Peasant Party in 1930")
    assert shows("Industrial Party", "industrial growth was slow")
    assert shows("Committee of the North", "the peoples of the North")


def test_a_roman_congress_may_be_typed_in_words() -> None:
    key = Key(0, 12, "XIV Congress", Category.ORGANISATION)
    assert {"Fourteenth Congress", "14th Congress"} <= set(accepted_answers(key))
