"""Many rows into a table at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, which all have the same columns, to a table.

    SQLAlchemy looks at each value of each row on its way; for plain numbers and words that took an
    eighth of the time in which a report is added.
    """
    if rows:
        names = tuple(rows[0])
        values = [tuple(row[name] for name in names) for row in rows]
        connection.exec_driver_sql(_statement(table, names), values)


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...]) -> str:
    unknown = set(names) - set(table.columns.keys())
    if unknown:
        raise KeyError(f"{table.name} has no columns {sorted(unknown)}")
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({listed}) VALUES ({marks})"  # noqa: S608 - names of columns
