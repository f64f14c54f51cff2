"""`purport add`: reports into the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.adding_progress import Adding, AddingNotices, adding_notices
from purport.cli.answering import LedgerOption
from purport.cli.engine import Engine
from purport.cli.outcome import COULD_NOT, INTERRUPTED, Tally
from purport.errors import PurportError, one_line
from purport.export.wording import counted

if TYPE_CHECKING:
    from purport.ingest.candidate import Overrides, Received
    from purport.intake.jobs import Outcome
    from purport.settings import Settings


class Format(StrEnum):
    """What `purport add` writes on standard output."""

    text = "text"
    jsonl = "jsonl"


PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Their day of publication, such as 2022-05-19.")
]
PublisherOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who put them out.")]
WorkersOption = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, max=1024, help="Processes that read; 0: one a core."),
]


def add(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, patterns, addresses, or -."),
    ],
    *,
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    workers: WorkersOption = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="What to write: a summary, or a line an input.")
    ] = Format.text,
) -> None:
    """Add reports to the ledger: their bytes, their text and what is read in them.

    What is in the ledger already is met, noted and not read again, so that a work that was stopped
    goes on where it was when it is started again.

    [bold]Examples[/bold]

    purport add report.txt

    purport add reports/ "more/*.html" --ledger case.db

    purport add archive.jsonl --workers 4 --format jsonl > done.jsonl

    [bold]Exit status[/bold]

    0 done; 1 done, but some inputs failed; 2 it could not be done.
    """
    from purport.ingest.candidate import Overrides  # noqa: PLC0415 - it brings in lxml

    said = Overrides(published=published, publisher=publisher)
    job = Job(paths, said, ledger, workers, as_lines=output_format is Format.jsonl)
    raise typer.Exit(_carry_out(job, ctx.obj))


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport add` to do."""

    paths: Sequence[str]
    said: Overrides
    ledger: Path | None
    workers: int | None
    as_lines: bool = False


def _carry_out(job: Job, engine: Engine | None) -> int:
    """Return the exit status of a job, with every way in which it may end told in one line."""
    from purport.intake.expected import expected_reports  # noqa: PLC0415 - it brings in lxml

    adding = Adding()
    total = expected_reports(job.paths) if sys.stderr.isatty() else None
    with adding_notices(total) as notices:
        try:
            for outcome in add_all(job, engine):
                tell(outcome, adding, notices)
                if job.as_lines:
                    _write_line(outcome)
        except PurportError as error:
            notices.say(str(error))
            return COULD_NOT
        except KeyboardInterrupt:
            notices.say(f"stopped; {summary(adding)}")
            return INTERRUPTED
    said = summary(adding)
    if job.as_lines:
        notices.say(said)
    else:
        sys.stdout.write(f"{said}\n")
    return Tally(adding.done - adding.failed, adding.failed).status()


def add_all(job: Job, engine: Engine | None) -> Iterator[Outcome]:
    """Yield what becomes of each input of a job; the ledger is made where there is none."""
    from purport.intake.adding import add_received, open_readers  # noqa: PLC0415 - as above
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.settings import chosen_ledger, chosen_person, load_settings  # noqa: PLC0415

    settings = load_settings()
    if job.workers is not None:
        settings = replace(settings, workers=job.workers)
    received = receive(job, engine, settings)
    path = job.ledger or chosen_ledger(settings)
    with (
        open_ledger(path, create=True) as ledger,
        open_readers(settings, engine.read if engine else None) as readers,
    ):
        yield from add_received(ledger, received, readers, chosen_person(settings))


def receive(job: Job, engine: Engine | None, settings: Settings) -> Iterable[Received]:
    """Return the stream of what comes of a job's paths."""
    if engine is not None:
        return engine.receive(job.paths, job.said)
    from purport.ingest.sources import (  # noqa: PLC0415 - it brings in lxml
        read_sources_and_addresses,
    )

    return read_sources_and_addresses(
        job.paths, overrides=job.said, settings=settings, stdin=sys.stdin.buffer
    )


def tell(outcome: Outcome, adding: Adding, notices: AddingNotices) -> None:
    """Count an outcome, and say what a person should know of it."""
    if outcome.error is not None:
        adding.failed += 1
        notices.say(str(outcome.error))
    elif outcome.added is not None:
        match = outcome.added.match
        adding.claims += len(outcome.added.claims)
        adding.added += match == "first"
        adding.read_anew += match == "re-read"
        adding.exact += match == "exact"
        adding.near_exact += match == "near-exact"
        if match == "near-exact":
            notices.say(one_line(f"{outcome.where}: the same words as {outcome.added.report_id}"))
        for warning in outcome.warnings:
            notices.say(one_line(f"{outcome.where}: {warning}"))
    notices.advance(adding, outcome.where)


def summary(adding: Adding) -> str:
    """Return in one line what became of all inputs."""
    parts = [f"{counted(adding.added, 'report', 'reports')} added"]
    if adding.read_anew:
        parts.append(f"{adding.read_anew} read anew")
    if adding.claims:
        parts[-1] += f" with {counted(adding.claims, 'claim', 'claims')}"
    if adding.exact:
        parts.append(f"{adding.exact} there already")
    if adding.near_exact:
        parts.append(f"{adding.near_exact} there already in the same words")
    if adding.failed:
        parts.append(f"{counted(adding.failed, 'input', 'inputs')} failed")
    return ", ".join(parts)


def _write_line(outcome: Outcome) -> None:
    added, error = outcome.added, outcome.error
    row = {
        "where": outcome.where,
        "report": added.report_id if added else None,
        "match": added.match if added else None,
        "claims": list(added.claims) if added else [],
        "warnings": list(outcome.warnings),
        "error": {"code": error.code, "message": str(error)} if error else None,
    }
    sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")
    sys.stdout.flush()
