"""Org files: outlines, markup, and the cards of anki-editor and org-fc."""

import pytest

from studyapp.domain.card import Queue, State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind
from studyapp.formats.org import ORG
from studyapp.formats.org.markup import to_markdown
from studyapp.formats.org.outline import read_outline
from tests.formats.others import notes, package

BASIC, REVERSED, CLOZE = NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE

ANKI = """#+TITLE: Geography
#+FILETAGS: :all:
#+PROPERTY: ANKI_DECK World
* Europe :eu:
:PROPERTIES:
:ANKI_DECK: Europe
:END:
** TODO Capital :cities:
SCHEDULED: <2026-01-01 Thu>
:PROPERTIES:
:ANKI_NOTE_TYPE: Basic (and reversed card)
:ANKI_TAGS: a b
:ANKI_NOTE_ID: 1607119825349
:END:
*** Front
France
*** Back
*Paris*
**** More
/see/ [[https://a.b][there]]
*** Inner note
:PROPERTIES:
:ANKI_NOTE_TYPE: Basic
:END:
its own text
* Heading is the front
:PROPERTIES:
:ANKI_NOTE_TYPE: Basic
:END:
and this the back
* Cloze
:PROPERTIES:
:ANKI_NOTE_TYPE: Cloze
:END:
** Text
{{c1::Canberra::city}} since {{c2::1913}}
** Back Extra
more
* Mine
:PROPERTIES:
:ANKI_NOTE_TYPE: Vocabulary
:END:
** Word
hond
** Meaning
dog
* Nothing hidden
:PROPERTIES:
:ANKI_NOTE_TYPE: Cloze
:END:
** Text
words
"""


def test_anki_editor() -> None:
    found = package(ORG, ANKI, "geo.org")
    shown = [(n.note.kind, n.note.front, n.note.back, n.deck, n.note.tags) for n in found.notes]
    assert shown == [
        (
            REVERSED,
            "France",
            "**Paris**\n**More**\n*see* [there](https://a.b)",
            "Europe",
            ("all", "eu", "cities", "a", "b"),
        ),
        (BASIC, "Inner note", "its own text", "Europe", ("all", "eu", "cities")),
        (BASIC, "Heading is the front", "and this the back", "World", ("all",)),
        (CLOZE, "{{c1::Canberra::city}} since {{c2::1913}}", "more", "World", ("all",)),
        (BASIC, "hond", "dog", "World", ("all",)),
    ]
    assert found.remarks == [
        "the first two fields of these note types are front and back: Vocabulary"
    ]
    assert [str(each) for each in found.problems] == ["line 47: a cloze note without a deletion"]
    guids = [each.note.guid for each in found.notes]
    assert guids[0] == note_guid("org", "1607119825349")
    assert guids[1] == note_guid("Europe", "Q:Inner note")


FC = """* Subject :sub:
** Capital of France :fc:
:PROPERTIES:
:ID: 1b2c
:FC_TYPE: double
:END:
:REVIEW_DATA:
| position | ease | box | interval | due |
|----------+------+-----+----------+-----|
| front | 2.5 | 3 | 10.0 | 2026-02-01T00:00:00Z |
| back | 2.5 | -1 | 0 | 2026-01-01T00:00:00Z |
:END:
*** Back
Paris
**** Note
on the Seine
*** After
part of the question
** Compact :fc:suspended:
:PROPERTIES:
:FC_ID: x
:FC_TYPE: text-input
:END:
answer
** {{Holes}@2} in titles :fc:
:PROPERTIES:
:ID: y
:FC_TYPE: cloze
:FC_ALGO: fsrs6
:END:
:REVIEW_DATA:
| position | state | step | stability | difficulty | due | last-review |
|-
| 0 | 2 | nil | 11.5 | 4.5 | 2026-02-01T00:00:00Z | 2026-01-20T00:00:00Z |
| 2 | 1 | 1 | 0.5 | 5.5 | 2026-02-01T00:10:00Z | 2026-02-01T00:00:00Z |
| 1 | 1 | 0 | nil | nil | 2026-02-01T00:00:00Z | nil |
:END:
and {{text}{hint}@0} with {{$x_{1}$}@1}
** Odd :fc:
:PROPERTIES:
:FC_TYPE: unknown
:END:
** Broken record :fc:
:PROPERTIES:
:FC_TYPE: normal
:END:
:REVIEW_DATA:
| position | ease | box | interval | due |
| front | 2.5 | 3 | 10.0 | soon |
:END:
fine
"""


def test_org_fc() -> None:
    found = package(ORG, FC, "fc.org")
    double, compact, cloze, broken = found.notes
    assert (double.note.kind, double.note.front, double.note.back, double.note.tags) == (
        REVERSED,
        "Capital of France\n\n**After**\npart of the question",
        "Paris\n**Note**\non the Seine",
        ("sub",),
    )
    assert double.note.guid == note_guid("org", "1b2c")
    assert (compact.note.front, compact.note.back) == ("Compact", "answer")
    assert [card.queue for card in compact.cards] == [Queue.SUSPENDED]
    assert (
        cloze.note.front == "{{c3::Holes}} in titles\n\nand {{c1::text::hint}} with {{c2::$x_{1}$}}"
    )
    assert (broken.note.front, broken.cards) == ("Broken record", [])
    assert [str(each) for each in found.problems] == [
        "line 39: a card of a type that is not known (unknown)",
        "line 43: a line of its review data that cannot be read",
    ]


def test_schedules_of_org_fc() -> None:
    double, _, cloze, _ = package(ORG, FC, "fc.org").notes
    front, back = (card.memory for card in double.cards)
    assert front is not None
    assert (front.due_day, front.stability, front.difficulty, back) == (20485, 10, 5, None)
    first, second, third = (card.memory for card in cloze.cards)
    assert first is not None
    assert (first.state, first.stability, first.difficulty) == (State.REVIEW, 11.5, 4.5)
    assert (first.due_day, first.last_day) == (20485, 20473)
    assert second is None
    assert third is not None
    assert (third.state, third.step, third.stability) == (State.LEARNING, 1, 0.5)


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("*a* /b/ =c= ~d~ +e+", "**a** *b* `c` `d` ~~e~~"),
        ("2 * 3 * 4 and a/b/c", "2 * 3 * 4 and a/b/c"),
        ("=*a*= https://x.y/z/", "`*a*` https://x.y/z/"),
        ("[[file:a.png]] [[https://a.b]] [[id:1][a *b*]]", "![](a.png) https://a.b [a *b*](id:1)"),
        ("\\(x\\) \\[y\\]", "$x$ $$y$$"),
        ("#+BEGIN_SRC python\nx = *y*\n#+END_SRC\nz", "```python\nx = *y*\n```\nz"),
        ("#+begin_quote\na\n#+end_quote\nb", "> a\nb"),
        ("  indented\n    more", "indented\n  more"),
        ("#+BEGIN_EXAMPLE\nnever closed", "```\nnever closed\n```"),
    ],
)
def test_markup(org: str, markdown: str) -> None:
    assert to_markdown(org.split("\n")) == markdown


def test_identity_does_not_depend_on_the_order() -> None:
    card = "* {0} :fc:\n:PROPERTIES:\n:FC_TYPE: normal\n:END:\nanswer {0}\n"
    one = {n.note.front: n.note.guid for n in notes(ORG, card.format("a") + card.format("b"))}
    two = {n.note.front: n.note.guid for n in notes(ORG, card.format("b") + card.format("a"))}
    assert one == two


def test_any_depth_is_read() -> None:
    text = "".join(f"{'*' * depth} t :x:\n" for depth in range(1, 1400))
    assert len(read_outline(text)) == 1400
