"""SQLite's result codes (sqlite.org/rescode.html) → errors that a user can put right."""

from __future__ import annotations

import sqlite3

from purport.errors import (
    BusyLedger,
    DamagedLedger,
    FullDisk,
    LedgerError,
    NotALedger,
    ReadOnlyLedger,
)

_PRIMARY = 0xFF
_FAULTS: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_FULL: (FullDisk, "there is no room to write"),
    sqlite3.SQLITE_READONLY: (ReadOnlyLedger, "the ledger can be read only"),
    sqlite3.SQLITE_CORRUPT: (DamagedLedger, "the file is damaged"),
    sqlite3.SQLITE_NOTADB: (NotALedger, "this file is not a ledger"),
    sqlite3.SQLITE_BUSY: (BusyLedger, "another process is writing, and did not finish in time"),
    sqlite3.SQLITE_LOCKED: (BusyLedger, "another process is writing, and did not finish in time"),
    sqlite3.SQLITE_CANTOPEN: (LedgerError, "the file cannot be opened"),
    sqlite3.SQLITE_IOERR: (LedgerError, "the system could not read or write the file"),
    sqlite3.SQLITE_PERM: (LedgerError, "the system does not let us use the file"),
}
# how a file system without room, or a limit on the size of files, shows itself in the middle
_NO_ROOM = frozenset(
    {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE}
)


def fault_of(error: BaseException | None) -> LedgerError | None:
    """Return what an error of SQLite means to a user, or None for a fault of our own."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code in _NO_ROOM:
        return FullDisk("there is no room to write")
    kind, what = _FAULTS.get(code & _PRIMARY, (None, ""))
    return kind(what) if kind is not None else None
