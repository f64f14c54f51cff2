"""A copy of a ledger while it is in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from purport.errors import DamagedLedger, UsageError
from purport.ledger.log import Head
from purport.ledger.store import Ledger, open_ledger, told_as_errors
from purport.ledger.verification import ledger_head, verify


def back_up(ledger: Ledger, target: Path | str) -> Head:
    """Write a verified copy of a ledger, one file, and return the last row of its log.

    The copy is of one moment; others may read and write meanwhile. It is written aside and put in
    its place when it has been verified.

    Args:
        ledger: what to copy.
        target: the file to make.

    Raises:
        UsageError: there is a file already.
        DamagedLedger: the ledger is not sound; no copy is kept.
        FullDisk, LedgerError: the copy cannot be written.
    """
    target = Path(target).expanduser().absolute()
    if target.exists():
        raise UsageError("there is a file of this name already", str(target), "Name another file.")
    half = target.with_name(target.name + ".half")
    _remove(half)
    try:
        _copy(ledger, half)
        with open_ledger(half) as copy:
            finding = next(verify(copy), None)
            head = ledger_head(copy)
        if finding is not None:
            raise DamagedLedger(f"{finding.where}: {finding.what}", str(ledger.path))
        half.rename(target)
    finally:
        _remove(half)
    return head


def _copy(ledger: Ledger, half: Path) -> None:
    with told_as_errors(half):
        target = sqlite3.connect(half)
        try:
            with ledger.reading() as connection:
                source = connection.connection.driver_connection
                assert source is not None  # noqa: S101 - a connection of a pool always has one
                source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()


def _remove(half: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        half.with_name(half.name + suffix).unlink(missing_ok=True)
