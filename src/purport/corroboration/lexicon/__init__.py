"""Word lists of corroboration, as CSV made to be edited."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=8)
def words_by_sort(name: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a table with the columns sort and words (separated by ";"), by sort."""
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["sort"], set()).update(w for w in row["words"].split(";") if w)
    return {sort: frozenset(words) for sort, words in found.items()}
