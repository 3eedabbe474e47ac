"""Learn as a machine: nothing is lost, every run ends, and only what was typed is mastered."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.selftest import Item
from studyapp.quiz.asking import Form, Outcome
from studyapp.quiz.learn import Answer, Learn, Level, Phase, Standing, after
from tests.few import examples
from tests.quiz.deck import item
from tests.quiz.test_choices import ANSWERS

LONG = (
    "The Brackwater tolls of 1703 paid for the northern mole, which Anna Marsh drew and Boris "
    "Colter built. It took eleven winters, 4,200 piles of larch and the goodwill of the pilots, "
    "who had lost their beacons. Merchants of Ostermouth lent the rest at six per cent."
)


def deck(count: int = 12, families: int | None = None) -> list[Item]:
    """Return cards of all sorts: terms, names, years, sentences and a paragraph."""
    texts = [text for answers in zip(*ANSWERS.values(), strict=False) for text in answers]
    texts.insert(3, LONG)
    return [
        item(
            at + 1,
            f"Riddle {'abcdefghijklmnopqrstuvwxyz'[at % 26] * 3}{at}?",
            texts[at % len(texts)],
            family=None if families is None else at % families,
        )
        for at in range(count)
    ]


def terms(count: int) -> list[Item]:
    """Return cards that can all stand beside each other as options."""
    rng = Random(7)
    words = {"".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(4)): 0}
    while len(words) < count:
        words["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(4))] = 0
    return [item(at, f"Puzzle {word[::-1]}?", word) for at, word in enumerate(words, 1)]


def answer(learn: Learn, how: str) -> None:
    """Answer the question on the table right, wrong, partly or not at all."""
    question = learn.question
    assert question is not None
    if how == "unknown":
        learn.unknown()
    elif question.form is Form.CHOICE:
        right = next(at for at, option in enumerate(question.options) if option.right)
        learn.choose(right if how == "right" else (right + 1) % len(question.options))
    elif question.form is Form.STATEMENT:
        right = 0 if question.options[0].right else 1
        learn.choose(right if how == "right" else 1 - right)
    elif question.form is Form.CLOZE:
        assert question.blanks is not None
        blanks = question.blanks.blanks
        right_ones = {"right": len(blanks), "partly": 1}.get(how, 0)
        learn.type_in([*blanks[:right_ones], *["zzz"] * (len(blanks) - right_ones)])
    else:
        learn.type_in([learn.item.term if how == "right" else "zzz"])


def move(learn: Learn, how: str) -> Answer | None:
    """Do one step: an answer that counts, or the next round."""
    if learn.phase is Phase.SUMMARY:
        return learn.go_on()
    answer(learn, how)
    if how in ("overrule", "concede"):
        learn.override(right=how == "overrule")
    if learn.judged is not None and learn.judged.outcome is Outcome.OPEN:
        learn.override(right=False)
    return learn.go_on()


def sound(learn: Learn, items: list[Item]) -> None:
    """Hold what is so in every state."""
    assert set(learn.standings) == {each.card_id for each in items}
    assert len(set(learn.queue)) == len(learn.queue) <= max(learn.size, 1)
    unfinished = {
        card
        for card, standing in learn.standings.items()
        if standing.level is not Level.MASTERED or standing.check
    }
    if learn.phase in (Phase.ASKING, Phase.JUDGED):
        assert learn.question is not None
        assert learn.queue[0] == learn.question.card_id
        assert set(learn.queue) <= unfinished | {learn.queue[0]}
    else:
        assert learn.queue == []
        assert learn.question is None
    assert (learn.phase is Phase.DONE) == (not unfinished)


STEPS = ("right", "wrong", "partly", "unknown", "overrule", "concede")


@given(
    st.integers(0, 16),
    st.one_of(st.none(), st.integers(1, 5)),
    st.integers(1, 9),
    st.integers(0, 10**6),
    st.lists(st.sampled_from(STEPS), max_size=40),
)
@settings(max_examples=examples(60), deadline=None)
def test_any_run(count: int, families: int | None, size: int, seed: int, steps: list[str]) -> None:
    items = deck(count, families)
    learn = Learn(items, seed, size)
    typed: set[int] = set()
    sound(learn, items)
    for how in steps:
        if learn.phase is Phase.DONE:
            break
        given_answer = move(learn, how)
        if given_answer is not None and given_answer.outcome is Outcome.RIGHT:
            typed |= {given_answer.card_id} if given_answer.recalled else set()
        sound(learn, items)
        mastered = {c for c, s in learn.standings.items() if s.level is Level.MASTERED}
        assert mastered <= typed
    left = 0
    while learn.phase is not Phase.DONE:
        move(learn, "right")
        sound(learn, items)
        left += 1
        assert left <= 6 * count + 6, "a run of right answers does not end"
    assert learn.count(Level.MASTERED) == count


@given(st.integers(1, 12), st.integers(0, 10**6), st.lists(st.sampled_from(STEPS), max_size=30))
@settings(max_examples=examples(60), deadline=None)
def test_leaving_and_coming_back_is_never_having_left(
    count: int, seed: int, steps: list[str]
) -> None:
    items = deck(count)
    stayed = Learn(items, seed)
    left = Learn(items, seed)
    for how in steps:
        if stayed.phase is Phase.DONE:
            break
        assert move(stayed, how) == move(left, how)
        left = Learn.from_state(json.loads(json.dumps(left.state())), items)
        assert left.state() == stayed.state()
        assert left.question == stayed.question


@given(
    st.lists(st.sampled_from(STEPS), max_size=25),
    st.sets(st.integers(1, 10)),
    st.sets(st.integers(1, 10)),
    st.integers(0, 4),
)
@settings(max_examples=examples(40), deadline=None)
def test_cards_that_go_change_or_come_meanwhile(
    steps: list[str], gone: set[int], edited: set[int], come: int
) -> None:
    items = deck(10)
    learn = Learn(items, 5)
    for how in steps:
        if learn.phase is not Phase.DONE:
            move(learn, how)
    now = [
        item(each.card_id, each.question + " (edited)", each.term + "x")
        if each.card_id in edited
        else each
        for each in items
        if each.card_id not in gone
    ]
    now += [item(100 + at, f"New {at} {at}{at}?", f"fresh{at} word") for at in range(come)]
    back = Learn.from_state(learn.state(), now)
    assert set(back.standings) == {each.card_id for each in now}
    for each in now:
        if each.card_id in learn.standings:
            assert back.standings[each.card_id] == learn.standings[each.card_id]
    if back.phase is Phase.ASKING:
        assert back.question is not None
        assert back.question.of == (back.item.question, back.item.term)
    for _ in range(200):
        if back.phase is Phase.DONE:
            break
        move(back, "right")
    assert back.count(Level.MASTERED) == len(now)


@pytest.mark.parametrize(
    ("level", "outcome", "recalled", "then"),
    [
        (Level.NEW, Outcome.RIGHT, False, Level.FAMILIAR),
        (Level.MISSED, Outcome.RIGHT, False, Level.FAMILIAR),
        (Level.NEW, Outcome.RIGHT, True, Level.MASTERED),
        (Level.FAMILIAR, Outcome.RIGHT, True, Level.MASTERED),
        (Level.FAMILIAR, Outcome.RIGHT, False, Level.FAMILIAR),
        (Level.NEW, Outcome.WRONG, False, Level.MISSED),
        (Level.FAMILIAR, Outcome.WRONG, True, Level.MISSED),
        (Level.MASTERED, Outcome.WRONG, True, Level.FAMILIAR),
        (Level.FAMILIAR, Outcome.PARTLY, True, Level.FAMILIAR),
    ],
)
def test_steps(level: Level, outcome: Outcome, recalled: bool, then: Level) -> None:
    assert after(level, outcome, recalled=recalled) is then


def rounds(learn: Learn, how: Callable[[Learn], str]) -> list[list[int]]:
    """Answer to the end; return which cards each round asked first, in order."""
    found: list[list[int]] = []
    while learn.phase is not Phase.DONE:
        if learn.phase is Phase.SUMMARY:
            learn.go_on()
            continue
        if len(found) < learn.round:
            found.append([])
        card = learn.item.card_id
        if card not in found[-1]:
            found[-1].append(card)
        move(learn, how(learn))
    return found


def test_rounds_of_seven_and_the_order_of_the_queue() -> None:
    found = rounds(Learn(terms(20), 1), lambda learn: "right")
    assert [len(each) for each in found] == [7, 7, 7, 7, 6, 6]
    assert found[0] == [1, 2, 3, 4, 5, 6, 7]
    assert found[1] == [8, 9, 10, 11, 12, 13, 14], "new ones before familiar ones of last round"
    assert found[2] == found[0], "familiar ones that rested two rounds before new ones"
    assert found[3] == found[1]
    assert found[4] == found[5] == [15, 16, 17, 18, 19, 20]


def test_what_was_missed_typing_is_missed_until_it_is_chosen_again() -> None:
    learn = Learn(terms(6), 1, 3)
    while learn.round < 3:
        move(learn, "right")
    assert learn.item.card_id == 1
    move(learn, "wrong")
    assert learn.standings[1] == Standing(Level.MISSED, 3)
    assert learn.queue == [2, 3, 1]
    move(learn, "right")
    move(learn, "right")
    assert learn.question is not None
    assert learn.question.form is Form.CHOICE
    move(learn, "right")
    assert learn.standings[1] == Standing(Level.FAMILIAR, 3)
    assert learn.phase is Phase.SUMMARY


def test_a_miss_is_asked_again_within_the_round_until_it_is_right() -> None:
    learn = Learn(terms(9), 4)
    asked = []
    wrongs = 3
    while learn.phase is Phase.ASKING:
        asked.append(learn.item.card_id)
        wrong = asked[-1] == 2 and wrongs > 0
        wrongs -= wrong
        move(learn, "wrong" if wrong else "right")
    assert asked == [1, 2, 3, 4, 2, 5, 6, 2, 7, 2]


def test_siblings_share_a_round_only_without_others() -> None:
    items = deck(12, families=8)
    learn = Learn(items, 1)
    families = [each.family for each in items if each.card_id in learn.queue]
    assert len(set(families)) == 7
    assert len(Learn(deck(6, families=2), 1).queue) == 6


def test_missed_cards_left_in_a_round_come_first_in_the_next() -> None:
    items = deck(20)
    state: dict[str, Any] = Learn(items, 1).state()
    state["standings"][11] = [12, int(Level.MISSED), 1, False]
    state |= {"phase": "summary", "queue": [], "question": None, "round": 1}
    learn = Learn.from_state(state, items)
    learn.go_on()
    assert learn.item.card_id == 12


def test_once_more_asks_all_of_them_typed_and_a_miss_takes_mastery_away() -> None:
    learn = Learn(deck(4), 2)
    rounds(learn, lambda each: "right")
    learn.again()
    forms = set()
    while learn.phase is Phase.ASKING:
        forms.add(learn.question.form if learn.question else None)
        move(learn, "wrong" if learn.item.card_id == 2 and Form.CHOICE not in forms else "right")
        if learn.standings[2].level is Level.FAMILIAR:
            break
    assert learn.standings[2].level is Level.FAMILIAR
    assert forms <= {Form.TYPED, Form.CLOZE}
    rounds(learn, lambda each: "right")
    assert learn.count(Level.MASTERED) == 4


def test_paragraphs_are_typed_into() -> None:
    towns = ("Brackwater", "Saltmere", "Kelport", "Dunhaven", "Windle")
    cards = [
        item(at, f"Who paid for the mole of {town}?", LONG.replace("Brackwater", town))
        for at, town in enumerate(towns, 1)
    ]
    learn = Learn(cards, 1)
    question = learn.question
    assert question is not None
    assert question.form is Form.CLOZE
    assert question.blanks is not None
    assert question.blanks.text(question.blanks.blanks) == LONG
    given_answer = move(learn, "partly" if len(question.blanks.blanks) > 1 else "right")
    assert given_answer is not None
    assert given_answer.cued


def test_a_wrong_option_and_a_wrong_word_name_their_card() -> None:
    learn = Learn(deck(12), 3)
    question = learn.question
    assert question is not None
    wrong = next(at for at, option in enumerate(question.options) if not option.right)
    learn.choose(wrong)
    given_answer = learn.go_on()
    assert given_answer is not None
    assert given_answer.confused_with == question.options[wrong].card_id
    cards = [item(1, "What steers?", "rudder"), item(2, "Which rope?", "hawser")]
    alone = Learn(cards[:1], 1)
    assert alone.question is not None
    assert alone.question.form is Form.TYPED
    both = Learn.from_state(alone.state(), cards)
    both.type_in(["Hawser"])
    assert both.judged is not None
    assert both.judged.confused_with == 2


def test_not_known_cannot_be_overruled_and_nothing_counts_twice() -> None:
    learn = Learn(deck(5), 1)
    learn.unknown()
    with pytest.raises(LookupError):
        learn.override(right=True)
    with pytest.raises(LookupError):
        learn.choose(0)
    learn.go_on()
    with pytest.raises(LookupError):
        learn.go_on()
    with pytest.raises(LookupError):
        learn.again()


def test_every_phase_form_and_level_is_reached() -> None:
    met: set[object] = set()
    for seed in range(6):
        rng = Random(seed)
        learn = Learn(deck(10) if seed else deck(2), seed)
        for _ in range(120):
            met |= {learn.phase, *(each.level for each in learn.standings.values())}
            if learn.question is not None:
                met.add(learn.question.form)
            if learn.phase is Phase.DONE:
                learn.again()
            answered = move(learn, rng.choice(("right", "right", "right", "wrong")))
            met.add(answered.outcome if answered else None)
            if learn.phase is Phase.ASKING:
                answer(learn, "wrong")
                met.add(learn.phase)
                learn = Learn.from_state(learn.state(), deck(10) if seed else deck(2))
    assert met >= {*Phase, *Level, *Form, Outcome.RIGHT, Outcome.WRONG}
