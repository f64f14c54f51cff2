"""`purport read`: reports → what they say and on whose word."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.engine import Engine, shipped_engine
from purport.cli.outcome import COULD_NOT, INTERRUPTED, PIPE_CLOSED, Tally
from purport.cli.output import is_page, refuse_inputs, write_page, write_pages, write_stream
from purport.cli.progress import Notices, notices
from purport.cli.stream import stream_readings
from purport.cli.views import Format, View, to_page, to_texts
from purport.errors import PurportError, UsageError, one_line
from purport.export.wording import counted
from purport.model.reading import Reading

if TYPE_CHECKING:
    from purport.ingest.candidate import Overrides

_PATTERN = frozenset("*?[")


def read(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Files, folders, patterns, or - for standard input."),
    ],
    *,
    report_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The report's id.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Its day of publication, such as 2022-05-19."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who put it out.")] = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="What to write.", show_default=True)
    ] = Format.text,
    everything: Annotated[
        bool, typer.Option("--all", help="Show attitudes and plain narration too.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why each claim was read so, on which words.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Write there; for html, a folder takes a page for each report."
        ),
    ] = None,
) -> None:
    """Read reports: who claims what, through whom, how sure, about when and where.

    [bold]Examples[/bold]

    purport read report.txt

    purport read report.txt --published 2022-05-19 --publisher "The Post" --explain

    purport read report.html --format html --output report.page.html

    purport read reports/ "more/*.txt" --format jsonl --output readings.jsonl

    curl -s https://example.org/a | purport read - --format csv

    [bold]Exit status[/bold]

    0 done; 1 done, but some inputs failed; 2 it could not be done.
    """
    from purport.ingest.candidate import Overrides  # noqa: PLC0415 - it brings in lxml

    job = Job(
        files=files,
        said=Overrides(id=report_id, published=published, publisher=publisher),
        view=View(output_format, everything, explain, to_file=output is not None),
        output=output,
    )
    with notices(bar=_wants_bar(job)) as notice:
        status = _carry_out(job, ctx.obj, notice)
    raise typer.Exit(status)


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport read` to do."""

    files: Sequence[str]
    said: Overrides
    view: View
    output: Path | None

    @property
    def several(self) -> bool:
        """Whether more than one file is meant."""
        only = self.files[0]
        return len(self.files) > 1 or Path(only).is_dir() or bool(_PATTERN & set(only))


def _wants_bar(job: Job) -> bool:
    """Whether a person looks on who does not see the readings themselves go by."""
    elsewhere = job.output is not None or not sys.stdout.isatty()
    return job.several and elsewhere and sys.stderr.isatty()


def _carry_out(job: Job, engine: Engine | None, notice: Notices) -> int:
    """Return the exit status of a job, with every way in which it may end told in one line."""
    tally = Tally()
    try:
        _check(job)
        _write(_readings(job, engine or shipped_engine(), tally, notice), job)
    except PurportError as error:
        notice.say(str(error))
        return COULD_NOT
    except KeyboardInterrupt:
        notice.say(f"stopped; {counted(tally.read, 'report was', 'reports were')} read")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read has gone; what Python still holds for them must not be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    if tally.failed and tally.read + tally.failed > 1:
        notice.say(
            f"{counted(tally.read, 'report was', 'reports were')} read, "
            f"{counted(tally.failed, 'input', 'inputs')} failed"
        )
    return tally.status()


def _check(job: Job) -> None:
    if job.said.id is not None and job.several:
        raise UsageError("one id cannot be that of several reports", "--id", "Leave it out.")
    if job.output is not None:
        refuse_inputs(job.output, job.files)
    if "-" in job.files and sys.stdin.isatty():
        sys.stderr.write("purport: reading what you type; Ctrl-D on a line of its own ends it\n")


def _readings(job: Job, engine: Engine, tally: Tally, notice: Notices) -> Iterator[Reading]:
    """Yield the readings of a job; each is counted when the one who took it asks for the next."""

    def failed(error: PurportError) -> None:
        tally.failed += 1
        notice.say(str(error))

    readings = stream_readings(
        engine.receive(job.files, job.said),
        engine.read,
        on_start=lambda where: notice.show(tally, where),
        on_failure=failed,
    )
    for reading in readings:
        if job.view.format is Format.csv:  # the other formats hold the warnings themselves
            for warning in reading.warnings:
                notice.say(one_line(f"{reading.report.id}: {warning}"))
        yield reading
        tally.read += 1


def _write(readings: Iterator[Reading], job: Job) -> None:
    output, view = job.output, job.view
    if view.format is not Format.html:
        as_terminal = view.format is Format.text and output is None
        encoding = sys.stdout.encoding if as_terminal else "utf-8"
        write_stream(to_texts(readings, view), output, encoding)
    elif output is not None and not is_page(output):
        for _ in write_pages(readings, lambda reading: to_page(reading, view), output):
            pass
    else:
        _write_one_page(readings, job)


def _write_one_page(readings: Iterator[Reading], job: Job) -> None:
    first = next(readings, None)
    if first is None:
        return
    if next(readings, None) is not None:
        remedy = "Give a folder: --output pages/"
        raise UsageError("there are several reports, and a page holds one", None, remedy)
    page = to_page(first, job.view)
    if job.output is None:
        write_stream([page], None)
    else:
        write_page(page, job.output)
