"""Shapes of the world for the desk's map: world-atlas → one SVG.

`python -m training.world_shapes countries-50m.json land-50m.json OUT.svg`

The two files are those of the npm package world-atlas 2.0.2 (ISC licence; Natural Earth 4.1, public
domain). Longitude is x and latitude −y, in degrees, so that a dot's place needs no arithmetic.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
POLAR_DEGREES = -84.0
_ZERO = re.compile(r"(?<![\d.])0\.")
DIGITS = 2  # a hundredth of a degree is about a kilometre


def main(countries: str, land: str, out: str) -> None:
    """Write the picture."""
    shapes = _read(land)
    ground = " ".join(
        _path(_ring(shapes, ring), closed=True)
        for geometry in shapes["objects"]["land"]["geometries"]
        for polygon in geometry["arcs"]
        for ring in polygon
    )
    borders = " ".join(_path(line, closed=False) for line in _shared(_read(countries)))
    Path(out).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180">'
        "<style>.g{fill:#8883;stroke:#888;stroke-width:.6;vector-effect:non-scaling-stroke}"
        ".b{fill:none;stroke:#888;stroke-width:.5;vector-effect:non-scaling-stroke}</style>"
        f'<path class="g" d="{ground}"/><path class="b" d="{borders}"/></svg>\n',
        encoding="utf-8",
    )


def _read(path: str) -> dict[str, Any]:
    """Return a TopoJSON file with its arcs in degrees."""
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    (scale_x, scale_y), (first_x, first_y) = (
        found["transform"]["scale"],
        found["transform"]["translate"],
    )
    arcs = []
    for arc in found["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + first_x, y * scale_y + first_y))
        arcs.append(points)
    return found | {"arcs": arcs}


def _ring(shapes: dict[str, Any], numbers: Sequence[int]) -> list[Point]:
    """Return the points of a ring; a negative number is an arc run backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = shapes["arcs"][~number][::-1] if number < 0 else shapes["arcs"][number]
        points += arc if not points else arc[1:]
    return points


def _shared(shapes: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the arcs that lie between two countries."""
    uses: dict[int, int] = {}
    for geometry in shapes["objects"]["countries"]["geometries"]:
        nested = geometry.get("arcs", [])
        polygons = [nested] if geometry["type"] == "Polygon" else nested
        for number in (n for polygon in polygons for ring in polygon for n in ring):
            arc = ~number if number < 0 else number
            uses[arc] = uses.get(arc, 0) + 1
    yield from (shapes["arcs"][arc] for arc, count in sorted(uses.items()) if count > 1)


def _unwrapped(points: Sequence[Point]) -> list[Point]:
    """Return points that go on beyond ±180° where a line crosses the date line.

    Most of them lie within ±180°. The edge of the map along the south pole is no crossing.
    """
    turn, before = 0.0, points[0]
    found = []
    for x, y in points:
        if abs(x - before[0]) > 180 and y > POLAR_DEGREES:
            turn += 360.0 if x < before[0] else -360.0
        before = (x, y)
        found.append((x + turn, y))
    middle = sum(x for x, _ in found) / len(found)
    back = 360.0 * round(middle / 360.0)
    return [(x - back, y) for x, y in found]


def _path(points: Sequence[Point], *, closed: bool) -> str:
    """Return the path of some points, those that fall on the one before left out."""
    kept = [(round(x, DIGITS), round(-y, DIGITS)) for x, y in _unwrapped(points)]
    kept = [p for number, p in enumerate(kept) if number == 0 or p != kept[number - 1]]
    first, steps = kept[0], pairwise(kept)
    moves = (f"{round(b[i] - a[i], DIGITS):g}" for a, b in steps for i in (0, 1))
    line = " ".join(moves).replace(" -", "-")
    line = _ZERO.sub(".", line)
    return f"M{first[0]:g} {first[1]:g}l{line}{'z' if closed else ''}"


if __name__ == "__main__":
    main(*sys.argv[1:])
