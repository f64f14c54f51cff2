"""How deep brackets and elements are nested, measured without recursion."""

from __future__ import annotations

import re
from typing import Any

from purport.errors import TooDeeplyNested

_OUTSIDE_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)


def refuse_deep_json(text: str, most: int) -> None:
    """Do nothing for JSON with at most `most` values inside one another.

    Raises:
        TooDeeplyNested: there are more.

    Example:
        >>> refuse_deep_json('["[[[["]', 2)
    """
    if text.count("[") + text.count("{") <= most:
        return
    depth = 0
    for found in _OUTSIDE_STRINGS.finditer(text):
        mark = found.group()
        depth += (mark in "[{") - (mark in "]}")
        if depth > most:
            raise TooDeeplyNested(f"JSON is nested deeper than {most} levels")


def refuse_deep_tree(root: Any, most: int) -> None:
    """Do nothing for a tree of elements that is at most `most` levels deep.

    Raises:
        TooDeeplyNested: it is deeper.
    """
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return
    raise TooDeeplyNested(f"HTML is nested deeper than {most} levels")
