"""The format of a file, by its name or by its first line."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from purport.errors import UnknownFormat
from purport.ingest.encoding import find_codec
from purport.ingest.table import COLUMNS, split_header

Format = Literal["text", "page", "pdf", "csv", "jsonl", "json", "xml", "warc", "captions"]
FORMATS: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".pdf": "pdf",
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".warc": "warc", ".warc.gz": "warc", ".vtt": "captions", ".srt": "captions",
}  # fmt: skip
# What the senders of pages and files call these formats (IANA's names, and those in use).
MEDIA_TYPES: dict[str, Format] = {
    "text/html": "page", "application/xhtml+xml": "page", "application/pdf": "pdf",
    "text/plain": "text", "text/markdown": "text", "text/csv": "csv",
    "text/tab-separated-values": "csv", "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl", "application/json": "json", "application/ld+json": "json",
    "application/vnd.iptc.ninjs+json": "json", "application/rss+xml": "xml",
    "application/atom+xml": "xml", "application/rdf+xml": "xml", "application/xml": "xml",
    "text/xml": "xml", "application/warc": "warc", "text/vtt": "captions",
    "application/x-subrip": "captions", "text/srt": "captions",
}  # fmt: skip
# Text in forms whose words would be read wrongly if they were taken for prose.
NOT_READ = frozenset(
    ".rtf .eml .mbox .tex .yaml .yml .toml .log .py .js .css .svg .ass .sub .ttml .gz".split()
)
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).)*-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_START = re.compile(
    r"\s*(?:<\?[^>]{0,500}>\s*){0,5}(?:<!--(?:(?!-->).)*-->\s*){0,5}"
    r"(?:<!DOCTYPE[^>\[]{0,300}(?:\[[^\]]{0,3000}\]\s*)?>\s*)?"
    r"<(?:rss|feed|(?:\w{1,20}:)?(?:RDF|feed))[\s>]",
    re.DOTALL,
)
_CAPTIONS_START = re.compile(
    r"WEBVTT(?:\s|$)|\d{1,6}[ \t]*\r?\n\s*(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}[ \t]*-->"
)
_JSON_START = re.compile(r"(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
_SEGMENTS = re.compile(rb'"(?:segments|transcription)"\s*:\s*\[\s*\{')
_WARC_START = b"WARC/"
_HEAD_BYTES = 4096


def known_suffix(name: str) -> str:
    """Return the end of a file's name by which its format is known, in small letters.

    Example:
        >>> known_suffix("Crawl.WARC.gz"), known_suffix("report.v2.txt")
        ('.warc.gz', '.txt')
    """
    path = PurePath(name.lower())
    both = "".join(path.suffixes[-2:])
    return both if both in FORMATS else path.suffix


def named_format(name: str) -> Format | None:
    """Return the format that a file's name shows, or None where it shows none.

    Raises:
        UnknownFormat: it is the name of a format that is not read.
    """
    suffix = known_suffix(name)
    if suffix in NOT_READ:
        raise UnknownFormat(f"files of the kind {suffix} are not read")
    return FORMATS.get(suffix)


def detect_format(data: bytes) -> Format:
    r"""Return the format that the first line of some bytes shows; prose where it shows none.

    Example:
        >>> detect_format(b"id,text\n1,Hello")
        'csv'
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((_WARC_START, b"\x1f\x8b")):
        return "warc"
    codec, skip = find_codec(data[:_HEAD_BYTES])
    start = data[skip:_HEAD_BYTES].decode(codec, errors="ignore").lstrip()
    if _PAGE_START.match(start):
        return "page"
    if _FEED_START.match(start):
        return "xml"
    if _CAPTIONS_START.match(start):
        return "captions"
    line = start.split("\n", 1)[0]
    if _JSON_START.match(start):
        # a row of a table holds its text in the line with which it begins; a transcript's does not
        row = re.search(r'"text"\s*:', line, re.IGNORECASE) and not _SEGMENTS.search(data)
        return "jsonl" if row else "json"
    for delimiter in ",;\t":
        columns = split_header(line, delimiter)
        if "text" in columns and len(set(columns) & set(COLUMNS)) > 1:
            return "csv"
    return "text"
