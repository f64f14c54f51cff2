"""RSS and Atom → a report an entry: its words, title, address, day, and whom it credits.

Nothing that a feed points to is fetched, and a feed that declares entities of its own is refused:
they can be made to take any amount of memory. `original` is the entry's own markup, in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.parsers import expat

from purport.errors import DamagedInput, EmptyInput, PurportError, TooDeeplyNested
from purport.ingest.binary import refuse_controls, refuse_known_binary
from purport.ingest.candidate import Candidate, Part
from purport.ingest.confinement import run_confined
from purport.ingest.encoding import decode_page
from purport.ingest.markup import fragment_text
from purport.ingest.metadata import absolute_address
from purport.ingest.text import part_id
from purport.model.report import Credit
from purport.settings import Settings

_SCRIPT = Path(__file__).with_name("feed_extraction.py")
_ENTRY_NAMES = ("item", "entry")
_ENTRY_START = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>])")
_ENTRY_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>")
# set by hand: hardly a report is shorter, and hardly a teaser longer
_TEASER_WORDS = 60
_GOES_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:read|see) (?:more|on|the (?:full|whole) (?:story|article))|"
    r"continue reading)\W*$",
    re.IGNORECASE,
)


def read_feed(
    data: bytes, name: str | None, settings: Settings, charset: str | None = None
) -> Iterator[Part]:
    """Yield the entries of a feed in its order; one without words is an error of its own.

    Args:
        data: The bytes of the feed.
        name: The beginning of the entries' ids, or None.
        settings: The limits (`max_nesting`, `max_seconds`).
        charset: The encoding that the address it came from gives, or None.

    Raises:
        BinaryInput, WrongEncoding: as for a web page.
        DamagedInput: it is no feed, or declares entities of its own.
        TooDeeplyNested: its elements are nested deeper than the setting max_nesting.
        EmptyInput: it has no entries.
        TooCostly: reading it takes more time or memory than allowed.
    """
    refuse_known_binary(data)
    markup = decode_page(data, charset)
    refuse_controls(markup)
    utf8 = markup.encode("utf-8")
    originals = _entry_bytes(utf8, settings.max_nesting)
    found = run_confined(_SCRIPT, (), utf8, seconds=settings.max_seconds)
    entries = found["entries"]
    if not entries:
        if not found["version"]:
            raise DamagedInput("this is neither RSS nor Atom")
        raise EmptyInput("there is no entry in the feed", None, "Look again later.")
    paired = len(originals) == len(entries)
    for number, entry in enumerate(entries):
        original = originals[number] if paired else None
        yield Part(f"entry {number + 1}", _entry(entry, found, original, name, settings))


def _entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], original: bytes | None,
    name: str | None, settings: Settings,
) -> Candidate | PurportError:  # fmt: skip
    """Return the candidate of an entry, or what is wrong with it."""
    try:
        text = _text(entry, settings.max_nesting)
        title = fragment_text(entry["title"] or "", settings.max_nesting)
    except PurportError as error:
        return error
    if not text.strip():
        return EmptyInput("the entry has no words besides its title", None, "Read its address.")
    # where a broken feed does not show which bytes are the entry's, its words stand for them
    body = original if original is not None else text.encode("utf-8", "replace")
    digest = sha256(body).hexdigest()
    return Candidate(
        text=text,
        sha256=digest,
        id=part_id(name, digest),
        url=absolute_address(None, (entry["link"] or "").strip()),
        publisher=_one_line(entry["publisher"] or feed["publisher"]),
        title=_one_line(title),
        date=entry["published"],
        credits=_credits(entry),
        original=body,
        warnings=_teaser(text, whole=entry["content"] is not None),
    )


def _text(entry: Mapping[str, Any], max_nesting: int) -> str:
    kind = "content" if entry["content"] else "summary"
    words = entry[kind] or ""
    if entry[f"{kind}_type"] == "text/plain":
        return str(words).strip()
    return fragment_text(words, max_nesting)


def _teaser(text: str, *, whole: bool) -> tuple[str, ...]:
    words = len(text.split())
    if _GOES_ON.search(text) or (not whole and words < _TEASER_WORDS):
        return (f"the feed gives {words} words of this report, which may be its first ones only",)
    return ()


def _credits(entry: Mapping[str, Any]) -> tuple[Credit, ...]:
    found = [("author", author) for author in entry["authors"]]
    found += [("source", entry["source"]), ("source", entry["source_link"])]
    found += [("media-credit", credit) for credit in entry["credits"]]
    found += [("rights", entry["rights"])]
    lines = ((kind, _one_line(words)) for kind, words in found)
    return tuple(dict.fromkeys(Credit(kind, words) for kind, words in lines if words))


def _one_line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _entry_bytes(utf8: bytes, max_nesting: int) -> list[bytes]:
    """Return the markup of each entry, in order.

    Raises:
        DamagedInput: an entity is declared.
        TooDeeplyNested: an element stands deeper than `max_nesting`.
    """
    spans: list[tuple[int, int]] = []
    starts: list[int] = []
    depth = 0
    parser = expat.ParserCreate("utf-8")

    def start(tag: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth > max_nesting:
            raise TooDeeplyNested(f"XML is nested deeper than {max_nesting} levels")
        if tag.rpartition(":")[2] in _ENTRY_NAMES:
            starts.append(parser.CurrentByteIndex)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if tag.rpartition(":")[2] in _ENTRY_NAMES:
            spans.append((starts.pop(), utf8.find(b">", parser.CurrentByteIndex) + 1))

    def refuse(*_: object) -> None:
        raise DamagedInput("the feed declares entities of its own, which are not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError:
        if b"<!ENTITY" in utf8:
            refuse()
        return _entry_bytes_by_tags(utf8)
    return [utf8[at:to] for at, to in spans]


def _entry_bytes_by_tags(utf8: bytes) -> list[bytes]:
    """Return what stands between the tags of entries, for a feed that is not well-formed."""
    found: list[bytes] = []
    at = 0
    while (start := _ENTRY_START.search(utf8, at)) is not None:
        end = _ENTRY_END.search(utf8, start.end())
        if end is None:
            break
        at = end.end()
        found.append(utf8[start.start() : at])
    return found
