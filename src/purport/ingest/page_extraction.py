"""The article of a web page by trafilatura; also a program of its own: HTML in UTF-8 → JSON.

trafilatura takes time with the square of some pages' elements, so purport.ingest.page has large
ones read in a process with limits; this file imports nothing of purport.
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any


def article_text(root: Any) -> str | None:
    """Return the paragraphs of the article in a tree of elements, a line each; None without one."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes half a second

    # it tells its own troubles to the log, which without a handler ends on the user's screen
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    document = bare_extraction(root, include_comments=False, with_metadata=False)
    text = document.text if document is not None and not isinstance(document, dict) else None
    return str(text) if text and text.strip() else None


def parsed(markup: bytes) -> tuple[Any, Any]:
    """Return the root of the tree that HTML in UTF-8 is, and the parser with its notes.

    Raises:
        lxml.etree.ParserError: there is nothing in it.
    """
    from lxml import html  # noqa: PLC0415 - plain text does not wait for it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return html.document_fromstring(markup, parser=parser), parser


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"text": article_text(parsed(sys.stdin.buffer.read())[0])}))
