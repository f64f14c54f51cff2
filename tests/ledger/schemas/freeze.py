"""Writes the first schema as SQL: `python tests/ledger/schemas/freeze.py`.

The statements are those of tables.py, of the full-text index and of the guards. Only for as long as
the first schema has not been released: from then on its file is never changed, and another schema
is another file in migrations/versions.
"""

import sys
from pathlib import Path

from sqlalchemy.dialects.sqlite.pysqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from purport.ledger import migrations
from purport.ledger.claim_words import CREATE_CLAIM_WORDS
from purport.ledger.count_guards import CREATE_COUNT_GUARDS
from purport.ledger.tables import ledger_tables

FIRST = Path(migrations.__file__).parent / "versions" / "0001_first_schema.sql"
GUARDED = (
    "originals", "reports", "captures", "readings", "decisions", "decision_targets", "log",
)  # fmt: skip


def current_schema() -> str:
    """Return the statements that make the schema that the code knows."""
    statements: list[str] = []
    for table in ledger_tables.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        elements = (CreateTable(table), *(CreateIndex(index) for index in indexes))
        statements += [str(element.compile(dialect=dialect())) for element in elements]
    statements += CREATE_CLAIM_WORDS
    statements += CREATE_COUNT_GUARDS
    for table in GUARDED:
        for verb in ("update", "delete"):
            statements.append(
                f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb.upper()} ON {table} BEGIN\n"
                f"    SELECT RAISE(ABORT, 'rows of {table} are added and never changed');\nEND"
            )
    return "\n\n".join(_tidy(statement) + ";" for statement in statements) + "\n"


def _tidy(statement: str) -> str:
    lines = statement.replace("\t", "    ").strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


if __name__ == "__main__":
    FIRST.write_text(current_schema(), encoding="utf-8")
    sys.stdout.write(f"{FIRST}\n")
