"""Rest for Python's cycle collector while many values go through."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the collector off for a while: it would look through millions of tuples of numbers.

    They are freed as ever when nobody holds them; only what refers to itself waits.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
