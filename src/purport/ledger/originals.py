"""The bytes as they came, each kept once under its SHA-256."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, bindparam, insert, select

from purport.ledger.deflation import deflate, inflate
from purport.ledger.tables import originals

_THERE = select(originals.c.sha256).where(originals.c.sha256 == bindparam("digest"))


def keep_original(connection: Connection, data: bytes) -> str:
    """Keep bytes, where they are not kept yet, and return their SHA-256."""
    digest = sha256(data).hexdigest()
    if connection.execute(_THERE, {"digest": digest}).first() is None:
        row = {"sha256": digest, "size_bytes": len(data), "body": deflate(data)}
        connection.execute(insert(originals), row)
    return digest


def read_original(connection: Connection, digest: str) -> bytes | None:
    """Return the bytes of a SHA-256, or None where they are not kept."""
    body = connection.scalar(select(originals.c.body).where(originals.c.sha256 == digest))
    return None if body is None else inflate(body)
