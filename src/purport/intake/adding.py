"""Paths and addresses → reports in the ledger, with what was read in them.

Each report is in the ledger, whole, before the next is told; whatever ends the work, doing it again
goes on where it was, as what is there already is met and not read again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from purport.errors import PurportError
from purport.ingest.candidate import Overrides, Received
from purport.ingest.sources import read_sources_and_addresses
from purport.intake.jobs import Done, Job, Outcome, Read
from purport.intake.models import models_line
from purport.intake.reading_alone import read_here, read_shipped
from purport.intake.reading_processes import ReadingProcesses
from purport.ledger.reports import add_reading, find_report, note_capture, read_report, reread
from purport.ledger.store import Ledger
from purport.model.report import Report
from purport.settings import Settings, chosen_person


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads: a function, in this process or (`apart`) in others, and the models that it has."""

    read: Read
    models: str
    apart: ReadingProcesses | None = None

    def read_all(self, items: Iterable[Job | Outcome]) -> Iterator[Done | Outcome]:
        """Yield each job with its reading, in the order in which they are read, and outcomes."""
        return self.apart.read(items) if self.apart else read_here(self.read, items)


@contextmanager
def open_readers(settings: Settings, read: Read | None = None) -> Iterator[Readers]:
    """Give readers on as many processes as the settings ask for; one is this process itself.

    Args:
        settings: workers, threads and organisations.
        read: another way to read than the shipped models; a function of a module.

    Raises:
        SettingError: the file of organisations cannot be read.
    """
    if read is None:
        read = partial(read_shipped, threads=settings.threads, organisations=settings.organisations)
        models = models_line(settings.organisations)
    else:
        models = f"{read.__module__}.{read.__qualname__}"
    count = settings.workers or _cores()
    if count == 1:
        yield Readers(read, models)
        return
    with ReadingProcesses(read, count) as apart:
        yield Readers(read, models, apart)


def add_paths(
    ledger: Ledger,
    paths: Sequence[str],
    overrides: Overrides,
    settings: Settings,
    *,
    readers: Readers | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Outcome]:
    """Add the reports that paths and addresses stand for, and yield what becomes of each.

    Args:
        ledger: where to.
        paths: as for `read_sources_and_addresses`.
        overrides: what the user says of every report.
        settings: limits, workers and the person.
        readers: who reads; None starts readers as the settings ask and ends them afterwards.
        stdin: what "-" stands for; None is the standard input of this process.

    Raises:
        UsageError, BadDate: what is asked for cannot be done.
        LedgerError: the ledger cannot be written any more; what was told before is in it.
    """
    received = read_sources_and_addresses(
        paths, overrides=overrides, settings=settings, stdin=stdin or sys.stdin.buffer
    )
    if readers is not None:
        yield from add_received(ledger, received, readers, chosen_person(settings))
        return
    with open_readers(settings) as own:
        yield from add_received(ledger, received, own, chosen_person(settings))


def add_received(
    ledger: Ledger, received: Iterable[Received], readers: Readers, who: str
) -> Iterator[Outcome]:
    """Add what was received, and yield what becomes of each; raises as `add_paths` does."""
    items = (_sorted(ledger, item, readers.models, who) for item in received)
    for item in readers.read_all(items):
        yield item if isinstance(item, Outcome) else _added(ledger, item, readers.models, who)


def _sorted(ledger: Ledger, item: Received, models: str, who: str) -> Job | Outcome:
    """Return a job for what has to be read, and an outcome for all else."""
    if item.report is None:
        return Outcome(item.where, error=item.error, warnings=item.warnings)
    original = _original(item, item.report)
    met = find_report(ledger, item.report, original)
    if met is None:
        return Job(item.report, item)
    noted = note_capture(ledger, met, item.report, original, item.where, who)
    if met.models == models:
        return Outcome(item.where, noted, warnings=item.warnings)
    # what it says now was said already: the capture holds it; the words are read as they were kept
    return Job(read_report(ledger, met.report_id), item, known=True)


def _added(ledger: Ledger, done: Done, models: str, who: str) -> Outcome:
    item, reading = done.job.received, done.result
    if isinstance(reading, PurportError):
        return Outcome(item.where, error=reading.at(item.where))
    reading = replace(reading, warnings=item.warnings + reading.warnings)
    if done.job.known:
        added = reread(ledger, reading, models, who)
    else:
        original = _original(item, reading.report)
        added = add_reading(ledger, reading, original, item.where, models, who)
    return Outcome(item.where, added, warnings=(*reading.warnings, *added.warnings))


def _original(item: Received, report: Report) -> bytes:
    """Return the bytes as they came; of a report that came as words alone, its UTF-8."""
    if item.original is not None:
        return item.original
    return report.text.encode("utf-8", "surrogatepass")


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
