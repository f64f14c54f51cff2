"""`purport watch`: a folder or a feed, and whatever is new in it into the ledger."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.add import PublishedOption, PublisherOption, WorkersOption
from purport.cli.answering import LedgerOption
from purport.cli.engine import Engine
from purport.cli.outcome import COULD_NOT, Tally
from purport.errors import PurportError, one_line
from purport.export.wording import counted

if TYPE_CHECKING:
    from purport.ingest.candidate import Overrides
    from purport.intake.jobs import Outcome


def watch(
    ctx: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A folder, a file, or the address of a feed.")
    ],
    *,
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    workers: WorkersOption = 1,
    interval: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How long to wait between two looks.")
    ] = 60.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
) -> None:
    """Watch a folder or a feed, and add what is new in it to the ledger, until Ctrl-C.

    [bold]Examples[/bold]

    purport watch inbox/

    purport watch https://example.org/feed.xml --interval 600 --ledger case.db

    [bold]Exit status[/bold]

    0 stopped with Ctrl-C, or looked once; 1 likewise, but some inputs failed; 2 it could not be
    done.
    """
    from purport.ingest.candidate import Overrides  # noqa: PLC0415 - it brings in lxml

    said = Overrides(published=published, publisher=publisher)
    raise typer.Exit(_carry_out(Job(path, said, ledger, workers, interval, once), ctx.obj))


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport watch` to do."""

    path: str
    said: Overrides
    ledger: Path | None
    workers: int | None
    interval_s: float
    once: bool


def _carry_out(job: Job, engine: Engine | None) -> int:
    tally = Tally()
    try:
        for outcome in _watch(job, engine):
            tally.failed += outcome.error is not None
            tally.read += outcome.error is None
            for line in _lines(outcome):
                stream = sys.stdout if outcome.error is None else sys.stderr
                stream.write(f"{line}\n")
                stream.flush()
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    except KeyboardInterrupt:
        sys.stderr.write("purport: stopped\n")
    return tally.status()


def _watch(job: Job, engine: Engine | None) -> Iterator[Outcome]:
    from purport.intake.adding import open_readers  # noqa: PLC0415 - it brings in lxml
    from purport.intake.watching import watch_path  # noqa: PLC0415 - likewise
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415

    settings = load_settings()
    if job.workers is not None:
        settings = replace(settings, workers=job.workers)

    def wait() -> bool:
        if not job.once:
            time.sleep(job.interval_s)
        return not job.once

    with (
        open_ledger(job.ledger or chosen_ledger(settings), create=True) as ledger,
        open_readers(settings, engine.read if engine else None) as readers,
    ):
        yield from watch_path(
            ledger, job.path, job.said, settings, readers, wait=wait, even_new=job.once
        )


def _lines(outcome: Outcome) -> Iterator[str]:
    """Yield what a person should know of an outcome; nothing of what was there already."""
    if outcome.error is not None:
        yield f"purport: {outcome.error}"
    elif outcome.added is not None and outcome.added.match != "exact":
        added = outcome.added
        if added.match == "near-exact":
            yield one_line(f"{outcome.where}: the same words as {added.report_id}")
        else:
            claims = counted(len(added.claims), "claim", "claims")
            yield one_line(f"{outcome.where}: {added.report_id}, {claims}")
        for warning in outcome.warnings:
            yield one_line(f"{outcome.where}: {warning}")
