"""Claims of the ledger → their sketches, some reports at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Final, cast

import numpy as np

from purport.corroboration.assertions import (
    Assertion,
    background_of_report,
    day_number,
    is_denied,
    own_times,
    stage_of,
    takes_part,
)
from purport.corroboration.embedding import Vectors, shipped_embedding
from purport.corroboration.sketches import (
    RECORD,
    Ints,
    Records,
    Sketches,
    columns_of,
    records_of,
    sketch,
)
from purport.ledger import group_store as store
from purport.ledger.group_store import ClaimDetails, ClaimText, Snapshot
from purport.model.claim import Act, CertaintyLabel, Kind, Status

REPORTS_AT_ONCE: Final = 400
_TEXTS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Sketched:
    """Claims' numbers in the ledger and their sketches as records, in the order of their ids."""

    numbers: Ints
    records: Records

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def sketches(self) -> Sketches:
        """The sketches, column by column."""
        return columns_of(self.records)

    def bodies(self) -> Iterator[tuple[int, bytes]]:
        """Yield each claim's number and its sketch as it is kept, by number."""
        for row in np.argsort(self.numbers).tolist():
            yield int(self.numbers[row]), self.records[row].tobytes()


def ordered(numbers: Ints, records: Records) -> Sketched:
    """Return sketched claims in the order of their ids."""
    order = np.argsort(records["number"], kind="stable")
    return Sketched(numbers[order], records[order])


def kept_sketches(bodies: dict[int, bytes]) -> Sketched:
    """Return claims whose sketches were kept, by number."""
    numbers = np.fromiter(bodies, dtype=np.int64, count=len(bodies))
    return ordered(numbers, np.frombuffer(b"".join(bodies.values()), dtype=RECORD))


def merged(one: Sketched, other: Sketched) -> Sketched:
    """Return the claims of both in the order of their ids."""
    return ordered(
        np.concatenate([one.numbers, other.numbers]), np.concatenate([one.records, other.records])
    )


def sketch_reports(
    snapshot: Snapshot, reports: Sequence[int], threads: int
) -> Iterator[tuple[Ints, Records, int]]:
    """Yield the sketches of the claims of some reports that take part, with how many are done."""
    done = 0
    for start in range(0, len(reports), REPORTS_AT_ONCE):
        some = reports[start : start + REPORTS_AT_ONCE]
        texts = [t for t in store.texts_of_reports(snapshot, some) if counts(t)]
        for batch in _by_reports(texts):
            numbers = np.array([t.n for t in batch], dtype=np.int64)
            yield numbers, _sketch(snapshot, batch, threads), done
        done += len(some)


def counts(text: ClaimText) -> bool:
    """Whether a claim takes part in grouping."""
    return takes_part(cast("Kind", text.kind), cast("Act", text.act), reporting=text.reporting)


def assertion_of(text: ClaimText, details: ClaimDetails, background: str = "") -> Assertion:
    """Return a claim's row as grouping sees it."""
    days = [(day_number(first), day_number(last)) for first, last in details.times]
    published = day_number(text.published)
    act = cast("Act", text.act)
    return Assertion(
        id=text.id,
        report=text.report,
        text=text.text,
        kind=cast("Kind", text.kind),
        act=act,
        status=stage_of(text.text, cast("Status", text.status)),
        denied=is_denied(
            text.text, act, cast("CertaintyLabel", text.certainty), cast("Kind", text.kind)
        ),
        speaker=text.speaker,
        voices=details.voices,
        times=own_times(
            text.text,
            ((a, b) for a, b in days if a is not None and b is not None),
            cast("Status", text.status),
            published,
        ),
        places=details.places,
        published=published,
        background=background,
        start_char=text.start_char,
    )


def _sketch(snapshot: Snapshot, texts: Sequence[ClaimText], threads: int) -> Records:
    details = store.details_of(snapshot, [t.n for t in texts])
    background = _background(texts)
    assertions = [
        assertion_of(t, details.get(t.n, ClaimDetails()), background[t.report_n]) for t in texts
    ]
    vectors = _vectors([a.core for a in assertions], threads)
    return records_of(sketch(assertions, vectors))


def _background(texts: Sequence[ClaimText]) -> dict[int, str]:
    found: dict[int, str] = {}
    for report, some in groupby(texts, key=lambda t: t.report_n):
        told = list(some)
        found[report] = background_of_report(told[0].title, ((t.text, t.speaker) for t in told))
    return found


def _by_reports(texts: Sequence[ClaimText]) -> Iterator[list[ClaimText]]:
    """Yield the claims some reports at a time; those of a report stand together."""
    batch: list[ClaimText] = []
    for t in texts:
        if len(batch) >= _TEXTS_AT_ONCE and t.report_n != batch[-1].report_n:
            yield batch
            batch = []
        batch.append(t)
    if batch:
        yield batch


def _vectors(texts: Sequence[str], threads: int) -> Vectors:
    """Return the vectors of some texts; the same words are embedded once."""
    different = sorted(set(texts))
    size = -(-len(different) // threads)
    shares = [different[i : i + size] for i in range(0, len(different), size)]
    embedding = shipped_embedding()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        made = np.concatenate(list(pool.map(embedding.vectors, shares)))
    place = {text: i for i, text in enumerate(different)}
    return made[[place[text] for text in texts]]
