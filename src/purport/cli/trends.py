"""`purport trends`: themes over time, roots beside reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import LedgerOption
from purport.cli.corroborated import corroborated
from purport.cli.outcome import COULD_NOT, DONE
from purport.cli.output import write_stream
from purport.cli.version import installed_version
from purport.errors import PurportError

if TYPE_CHECKING:
    from purport.ledger.store import Ledger
    from purport.model.theme import Theme


class Every(StrEnum):
    """How long a period is."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


class Format(StrEnum):
    """What `purport trends` writes."""

    table = "table"
    json = "json"
    html = "html"


def trends(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]", help="Themes to look at; else those of most reports."),
    ] = None,
    *,
    ledger: LedgerOption = None,
    every: Annotated[Every, typer.Option(help="How long a period is.")] = Every.week,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was published from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was published up to this day.")
    ] = None,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="How many themes.")] = 12,
    output_format: Annotated[
        Format, typer.Option("--format", help="What to write.", show_default=True)
    ] = Format.table,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="Write there.")] = None,
) -> None:
    """Show themes over time: how many reports speak of them, and from how many roots.

    [bold]Examples[/bold]

    purport trends

    purport trends bridge "rubber bullets" --every day --since 2024-05-01

    purport trends --format html --output trends.html

    [bold]Exit status[/bold]

    0 done; 2 it could not be done.
    """
    job = Job(words or [], ledger, every, (since, until), top, output_format, output)
    raise typer.Exit(_carry_out(job))


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport trends` to do."""

    words: Sequence[str]
    ledger: Path | None
    every: Every
    days: tuple[str | None, str | None]
    top: int
    format: Format
    output: Path | None


def _carry_out(job: Job) -> int:
    try:
        with corroborated(job.ledger) as ledger:
            write_stream(_texts(job, _themes(job, ledger)), job.output)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    return DONE


def _themes(job: Job, ledger: Ledger) -> tuple[Theme, ...]:
    # the engine of the ledger takes a second to load
    from purport.corroboration.counted import have_counted  # noqa: PLC0415
    from purport.corroboration.ledger_themes import (  # noqa: PLC0415
        GROUPS_AT_MOST,
        ledger_themes,
    )
    from purport.ledger.group_counts import group_ids_between  # noqa: PLC0415

    first, last = job.days
    have_counted(ledger, group_ids_between(ledger, first, last, GROUPS_AT_MOST))
    return ledger_themes(
        ledger, job.words, every=job.every.value, since=first, until=last, most=job.top
    )


def _texts(job: Job, themes: Sequence[Theme]) -> Iterator[str]:
    from purport.cli.printing import printed  # noqa: PLC0415 - rich and templates, as above
    from purport.export.trends_view import trends_page, trends_rows, trends_table  # noqa: PLC0415

    if job.format is Format.json:
        yield json.dumps(trends_rows(themes), ensure_ascii=True, indent=1) + "\n"
    elif job.format is Format.html:
        yield trends_page(themes, installed_version())
    elif themes:
        yield printed([trends_table(themes)], to_file=job.output is not None)
    else:
        yield "no theme is shared by two claims\n"
