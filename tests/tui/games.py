"""A log of voyages in a real collection, for the games; all of it made up."""

import atexit
import shutil
import tempfile
import weakref
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.collection import Collection
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Rating
from tests import desk
from tests.tui.fake import Clock, FakeCollection

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = (
    "Because the harbour silted up faster than it could be dredged. From 1412 on, Quill writes, "
    "every spring tide left a hand of sand before the inner quay, and by 1419 ships of more than "
    "forty tons had to unload on the roads outside. The council ordered a mole of timber and "
    "stone, but the first winter broke it, and the second was built where the current ran "
    "hardest, so that what had been a bay became a lagoon.\n\n"
    "Three things made it worse:\n\n"
    "1. the mills upstream, which held back the water that used to scour the channel;\n"
    "2. ballast that crews threw overboard at night;\n"
    "3. the war, since nobody paid for *dredging* in those years.\n\n"
    "In the end the merchants moved to the northern shore, and took the **name** of the town "
    "along with them; what they left behind was let to fishermen, who dried their nets on it."
)
FACTS: "Sequence[tuple[str, str, str]]" = (
    ("Barros", "Which bird did Tomé Barros follow to the islands in 1403?", "the white tern"),
    ("Barros", "What rope did Barros buy for the great anchor?", "sisal, four hundred ells of it"),
    ("Barros", "Where did the first ship run aground in 1408?", "on Gull Sands"),
    ("Barros", "Who paid for the second voyage?", "the guild of salters"),
    ("Quill", "How deep is the northern channel at low tide?", "four fathoms"),
    ("Quill", "What did Quill trade for fresh water in 1415?", "copper kettles"),
    ("Quill", "Who drew the second map of the bay?", "the cook, from memory"),
    ("Quill", "Why did Rosa Quill give up the old harbour?", LONG),
    ("Vinter", "When does the lamp on the mole burn red?", "before a storm from the west"),
    ("Vinter", "Why did Vinter winter in the fjord of 1411?", "the rudder had split"),
    ("Vinter", "Which island did he name after his sister?", "Ingrid's Rock"),
    ("Vinter", "What did the pilot throw into the sea to find the drift?", "orange peel"),
)
DECK = "Log of voyages"


def notes(name: str, facts: "Sequence[tuple[str, str, str]]" = FACTS) -> list[Note]:
    """Return the notes of one subdeck."""
    return [
        Note(f"voyage{at:03}", NoteKind.BASIC, question, answer, ("sea",) if at % 2 else ())
        for at, (deck, question, answer) in enumerate(facts)
        if deck == name
    ]


def remove(collection: Collection, folder: Path) -> None:
    """Close and delete a collection."""
    collection.close()
    shutil.rmtree(folder, ignore_errors=True)


def new_folder() -> Path:
    """Return an empty folder in memory, where there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


@cache
def template(facts: "tuple[tuple[str, str, str], ...]") -> Path:
    """Return a folder with a collection of these cards, to be copied."""
    folder = new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    now = Clock().now
    with Collection.open(folder / "c.db", clock=now, zone=UTC, seed=10) as collection:
        for name in dict.fromkeys(deck for deck, _, _ in facts):
            collection.build(desk.files(f"{DECK}::{name}", notes(name, facts)))
    return folder


class RealDesk(FakeCollection):
    """Stands where the fake stands, and hands out a collection in a file."""

    def __init__(self, facts: "Sequence[tuple[str, str, str]]" = FACTS) -> None:
        super().__init__([], Clock())
        folder = new_folder()
        shutil.copytree(template(tuple(facts)), folder, dirs_exist_ok=True)
        self.collection = Collection.open(folder / "c.db", clock=self.clock.now, zone=UTC, seed=11)
        weakref.finalize(self, remove, self.collection, folder)

    def real(self) -> Collection:
        return self.collection


def pictures() -> RealDesk:
    """Return a desk of birds to name, drawn but not there, and one answer that is a recording."""
    names = ("tern", "gull", "skua", "auk", "petrel", "fulmar")
    birds = [
        (("Barros", "Quill")[at % 2], f"![](bird{at}.png)", f"the {name} of island {at}")
        for at, name in enumerate(names)
    ]
    return RealDesk([*birds, ("Quill", "How does the fog signal sound?", "[sound:horn.mp3]")])


def six_captains() -> RealDesk:
    """Return a desk with six subdecks of two cards."""
    names = ("Barros", "Quill", "Vinter", "Lund", "Ames", "Okoro")
    return RealDesk([(names[at % 6], *rest) for at, (_, *rest) in enumerate(FACTS)])  # type: ignore[misc]


def studied() -> RealDesk:
    """Return a desk where four cards were rated: two of them are weak by now."""
    fake = RealDesk()
    session = fake.collection.study(DECK)
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD):
        if session.current() is not None:
            session.answer(rating, 2000)
    fake.clock.forward(days=40)
    return fake
