"""Table (CSV, JSON Lines) → a report a row, read row by row.

The columns are id, url, publisher, title, date and text; only text must be there, others are
passed over. `date` is the day of publication. A row that is no report is an error of its own.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, Literal

from purport.errors import BadRow, BadTable, EmptyInput, PurportError, WrongEncoding
from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Candidate, Part
from purport.ingest.encoding import find_codec, refuse_surrogates
from purport.ingest.nesting import refuse_deep_json

COLUMNS = ("id", "url", "publisher", "title", "date", "text")
TableFormat = Literal["csv", "jsonl"]
_DELIMITERS = ",;\t"
_HEAD_BYTES = 4096
_Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number, from 1, and its end; the text of one that is too long is None."""

    number: int
    text: str | None


def read_table(
    stream: BinaryIO, form: TableFormat, name: str, *, max_row_chars: int, max_nesting: int
) -> Iterator[Part]:
    """Yield the rows of a table in order; a bad one is an error, and the rest goes on.

    The place of a row is the number of its first line.

    Args:
        stream: The bytes of the table, at their beginning; it has to be seekable.
        form: How the rows are written.
        name: A row without an id gets this name and the number of its line.
        max_row_chars: The longest row that is read.
        max_nesting: The deepest that JSON may be nested.

    Raises:
        BinaryInput: the table is of a known format that is not text.
        WrongEncoding: it is not UTF-8, nor UTF-16 with a byte-order mark.
        BadTable: the header of a CSV table names no column `text`.
        EmptyInput: there are no rows.
    """
    lines = _lines(stream, form, max_row_chars)
    read = _json_rows(lines, max_nesting) if form == "jsonl" else _csv_rows(lines, max_row_chars)
    empty = True
    for line, fields in read:
        empty = False
        content = fields if isinstance(fields, PurportError) else _row(fields, name, line)
        yield Part(str(line), content)
    if empty:
        raise EmptyInput("there are no rows in the table")


def _row(fields: _Fields, name: str, line: int) -> Candidate | PurportError:
    """Return the candidate of a row; its digest is that of the UTF-8 bytes of its text."""
    text = fields.get("text", "")
    try:
        refuse_surrogates(text)
    except WrongEncoding as error:
        return error
    original = text.encode("utf-8")
    return Candidate(
        text=text,
        sha256=sha256(original).hexdigest(),
        id=fields.get("id", f"{name}-{line}"),
        url=fields.get("url"),
        publisher=fields.get("publisher"),
        title=fields.get("title"),
        date=fields.get("date"),
        original=original,
    )


def _lines(stream: BinaryIO, form: TableFormat, max_chars: int) -> Iterator[_Line]:
    """Yield the lines of a table; bytes that are not UTF-8 come as half characters."""
    head = stream.read(_HEAD_BYTES)
    refuse_known_binary(head)
    codec, skip = find_codec(head)
    stream.seek(skip)
    errors = "surrogateescape" if codec == "utf-8" else "surrogatepass"
    # a line of JSON ends at \n alone; within a cell of CSV any line end may stand
    newline = "\n" if form == "jsonl" else ""
    decoded = io.TextIOWrapper(stream, codec, errors=errors, newline=newline)
    number = 0
    try:
        while text := decoded.readline(max_chars + 1):
            number += 1
            whole = text if len(text) <= max_chars else None
            while len(text) > max_chars and not text.endswith(("\n", "\r")):
                text = decoded.readline(max_chars + 1)
            yield _Line(number, whole)
    except UnicodeDecodeError as cause:
        raise WrongEncoding(f"after line {number} this is not UTF-16") from cause


def _json_rows(
    lines: Iterable[_Line], max_nesting: int
) -> Iterator[tuple[int, _Fields | PurportError]]:
    for line in lines:
        if line.text is not None and not line.text.strip():
            continue
        try:
            yield line.number, _json_fields(line.text, max_nesting)
        except PurportError as error:
            yield line.number, error


def _json_fields(line: str | None, max_nesting: int) -> _Fields:
    _check_line(line or "", too_long=line is None)
    refuse_deep_json(line or "", max_nesting)
    try:
        row = json.loads(line or "")
    except json.JSONDecodeError as cause:
        what = f"the line is not JSON ({cause.msg} at character {cause.pos})"
        raise BadRow(what) from cause
    except (ValueError, RecursionError) as cause:  # a number with thousands of digits
        raise BadRow("the line is not JSON that can be read") from cause
    if not isinstance(row, dict):
        raise BadRow("the line is not a JSON object")
    named = {key.strip().lower(): value for key, value in row.items()}
    fields = {column: _words(column, named[column]) for column in COLUMNS if column in named}
    if fields.get("text") is None:
        raise BadRow("the row has no text")
    return {column: words for column, words in fields.items() if words}


def _words(column: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value if column == "text" or value is None else value.strip()
    if column in ("id", "date") and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadRow(f"{column} is not a string")


def _check_line(line: str, *, too_long: bool) -> None:
    if too_long:
        raise BadRow("the line is longer than the setting max_input_bytes")
    try:
        refuse_surrogates(line)
    except WrongEncoding:
        at = next(i for i, c in enumerate(line) if "\ud800" <= c <= "\udfff")
        escaped = "\udc80" <= line[at] <= "\udcff"
        byte = f" (0x{ord(line[at]) - 0xDC00:02x})" if escaped else ""
        what = f"the row is not UTF-8: character {at} cannot be read{byte}"
        raise BadRow(what, None, "Save the table as UTF-8; the other rows were read.") from None


class _Feed:
    """Lines for the csv reader, with those of the row in hand kept, so as to go back to them."""

    def __init__(self, lines: Iterable[_Line], max_chars: int) -> None:
        self._lines = iter(lines)
        self._max_chars = max_chars
        self._waiting: list[_Line] = []
        self._chars = 0
        self.row: list[_Line] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._lines)
        self.row.append(line)
        self._chars += len(line.text or "")
        if line.text is None or self._chars > self._max_chars:
            raise csv.Error("it is longer than the setting max_input_bytes")
        return line.text

    def start_row(self) -> None:
        """Forget the lines of the row in hand."""
        self.row, self._chars = [], 0

    def go_back(self) -> None:
        """Put all lines of the row back but the first."""
        self._waiting += reversed(self.row[1:])


def _csv_rows(
    lines: Iterable[_Line], max_chars: int
) -> Iterator[tuple[int, _Fields | PurportError]]:
    # one limit for the whole process; it is only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), max_chars))
    feed = _Feed(lines, max_chars)
    delimiter, header = _header(feed)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as cause:
            # most often a quotation mark that is never closed: the lines after it are rows
            feed.go_back()
            yield feed.row[0].number, BadRow(f"the row is not CSV ({cause})")
            continue
        if cells:
            yield feed.row[0].number, _csv_fields(feed.row, header, cells)


def _header(feed: _Feed) -> tuple[str, Sequence[str]]:
    """Return the delimiter with which the first line names a column `text`, and the columns."""
    feed.start_row()
    try:
        line = next((line for line in feed if line.strip()), None)
    except csv.Error as cause:
        raise BadTable(f"the header cannot be read ({cause})") from cause
    if line is None:
        raise EmptyInput("there is nothing in the table")
    for delimiter in _DELIMITERS:
        columns = split_header(line, delimiter)
        if "text" in columns:
            if doubled := sorted({c for c in columns if c in COLUMNS and columns.count(c) > 1}):
                raise BadTable(f"there is more than one column {doubled[0]}")
            return delimiter, columns
    shown = ", ".join(split_header(line, ",")[:8])[:100]
    raise BadTable(f"there is no column text; the first line says {shown!r}")


def split_header(line: str, delimiter: str) -> list[str]:
    """Return the names of columns in a line, in small letters; none where it is not CSV.

    Example:
        >>> split_header("ID; Text", ";")
        ['id', 'text']
    """
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _csv_fields(
    row: Sequence[_Line], header: Sequence[str], cells: Sequence[str]
) -> _Fields | PurportError:
    try:
        _check_line("".join(line.text or "" for line in row), too_long=False)
    except BadRow as error:
        return error
    if len(cells) != len(header) and (len(cells) < len(header) or any(cells[len(header) :])):
        return BadRow(f"the row has {len(cells)} cells, and the header {len(header)}")
    fields = {
        column: cell if column == "text" else cell.strip()
        for column, cell in zip(header, cells, strict=False)
        if column in COLUMNS
    }
    return {column: words for column, words in fields.items() if words}
