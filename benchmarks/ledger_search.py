"""First pages of filtered word searches in a large ledger, and what a claim costs on the disk.

`python -m benchmarks.ledger_search --readings FILE --ledger FILE [--claims N] [--questions N]
[--rounds N]`; the readings are what `purport read --format jsonl` writes. A ledger that is not
there is made of them: read again and again, each time with a part of the words (names and places
too) changed for others of the same length, so that every offset holds, and put out by several
publishers on other days. Rows are written by the store's own functions, a thousand reports to a
transaction.

Questions are drawn with a fixed seed: very frequent, middling and rare words, with no filter, and
with frequent and rare ones. Each round asks all of them; a fixed piece of arithmetic before each
round shows how steady the machine is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

from sqlalchemy import func, insert, select

from purport.ledger.captures import add_capture
from purport.ledger.claim_listing import ClaimRow, list_rows
from purport.ledger.claim_rows import index_claims
from purport.ledger.deflation import deflate_text
from purport.ledger.filters import Filters
from purport.ledger.originals import keep_original
from purport.ledger.readings import keep_reading
from purport.ledger.reports import _report_row
from purport.ledger.same_report import words_digest
from purport.ledger.search import find_claims
from purport.ledger.store import Ledger, open_ledger
from purport.ledger.tables import claims, reports
from purport.model.reading import Reading
from purport.model.reading_json import reading_of

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LETTERS = re.compile(r"[a-zA-Z]{3,}")
WORD = re.compile(r"\b[A-Za-z]{4,}\b")
CHANGED_SHARE = 0.3
FIRST_DAY, DAYS = date(2012, 1, 1), 4383
PUBLISHERS = 400
PUBLISHED_TIMES = 5
REPORTS_AT_ONCE = 1000


def varied(lines: list[str], seed: int) -> Iterator[Reading]:
    """Yield readings without end: those of some JSON lines, each time a little different."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    plain = [json.loads(line) for line in lines]
    words = Counter(w for r in plain for w in WORD.findall(r["report"]["text"]))
    like: dict[tuple[int, bool], list[str]] = {}
    for word in words:
        like.setdefault((len(word), word[0].isupper()), []).append(word)
    names = sorted(like[6, True])[:PUBLISHERS]
    for number in count():
        reading = reading_of(_changed(plain[number % len(plain)], like, chance))
        for reprint in range(PUBLISHED_TIMES):
            day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
            put_out = {
                "publisher": f"The {chance.choice(names)} Post",
                "published": day.isoformat(),
            }
            report = replace(reading.report, id=f"r{number}-{reprint}", **put_out)
            yield replace(reading, report=report)


def _changed(data: dict, like: dict, chance: random.Random) -> dict:
    shift = timedelta(days=chance.randrange(-400, 400))
    changed: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word not in changed:
            same = like.get((len(word), word[0].isupper()), [word])
            changed[word] = chance.choice(same) if chance.random() < CHANGED_SHARE else word
        return changed[word]

    def walk(key: str, value: object) -> object:
        if isinstance(value, dict):
            return {k: walk(k, v) for k, v in value.items()}
        if isinstance(value, list):
            return [_shifted(v, shift) if key == "interval" else walk(key, v) for v in value]
        return WORD.sub(other, value) if key in ("text", "name", "title") and value else value

    made = walk("", data)
    _cut_again(made, made["report"]["text"])
    return made


def _shifted(day: object, shift: timedelta) -> object:
    try:
        return (date.fromisoformat(str(day)) + shift).isoformat()
    except (ValueError, OverflowError):
        return day


def _cut_again(node: object, text: str) -> None:
    """Let every span hold what stands at its place now: a word may begin before its span."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            node["text"] = text[node["start"] : node["end"]]
        for value in node.values():
            _cut_again(value, text)
    elif isinstance(node, list):
        for value in node:
            _cut_again(value, text)


def fill(ledger: Ledger, readings: Iterator[Reading], wanted: int) -> None:
    """Add readings until the ledger holds as many claims as are wanted."""
    there = 0
    while there < wanted:
        with ledger.writing() as connection:
            for reading in islice(readings, REPORTS_AT_ONCE):
                report, words = reading.report, words_digest(reading.report.text)
                digest = keep_original(connection, report.text.encode())
                row = {**_report_row(report, words), "sha256": digest}
                row["text"] = deflate_text(report.text)
                n = connection.execute(insert(reports), row).inserted_primary_key[0]
                add_capture(connection, n, report, digest, f"{report.id}.txt", "first", "benchmark")
                reading_n = keep_reading(connection, n, reading, "benchmark", "benchmark")
                there += len(index_claims(connection, reading, n, reading_n))
                if there >= wanted:
                    break
        print(f"{there:,} claims", flush=True)


def questions(ledger: Ledger, many: int, seed: int) -> list[Filters]:
    """Return questions drawn from what the ledger holds, frequent and rare things alike.

    Two in three are about a claim that is there: its words, with filters that it passes.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    rows = _some_rows(ledger, chance)
    counted = Counter(w.lower() for row in rows for w in set(LETTERS.findall(row.text)))
    ranked = [word for word, _ in counted.most_common()]
    pools = [pool for pool in (ranked[:30], ranked[30:500], ranked[500:]) if pool]
    return [_question(chance, pools, rows) for _ in range(many)]


def _some_rows(ledger: Ledger, chance: random.Random) -> list[ClaimRow]:
    with ledger.reading() as connection:
        first, last = connection.execute(select(func.min(claims.c.n), func.max(claims.c.n))).one()
        numbers = set()
        for _ in range(2000):
            at = select(claims.c.n).where(claims.c.n >= chance.randrange(first, last)).limit(1)
            numbers.add(connection.execute(at).scalar_one())
        return list(list_rows(connection, sorted(numbers)))


def _question(chance: random.Random, pools: list[list[str]], rows: list[ClaimRow]) -> Filters:
    row, other = chance.choice(rows), chance.choice(rows)
    own = LETTERS.findall(row.text.lower()) if chance.random() < 2 / 3 else []
    if not own:
        row = other
    many = chance.choice((1, 1, 2, 3))
    words = [chance.choice(own or chance.choice(pools)) for _ in range(many)]
    if chance.random() < 0.1:
        words[0] = words[0][: max(3, len(words[0]) - 2)] + "*"
    day = date.fromisoformat(row.published or "2016-01-01")
    span = timedelta(days=chance.choice((0, 6, 30, 365, 1500)))
    days = (day - span * chance.random(), day + span * chance.random())
    spoken_of = (
        date.fromisoformat(row.times[0]) if row.times and DAY.fullmatch(row.times[0]) else day
    )
    filters: dict[str, object] = {
        "status": row.status,
        "certainty": row.certainty,
        "kind": row.kind,
        "act": row.act,
        "speaker": row.speaker,
        "voice": next((name for name in row.through if name), row.speaker),
        "publisher": chance.choice((row.publisher, "Post")),
        "place": row.places[0] if row.places else None,
        "published": days,
        "about": (spoken_of - span, spoken_of + span),
    }
    usable = [name for name, value in filters.items() if value]
    chosen = chance.sample(usable, chance.choice((1, 1, 2, 3)))
    everything = not row.reporting or chance.random() < 0.2
    asked = {name: filters[name] for name in chosen}
    return Filters(words=" ".join(words), everything=everything, **asked)  # type: ignore[arg-type]


def ask(ledger: Ledger, asked: list[Filters]) -> list[tuple[float, int, Filters]]:
    """Return for each question its milliseconds, and how many claims its first page had."""
    taken = []
    for filters in asked:
        began = time.perf_counter()
        page = find_claims(ledger, filters)
        taken.append((1000 * (time.perf_counter() - began), len(page.rows), filters))
    return taken


def noise_ms() -> float:
    """Return how long a fixed piece of arithmetic takes now."""
    began = time.perf_counter()
    sum(number * number for number in range(1_000_000))
    return 1000 * (time.perf_counter() - began)


def report(ledger: Ledger, asked: list[Filters], rounds: int) -> None:
    """Print median, 95th percentile and slowest question of each round."""
    slowest: list[tuple[float, int, Filters]] = []
    for number in range(1, rounds + 1):
        noise = noise_ms()
        taken = ask(ledger, asked)
        times = sorted(ms for ms, _, _ in taken)
        empty = sum(not rows for _, rows, _ in taken)
        at_95 = times[int(0.95 * len(times))]
        print(
            f"round {number}: median {statistics.median(times):6.1f} ms, 95th percentile "
            f"{at_95:6.1f} ms, slowest {times[-1]:6.1f} ms; {empty} of {len(asked)} without a "
            f"claim; fixed work {noise:.0f} ms"
        )
        slowest = sorted(taken, key=lambda t: -t[0])[:5]
    for ms, rows, filters in slowest:
        print(f"  {ms:6.1f} ms, {rows:2} rows: {_said(filters)}")


def _said(filters: Filters) -> str:
    empty = Filters()
    names = filters.__dataclass_fields__
    return ", ".join(
        f"{n}={getattr(filters, n)}" for n in names if getattr(filters, n) != getattr(empty, n)
    )


def main() -> None:
    """Make the ledger where it is not there, and measure."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--readings", type=Path)
    ap.add_argument("--ledger", type=Path, required=True)
    ap.add_argument("--claims", type=int, default=1_000_000)
    ap.add_argument("--questions", type=int, default=400)
    ap.add_argument("--rounds", type=int, default=3)
    args = ap.parse_args()
    made = not args.ledger.exists()
    with open_ledger(args.ledger, create=made) as ledger:
        if made:
            began = time.perf_counter()
            lines = args.readings.read_text(encoding="utf-8").split("\n")
            fill(ledger, varied([line for line in lines if line], seed=1), args.claims)
            print(f"made in {time.perf_counter() - began:.0f} s")
        with ledger.reading() as connection:
            there = connection.scalar(select(func.count()).select_from(claims)) or 1
        size = args.ledger.stat().st_size
        print(f"{there:,} claims, {size / 1e9:.2f} GB, {size / there / 1000:.2f} kB a claim")
        report(ledger, questions(ledger, args.questions, seed=2), args.rounds)


if __name__ == "__main__":
    main()
