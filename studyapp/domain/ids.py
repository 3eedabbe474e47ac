"""Identities: time-ordered for log entries, derived from the origin for notes."""

import hashlib
from random import Random


def uuid7(at_ms: int, rng: Random) -> str:
    """Return a UUIDv7 (RFC 9562, section 5.7) as 32 hex digits.

    ``at_ms`` is Unix time in milliseconds. Ids sort by time and are unique without asking a
    server, so that the logs of two copies of a collection merge by union.
    """
    value = (at_ms & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    chance = rng.getrandbits(74)
    value |= (chance >> 62) << 64
    value |= 0b10 << 62
    value |= chance & (1 << 62) - 1
    return f"{value:032x}"


def uuid7_floor(at_ms: int) -> str:
    """Return what no UUIDv7 made at ``at_ms`` or later sorts below."""
    return f"{max(0, at_ms):012x}"


def note_guid(source: str, key: str) -> str:
    """Return the identity of a note from where it came from, as 16 hex digits.

    It depends on the source and the note's place in it, never on the text: a corrected typo
    keeps the card and its history.
    """
    return hashlib.sha256(f"{source}\0{key}".encode()).hexdigest()[:16]
