"""The short ways of an import give what the long ways give."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.package import PackedCard, PackedMemory, PackedReview
from studyapp.formats.anki.schedule import Scheduled
from studyapp.services.days import Days
from studyapp.services.exchange import logs
from studyapp.storage.sums import with_checksums

DAY = 86_400_000
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu")
times = st.integers(0, 60_000 * DAY)
small = st.integers(0, 4)
numbers = st.none() | st.integers(0, 2**40)
reviews = st.builds(
    PackedReview,
    st.just(""),
    st.none() | st.integers(1, 4),
    small,
    times,
    st.integers(-1, 60_000),
    st.integers(0, 2**31),
    small,
    small,
    st.none() | small,
    numbers,
    numbers,
    st.none() | st.just("other"),
    memory=st.none(),
    foreign=st.none() | st.text(st.characters(codec="ascii"), max_size=9),
)
memories = st.builds(
    PackedMemory,
    small,
    numbers,
    st.none() | st.floats(0.1, 900),
    st.none() | st.floats(1, 10),
    *[numbers] * 5,
    small,
    small,
)


@given(st.lists(reviews, max_size=5), st.none() | memories, times)
def test_a_log_in_one_go(log: list[PackedReview], memory: PackedMemory | None, at: int) -> None:
    card = PackedCard(2, "Deck", 0, memory, reviews=log, modified=at, foreign="1,2")
    owner = logs.Owner(1, 77, "guid")
    days = Days(ZoneInfo("UTC"), 4)
    rows = with_checksums(logs.fresh(owner, card, days.day_of))
    assert logs.sealed(owner, card, days.day_of) == rows
    none = [logs.without_none("", row) for row in rows]
    assert logs.sealed(owner, card, days.day_of, "") == none


@given(st.sampled_from(ZONES), times)
def test_study_days_by_halves_of_days(zone: str, at: int) -> None:
    days = Days(ZoneInfo(zone), 4)
    scheduled = Scheduled(0, days.day_of, days.start_of)
    for each in (at, at + DAY // 2, days.start_of(at // DAY), days.start_of(at // DAY) - 1):
        if each >= 0:
            assert scheduled.day(each) == days.day_of(each)
            assert scheduled.day(each) == days.day_of(each)  # as it is remembered


def test_a_day_that_was_skipped() -> None:
    days = Days(ZoneInfo("Pacific/Apia"), 4)
    scheduled = Scheduled(0, days.day_of, days.start_of)
    for hour in range(24 * 6):
        at = (15_336 * 24 + hour) * 3_600_000  # from 2011-12-28 on; Samoa had no 30th
        assert scheduled.day(at) == days.day_of(at)
