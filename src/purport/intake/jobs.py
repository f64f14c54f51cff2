"""What is on its way into a ledger: a report to be read, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from purport.errors import PurportError
from purport.ingest.candidate import Received
from purport.ledger.reports import Added
from purport.model.reading import Reading
from purport.model.report import Report

Read = Callable[[Iterable[Report]], Iterator[Reading]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: what was added or found again, or the error that kept it out."""

    where: str
    added: Added | None = None
    error: PurportError | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be read; `known` is whether the ledger has it, read by other models."""

    report: Report
    received: Received
    known: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A job with its reading, or the error that kept it from being read."""

    job: Job
    result: Reading | PurportError
