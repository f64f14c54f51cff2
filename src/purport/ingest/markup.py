"""HTML → a tree of elements, and the words of a piece of HTML that is all article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from purport.errors import TooDeeplyNested, UnreadablePage
from purport.ingest.nesting import refuse_deep_tree
from purport.ingest.page_extraction import parsed

_PARTS_LINES = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr legend li main nav ol option p pre section table td th tr ul".split()
)
_NOT_SHOWN = frozenset("script style template noscript iframe object head title svg".split())
_SPACES = re.compile(r"[^\S\n\u00a0]+")


def parse_markup(markup: str, max_nesting: int) -> Any:
    """Return the root of the tree that HTML is; nothing is fetched.

    Raises:
        UnreadablePage: there is nothing in it.
        TooDeeplyNested: its elements are nested deeper than `max_nesting`.
    """
    from lxml import etree  # noqa: PLC0415 - plain text does not wait for it

    try:
        root, parser = parsed(markup.encode("utf-8"))
    except etree.ParserError:
        raise UnreadablePage("the page is empty") from None
    # past its own limit of depth libxml2 drops the rest of a page and only notes it
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooDeeplyNested(f"HTML is nested deeper than {max_nesting} levels")
    refuse_deep_tree(root, max_nesting)
    return root


def fragment_text(markup: str, max_nesting: int) -> str:
    r"""Return the words of HTML that is nothing but the report, a line for each paragraph.

    Words without any tag are taken with their own line ends.

    Raises:
        TooDeeplyNested: its elements are nested deeper than `max_nesting`.

    Example:
        >>> fragment_text("<p>The gate\n was shut.</p><p>“Yes,” he <b>said</b>.", 9)
        'The gate was shut.\n“Yes,” he said.'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = parse_markup(markup, max_nesting)
    except UnreadablePage:
        return ""
    marked = "".join(_words(root))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in marked.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(root: Any) -> Iterator[str]:
    """Yield the words of a tree, a line end at each border of a part that stands apart."""
    from lxml import etree  # noqa: PLC0415 - plain text does not wait for it

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        apart = element.tag in _PARTS_LINES
        if event == "start":
            if apart:
                yield "\n"
            if element.tag in _NOT_SHOWN:
                walk.skip_subtree()
            else:
                yield (element.text or "").replace("\n", " ")
        else:
            if apart:
                yield "\n"
            yield (element.tail or "").replace("\n", " ")
