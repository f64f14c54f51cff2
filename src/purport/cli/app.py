"""`purport`: the commands together, and how the program ends.

Nothing here or in what it imports may import an engine (spaCy, ONNX Runtime): help and version have
to come at once. A command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from purport.cli.add import add
from purport.cli.backup import backup
from purport.cli.brief import brief
from purport.cli.claims import claims
from purport.cli.decide import decide
from purport.cli.desk import desk
from purport.cli.export import export
from purport.cli.import_ledger import import_ledger
from purport.cli.outcome import COULD_NOT, INTERRUPTED
from purport.cli.read import read
from purport.cli.reports import reports
from purport.cli.roots import roots
from purport.cli.show import show
from purport.cli.trends import trends
from purport.cli.verify import verify
from purport.cli.version import installed_version
from purport.cli.voices import voices
from purport.cli.watch import watch

app = typer.Typer(
    name="purport",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="read")(read)
app.command(name="add")(add)
app.command(name="watch")(watch)
app.command(name="claims")(claims)
app.command(name="show")(show)
app.command(name="reports")(reports)
app.command(name="voices")(voices)
app.command(name="roots")(roots)
app.command(name="trends")(trends)
app.command(name="brief")(brief)
app.add_typer(decide)
app.command(name="export")(export)
app.command(name="import")(import_ledger)
app.command(name="verify")(verify)
app.command(name="backup")(backup)
app.command(name="desk")(desk)


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - the form of a typer callback
    if wanted:
        typer.echo(f"purport {installed_version()}")
        raise typer.Exit


@app.callback()
def purport(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Who claims what, on whose word. English only, for now; nothing leaves this computer.

    [bold]Examples[/bold]

    purport read report.txt

    purport read report.html --format html --output report.page.html
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("purport: stopped\n")
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001 - Python's own status 1 would say that all but some was done
        traceback.print_exc()
        sys.stderr.write("purport: this is a fault of purport; please report it\n")
        sys.exit(COULD_NOT)
