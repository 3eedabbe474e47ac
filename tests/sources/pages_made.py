"""Flashcard pages made to order: what each layout would look like with given pairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from studyapp.sources.parsed import ParsedSource
from studyapp.sources.read import read_source

Pairs = Sequence[tuple[str, str]]

_WORDS = (
    "cell",
    "éclair",
    "stare",
    "żółw",
    "жук",
    "λόγος",
    "heap",
    "(x)",
    "1928–41",
    "−30°C",
    "of",
)
_PLAIN = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=5).map(" ".join)
_ODD = st.sampled_from(
    [
        "1", "2", "3", "7", "1999", "New cards", "Q", "A", "Match", "Star", "3 Terms", "1/3",
        "Still learning (1)", "Perfectly", "- x", "1. one", "**b**", "Terms in this set (2)",
        "x: y", "10:30", "http://a.example", "a|b", "How well did you know this?", "\u200b",
    ]
)  # fmt: skip
_ANY = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)


def _unique(sides: st.SearchStrategy[str], *, ask: bool, low: int) -> st.SearchStrategy[Pairs]:
    front = sides.map(lambda text: f"{text}?") if ask else sides
    pairs = st.tuples(front, sides).filter(lambda pair: pair[0] != pair[1])
    return st.lists(pairs, min_size=low, max_size=9, unique_by=(_front, _back))


def _front(pair: tuple[str, str]) -> str:
    return pair[0]


def _back(pair: tuple[str, str]) -> str:
    return pair[1]


tame = _unique(_PLAIN, ask=True, low=4)
"""Pairs that look like questions and answers."""
terms = _unique(_PLAIN, ask=False, low=4)
"""Pairs whose fronts do not ask."""
defined = terms.map(lambda pairs: [(front, f"{back}.") for front, back in pairs])
"""Pairs whose backs are sentences, so that the sides can be told apart."""
nasty = st.one_of(
    _unique(st.one_of(_PLAIN, _ODD, _ANY), ask=False, low=2),
    _unique(st.one_of(_PLAIN, _ODD), ask=True, low=2),
)
"""Pairs that look like the marks of the layouts."""


QUESTIONS = (
    ("What is a cell?", "The smallest unit of life."),
    ("Who gave it its name?", "Robert Hooke, in 1665."),
    ("Where is its DNA kept?", "In the nucleus."),
    ("Which part makes most of the ATP?", "The mitochondrion."),
    ("Why do plants look green?", "Chlorophyll reflects green light."),
    ("How does water get in?", "By osmosis, through aquaporins."),
)
"""Pairs as a student writes them, to be damaged line by line."""
DEFINITIONS = (
    ("Osmosis", "Water crosses a membrane towards the solute."),
    ("Turgor", "The pressure of the cell content on its wall."),
    ("Stoma", "A pore in the skin of a leaf, for gases."),
    ("Xylem", "Dead vessels that carry water up from the roots."),
    ("Phloem", "Living tubes that carry sugar in both directions."),
    ("Cambium", "A layer that divides and makes a stem thicker."),
)
"""Terms whose definitions are all longer."""
VOCABULARY = (
    ("der alte Schlüssel", "old key"),
    ("die Treppe", "flight of stairs"),
    ("das Dach", "roof"),
    ("der Keller", "cellar"),
    ("Wo ist das Bad", "where is the bathroom"),
    ("der Garten", "garden"),
)
"""Pairs whose sides look alike."""


def knowt(pairs: Pairs) -> list[str]:
    lines = ["A made title", "", "0.0(0)", "learnLearn", "", f"1/{len(pairs) - 1}", ""]
    lines += ["There's no tags or description", "", f"{len(pairs)} Terms", ""]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [str(number), "New cards", "", front, "", back, ""]
    return lines


def knowt_closing(pairs: Pairs) -> list[str]:
    lines = ["A made title", f"1 / {len(pairs) - 1}", f"{len(pairs)} Terms"]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [str(number), front, back, "New cards"]
    return lines


def knowt_unnumbered(pairs: Pairs) -> list[str]:
    lines = ["A made title", "", f"{len(pairs)} Terms", ""]
    for front, back in pairs:
        lines += ["New cards", "", front, "", back, ""]
    return lines


def knowt_bare(pairs: Pairs) -> list[str]:
    lines = ["A made title", "", f"1/{len(pairs) - 1}", "", "No study sessions yet.", ""]
    for front, back in pairs:
        lines += [front, "", back, ""]
    return lines


def quizlet(pairs: Pairs) -> list[str]:
    lines = ["A made title", "Flashcards", "Learn", f"Terms in this set ({len(pairs)})"]
    for front, back in pairs:
        lines += [front, back]
    return lines


def quizlet_sections(pairs: Pairs) -> list[str]:
    half = len(pairs) // 2
    lines = ["A made title", f"Terms in this set ({len(pairs)})", f"Still learning ({half})"]
    lines += ["You've started learning these terms. Keep it up!", f"Select these {half}"]
    for front, back in pairs[:half]:
        lines += [front, back]
    rest = len(pairs) - half
    lines += [f"Not studied ({rest})", "You haven't studied these terms yet!"]
    lines += [f"Select these {rest}"]
    for front, back in pairs[half:]:
        lines += [front, back]
    return lines


def brainscape(pairs: Pairs) -> list[str]:
    lines = ["A made title", "", f"Flashcards ({len(pairs)})"]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [str(number), "Q", "", front, "", "A", "", back, ""]
        lines += ["How well did you know this?", "1", "Not at all", "2", "3", "4", "5"]
        lines += ["Perfectly"]
    return lines


def brainscape_digits(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [str(number), "Q", front, "A", back, "1", "2", "3", "4", "5"]
    return lines


def brainscape_unrated(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [str(number), "Q", front, "A", back, ""]
    return lines


def q_and_a(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for front, back in pairs:
        lines += [f"Q: {front}", f"A: {back}", ""]
    return lines


def numbered(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [f"{number}. {front}", back, ""]
    return lines


def numbered_tight(pairs: Pairs) -> list[str]:
    lines = ["A made title"]
    for number, (front, back) in enumerate(pairs, 1):
        lines += [f"{number}) {front}", back]
    return lines


def bullets(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for front, back in pairs:
        lines += [f"- **{front}**", f"  {back}"]
    return lines


def bullets_spaced(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for front, back in pairs:
        lines += [f"* {front}", back, ""]
    return lines


def bullets_counted(pairs: Pairs) -> list[str]:
    lines = []
    for number, (front, back) in enumerate(pairs, 1):
        lines += [f"- {number}{front}", back]
    return lines


def tabs_counted(pairs: Pairs) -> list[str]:
    rows = [f"{number}\t{front}\t{back}" for number, (front, back) in enumerate(pairs, 1)]
    return ["No.\tFront\tBack", *rows]


def glossary(pairs: Pairs) -> list[str]:
    return ["A made title", "", *(side for pair in pairs for side in pair)]


def tabs(pairs: Pairs) -> list[str]:
    return [f"{front}\t{back}" for front, back in pairs]


def table(pairs: Pairs) -> list[str]:
    rows = [f"| {_pipe(front)} | {_pipe(back)} |" for front, back in pairs]
    return ["A made title", "", "| Term | Definition |", "| --- | --- |", *rows]


def _pipe(text: str) -> str:
    return text.replace("|", "\\|")


def alternating(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for front, back in pairs:
        lines += [front, "", back, ""]
    return lines


def alternating_lines(pairs: Pairs) -> list[str]:
    return [side for pair in pairs for side in pair]


def alternating_blocks(pairs: Pairs) -> list[str]:
    lines = ["A made title", ""]
    for front, back in pairs:
        lines += [front, back, ""]
    return lines


@dataclass(frozen=True)
class Made:
    """One way to make a page, and how it must be read."""

    render: Callable[[Pairs], list[str]]
    layout: str
    asks: bool = False
    """Whether only questions hold it together."""
    apart: bool = False
    """Whether sides that can be told apart hold it together as well."""
    blind: str = "nowhere"
    """Where an answer and the next question may vanish together without a trace: nowhere, at
    the end (numbers tell elsewhere), or anywhere."""

    def __str__(self) -> str:
        return self.render.__name__


LAYOUTS = (
    Made(knowt, "knowt"),
    Made(knowt_closing, "knowt-reader"),
    Made(knowt_unnumbered, "knowt-reader"),
    Made(knowt_bare, "knowt-reader"),
    Made(quizlet, "quizlet", asks=True, apart=True),
    Made(quizlet_sections, "quizlet", asks=True, apart=True),
    Made(brainscape, "brainscape"),
    Made(brainscape_digits, "brainscape"),
    Made(brainscape_unrated, "brainscape", blind="at the end"),
    Made(q_and_a, "q-and-a"),
    Made(numbered, "numbered"),
    Made(numbered_tight, "numbered", blind="at the end"),
    Made(bullets, "bullets", blind="anywhere"),
    Made(bullets_spaced, "bullets"),
    Made(tabs, "tabs"),
    Made(tabs_counted, "tabs"),
    Made(table, "table"),
    Made(alternating, "alternating", asks=True),
    Made(alternating_lines, "alternating", asks=True, blind="anywhere"),
    Made(alternating_blocks, "alternating", asks=True),
)
DIVERSE = tuple(
    made
    for made in LAYOUTS
    if str(made) in ("knowt", "quizlet_sections", "brainscape", "bullets", "table", "alternating")
)
"""Layouts that hold what there is to tell pairs by: numbers, counts, marks, columns, nothing."""
COUNTED = (
    Made(bullets_counted, "bullets", blind="at the end"),
    Made(glossary, "terms", asks=True, apart=True, blind="anywhere"),
)
"""Layouts for pairs as people write them: words in any order do not show them."""


def read(lines: Sequence[str]) -> ParsedSource:
    return read_source("\n".join(lines), "folder/made.txt")


def found(parsed: ParsedSource) -> list[tuple[str, str]]:
    return [(each.note.front, each.note.back) for each in parsed.deck.notes]
