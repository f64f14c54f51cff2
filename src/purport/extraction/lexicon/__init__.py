"""Word lists and tables of extraction, as data: one CSV file a table."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder.

    Example:
        >>> read_table("reporting")[0]["lemma"]
        'accuse'
    """
    with (files(__name__) / f"{name}.csv").open(encoding="utf-8") as f:
        return list(csv.DictReader(f))
