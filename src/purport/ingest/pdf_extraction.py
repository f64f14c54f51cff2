"""A program of its own: a PDF from standard input → the text of its pages, as JSON.

It is run by purport.ingest.pdf in a process with limits, since pypdf can be led into loops and
into taking all memory by a file made for that; it imports nothing of purport.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError


def extract(data: bytes, max_pages: int, max_chars: int) -> dict[str, Any]:
    """Return the pages of a PDF with what it says of itself, or what is wrong under `error`.

    A page that cannot be read is None, and its number stands under `broken`. Reading ends with the
    page in which `max_chars` are passed.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opens(reader):
            return {"error": "locked"}
        count = len(reader.pages)
    except (FileNotDecryptedError, DependencyError):
        return {"error": "locked"}
    except MemoryError:
        raise
    except Exception as cause:  # noqa: BLE001 - what pypdf raises on broken files is not written down
        return {"error": "damaged", "what": type(cause).__name__}
    if count > max_pages:
        return {"error": "pages", "count": count}
    return {"pages": _pages(reader, count, max_chars), **_metadata(reader)}


def _opens(reader: PdfReader) -> bool:
    """Whether a locked PDF opens without a password, as those do that only forbid printing."""
    return bool(reader.decrypt(""))


def _pages(reader: PdfReader, count: int, max_chars: int) -> list[str | None]:
    pages: list[str | None] = []
    chars = 0
    for number in range(count):
        try:
            text = reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - likewise
            pages.append(None)
            continue
        pages.append(text)
        chars += len(text)
        if chars > max_chars:
            break
    return pages


def _metadata(reader: PdfReader) -> dict[str, str]:
    found: dict[str, str] = {}
    with contextlib.suppress(Exception):
        said: dict[str, Any] = dict(reader.metadata or {})
        for key in ("/Title", "/Author", "/CreationDate"):
            if isinstance(said.get(key), str):
                found[key] = str(said[key])[:1000]
    return found


if __name__ == "__main__":
    found = extract(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(found))
