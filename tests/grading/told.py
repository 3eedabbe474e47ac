"""A full answer with one thing in it told otherwise."""

from dataclasses import dataclass

from studyapp.grading import Band, Verdict, grade


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its model and an answer that is right and complete."""

    question: str
    model: str
    full: str

    def judged(self, answer: str) -> Verdict:
        """Return the verdict on another answer to the question."""
        return grade(self.question, self.model, answer)

    def changed(self, old: str, new: str) -> Verdict:
        """Return the verdict on the full answer with ``new`` for ``old``, which stands in it."""
        assert old in self.full
        return self.judged(self.full.replace(old, new))


def assert_named(verdict: Verdict, telling: str) -> None:
    """Check that a word is named as wrong, with a reason, and the answer not taken as right."""
    assert any(telling in said for said in verdict.wrong)
    assert any(telling in reason for reason in verdict.reasons)
    assert verdict.band is not Band.RIGHT
