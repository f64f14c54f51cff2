"""A connection to a host, once its address is known to be a public one.

The name is looked up once; every address that it stands for is checked, and the connection is made
to a checked one, so that a second look-up cannot lead elsewhere (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from purport.errors import RefusedAddress, Unreachable

CONNECT_S = 10.0
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# RFC 6052 and RFC 8215: IPv6 addresses that stand for IPv4 ones behind a translator
_TRANSLATED = (
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("64:ff9b:1::/48"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something has to be done."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline some seconds from now."""
        return cls(time.monotonic() + seconds)

    def left_s(self, most: float | None = None) -> float:
        """Return the seconds that are left, at most `most`.

        Raises:
            TimeoutError: none are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)


def connect(host: str, port: int, deadline: Deadline, *, allow_private: bool) -> socket.socket:
    """Return a connection to a host.

    Args:
        host: Its name, or its address in digits.
        port: The port.
        deadline: When to give up.
        allow_private: Whether addresses that are not public are allowed.

    Raises:
        RefusedAddress: the host has an address that is not a public one.
        Unreachable: the name is not known, or nobody answers.
        TimeoutError: the deadline is over.
    """
    found = _look_up(host, port, deadline)
    if not allow_private:
        for _, where in found:
            refuse_private(where[0], host)
    trouble: OSError = OSError("it has no address")
    for family, where in found:
        one = socket.socket(family, socket.SOCK_STREAM)
        try:
            one.settimeout(deadline.left_s(CONNECT_S))
            one.connect(where)
        except OSError as cause:
            one.close()
            trouble = cause
        else:
            return one
    deadline.left_s()
    what = trouble.strerror or str(trouble) or "no answer"
    raise Unreachable(f"{host} cannot be reached ({what})") from trouble


def refuse_private(digits: str, host: str) -> None:
    """Do nothing for an address that is public.

    Raises:
        RefusedAddress: it is private, of this machine, of the local link, reserved, or for many.

    Example:
        >>> refuse_private("93.184.215.14", "example.org")
    """
    address = ipaddress.ip_address(digits.partition("%")[0])
    for meant in (address, *_inside(address)):
        public = meant.is_global and not (
            meant.is_multicast or meant.is_reserved or meant.is_unspecified or meant.is_loopback
        )
        if not public:
            raise RefusedAddress(
                f"{host} is {digits}, which is not a public address",
                None,
                "Give a public address, or turn the setting allow_private_addresses on.",
            )


def _inside(address: _Address) -> Sequence[_Address]:
    """Return the IPv4 addresses that an IPv6 address wraps."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found: list[_Address] = [a for a in (address.ipv4_mapped, address.sixtofour) if a]
    found += address.teredo or ()
    if any(address in network for network in _TRANSLATED):
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return found


def _look_up(host: str, port: int, deadline: Deadline) -> list[tuple[int, Any]]:
    """Return the addresses of a host with their families.

    The system's own look-up cannot be told when to give up, so it is waited for from outside.
    """
    answers: queue.Queue[list[Any] | OSError | UnicodeError] = queue.Queue(1)

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as cause:
            answers.put(cause)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left_s(CONNECT_S))
    except queue.Empty:
        raise Unreachable(f"the name {host} could not be looked up in time") from None
    if isinstance(answer, OSError | UnicodeError):
        raise Unreachable(f"the name {host} is not known") from answer
    return [(family, where) for family, _, _, _, where in answer]
