"""`purport desk`: the ledger in a browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from purport.cli.outcome import COULD_NOT
from purport.errors import PurportError


def desk(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8420,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Another than this machine's own needs a token.")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    ledger: Annotated[Path | None, typer.Option(metavar="FILE", help="The ledger.")] = None,
) -> None:
    """Open the desk: read reports, check claims and decide, in a browser on this machine.

    [bold]Examples[/bold]

    purport desk

    purport desk --ledger case.ledger --port 0 --no-browser

    [bold]Exit status[/bold]

    0 stopped by Ctrl-C; 2 it could not be opened.
    """
    # the imports stand here because the web server takes a while to load
    from purport.desk.server import bind, lay_out, serve, shown_host  # noqa: PLC0415
    from purport.ledger.store import open_ledger  # noqa: PLC0415
    from purport.settings import chosen_ledger, chosen_person, load_settings  # noqa: PLC0415

    try:
        settings = load_settings()
        with open_ledger(ledger or chosen_ledger(settings), create=True) as opened:
            listener = bind(host, port)
            bound = listener.getsockname()[1]
            laid = lay_out(opened, settings, chosen_person(settings), host, bound)
            token = f"?token={laid.token}" if laid.token else ""
            address = f"http://{shown_host(host)}:{bound}/{token}"
            sys.stderr.write(f"purport: the desk is open at {address} (Ctrl-C closes it)\n")
            if not no_browser:
                webbrowser.open(address)
            serve(laid, listener)
    except KeyboardInterrupt:
        sys.stderr.write("purport: the desk is closed\n")
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        raise typer.Exit(COULD_NOT) from error
