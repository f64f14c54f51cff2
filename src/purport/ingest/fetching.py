"""An http or https address → the bytes there, within limits of size, time and redirects.

Made of http.client rather than of a larger library, because the connection has to go to the very
address that was checked, and every wait has to end at one deadline. Proxies of the environment are
not used, cookies are neither sent nor kept, and nothing is sent that names the user.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from purport.errors import DamagedInput, InputTooLarge, PurportError, RefusedAddress, Unreachable
from purport.ingest.content_coding import unpack
from purport.ingest.network import CONNECT_S, Deadline, connect
from purport.settings import Settings

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_GOOD = (200, 203)
_PIECE_BYTES = 1 << 16
_PORTS = {"http": 80, "https": 443}
_MOST_ADDRESS_CHARS = 8000
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, */*;q=0.5"
_CANONICAL = re.compile(
    r"<([^<>]{1,2000})>\s*;[^,]{0,500}?\brel\s*=\s*\"?canonical\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gives: bytes (unpacked), where they were in the end, and what they are."""

    data: bytes
    address: str
    media_type: str | None = None
    charset: str | None = None
    canonical: str | None = None


def fetch(address: str, settings: Settings) -> Fetched:
    """Return what is at an address.

    Args:
        address: An http or https address, as the user gave it.
        settings: The limits (`max_input_bytes`, `max_seconds`), and `allow_private_addresses`.

    Raises:
        RefusedAddress: it is no such address, holds a password, or leads to a host that is not
            public.
        Unreachable: nobody answers, not in time, or with an error.
        InputTooLarge: there are more bytes than allowed.
        DamagedInput: the answer breaks off or cannot be unpacked.
    """
    deadline = Deadline.after(settings.max_seconds)
    seen = check_address(address)
    try:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(seen, deadline, settings)
            if isinstance(answer, Fetched):
                return answer
            seen = answer
    except (TimeoutError, ssl.SSLError, http.client.HTTPException, OSError, ValueError) as cause:
        raise _told(cause, settings) from cause
    raise Unreachable(f"it leads on to other addresses more than {MOST_REDIRECTS} times")


def is_address(source: str) -> bool:
    """Whether what a user gives is meant as an address, and not as a path.

    Example:
        >>> is_address("HTTPS://example.org/"), is_address("reports/http.txt")
        (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def check_address(address: str) -> SplitResult:
    """Return the parts of an address that may be fetched, without its fragment.

    Raises:
        RefusedAddress: it is none.

    Example:
        >>> check_address("https://example.org/a#b").geturl()
        'https://example.org/a'
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RefusedAddress("this is not an address") from None
    if parts.scheme not in _PORTS or not host or len(address) > _MOST_ADDRESS_CHARS or port == 0:
        raise RefusedAddress("this is not an http or https address")
    if "@" in parts.netloc:
        remedy = "Leave the name and the password out, or save the page and give the file."
        raise RefusedAddress("the address holds a name or a password", None, remedy)
    return parts._replace(fragment="")


def shown_address(address: str) -> str:
    """Return an address for people to see, without a name or password in it.

    Example:
        >>> shown_address("https://ann:secret@example.org/a")
        'https://example.org/a'
    """
    return re.sub(
        r"^(\w+:)?//[^/?#]*@", r"\1//", address.encode("utf-8", "replace").decode("utf-8")
    )


class _TimedSocket:
    """A socket for http.client, each of whose waits ends at the deadline."""

    def __init__(self, inner: socket.socket, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._inner.settimeout(self._deadline.left_s())
        self._inner.sendall(data)

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(_TimedBytes(self._inner, self._deadline))

    def close(self) -> None:
        """Do nothing: the connection is closed when the answer is read."""


class _TimedBytes(io.RawIOBase):
    """What a socket receives, as a stream."""

    def __init__(self, inner: socket.socket, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._inner.settimeout(self._deadline.left_s())
        return self._inner.recv_into(buffer)


def _ask(parts: SplitResult, deadline: Deadline, settings: Settings) -> Fetched | SplitResult:
    """Return what an address gives, or the address to which it leads on."""
    host = str(parts.hostname)
    port = parts.port or _PORTS[parts.scheme]
    allow_private = settings.allow_private_addresses
    inner = connect(host, port, deadline, allow_private=allow_private)
    try:
        if parts.scheme == "https":
            inner.settimeout(deadline.left_s(CONNECT_S))
            inner = ssl.create_default_context().wrap_socket(inner, server_hostname=host)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = _TimedSocket(inner, deadline)
        connection.request("GET", _target(parts), headers=_headers())
        response = connection.getresponse()
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            return check_address(urljoin(parts.geturl(), location))
        if response.status not in _GOOD:
            reason = " ".join(response.reason.split())[:80]
            raise Unreachable(f"the server answers {response.status} {reason}".rstrip())
        return _fetched(response, parts.geturl(), settings.max_input_bytes)
    finally:
        inner.close()


def _headers() -> dict[str, str]:
    try:
        ours = version("purport")
    except PackageNotFoundError:
        ours = "0"
    return {
        "User-Agent": f"purport/{ours}",
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _target(parts: SplitResult) -> str:
    safe = "/%:@!$&'()*+,;=~"
    query = f"?{quote(parts.query, safe=safe + '?/[]')}" if parts.query else ""
    return (quote(parts.path, safe=safe) or "/") + query


def _fetched(response: http.client.HTTPResponse, address: str, most_bytes: int) -> Fetched:
    declared = response.length
    if declared is not None and declared > most_bytes:
        raise InputTooLarge(
            f"the server says that there are {declared} bytes, more than the setting "
            f"max_input_bytes ({most_bytes})"
        )
    parts: list[bytes] = []
    size = 0
    while piece := response.read(_PIECE_BYTES):
        parts.append(piece)
        size += len(piece)
        if size > most_bytes:
            raise InputTooLarge(
                f"there are more than {most_bytes} bytes, the setting max_input_bytes"
            )
    if response.length:
        raise DamagedInput(f"the answer breaks off: {response.length} bytes are missing")
    data = unpack(b"".join(parts), response.getheader("Content-Encoding", ""), most_bytes)
    link = _CANONICAL.search(response.getheader("Link", "")[:_MOST_ADDRESS_CHARS])
    stated = bool(response.getheader("Content-Type"))
    return Fetched(
        data,
        address,
        response.headers.get_content_type() if stated else None,
        response.headers.get_content_charset() if stated else None,
        urljoin(address, link[1]) if link else None,
    )


def _told(cause: Exception, settings: Settings) -> PurportError:
    """Return what went wrong on the way, as the user's error."""
    if isinstance(cause, TimeoutError):
        return Unreachable(
            f"there is no whole answer within {settings.max_seconds} s (max_seconds)"
        )
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Unreachable(f"its certificate is not to be trusted ({cause.verify_message})")
    if isinstance(cause, http.client.IncompleteRead):
        return DamagedInput("the answer breaks off")
    if isinstance(cause, http.client.HTTPException | ValueError):
        return Unreachable("the answer is not HTTP that can be read")
    reason = getattr(cause, "reason", None) or getattr(cause, "strerror", None) or "no reason"
    return Unreachable(f"the connection broke off ({reason})")
