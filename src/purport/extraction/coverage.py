"""Which characters of a text some spans hold."""

from __future__ import annotations

from collections.abc import Iterable

from purport.model.span import Span


def cover(length: int, spans: Iterable[Span]) -> bytearray:
    """Return for each of `length` characters 1 where a span holds it, else 0.

    Example:
        >>> list(cover(4, [Span(1, 3, "ab")]))
        [0, 1, 1, 0]
    """
    held = bytearray(length)
    for span in spans:
        held[span.start : span.end] = b"\1" * (span.end - span.start)
    return held
