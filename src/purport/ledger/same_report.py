"""Whether a report has come before: the same bytes, or the same words from the same place.

The same words from another publisher are another report: a reprint is evidence of lineage and is
never folded into what it repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal, NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, or_, select

from purport.ledger.tables import readings, reports
from purport.model.report import Report

Match = Literal["exact", "near-exact"]
_WORD = re.compile(r"\w+")
_COLUMNS = (reports.c.n, reports.c.id, reports.c.sha256, reports.c.publisher, reports.c.url)
_ALIKE = (
    select(*_COLUMNS)
    .where(
        or_(reports.c.sha256 == bindparam("digest"), reports.c.words_sha256 == bindparam("words"))
    )
    .order_by(reports.c.n)
)


@dataclass(frozen=True, slots=True)
class Met:
    """A report that the ledger has already.

    `models` are those of its newest reading.
    """

    n: int
    report_id: str
    match: Match
    models: str


class _Kept(NamedTuple):
    """What of a report that is there tells whether it is this one."""

    n: int
    id: str
    sha256: str
    publisher: str | None
    url: str | None


@lru_cache(maxsize=8)  # asked when a report comes, and again when it is added
def words_digest(text: str) -> str:
    """Return the SHA-256 of a text's words alone: case, spaces and marks aside.

    Example:
        >>> words_digest("“No,” she said.") == words_digest("No, she  SAID")
        True
    """
    words = " ".join(_WORD.findall(normalize("NFKC", text).casefold()))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def meet(connection: Connection, report: Report, digest: str, words: str) -> Met | None:
    """Return the report of the ledger that this one is, by bytes before words, or None.

    Args:
        connection: one that reads.
        report: what came.
        digest: the SHA-256 of its bytes.
        words: its `words_digest`.
    """
    found = connection.execute(_ALIKE, {"digest": digest, "words": words})
    rows = [_Kept(*row) for row in found]
    for row in rows:
        if row.sha256 == digest and not _elsewhere(report, row):
            return _met(connection, row, "exact")
    for row in rows:
        if not _elsewhere(report, row) and _same_place(report, row):
            return _met(connection, row, "near-exact")
    return None


def _met(connection: Connection, row: _Kept, match: Match) -> Met:
    return Met(row.n, row.id, match, newest_models(connection, row.n) or "")


def newest_models(connection: Connection, report_n: int) -> str | None:
    """Return the models of a report's newest reading, or None where there is no reading."""
    found = select(readings.c.models).where(readings.c.report_n == report_n)
    return connection.scalar(found.order_by(readings.c.n.desc()).limit(1))


def _elsewhere(report: Report, row: _Kept) -> bool:
    """Whether two reports are known to come from different publishers, or hosts."""
    if report.publisher and row.publisher:
        return _plain(report.publisher) != _plain(row.publisher)
    here, there = host(report.url), host(row.url)
    return bool(here and there and here != there)


def _same_place(report: Report, row: _Kept) -> bool:
    """Whether both name the same publisher or host, or neither names any."""
    if report.publisher and row.publisher:
        return True
    here, there = host(report.url), host(row.url)
    if here and there:
        return True
    return not (report.publisher or row.publisher or here or there)


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def host(url: str | None) -> str | None:
    """Return the host of an address without "www.", or None.

    Example:
        >>> host("https://www.Example.org/a"), host("a.txt")
        ('example.org', None)
    """
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None
