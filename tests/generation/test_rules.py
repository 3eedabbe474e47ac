"""One test for each rule of the parts: numbers, names, terms, leaning, hints, variants, options."""

import pytest

from studyapp.generation.distractors import DistractorPool
from studyapp.generation.duplicates import duplicate_groups
from studyapp.generation.hints import make_hint
from studyapp.generation.independence import find_leaning
from studyapp.generation.leaks import shows
from studyapp.generation.links import LinkIndex
from studyapp.generation.model import Category, Flashcard, Key
from studyapp.generation.numbers import find_numbers, spell, spelled_value, value
from studyapp.generation.obvious import is_obvious
from studyapp.generation.ranking import Scene
from studyapp.generation.salience import Stats
from studyapp.generation.terms import defined_terms, quoted_phrases
from studyapp.generation.variants import accepted_answers
from studyapp.generation.words import fold, related, stem
from tests.generation.make import cards_of, names_of, run, tokens_of


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("It was signed on 29 October 1969 in Rome.", "date", "29 October 1969"),
        ("In November 1929 the number rose.", "date", "November 1929"),
        ("The plan of 1928–32 was bold.", "years", "1928–32"),
        ("In 1930 the region was divided.", "year", "1930"),
        ("It fell by 12.5 per cent.", "percent", "12.5 per cent"),
        ("About 2 to 5% of farms.", "percent", "2 to 5%"),
        ("It cost $4,000 in all.", "money", "$4,000"),
        ("Some 12.5 million hectares were sown.", "figure", "12.5 million"),
        ("There were 425 colonies.", "figure", "425"),
        ("The heart has four chambers.", "count", "four"),
        ("Nearly two-thirds of it was lost.", "fraction", "two-thirds"),
        ("In the 1930s it spread.", "era", "1930s"),
    ],
)
def test_numbers(text: str, kind: str, span: str) -> None:
    assert (kind, span) in [(number.kind, number.text) for number in find_numbers(text)]


@pytest.mark.parametrize(
    "text", ["See Figure 12 here.", "Section 4 says so.", "on page 312 of it", "the five-year plan"]
)
def test_labels_are_no_figures(text: str) -> None:
    assert find_numbers(text) == []


def test_a_thousand_tons_is_no_year() -> None:
    assert [n.kind for n in find_numbers("They dug 1500 tons of ore.")] == ["figure"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("According to A. P. Bannikov, work stopped.", "A. P. Bannikov", "person"),
        ("Later Robert Koch identified it.", "Robert Koch", "person"),
        ("Robert Koch identified it.", "Robert Koch", "person"),
        ("Huge reserves were found in Kazakhstan then.", "Kazakhstan", "place"),
        ("It was run by the Ministry of Salt for years.", "Ministry of Salt", "organisation"),
        ("Work at the OGPU went on.", "OGPU", "organisation"),
        ("After the Treaty of Velm came peace.", "Treaty of Velm", "event"),
        ("The rule in Hadley v Baxendale limits damages.", "Hadley v Baxendale", "name"),
    ],
)
def test_names(text: str, name: str, kind: str) -> None:
    assert (name, kind) in [(span.text, span.kind) for span in names_of(text)]


def test_a_surname_is_a_person_once_the_full_name_was_seen() -> None:
    spans = names_of("The letter reached Dorsk too late.", "A letter by F. I. Dorsk was found.")
    assert [(span.text, span.kind) for span in spans] == [("Dorsk", "person")]


@pytest.mark.parametrize(
    ("text", "term", "kind"),
    [
        ("Osmosis is the movement of water through a membrane.", "Osmosis", "definition"),
        ("The bend becomes what is known as an oxbow lake.", "oxbow lake", "named"),
        ("They levied yasak (the regular fur tribute) there.", "yasak", "gloss"),
        ("Local councils (sovnarkhozy) fought with unions.", "sovnarkhozy", "foreign"),
        (
            "Catalase, an enzyme found in liver and potatoes, breaks it down.",
            "Catalase",
            "appositive",
        ),
        ("The State Salt Board (SSB) closed it.", "State Salt Board", "expansion"),
    ],
)
def test_terms(text: str, term: str, kind: str) -> None:
    assert (term, kind) in [(each.text, each.kind) for each in defined_terms(text, tokens_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Fourthly, the shattered state of the country was a problem.",
        "Agriculture was a source of difficulties for the council.",
        "These were the main results of the survey in the north.",
        "In May the port set up a Mission of Marine Merchants (UMM) under its warden.",
    ],
)
def test_no_definition(text: str) -> None:
    assert defined_terms(text, tokens_of(text)) == []


def test_quoted_titles() -> None:
    found = quoted_phrases("His ‘Notes of an Economist’ and the “war communism” of old.")
    assert [(each.text, each.kind) for each in found] == [
        ("Notes of an Economist", "title"),
        ("war communism", "quoted"),
    ]  # fmt: skip


def leaning(text: str) -> tuple[str, ...]:
    found = find_leaning(text, tokens_of(text), names_of(text), frozenset())
    return found.hard + found.bridge


@pytest.mark.parametrize(
    "text",
    [
        "He left for Rome in 1911.",
        "This led to the loss of 40 ships.",
        "As a result, output fell in 1932.",
        "In September the mill closed.",
        "The plan was dropped in 1934.",
        "At the meeting, Anna Kerr spoke first.",
        "Two years later, the mill burned down.",
        "The resolutions were passed in 1928.",
        "Lord Denning revived it in the case of 1947.",
        "Marten agreed, explaining that managers were afraid.",
        "They stood together against the council in 1911.",
    ],
)
def test_leaning(text: str) -> None:
    assert leaning(text)


@pytest.mark.parametrize(
    "text",
    [
        "In his speech of 1934, Sergei Kirov praised the builders.",
        "It is estimated that in 1932 wages fell by half.",
        "The growth of the population soared in 1926.",
        "The Himalayas began to rise about 50 million years ago.",
        "Insulin is a hormone that lets cells take up glucose from the blood.",
        "In 1928 the yield was 7 tons, versus 10 tons the preceding year.",
        "Mitochondria release energy and store it in a molecule.",
        "The danger posed by floods grew after 1911.",
    ],
)
def test_standing_alone(text: str) -> None:
    assert leaning(text) == ()


def test_context_is_brought_when_it_helps() -> None:
    first = "In 1911 the Salt Board of Tarsk opened a second mine near Velm."
    second = "It produced 40,000 tonnes of rock salt in its first season."
    card = next(card for card in cards_of(first, second) if card.sentence == second)
    assert card.context == first


def test_refusals_say_why() -> None:
    made = run("He left.", "He was arrested in March 1921 and sent to the northern camps.")
    assert [refusal.reason.split(" ")[0] for refusal in made.refused] == ["too", "leans"]


def test_leaks() -> None:
    assert shows("collectivisation", "the collective farms")
    assert shows("Siberia", "the Siberian plain")
    assert shows("industrialization", "industrialisation")
    assert shows("1928", "the winter of 1928")
    assert not shows("1928", "the winter of 1929")
    assert not shows("osmosis", "water passes through a membrane")


def test_stems() -> None:
    assert stem("colour") == stem("colors")
    assert stem("industrialization") == stem("industrialisation")
    assert related(stem("collective"), stem("collectivised"))
    assert not related(stem("construction"), stem("constitution"))
    assert fold("Donugoľ’") == "donugol"


KEYS = {
    "percentage": Key(0, 3, "57%", Category.FIGURE, "percent"),
    "month and year": Key(0, 1, "May 1929", Category.DATE, "date"),
    "day, month and year": Key(0, 1, "26 December 2004", Category.DATE, "date"),
    "span of years": Key(0, 1, "1928–32", Category.YEAR, "years"),
    "surname of a person": Key(0, 1, "Rykov", Category.PERSON, "surname"),
    "country": Key(0, 1, "France", Category.PLACE, "country"),
    "term, 2 words": Key(0, 1, "show trial", Category.TERM, "2 words"),
}


@pytest.mark.parametrize("hint", KEYS)
def test_hints(hint: str) -> None:
    assert make_hint(KEYS[hint]) == hint


@pytest.mark.parametrize(
    ("text", "category", "detail", "typed"),
    [
        ("A. P. Bannikov", Category.PERSON, "full", "Bannikov"),
        ("Vyacheslav M. Molotov", Category.PERSON, "full", "V. M. Molotov"),
        ("Vyacheslav M. Molotov", Category.PERSON, "full", "Vyacheslav Molotov"),
        ("David Lloyd George", Category.PERSON, "full", "Lloyd George"),
        ("Arthur Conan Doyle", Category.PERSON, "full", "Conan Doyle"),
        ("Russian Federation", Category.ORGANISATION, "words", "RSFSR"),
        ("General Agreement on Tariffs and Trade", Category.ORGANISATION, "words", "GATT"),
        ("Treaty of Utrecht", Category.EVENT, "words", "Utrecht Treaty"),
        ("Utrecht Peace", Category.EVENT, "words", "Treaty of Utrecht"),
        ("in October 1929", Category.DATE, "date", "October 1929"),
        ("– Ostrand", Category.NAME, "words", "– Ostrand"),
        ("Trotskii", Category.PERSON, "surname", "Trotsky"),
        ("12 per cent", Category.FIGURE, "percent", "12%"),
        ("12%", Category.FIGURE, "percent", "12 percent"),
        ("fifty per cent", Category.FIGURE, "percent", "50%"),
        ("380,000", Category.FIGURE, "figure", "380000"),
        ("1,800,000", Category.FIGURE, "figure", "1.8 million"),
        ("4.2 million", Category.FIGURE, "figure", "4,200,000"),
        ("thirty-eight", Category.FIGURE, "count", "38"),
        ("12", Category.FIGURE, "figure", "twelve"),
        ("one-third", Category.FIGURE, "fraction", "1/3"),
        ("collectivisation", Category.TERM, "1 words", "collectivization"),
        ("labour camps", Category.TERM, "2 words", "labor camps"),
        ("haemophilia", Category.TERM, "1 words", "hemophilia"),
        ("1928–32", Category.YEAR, "years", "1928-1932"),
        ("29 October 1969", Category.DATE, "date", "October 29, 1969"),
    ],
)
def test_accepted(text: str, category: Category, detail: str, typed: str) -> None:
    assert typed in accepted_answers(Key(0, len(text), text, category, detail))


def options(key: Key, shown: str = "") -> tuple[str, ...]:
    return DistractorPool().choose(key, accepted_answers(key), shown, 0, "seed")


def test_years_near_and_figures_of_the_same_magnitude() -> None:
    years = options(Key(0, 4, "1930", Category.YEAR, "year"), "but in 1931 it rose")
    assert len(years) == 3
    assert all(abs(int(year) - 1930) <= 6 for year in years)
    assert "1931" not in years
    for text in ("57%", "4.2 million", "380,000", "$12", "2 to 5%", "3–5%"):
        found = options(Key(0, 1, text, Category.FIGURE, "figure"))
        assert len(found) == 3, text
        worth = value(text)
        assert worth
        assert all(0.3 * worth <= (value(option) or 0) <= 2 * worth for option in found), found


def test_people_as_options_come_from_near_and_not_from_the_card() -> None:
    pool = DistractorPool()
    for at, name in enumerate(("Rykov", "Tomsky", "Bukharin", "Kamenev", "Uglanov")):
        pool.add(Key(0, 1, name, Category.PERSON, "surname"), at)
    key = Key(0, 1, "Rykov", Category.PERSON, "surname")
    found = pool.choose(key, ("Rykov",), "a letter to Tomsky", 0, "seed")
    assert set(found) == {"Bukharin", "Kamenev", "Uglanov"}


def test_duplicates() -> None:
    sets = [frozenset("abcdef"), frozenset("uvwxyz"), frozenset("abcdeg"), frozenset("uvw")]
    assert duplicate_groups(sets) == [0, 1, 0, 3]


def test_links_do_not_show_the_answer() -> None:
    deck = (
        Flashcard(
            "shows", "What was the Shakhty affair of the Donbass miners?", "A trial of engineers."
        ),
        Flashcard(
            "near", "Which trial of engineers came first?", "The Shakhty affair of the Donbass."
        ),
        Flashcard("far", "What is osmosis?", "Movement of water."),
    )
    text = "The Shakhty affair put engineers of the Donbass on trial."
    assert LinkIndex(deck).nearest(text, "Shakhty") == ("near",)
    assert LinkIndex(deck).nearest(text, "trial") == ("shows",)


def test_number_words() -> None:
    assert [spell(number) for number in (1, 7, 20, 38)] == [
        "one",
        "seven",
        "twenty",
        "thirty-eight",
    ]
    assert [spelled_value(text) for text in ("seven", "thirty-eight", "salt")] == [7, 38, None]


@pytest.mark.parametrize(
    ("text", "answer", "category", "detail", "obvious"),
    [
        ("Pressure went on into the 1930s.", "1930s", Category.YEAR, "", True),
        ("Pressure went on until 1934.", "1934", Category.YEAR, "", False),
        ("The governments in France agreed at once.", "France", Category.PLACE, "country", True),
        ("The mills near Leningrad were closed.", "Leningrad", Category.PLACE, "city", True),
        ("In Kiev they rose by 70%.", "Kiev", Category.PLACE, "city", False),
        ("The elite were former Red Army soldiers.", "Red Army", Category.ORGANISATION, "", True),
        ("The elite had left the Steel Trust.", "Steel Trust", Category.ORGANISATION, "", False),
    ],
)
def test_what_is_too_obvious_to_offer(
    text: str, answer: str, category: Category, detail: str, obvious: bool
) -> None:
    tokens = tokens_of(text)
    names = names_of(text)
    leaning = find_leaning(text, tokens, names, frozenset())
    scene = Scene(text, "notes.txt", tokens, names, find_numbers(text), leaning, frozenset())
    at = text.index(answer)
    key = Key(at, at + len(answer), answer, category, detail)
    assert is_obvious(scene, key, Stats(), "") is obvious
