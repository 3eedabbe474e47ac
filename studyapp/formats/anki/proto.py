"""The wire format of protobuf, as far as Anki's files use it.

Source: https://protobuf.dev/programming-guides/encoding/. A message is a list of numbered
fields; what a number means stands with whoever reads it. Values are ``int`` for varints and
``bytes`` for everything else; fixed-width numbers stay bytes until ``floats`` reads them.
"""

import math
import struct
from contextlib import suppress

Value = int | bytes
Fields = dict[int, list[Value]]

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_SHIFT = 63


class WireError(ValueError):
    """Bytes that are no protobuf message."""


def decode(data: bytes) -> Fields:
    """Return the values of each field, in order. Raises ``WireError``."""
    fields: Fields = {}
    at = 0
    end = len(data)
    while at < end:
        tag, at = _varint(data, at)
        kind = tag & 7
        value: Value
        if kind == _VARINT:
            value, at = _varint(data, at)
        else:
            if kind == _BYTES:
                size, at = _varint(data, at)
            elif kind in (_FIXED32, _FIXED64):
                size = 4 if kind == _FIXED32 else 8
            else:
                raise WireError(f"field type {kind}")
            if at + size > end:
                raise WireError("a field that ends after its message")
            value = data[at : at + size]
            at += size
        fields.setdefault(tag >> 3, []).append(value)
    return fields


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data) or shift > _MAX_SHIFT:
            raise WireError("a number without an end")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def number(fields: Fields, key: int, default: int = 0) -> int:
    """Return the last whole number in a field, read as signed 64 bits."""
    value = fields[key][-1] if key in fields else default
    if not isinstance(value, int):
        raise WireError(f"field {key} is no number")
    return value - (1 << 64) if value >> 63 == 1 else value


def raw(fields: Fields, key: int) -> bytes:
    """Return the last bytes in a field; none where it is not there."""
    value = fields[key][-1] if key in fields else b""
    if not isinstance(value, bytes):
        raise WireError(f"field {key} is no bytes")
    return value


def text(fields: Fields, key: int) -> str:
    """Return the last text in a field."""
    return raw(fields, key).decode("utf-8", "replace")


def floats(fields: Fields, key: int) -> list[float]:
    """Return all 32-bit floats in a field, packed or not, as the shortest decimals they are."""
    found: list[float] = []
    for value in fields.get(key, ()):
        if not isinstance(value, bytes) or len(value) % 4:
            raise WireError(f"field {key} holds no floats")
        found += struct.unpack(f"<{len(value) // 4}f", value)
    return [_shortest(each) for each in found]


def _shortest(value: float) -> float:
    """Return the number of fewest digits that is the same as a 32-bit float."""
    if math.isfinite(value):
        packed = struct.pack("<f", value)
        for digits in range(6, 9):
            short = float(f"{value:.{digits}g}")
            with suppress(OverflowError):
                if struct.pack("<f", short) == packed:
                    return short
    return value


def put_number(key: int, value: int, always: bool = False) -> bytes:
    """Encode a whole number; 0 is not written unless ``always``."""
    return _encoded(key << 3) + _encoded(value & (1 << 64) - 1) if value or always else b""


def put_bytes(key: int, value: bytes, always: bool = False) -> bytes:
    """Encode bytes; none are not written unless ``always``."""
    return _encoded(key << 3 | _BYTES) + _encoded(len(value)) + value if value or always else b""


def put_text(key: int, value: str) -> bytes:
    """Encode text as UTF-8."""
    return put_bytes(key, value.encode("utf-8", "replace"))


def put_float(key: int, value: float) -> bytes:
    """Encode one 32-bit float; 0 is not written."""
    return _encoded(key << 3 | _FIXED32) + struct.pack("<f", value) if value else b""


def put_floats(key: int, values: list[float]) -> bytes:
    """Encode packed 32-bit floats."""
    return put_bytes(key, struct.pack(f"<{len(values)}f", *values))


def _encoded(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
