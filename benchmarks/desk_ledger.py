"""A large ledger with groups, as the desk may meet one: real readings told again and again.

`python -m benchmarks.desk_ledger --readings FILE [FILE …] --ledger FILE [--claims N]`; the readings
are what `purport read --format jsonl` writes. Each of them is the seed of stories: a story has
variants (a part of the words changed for others of the same length, names among them), and each
variant is printed by some publishers on some days. How many reports a story has follows Zipf's law,
a few have more than a thousand. Rows are written by the store's own functions.

Some claims of a story are one group over most of its variants, and another over the rest; all other
claims are a group with those of the same variant. Sketches are made of the claims' words; their
vectors are those of the seed's words with a little noise, as a million calls of the network would
say no more about the desk.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

import numpy as np
from sqlalchemy import insert

from benchmarks.ledger_search import DAYS, FIRST_DAY, PUBLISHERS, WORD, _changed
from purport.corroboration.assertions import takes_part
from purport.corroboration.embedding import Vectors, shipped_embedding
from purport.corroboration.sketches import pack, sketch
from purport.corroboration.terms import core_of
from purport.corroboration.updating import assertion_of
from purport.ledger.captures import add_capture
from purport.ledger.claim_rows import index_claims
from purport.ledger.deflation import deflate_text
from purport.ledger.group_store import (
    ClaimDetails,
    ClaimText,
    Grounds,
    NewGroup,
    Snapshot,
    newest,
    numbers_of,
    write_grounds,
    write_groups,
    write_sketches,
)
from purport.ledger.originals import keep_original
from purport.ledger.readings import keep_reading
from purport.ledger.reports import _report_row
from purport.ledger.same_report import words_digest
from purport.ledger.store import Ledger, open_ledger
from purport.ledger.tables import reports
from purport.model.claim import Claim
from purport.model.reading import Reading
from purport.model.reading_json import reading_of

LARGE = (1900, 1600, 1300)  # reports of the first stories
MOST_REPORTS = 900  # of the others
LARGE_SEED_CLAIMS = 25
WIDE = 3  # claims of a story that its variants share
APART_SHARE = 0.2  # of the variants say a little else
NOISE = 0.25
UNIT = 127  # the length of a vector
STORIES_AT_ONCE = 40


@dataclass(frozen=True)
class Written:
    """A claim as it was written: its row as grouping sees it, and the row of its seed's vector."""

    text: ClaimText
    seed_row: int


class Filling:
    """The readings that stories are made of, and the chance that makes them."""

    def __init__(self, lines: Sequence[str], seed: int) -> None:
        self.seed, self.chance = seed, random.Random(seed)  # noqa: S311 - nothing secret
        self.plain: list[dict[str, Any]] = [json.loads(line) for line in lines]
        words = Counter(w for r in self.plain for w in WORD.findall(r["report"]["text"]))
        self.like: dict[tuple[int, bool], list[str]] = {}
        for word in words:
            self.like.setdefault((len(word), word[0].isupper()), []).append(word)
        self.publishers = sorted(self.like[6, True])[:PUBLISHERS]
        self.vectors, self.firsts = self._embedded()
        self.noise = np.random.default_rng(seed)
        self.small = [n for n, r in enumerate(self.plain)
                      if 4 <= len(r["claims"]) <= LARGE_SEED_CLAIMS]  # fmt: skip

    def _embedded(self) -> tuple[Vectors, list[int]]:
        cores, firsts = [], []
        for data in self.plain:
            reading = reading_of(data)
            firsts.append(len(cores))
            cores += [core_of(c.text, reading.report.title or "") for c in reading.claims]
        return shipped_embedding().vectors(cores), firsts

    def stories(self) -> Iterator[tuple[int, list[list[Reading]]]]:
        """Yield the number of each story's seed and its variants, each with all its prints."""
        for number in count():
            size = LARGE[number] if number < len(LARGE) else self._size()
            seeds = self.small if size > 50 else range(len(self.plain))
            seed = self.chance.choice(list(seeds))
            variants = max(1, round(size**0.6))
            first = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
            sizes = [size // variants + (v < size % variants) for v in range(variants)]
            yield (
                seed,
                [
                    self._prints(seed, f"s{self.seed}-{number}-{v}", many, first)
                    for v, many in enumerate(sizes)
                ],
            )

    def _size(self) -> int:
        return min(MOST_REPORTS, int(1 / max(1e-6, self.chance.random())))

    def _prints(self, seed: int, name: str, many: int, first: Any) -> list[Reading]:
        reading = reading_of(_changed(self.plain[seed], self.like, self.chance))
        found = []
        for number in range(many):
            day = first + timedelta(days=int(self.chance.expovariate(1 / 6)))
            report = replace(
                reading.report,
                id=f"{name}-{number}",
                publisher=f"The {self.chance.choice(self.publishers)} Post",
                published=day.isoformat(),
            )
            found.append(replace(reading, report=report))
        return found


def fill(ledger: Ledger, filling: Filling, wanted: int) -> None:
    """Add stories until the ledger holds as many claims as are wanted."""
    there, stories = 0, filling.stories()
    while there < wanted:
        with ledger.writing() as connection:
            for _ in range(STORIES_AT_ONCE):
                seed, variants = next(stories)
                told = [[_add(connection, r, filling.firsts[seed]) for r in some]
                        for some in variants]  # fmt: skip
                _group(connection, filling, told)
                there += sum(len(claims) for some in told for claims in some)
                if there >= wanted:
                    break
            write_grounds(connection, Grounds(newest(connection)[0], 0, 1, "[[], []]"))
        print(f"{there:,} claims", flush=True)


def _add(connection: Snapshot, reading: Reading, seed_row: int) -> list[Written]:
    report, words = reading.report, words_digest(reading.report.text)
    digest = keep_original(connection, report.text.encode())
    row = {**_report_row(report, words), "sha256": digest, "text": deflate_text(report.text)}
    n = connection.execute(insert(reports), row).inserted_primary_key[0]
    add_capture(connection, n, report, digest, f"{report.id}.txt", "first", "benchmark")
    reading_n = keep_reading(connection, n, reading, "benchmark", "benchmark")
    ids = index_claims(connection, reading, n, reading_n)
    numbers = numbers_of(connection, ids)
    names = {v.id: v.name for v in reading.voices}
    return [
        Written(_claim_text(c, numbers[i], i, n, reading, names), seed_row + k)
        for k, (i, c) in enumerate(zip(ids, reading.claims, strict=True))
    ]


def _claim_text(
    claim: Claim, n: int, name: str, report_n: int, reading: Reading, names: dict[str, str]
) -> ClaimText:
    report = reading.report
    return ClaimText(
        n, name, report_n, report.id, report.title, report.published, claim.text,
        claim.attribution.kind, claim.act, claim.status, claim.certainty.label,
        names.get(claim.voice or ""), claim.attribution.reporting,
        claim.attribution.content[0].start,
    )  # fmt: skip


def _group(connection: Snapshot, filling: Filling, told: list[list[list[Written]]]) -> None:
    """Write the groups of a story and the sketches of its claims."""
    places = [
        k for k, w in enumerate(told[0][0])
        if takes_part(cast("Any", w.text.kind), cast("Any", w.text.act), reporting=w.text.reporting)
    ]  # fmt: skip
    apart = round(len(told) * APART_SHARE)
    made: list[NewGroup] = []
    for rank, k in enumerate(places):
        columns = [[claims[k].text for claims in some] for some in told]
        if rank < WIDE and len(told) > 1:
            some = [
                [t for c in columns[apart:] for t in c],
                [t for c in columns[:apart] for t in c],
            ]
        else:
            some = columns
        part = min(t.n for column in columns for t in column)
        held = [(_id(texts), texts) for texts in some if texts]
        against = rank == 1 and len(held) > 1
        for name, texts in held:
            others = tuple(other for other, _ in held if other != name and against)
            made.append(_new_group(name, texts, part, others))
    region = [n for g in made for n in g.claims]
    write_groups(connection, region, [], made, frozenset())
    write_sketches(connection, [], [], _sketches(filling, told, set(region)), [])


def _id(texts: list[ClaimText]) -> str:
    return "g" + min(texts, key=lambda t: (t.published or "9999", t.id)).id


def _new_group(name: str, texts: list[ClaimText], part: int, against: tuple[str, ...]) -> NewGroup:
    days = sorted(t.published for t in texts if t.published)
    return NewGroup(
        name, texts[0].text, texts[0].status, tuple(t.n for t in texts), part,
        len({t.report_n for t in texts}), days[0], days[-1], against,
    )  # fmt: skip


def _sketches(
    filling: Filling, told: list[list[list[Written]]], wanted: set[int]
) -> Iterator[tuple[int, bytes]]:
    for some in told:
        written = [w for claims in some for w in claims]
        plain = ClaimDetails()
        assertions = [assertion_of(w.text, plain, some[0][0].text.title or "") for w in written]
        base = filling.vectors[[w.seed_row for w in written]].astype(np.float32) / UNIT
        noise = filling.noise.normal(
            0, NOISE / np.sqrt(base.shape[1]), (len(some[0]), base.shape[1])
        )
        moved = base + np.tile(noise, (len(some), 1))
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        bodies = pack(sketch(assertions, np.rint(moved * UNIT).astype(np.int8)))
        for w, body in zip(written, bodies, strict=True):
            if w.text.n in wanted:
                yield w.text.n, body


def main() -> None:
    """Make the ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readings", type=Path, nargs="+", required=True)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1, help="another one adds other stories")
    asked = parser.parse_args()
    lines = [x for p in asked.readings for x in p.read_text(encoding="utf-8").split("\n") if x]
    began = time.perf_counter()
    with open_ledger(asked.ledger, create=True) as ledger:
        fill(ledger, Filling(lines, asked.seed), asked.claims)
    size = asked.ledger.stat().st_size
    print(f"made in {time.perf_counter() - began:.0f} s, {size / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
