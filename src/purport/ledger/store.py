"""A ledger's file, opened: what to read from, what to write to, and what can go wrong with it.

SQLite in WAL mode: any number of processes read while one writes. Every commit is synced to the
disk (`synchronous=FULL`), as a person's decision may not be lost with the power either.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from purport.errors import LedgerError, MissingLedger, NotALedger, ReadOnlyLedger
from purport.ledger.faults import fault_of
from purport.ledger.migrations import HEAD, migrate, schema_version

APPLICATION_ID = 0x70757270  # "purp", at byte 68 of the file
BUSY_TIMEOUT_S = 30.0  # set by hand: a batch of claims is written in some hundredths of a second
_CACHE_KIB = 32_768  # set by hand: the inner pages of the indexes of a million claims
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger; several threads and processes may use it at once.

    `writable` is False where the system lets us read its file only.
    """

    path: Path
    engine: Engine
    writable: bool = True

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the ledger as it is at the first look, and no later change.

        Raises:
            LedgerError: the file is damaged or cannot be read any more.
        """
        # begun by the first look, and rolled back at the end: there is nothing to keep
        with told_as_errors(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together, or not at all where an error ends it.

        Raises:
            ReadOnlyLedger, FullDisk, DamagedLedger, BusyLedger: nothing was changed.
        """
        if not self.writable:
            raise ReadOnlyLedger("the ledger can be read only", str(self.path))
        with told_as_errors(self.path), self.engine.connect() as connection:
            immediate = connection.execution_options(purport_begin="BEGIN IMMEDIATE")
            with immediate.begin():
                yield immediate

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(path: Path | str, *, create: bool = False) -> Ledger:
    """Return the ledger at a path, brought to this version's schema.

    An older schema is migrated while other writers wait, after a copy of the file was put beside
    it. A file that may only be read is opened to be read.

    Args:
        path: the file.
        create: whether to make a ledger where there is nothing.

    Raises:
        MissingLedger, NotALedger, NewerLedger, ReadOnlyLedger, DamagedLedger, BusyLedger,
        FullDisk: it cannot be opened; the file is as it was.
    """
    path = Path(path).expanduser().absolute()
    empty = _is_empty(path)
    if empty and not create:
        raise MissingLedger("there is no ledger here", str(path))
    with told_as_errors(path):
        if empty:
            path.parent.mkdir(parents=True, exist_ok=True)
        writable = _may_write(path)
        engine = _engine(path, "ro" if not writable else "rwc" if empty else "rw")
        try:
            _bring_up(path, engine, writable=writable)
        except BaseException:
            engine.dispose()
            raise
    return Ledger(path, engine, writable)


def _is_empty(path: Path) -> bool:
    """Whether nothing is at the path; raises where something else than a ledger is."""
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except FileNotFoundError:
        return True
    except OSError as cause:
        raise LedgerError(f"the file cannot be read ({cause.strerror})", str(path)) from cause
    if header and not header.startswith(_MAGIC):
        raise NotALedger("this file is not a ledger", str(path))
    return not header


def _may_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _engine(path: Path, mode: str) -> Engine:
    """Return an engine whose transactions begin when we say so.

    The driver would begin one only before the first write, and not before a read:
    SQLAlchemy's documentation of pysqlite ("Serializable isolation") has the remedy.
    """
    # without its shared memory file a ledger on a read-only medium opens as immutable alone
    alone = mode == "ro" and not _has_writer_files(path)
    address = f"file:{quote(str(path))}?mode={mode}{'&immutable=1' if alone else ''}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, BUSY_TIMEOUT_S, uri=True, check_same_thread=False)

    # as many connections as there are threads that want one: they are files that are open, no more
    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1
    )

    @event.listens_for(engine, "connect")
    def _prepare(driver: sqlite3.Connection, _record: object) -> None:
        driver.isolation_level = None
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute("PRAGMA synchronous=FULL")
        driver.execute("PRAGMA journal_size_limit=67108864")
        # the pages of the indexes change with every report: written home four times less often
        driver.execute("PRAGMA wal_autocheckpoint=4000")
        driver.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(str(options.get("purport_begin", "BEGIN")))

    return engine


def _has_writer_files(path: Path) -> bool:
    beside = path.with_name(path.name + "-wal")
    return beside.exists() and beside.stat().st_size > 0


def _bring_up(path: Path, engine: Engine, *, writable: bool) -> None:
    """Make, check or migrate the schema."""
    with engine.connect() as connection:
        version = schema_version(connection)
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
        connection.rollback()
    if tables and (mark != APPLICATION_ID or version is None):
        raise NotALedger("this is a SQLite file, but not a ledger", str(path))
    if version == HEAD:
        return
    if not writable:
        what = f"the ledger has the older schema {version}, and cannot be written to be migrated"
        raise ReadOnlyLedger(what, str(path))
    migrate(path, engine, APPLICATION_ID)


@contextmanager
def told_as_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into the errors that a user meets."""
    try:
        yield
    except DBAPIError as error:
        known = fault_of(error.orig)
        if known is None:
            raise
        raise known.at(str(path)) from error
    except sqlite3.Error as error:
        known = fault_of(error)
        if known is None:
            raise
        raise known.at(str(path)) from error
    except OSError as error:
        raise LedgerError(f"the file cannot be used ({error.strerror})", str(path)) from error
