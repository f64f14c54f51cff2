"""The first schema."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

_SQL = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Make the tables, the full-text index and the guards of an empty file."""
    connection = op.get_bind()
    for statement in _statements(_SQL.read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
