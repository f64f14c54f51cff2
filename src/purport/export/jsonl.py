"""Readings as JSON Lines, out and back in: one reading a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from purport.errors import InputError
from purport.model.reading import Reading
from purport.model.reading_json import reading_json, reading_of


def json_line(reading: Reading) -> str:
    """Return a reading on one line, with its line end."""
    return reading_json(reading) + "\n"


def read_json_lines(lines: Iterable[str]) -> Iterator[Reading]:
    """Yield the readings of JSON Lines, in order; empty lines are passed over.

    Raises:
        InputError: a line is not JSON, or not a reading; its `where` is the line's number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield reading_of(json.loads(line))
        except InputError as error:
            raise error.at(f"line {number}") from error
        except (ValueError, RecursionError) as error:
            remedy = "Give readings as purport wrote them, one a line."
            raise InputError(f"not JSON ({error})", f"line {number}", remedy) from error
