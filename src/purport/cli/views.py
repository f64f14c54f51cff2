"""Readings in the format that a user asks for, as texts to be written one after the other."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.console import Console

from purport.cli.version import installed_version
from purport.export.wording import reported, spoken
from purport.model.claim import Claim
from purport.model.reading import Reading

_FILE_COLUMNS = 100
# Excel takes a file without this mark for the letters of an older code page
_BYTE_ORDER_MARK = "\ufeff"


class Format(StrEnum):
    """What a reading may be written as."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


@dataclass(frozen=True, slots=True)
class View:
    """What a user asks to see: the format, attitudes too (`everything`), and why (`explain`).

    `to_file` is whether it goes to a file of its own.
    """

    format: Format
    everything: bool = False
    explain: bool = False
    to_file: bool = False

    def claims(self, reading: Reading) -> Sequence[Claim]:
        """Return the claims of a reading that people are to see."""
        return reading.claims if self.everything else reported(reading)


def to_texts(readings: Iterable[Reading], view: View) -> Iterator[str]:
    """Yield a text for each reading, in any format but that of pages."""
    # each format is imported when it is asked for: tables and templates take a while to load
    if view.format is Format.text:
        yield from _terminal_texts(readings, view)
    elif view.format is Format.csv:
        from purport.export.csv_claims import csv_claims, csv_head  # noqa: PLC0415

        head = (_BYTE_ORDER_MARK if view.to_file else "") + csv_head()
        for reading in readings:
            yield head + csv_claims(reading)
            head = ""
    else:
        from purport.model.reading_json import reading_json  # noqa: PLC0415

        people = view.format is Format.json and not view.to_file and sys.stdout.isatty()
        for reading in readings:
            yield reading_json(reading, indent=2 if people else None) + "\n"


def to_page(reading: Reading, view: View) -> str:
    """Return the page of a reading."""
    from purport.export.html_page import html_page  # noqa: PLC0415

    claims = reading.claims if view.everything else spoken(reading)
    return html_page(reading, claims, installed_version())


def _terminal_texts(readings: Iterable[Reading], view: View) -> Iterator[str]:
    from purport.export.terminal import PLAIN, STYLED, explain_view, terminal_view  # noqa: PLC0415

    console = Console(file=io.StringIO(), width=_FILE_COLUMNS) if view.to_file else Console()
    styled = console.is_terminal and console.color_system is not None
    between = ""
    for reading in readings:
        claims = view.claims(reading)
        with console.capture() as shown:
            console.print(terminal_view(reading, claims, STYLED if styled else PLAIN))
            if view.explain:
                console.print("\n", explain_view(reading, claims), sep="", end="")
        lines = shown.get().split("\n")
        yield between + ("\n".join(lines if styled else (line.rstrip() for line in lines)))
        between = "\n"
