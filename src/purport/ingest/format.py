"""The format of a file, by its name or by its first line."""

from __future__ import annotations

import re
from typing import Literal

from purport.ingest.encoding import find_codec
from purport.ingest.table import COLUMNS, split_header

Format = Literal["text", "page", "csv", "jsonl"]
FORMATS: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
# Text in forms whose words would be read wrongly if they were taken for prose.
NOT_READ = frozenset(
    ".json .xml .rss .atom .rtf .eml .mbox .srt .vtt .tex .yaml .yml .toml .warc .log .py .js "
    ".css".split()
)
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).)*-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_BYTES = 4096


def detect_format(data: bytes) -> Format:
    r"""Return the format that the first line of some bytes shows; prose where it shows none.

    Example:
        >>> detect_format(b"id,text\n1,Hello")
        'csv'
    """
    codec, skip = find_codec(data[:_HEAD_BYTES])
    start = data[skip:_HEAD_BYTES].decode(codec, errors="ignore").lstrip()
    if _PAGE_START.match(start):
        return "page"
    line = start.split("\n", 1)[0]
    if line.startswith("{") and re.search(r'"text"\s*:', line, re.IGNORECASE):
        return "jsonl"
    for delimiter in ",;\t":
        columns = split_header(line, delimiter)
        if "text" in columns and len(set(columns) & set(COLUMNS)) > 1:
            return "csv"
    return "text"
