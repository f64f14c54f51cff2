"""The claims that a group holds, each with the report in which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from purport.model.claim import Claim, Hop
from purport.model.evidence import Evidence
from purport.model.group import Quotation
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a group: its id in the ledger, the claim, and the reading of its report."""

    claim_id: str
    claim: Claim
    reading: Reading

    @property
    def report(self) -> Report:
        """The report in which the claim stands."""
        return self.reading.report

    def voice(self, voice_id: str | None) -> Voice | None:
        """Return a voice of the report by its id, or None."""
        return next((v for v in self.reading.voices if v.id == voice_id), None)

    def evidence(self, evidence_id: str | None) -> Evidence | None:
        """Return a piece of evidence of the report by its id, or None."""
        return next((e for e in self.reading.evidence if e.id == evidence_id), None)

    def words(self, *spans: Span) -> tuple[Quotation, ...]:
        """Return spans of the report's text as words that something can rest on."""
        return tuple(Quotation(self.report.id, s) for s in dict.fromkeys(spans))


def content_span(claim: Claim) -> Span:
    """Return the first piece of a claim's content."""
    return claim.attribution.content[0]


def speaking_hops(claim: Claim) -> tuple[Hop, ...]:
    """Return the hops of those who tell a claim; who only thinks or plans it tells nobody.

    Where the cue is one of belief or intention ("plans to"), the last hop is not a source: what
    is said of somebody's mind comes from whoever says it.
    """
    attitude = not claim.attribution.reporting and claim.attribution.kind != "narrator"
    return claim.chain[:-1] if attitude else claim.chain


def by_report(members: Sequence[Member]) -> dict[str, tuple[Member, ...]]:
    """Return the members of each report, in order of reports' ids and claims' places."""
    found: dict[str, list[Member]] = {}
    for member in sorted(members, key=_place):
        found.setdefault(member.report.id, []).append(member)
    return {report: tuple(held) for report, held in found.items()}


def _place(member: Member) -> tuple[str, int, str]:
    return (member.report.id, content_span(member.claim).start, member.claim_id)


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text by its marks and blank lines alone.

    Example:
        >>> [s.text for s in sentences("A fire broke out. Nobody was hurt.")]
        ['A fire broke out.', 'Nobody was hurt.']
    """
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    ends = [*(m.start() for m in _SENTENCE_END.finditer(text)), len(text)]
    return tuple(
        Span.of(text, start, end)
        for start, end in zip(cuts, ends, strict=False)
        if end > start and text[start:end].strip()
    )


def sentence_of(text: str, span: Span) -> Span:
    """Return the sentence that holds the beginning of a span."""
    return next((s for s in sentences(text) if s.start <= span.start < s.end), span)


def paragraph_of(text: str, span: Span) -> Span:
    r"""Return the paragraph that holds the beginning of a span; blank lines part paragraphs.

    Example:
        >>> paragraph_of("One.\n\nTwo. Three.", Span(6, 9, "Two")).text
        'Two. Three.'
    """
    start = text.rfind("\n\n", 0, span.start + 1)
    end = text.find("\n\n", max(span.start, start + 2))
    return Span.of(text, start + 2 if start >= 0 else 0, end if end >= 0 else len(text))
