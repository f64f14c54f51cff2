"""`purport brief`: what is new since a day."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from purport.cli.answering import LedgerOption
from purport.cli.corroborated import corroborated
from purport.cli.outcome import COULD_NOT, DONE
from purport.cli.output import write_stream
from purport.errors import BadDate, PurportError

if TYPE_CHECKING:
    from purport.corroboration.brief import Item
    from purport.ledger.store import Ledger


class By(StrEnum):
    """Which day of a report counts."""

    published = "published"
    added = "added"


class Format(StrEnum):
    """What `purport brief` writes."""

    text = "text"
    json = "json"


def brief(
    *,
    since: Annotated[str, typer.Option(metavar="DATE", help="The first day that is new.")],
    ledger: LedgerOption = None,
    by: Annotated[
        By, typer.Option(help="Go by the day of publication, or of adding to the ledger.")
    ] = By.published,
    output_format: Annotated[
        Format, typer.Option("--format", help="What to write.", show_default=True)
    ] = Format.text,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="Write there.")] = None,
) -> None:
    """Tell what is new: roots gained, status changed, new claims with one root, contradictions.

    [bold]Examples[/bold]

    purport brief --since 2024-05-01

    purport brief --since 2024-05-01 --by added --format json

    [bold]Exit status[/bold]

    0 done; 2 it could not be done.
    """
    raise typer.Exit(_carry_out(ledger, since, by, output_format, output))


def _carry_out(
    path: Path | None, since: str, by: By, output_format: Format, output: Path | None
) -> int:
    try:
        _check(since)
        with corroborated(path) as ledger:
            items = _items(ledger, since, by)
            write_stream(_texts(items, since, output_format, output), output)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    return DONE


def _check(since: str) -> None:
    """Do nothing for a day.

    Raises:
        BadDate: it is none.
    """
    from datetime import date  # noqa: PLC0415 - one use

    try:
        date.fromisoformat(since)
    except ValueError:
        raise BadDate(f"{since!r} is no day", "--since") from None


def _items(ledger: Ledger, since: str, by: By) -> Sequence[Item]:
    # engines of the ledger take a second to load
    from purport.corroboration.brief import brief_of  # noqa: PLC0415
    from purport.corroboration.counted import counted_groups  # noqa: PLC0415
    from purport.ledger.group_counts import (  # noqa: PLC0415
        added_since,
        days_of_reports,
        groups_of_reports,
        published_since,
    )

    new = published_since(ledger, since) if by is By.published else added_since(ledger, since)
    groups = list(counted_groups(ledger, groups_of_reports(ledger, new)))
    known = {g.id for g in groups}
    linked = sorted({other for g in groups for other in g.contradicted_by} - known)
    groups += counted_groups(ledger, linked)
    days = days_of_reports(ledger, {r for g in groups for r in g.reports})
    return brief_of(ledger, groups, new, {r: day or "" for r, day in days.items()})


def _texts(
    items: Sequence[Item], since: str, output_format: Format, output: Path | None
) -> Iterator[str]:
    from purport.cli.printing import printed  # noqa: PLC0415 - rich, as above
    from purport.export.brief_view import BriefLine, brief_lines  # noqa: PLC0415

    if output_format is Format.json:
        yield json.dumps([_plain(i) for i in items], ensure_ascii=True, indent=1) + "\n"
        return
    lines = [BriefLine(i.what, i.group, i.says, i.reports) for i in items]
    yield printed([brief_lines(lines, since)], to_file=output is not None)


def _plain(item: Item) -> dict[str, Any]:
    return {
        "what": item.what,
        "group": item.group.id,
        "claim": item.group.claim,
        "status": item.group.status,
        "roots_min": item.group.roots_min,
        "roots_max": item.group.roots_max,
        "says": item.says,
        "reports": list(item.reports),
    }
