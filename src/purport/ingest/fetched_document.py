"""What came from an address → a document of a known format, and reports that know the address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from purport.errors import PurportError, UnknownFormat
from purport.ingest.candidate import Part
from purport.ingest.fetching import Fetched
from purport.ingest.format import FORMATS, MEDIA_TYPES, Format, known_suffix
from purport.ingest.metadata import same_site
from purport.ingest.parts import Document
from purport.model.report import Credit

# names under which servers send anything at all
_SAYS_NOTHING = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/download",
     "application/gzip", "application/x-gzip", "application/force-download"}
)  # fmt: skip

_NO_WORDS = ("image/", "audio/", "video/", "font/", "model/")


def document_at(fetched: Fetched) -> Document:
    """Return the document that was fetched.

    Raises:
        UnknownFormat: the server calls it something that is not read.
    """
    path = PurePosixPath(unquote(urlsplit(fetched.address).path))
    name = path.name
    suffix = known_suffix(name)
    stem = name[: -len(suffix)] if suffix in FORMATS and len(name) > len(suffix) else name
    return Document(
        data=fetched.data,
        name=stem or urlsplit(fetched.address).hostname,
        form=_form(fetched.media_type, FORMATS.get(suffix)),
        charset=fetched.charset,
        address=fetched.address,
    )


def placed(part: Part, fetched: Fetched, asked: str) -> Part:
    """Return the one report of a document with its address, and with other addresses as credits."""
    candidate = part.content
    if part.place or isinstance(candidate, PurportError):
        return part
    credited = candidate.credits
    if fetched.canonical and not same_site(fetched.canonical, fetched.address):
        credited += (Credit("canonical", fetched.canonical),)
    if asked.partition("#")[0] != fetched.address:
        credited += (Credit("redirected-from", asked),)
    url = candidate.url or fetched.address
    return replace(part, content=replace(candidate, url=url, credits=credited))


def _form(media_type: str | None, named: Format | None) -> Format | None:
    """Return the format by the server's word, or by the name where it sends plain text for all."""
    if media_type is None or media_type in _SAYS_NOTHING:
        return named
    form = MEDIA_TYPES.get(media_type)
    if form == "text" and named is not None:
        return named
    if form is None and not media_type.startswith(_NO_WORDS):
        # RFC 6839: what a kind ends in says how it is written ("application/x-rss+xml")
        endings: dict[str, Format] = {"+xml": "xml", "+json": "json"}
        form = next((f for end, f in endings.items() if media_type.endswith(end)), named)
    if form is None:
        raise UnknownFormat(f"the address gives {media_type[:80]}, which is not read")
    return form
