"""What is dropped, pasted or named in the inbox → reports in the ledger, told in lines.

The work of `purport add`: the same limits, the same words for what fails.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock

from purport.desk.jobs import Line
from purport.errors import RefusedAddress, UsageError, one_line
from purport.export.wording import counted
from purport.ingest.candidate import Overrides, Received
from purport.ingest.sources import fetch_source, read_sources
from purport.intake.adding import Readers, add_received, open_readers
from purport.intake.jobs import Outcome, Read
from purport.ledger.store import Ledger
from purport.settings import Settings

PASTED = "pasted text"
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\*?\[\]:]+")
_MOST_NAME_BYTES = 120
_MATCHES = {
    "exact": "known already, word for word",
    "near-exact": "known already, in nearly the same words",
    "re-read": "known already, read anew",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave to be read, and what they said of it.

    Args:
        overrides: id, publisher, date and title, where they were given.
        folder: where dropped files lie, each in a folder of its own; it is removed afterwards.
        files: the dropped files.
        text: pasted words, as UTF-8.
        address: the address of a page.
    """

    overrides: Overrides
    folder: Path | None = None
    files: tuple[Path, ...] = ()
    text: bytes = b""
    address: str = ""

    @property
    def words(self) -> str:
        """What was given, in words."""
        names = [path.name for path in self.files]
        shown = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more files"]
        shown += [PASTED] if self.text else []
        shown += [self.address] if self.address else []
        return ", ".join(shown)


@dataclass(slots=True)
class Intake:
    """The readers of a desk, started when there is something to read, and kept until it closes."""

    settings: Settings
    read: Read | None = None
    _stack: ExitStack = field(default_factory=ExitStack)
    _readers: Readers | None = None
    _lock: Lock = field(default_factory=Lock)

    def readers(self) -> Readers:
        """Return the readers."""
        with self._lock:
            if self._readers is None:
                self._readers = self._stack.enter_context(open_readers(self.settings, self.read))
            return self._readers

    def close(self) -> None:
        """End the processes that read."""
        with self._lock:
            self._stack.close()
            self._readers = None


def check_given(overrides: Overrides, files: int, text: str, address: str) -> None:
    """Do nothing for something that can be tried.

    Args:
        overrides: what is said of it.
        files: how many files were dropped.
        text: what was pasted.
        address: the address that was given.

    Raises:
        UsageError: nothing was given, or one id for several things.
        RefusedAddress: the address is not one of the web; a path would be read on this machine.
    """
    count = files + bool(text) + bool(address)
    if not count:
        raise UsageError("nothing was given", None, "Drop a file, paste text or give an address.")
    if overrides.id and count > 1:
        raise UsageError("one id cannot be that of several reports", "id", "Leave it out.")
    if address and not address.lower().startswith(("http://", "https://")):
        raise RefusedAddress("this is no address of the web", one_line(address))


def safe_name(name: str) -> str:
    """Return the name of a dropped file as one that a file here may have.

    Example:
        >>> safe_name("../../etc/pass*wd.txt"), safe_name("..")
        ('pass_wd.txt', 'file')
    """
    last = re.split(r"[/\\\\]", name)[-1]
    kept = _NO_NAME.sub("_", last).lstrip(".- ").encode("utf-8", "ignore")
    stem, dot, end = kept.rpartition(b".")
    if len(kept) > _MOST_NAME_BYTES:
        kept = stem[: _MOST_NAME_BYTES - len(end) - 1] + dot + end[:_MOST_NAME_BYTES]
    return kept[:_MOST_NAME_BYTES].decode("utf-8", "ignore").strip() or "file"


def new_folder() -> Path:
    """Return a new folder, which nobody else on this machine can look into."""
    return Path(mkdtemp(prefix="purport-desk-"))


def take_in(ledger: Ledger, given: Given, intake: Intake, who: str) -> Iterator[Line]:
    """Add what was given, and yield what becomes of each report.

    Raises:
        PurportError: it cannot be gone on with; what was told before is in the ledger.
    """
    try:
        received = _received(given, intake.settings)
        for outcome in add_received(ledger, received, intake.readers(), who):
            yield _line(outcome)
    finally:
        forget(given)


def forget(given: Given) -> None:
    """Remove the dropped files of something that was given."""
    if given.folder is not None:
        rmtree(given.folder, ignore_errors=True)


def _received(given: Given, settings: Settings) -> Iterator[Received]:
    def read(paths: Sequence[str], stdin: bytes = b"") -> Iterator[Received]:
        return read_sources(
            paths, overrides=given.overrides, settings=settings, stdin=BytesIO(stdin)
        )

    for path in given.files:
        yield from _named(read([str(path)]), f"{path.parent}{os.sep}", "")
    if given.text:
        yield from _named(read(["-"], given.text), "standard input", PASTED)
    if given.address:
        yield from fetch_source(given.address, overrides=given.overrides, settings=settings)


def _named(received: Iterable[Received], place: str, name: str) -> Iterator[Received]:
    """Yield what was received under a name that the giver knows, instead of a place of ours."""
    for item in received:
        error = item.error
        if error is not None and error.where:
            error = error.at(error.where.replace(place, name))
        yield replace(item, where=item.where.replace(place, name), error=error)


def _line(outcome: Outcome) -> Line:
    if outcome.error is not None:
        return Line(outcome.where, str(outcome.error), good=False, warnings=outcome.warnings)
    added = outcome.added
    if added is None:
        return Line(outcome.where, "there was nothing in it", warnings=outcome.warnings)
    said = _MATCHES.get(added.match) or counted(len(added.claims), "claim", "claims")
    return Line(outcome.where, said, report=added.report_id, warnings=outcome.warnings)
