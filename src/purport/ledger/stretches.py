"""Filters → questions to the database: which stretches of claims, matching what, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, column, exists, func, select, table, text

from purport.ledger.claim_order import DAY_NUMBERS, days_of, first_claim_number
from purport.ledger.facets import closed, dated, overlap_words
from purport.ledger.filters import Days, Filters, match_words
from purport.ledger.tables import claim_places, claim_times, claims, reports

_INDEX = table("claim_words", column("rowid"))
_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-99-99"
_SMALL_WORDS = frozenset({"And", "Of", "The"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Claims whose numbers lie in [first, end), and what the index has to say of them."""

    first: int
    end: int | None
    match: str


def numbers_of(stretch: Stretch, about: Days, after: int | None) -> Select[tuple[int]]:
    """Return the question for the numbers of the claims of a stretch, in order."""
    number = claims.c.n if not stretch.match else _INDEX.c.rowid
    chosen = select(number.label("n")).order_by(number)
    if stretch.match:
        chosen = chosen.where(text("claim_words MATCH :match").bindparams(match=stretch.match))
    else:
        chosen = chosen.where(claims.c.current)
    chosen = chosen.where(number >= max(stretch.first, 0 if after is None else after + 1))
    if stretch.end is not None:
        chosen = chosen.where(number < stretch.end)
    return chosen if about == (None, None) else chosen.where(_speaks_of(number, about))


def first_numbers(
    connection: Connection, filters: Filters, most: int, after: int | None = None
) -> list[int]:
    """Return the numbers of the first claims that are as the filters ask, in order.

    Args:
        connection: one that reads.
        filters: what to look for.
        most: how many numbers at most.
        after: the number after which to begin; None begins at the first.

    Raises:
        UsageError: a filter asks for what cannot be.
    """
    found: list[int] = []
    for stretch in stretches(connection, filters):
        chosen = numbers_of(stretch, filters.about, after).limit(most - len(found))
        found += connection.scalars(chosen)
        if len(found) >= most:
            break
    return found


def _speaks_of(number: Any, about: Days) -> Any:
    """Return the condition that a claim speaks of a time that overlaps some days."""
    first, last = about
    overlap = exists().where(claim_times.c.claim_n == number)
    overlap = overlap.where(claim_times.c.first_day <= (last.isoformat() if last else _LAST_DAY))
    return overlap.where(claim_times.c.last_day >= (first.isoformat() if first else _FIRST_DAY))


def stretches(connection: Connection, filters: Filters) -> Iterator[Stretch]:
    """Yield where to look, in order: which numbers, and what the index has to match there.

    A report of which the month or year alone is known counts where that overlaps the days asked
    for. It stands under the first of its days, which may lie before them.
    """
    match = _match(connection, filters)
    if match is None:
        return
    since, until = filters.published
    first = 0 if until is None else first_claim_number(until.isoformat())
    if since is None:
        yield Stretch(first, None if until is None else first_claim_number(None), match)
        return
    end = first_claim_number(since.isoformat()) + DAY_NUMBERS
    yield Stretch(first, end, match)
    coarse = " OR ".join(f'"{dated(since.isoformat()[:chars])}"' for chars in (7, 4))
    yield Stretch(end, None, both(match, f"({coarse})"))


def _match(connection: Connection, filters: Filters) -> str | None:
    """Return what the index has to match ("" for all claims); None where nothing can be found."""
    match = match_words(filters, _country(connection, filters.place))
    if filters.report is not None:
        n = connection.scalar(select(reports.c.n).where(reports.c.id == filters.report))
        if n is None:
            return None
        match = both(match, f'"{closed("report", str(n))}"')
    if filters.about != (None, None):
        days = _closed_days(connection, filters.about)
        if days is None:
            return None
        match = both(match, f"({' OR '.join(overlap_words(*days))})")
    return match


def _country(connection: Connection, place: str | None) -> str | None:
    """Return the code of a country that is typed as a code, or by a name that a report uses."""
    typed = (place or "").strip().strip('"“”')
    if len(typed) == 2:
        return typed.upper()
    titled = " ".join(w.lower() if w in _SMALL_WORDS else w for w in typed.title().split())
    named = claim_places.c.name.in_({typed, titled})
    of_country = named & (claim_places.c.precision == "country")
    return connection.scalar(select(claim_places.c.country).where(of_country).limit(1))


def _closed_days(connection: Connection, days: Days) -> tuple[date, date] | None:
    """Return days without an open end; None where no claim can speak of them."""
    first, last = days
    if first is not None and last is not None:
        return first, last
    bounds = select(func.min(claim_times.c.first_day), func.max(claim_times.c.first_day))
    least, most = (days_of(day) for day in connection.execute(bounds).one())
    if least is None or most is None:
        return None
    # a time that began before all others ended is met by the day that is given
    start, end = first or least[0], last or max(most[1], first or most[1])
    return None if end < start else (start, end)


def both(match: str, more: str) -> str:
    """Return what matches two questions to the index; the first may ask for nothing ("")."""
    return f"{match} AND {more}" if match else more
