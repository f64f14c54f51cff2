"""A group as a picture: its reports on the left, by day, folding into its roots on the right.

This file lays the picture out; page/roots_picture.svg.j2 draws it. Text is cut by an estimate of
its width, as SVG does not wrap it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from purport.export.controls import printable
from purport.export.roots_wording import access_words, link_words, report_name
from purport.model.group import Group, Link
from purport.model.report import Report

WIDTH_PX = 720
_ROW_PX, _TOP_PX, _BOX_PX = 40, 24, 28
_LEFT_PX, _REPORT_PX, _ROOT_X, _ROOT_PX = 60, 230, 440, 270
_REPORT_CHARS, _ROOT_CHARS = 30, 34
_BOW_PX = 14


@dataclass(frozen=True, slots=True)
class Box:
    """A report or a root: where it stands (px), its line, what is said of it, its whole name."""

    id: str
    x: int
    y: int
    width: int
    label: str
    about: str
    title: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Curve:
    """A link: the path that draws it, its kind, and what it says in words."""

    path: str
    type: str
    title: str
    decided: bool


@dataclass(frozen=True, slots=True)
class RootsPicture:
    """A group laid out, with the same in words for those who cannot see it."""

    height: int
    reports: tuple[Box, ...]
    roots: tuple[Box, ...]
    curves: tuple[Curve, ...]
    words: str


def lay_out_roots(group: Group, reports: Mapping[str, Report]) -> RootsPicture:
    """Return the picture of a group; reports stand beside the root that they go back to."""
    order = _report_order(group, reports)
    left = {r: _report_box(r, n, reports) for n, r in enumerate(order)}
    right = _root_boxes(group, left)
    curves = [*_report_curves(group, left, reports), *_root_curves(group, left, right)]
    height = _TOP_PX * 2 + _ROW_PX * max(len(left), len(right))
    return RootsPicture(
        height, tuple(left.values()), tuple(right.values()), tuple(curves), _words(group, reports)
    )


def _report_order(group: Group, reports: Mapping[str, Report]) -> list[str]:
    """Return the reports root by root, each root's by day, and those of unknown lineage last."""
    home = {r: n for n, root in reversed(list(enumerate(group.roots))) for r in root.reports}
    last = len(group.roots)

    def place(report_id: str) -> tuple[int, str, str]:
        report = reports.get(report_id)
        return (home.get(report_id, last), (report and report.published) or "9999", report_id)

    return sorted(group.reports, key=place)


def _report_box(report_id: str, row: int, reports: Mapping[str, Report]) -> Box:
    report = reports.get(report_id)
    name = report_name(report_id, reports)
    label = (report and report.publisher) or report_id
    day = (report and report.published) or "day unknown"
    y = _TOP_PX + row * _ROW_PX
    return Box(report_id, _LEFT_PX, y, _REPORT_PX, _cut(label, _REPORT_CHARS), day, name)


def _root_boxes(group: Group, left: Mapping[str, Box]) -> dict[str, Box]:
    """Return the boxes of the roots, and of what is unknown, each about as high as its reports."""
    wanted: list[tuple[float, str, str, str, bool]] = []
    for root in group.roots:
        height = _middle([left[r].y for r in root.reports if r in left])
        wanted.append((height, root.id, root.name, access_words(root), True))
    for knot in group.unknown:
        height = _middle([left[r].y for r in knot if r in left])
        about = "they name only one another" if len(knot) > 1 else "names no origin"
        wanted.append((height, f"unknown:{knot[0]}", "lineage unknown", about, False))
    boxes: dict[str, Box] = {}
    free = float(_TOP_PX)
    for height, box_id, name, about, known in sorted(wanted):
        y = max(free, height)
        free = y + _ROW_PX
        label = _cut(name, _ROOT_CHARS)
        boxes[box_id] = Box(box_id, _ROOT_X, round(y), _ROOT_PX, label, about, name, known)
    return boxes


def _middle(heights: Sequence[int]) -> float:
    return sum(heights) / len(heights) if heights else _TOP_PX


def _report_curves(
    group: Group, left: Mapping[str, Box], reports: Mapping[str, Report]
) -> list[Curve]:
    """Return the links between reports, as bows on the left of them."""
    found = []
    for link in group.links:
        if link.start not in left or link.end not in left:
            continue
        a, b = left[link.start].y + _BOX_PX // 2, left[link.end].y + _BOX_PX // 2
        bow = _LEFT_PX - min(_LEFT_PX - 6, _BOW_PX + abs(a - b) // 6)
        path = f"M{_LEFT_PX} {a} C{bow} {a} {bow} {b} {_LEFT_PX} {b}"
        start, end = (report_name(r, reports) for r in (link.start, link.end))
        title = f"{start} {link_words(link)} {end} ({link.type}, {link.score:.2f})"
        found.append(Curve(path, link.type, printable(title), link.decided_by is not None))
    return found


def _root_curves(group: Group, left: Mapping[str, Box], right: Mapping[str, Box]) -> list[Curve]:
    named = [(r, root.id) for root in group.roots for r in root.reports]
    lost = [(r, f"unknown:{knot[0]}") for knot in group.unknown for r in knot]
    direct: dict[tuple[str, str], Link] = {(k.start, k.end): k for k in group.links}
    found = []
    for report, root in (*named, *lost):
        if report not in left or root not in right:
            continue
        a, b = left[report], right[root]
        x, y = _LEFT_PX + _REPORT_PX, a.y + _BOX_PX // 2
        z = b.y + _BOX_PX // 2
        middle = (x + _ROOT_X) // 2
        link = direct.get((report, root))
        kind = link.type if link is not None else ("unknown" if not b.known else "through")
        says = link_words(link) if link is not None else "goes back to"
        path = f"M{x} {y} C{middle} {y} {middle} {z} {_ROOT_X} {z}"
        found.append(Curve(path, kind, printable(f"{a.title}: {says} {b.title}"), False))
    return found


def _words(group: Group, reports: Mapping[str, Report]) -> str:
    """Return the picture in words: which reports go back to which root."""
    parts = [
        f"{root.name}: {', '.join(report_name(r, reports) for r in root.reports)}"
        for root in group.roots
    ]
    parts += [
        f"lineage unknown: {', '.join(report_name(r, reports) for r in knot)}"
        for knot in group.unknown
    ]
    return printable(". ".join(parts))


def _cut(text: str, chars: int) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= chars else f"{line[: chars - 1]}…"
