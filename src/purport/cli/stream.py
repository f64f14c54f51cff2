"""Received reports → readings, with the failures told on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from purport.errors import PurportError
from purport.model.reading import Reading
from purport.model.report import Report

if TYPE_CHECKING:
    from purport.ingest.candidate import Received


def stream_readings(
    received: Iterable[Received],
    read: Callable[[Iterable[Report]], Iterator[Reading]],
    *,
    on_start: Callable[[str], None],
    on_failure: Callable[[PurportError], None],
) -> Iterator[Reading]:
    """Yield the reading of each report that was received, in order, as soon as it is done.

    Args:
        received: reports and failures, as intake gives them.
        read: reports → readings, one for each, in order.
        on_start: is told where each report comes from, before it is read.
        on_failure: is told of each failure, when it happens.
    """
    warnings: deque[tuple[str, ...]] = deque()

    def reports() -> Iterator[Report]:
        for item in received:
            if item.error is not None:
                on_failure(item.error)
            if item.report is not None:
                on_start(item.where)
                warnings.append(item.warnings)
                yield item.report

    for reading in read(reports()):
        yield replace(reading, warnings=warnings.popleft() + reading.warnings)
