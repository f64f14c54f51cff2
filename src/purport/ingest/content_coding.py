"""Bytes as HTTP carried them → the bytes that were meant: chunks joined, compression undone.

Nothing is unpacked past a limit: a few kilobytes can be made to unpack to terabytes.
"""

from __future__ import annotations

import re
import zlib

from purport.errors import DamagedInput, InputTooLarge

_CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP_MARK = b"\x1f\x8b"
_PIECE_BYTES = 1 << 16


def join_chunks(body: bytes) -> bytes:
    r"""Return the body that chunks hold (RFC 9112, 7.1); a body that is in no chunks stays.

    Many archives hold bodies that were joined before, under a header that still says "chunked".

    Raises:
        DamagedInput: a chunk is cut off.

    Example:
        >>> join_chunks(b"3\r\nThe\r\n5\r\n gate\r\n0\r\n\r\n")
        b'The gate'
    """
    head = _CHUNK_HEAD.match(body)
    if head is None:
        return body
    parts: list[bytes] = []
    while head is not None:
        size = int(head[1], 16)
        part = body[head.end() : head.end() + size]
        if len(part) < size or size == 0:
            break
        parts.append(part)
        after = head.end() + size
        after += 2 if body[after : after + 2] == b"\r\n" else 1
        head = _CHUNK_HEAD.match(body, after)
    if head is None or int(head[1], 16):
        raise DamagedInput("the body breaks off in the middle of a chunk")
    return b"".join(parts)


def unpack(body: bytes, coding: str, most_bytes: int) -> bytes:
    """Return a body with its content codings undone.

    Args:
        body: The bytes.
        coding: The value of the header Content-Encoding.
        most_bytes: The limit for what it unpacks to.

    Raises:
        InputTooLarge: it unpacks to more than `most_bytes`.
        DamagedInput: it cannot be unpacked, or the coding is none that is known.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip()]
    if len(names) > 3:
        raise DamagedInput("the body is packed more than three times over")
    for name in reversed(names):
        if name in ("gzip", "x-gzip"):
            # some servers name a coding that they did not use
            body = _inflate(body, 31, most_bytes) if body.startswith(_GZIP_MARK) else body
        elif name == "deflate":
            # the standard means zlib's form, but many send the bare one (RFC 9110, 8.4.1.2)
            zlib_form = body[:1] == b"\x78" and int.from_bytes(body[:2], "big") % 31 == 0
            body = _inflate(body, 15 if zlib_form else -15, most_bytes)
        elif name != "identity":
            raise DamagedInput(f"the body is packed as {name[:40]}, which is not read")
    return body


def _inflate(body: bytes, wbits: int, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    rest = body
    while rest:
        inflater = zlib.decompressobj(wbits)
        while rest and not inflater.eof:
            try:
                part = inflater.decompress(rest, _PIECE_BYTES)
            except zlib.error as cause:
                raise DamagedInput("the body cannot be unpacked") from cause
            rest = inflater.unconsumed_tail
            parts.append(part)
            size += len(part)
            if size > most_bytes:
                raise InputTooLarge(
                    f"the body unpacks to more than {most_bytes} bytes, the setting max_input_bytes"
                )
        if not inflater.eof:
            raise DamagedInput("the body breaks off while it is unpacked")
        # a file of gzip may hold several parts, one behind the other
        rest = inflater.unused_data if inflater.unused_data.startswith(_GZIP_MARK) else b""
    return b"".join(parts)
