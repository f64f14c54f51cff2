"""A claim's chain as people see it: links from the publisher to the voice that spoke first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from purport.export.wording import ARROW, deed, publisher, speaker, voice_name
from purport.model.claim import Claim, Hop
from purport.model.evidence import Evidence
from purport.model.report import Report
from purport.model.voice import Voice

LinkKind = Literal["publisher", "person", "group", "organisation", "unnamed", "unknown"]


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of a chain: its name, what it does in the chain, and the hedges on it, as written.

    `kind` is "unknown" where nobody is named.
    """

    name: str
    kind: LinkKind
    deed: str
    hedges: tuple[str, ...] = ()


def links_of(
    claim: Claim, report: Report, voices: Mapping[str, Voice], evidence: Mapping[str, Evidence]
) -> tuple[Link, ...]:
    """Return the links of a claim's chain, the publisher's first and the speaker's last."""
    narrator = claim.attribution.kind == "narrator"
    first = Link(publisher(report), "publisher", "said so itself" if narrator else "reported")
    if narrator and not claim.chain:
        return (first,)
    seen: set[str] = set()
    links = [first]
    for hop in claim.chain:
        links.append(_link(hop, voices, evidence, new=hop.evidence not in seen))
        seen |= {hop.evidence} if hop.evidence else set()
    if not claim.chain or not _speaks(claim.chain[-1], claim):
        links.append(Link(speaker(claim, voices), _kind(claim.voice, voices), "spoke"))
    return tuple(links)


def _speaks(hop: Hop, claim: Claim) -> bool:
    return hop.role == "speaks" or hop.voice == claim.voice


def _link(
    hop: Hop, voices: Mapping[str, Voice], evidence: Mapping[str, Evidence], *, new: bool
) -> Link:
    """Return the link of a hop; hedges on a piece of evidence go to the first hop that has it."""
    thing = evidence.get(hop.evidence or "")
    spans = {h.span for h in hop.hedges} | (
        {h.span for h in thing.hedges} if thing and new else set()
    )
    return Link(
        voice_name(hop.voice, voices),
        _kind(hop.voice, voices),
        deed(hop, evidence),
        tuple(span.text for span in sorted(spans)),
    )


def _kind(voice: str | None, voices: Mapping[str, Voice]) -> LinkKind:
    known = voices.get(voice or "")
    return known.kind if known else "unknown"


def chain_words(links: Sequence[Link]) -> str:
    """Return a chain in words, hedges in quotation marks.

    Example:
        >>> chain_words([Link("The Post", "publisher", "reported"),
        ...              Link("Smith", "person", "spoke", ("allegedly",))])
        'The Post (reported) ← Smith (spoke, “allegedly”)'
    """
    return ARROW.join(
        f"{link.name} ({', '.join([link.deed, *(f'“{h}”' for h in link.hedges)])})"
        for link in links
    )
