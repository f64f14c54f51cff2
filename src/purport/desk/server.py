"""The desk on an address of this machine."""

from __future__ import annotations

import gc
import secrets
import signal
import socket
from ipaddress import ip_address
from threading import Thread

import uvicorn

from purport.desk.application import make_application
from purport.desk.desk import Desk
from purport.desk.intake import Intake
from purport.desk.jobs import JobQueue
from purport.desk.shelf import Shelf
from purport.desk.upkeep import Upkeep
from purport.desk.voice_counts import VoiceCounts
from purport.errors import UsageError
from purport.ledger.store import Ledger
from purport.settings import Settings

_KEPT_OPEN_S = 65  # set by hand: while somebody reads a page
_NEW_OBJECTS = 100_000  # set by hand
_SIGNALLED = 128  # as shells have it
_PARTING_S = 1  # pages that listen for progress never hang up by themselves
_NAMES_OF_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address of this machine; port 0 takes a free one.

    Raises:
        UsageError: the address is not this machine's, or the port is taken.
    """
    try:
        family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    except ValueError as cause:
        raise UsageError(f"{host!r} is not an IP address", "--host", "Give 127.0.0.1.") from cause
    # with the protocol named, the event loop sends each answer at once (TCP_NODELAY), not 40 ms on
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as cause:
        listener.close()
        what = f"port {port} of {host} cannot be had ({cause.strerror})"
        raise UsageError(what, "--port", "Give another, or 0 for any that is free.") from cause
    listener.listen()
    return listener


def shown_host(host: str) -> str:
    """Return an IP address as it stands in a web address.

    Example:
        >>> shown_host("::1")
        '[::1]'
    """
    return f"[{host}]" if ":" in host else host


def lay_out(ledger: Ledger, settings: Settings, person: str, host: str, port: int) -> Desk:
    """Return the desk for an address: with a token where others than this machine can reach it."""
    address = ip_address(host)
    local = address.is_loopback
    names = _NAMES_OF_LOOPBACK if local else (shown_host(host), *_NAMES_OF_LOOPBACK)
    return Desk(
        ledger=ledger,
        settings=settings,
        hosts=None if address.is_unspecified else frozenset(f"{name}:{port}" for name in names),
        secret=secrets.token_bytes(32),
        person=person,
        intake=Intake(settings),
        jobs=JobQueue(),
        voices=VoiceCounts(ledger),
        upkeep=Upkeep(ledger),
        shelf=Shelf(ledger),
        token=None if local else secrets.token_urlsafe(24),
    )


def serve(desk: Desk, listener: socket.socket) -> None:
    """Answer requests until the process is told to stop."""
    config = uvicorn.Config(
        make_application(desk), log_level="warning", access_log=False, server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=_PARTING_S,
        timeout_keep_alive=_KEPT_OPEN_S,
    )  # fmt: skip
    # the server ends the process with the signal that it was sent, and what stands below undone
    signal.signal(signal.SIGTERM, _leave)
    # unpacking a large group makes many objects, all of which stay: looking through all that there
    # are each time they have become 700 more takes as long again
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    desk.upkeep.want()
    Thread(target=desk.voices.warm, name="purport voices", daemon=True).start()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        desk.intake.close()
        desk.upkeep.close()


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(_SIGNALLED + number)
