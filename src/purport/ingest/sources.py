"""Paths, folders, patterns and standard input → a stream of reports and errors.

A bad file is an error in the stream, and the rest goes on. No connection is opened and nothing is
read past the limits of size.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from purport.errors import EmptyInput, InputTooLarge, PurportError, UnknownFormat, UsageError
from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Candidate, Overrides, Received, admit, check_date
from purport.ingest.format import FORMATS, NOT_READ, Format, detect_format
from purport.ingest.page import read_page
from purport.ingest.paths import STDIN, access_error, expand_path, shown_path
from purport.ingest.table import TableFormat, read_table
from purport.ingest.text import read_text
from purport.settings import Settings

_HEAD_BYTES = 4096


def read_sources(
    paths: Sequence[str], *, overrides: Overrides, settings: Settings, stdin: BinaryIO
) -> Iterator[Received]:
    """Return a stream of what comes of each path, in order, an item for every report or error.

    Args:
        paths: Files, folders (read with all below them, in order of name, files of known formats
            only, hidden ones left out), patterns such as "reports/*.txt", and "-" for `stdin`.
        overrides: What the user says of every report.
        settings: The limits.
        stdin: Standard input, in bytes.

    Raises:
        BadDate: the day of publication that the user gave is none.
        UsageError: no path was given.
    """
    if not paths:
        raise UsageError("no file was given")
    if overrides.published is not None:
        check_date(overrides.published)
    return _distinct(_received(paths, overrides, settings, stdin))


def _received(
    paths: Sequence[str], overrides: Overrides, settings: Settings, stdin: BinaryIO
) -> Iterator[Received]:
    for path in paths:
        for source in expand_path(path):
            if isinstance(source, PurportError):
                yield _failed(source.where or path, source)
            else:
                yield from _read(source, overrides, settings, stdin)


def _read(
    source: str, overrides: Overrides, settings: Settings, stdin: BinaryIO
) -> Iterator[Received]:
    try:
        if source == STDIN:
            data = _bounded(stdin, settings)
            yield from _in_memory(data, None, "standard input", None, overrides, settings)
        else:
            yield from _in_file(source, overrides, settings)
    except PurportError as error:
        yield _failed("standard input" if source == STDIN else source, error)
    except (OSError, ValueError) as cause:
        yield _failed(source, access_error(cause))


def _in_file(path: str, overrides: Overrides, settings: Settings) -> Iterator[Received]:
    suffix = Path(path).suffix.lower()
    if suffix in NOT_READ:
        raise UnknownFormat(f"files of the kind {suffix} are not read")
    form, name = FORMATS.get(suffix), shown_path(Path(path).stem)
    with open(path, "rb") as stream:  # noqa: PTH123 - paths stay as the user wrote them
        status = os.fstat(stream.fileno())
        if (form == "csv" or form == "jsonl") and S_ISREG(status.st_mode):  # noqa: PLR1714 - mypy
            yield from _in_table(stream, form, name, shown_path(path), overrides, settings)
            return
        data = _bounded(stream, settings, status.st_size if S_ISREG(status.st_mode) else None)
    yield from _in_memory(data, form, shown_path(path), name, overrides, settings)


def _bounded(stream: BinaryIO, settings: Settings, size_bytes: int | None = None) -> bytes:
    """Return all of a stream, unless it is known or turns out to be over the limit."""
    limit = settings.max_input_bytes
    head = stream.read(min(_HEAD_BYTES, limit + 1))
    refuse_known_binary(head)
    if size_bytes is not None and size_bytes > limit:
        raise InputTooLarge(
            f"the file has {size_bytes} bytes, more than the setting max_input_bytes ({limit})"
        )
    data = head + stream.read(limit + 1 - len(head))
    if len(data) > limit:
        raise InputTooLarge(f"there are more than {limit} bytes, the setting max_input_bytes")
    if not data:
        raise EmptyInput("there is nothing in it")
    return data


def _in_memory(
    data: bytes, form: Format | None, where: str, name: str | None,
    overrides: Overrides, settings: Settings,
) -> Iterator[Received]:  # fmt: skip
    looks = detect_format(data)
    form = form or looks
    if form == "csv" or form == "jsonl":  # noqa: PLR1714 - mypy
        stream = io.BytesIO(data)
        yield from _in_table(stream, form, name or "row", where, overrides, settings)
        return
    if form == "page":
        candidate = read_page(data, name, settings.max_nesting)
    else:
        candidate = read_text(data, name)
    warnings: tuple[str, ...] = ()
    if form == "text" and looks == "page":
        warnings = ("it looks like HTML, but its name says plain text, and so it was read",)
    yield _admitted(candidate, where, overrides, settings, warnings)


def _in_table(
    stream: BinaryIO, form: TableFormat, name: str, where: str,
    overrides: Overrides, settings: Settings,
) -> Iterator[Received]:  # fmt: skip
    rows = read_table(
        stream, form, name,
        max_row_chars=settings.max_input_bytes, max_nesting=settings.max_nesting,
    )  # fmt: skip
    for row in rows:
        place = f"{where}:{row.line}"
        if isinstance(row.content, PurportError):
            yield _failed(place, row.content)
        else:
            yield _admitted(row.content, place, overrides, settings)


def _admitted(
    candidate: Candidate, where: str, overrides: Overrides, settings: Settings,
    before: tuple[str, ...] = (),
) -> Received:  # fmt: skip
    try:
        report, warnings = admit(candidate, overrides, settings)
    except PurportError as error:
        return _failed(where, error)
    return Received(where, report, warnings=before + warnings)


def _distinct(stream: Iterator[Received]) -> Iterator[Received]:
    """Give each report whose id is taken the first that is free of id-2, id-3 and so on."""
    seen: set[str] = set()
    latest: dict[str, int] = {}
    for item in stream:
        if item.report is None or item.report.id not in seen:
            seen |= {item.report.id} if item.report else set()
            yield item
            continue
        wanted, number = item.report.id, latest.get(item.report.id, 1) + 1
        while f"{wanted}-{number}" in seen:
            number += 1
        latest[wanted] = number
        seen.add(f"{wanted}-{number}")
        warning = f"the id {wanted} was taken; this report has the id {wanted}-{number}"
        report = replace(item.report, id=f"{wanted}-{number}")
        yield replace(item, report=report, warnings=(*item.warnings, warning))


def _failed(where: str, error: PurportError) -> Received:
    shown = shown_path(where)
    return Received(shown, error=error if error.where else error.at(shown))
