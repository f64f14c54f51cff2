"""One dated publication, as read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PublishedFrom = Literal["argument", "header", "metadata", "unknown"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words outside the text that say where a report comes from, such as a page's `creditText`."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Timing:
    """When words of a recording are spoken, and by whom, as its transcript says.

    `start` and `end` are half-open offsets in the report's text, `from_s` and `to_s` seconds from
    the beginning of the recording; `speaker` is as the transcript names it, or None.
    """

    start: int
    end: int
    from_s: float
    to_s: float
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """An article, statement, post or transcript; `text` is exactly what was read, never reflowed.

    `sha256` is the hex digest of the original bytes. `published` is an EDTF date or None, and
    `published_from` says where that date was found. Only a transcript has `timings`.
    """

    id: str
    sha256: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "unknown"
    url: str | None = None
    language: str | None = "en"
    credits: tuple[Credit, ...] = ()
    timings: tuple[Timing, ...] = ()
