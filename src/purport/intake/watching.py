"""A folder, a file or a feed, looked at again and again for what is new in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from purport.errors import EmptyFolder, PurportError
from purport.ingest.candidate import Overrides
from purport.ingest.paths import expand_path
from purport.intake.adding import Readers, add_paths
from purport.intake.jobs import Outcome
from purport.ledger.store import Ledger
from purport.settings import Settings

Stamp = tuple[int, int]
_SETTLED_S = 2.0  # set by hand: a file that was written to less long ago may not be whole yet


def watch_path(
    ledger: Ledger,
    path: str,
    overrides: Overrides,
    settings: Settings,
    readers: Readers,
    *,
    wait: Callable[[], bool],
    even_new: bool = False,
) -> Iterator[Outcome]:
    """Add what is new in a folder, a file or at an address, each time that it is looked at.

    A file is taken again when its size or its time of change is another, and not before it has been
    left alone for two seconds; an address is fetched each time. What is told of a report that is
    there already, or of an input that fails, is told once.

    Args:
        ledger: where to.
        path: a folder (with all below it), a file, a pattern, or the address of a page or feed.
        overrides: what the user says of every report.
        settings: limits and the person.
        readers: who reads.
        wait: waits until the next look and returns True, or returns False to end.
        even_new: whether files are taken that were changed a moment ago.

    Raises:
        LedgerError: the ledger cannot be written any more.
    """
    seen: dict[str, Stamp] = {}
    told: set[tuple[str, str]] = set()
    while True:
        changed, failures = _look(path, seen, 0.0 if even_new else _SETTLED_S)
        added = add_paths(ledger, changed, overrides, settings, readers=readers) if changed else ()
        for outcome in chain(failures, added):
            if (outcome.where, _state(outcome)) not in told:
                told.add((outcome.where, _state(outcome)))
                yield outcome
        if not wait():
            return


def _look(path: str, seen: dict[str, Stamp], settled_s: float) -> tuple[list[str], list[Outcome]]:
    """Return the files that are new or changed, which are noted in `seen`, and what failed."""
    if "://" in path:
        return [path], []
    changed, failures = [], []
    for source in expand_path(path):
        if isinstance(source, PurportError):
            if not isinstance(source, EmptyFolder):
                failures.append(Outcome(source.where or path, error=source))
            continue
        stamp = _stamp(Path(source), settled_s)
        if stamp is not None and seen.get(source) != stamp:
            seen[source] = stamp
            changed.append(source)
    return changed, failures


def _stamp(path: Path, settled_s: float) -> Stamp | None:
    """Return a file's size and time of change, or None where it may not be whole yet."""
    try:
        status = path.stat()
    except OSError:
        return None
    if 0 <= time.time() - status.st_mtime < settled_s:
        return None
    return status.st_size, status.st_mtime_ns


def _state(outcome: Outcome) -> str:
    if outcome.error is not None:
        return str(outcome.error)
    return f"{outcome.added.report_id} {outcome.added.match}" if outcome.added else ""
