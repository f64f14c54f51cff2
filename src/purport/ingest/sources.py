"""Paths, folders, patterns and standard input → a stream of reports and errors.

A bad file is an error in the stream, and the rest goes on. No connection is opened and nothing is
read past the limits of size.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from purport.errors import EmptyInput, InputTooLarge, PurportError, UsageError
from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Overrides, Part, Received, admit, check_date
from purport.ingest.fetched_document import document_at, placed
from purport.ingest.fetching import fetch, is_address, shown_address
from purport.ingest.format import known_suffix, named_format
from purport.ingest.parts import Document, split_document, split_table
from purport.ingest.paths import STDIN, access_error, expand_path, shown_path
from purport.ingest.warc import read_warc
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


def read_sources_and_addresses(
    sources: Sequence[str], *, overrides: Overrides, settings: Settings, stdin: BinaryIO
) -> Iterator[Received]:
    """Return a stream of what comes of paths and of http and https addresses, in order.

    Args:
        sources: Paths as for `read_sources`, and addresses, which are fetched.
        overrides: What the user says of every report.
        settings: The limits, and whether addresses inside one's own network are allowed.
        stdin: Standard input, in bytes.

    Raises:
        BadDate: the day of publication that the user gave is none.
        UsageError: nothing was given.
    """
    if not sources:
        raise UsageError("no file and no address was given")
    if overrides.published is not None:
        check_date(overrides.published)
    return _distinct(
        item
        for source in sources
        for item in (
            _at_address(source, overrides, settings)
            if is_address(source)
            else _received([source], overrides, settings, stdin)
        )
    )


def fetch_source(address: str, *, overrides: Overrides, settings: Settings) -> Iterator[Received]:
    """Return a stream of what comes of an http or https address, fetched when it is asked for.

    Args:
        address: Where the page, feed, document or table is.
        overrides: What the user says of every report in it.
        settings: The limits, and whether addresses inside one's own network are allowed.

    Raises:
        BadDate: the day of publication that the user gave is none.
    """
    if overrides.published is not None:
        check_date(overrides.published)
    return _distinct(_at_address(address, overrides, settings))


def _at_address(address: str, overrides: Overrides, settings: Settings) -> Iterator[Received]:
    where = shown_address(address)
    try:
        fetched = fetch(address, settings)
        document = document_at(fetched)
        parts = (placed(part, fetched, where) for part in split_document(document, settings))
        yield from _admitted(parts, where, overrides, settings)
    except PurportError as error:
        yield _failed(where, error)


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
            document = Document(_bounded(stdin, settings), None)
            parts = split_document(document, settings)
            yield from _admitted(parts, "standard input", overrides, settings)
        else:
            yield from _in_file(source, overrides, settings)
    except PurportError as error:
        yield _failed("standard input" if source == STDIN else source, error)
    except (OSError, ValueError) as cause:
        yield _failed(source, access_error(cause))


def _in_file(path: str, overrides: Overrides, settings: Settings) -> Iterator[Received]:
    form, name = named_format(path), shown_path(_stem(path))
    with open(path, "rb") as stream:  # noqa: PTH123 - paths stay as the user wrote them
        status = os.fstat(stream.fileno())
        size_bytes = status.st_size if S_ISREG(status.st_mode) else None
        if (form == "csv" or form == "jsonl") and size_bytes is not None:  # noqa: PLR1714 - mypy
            parts = split_table(stream, form, name, settings)
            yield from _admitted(parts, shown_path(path), overrides, settings)
            return
        if form == "warc" and size_bytes is not None:
            parts = read_warc(stream, name, settings)
            yield from _admitted(parts, shown_path(path), overrides, settings)
            return
        data = _bounded(stream, settings, size_bytes)
    document = Document(data, name, form)
    yield from _admitted(split_document(document, settings), shown_path(path), overrides, settings)


def _stem(path: str) -> str:
    """Return the name of a file without the end that shows its format."""
    name, suffix = Path(path).name, known_suffix(path)
    return name[: -len(suffix)] if suffix and len(name) > len(suffix) else name


def _bounded(stream: BinaryIO, settings: Settings, size_bytes: int | None = None) -> bytes:
    """Return all of a stream, unless it is known or turns out to be over the limit."""
    limit = settings.max_input_bytes
    head = stream.read(min(_HEAD_BYTES, limit + 1))
    if size_bytes is not None and size_bytes > limit:
        refuse_known_binary(head)
        raise InputTooLarge(
            f"the file has {size_bytes} bytes, more than the setting max_input_bytes ({limit})"
        )
    data = head + stream.read(limit + 1 - len(head))
    if len(data) > limit:
        raise InputTooLarge(f"there are more than {limit} bytes, the setting max_input_bytes")
    if not data:
        raise EmptyInput("there is nothing in it")
    return data


def _admitted(
    parts: Iterator[Part], where: str, overrides: Overrides, settings: Settings
) -> Iterator[Received]:
    """Yield the reports of parts that become one, each with its place, and errors for the rest."""
    for part in parts:
        place = f"{where}:{part.place}" if part.place else where
        if isinstance(part.content, PurportError):
            yield _failed(place, part.content)
            continue
        try:
            report, warnings = admit(part.content, overrides, settings)
        except PurportError as error:
            yield _failed(place, error)
        else:
            yield Received(place, report, None, warnings, part.content.original)


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
