"""Which claims are about the same as which, kept claim by claim, and the parts that these make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import Connection, select

from purport.ledger.tables import claim_edges, claim_vectors, claims, group_claims
from purport.ledger.value_lists import listed

_AT_ONCE: Final = 20_000


def edges_of(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """Return the kept edges of some claims by number; claims without any are left out."""
    chosen = select(claim_edges).where(claim_edges.c.claim_n.in_(listed(numbers)))
    return {row.claim_n: row.body for row in connection.execute(chosen)}


def ids_of(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the ids of some claims by number."""
    chosen = select(claims.c.n, claims.c.id).where(claims.c.n.in_(listed(numbers)))
    return {row.n: row.id for row in connection.execute(chosen)}


def sketched_among(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Return which of some claims have a sketch that is kept."""
    chosen = select(claim_vectors.c.claim_n).where(claim_vectors.c.claim_n.in_(listed(numbers)))
    return set(connection.scalars(chosen))


def members_of_parts(connection: Connection, parts: Sequence[int]) -> dict[int, set[int]]:
    """Return the numbers of the claims of some parts, by part."""
    chosen = select(group_claims.c.part, group_claims.c.claim_n)
    found: dict[int, set[int]] = {}
    for row in connection.execute(chosen.where(group_claims.c.part.in_(listed(parts)))):
        found.setdefault(row.part, set()).add(row.claim_n)
    return found


def write_edges(connection: Connection, bodies: Iterable[tuple[int, bytes]]) -> None:
    """Put the edges of some claims in the place of those that are kept; none takes them away."""
    rest = iter(bodies)
    while some := list(islice(rest, _AT_ONCE)):
        empty = [(n,) for n, body in some if not body]
        full = [(n, body) for n, body in some if body]
        driver = connection.exec_driver_sql
        if empty:
            driver("DELETE FROM claim_edges WHERE claim_n = ?", empty)
        if full:
            driver("INSERT OR REPLACE INTO claim_edges (claim_n, body) VALUES (?, ?)", full)


def forget_edges_and_keys(connection: Connection) -> None:
    """Take away all kept edges, and all keys by which claims worth comparing are found."""
    connection.exec_driver_sql("DELETE FROM claim_edges")
    connection.exec_driver_sql("DELETE FROM claim_keys")
