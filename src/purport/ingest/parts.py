"""The bytes of a document of a known format → the one report in it, or its many."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from purport.errors import UnknownFormat
from purport.ingest.candidate import Candidate, Part
from purport.ingest.captions import read_captions
from purport.ingest.encoding import decode_page, decode_text
from purport.ingest.feed import read_feed
from purport.ingest.format import Format, detect_format
from purport.ingest.json_document import read_json
from purport.ingest.page import read_page
from purport.ingest.pdf import read_pdf
from purport.ingest.table import TableFormat, read_table
from purport.ingest.text import read_text
from purport.ingest.warc import read_warc
from purport.settings import Settings

_LOOKS = {
    "page": "HTML", "pdf": "a PDF document", "csv": "a table", "jsonl": "JSON Lines",
    "json": "JSON", "xml": "a feed", "warc": "a web archive", "captions": "captions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes, the name for their reports, and what their sender says of them."""

    data: bytes
    name: str | None
    form: Format | None = None
    charset: str | None = None
    address: str | None = None


def split_document(document: Document, settings: Settings) -> Iterator[Part]:
    """Yield the reports of a document, or what is wrong with one of several.

    A document whose format is not known from outside is of the one that its first line shows.

    Raises:
        InputError: the document as a whole cannot be read.
    """
    data, name, charset = document.data, document.name, document.charset
    looks = detect_format(data)
    match document.form or looks:
        case "csv" | "jsonl" as form:
            yield from split_table(_as_utf8(data, charset), form, name, settings)
        case "warc":
            yield from read_warc(io.BytesIO(data), name, settings)
        case "xml" if looks == "xml":
            yield from read_feed(data, name, settings, charset)
        case "xml" if looks != "page":
            decode_page(data, charset)
            raise UnknownFormat("this XML is neither a feed nor XHTML")
        case "page" | "xml":
            address = document.address
            yield Part("", read_page(data, name, settings, charset=charset, address=address))
        case "pdf":
            yield Part("", read_pdf(data, name, settings))
        case "captions":
            yield Part("", read_captions(data, name, charset))
        case "json":
            yield Part("", read_json(data, name, settings.max_nesting, charset))
        case _:
            yield Part("", _text(read_text(data, name, charset), looks))


def split_table(
    stream: BinaryIO, form: TableFormat, name: str | None, settings: Settings
) -> Iterator[Part]:
    """Yield the rows of a table, within the limits of the settings; raises as `read_table`."""
    yield from read_table(
        stream, form, name or "row",
        max_row_chars=settings.max_input_bytes, max_nesting=settings.max_nesting,
    )  # fmt: skip


def _as_utf8(data: bytes, charset: str | None) -> BinaryIO:
    return io.BytesIO(decode_text(data, charset).encode("utf-8") if charset else data)


def _text(candidate: Candidate, looks: Format) -> Candidate:
    if looks == "text":
        return candidate
    warning = f"it looks like {_LOOKS[looks]}, but its name says plain text, and so it was read"
    return replace(candidate, warnings=(*candidate.warnings, warning))
