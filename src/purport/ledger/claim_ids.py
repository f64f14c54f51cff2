"""Names of claims that outlive a new reading of their report."""

from __future__ import annotations

from collections.abc import Container
from hashlib import sha256
from itertools import count

from purport.model.claim import Claim
from purport.model.span import Span

_DIGITS = 12


def claim_id(report_id: str, claim: Claim, taken: Container[str]) -> str:
    """Return a claim's id: 12 hex digits of its report's id and of where its words stand.

    Content, source and cue count; kind, certainty and whatever else a newer model may read
    otherwise do not. Of several claims of the same words, or where another claim has the id
    already, the first id that is not `taken` is given.

    Example:
        >>> from purport.model.claim import Attribution
        >>> claim = Claim("c1", Attribution((Span(0, 2, "no"),)))
        >>> claim_id("r", claim, ()), claim_id("r", claim, {"058eb239a622"})
        ('058eb239a622', 'f54eaebacc28')
    """
    attribution = claim.attribution
    places = "|".join(
        _places(s) for s in (attribution.content, attribution.source, attribution.cue)
    )
    for ordinal in count():
        key = f"{report_id}\n{places}\n{ordinal or ''}"
        found = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        if found not in taken:
            return found
    raise AssertionError


def _places(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in spans)
