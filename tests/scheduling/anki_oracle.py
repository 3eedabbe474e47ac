"""Runs in a process of its own, in the time zone under test: what the Anki engine remembers.

Reads ``{"folder": path, "histories": [[[milliseconds, rating], ...], ...]}`` from standard
input and prints ``[[stability, difficulty] or null, ...]``, one for each history, after the
engine has rebuilt every memory from the review log.
"""

import json
import sys
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection
from anki.deck_config_pb2 import UpdateDeckConfigsRequest


def fill(col: Any, histories: list[list[tuple[int, int]]], crt: int) -> list[int]:
    deck = col.decks.id("Oracle")
    kind = col.models.by_name("Basic")
    requests = []
    for number in range(len(histories)):
        note = col.new_note(kind)
        note.fields = [f"question {number}", "answer"]
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    col.add_notes(requests)
    cards: list[int] = col.db.list("select id from cards order by id")
    col.db.execute("update col set crt=?", crt)
    # Only a first entry of the learning type starts a memory for the engine.
    rows = [
        (at, card, -1, rating, 5, 5, 500, 4000, int(index > 0))
        for card, history in zip(cards, histories, strict=True)
        for index, (at, rating) in enumerate(history)
    ]
    col.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    col.db.execute("update cards set type=2, queue=2, due=9000, ivl=5, factor=2500, reps=1")
    return cards


def enable_fsrs(col: Any) -> None:
    deck = col.decks.id("Oracle")
    current = col.decks.get_deck_configs_for_update(deck)
    col.decks.update_deck_configs(
        UpdateDeckConfigsRequest(
            target_deck_id=deck,
            configs=[current.all_config[0].config],
            limits=current.current_deck.limits,
            fsrs=True,
        )
    )


def main() -> None:
    task = json.load(sys.stdin)
    path = str(Path(task["folder"]) / "collection.anki2")
    col: Any = Collection(path)
    cards = fill(col, task["histories"], task["crt"])
    col.close()
    col = Collection(path)
    enable_fsrs(col)
    data = dict(col.db.all("select id, data from cards"))
    states = [json.loads(data[card] or "{}") for card in cards]
    json.dump([[s["s"], s["d"]] if "s" in s else None for s in states], sys.stdout)
    col.close()


if __name__ == "__main__":
    main()
