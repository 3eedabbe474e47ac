"""A clock that stands still until it is moved."""

import pytest

from tests import desk


@pytest.fixture
def clock() -> desk.Clock:
    """Noon of the day on which the tests begin."""
    return desk.Clock()
