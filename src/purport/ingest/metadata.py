"""What a web page says of itself outside its text: JSON-LD, meta tags, links.

Only what a page states is taken; nothing is guessed from its words or its address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from purport.errors import TooDeeplyNested
from purport.ingest.nesting import refuse_deep_json
from purport.model.report import Credit

# Names of meta tags for the day of publication, the surest first; days of change are left out.
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created",
    "dcterms.created", "publication_date", "publish-date", "publishdate", "pubdate",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "date",
)  # fmt: skip
# Names of meta tags that say where a page has its text from → the kind of credit.
_CREDIT_METAS = {
    "syndication-source": "syndication-source",
    "original-source": "original-source",
    "dc.source": "dc.source",
    "dcterms.source": "dc.source",
    "credittext": "creditText",
    "sourceorganization": "sourceOrganization",
    "isbasedon": "isBasedOn",
    "author": "author",
}
_CREDIT_PROPERTIES = (
    "creditText", "sourceOrganization", "isBasedOn", "provider", "copyrightHolder", "author",
)  # fmt: skip
# Links that say where a page has its text from; of a canonical one, see `read_metadata`.
_CREDIT_LINKS = ("syndication-source", "original-source", "via")
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "SocialMediaPosting", "PressRelease")
_MOST_CREDITS = 50
_MOST_CREDIT_CHARS = 200
_LOOKS = ("www", "m", "mobile", "amp")

_Metas = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; None where it does not."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    date: str | None = None
    credits: tuple[Credit, ...] = ()


def read_metadata(root: Any, max_nesting: int, address: str | None = None) -> PageMetadata:
    """Return what a page states of itself.

    Args:
        root: The page's tree of elements, from lxml.
        max_nesting: JSON-LD that is nested deeper than this is passed over.
        address: Where the page was found, or None. A page that calls another host's address its
            canonical one keeps its own, and that one is a credit.
    """
    metas = _metas(root)
    things = tuple(_things(root, max_nesting))
    article = next((t for t in things if _is_article(t)), {})
    named = {t["@id"]: t for t in things if isinstance(t.get("@id"), str)}
    canonical, own = _addresses(root, metas, article, address)
    elsewhere = canonical and own and not same_site(canonical, own)
    credited = _credits(article, named, metas) + _linked(root, own)
    if elsewhere and canonical:
        credited = (Credit("canonical", canonical), *credited)
    return PageMetadata(
        url=own if elsewhere and address else canonical or own,
        publisher=_first(
            _names(article.get("publisher"), named), metas.get("og:site_name", ()),
            metas.get("publisher", ()), metas.get("dc.publisher", ()),
        ),
        title=_first(
            _names(article.get("headline"), named), metas.get("og:title", ()),
            _texts(root, ".//h1"), _texts(root, ".//title"),
        ),
        date=_first(
            _names(article.get("datePublished"), named),
            (value for name in _DATE_METAS for value in metas.get(name, ())),
            _times(root),
        ),
        credits=tuple(dict.fromkeys(credited))[:_MOST_CREDITS],
    )  # fmt: skip


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, the labels for its look ("www.", "m.") aside.

    Example:
        >>> same_site("https://www.coast.example/a", "https://m.coast.example/b")
        True
    """
    return _site(one) == _site(other)


def _first(*sources: Iterable[str]) -> str | None:
    return next((value for source in sources for value in source), None)


def _clean(value: object) -> tuple[str, ...]:
    """Return a value's words in one line, or nothing where it has none."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return (words,) if words else ()


def _metas(root: Any) -> _Metas:
    """Return the contents of meta tags by their lower-cased name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for meta in root.iterfind(".//meta"):
        for key in ("name", "property", "itemprop"):
            if name := (meta.get(key) or "").strip().lower():
                found.setdefault(name, []).extend(_clean(meta.get("content")))
    return {name: tuple(words) for name, words in found.items()}


def _texts(root: Any, path: str) -> Iterator[str]:
    for element in root.iterfind(path):
        yield from _clean("".join(element.itertext()))


def _times(root: Any) -> Iterator[str]:
    for element in root.iterfind(".//time[@datetime]"):
        if "pubdate" in element.attrib or element.get("itemprop") == "datePublished":
            yield from _clean(element.get("datetime"))


def _things(root: Any, max_nesting: int) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects of a page; what cannot be parsed is passed over."""
    for script in root.iterfind(".//script[@type]"):
        if script.get("type").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            refuse_deep_json(script.text, max_nesting)
            parsed = json.loads(script.text, strict=False)
        except (ValueError, RecursionError, TooDeeplyNested):
            continue
        for thing in parsed if isinstance(parsed, list) else [parsed]:
            if isinstance(thing, dict):
                yield thing
                graph = thing.get("@graph")
                yield from (
                    (t for t in graph if isinstance(t, dict)) if isinstance(graph, list) else ()
                )


def _is_article(thing: Mapping[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(value: object, named: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the words for a JSON-LD value: itself, or the name, headline or address of a thing."""
    for one in value if isinstance(value, list) else [value]:
        thing = one
        if isinstance(thing, dict) and isinstance(thing.get("@id"), str) and "name" not in thing:
            thing = named.get(thing["@id"], thing)
        if isinstance(thing, dict):
            keys = ("name", "headline", "url", "@id")
            thing = next((thing[k] for k in keys if isinstance(thing.get(k), str)), None)
        yield from _clean(thing)


def _credits(
    article: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], metas: _Metas
) -> tuple[Credit, ...]:
    found = [
        Credit(kind, words)
        for kind in _CREDIT_PROPERTIES
        for words in _names(article.get(kind), named)
    ]
    found += [
        Credit(kind, words) for name, kind in _CREDIT_METAS.items() for words in metas.get(name, ())
    ]
    return tuple(found)


def _linked(root: Any, own: str | None) -> tuple[Credit, ...]:
    """Return where links and hNews marks (microformats.org/wiki/hnews) say the text is from."""
    found = [
        Credit(rel, address)
        for link in root.iterfind(".//link[@href]")
        for rel in (link.get("rel") or "").lower().split()
        if rel in _CREDIT_LINKS and (address := absolute_address(own, link.get("href")))
    ]
    for element in root.iterfind(".//*[@class]"):
        if "source-org" in element.get("class").split():
            words = _clean("".join(element.itertext())[:_MOST_CREDIT_CHARS])
            found += [Credit("sourceOrganization", w) for w in words]
    return tuple(found)


def _addresses(
    root: Any, metas: _Metas, article: Mapping[str, Any], address: str | None
) -> tuple[str | None, str | None]:
    """Return the address that a page calls canonical, and its own: where found, or as it says."""
    stated = _first(metas.get("og:url", ()), _clean(article.get("url")))
    own = absolute_address(None, address) or absolute_address(None, stated)
    links = (
        words
        for link in root.iterfind(".//link[@href]")
        if "canonical" in (link.get("rel") or "").lower().split()
        for words in _clean(link.get("href"))
    )
    return next((a for link in links if (a := absolute_address(own, link))), None), own


def _site(address: str) -> str:
    """Return the host of an address without the label for its look ("www.", "m.")."""
    host = urlsplit(address).hostname or ""
    first, _, rest = host.partition(".")
    return rest if first in _LOOKS and "." in rest else host


def absolute_address(base: str | None, words: str | None) -> str | None:
    """Return the address that words give, seen from a base, or None where they give none.

    Example:
        >>> absolute_address("https://coast.example/news/", "../a")
        'https://coast.example/a'
    """
    try:
        address = urljoin(base or "", words or "")
        parts = urlsplit(address)
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and address.isprintable()
    return address if good else None
