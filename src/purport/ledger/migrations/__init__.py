"""The schema from version to version: a file a step in versions/, run when a ledger is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from purport.errors import BusyLedger, NewerLedger

HEAD = "0001"
_FOLDER = Path(__file__).parent


def schema_version(connection: Connection) -> str | None:
    """Return the version of a ledger's schema, or None where the file has none."""
    there = "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
    if connection.exec_driver_sql(there).first() is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def migrate(path: Path, engine: Engine, application_id: int) -> None:
    """Bring a ledger from its schema to `HEAD`, in one transaction that other writers wait for.

    A ledger that has a schema is copied first, to a file beside it that is named for that schema.

    Raises:
        NewerLedger: its schema is none that this version knows.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a connection of a pool always has one
        # these two have no meaning inside of a transaction; without the second, a table that is
        # made anew would take the rows that lead to it along
        _use_wal(driver)
        driver.execute("PRAGMA foreign_keys=OFF")
        immediate = connection.execution_options(purport_begin="BEGIN IMMEDIATE")
        with immediate.begin():
            version = schema_version(immediate)
            if version != HEAD:
                if version is not None:
                    _refuse_unknown(version, path)
                    _copy(path, version)
                _upgrade(immediate)
                immediate.exec_driver_sql(f"PRAGMA application_id={application_id}")
        connection.invalidate()  # so that no connection without foreign keys stays in the pool


def _use_wal(driver: sqlite3.Connection) -> None:
    """Turn WAL mode on; SQLite does not wait by itself where two processes do so at once."""
    for _ in range(100):
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        else:
            return
    raise BusyLedger("another process is making the ledger")


def _refuse_unknown(version: str, path: Path) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow, and seldom needed

    known = {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    if version not in known:
        what = f"the ledger has the schema {version}, and this version of purport knows {HEAD}"
        raise NewerLedger(what, str(path))


def _copy(path: Path, version: str) -> None:
    """Put a copy of a ledger beside it, whole or not at all."""
    target = path.with_name(f"{path.name}.schema-{version}")
    half = path.with_name(f"{path.name}.schema-{version}.half")
    half.unlink(missing_ok=True)
    source, copy = sqlite3.connect(path), sqlite3.connect(half)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    half.replace(target)


def _upgrade(connection: Connection) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - slow, and seldom needed
    from alembic.operations import Operations  # noqa: PLC0415 - likewise
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - likewise

    scripts = ScriptDirectory(str(_FOLDER))

    def steps(current: Any, _context: MigrationContext) -> Any:
        return scripts._upgrade_revs(HEAD, current)  # noqa: SLF001 - as alembic.command does

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()
