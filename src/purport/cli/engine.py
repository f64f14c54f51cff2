"""What the commands run on: intake and extraction behind one seam, so that tests can put in others.

A test hands its own engine to the application (typer's `obj`); no option does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from purport.model.reading import Reading
from purport.model.report import Report

if TYPE_CHECKING:
    from purport.ingest.candidate import Overrides, Received


@dataclass(frozen=True, slots=True)
class Engine:
    """Paths and what the user says of them → what was received; reports → readings, in order."""

    receive: Callable[[Sequence[str], Overrides], Iterator[Received]]
    read: Callable[[Iterable[Report]], Iterator[Reading]]


def shipped_engine() -> Engine:
    """Return the engine of the package itself.

    Raises:
        SettingError: a setting has a value that it cannot have.
    """
    # the imports stand here because spaCy and ONNX Runtime take a second to load
    from purport.extraction.pipeline import read_reports  # noqa: PLC0415
    from purport.ingest.sources import read_sources  # noqa: PLC0415
    from purport.settings import load_settings  # noqa: PLC0415

    settings = load_settings()

    def receive(paths: Sequence[str], overrides: Overrides) -> Iterator[Received]:
        return read_sources(paths, overrides=overrides, settings=settings, stdin=sys.stdin.buffer)

    def read(reports: Iterable[Report]) -> Iterator[Reading]:
        return read_reports(reports, settings.threads, settings.organisations)

    return Engine(receive, read)
