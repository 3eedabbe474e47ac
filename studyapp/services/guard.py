"""What a damaged collection looks like from here: values that no code of ours wrote."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from studyapp.errors import CollectionError
from studyapp.services.check import check
from studyapp.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")

_SURPRISES = (TypeError, ValueError, ArithmeticError, AttributeError, KeyError)


class _HasWorkspace(Protocol):
    _workspace: Workspace


S = TypeVar("S", bound=_HasWorkspace)


def sound(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Turn the surprises of a damaged file into a ``CollectionError`` that says so.

    A flipped bit can leave a file that SQLite reads without complaint and values in it that
    nothing can be computed from. Checking each on the way in would cost every rating; so only
    when something goes wrong is the collection checked. If it is sound, the mistake is ours and
    stays what it is.
    """

    @wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except _SURPRISES as error:
            report = check(self._workspace)
            if report.ok:
                raise
            raise CollectionError(
                f"{report.path} is damaged: {report.problems[0].what}", report.problems[0].remedy
            ) from error

    return run
