"""What a paper came to: the score in large figures, the facts beside it, the topics below."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.quiz import marking
from studyapp.quiz.marking import By, Topic
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join, stack
from studyapp.tui.widgets.big import big

if TYPE_CHECKING:
    from studyapp.services.selftest.practice_test import TestSitting

BAR = 24
NAME = 44
MOST_TOPICS = 6


def facts(sitting: "TestSitting") -> Content:
    """Return the lines beside the score."""
    paper, marks = sitting.paper, sitting.marks
    every = [each for group in marks for each in group]
    right = sum(each.right for each in every)
    unanswered = sum(not each.answered for each in every)
    undecided = sum(not each.decided for each in every)
    seconds = sum(reply.spent_ms for reply in sitting.test.replies) / 1000
    passed = sitting.passed
    lines = [
        join(
            ("passed" if passed else "not passed", "bold $good" if passed else "bold $again"),
            (f"  pass mark {paper.pass_mark}%", "$muted"),
        ),
        join(
            (f"{right}", "bold"),
            (f" of {paper.points} right", "$muted"),
            (f", {unanswered} without an answer" if unanswered else "", "$muted"),
        ),
        join((f"{figures.spent(seconds)}, seed {paper.seed}", "$muted")),
    ]
    if sitting.made_due:
        cards = figures.plural(sitting.made_due, "card is", "cards are")
        lines.append(join((f"{cards} due now because of mistakes", "$hard")))
    if sitting.still_new:
        cards = figures.plural(sitting.still_new, "missed card is", "missed cards are")
        lines.append(join((f"{cards} still new", "$muted")))
    if undecided:
        lines.append(join((f"{figures.plural(undecided, 'answer')} for you to judge", "$easy")))
    return stack(*lines)


def bars(topics: Sequence[Topic], by: By, width: int) -> Content:
    """Return a bar for each topic, those that went worst first."""
    worst = sorted(topics, key=lambda topic: (topic.scored / topic.points, topic.name))
    name_room = max(min(NAME, width - 42), 14)
    bar_room = max(min(BAR, width - name_room - 14), 4)
    lines = [join((f"by {by.value}", "$muted"))]
    for topic in worst[:MOST_TOPICS]:
        share = topic.scored / topic.points
        full = round(bar_room * share)
        colour = "$good" if share >= 0.8 else "$hard" if share >= 0.5 else "$again"
        name = join(clean_line(topic.name.rpartition("::")[2], 200))
        name = name.truncate(name_room, ellipsis=True, pad=True)
        lines.append(
            join(
                name,
                " ",
                ("━" * full, colour),
                ("━" * (bar_room - full), "$faint"),
                (f"{share:>5.0%}", "bold"),
                (f" of {topic.points}", "$muted"),
            )
        )
    more = len(worst) - MOST_TOPICS
    if more > 0:
        lines.append(join((f"and {more} more", "$muted")))
    return stack(*lines)


class ScorePanel(Vertical):
    """Shows a sitting that was handed in."""

    DEFAULT_CSS = """
    ScorePanel { height: auto; width: 1fr; }
    ScorePanel #big { height: auto; }
    ScorePanel #score { width: 16; height: 3; }
    ScorePanel #facts { width: 1fr; height: auto; }
    ScorePanel #topics { height: auto; margin-top: 1; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the parts."""
        with Horizontal(id="big"):
            yield Static(id="score")
            yield Static(id="facts")
        yield Static(id="topics")

    def show(self, sitting: "TestSitting", by: By | None) -> None:
        """Show the figures, and topics if there are several of a kind."""
        colour = "bold $good" if sitting.passed else "bold $again"
        self.query_one("#score", Static).update(big(f"{round(100 * sitting.score)}%", colour))
        self.query_one("#facts", Static).update(facts(sitting))
        topics = self.query_one("#topics", Static)
        topics.display = by is not None
        if by is not None:
            found = marking.breakdown(sitting.paper, sitting.marks, by)
            topics.update(bars(found, by, self.content_size.width or 60))
