"""The package is pure: it imports nothing that reads a clock, a file or the environment."""

import subprocess
import sys
from datetime import timedelta
from random import Random, getstate

from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating

from .logs import Learner, random_gaps


def test_global_random_is_left_alone() -> None:
    before = getstate()
    learner = Learner()
    for gap in random_gaps(Random(1), 30):
        learner.answer(Rating.GOOD)
        learner.wait(gap + timedelta(seconds=1))
    assert getstate() == before


def test_options_are_values() -> None:
    """Equal options share one memory model; they must not be compared by identity."""
    assert hash(DeckOptions()) == hash(DeckOptions())


def test_no_other_room_is_entered() -> None:
    program = (
        "import sys, pkgutil, importlib, studyapp.scheduling as s\n"
        "for module in pkgutil.iter_modules(s.__path__, 'studyapp.scheduling.'):\n"
        "    importlib.import_module(module.name)\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'textual', 'typer', 'torch', 'anki'}\n"
        "rooms = ('services', 'storage', 'tui', 'cli', 'sources', 'formats')\n"
        "print(sorted(heavy & set(sys.modules)),\n"
        "      [r for r in rooms if f'studyapp.{r}' in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"


def test_studying_brings_no_numpy() -> None:
    """Only planning, prediction and simulation compute with arrays."""
    program = (
        "import sys, studyapp.scheduling.fsrs, studyapp.scheduling.queue\n"
        "import studyapp.scheduling.session, studyapp.scheduling.preview\n"
        "print('numpy' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
