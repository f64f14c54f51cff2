"""A place name and which place is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.span import Span

PlacePrecision = Literal["town", "region", "country"]


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a place as written (`span`); coordinates are None where the place is not known."""

    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
