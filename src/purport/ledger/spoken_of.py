"""What claims speak of: places with coordinates, and days, counted over a search."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from purport.ledger.filters import Filters
from purport.ledger.store import Ledger
from purport.ledger.stretches import first_numbers
from purport.ledger.tables import claim_places, claim_times, claims


@dataclass(frozen=True, slots=True)
class PlaceSpokenOf:
    """A place, and how many of the claims looked at name it."""

    name: str
    country: str | None
    lat: float
    lon: float
    claims: int


@dataclass(frozen=True, slots=True)
class TimeSpokenOf:
    """A claim at the days of which it speaks (first to last, ISO)."""

    id: str
    text: str
    speaker: str | None
    status: str
    first_day: str
    last_day: str


def places_spoken_of(
    ledger: Ledger, filters: Filters, *, claims_at_most: int
) -> tuple[PlaceSpokenOf, ...]:
    """Return the places that claims name, the most named first.

    Args:
        ledger: where to look.
        filters: which claims.
        claims_at_most: how many claims are looked at, those of the newest reports first.
    """
    place = (claim_places.c.name, claim_places.c.country, claim_places.c.lat, claim_places.c.lon)
    count = func.count(claim_places.c.claim_n.distinct())
    with ledger.reading() as connection:
        numbers = first_numbers(connection, filters, claims_at_most)
        chosen = (
            select(*place, count)
            .where(claim_places.c.claim_n.in_(numbers), claim_places.c.lat.is_not(None))
            .group_by(*place)
            .order_by(count.desc(), claim_places.c.name, claim_places.c.lat)
        )
        return tuple(PlaceSpokenOf(*row) for row in connection.execute(chosen))


def times_spoken_of(
    ledger: Ledger, filters: Filters, *, claims_at_most: int
) -> tuple[TimeSpokenOf, ...]:
    """Return the claims that speak of days that are known, the latest days first.

    A claim that speaks of several comes once for each.

    Args:
        ledger: where to look.
        filters: which claims.
        claims_at_most: how many claims are looked at, those of the newest reports first.
    """
    claim = (claims.c.id, claims.c.text, claims.c.speaker, claims.c.status)
    with ledger.reading() as connection:
        numbers = first_numbers(connection, filters, claims_at_most)
        chosen = (
            select(*claim, claim_times.c.first_day, claim_times.c.last_day)
            .join(claim_times, claim_times.c.claim_n == claims.c.n)
            .where(claims.c.n.in_(numbers), claim_times.c.first_day.is_not(None))
            .order_by(claim_times.c.first_day.desc(), claim_times.c.last_day.desc(), claims.c.n)
            .distinct()
        )
        return tuple(TimeSpokenOf(*row) for row in connection.execute(chosen))
