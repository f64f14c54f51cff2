"""Report → Reading: the stages in their order."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path

from threadpoolctl import ThreadpoolController

from purport.extraction.analysis import Analysis, analyse
from purport.extraction.certainty_head import event_scores
from purport.extraction.chain_scene import Scene
from purport.extraction.chain_tracing import set_scene, trace_chains
from purport.extraction.claims import Ground, make_claims
from purport.extraction.gazetteer import open_gazetteer
from purport.extraction.glosses import find_glosses
from purport.extraction.header import blank_header
from purport.extraction.layers import layer_attributions
from purport.extraction.organisations import (
    Organisations,
    known_organisations,
    read_organisations,
)
from purport.extraction.places import find_places
from purport.extraction.quotes import find_quotations
from purport.extraction.tagger import Tagged, Tagger, shipped_tagger
from purport.extraction.times import find_times
from purport.model.reading import Reading
from purport.model.report import Report

REPORTS_AT_ONCE = 8


def read_reports(
    reports: Iterable[Report], threads: int = 1, organisations: str = ""
) -> Iterator[Reading]:
    """Yield the reading of each report, in order; a few reports are held at a time.

    Args:
        reports: a stream of reports.
        threads: processor threads that the network may take; the reading is the same with any.
        organisations: the path of a CSV file of organisations besides the known ones, or nothing.

    Raises:
        SettingError: the file of organisations cannot be read.
    """
    stream = iter(reports)
    table = read_organisations(Path(organisations)) if organisations else known_organisations()
    tagger = shipped_tagger(threads)
    while some := list(islice(stream, REPORTS_AT_ONCE)):
        bodies = [blank_header(r.text) for r in some]
        analyses = analyse(bodies)
        for report, body in zip(some, bodies, strict=True):
            with collection_paused(), linear_algebra().limit(limits=1, user_api="blas"):
                reading = read_report(report, body, next(analyses), tagger, table)
            yield reading


@lru_cache(maxsize=1)
def linear_algebra() -> ThreadpoolController:
    """Return the hold on NumPy's linear algebra, which is kept to one thread while reading.

    Its products are too small to be shared: the other threads would only spin (decision 0002).
    """
    return ThreadpoolController()


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python's search for cycles off while a report is read.

    It would walk through the loaded models again and again: 7 % of reading (PolNeAR dev). What a
    reading leaves behind is freed by counting references.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_report(
    report: Report, body: str, analysis: Analysis, tagger: Tagger, table: Organisations
) -> Reading:
    """Return the reading of one report, from its body (the text, its header blank) and grammar."""
    tagged = tagger.tag(body)
    quotations = find_quotations(body)
    attributions = layer_attributions(body, tagged, quotations, analysis, tagger)
    times = find_times(report.text, report.published)
    told_times = tuple(t for t in times if body[t.span.start : t.span.end].strip())
    places = find_places(body, tagged.names, open_gazetteer())
    scene = set_scene(report, attributions, analysis, tagged.names, quotations, times, table)
    traced = trace_chains(scene, tagged)
    scores = event_scores(tagged, analysis)
    ground = Ground(attributions, traced, analysis, told_times, places, scores, report.published)
    glosses = find_glosses(body, tagged, analysis, quotations)
    return Reading(
        report, make_claims(ground), traced.voices, traced.evidence, times, places, glosses,
        traced.warnings,
    )  # fmt: skip


def read_scene(report: Report) -> tuple[Scene, Tagged]:
    """Return the voices and evidence of a report by the rules alone, and what the network sees."""
    body = blank_header(report.text)
    [analysis] = analyse([body])
    tagger = shipped_tagger(1)
    tagged = tagger.tag(body)
    quotations = find_quotations(body)
    attributions = layer_attributions(body, tagged, quotations, analysis, tagger)
    times = find_times(report.text, report.published)
    return set_scene(report, attributions, analysis, tagged.names, quotations, times), tagged
