"""ninjs, the news agencies' JSON → report: its body, and whom it credits.

Versions 1 to 3 of the IPTC's standard (iptc.org/standards/ninjs) are read; their keys differ in
case and underscores only, or hold lists where there was one value. `versionCreated`, when the text
at hand was made, is the day of publication. There is no publisher in ninjs: none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from purport.errors import EmptyInput
from purport.ingest.candidate import Candidate
from purport.ingest.markup import fragment_text
from purport.ingest.metadata import absolute_address
from purport.ingest.text import text_id
from purport.model.report import Credit

_BODIES = ("bodytext", "bodyhtml", "bodyxhtml")
# what else an object has to have to be taken for ninjs; the standard asks for `uri` alone
_MARKS = frozenset(
    {"standard", "versioncreated", "firstcreated", "contentcreated", "pubstatus", "altids",
     "infosources", "copyrightholder", "headlines", "byline", "representationtype"}
)  # fmt: skip
_CREDITS = {
    "infosources": "infoSources",
    "copyrightholder": "copyrightHolder",
    "bylines": "author",
    "byline": "author",
}
_DATES = ("versioncreated", "contentcreated", "firstcreated")
_MOST_CREDITS = 50


def is_ninjs(document: Any) -> bool:
    """Whether a parsed JSON document has the form of ninjs.

    Example:
        >>> is_ninjs({"uri": "urn:x:1", "body_text": "…", "versioncreated": "2022-05-19"})
        True
    """
    if not isinstance(document, Mapping):
        return False
    keys = set(_folded(document))
    return bool(keys & {"uri", "altids"} and keys & {*_BODIES, "bodies"} and keys & _MARKS)


def read_ninjs(
    document: Mapping[str, Any], data: bytes, name: str | None, max_nesting: int
) -> Candidate:
    """Return the candidate of a ninjs item.

    Args:
        document: The parsed JSON.
        data: The bytes that it was parsed from.
        name: The id to take, or None to make one of the bytes.
        max_nesting: The deepest that HTML in it may be nested.

    Raises:
        EmptyInput: it has no body.
        TooDeeplyNested: the HTML of its body is nested too deeply.
    """
    item = _folded(document)
    text = _body(item, max_nesting)
    if text is None:
        raise EmptyInput("the ninjs item has no body", None, "Give an item with its words.")
    headlines = item.get("headline"), item.get("headlines"), item.get("title")
    dates = (item.get(key) for key in _DATES)
    links = (item.get("canonicalurl"), item.get("url"), item.get("uri"))
    digest = sha256(data).hexdigest()
    return Candidate(
        text=text,
        sha256=digest,
        id=name or text_id(digest),
        url=next(
            (a for u in links if isinstance(u, str) and (a := absolute_address(None, u))), None
        ),
        title=next((words for value in headlines for words in _names(value)), None),
        date=next((words for words in dates if isinstance(words, str)), None),
        credits=_credits(item),
        original=data,
    )


def _folded(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "").lower(): value for key, value in document.items()}


def _body(item: Mapping[str, Any], max_nesting: int) -> str | None:
    """Return the words of the body, plain ones before HTML."""
    found = {key: item[key] for key in _BODIES if isinstance(item.get(key), str)}
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, Mapping) and isinstance(body.get("value"), str):
            folded = _folded(body)
            plain = "html" not in str(folded.get("contenttype", "")).lower()
            if str(folded.get("role", "main")).lower() in ("main", "body", "maintext", ""):
                found.setdefault("bodytext" if plain else "bodyhtml", body["value"])
    for key in _BODIES:
        if (words := found.get(key, "")).strip():
            return str(words) if key == "bodytext" else fragment_text(words, max_nesting)
    return None


def _names(value: object) -> Iterator[str]:
    """Yield the words for a value: itself, or the name or value of a thing or of each in a list."""
    for one in value if isinstance(value, list) else [value]:
        keys = ("name", "value", "literal", "uri")
        words = (
            next((one[k] for k in keys if isinstance(one.get(k), str)), None)
            if isinstance(one, Mapping)
            else one
        )
        if isinstance(words, str) and words.split():
            yield " ".join(words.split())


def _credits(item: Mapping[str, Any]) -> tuple[Credit, ...]:
    found = [
        Credit(kind, words) for key, kind in _CREDITS.items() for words in _names(item.get(key))
    ]
    return tuple(dict.fromkeys(found))[:_MOST_CREDITS]
