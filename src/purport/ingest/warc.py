"""WARC, plain or gzipped → a report for every page or text in it, with its address.

Responses with another status than 2xx, and what is neither HTML, plain text nor PDF, are passed
over without a word. A record that cannot be read is an error of its own, and reading goes on at
the next beginning of a record. `WARC-Date`, when the record was captured, is kept as a credit; it
is not the day of publication. `original` is the body that the server meant, unpacked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from purport.errors import DamagedInput, EmptyInput, InputTooLarge, PurportError
from purport.ingest.candidate import Candidate, Part
from purport.ingest.content_coding import join_chunks, unpack
from purport.ingest.format import MEDIA_TYPES, detect_format
from purport.ingest.metadata import absolute_address
from purport.ingest.page import read_page
from purport.ingest.pdf import read_pdf
from purport.ingest.text import part_id, read_text
from purport.model.report import Credit
from purport.settings import Settings

_GZIP_MARK = b"\x1f\x8b\x08"
_PLAIN_MARK = b"\r\n\r\nWARC/1."
_PIECE_BYTES = 1 << 20
_MOST_BROKEN = 1000
_KINDS = ("response", "resource", "conversion")
_READ = ("page", "text", "pdf")
# text/plain for machines
_NO_REPORT = re.compile(r"https?://[^/]+/(?:robots|ads|humans|security)\.txt$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Head:
    """What is said of a body: its kind and letters, and how it is packed."""

    media_type: str | None
    charset: str | None
    coding: str
    transfer: str


@dataclass(frozen=True, slots=True)
class _Capture:
    """A body as it was captured, still packed, and what its record says of it."""

    body: bytes
    head: _Head
    address: str | None
    credits: tuple[Credit, ...]
    warnings: tuple[str, ...]


def read_warc(stream: BinaryIO, name: str | None, settings: Settings) -> Iterator[Part]:
    """Yield the reports of a web archive in order; a bad record is an error, and the rest goes on.

    Args:
        stream: The bytes of the archive; it has to be seekable.
        name: The beginning of the reports' ids, or None.
        settings: The limits (`max_input_bytes` holds for each record).

    Raises:
        DamagedInput: more than a thousand of its records are broken.
        EmptyInput: there is no page and no text in it.
    """
    empty = True
    for position, found in _captures(stream, settings.max_input_bytes):
        content = found if isinstance(found, PurportError) else _report(found, name, settings)
        if content is not None:
            empty = False
            yield Part(f"byte {position}", content)
    if empty:
        raise EmptyInput(
            "there is no page and no text in the web archive", None,
            "Give an archive with the pages themselves.",
        )  # fmt: skip


def _captures(stream: BinaryIO, most_bytes: int) -> Iterator[tuple[int, _Capture | PurportError]]:
    """Yield what was captured and what is broken, each with its place in the archive."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - plain text is quick

    at: int | None = 0
    lost, broken = False, 0
    while at is not None:
        position = at
        stream.seek(at)
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                position, lost = record.stream_pos, False
                if (capture := _capture(record, most_bytes)) is not None:
                    yield position, capture
            if not _is_whole(stream, position):
                yield position, DamagedInput("the archive breaks off in the middle of a record")
        except PurportError as error:
            yield position, error
            lost = True
        except (OSError, ValueError, EOFError) as cause:
            # a false beginning inside a broken record is not told a second time
            if not lost:
                yield position, DamagedInput(f"after this a record cannot be read ({cause})")
            lost = True
        else:
            return
        broken += 1
        if broken > _MOST_BROKEN:
            raise DamagedInput(f"more than {_MOST_BROKEN} records are broken")
        at = _next_record(stream, position + 1)


def _is_whole(stream: BinaryIO, last: int) -> bool:
    """Whether an archive does not break off in its last record, all of whose bytes are counted."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - plain text is quick

    stream.seek(0)
    gzipped = stream.read(2) == _GZIP_MARK[:2]
    stream.seek(last)
    if gzipped and stream.read(2) != _GZIP_MARK[:2]:
        return True  # packed as a whole, in which case a broken end is an error of its own
    stream.seek(last)
    try:
        record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
        left = record.content_length if record is not None else 1
        while record is not None and left > 0 and (piece := record.reader.read(_PIECE_BYTES)):
            left -= len(piece)
    except (OSError, ValueError, EOFError):
        return False
    return left <= 0 and _ends_with_member(stream, last)


def _ends_with_member(stream: BinaryIO, last: int) -> bool:
    """Whether nothing stands behind a gzip member, and the member is whole; plain text passes."""
    stream.seek(last)
    inflater = zlib.decompressobj(31)
    try:
        while rest := stream.read(_PIECE_BYTES):
            while rest and not inflater.eof:
                inflater.decompress(rest, _PIECE_BYTES)
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return not (inflater.unused_data.strip(b"\0") or stream.read(1).strip(b"\0"))
    except zlib.error:
        return True
    return False


def _capture(record: Any, most_bytes: int) -> _Capture | None:
    """Return what a record holds, or None for what is no page and no text.

    Raises:
        InputTooLarge: its body is over the limit.
        DamagedInput: its head or its body breaks off.
    """
    kind = record.headers.get("WARC-Type", "")
    if not kind or not record.headers.get("Content-Length", "").isdigit():
        raise DamagedInput("the head of the record is not whole")
    if kind.lower() not in _KINDS:
        return None
    sound = record.content_length > most_bytes or _is_sound(record)
    head = _http_head(record)
    address = absolute_address(None, record.headers.get("WARC-Target-URI", "").strip("<> \t"))
    if head is None or _NO_REPORT.match(address or ""):
        return None
    warnings: tuple[str, ...] = ()
    if not sound:
        warnings += ("the record's digest is not that of its bytes",)
    if cut := record.headers.get("WARC-Truncated", ""):
        warnings += (f"the record says that it was cut off ({cut[:40]})",)
    return _Capture(_body(record, most_bytes), head, address, _credits(record), warnings)


def _http_head(record: Any) -> _Head | None:
    """Return what is said of a record's body, or None where it is nothing that is read."""
    record.parse_http()
    http = record.http_headers if record.is_http else None
    if http is not None and http.status_code is not None and not 200 <= http.status_code < 300:
        return None
    media_type = (
        record.http_content_type if record.is_http else record.headers.get("Content-Type", "")
    )
    media_type = (media_type or "").split(";")[0].strip().lower() or None
    if media_type is not None and MEDIA_TYPES.get(media_type) not in _READ:
        return None
    return _Head(
        media_type,
        record.http_charset,
        coding=http.get("Content-Encoding", "") if http is not None else "",
        transfer=http.get("Transfer-Encoding", "") if http is not None else "",
    )


def _is_sound(record: Any) -> bool:
    """Whether a record's bytes have the digest that it gives for them, if it gives one."""
    if not record.headers.get("WARC-Block-Digest", "").lower().startswith(("sha1:", "sha-1:")):
        return True
    return bool(record.verify_block_digest(consume=False))


def _body(record: Any, most_bytes: int) -> bytes:
    length = record.content_length
    if length > most_bytes:
        raise InputTooLarge(
            f"the record has {length} bytes, more than the setting max_input_bytes ({most_bytes})"
        )
    body = bytes(record.reader.read(length) if length else b"")
    if len(body) < length:
        raise DamagedInput(f"the record breaks off: {len(body)} of its {length} bytes are there")
    return body


def _credits(record: Any) -> tuple[Credit, ...]:
    names = (("WARC-Date", "warc-date"), ("WARC-Record-ID", "warc-record-id"))
    found = ((kind, " ".join(record.headers.get(name, "").split())) for name, kind in names)
    return tuple(Credit(kind, words[:200]) for kind, words in found if words)


def _report(
    capture: _Capture, name: str | None, settings: Settings
) -> Candidate | PurportError | None:
    """Return the candidate of what was captured; None for bytes of no known kind."""
    try:
        candidate = _candidate(capture, settings)
    except PurportError as error:
        return error
    if candidate is None:
        return None
    return replace(
        candidate,
        id=part_id(name, candidate.sha256),
        url=candidate.url or capture.address,
        credits=candidate.credits + capture.credits,
        warnings=candidate.warnings + capture.warnings,
    )


def _candidate(capture: _Capture, settings: Settings) -> Candidate | None:
    joined = (
        join_chunks(capture.body) if "chunked" in capture.head.transfer.lower() else capture.body
    )
    body = unpack(joined, capture.head.coding, settings.max_input_bytes)
    match MEDIA_TYPES[capture.head.media_type] if capture.head.media_type else detect_format(body):
        case "page":
            return read_page(
                body, None, settings,
                charset=capture.head.charset, address=capture.address,
            )  # fmt: skip
        case "pdf":
            return read_pdf(body, None, settings)
        case "text" if capture.head.media_type:
            return read_text(body, None, capture.head.charset)
        case _:
            return None


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Return where the next record may begin, from a place on, or None."""
    stream.seek(0)
    gzipped = stream.read(2) == _GZIP_MARK[:2]
    mark, before = (_GZIP_MARK, 0) if gzipped else (_PLAIN_MARK, 4)
    stream.seek(start)
    at, kept = start, b""
    while piece := stream.read(_PIECE_BYTES):
        window = kept + piece
        found = window.find(mark)
        if found >= 0:
            return at - len(kept) + found + before
        at += len(piece)
        kept = window[-(len(mark) - 1) :]
    return None
