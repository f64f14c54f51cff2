"""A program of its own: RSS or Atom in UTF-8 from standard input → its entries, as JSON.

It is run by purport.ingest.feed in a process with limits, since feedparser's way with broken feeds
can be slow; it imports nothing of purport. feedparser gets bytes in a stream, never an address or
a path, and asks for nothing.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import feedparser  # type: ignore[import-untyped]

_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def extract(data: bytes) -> dict[str, Any]:
    """Return the title of a feed and its entries in order, each with what it says of itself."""
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    feed = parsed.get("feed", {})
    version = str(parsed.get("version", ""))
    return {
        "version": version,
        "publisher": _words(feed, "publisher") or _words(feed, "title"),
        "link": _words(feed, "link"),
        "entries": [_entry(entry, version) for entry in parsed.get("entries", [])],
    }


def _entry(entry: dict[str, Any], version: str) -> dict[str, Any]:
    bodies = [body for body in _things(entry, "content") if _words(body, "value")]
    whole = max(bodies, key=lambda body: len(body["value"]), default=None)
    source = dict.get(entry, "source") or {}
    return {
        "title": _words(entry, "title"),
        "link": _words(entry, "link"),
        # in RSS 1.0 the day is dc:date, which feedparser files under updated
        "published": _words(entry, "published")
        or (_words(entry, "updated") if version.startswith("rss") else None),
        "content": _words(whole, "value") if whole else None,
        "content_type": _words(whole, "type") if whole else None,
        "summary": _words(entry, "summary"),
        "summary_type": _words(dict.get(entry, "summary_detail") or {}, "type"),
        "publisher": _words(entry, "publisher"),
        "authors": [n for one in _things(entry, "authors") if (n := _words(one, "name"))],
        "source": _words(source, "title"),
        "source_link": _words(source, "href") or _words(source, "link"),
        "credits": [n for one in _things(entry, "media_credit") if (n := _words(one, "content"))],
        "rights": _words(entry, "rights"),
    }


def _things(thing: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = dict.get(thing, key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _words(thing: dict[str, Any], key: str) -> str | None:
    # feedparser's own dict answers for `published` with `updated`, and the other way round
    found = dict.get(thing, key)
    return found if isinstance(found, str) and found.strip() else None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read())))
