"""Wrong options look like the right answer, and none of them is right as well."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.choices import brief, options, true_false
from studyapp.quiz.kinds import kind_of
from studyapp.quiz.pool import Pool
from studyapp.quiz.sense import same, sense, ways
from tests.few import examples
from tests.quiz.deck import item

ANSWERS = {
    "person": [
        "Anna Marsh",
        "Boris Colter",
        "Clara Weld",
        "David Hollis",
        "Eva Stroud",
        "Felix Oakes",
    ],
    "year": ["1801", "1817", "1833", "1849", "1865", "1881"],
    "date": ["3 March 1702", "9 May 1711", "21 June 1733", "2 July 1745", "30 August 1752"],
    "number": ["17 sluices", "23 locks", "41 barges", "66 piers", "91 weirs"],
    "percent": ["12%", "27%", "44%", "63%", "88%"],
    "term": ["mooring", "ballast", "keel", "capstan", "hawser", "bulwark", "rudder", "tiller"],
    "name": ["Brackwater", "Ostermouth", "Kelport", "Dunhaven", "Saltmere", "Windle"],
    "sentence": [
        "The pilots refused to sail after sunset because the beacons had been sold.",
        "A toll on every hogshead paid for dredging the northern channel each spring.",
        "Merchants stored their indigo upstairs, where no flood had ever reached it.",
        "Tar was boiled outside the walls since a fire had once emptied the arsenal.",
        "Apprentices learned knots for a year before anyone let them touch a chart.",
    ],
}
"""A deck of its own for each kind, so that there is enough to choose from."""


def deck() -> list[Item]:
    found: list[Item] = []
    for kind, answers in ANSWERS.items():
        for at, answer in enumerate(answers):
            number = len(found) + 1
            found.append(item(number, f"{kind} riddle {'abcdefgh'[at] * 3}{number}?", answer))
    return found


PLANTED = [
    # variants of names
    ("Joseph Stalin", "Stalin"),
    ("J. Stalin", "Joseph Stalin"),
    ("F. D. Roosevelt", "Franklin Delano Roosevelt"),
    ("Marsh, Anna", "Anna Marsh"),
    ("Dr. Anna Marsh", "Anna Marsh"),
    ("Henry VIII", "Henry the Eighth"),
    ("the Danube", "Danube"),
    # abbreviations
    ("UN", "United Nations"),
    ("NATO", "North Atlantic Treaty Organization"),
    ("DNA", "deoxyribonucleic acid"),
    ("ATP", "adenosine triphosphate"),
    ("U.S.S.R.", "Soviet Union"),
    ("photo", "photograph"),
    ("WWI", "First World War"),
    ("GDR", "German Democratic Republic"),
    # other order, other form
    ("Treaty of Versailles", "Versailles Treaty"),
    ("Peace of Westphalia", "Treaty of Westphalia"),
    ("red, green and blue", "blue, red, green"),
    ("motor car", "motorcar"),
    ("non-aggression pact", "nonaggression pact"),
    ("mitochondrion", "mitochondria"),
    ("industrialisation", "industrialization"),
    ("haemoglobin", "hemoglobin"),
    ("colour theory", "theory of color"),
    # transliterations, accents, scripts
    ("Pyatakov", "Piatakov"),
    ("Tchaikovsky", "Chaikovskii"),
    ("Dostoevsky", "Dostoyevsky"),
    ("Yezhov", "Ezhov"),
    ("Чехов", "Chekhov"),
    ("Muhammad", "Mohammed"),
    ("Gdańsk", "Gdansk"),
    # numbers, dates
    ("1,200,000", "1.2 million"),
    ("28 barges", "twenty-eight barges"),
    ("50%", "half"),
    ("three quarters", "75 per cent"),
    ("2 km", "2000 metres"),
    ("about 300 million", "301 million"),
    ("12 May 1927", "May 12th, 1927"),
    ("1927-05-12", "12 May 1927"),
    ("18 May 1928", "1928"),
    ("1914–18", "1914–1918"),
    ("the 1930s", "1934"),
    ("20th century", "twentieth century"),
    ("44 BC", "44 BCE"),
    # contained in one another
    ("oxygen and water", "water"),
    ("a black marble obelisk", "black obelisk"),
    # other words
    ("lorry", "truck"),
    ("sodium chloride", "table salt"),
    ("H2O", "water"),
    ("heart attack", "myocardial infarction"),
    ("Istanbul", "Constantinople"),
    ("uprising", "revolt"),
    ("Brackwater (New Kelport)", "New Kelport"),
    ("hawser / towline", "towline"),
    ("cardiac muscle", "heart muscle"),
    ("Peter the Great", "Peter I"),
    ("dog", "hound"),
    ("secret police", "political police"),
    # names at length and in short, in their own tongue, in another order
    ("Mao", "Mao Zedong"),
    ("Bach, J. S.", "Johann Sebastian Bach"),
    ("Mt. Everest", "Everest"),
    ("Wien", "Vienna"),
    ("München", "Munich"),
    ("van Gogh", "Vincent van Gogh"),
    # other forms of a word
    ("woman", "women"),
    ("analysis", "analyses"),
    ("criterion", "criteria"),
    ("gravity", "gravitation"),
    ("running", "to run"),
    ("photosynthesis", "photosynthetic process"),
    # units and formulas
    ("100 °C", "212 °F"),
    ("5 kg", "5000 g"),
    ("1 hour", "60 minutes"),
    ("one in four", "25%"),
    ("a dozen", "12"),
    ("F = ma", "F = m·a"),
    ("E = mc²", "E=mc^2"),
    ("kilometre", "km"),
    # paraphrases
    ("Prices rose sharply.", "There was a sharp rise in prices."),
    ("It was abolished in 1861.", "1861 saw its abolition."),
    ("the study of living things", "study of life"),
    ("Grain prices were cut in the winter.", "The state cut the price of grain in the winter."),
    ("The end of the First World War brought hunger.", "The end of World War I brought famine."),
]
"""Two answers that mean the same, each on a card of its own."""


def shown(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [option.text for option in found if not option.right]


@pytest.mark.parametrize("pair", PLANTED, ids=lambda pair: " – ".join(pair))
def test_a_planted_synonym_is_never_a_wrong_option(pair: tuple[str, str]) -> None:
    one = item(901, "What did the harbour master note first?", pair[0])
    two = item(902, "Of what did the lamp keeper tell a cooper?", pair[1])
    pool = Pool([*deck(), one, two])
    for asked, other in ((one, two), (two, one)):
        for seed in range(12):
            found = options(asked, pool, Random(seed))
            assert found is None or other.card_id not in {option.card_id for option in found}
            statement = true_false(asked, pool, Random(seed))
            assert statement is None or statement.card_id != other.card_id


def test_a_whole_deck_of_planted_synonyms() -> None:
    planted = []
    for at, (one, two) in enumerate(PLANTED):
        planted += [item(1000 + 2 * at, f"Sign{at} of{at}?", one)]
        planted += [item(1001 + 2 * at, f"Mark{at} by{at}?", two)]
    pool = Pool(planted)
    met = 0
    for asked in planted:
        twin = asked.card_id ^ 1
        for seed in range(5):
            found = options(asked, pool, Random(seed)) or ()
            met += bool(found)
            assert twin not in {option.card_id for option in found}
    assert met > 2 * len(planted)


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("Name a cause of the flood of 1703.", "Name a cause of the flood of 1703."),
        ("Name one cause of the 1703 flood", "Which causes of the flood of 1703 are there?"),
        ("When was the Shakhty trial?", "In which year did the Shakhty trial take place?"),
        ("Who built the northern mole?", "By whom was the northern mole built?"),
        ("Who drove the first automobile to Kelport?", "Who drove the first car to Kelport?"),
    ],
)
def test_the_same_question_has_two_right_answers(question: str, again: str) -> None:
    one, two = item(901, question, "hawser"), item(902, again, "mooring")
    pool = Pool([*deck()[:30], one, two])
    for seed in range(20):
        found = options(one, pool, Random(seed))
        assert found is not None
        assert "mooring" not in shown(found)


def test_questions_of_one_form_are_not_the_same() -> None:
    towns = {"Ohio": "Alba", "Utah": "Bergen", "Iowa": "Corin", "Maine": "Doria", "Texas": "Elna"}
    cards = [item(at, f"What is the capital of {s}?", t) for at, (s, t) in enumerate(towns.items())]
    for asked in cards:
        found = options(asked, cards, Random(3))
        assert found is not None
        assert len(found) == 4


def test_what_is_right_by_a_third_card_is_never_wrong() -> None:
    one = item(901, "Seat of the harbour court?", "Kelport")
    two = item(902, "Seat of the harbour court?", "Saltmere")
    three = item(903, "Where was the oldest lamp lit?", "Saltmere town")
    pool = Pool([*deck(), one, two, three])
    for seed in range(20):
        assert not {902, 903} & {o.card_id for o in options(one, pool, Random(seed)) or ()}


def test_a_card_that_names_a_synonym_is_believed() -> None:
    alias = item(901, "What is another name for a grotling?", "quellfish")
    one = item(902, "Which animal did the cook dread?", "grotling")
    two = item(903, "What swam below the pier at night?", "quellfish")
    pool = Pool([*deck(), alias, one, two])
    for asked, other in ((one, {901, 903}), (two, {902})):
        for seed in range(20):
            found = options(asked, pool, Random(seed)) or ()
            assert not other & {option.card_id for option in found}


def test_accepted_variants_of_either_side_count() -> None:
    one = item(901, "Which rope held the ship?", "hawser", accepted=("warp line",))
    two = item(902, "What was coiled on the quay?", "cordelle", accepted=("warp line",))
    pool = Pool([*deck(), one, two])
    for seed in range(20):
        assert 902 not in {option.card_id for option in options(one, pool, Random(seed)) or ()}


def test_siblings_never_stand_side_by_side() -> None:
    cards = [
        item(at, f"Riddle {at} {at}{at}?", f"w{at}rd{at}x", family=at // 3) for at in range(12)
    ]
    for asked in cards:
        for seed in range(5):
            found = options(asked, cards, Random(seed)) or ()
            families = [cards[option.card_id or 0].family for option in found]
            assert len(families) == len(set(families))


@pytest.mark.parametrize("kind", ANSWERS)
def test_wrong_options_are_of_the_same_kind(kind: str) -> None:
    cards = deck()
    pool = Pool(cards)
    for asked in cards:
        if asked.term not in ANSWERS[kind]:
            continue
        assert kind_of(asked.term) == kind
        for seed in range(4):
            found = options(asked, pool, Random(seed))
            assert found is not None
            assert len(found) == 4
            assert {option.text for option in found} <= set(map(brief, ANSWERS[kind]))


def test_years_are_near_years() -> None:
    years = [1700, 1704, 1708, 1712, 1716, 1720, 1724, 1990, 1994, 1998]
    cards = [item(at, f"Riddle {at} {at}{at}?", str(year)) for at, year in enumerate(years)]
    found = options(cards[2], cards, Random(1)) or ()
    assert all(int(option.text) < 1730 for option in found)


def test_figures_keep_to_their_dimension() -> None:
    cards = [item(at, f"Riddle {at} {at}{at}?", f"{30 + 7 * at} km") for at in range(4)]
    cards += [item(10 + at, f"Puzzle {at} {at}{at}?", f"{29 + 7 * at} kg") for at in range(4)]
    for asked in cards:
        found = options(asked, cards, Random(1)) or ()
        assert len({option.text.split()[1] for option in found}) == 1


def test_wrong_answers_of_the_card_fill_up_and_name_their_card() -> None:
    asked = item(
        1, "Which rope?", "hawser", distractors=("the hawser", "keel", "capstan", "tiller")
    )
    other = item(2, "What steers?", "tiller")
    found = options(asked, [asked, other], Random(2))
    assert found is not None
    assert {option.text: option.card_id for option in found} == {
        "hawser": 1,
        "tiller": 2,
        "keel": None,
        "capstan": None,
    }


def test_too_few_wrong_options_are_none() -> None:
    cards = [item(1, "Which rope?", "hawser"), item(2, "What steers?", "tiller")]
    assert options(cards[0], cards, Random(1)) is None
    statement = true_false(cards[0], cards, Random(1))
    assert statement is not None
    assert true_false(cards[0], cards[:1], Random(1)) is None
    assert (
        options(item(3, "Is it wet?", "Yes"), [*deck(), item(4, "Dry?", "No")], Random(1)) is None
    )


def test_what_the_question_says_is_no_option() -> None:
    asked = item(901, "Beside keel and capstan, which part turns the ship?", "rudder")
    for seed in range(20):
        found = options(asked, [*deck(), asked], Random(seed))
        assert found is not None
        assert not {"keel", "capstan"} & set(shown(found))


def test_asked_from_the_other_side() -> None:
    cards = [*deck(), item(901, "What steers a barge in fog?", "rudder")]
    asked = next(card for card in cards if card.term == "rudder")
    for seed in range(10):
        found = options(asked, cards, Random(seed), reverse=True)
        assert found is not None
        assert asked.question in [option.text for option in found if option.right]
        assert "What steers a barge in fog?" not in shown(found)


def test_statements_are_true_half_the_time() -> None:
    pool = Pool(deck())
    asked = pool.entries[0].item
    made = [true_false(asked, pool, Random(seed)) for seed in range(200)]
    true = [one for one in made if one is not None and one.true]
    assert all(one.text == asked.term and one.card_id == asked.card_id for one in true)
    assert 70 < len(true) < 130
    assert {one.card_id for one in made if one is not None and not one.true} & {2, 3, 4, 5, 6}


TEXTS = st.text(max_size=40) | st.sampled_from([text for pair in PLANTED for text in pair])


@given(
    st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12), st.integers(0, 99), st.booleans()
)
@settings(max_examples=examples(75), deadline=None)
def test_any_deck_gives_sound_options(
    texts: list[tuple[str, str]], seed: int, reverse: bool
) -> None:
    cards = [item(at, q or "?", a or "-") for at, (q, a) in enumerate(texts)]
    for asked in cards[:3]:
        found = options(asked, cards, Random(seed), reverse=reverse)
        assert found == options(asked, cards, Random(seed), reverse=reverse)
        if found is None:
            continue
        assert 3 <= len(found) <= 4
        assert [option.card_id for option in found if option.right] == [asked.card_id]
        assert len({option.text.casefold() for option in found}) == len(found)
        for option in found:
            if not option.right and not reverse:
                assert not same(sense(option.text), sense(asked.term))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mitosis", "meiosis"),
        ("Theodore Roosevelt", "Franklin Roosevelt"),
        ("First Five-Year Plan", "Second Five-Year Plan"),
        ("1928", "1929"),
        ("12 May 1927", "13 May 1927"),
        ("5 km", "5 kg"),
        ("45%", "54%"),
        ("Austria", "Australia"),
        ("gross domestic product", "net domestic product"),
        ("North American Free Trade Agreement", "South American Free Trade Agreement"),
        ("proton", "neutron"),
    ],
)
def test_what_only_looks_alike_is_a_good_option(one: str, other: str) -> None:
    assert not any(same(a, b) for a in ways(one) for b in ways(other))


def test_long_answers_show_how_they_begin() -> None:
    sentence = "The pilots refused to sail after sunset because the beacons had been sold. "
    assert brief(sentence * 3) == f"{sentence}{sentence}".strip()
    cut = brief("unbroken " * 40)
    assert len(cut) <= 160
    assert cut.endswith("unbroken…")
    assert brief("**keel**") == "keel"


def test_cloze_cards_are_told_apart_without_their_blank() -> None:
    cards = [
        item(1, "The […] held the ship.", "hawser", kind=NoteKind.CLOZE),
        item(2, "The [rope] held the ship.", "cable", kind=NoteKind.CLOZE),
        *deck(),
    ]
    for seed in range(20):
        assert 2 not in {option.card_id for option in options(cards[0], cards, Random(seed)) or ()}
