"""Histograms: how many values lie between each two edges."""

from collections.abc import Sequence

from studyapp.plots.bars import bars
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import Form, amount, compact, whole, whole_ceiling


def histogram(
    counts: Sequence[float],
    edges: Sequence[float],
    width: int,
    height: int,
    *,
    role: Role = Role.EASY,
    form: Form = compact,
    every: int = 1,
) -> Lines:
    """Return ``height`` lines of ``width`` columns: touching bars over the edges of bins.

    ``edges`` are one more than ``counts``, or as many when the last bin is open. Each bin is
    drawn as wide as the next, whatever its edges. ``every`` so many edges get a label.
    """
    shown = enumerate(edges[: len(counts) + 1])
    labels = [form(edge) if at % max(every, 1) == 0 else "" for at, edge in shown]
    top = whole_ceiling(max(map(amount, counts), default=0))
    return bars(
        counts,
        width,
        height,
        labels=labels,
        roles=(role,),
        top=top,
        form=whole,
        gap=False,
        edges=True,
    )
