"""The proof of a claim or of a group as one self-contained page: to be kept, sent and printed.

It loads nothing and runs nothing. Nothing in it depends on when it was made: it names the head of
the ledger's log, which says what the ledger held.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from purport.export.bibtex import bibtex
from purport.export.group_part import GroupPart
from purport.export.html_page import Entry, entries_of, page_css, page_environment
from purport.export.marked_text import Stretch, stretches
from purport.export.roots_page import view_of, with_roots
from purport.export.wording import published, publisher
from purport.model.claim import Claim
from purport.model.decision import Decision
from purport.model.reading import Reading
from purport.model.report import Report

_AROUND_CHARS = 600  # set by hand: a paragraph before and one after


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim that the proof rests on: its id in the ledger, and the reading that holds it."""

    id: str
    claim: Claim
    reading: Reading


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a proof comes from: the ledger's name, the head of its log, version and models."""

    ledger: str
    log_number: int
    log_hash: str
    version: str
    models: str


@dataclass(frozen=True, slots=True)
class _Exhibit:
    id: str
    entry: Entry
    report: Report
    publisher: str
    published: str
    words: tuple[Stretch, ...]


def proof_page(
    sayings: Sequence[Saying],
    part: GroupPart | None,
    decisions: Sequence[Decision],
    provenance: Provenance,
) -> str:
    """Return the page that proves who claims what.

    Args:
        sayings: the claims, each in its report; one alone where no group is proved.
        part: the group that they make up, or a part of it, or None.
        decisions: what people decided on any of it, those taken back among them.
        provenance: where all this comes from.
    """
    reports = {s.reading.report.id: s.reading.report for s in sayings}
    group = part.group if part is not None else None
    style = Markup(page_css("tokens", "page", "marks", "roots", "proof"))  # noqa: S704 - our own files
    return (
        _room()
        .get_template("proof.html.j2")
        .render(
            title=group.claim if group else sayings[0].claim.text,
            view=None if group is None else view_of(group, reports),
            part=part,
            names={} if group is None else {r.id: r.name for r in group.roots},
            exhibits=[_exhibit(s) for s in sayings],
            reports=list(reports.values()),
            decisions=decisions,
            undone={d.undoes for d in decisions if d.verb == "undo"},
            bibtex=bibtex(reports.values()),
            provenance=provenance,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


@lru_cache(maxsize=1)
def _room() -> Environment:
    return with_roots(page_environment())


def _exhibit(saying: Saying) -> _Exhibit:
    report = saying.reading.report
    return _Exhibit(
        saying.id,
        entries_of(saying.reading, [saying.claim])[0],
        report,
        publisher(report),
        published(report),
        words_around(saying.reading, saying.claim),
    )


def words_around(reading: Reading, claim: Claim) -> tuple[Stretch, ...]:
    """Return the words of a claim, marked, with some of the text around them."""
    attribution = claim.attribution
    spans = (*attribution.content, *attribution.source, *attribution.cue)
    text = reading.report.text
    first = max(0, min(s.start for s in spans) - _AROUND_CHARS)
    last = min(len(text), max(s.end for s in spans) + _AROUND_CHARS)
    start = 0 if first == 0 else max(first, text.find("\n", first, first + _AROUND_CHARS) + 1)
    stop = text.rfind("\n", last - _AROUND_CHARS, last)
    end = last if last == len(text) or stop < 0 else stop
    found, at = [], 0
    for stretch in stretches(reading, [claim]):
        begin, close = max(start, at), min(end, at + len(stretch.text))
        if begin < close:
            kept = stretch.text[begin - at : close - at]
            found.append(replace(stretch, text=kept))
        at += len(stretch.text)
    return tuple(found)
