"""How many reports paths will give, where that can be told without reading them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from purport.ingest.format import FORMATS, known_suffix
from purport.ingest.paths import STDIN, expand_path

_SEVERAL = frozenset({"xml", "warc"})
_CHUNK_BYTES = 1 << 20


def expected_reports(paths: Sequence[str]) -> int | None:
    """Return about how many reports and errors will come of paths, or None where nobody knows.

    A file is one; a table has as many as it has rows. Standard input, addresses, feeds and web
    archives do not say.
    """
    total = 0
    for path in paths:
        if path == STDIN or "://" in path:
            return None
        for source in expand_path(path):
            number = _in_file(source) if isinstance(source, str) else 1
            if number is None:
                return None
            total += number
    return total


def _in_file(path: str) -> int | None:
    form = FORMATS.get(known_suffix(path))
    if form in _SEVERAL or not Path(path).is_file():
        return None
    try:
        if form == "jsonl":
            return _lines(Path(path))
        if form == "csv":
            with Path(path).open(encoding="utf-8", errors="replace", newline="") as stream:
                return max(0, sum(1 for _ in csv.reader(stream)) - 1)
    except (OSError, csv.Error):
        return None
    return 1


def _lines(path: Path) -> int:
    """Return how many lines a file has; a last one without an end counts."""
    count, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
