"""Web page → report: the text of its article by trafilatura, and what it says of itself.

Offsets count in the extracted text, whose paragraphs stand on lines of their own.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from purport.errors import UnreadablePage
from purport.ingest.binary import refuse_controls, refuse_known_binary
from purport.ingest.candidate import Candidate
from purport.ingest.confinement import run_confined
from purport.ingest.encoding import decode_page
from purport.ingest.markup import parse_markup
from purport.ingest.metadata import read_metadata
from purport.ingest.page_extraction import article_text
from purport.ingest.text import text_id
from purport.settings import Settings

_SCRIPT = Path(__file__).with_name("page_extraction.py")
# A process of its own costs about half a second, so small pages do without. In the worst pages
# found (list items by the thousand) trafilatura takes time with the square of their number, 4 s
# for 2500; set by hand.
_MOST_ELEMENTS = 4000


def read_page(
    data: bytes, name: str | None, settings: Settings,
    *, charset: str | None = None, address: str | None = None,
) -> Candidate:  # fmt: skip
    """Return the candidate of a web page; nothing is fetched.

    Args:
        data: The bytes of the page.
        name: The id to take, or None to make one of the bytes.
        settings: The limits (`max_nesting`, and `max_seconds` for pages of many elements).
        charset: The encoding that the sender of the page gave, or None.
        address: Where it was found, or None where that is not known.

    Raises:
        BinaryInput: the bytes are of a known format that is not text.
        WrongEncoding: they are not in the encoding that the page declares.
        TooDeeplyNested: its elements are nested too deeply.
        UnreadablePage: it holds no article.
        TooCostly: finding the article takes more time or memory than allowed.
    """
    refuse_known_binary(data)
    markup = decode_page(data, charset)
    refuse_controls(markup)
    root = parse_markup(markup, settings.max_nesting)
    metadata = read_metadata(root, settings.max_nesting, address)
    digest = sha256(data).hexdigest()
    return Candidate(
        text=_article_text(root, markup, settings.max_seconds),
        sha256=digest,
        id=name or text_id(digest),
        url=metadata.url,
        publisher=metadata.publisher,
        title=metadata.title,
        date=metadata.date,
        credits=metadata.credits,
        original=data,
    )


def _article_text(root: Any, markup: str, max_seconds: int) -> str:
    """Return the article's paragraphs, a line each."""
    elements = sum(1 for _ in root.iter())
    if elements > _MOST_ELEMENTS:
        found = run_confined(_SCRIPT, (), markup.encode("utf-8"), seconds=max_seconds)
        text = found["text"]
    else:
        try:
            text = article_text(root)
        except Exception as cause:  # what it raises on broken pages is not written down
            what = "the page is too broken to find an article in it"
            raise UnreadablePage(what) from cause
    if text is None:
        raise UnreadablePage("there is no article in this page")
    return str(text)
