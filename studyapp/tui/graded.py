"""What the tutor says of an answer, in lines: the verdict, its points, the follow-ups, the end."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from studyapp.domain.review import Rating
from studyapp.grading.verdict import Band, KeyPoint, Verdict
from studyapp.quiz.follow_ups import FollowUp
from studyapp.quiz.tutor import Result, Tutor
from studyapp.tui import figures
from studyapp.tui.markdown import Block, Document
from studyapp.tui.points import Fate, with_wrong
from studyapp.tui.safe import clean_line, join, line, stack

BANDS = {
    Band.RIGHT: ("✓", "Right", "good"),
    Band.PARTIAL: ("◐", "Partly right", "hard"),
    Band.WRONG: ("✗", "Not right", "again"),
    Band.ABSTAIN: ("?", "Judge this one yourself", "easy"),
}
"""Sign, words and colour variable of each band."""
POINT = 240
"""Characters of a point that its list shows."""
BAR = 12
"""Cells of the bar of a question in the summary."""


def fates(tutor: Tutor) -> tuple[tuple[KeyPoint, Fate], ...]:
    """Return the key points of the question on the table and what became of each."""
    if tutor.verdict is None:
        return ()
    gained = tutor.gained
    return (
        *((point, Fate.SAID) for point in tutor.verdict.hit),
        *(
            (point, Fate.GAINED if point in gained else Fate.MISSING)
            for point in tutor.verdict.missing
        ),
    )


def headline(tutor: Tutor, *, long: bool) -> Content:
    """Return the verdict in one line, with what the follow-ups brought."""
    verdict = tutor.verdict
    if verdict is None:
        return Content("")
    sign, word, colour = BANDS[verdict.band]
    parts: list[str | Content | tuple[str, str]] = [(f"{sign} {word}", f"bold ${colour}")]
    if long and verdict.hit + verdict.missing:
        whole = len(verdict.hit) + len(verdict.missing)
        parts.append((f"   {len(verdict.hit)} of {figures.plural(whole, 'point')}", "bold"))
        if tutor.gained:
            parts.append((f"  +{len(tutor.gained)} when asked", "$easy"))
        parts.append((f"   {verdict.score:.0%}", "$muted"))
    return join(*parts)


def _block(first: Content, text: Content, *, tight: bool = True) -> Block:
    """Return a paragraph whose further lines hang below its first word."""
    return Block(text, first, Content(" " * first.cell_length), tight)


def reasons(verdict: Verdict, other: str = "") -> Document:
    """Return why, a paragraph each, with what the answer has wrong marked in it.

    ``other`` is the question of the card that the answer belongs to.
    """
    dot = join(("· ", "$muted"))
    blocks = [
        _block(dot, with_wrong(clean_line(reason, 600), verdict.wrong))
        for reason in verdict.reasons
    ]
    if other:
        said = join(("That answers another card: ", "$again"), "“", line(other, limit=160), "”")
        blocks.append(_block(dot, said))
    return Document(blocks)


def points(found: Iterable[tuple[KeyPoint, Fate]]) -> Document:
    """Return the points by what became of them, in the order of the model answer."""
    listed = list(found)
    blocks: list[Block] = []
    for fate in (Fate.SAID, Fate.GAINED, Fate.MISSING):
        own = [point for point, its in listed if its is fate]
        if own:
            heading = join((f"{len(own)} {fate.word}", f"bold {fate.colour}"))
            blocks.append(_block(Content(""), heading, tight=False))
            blocks.extend(_outermost(own, fate))
    return Document(blocks)


def _sign(fate: Fate, before: str = "") -> Content:
    return join(before, (f"{fate.sign} ", f"bold {fate.colour}"))


def _outermost(own: list[KeyPoint], fate: Fate) -> Iterator[Block]:
    """Yield a line for each point; a fact within a claim of the same fate needs none."""
    for point in own:
        if any(point is not each and point.text in each.text for each in own):
            continue
        kind = "" if point.kind == "claim" else f"  {point.kind}"
        text = join(line(point.text, limit=POINT), (kind, "$muted"))
        yield _block(_sign(fate), text)


def transcript(follow_ups: Iterable[FollowUp]) -> Document:
    """Return the follow-ups so far: what was asked, hinted, replied; points that are over."""
    every = list(follow_ups)
    blocks: list[Block] = []
    for number, each in enumerate(every, 1):
        place = join((f"{number}/{len(every)} ", "bold $accent"))
        blocks.append(_block(place, line(each.ask, "bold"), tight=False))
        blocks.extend(_dialogue(each))
        if not each.over:
            break
    return Document(blocks)


def _dialogue(each: FollowUp) -> Iterator[Block]:
    hint = join(("    hint  ", "$muted"))
    for number, reply in enumerate(each.replies[: len(each.replies) - each.given]):
        if reply:
            yield _block(_sign(Fate.WRONG, "    "), line(reply, "$muted", limit=POINT))
        if number < len(each.hints):
            yield _block(hint, line(each.hints[number], limit=2_000))
    if each.over:
        fate = Fate.GAINED if each.given else Fate.MISSING
        yield _block(_sign(fate, "    "), line(each.point.text, fate.colour))


def summary(tutor: Tutor, width: int) -> Content:
    """Return the end of a sitting: points of each question, and what to look at again."""
    done = tutor.results
    lines = [join(("Finished", "bold $good")), Content("")]
    said = sum(each.hit for each in done)
    gained = sum(each.gained for each in done)
    whole = sum(each.points for each in done)
    lines += [
        _fact("questions", f"{len(done)}"),
        _fact("points said", f"{said} of {whole} ({figures.share(said, whole)})"),
        _fact("when asked", f"+{gained}"),
        _fact("time", figures.spent(tutor.total_ms / 1000)),
        Content(""),
    ]
    lines += [_row(each, width) for each in done]
    weakest = min(done, key=lambda each: each.score, default=None)
    if weakest is not None and weakest.score < 1:
        lines += [
            Content(""),
            join(("weakest  ", "bold $hard"), line(weakest.question, limit=SUMMARY)),
        ]
    again = sum(each.rating is Rating.AGAIN for each in done)
    if again:
        lines.append(join((f"{figures.plural(again, 'card')} due again", "$muted")))
    return stack(*lines)


SUMMARY = 120


def _fact(name: str, value: str) -> Content:
    return join((name.ljust(14), "$muted"), (value, "bold"))


def _row(result: Result, width: int) -> Content:
    name, colour = figures.RATINGS[result.rating]
    cells = max(result.points, 1)
    said = round(BAR * result.hit / cells)
    gained = min(round(BAR * result.gained / cells), BAR - said)
    room = max(width - BAR - 17, 8)
    question = join(clean_line(result.question, room)).truncate(room, ellipsis=True)
    return join(
        ("█" * said, Fate.SAID.colour),
        ("▓" * gained, Fate.GAINED.colour),
        ("░" * (BAR - said - gained), "$faint"),
        (f" {result.hit:>2}/{result.points:<2} ", "bold"),
        (f" {name.ljust(6)}", f"${colour}"),
        " ",
        question,
    )
