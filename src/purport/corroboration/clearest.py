"""The wording of a group that a reader understands without the report around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from purport.corroboration.assertions import Assertion
from purport.corroboration.terms import names_of, words_of
from purport.model.claim import Status

_POINTING: Final = frozenset(
    "i me my we us our you your he him his she her they them their it its this that these those "
    "here there everyone everybody".split()
)
BEST_WORDS: Final = (7, 28)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}(?:\([^)]{2,40}\))?\s*[-–—]+\s+")


def clearest(assertions: Sequence[Assertion]) -> Assertion:
    """Return the claim whose words stand best alone: names for pronouns, a whole sentence, short.

    Weights set by hand; between equals the shorter one, then the smaller id.
    """
    return min(assertions, key=lambda a: (-_clarity(a), len(a.text), a.id))


def plain(text: str) -> str:
    """Return a content's words as a sentence without marks at its ends.

    Example:
        >>> plain("that “a battalion commander is leaving with us,”")
        'A battalion commander is leaving with us'
        >>> plain("PORT LANNIC (National Wire) - Twelve passengers were injured.")
        'Twelve passengers were injured'
    """
    words = _DATELINE.sub("", " ".join(text.split()))
    words = re.sub(r"^that\s+", "", words.strip(" “”\"‘’'"))
    words = words.strip(" “”\"‘’'").rstrip(' ,.;:“”"')
    return words[:1].upper() + words[1:]


def _clarity(assertion: Assertion) -> float:
    words = [w.lower() for w in words_of(assertion.text)]
    least, most = BEST_WORDS
    pointing = sum(w in _POINTING for w in words)
    names = len(names_of(plain(assertion.text)))
    length = max(0, least - len(words)) + max(0, len(words) - most) / 4
    spoken = assertion.kind == "direct"
    return 0.5 * min(names, 4) - 0.7 * min(pointing, 4) - 0.4 * length - 0.8 * spoken


def most_common(values: Iterable[Status], order: Sequence[Status]) -> Status:
    """Return the status that comes most often, between equals the one first in `order`."""
    found = list(values)
    return max(order, key=lambda v: (found.count(v), -order.index(v)))
