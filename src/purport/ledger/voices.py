"""Who is heard in the ledger: the names of voices, with how many claims each has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, get_args

from sqlalchemy import Select, case, distinct, func, select

from purport.errors import UsageError
from purport.ledger.facets import folded
from purport.ledger.store import Ledger
from purport.ledger.tables import claim_voices, claims
from purport.model.voice import VoiceKind


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A name under which reports know a voice.

    Args:
        name: the name.
        kind: person, group, organisation or unnamed, as most of the claims have it.
        speaks: in how many claims it speaks.
        claims: of how many claims it is in the chain, those in which it speaks among them.
    """

    name: str
    kind: str
    speaks: int
    claims: int


@dataclass(frozen=True, slots=True)
class VoicePage:
    """Some voices, those with the most claims first, and the `after` of the next page, or None."""

    rows: tuple[VoiceRow, ...]
    next: int | None


def list_voices(
    ledger: Ledger,
    *,
    words: str | None = None,
    kind: str | None = None,
    everything: bool = False,
    limit: int = 50,
    after: int | None = None,
) -> VoicePage:
    """Return a page of the names of voices.

    Args:
        ledger: where to look.
        words: words that the name has to hold, in any order.
        kind: person, group, organisation or unnamed.
        everything: whether attitudes are counted too.
        limit: how many voices a page holds.
        after: the `next` of the page before; None is the first page.

    Raises:
        UsageError: there is no such kind.
        LedgerError: the ledger cannot be read.
    """
    if kind is not None and kind not in get_args(VoiceKind):
        remedy = f"Give one of: {', '.join(get_args(VoiceKind))}."
        raise UsageError(f"there is no kind of voice {kind!r}", "--kind", remedy)
    wanted, start = set(folded(words or "")), after or 0
    chosen = _counted(kind, everything=everything)
    with ledger.reading() as connection:
        if not wanted:
            some = connection.execute(chosen.limit(limit + 1).offset(start)).all()
        else:
            rows = connection.execute(chosen)
            named = (row for row in rows if wanted <= set(folded(row.name)))
            some = list(islice(named, start, start + limit + 1))
    found = tuple(VoiceRow(row.name, row.kind, row.speaks, row.claims) for row in some[:limit])
    return VoicePage(found, start + limit if len(some) > limit else None)


def _counted(kind: str | None, *, everything: bool) -> Select[Any]:
    """Return the question for names with their numbers of claims; the index alone answers it."""
    n, speaks = claim_voices.c.claim_n, claim_voices.c.speaks
    by_kind = (
        select(
            claim_voices.c.name,
            claim_voices.c.kind,
            func.count(distinct(case((speaks, n)))).label("speaks"),
            func.count(distinct(n)).label("claims"),
        )
        .where(claim_voices.c.name.is_not(None))
        .where(n.not_in(select(claims.c.n).where(~claims.c.current)))
        .group_by(claim_voices.c.name, claim_voices.c.kind)
    )
    if not everything:
        by_kind = by_kind.where(claim_voices.c.told)
    some = by_kind.subquery()
    # the kind is that of the row with the most claims: sqlite.org/lang_select.html#bareagg
    together = select(
        some.c.name,
        some.c.kind,
        func.max(some.c.claims),
        func.sum(some.c.speaks).label("speaks"),
        func.sum(some.c.claims).label("claims"),
    ).group_by(some.c.name)
    if kind is not None:
        together = together.having(some.c.kind == kind)
    return together.order_by(func.sum(some.c.claims).desc(), some.c.name)
