"""What the exam commands print as JSON; the promises of ``contract`` hold for it too."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from studyapp.cli import contract

if TYPE_CHECKING:
    from studyapp.domain.exam import Exam
    from studyapp.services.catching_up import CatchUp
    from studyapp.services.exams.planning import Planned
    from studyapp.services.views import CardView

EXAM = """\
{"name", "at", "parts": [{"kind", "name", "marks"}],
 "minutes": [MON, TUE, WED, THU, FRI, SAT, SUN],
 "days_off": [DATE], "target", "questions",
 "ended_at", "mark", "expected"}"""
SHOW = """\
{"exam": as in list, without "expected", "today": DATE, "cards", "new",
 "mark": {"expected", "low", "high", "planned",
   "idle", "bias", "reviews_missing"},
 "days": [{"date", "available", "minutes", "reviews",
   "new", "mark"}],
 "spent", "slack", "target_minutes",
 "study_today": [CARD_ID],
 "expected_before": [{"date", "expected", "low",
   "high"}],
 "topics": [{"deck", "cards", "new", "now",
   "at_exam"}]}"""
NEXT = """\
[{"id", "deck", "question", "marks_a_minute"}]"""
CATCH_UP = """\
{"deck", "due", "minutes", "seconds_a_card",
 "cards_a_day", "days", "finished": DATE,
 "backlog": [CARDS]}"""
_EPOCH = date(1970, 1, 1).toordinal()


def day(number: int) -> str:
    """Return a study day as an ISO date."""
    return date.fromordinal(_EPOCH + number).isoformat()


def exam(found: "Exam") -> dict[str, Any]:
    """Return an exam."""
    plan = found.plan
    return {
        "name": plan.name,
        "at": contract.utc(plan.at),
        "parts": [
            {"kind": part.kind.value, "name": part.name, "marks": part.marks} for part in plan.parts
        ],
        "minutes": list(plan.minutes),
        "days_off": [day(each) for each in sorted(plan.days_off)],
        "target": plan.target,
        "questions": plan.questions,
        "ended_at": None if found.ended_at is None else contract.utc(found.ended_at),
        "mark": found.mark,
    }


def show(plan: "Planned") -> dict[str, Any]:
    """Return a plan."""
    found = plan.prediction
    sure = found.enough
    return {
        "exam": exam(plan.exam),
        "today": day(plan.today),
        "cards": plan.cards,
        "new": plan.new,
        "mark": {
            "expected": round(found.expected, 4) if sure else None,
            "low": round(found.low, 4) if sure else None,
            "high": round(found.high, 4) if sure else None,
            "planned": round(plan.expected, 4),
            "idle": round(plan.idle, 4),
            "bias": round(found.bias, 4) if sure else None,
            "reviews_missing": found.missing,
        },
        "days": [
            {
                "date": day(each.day),
                "available": round(each.available, 2),
                "minutes": round(each.minutes, 2),
                "reviews": round(each.reviews, 2),
                "new": round(each.new, 2),
                "mark": round(each.mark, 4),
            }
            for each in plan.days
        ],
        "spent": round(plan.spent, 2),
        "slack": round(plan.slack, 2),
        "target_minutes": None if plan.target_minutes is None else round(plan.target_minutes, 1),
        "study_today": list(plan.order),
        "expected_before": [
            {
                "date": day(each.day),
                "expected": round(each.expected, 4),
                "low": round(each.low, 4),
                "high": round(each.high, 4),
            }
            for each in plan.past
        ],
        "topics": [
            {
                "deck": topic.deck,
                "cards": topic.cards,
                "new": topic.new,
                "now": round(topic.now, 4),
                "at_exam": round(topic.at_exam, 4),
            }
            for topic in plan.topics
        ],
    }


def best(found: "Iterable[tuple[CardView, float]]") -> list[dict[str, Any]]:
    """Return the best cards to study next."""
    return [
        {"id": card.id, "deck": card.deck, "question": card.question, "marks_a_minute": gain}
        for card, gain in found
    ]


def catch_up(plan: "CatchUp") -> dict[str, Any]:
    """Return how working off goes."""
    days = plan.course.days
    return {
        "deck": plan.deck,
        "due": plan.due,
        "minutes": plan.minutes,
        "seconds_a_card": round(plan.seconds, 1),
        "cards_a_day": plan.per_day,
        "days": days,
        "finished": None if days is None else day(plan.today + days - 1),
        "backlog": list(plan.course.backlog),
    }
