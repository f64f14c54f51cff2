"""Where: the places that claims name, on shapes that are shipped with the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from purport.desk.forms import TheDesk
from purport.desk.pages.claims import Asked
from purport.desk.rendering import page
from purport.ledger.spoken_of import PlaceSpokenOf, places_spoken_of

router = APIRouter()
_CLAIMS = 2_000
_ROWS = 40
# set by hand: no closer than about a province, and room around the outermost places
_LEAST_DEGREES, _MARGIN = 3.0, 0.15
_MOST_RADIUS_PX, _LEAST_RADIUS_PX = 22.0, 5.0
WIDTH_PX, HEIGHT_PX = 1200.0, 640.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the picture: where, how large, and what it stands for."""

    x: float
    y: float
    radius: float
    place: PlaceSpokenOf
    named: bool


@dataclass(frozen=True, slots=True)
class MapPicture:
    """The piece of the world that is shown, and the dots on it, in pixels.

    `world` is where the picture of the whole world has to lie: x, y, width, height.
    """

    world: tuple[float, float, float, float]
    dots: tuple[Dot, ...]


def draw_map(places: Sequence[PlaceSpokenOf]) -> MapPicture:
    """Return the picture that holds all of some places, the largest dots first.

    Degrees of longitude are drawn shorter by the cosine of the middle latitude, so that shapes look
    right in the middle of the picture (equirectangular projection).
    """
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    shorter = max(0.2, cos(radians((south + north) / 2)))
    wide = max((east - west) * (1 + 2 * _MARGIN), _LEAST_DEGREES / shorter)
    high = max((north - south) * (1 + 2 * _MARGIN), _LEAST_DEGREES)
    scale = min(WIDTH_PX / (wide * shorter), HEIGHT_PX / high)
    left = (east + west) / 2 - WIDTH_PX / (2 * scale * shorter)
    top = (north + south) / 2 + HEIGHT_PX / (2 * scale)
    most = max(p.claims for p in places)
    ordered = sorted(places, key=lambda p: (-p.claims, p.name))
    dots = tuple(
        Dot(
            round((p.lon - left) * scale * shorter, 1),
            round((top - p.lat) * scale, 1),
            round(max(_LEAST_RADIUS_PX, _MOST_RADIUS_PX * sqrt(p.claims / most)), 1),
            p,
            named=number < _ROWS,
        )
        for number, p in enumerate(ordered)
    )
    x, y = (-180 - left) * scale * shorter, (top - 90) * scale
    world = (round(x, 1), round(y, 1), round(360 * scale * shorter, 1), round(180 * scale, 1))
    return MapPicture(world, dots)


@router.get("/map")
def show_map(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show the places that the claims asked for name."""
    places = places_spoken_of(desk.ledger, asked.filters(), claims_at_most=_CLAIMS)
    return page(
        request,
        "map.html.j2",
        asked=asked,
        picture=draw_map(places) if places else None,
        places=places[:_ROWS],
        left_out=max(0, len(places) - _ROWS),
        claims_at_most=_CLAIMS,
        width=WIDTH_PX,
        height=HEIGHT_PX,
    )
