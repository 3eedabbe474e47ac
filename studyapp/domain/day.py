"""Study days: they start at 04:00 of the learner's own clock and are counted from 1970-01-01.

Memory counts study days, as the Anki engine and fsrs-rs do; 04:00 exists exactly once on every
day in every known time zone, which 02:00 and 03:00 do not.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

ROLLOVER_HOUR = 4
_EPOCH = date(1970, 1, 1).toordinal()


def study_day(at: datetime, zone: tzinfo, rollover: int = ROLLOVER_HOUR) -> int:
    """Return the number of the study day that the aware time ``at`` falls in."""
    local = at.astimezone(zone)
    day = local.date().toordinal() - _EPOCH
    return day - 1 if local.hour < rollover else day


def day_start(day: int, zone: tzinfo, rollover: int = ROLLOVER_HOUR) -> datetime:
    """Return the moment, in UTC, at which study day ``day`` starts."""
    local = datetime.combine(date.fromordinal(_EPOCH + day), time(rollover), zone)
    return local.astimezone(UTC)


def to_ms(at: datetime) -> int:
    """Return Unix time in milliseconds of an aware time."""
    return (at - _ZERO) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """Return the aware UTC time of a Unix time in milliseconds."""
    seconds, rest = divmod(ms, 1000)
    return _ZERO + timedelta(0, seconds, rest * 1000)


_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
