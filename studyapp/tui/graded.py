"""What the tutor says of an answer, in lines: the verdict, its points, the follow-ups, the end."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from studyapp.domain.review import Rating
from studyapp.grading.verdict import Band, KeyPoint, Verdict
from studyapp.quiz.follow_ups import FollowUp
from studyapp.quiz.tutor import Result, Tutor
from studyapp.tui import figures
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
    gained = [each.point for each in tutor.follow_ups if each.given]
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
            parts.append((f"  +{tutor.gained} when asked", "$easy"))
        parts.append((f"   {verdict.score:.0%}", "$muted"))
    return join(*parts)


def reasons(verdict: Verdict) -> Content:
    """Return why, a line each, with what the answer has wrong marked in it."""
    return stack(
        *(
            join(("· ", "$muted"), with_wrong(clean_line(reason, 600), verdict.wrong))
            for reason in verdict.reasons
        )
    )


def points(found: Iterable[tuple[KeyPoint, Fate]]) -> Content:
    """Return the points by what became of them, in the order of the model answer."""
    listed = list(found)
    groups = []
    for fate in (Fate.SAID, Fate.GAINED, Fate.MISSING):
        own = [point for point, its in listed if its is fate]
        if own:
            groups.append(stack(_heading(fate, len(own)), *_outermost(own, fate)))
    return Content("\n\n").join(groups)


def _heading(fate: Fate, count: int) -> Content:
    return join((f"{count} {fate.word}", f"bold {fate.colour}"))


def _outermost(own: list[KeyPoint], fate: Fate) -> Iterator[Content]:
    """Yield a line for each point; a fact within a claim of the same fate needs none."""
    for point in own:
        if any(point is not each and point.text in each.text for each in own):
            continue
        yield join(
            (f"{fate.sign} ", f"bold {fate.colour}"),
            line(point.text, limit=POINT),
            (f"  {point.kind}" if point.kind != "claim" else "", "$muted"),
        )


def transcript(follow_ups: Iterable[FollowUp]) -> Content:
    """Return the follow-ups so far: what was asked, hinted, replied; points that are over."""
    every = list(follow_ups)
    asked = []
    for number, each in enumerate(every, 1):
        asked.append(_dialogue(each, f"{number}/{len(every)} "))
        if not each.over:
            break
    return Content("\n\n").join(asked)


def _dialogue(each: FollowUp, place: str) -> Content:
    lines = [join((place, "bold $accent"), line(each.ask, "bold"))]
    misses = len(each.replies) - each.given
    for number in range(misses):
        reply = each.replies[number]
        if reply:
            lines.append(join(("  ✗ ", "bold $again"), line(reply, "$muted", limit=POINT)))
        if number < len(each.hints):
            lines.append(join(("  hint  ", "$muted"), line(each.hints[number], limit=2_000)))
    fate = Fate.GAINED if each.given else Fate.MISSING
    if each.over:
        lines.append(
            join((f"  {fate.sign} ", f"bold {fate.colour}"), line(each.point.text, fate.colour))
        )
    return stack(*lines)


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
