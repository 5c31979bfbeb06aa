"""Readings as lines of JSON, and back.

Invariant: the same reading gives the same bytes. Fields stand in the order in which the records declare them; what the
text does not give is left out, except where a reader of the file may count on it: the lists of a reading (furniture,
events, tallies, strengths) and ``start``, ``end``, ``stated`` and ``because`` of ``published``.
"""

from __future__ import annotations

from typing import Any

import msgspec

from khabar.model.records import Published, Reading

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Reading)
_ALWAYS = ("furniture", "events", "tallies", "strengths")


def to_json(reading: Reading) -> bytes:
    """One line of JSON without its line end."""
    return _ENCODER.encode(to_plain(reading))


def to_plain(reading: Reading) -> dict[str, Any]:
    """The reading as plain mappings and lists, in the order in which they are written."""
    plain: dict[str, Any] = msgspec.to_builtins(reading)
    told = reading.published
    given = [name for name in Published.__struct_fields__ if name != "likeliest" or told.likeliest]
    plain["published"] = {name: getattr(told, name) for name in given}
    for name in _ALWAYS:
        plain.setdefault(name, [])
    return {name: plain[name] for name in Reading.__struct_fields__ if name in plain}


def from_json(line: bytes | str) -> Reading:
    """The reading that `to_json` wrote.

    Raises:
        ValueError: the line is no JSON, or no reading; the message says what is missing and where.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError as fault:
        raise ValueError(f"not a reading: {fault}") from None
