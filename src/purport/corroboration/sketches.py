"""Claims as columns of numbers: what candidates and pair features are reckoned from.

A sketch rests on its claim and the words of its report alone, never on other reports, so that
neither the order of adding nor the size of the ledger changes it. Lists are cut to a fixed width
and padded with 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.corroboration.assertions import Assertion
from purport.corroboration.contradictions import denials_within, sides_of
from purport.corroboration.embedding import WIDTH, Vectors
from purport.corroboration.events import kinds_of, states_of
from purport.corroboration.terms import (
    NAME_LETTERS,
    figures_of,
    names_of,
    quoted_runs,
    rarest,
    rarity,
    shares_of,
    stem,
    stems_of,
    term,
    words_of,
)

Ints = NDArray[np.int64]
Terms = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Days = NDArray[np.int32]
Records = NDArray[np.void]

STEMS: Final = 16
NAMES: Final = 6
BACKGROUND: Final = 10
FIGURES: Final = 4
RUNS: Final = 8
TIMES: Final = 3
PLACES: Final = 4
SPEAKER: Final = 4
KINDS: Final = 4
SIDES: Final = 4
STATUSES: Final = ("unknown", "happened", "ongoing", "planned", "hypothetical")
_CLAIM_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Sketches:
    """One row a claim.

    `number` is the claim's id as a number. `exchange` is 0, or the number of a claim that is denied
    within its report, for that claim and for the denial of it. `stems` have their rarity beside
    them in `weights`, and in `telling` but for names; `runs` are runs of quoted words; a day is an
    ordinal, 0 where it is unknown. `kinds` are those of events; `one` and `other` have a bit for
    each axis of opposites whose one or other end the claim asserts. `doer` and `done_to` are the
    words for who did something to whom.
    """

    number: Keys
    report: Terms
    vector: Vectors
    stems: Terms
    weights: NDArray[np.uint8]
    telling: NDArray[np.uint8]
    names: Terms
    background: Terms
    figures: Terms
    runs: Terms
    first_day: Days
    last_day: Days
    places: Terms
    speaker: Terms
    published: Days
    status: NDArray[np.int8]
    denied: NDArray[np.bool_]
    exchange: Keys
    kinds: Terms
    one: NDArray[np.uint16]
    other: NDArray[np.uint16]
    doer: Terms
    done_to: Terms

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: NDArray[np.int64]) -> Sketches:
        """Return the sketches of some rows, in that order."""
        return Sketches(**{f.name: getattr(self, f.name)[rows] for f in fields(Sketches)})


def sketch(assertions: Sequence[Assertion], vectors: Vectors) -> Sketches:
    """Return the sketches of some claims, whose vectors are given in the same order.

    Args:
        assertions: the claims; those of one report must all be among them.
        vectors: what the embedding gives for the core of each.
    """
    names = [names_of(a.text) for a in assertions]
    stems = [stems_of(a.text) for a in assertions]
    kept = [rarest(s, STEMS) for s in stems]
    weights = [[s[w] for w in k] for s, k in zip(stems, kept, strict=True)]
    telling = [
        [0 if w[:NAME_LETTERS] in n else s[w] for w in k]
        for s, k, n in zip(stems, kept, names, strict=True)
    ]
    exchanges = _exchanges(assertions)
    kinds = [kinds_of(a.text) for a in assertions]
    sides = [sides_of(a.text) for a in assertions]
    states = [states_of(k, denied=a.denied) for k, a in zip(kinds, assertions, strict=True)]
    return Sketches(
        number=np.array([number_of(a.id) for a in assertions], dtype=np.uint64),
        report=np.array([term(a.report) for a in assertions], dtype=np.uint32),
        vector=vectors,
        stems=_terms(kept, STEMS),
        weights=np.asarray(_padded(weights, STEMS), dtype=np.uint8),
        telling=np.asarray(_padded(telling, STEMS), dtype=np.uint8),
        names=_terms((sorted(n) for n in names), NAMES),
        background=_terms((background_of(a.background) for a in assertions), BACKGROUND),
        figures=_terms((_figures(a.text) for a in assertions), FIGURES),
        runs=_terms((_runs(a) for a in assertions), RUNS),
        first_day=_days(assertions, 0),
        last_day=_days(assertions, 1),
        places=_terms(([p.lower() for p in dict.fromkeys(a.places)] for a in assertions), PLACES),
        speaker=_terms((_speaker(a.speaker) for a in assertions), SPEAKER),
        published=np.array([a.published or 0 for a in assertions], dtype=np.int32),
        status=np.array([STATUSES.index(a.status) for a in assertions], dtype=np.int8),
        denied=np.array([a.denied for a in assertions], dtype=np.bool_),
        exchange=np.array([exchanges.get(a.id, 0) for a in assertions], dtype=np.uint64),
        kinds=_terms(kinds, KINDS),
        one=np.array([one for one, _ in states], dtype=np.uint16),
        other=np.array([other for _, other in states], dtype=np.uint16),
        doer=_terms((rarest(doer, SIDES) for doer, _ in sides), SIDES),
        done_to=_terms((rarest(done_to, SIDES) for _, done_to in sides), SIDES),
    )


def number_of(claim: str) -> int:
    """Return the number that stands for a claim's id: its hex digits read, or those of a digest.

    Example:
        >>> number_of("00000000001f")
        31
    """
    digits = claim if _CLAIM_ID.fullmatch(claim) else sha256(claim.encode()).hexdigest()[:12]
    return int(digits, 16)


def records_of(sketches: Sketches) -> Records:
    """Return sketches as records, one a claim."""
    rows = np.empty(len(sketches), dtype=RECORD)
    for name in RECORD.names or ():
        rows[name] = getattr(sketches, name)
    return rows


def columns_of(records: Records) -> Sketches:
    """Return records as sketches that look into the same memory."""
    return Sketches(**{f.name: records[f.name] for f in fields(Sketches)})


def pack(sketches: Sketches) -> list[bytes]:
    """Return each claim's sketch as bytes, to be kept."""
    return [row.tobytes() for row in records_of(sketches)]


def unpack(bodies: Iterable[bytes]) -> Sketches:
    """Return the sketches that were packed."""
    return columns_of(np.frombuffer(b"".join(bodies), dtype=RECORD))


RECORD: Final = np.dtype(
    [
        ("number", "<u8"), ("report", "<u4"), ("vector", "i1", WIDTH), ("stems", "<u4", STEMS),
        ("weights", "u1", STEMS),
        ("telling", "u1", STEMS), ("names", "<u4", NAMES), ("background", "<u4", BACKGROUND),
        ("figures", "<u4", FIGURES), ("runs", "<u4", RUNS), ("first_day", "<i4", TIMES),
        ("last_day", "<i4", TIMES), ("places", "<u4", PLACES), ("speaker", "<u4", SPEAKER),
        ("published", "<i4"), ("status", "i1"), ("denied", "?"), ("exchange", "<u8"),
        ("kinds", "<u4", KINDS), ("one", "<u2"), ("other", "<u2"),
        ("doer", "<u4", SIDES), ("done_to", "<u4", SIDES),
    ]
)  # fmt: skip


@lru_cache(maxsize=4096)
def background_of(text: str) -> tuple[str, ...]:
    """Return the names that a report is about: those that come often, and the rarer ones first."""
    counts: Counter[str] = Counter()
    for line in text.split("\n"):
        counts.update(names_of(line))
    ordered = sorted(counts, key=lambda n: (-min(counts[n], 4), n))
    return tuple(ordered[:BACKGROUND])


def _exchanges(assertions: Sequence[Assertion]) -> dict[str, int]:
    found: dict[str, int] = {}
    for claim, denial in denials_within(assertions):
        found[claim] = found[denial] = number_of(claim)
    return found


def _runs(assertion: Assertion) -> list[str]:
    runs = quoted_runs(assertion.text, whole=assertion.kind == "direct")
    return sorted(runs, key=lambda run: (term(run), run))


def _figures(text: str) -> list[str]:
    return [f"{v:g}" for v in (*figures_of(text), *shares_of(text))]


def _speaker(name: str | None) -> list[str]:
    return rarest({stem(w) for w in words_of(name or "") if rarity(stem(w))}, SPEAKER)


def _days(assertions: Sequence[Assertion], end: int) -> Days:
    rows = ([interval[end] for interval in a.times] for a in assertions)
    return np.asarray(_padded(rows, TIMES), dtype=np.int32)


def _terms(rows: Iterable[Iterable[str]], width: int) -> Terms:
    return np.asarray(_padded(([term(w) for w in row] for row in rows), width), dtype=np.uint32)


def _padded(rows: Iterable[Sequence[int]], width: int) -> Ints:
    cut = [[*row[:width], *[0] * (width - len(row))] for row in rows]
    return np.array(cut, dtype=np.int64).reshape(len(cut), width)
