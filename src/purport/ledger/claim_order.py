"""The number of a claim: it sorts claims by the day of their report, the newest first.

A page of claims and a range of report dates are then both a stretch of row numbers, which SQLite
reads off in order, from the table and from the full-text index alike. A number is the block of the
report's day (later days have lower blocks; no date has the last) and a place in the block.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from purport.ledger.tables import claims

# how many numbers a day has; those of this century fit into six bytes
DAY_NUMBERS = 1 << 28
_FIRST_BLOCK_DAY = date(3000, 1, 1).toordinal()
_NO_DATE_BLOCK = _FIRST_BLOCK_DAY
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def next_claim_number(connection: Connection, published: str | None) -> int:
    """Return the first free number for claims of a report of that day; the ones after are free too.

    Args:
        connection: a transaction that writes, so that nobody else takes the number.
        published: the report's EDTF date, or None.
    """
    first = first_claim_number(published)
    block = select(func.max(claims.c.n)).where(claims.c.n >= first)
    if first < _NO_DATE_BLOCK * DAY_NUMBERS:
        block = block.where(claims.c.n < first + DAY_NUMBERS)
    last = connection.execute(block).scalar_one()
    return first if last is None else last + 1


def first_claim_number(published: str | None) -> int:
    """Return the lowest number that a claim of a report of that day can have.

    A month or a year counts as its first day.

    Example:
        >>> first_claim_number("2022-05-19") < first_claim_number("2022-05-18")
        True
        >>> first_claim_number("2022-05") == first_claim_number("2022-05-01")
        True
        >>> first_claim_number("2022-05-19") < first_claim_number(None)
        True
    """
    days = days_of(published)
    block = _NO_DATE_BLOCK if days is None else max(0, _FIRST_BLOCK_DAY - days[0].toordinal())
    return block * DAY_NUMBERS


def day_block(number: ColumnElement[int]) -> ColumnElement[int]:
    """Return the block of the day of a claim's number, as a column to group by."""
    return number // DAY_NUMBERS


def day_of_block(block: int) -> str | None:
    """Return the day ("2022-05-19") that a block of numbers is of, or None for claims without one.

    Example:
        >>> day_of_block(first_claim_number("2022-05-19") // DAY_NUMBERS)
        '2022-05-19'
        >>> day_of_block(first_claim_number(None) // DAY_NUMBERS) is None
        True
    """
    day = _FIRST_BLOCK_DAY - block
    return date.fromordinal(day).isoformat() if day > 0 else None


def days_of(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF day, month or year, or None where it is none.

    Example:
        >>> [str(day) for day in days_of("2024-02")]
        ['2024-02-01', '2024-02-29']
        >>> days_of("2024-02-31") is None
        True
    """
    found = _EDTF_DAY.fullmatch(edtf or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first, first
    last_month = month or 12
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])
