"""How far a long piece of work is."""

from textual.content import Content

from studyapp.tui.safe import clean_line, join
from studyapp.tui.widgets.line import Line
from studyapp.tui.work import Job

BAR = 24
"""Cells of the bar where there is room."""


def meter(job: Job | None, width: int) -> Content:
    """Return a bar and what is being done; nothing without a job."""
    if job is None:
        return Content("")
    said = "stopping …" if job.called_off else clean_line(job.what or "beginning", 200)
    room = min(BAR, width // 3)
    full = round(room * min(job.done / job.total, 1)) if job.total > 0 else 0
    of = f" of {job.total:,}" if 1 < job.done < job.total else ""
    return join(
        ("━" * full, "$good"), ("━" * (room - full), "$faint"), "  ", (said + of, "$muted")
    ).truncate(width, ellipsis=True)


class Meter(Line):
    """The line that shows it."""

    def watch_job(self, job: Job | None) -> None:
        """Show this job from now on, as it stands each time it is drawn."""
        self.show(lambda width: meter(job, width))
