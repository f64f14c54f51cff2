"""Themes over time in a terminal, as a page and as rows: roots beside reports."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from rich.box import SIMPLE_HEAD
from rich.style import Style
from rich.table import Table
from rich.text import Text

from purport.export.controls import harmless
from purport.export.html_page import page_css, page_environment
from purport.model.theme import Theme

_BLOCKS = " ▁▂▃▄▅▆▇█"
_QUIET, _ROOTS = Style(dim=True), Style(bold=True, color="cyan")
_BAR_PX, _STEP_PX, _PLOT_PX, _FOOT_PX, _DAY_PX = 9, 24, 64, 18, 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plot (px), and what it says."""

    x: int
    y: int
    height: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A theme's bars, with the days under them."""

    row: Theme
    width: int
    height: int
    bars: tuple[Bar, ...]
    days: tuple[tuple[int, str], ...]


def trends_table(rows: Sequence[Theme]) -> Table:
    """Return a table of themes: reports and roots in all, and both over time in block letters."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("theme", overflow="fold")
    table.add_column("reports", justify="right", no_wrap=True)
    table.add_column("roots", justify="right", no_wrap=True)
    table.add_column("no origin", justify="right", no_wrap=True)
    table.add_column("over time: reports, roots", overflow="fold")
    starts = sorted({c.start for row in rows for c in row.periods})
    for row in rows:
        held = {c.start: c for c in row.periods}
        most = max((max(c.reports, c.roots) for c in row.periods), default=1)
        lines = [
            blocks([held[s].reports if s in held else 0 for s in starts], most),
            blocks([held[s].roots if s in held else 0 for s in starts], most),
        ]
        table.add_row(
            harmless(row.name),
            str(row.reports),
            Text(str(row.roots), _ROOTS),
            Text(str(row.unknown) if row.unknown else "", _QUIET),
            Text(lines[0] + "\n") + Text(lines[1], _ROOTS),
        )
    return table


def blocks(values: Sequence[int], most: int) -> str:
    """Return numbers as a row of blocks, the highest of which stands for `most`.

    Example:
        >>> blocks([0, 1, 4, 8], 8)
        ' ▁▄█'
    """
    top = max(1, most)
    return "".join(_BLOCKS[min(8, -(-8 * v // top))] for v in values)


def trends_rows(rows: Sequence[Theme]) -> list[dict[str, Any]]:
    """Return themes as plain dicts, for JSON."""
    return [
        {
            "theme": r.name,
            "reports": r.reports,
            "roots": r.roots,
            "unknown": r.unknown,
            "periods": [
                {"start": c.start, "reports": c.reports, "roots": c.roots, "unknown": c.unknown}
                for c in r.periods
            ],
        }
        for r in rows
    ]


def trends_page(rows: Sequence[Theme], version: str) -> str:
    """Return a self-contained page with a plot for each theme."""
    style = Markup(page_css("tokens", "page", "roots"))  # noqa: S704 - our own files
    starts = sorted({c.start for row in rows for c in row.periods})
    return (
        page_environment()
        .get_template("trends.html.j2")
        .render(
            plots=[plot_of(row, starts) for row in rows],
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            version=version,
        )
    )


def plot_of(row: Theme, starts: Sequence[str]) -> Plot:
    """Return the plot of a theme: for each period a bar of its reports and one of its roots."""
    most = max((max(c.reports, c.roots) for c in row.periods), default=1)
    place = {start: n for n, start in enumerate(starts)}
    bars = []
    for c in row.periods:
        x = place[c.start] * _STEP_PX
        for kind, value, shift in (("reports", c.reports, 0), ("roots", c.roots, _BAR_PX)):
            height = round(_PLOT_PX * value / max(1, most))
            title = f"{c.start}: {c.reports} reports, {c.roots} roots, {c.unknown} without origin"
            bars.append(Bar(x + shift, _PLOT_PX - height, height, kind, title))
    every = max(-(-_DAY_PX // _STEP_PX), len(starts) // 6)
    days = tuple((place[s] * _STEP_PX, s) for s in starts[::every])
    return Plot(row, max(1, len(starts)) * _STEP_PX + 60, _PLOT_PX + _FOOT_PX, tuple(bars), days)
