"""What fuzzing found once stays mended: every kept seed is read."""

import pytest

from tests.fuzz import targets


@pytest.mark.parametrize("name", targets.names())
def test_every_seed_is_read_or_refused_in_words(name: str) -> None:
    feed = targets.target(name)
    found = list(targets.seeds(name))
    assert found
    for seed in found:
        feed(seed)
