"""Bytes and text as the ledger keeps them: deflated."""

from __future__ import annotations

import zlib
from functools import lru_cache

_LEVEL = 3  # 6 takes five times as long, and saves a sixth of a reading


@lru_cache(maxsize=1)  # of plain text the original and the text are the same bytes
def deflate(data: bytes) -> bytes:
    """Return bytes deflated; the same bytes give the same ones with the same zlib."""
    return zlib.compress(data, _LEVEL)


def inflate(data: bytes) -> bytes:
    """Return what was deflated.

    Raises:
        zlib.error: the bytes are damaged.
    """
    return zlib.decompress(data)


def deflate_text(text: str) -> bytes:
    """Return text as deflated UTF-8; a lone surrogate is kept."""
    return deflate(text.encode("utf-8", "surrogatepass"))


def inflate_text(data: bytes) -> str:
    """Return the text that was deflated."""
    return inflate(data).decode("utf-8", "surrogatepass")
