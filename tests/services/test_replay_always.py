"""Whatever two windows do to one collection, memory is what replaying the log gives."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studyapp.collection import Collection, StudySession
from studyapp.domain.card import Flag
from studyapp.domain.deck import DeckOptions, LeechAction
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from tests import desk
from tests.few import examples

ZONES = [UTC, *map(ZoneInfo, ("Europe/Paris", "America/Los_Angeles", "Pacific/Apia"))]
NIGHTS = [
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # Paris goes forward
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # and back
    datetime(2026, 11, 1, 8, 30, tzinfo=UTC),  # Los Angeles goes back
    datetime(2011, 12, 30, 9, 0, tzinfo=UTC),  # Apia leaves a day out
]
JUMPS = st.one_of(
    st.timedeltas(timedelta(seconds=-1), timedelta(minutes=30)),
    st.timedeltas(timedelta(days=-3), timedelta(days=30)),
    st.sampled_from([timedelta(days=365 * 50), timedelta(days=-365 * 20), timedelta(hours=-1)]),
)
WINDOWS = st.integers(0, 1)
TEXTS = st.sampled_from(["{{c1::a}} {{c2::b}}", "{{c2::only}}", "{{c1::x}} {{c4::y}}"])


class TwoWindows(RuleBasedStateMachine):
    """Two processes' worth of sessions on the same twelve cards."""

    def __init__(self) -> None:
        super().__init__()
        shared = Path("/dev/shm")  # noqa: S108
        self.folder = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)
        self.path = Path(self.folder.name) / "c.db"
        self.clock = desk.Clock()
        self.collections: list[Collection] = []
        self.sessions: list[StudySession] = []
        with desk.opened(self.path, self.clock) as collection:
            notes = [desk.of_kind(kind, number) for kind in NoteKind for number in (1, 2)]
            collection.build(desk.files("Desk", notes))
            options = DeckOptions(leech_threshold=2, leech_action=LeechAction.TAG)
            collection.set_options("Desk", options)
        for _ in range(2):
            self.collections.append(desk.opened(self.path, self.clock))
            self.sessions.append(self.collections[-1].study("Desk"))

    @rule(window=WINDOWS, rating=st.sampled_from(Rating), duration=st.integers(-5, 10**7))
    def answer(self, window: int, rating: Rating, duration: int) -> None:
        table = self.sessions[window].current()
        if table is not None:
            before = desk.log(self.path).get(table.card.id, [])
            answered = self.sessions[window].answer(rating, duration)
            entry = desk.log(self.path)[table.card.id][-1]
            assert entry.id not in {each.id for each in before}, "it is the newest by id"
            assert entry.duration_ms >= 0
            assert entry.at == self.clock.now.replace(
                microsecond=self.clock.now.microsecond // 1000 * 1000
            )
            assert answered.memory.reps >= 1

    @rule(window=WINDOWS)
    def undo(self, window: int) -> None:
        session = self.sessions[window]
        could = session.can_undo
        card = session.undo()
        assert (card is not None) is could

    @rule(window=WINDOWS, how=st.sampled_from(["bury", "suspend"]))
    def hide(self, window: int, how: str) -> None:
        if self.sessions[window].current() is not None:
            getattr(self.sessions[window], how)()

    @rule(window=WINDOWS, flag=st.sampled_from(Flag))
    def flag(self, window: int, flag: Flag) -> None:
        if self.sessions[window].current() is not None:
            self.sessions[window].set_flag(flag)

    @rule(window=WINDOWS, text=TEXTS)
    def edit(self, window: int, text: str) -> None:
        table = self.sessions[window].current()
        if table is not None:
            self.sessions[window].edit(text, "back", ["edited"])

    @rule(jump=JUMPS)
    def wait(self, jump: timedelta) -> None:
        later = self.clock.now + jump
        if 1990 < later.year < 2200:
            self.clock.now = later

    @rule(night=st.sampled_from(NIGHTS))
    def travel_in_time(self, night: datetime) -> None:
        self.clock.now = night

    @rule(window=WINDOWS, zone=st.sampled_from(ZONES))
    def reopen_elsewhere(self, window: int, zone: ZoneInfo) -> None:
        self.collections[window].close()
        self.collections[window] = desk.opened(self.path, self.clock, zone)
        self.sessions[window] = self.collections[window].study("Desk")

    @rule(window=WINDOWS)
    def unbury_and_unsuspend(self, window: int) -> None:
        self.collections[window].unbury("Desk")
        for card in self.collections[window].cards():
            self.collections[window].unsuspend(card.id)

    @precondition(lambda self: self.sessions)
    @rule(window=WINDOWS)
    def check(self, window: int) -> None:
        assert self.collections[window].check().problems == ()

    @invariant()
    def memory_is_the_replay(self) -> None:
        assert desk.strays(self.path) == {}

    def teardown(self) -> None:
        for collection in self.collections:
            assert collection.check().problems == ()
            collection.close()
        assert desk.strays(self.path) == {}
        self.folder.cleanup()


TwoWindows.TestCase.settings = settings(
    max_examples=examples(6),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestTwoWindows = TwoWindows.TestCase
