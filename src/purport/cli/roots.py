"""`purport roots`: the same claim across reports, and how many independent roots it has."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import LedgerOption
from purport.cli.corroborated import corroborated
from purport.cli.outcome import COULD_NOT, DONE, PIPE_CLOSED
from purport.cli.output import write_stream
from purport.cli.version import installed_version
from purport.errors import PurportError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from purport.ledger.store import Ledger
    from purport.model.group import Group
    from purport.model.report import Report

_SHOWN = 50
_PAGE_GROUPS = 500


class Format(StrEnum):
    """What `purport roots` writes."""

    table = "table"
    json = "json"
    html = "html"


def roots(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="A group, or a claim of it; the id's beginning will do."
        ),
    ] = None,
    *,
    ledger: LedgerOption = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="What to write.", show_default=True)
    ] = Format.table,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the rules, and the words they rest on.")
    ] = False,
    least: Annotated[
        int,
        typer.Option("--at-least", metavar="N", min=1, help="Only what so many reports hold."),
    ] = 1,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How many groups; a table shows 50, JSON all."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="Write there.")] = None,
) -> None:
    """Count the independent roots of each claim: ten copies of one release are one root.

    An interval says what is certain and what is possible; a report that does not say where it has
    something from adds nothing to the first and at most one to the second. What only one gatekeeper
    can be asked for is one root.

    [bold]Examples[/bold]

    purport roots

    purport roots g3f2a --explain

    purport roots --at-least 2 --format html --output roots.html

    purport roots --format json > groups.json

    [bold]Exit status[/bold]

    0 done; 2 it could not be done.
    """
    job = Job(name, ledger, output_format, explain, least, limit, output)
    raise typer.Exit(_carry_out(job))


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport roots` to do."""

    name: str | None
    ledger: Path | None
    format: Format
    explain: bool = False
    least: int = 1
    limit: int | None = None
    output: Path | None = None


def _carry_out(job: Job) -> int:
    try:
        with corroborated(job.ledger) as ledger:
            write_stream(_texts(job, ledger), job.output)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return DONE


def _texts(job: Job, ledger: Ledger) -> Iterator[str]:
    from purport.corroboration.counted import counted_groups  # noqa: PLC0415 - as above

    groups = counted_groups(ledger, _chosen(job, ledger))
    if job.format is Format.json:
        yield from _json(groups)
        return
    shown = list(groups)
    reports = _reports(ledger, shown)
    if job.format is Format.html:
        from purport.export.roots_page import roots_page  # noqa: PLC0415 - templates take a while

        yield roots_page(shown, reports, installed_version())
    else:
        yield _tables(shown, reports, job)


def _chosen(job: Job, ledger: Ledger) -> list[str]:
    """Return the ids of the groups that are meant.

    Raises:
        UnknownId: there is no group or claim of that id.
        UsageError: more groups than a page can hold.
    """
    from purport.ledger.group_counts import group_ids  # noqa: PLC0415 - as above

    if job.name is not None:
        return [_group_named(ledger, job.name)]
    most = {Format.table: _SHOWN, Format.json: None, Format.html: _SHOWN}[job.format]
    limit = job.limit or most
    if job.format is Format.html and (limit or 0) > _PAGE_GROUPS:
        what = f"a page holds at most {_PAGE_GROUPS} groups"
        raise UsageError(what, "--limit", "Give a smaller number.")
    return group_ids(ledger, least_reports=job.least, limit=limit)


def _group_named(ledger: Ledger, name: str) -> str:
    from purport.errors import UnknownId  # noqa: PLC0415
    from purport.ledger.group_store import group, group_of_claim  # noqa: PLC0415 - as above
    from purport.ledger.search import show_claim  # noqa: PLC0415

    try:
        return group(ledger, name).id
    except UnknownId:
        held = group_of_claim(ledger, show_claim(ledger, name).id)
        if held is None:
            what = "this claim takes part in no group, as questions and intentions do not"
            raise UnknownId(what, name) from None
        return held.id


def _json(groups: Iterator[Group]) -> Iterator[str]:
    """Yield the text of a JSON list, a group a line."""
    import json  # noqa: PLC0415

    from purport.model.group_json import group_dict  # noqa: PLC0415

    before = "["
    for group in groups:
        yield f"{before}{json.dumps(group_dict(group), ensure_ascii=True)}"
        before = ",\n"
    yield "[]\n" if before == "[" else "]\n"


def _reports(ledger: Ledger, groups: Sequence[Group]) -> dict[str, Report]:
    from purport.ledger.search import report_reading  # noqa: PLC0415 - as above

    ids = dict.fromkeys(r for g in groups for r in g.reports)
    return {i: report_reading(ledger, i).report for i in ids}


def _tables(groups: Sequence[Group], reports: dict[str, Report], job: Job) -> str:
    from purport.cli.printing import printed  # noqa: PLC0415
    from purport.export.roots_tree import roots_table, roots_tree  # noqa: PLC0415 - rich

    if not groups:
        return "no claims yet: purport add puts reports in\n"
    views: list[RenderableType] = []
    if job.name is None and not job.explain:
        views.append(roots_table(groups))
    else:
        for group in groups:
            views += [roots_tree(group, reports, explain=job.explain), ""]
    return printed(views, to_file=job.output is not None)
