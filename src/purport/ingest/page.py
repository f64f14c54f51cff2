"""Web page → report: the text of its article by trafilatura, and what it says of itself.

Offsets count in the extracted text, whose paragraphs stand on lines of their own.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import Any

from purport.errors import TooDeeplyNested, UnreadablePage
from purport.ingest.binary import refuse_controls, refuse_known_binary
from purport.ingest.candidate import Candidate
from purport.ingest.encoding import decode_page
from purport.ingest.metadata import read_metadata
from purport.ingest.nesting import refuse_deep_tree
from purport.ingest.text import text_id


def read_page(data: bytes, name: str | None, max_nesting: int) -> Candidate:
    """Return the candidate of a web page; nothing is fetched.

    Args:
        data: The bytes of the page.
        name: The id to take, or None to make one of the bytes.
        max_nesting: The deepest that its elements may be nested.

    Raises:
        BinaryInput: the bytes are of a known format that is not text.
        WrongEncoding: they are not in the encoding that the page declares.
        TooDeeplyNested: its elements are nested too deeply.
        UnreadablePage: it holds no article.
    """
    refuse_known_binary(data)
    markup = decode_page(data)
    refuse_controls(markup)
    root = _parse(markup, max_nesting)
    metadata = read_metadata(root, max_nesting)
    digest = sha256(data).hexdigest()
    return Candidate(
        text=_article_text(root),
        sha256=digest,
        id=name or text_id(digest),
        url=metadata.url,
        publisher=metadata.publisher,
        title=metadata.title,
        date=metadata.date,
        credits=metadata.credits,
    )


def _parse(markup: str, max_nesting: int) -> Any:
    from lxml import etree, html  # noqa: PLC0415 - plain text does not wait for it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise UnreadablePage("the page is empty") from None
    # past its own limit of depth libxml2 drops the rest of a page and only notes it
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooDeeplyNested(f"HTML is nested deeper than {max_nesting} levels")
    refuse_deep_tree(root, max_nesting)
    return root


def _article_text(root: Any) -> str:
    """Return the article's paragraphs, a line each."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes half a second

    # it tells its own troubles to the log, which without a handler ends on the user's screen
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    try:
        document = bare_extraction(root, include_comments=False, with_metadata=False)
    except Exception as cause:  # what it raises on broken pages is not written down
        raise UnreadablePage("the page is too broken to find an article in it") from cause
    text = document.text if document is not None and not isinstance(document, dict) else None
    if not text or not text.strip():
        raise UnreadablePage("there is no article in this page")
    return str(text)
