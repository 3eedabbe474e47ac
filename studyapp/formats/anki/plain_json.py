"""JSON as Anki itself would take it: Python's reader and writer are more generous."""

import json
import math
from collections.abc import Mapping
from typing import Any


def loads(text: str | bytes) -> Any:
    """Read JSON; numbers that are none or too large become 0, which Anki could not read back.

    Raises ValueError and, for text that nests far too deep, RecursionError.
    """
    return json.loads(text, parse_float=_finite, parse_constant=_nothing)


def dumped(found: Mapping[Any, Any]) -> str:
    """Return JSON as it is kept: short, in ASCII, and the same for the same."""
    return json.dumps(found, separators=(",", ":"))


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else 0.0


def _nothing(_: str) -> float:
    return 0.0
