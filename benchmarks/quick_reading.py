"""The command line with a reader that finds a claim in each sentence, without any models.

What is measured with it is the ledger: `python -m benchmarks.quick_reading add PATH …`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from purport.cli.app import app
from purport.cli.engine import Engine
from purport.ingest.candidate import Overrides, Received
from purport.ingest.sources import read_sources
from purport.model.claim import Attribution, Claim, Hop
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice
from purport.settings import load_settings


def read(reports: Iterable[Report]) -> Iterator[Reading]:
    """Yield a reading in which the first word of a report says each of its sentences."""
    for report in reports:
        text, word = report.text, report.text.split(" ", 1)[0]
        who = Span.of(text, 0, len(word))
        claims, start = [], len(word) + 1
        while (end := text.find(".", start)) != -1:
            attribution = Attribution((Span.of(text, start, end),), source=(who,))
            hops = (Hop("v1", "speaks", span=who),)
            claims.append(Claim(f"c{len(claims) + 1}", attribution, voice="v1", chain=hops))
            start = end + 1
        yield Reading(report, tuple(claims), (Voice("v1", word, "person", (who,)),))


def receive(paths: Sequence[str], overrides: Overrides) -> Iterator[Received]:
    """Return what comes of paths, as the package itself takes it in."""
    return read_sources(
        paths, overrides=overrides, settings=load_settings(), stdin=sys.stdin.buffer
    )


if __name__ == "__main__":
    app(obj=Engine(receive, read))
