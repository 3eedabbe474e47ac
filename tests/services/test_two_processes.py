"""Two studyapps on one collection at once: every answer of both is there."""

from collections import Counter
from pathlib import Path

from tests import desk
from tests.services import worker


def test_a_thousand_answers_of_two_processes_on_five_cards(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    desk.with_cards(path, 5).close()
    started = [worker.start(worker.busy, path, seed) for seed in (1, 2)]
    reported = Counter(card for _, pipe in started for card in worker.heard(pipe))
    for process, _ in started:
        process.join()
        assert process.exitcode == 0
    log = desk.log(path)
    assert {str(card): len(entries) for card, entries in log.items()} == reported
    assert reported.total() == 1000
    for entries in log.values():
        assert [entry.id for entry in entries] == sorted({entry.id for entry in entries})
    assert desk.strays(path) == {}
    with desk.opened(path) as collection:
        assert collection.check().ok
        assert sum(view.memory.reps for view in collection.cards()) == 1000
