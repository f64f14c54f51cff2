"""`purport show`: one claim of the ledger, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import LedgerOption, answer, is_styled
from purport.cli.printing import printed

if TYPE_CHECKING:
    from purport.ledger.store import Ledger


class Format(StrEnum):
    """What a claim may be written as."""

    text = "text"
    json = "json"


def show(
    claim: Annotated[
        str,
        typer.Argument(metavar="ID", help="The claim's id, its beginning, or REPORT/c3."),
    ],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.text,
    ledger: LedgerOption = None,
) -> None:
    """Show a claim: who says it through whom, its words in their context, what was decided on it.

    [bold]Examples[/bold]

    purport show 3f2a9c01de4b

    purport show 3f2a

    purport show report-7/c3 --format json

    [bold]Exit status[/bold]

    0 done; 2 there is no such claim, or several.
    """
    answer(ledger, lambda opened: _texts(opened, claim, as_json=output_format is Format.json))


def _texts(ledger: Ledger, name: str, *, as_json: bool) -> Iterator[str]:
    from purport.ledger.search import show_claim  # noqa: PLC0415 - SQLAlchemy takes a while

    shown = show_claim(ledger, name)
    if as_json:
        from purport.export.ledger_claims import shown_json  # noqa: PLC0415 - seldom needed

        yield shown_json(shown)
        return
    from purport.export.ledger_terminal import shown_view  # noqa: PLC0415 - seldom needed
    from purport.export.terminal import PLAIN, STYLED  # noqa: PLC0415 - likewise

    yield printed([shown_view(shown, STYLED if is_styled() else PLAIN)], to_file=False)
