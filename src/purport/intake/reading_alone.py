"""One report read, with whatever goes wrong in it told as an error of that report."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator

from purport.errors import InputError, PurportError, UnreadReport
from purport.intake.jobs import Done, Job, Outcome, Read
from purport.model.reading import Reading
from purport.model.report import Report


def read_alone(read: Read, report: Report) -> Reading | InputError:
    """Return the reading of a report, or the error that kept it from being read.

    Raises:
        PurportError: no report can be read at all (broken weights, a setting).
    """
    try:
        return next(iter(read([report])))
    except InputError as error:
        return error
    except PurportError:
        raise
    except Exception as fault:  # noqa: BLE001 - one report must not keep the others out
        return UnreadReport(f"reading it failed ({type(fault).__name__}: {fault})")


def read_here(read: Read, items: Iterable[Job | Outcome]) -> Iterator[Done | Outcome]:
    """Yield each job with its reading, made in this process, and outcomes as they are."""
    settled = False
    for item in items:
        if not isinstance(item, Job):
            yield item
            continue
        result = read_alone(read, item.report)
        if not settled:
            settle()
            settled = True
        yield Done(item, result)


def settle() -> None:
    """Let the garbage collector pass over what is loaded by now, which stays until the end.

    The models are hundreds of thousands of objects; to look at all of them again and again took an
    eighth of the time in which a report is added.
    """
    gc.collect()
    gc.freeze()


def read_shipped(
    reports: Iterable[Report], *, threads: int, organisations: str
) -> Iterator[Reading]:
    """Yield the readings of reports by the models of the package."""
    # here, as the process that gives the work out needs no models: they take a second to load
    from purport.extraction.pipeline import read_reports  # noqa: PLC0415

    return read_reports(reports, threads, organisations)
