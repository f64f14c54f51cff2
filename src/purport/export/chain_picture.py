"""A chain as a small picture: one row a link, the publisher above, the first speaker below.

This file lays the picture out; the page's template draws it. SVG does not wrap text, so lines are
broken here by an estimate of their width that holds for the widest of the usual screen faces.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from purport.export.chain import Link, LinkKind, chain_words
from purport.export.wording import PUBLISHER_NOT_NAMED

WIDTH_PX = 300
_COLUMNS = 38
_LINE_PX, _GAP_PX, _TOP_PX, _BOTTOM_PX = 17, 10, 14, 6
_SIGN_PX = 5

Face = Literal["name", "open", "deed", "hedge"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line and the face that they are set in ("open": instead of a name)."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture and the height (px) of its foot."""

    y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A link in a picture: its sign's kind and height (px), and its lines.

    `arrow` is the pair of heights from and to which its arrow points up, None in the first row.
    """

    kind: LinkKind
    y: int
    lines: tuple[Line, ...]
    arrow: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chain laid out: its height (px), its rows from the top, and the same in words."""

    height: int
    rows: tuple[Row, ...]
    words: str


def lay_out(links: Sequence[Link]) -> Picture:
    """Return the picture of a chain whose first link is the publisher's."""
    rows: list[Row] = []
    y = _TOP_PX
    for link in links:
        lines = tuple(
            Line(y + number * _LINE_PX, pieces) for number, pieces in enumerate(_lines(link))
        )
        sign = y - _SIGN_PX
        arrow = (sign - _SIGN_PX - 3, rows[-1].y + _SIGN_PX + 4) if rows else None
        rows.append(Row(link.kind, sign, lines, arrow))
        y = lines[-1].y + _LINE_PX + _GAP_PX
    return Picture(rows[-1].lines[-1].y + _BOTTOM_PX, tuple(rows), chain_words(links))


def _lines(link: Link) -> list[tuple[Piece, ...]]:
    """Return the words of a link in lines: name, deed and hedges run on where they fit."""
    lines: list[tuple[Piece, ...]] = []
    room = 0
    for piece in _pieces(link):
        width = _columns(piece.text)
        if lines and width < room:
            lines[-1] += (piece,)
            room -= width + 1
            continue
        for text in _wrap(piece.text):
            lines.append((Piece(text, piece.face),))
            room = _COLUMNS - _columns(text)
    return lines


def _pieces(link: Link) -> Iterator[Piece]:
    named = link.kind != "unknown" and link.name != PUBLISHER_NOT_NAMED
    yield Piece(" ".join(link.name.split()) or "?", "name" if named else "open")
    yield Piece(link.deed, "deed")
    for hedge in link.hedges:
        if hedge.strip():
            yield Piece(" ".join(hedge.split()), "hedge")


def _columns(text: str) -> int:
    """Return how many columns a text takes; a full-width letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrap(text: str) -> list[str]:
    share = len(text) / _columns(text)
    return textwrap.wrap(text, int(_COLUMNS * share))
