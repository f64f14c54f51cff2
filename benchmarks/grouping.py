"""Grouping at size: `python -m benchmarks.grouping --claims 10000 100000 1000000 --folder DIR`.

Invented news: stories of some eight reports of ten claims each, in three wordings, many reports
copies of earlier ones; towns, people, days and figures differ from story to story, the kinds of
events do not. The claims are put into a ledger as rows; then all are grouped, and one report more.
Time, memory, and which pairs of claims are wrongly together (false merges) or apart (missed) are
printed. The stories are simpler than news, so their quality is no measure of ours; their time is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from purport.corroboration.embedding import shipped_embedding
from purport.corroboration.grouping import update_groups
from purport.ledger.group_store import Snapshot, claims_of_parts
from purport.ledger.store import open_ledger
from purport.ledger.tables import (
    claim_places,
    claim_times,
    claims,
    originals,
    readings,
    reports,
)

CLAIMS_A_REPORT = 10
REPORTS_A_STORY = 8
COPIES = 0.4
FIRST_DAY = date(2020, 1, 1)
DAYS = 1500
_SYLLABLES = (
    "ba do ri mel tas kun vo lin dar pe su gor ti wen ach zu lor mi kas nev ol bran dru fel".split()
)
_NEWS = Path(__file__).with_name("invented_news.txt").read_text("utf-8").splitlines()[1:]
_KINDS = [tuple(cell.strip() for cell in line.split("|")) for line in _NEWS]


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of an invented report: what it says, and which claim of its story it is."""

    text: str
    gold: str
    status: str
    day: date | None
    town: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented report."""

    id: str
    title: str
    published: date
    told: tuple[Told, ...]


def name(rng: random.Random, parts: int = 3) -> str:
    """Return an invented name."""
    return "".join(rng.choice(_SYLLABLES) for _ in range(parts)).capitalize()


def story(number: int, seed: str | None = None) -> Iterator[Invented]:
    """Yield the reports of a story, always the same for the same number; a seed words them anew."""
    rng = random.Random(number)  # noqa: S311 - invented news
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    town = name(rng)
    words = {
        "town": town, "river": name(rng, 2), "person": f"{name(rng, 2)} {name(rng)}",
        "org": f"{name(rng)} {rng.choice(['Group', 'Bank', 'Foods', 'Works'])}",
        "n": str(rng.randrange(3, 90)), "m": str(rng.randrange(3, 60)), "weekday": f"{day:%A}",
    }  # fmt: skip
    kinds = rng.sample(range(len(_KINDS)), 14)
    speakers = ["the police", words["org"], words["person"], "a spokeswoman", "the ministry"]
    done: list[tuple[Told, ...]] = []
    if seed is not None:
        rng.seed(seed)
    for i in range(REPORTS_A_STORY):
        if done and rng.random() < COPIES:
            told = rng.choice(done)
        else:
            told = tuple(
                Told(
                    _KINDS[k][2 + rng.randrange(3)].format(**words),
                    f"{number}/{k}",
                    _KINDS[k][0],
                    day if _KINDS[k][1] == "day" else None,
                    town,
                    speakers[k % 5],
                )
                for k in rng.sample(kinds, CLAIMS_A_REPORT)
            )
        done.append(told)
        later = timedelta(days=rng.randrange(4))
        yield Invented(f"r{number}-{i}", f"News from {town}", day + later, told)


def _add(connection: Snapshot, some: list[Invented], gold: dict[int, str]) -> None:
    rows: dict[str, list[dict[str, object]]] = {
        t: [] for t in ("originals", "reports", "readings", "claims", "times", "places")
    }
    for report in some:
        n = 1 + len(gold) // CLAIMS_A_REPORT
        text = "\n".join(t.text for t in report.told)
        sha = hashlib.sha256(report.id.encode()).hexdigest()
        body = zlib.compress(text.encode())
        rows["originals"].append({"sha256": sha, "size_bytes": len(text), "body": b""})
        rows["reports"].append(
            {
                "n": n, "id": report.id, "sha256": sha, "text": body, "text_sha256": sha,
                "words_sha256": sha, "title": report.title, "publisher": "P",
                "published": report.published.isoformat(), "published_from": "argument",
                "language": "en", "credits": "[]", "added_at": "2026-01-01T00:00:00Z",
            }
        )  # fmt: skip
        rows["readings"].append(
            {
                "n": n,
                "report_n": n,
                "version": "0",
                "models": "",
                "sha256": sha,
                "body": b"",
                "at": "",
            }
        )
        for k, told in enumerate(report.told):
            claim_n = len(gold) + 1
            gold[claim_n] = told.gold
            rows["claims"].append(_claim(claim_n, n, k, report.id, told))
            if told.day is not None:
                day = told.day.isoformat()
                rows["times"].append(
                    {
                        "claim_n": claim_n,
                        "position": 0,
                        "value": day,
                        "first_day": day,
                        "last_day": day,
                    }
                )
            rows["places"].append({"claim_n": claim_n, "position": 0, "name": told.town})
    tables = (originals, reports, readings, claims, claim_times, claim_places)
    for table, made in zip(tables, rows.values(), strict=True):
        columns = {c.name: None for c in table.columns if c.nullable}
        connection.execute(insert(table), [columns | row for row in made])


def _claim(claim_n: int, report_n: int, k: int, report: str, told: Told) -> dict[str, object]:
    return {
        "n": claim_n, "id": hashlib.sha256(f"{report}/{k}".encode()).hexdigest()[:12],
        "reading_n": report_n, "report_n": report_n, "key": f"c{k}", "text": told.text,
        "source": told.speaker, "cue": "said", "kind": "indirect", "act": "states",
        "reporting": True, "told": True, "status": told.status, "certainty": "certain",
        "certainty_score": 3.0, "confidence": 0.9, "speaker": told.speaker, "start_char": 100 * k,
        "end_char": 100 * k + 90, "current": True, "facets": "",
    }  # fmt: skip


def merges(gold: dict[int, str], made: dict[int, str]) -> dict[str, float]:
    """Return which share of pairs that are together is wrong, and of the gold's pairs is missed."""

    def pairs(counts: Counter[object]) -> int:
        return sum(c * (c - 1) // 2 for c in counts.values())

    right = pairs(Counter((gold[n], made[n]) for n in made))
    together = pairs(Counter(made.values()))
    wanted = pairs(Counter(gold[n] for n in made))
    return {"false": round(1 - right / together, 4), "missed": round(1 - right / wanted, 4)}


def fill(path: Path, claim_count: int) -> dict[int, str]:
    """Make a ledger of so many claims, and return which claim of its story each is."""
    gold: dict[int, str] = {}
    with open_ledger(path, create=True) as ledger, ledger.writing() as connection:
        for number in range(_stories(claim_count)):
            _add(connection, [*story(number)], gold)
    return gold


def _stories(claim_count: int) -> int:
    return claim_count // (CLAIMS_A_REPORT * REPORTS_A_STORY)


@dataclass(slots=True)
class Clock:
    """When the stages of grouping ended, in seconds from the beginning, by what they tell."""

    begun: float
    ended: dict[str, float]

    def __call__(self, what: str, _done: int, _whole: int) -> None:
        """Note that some of a stage is done."""
        self.ended[what] = round(time.perf_counter() - self.begun, 1)


def measure(path: Path, claim_count: int, threads: int) -> dict[str, object]:
    """Return the figures of grouping a ledger that is made for this."""
    path.unlink(missing_ok=True)
    gold = fill(path, claim_count)
    clock = Clock(time.perf_counter(), {})
    cpu = time.process_time()
    with open_ledger(path) as ledger:
        update_groups(ledger, threads=threads, progress=clock)
        whole_s, cpu_s = time.perf_counter() - clock.begun, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        with ledger.reading() as snapshot:
            made = claims_of_parts(snapshot, None)
    sizes = Counter(made.values())
    return {
        "claims": len(made), "groups": len(sizes), "largest": max(sizes.values()),
        "grouping_s": round(whole_s, 1), "grouping_cpu_s": round(cpu_s, 1),
        "stages_s": clock.ended, "peak_gib": round(peak, 2),
        "ledger_mb": path.stat().st_size // 10**6, **merges(gold, made),
    }  # fmt: skip


def late(claim_count: int, number: int) -> Invented:
    """Return a report that comes late: each second one of a new story, else of one that is there.

    Of the reports of stories that are there each second is a copy, and the others are worded anew.
    """
    if number % 2:
        there = next(story(_stories(claim_count) + number))
    else:
        place = number * 7919 % max(1, _stories(claim_count))
        told = [*story(place)]
        there = told[-1] if number % 4 else next(story(place, seed=f"late {number}"))
    return Invented(f"late-{number}", there.title, there.published, there.told)


def measure_adding(path: Path, claim_count: int, count: int) -> dict[str, object]:
    """Return how long it takes to bring groups up to date after each of some late reports."""
    gold = dict.fromkeys(range(claim_count), "")
    took, cpu, parts = [], [], []
    with open_ledger(path) as ledger:
        for number in range(count):
            with ledger.writing() as connection:
                _add(connection, [late(claim_count, number)], gold)
            begun, cpu_begun = time.perf_counter(), time.process_time()
            updated = update_groups(ledger)
            took.append(time.perf_counter() - begun)
            cpu.append(time.process_time() - cpu_begun)
            parts.append(len(updated.added) + len(updated.changed) + len(updated.removed))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "claims": claim_count, "reports_added": count, "first_s": round(took[0], 3),
        "s": _spread(took[1:]), "cpu_s": _spread(cpu[1:]), "groups_touched": _spread(parts[1:]),
        "peak_gib": round(peak, 2),
    }  # fmt: skip


def _spread(values: Sequence[float]) -> dict[str, float]:
    order = sorted(values)
    shares = {"median": 0.5, "p95": 0.95, "most": 1.0}
    return {k: round(order[min(len(order) - 1, int(s * len(order)))], 3) for k, s in shares.items()}


def measure_embedding(claim_count: int) -> dict[str, object]:
    """Return how long the vectors of claims take, of different words and on one thread."""
    texts = {
        t.text for number in range(_stories(claim_count)) for r in story(number) for t in r.told
    }
    embedding = shipped_embedding()
    embedding.vectors(["one sentence before"])
    begun, cpu = time.perf_counter(), time.process_time()
    embedding.vectors(sorted(texts))
    took, took_cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "embedded": len(texts), "of_claims": claim_count,
        "ms_each": round(1000 * took / len(texts), 3),
        "cpu_ms_each": round(1000 * took_cpu / len(texts), 3),
    }  # fmt: skip


def main() -> None:
    """Print a line of JSON for each size and each way of measuring."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    ap.add_argument("--folder", type=Path, required=True)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--late", type=int, default=40, help="how many reports are added one by one")
    ap.add_argument("--only", choices=["grouping", "adding", "embedding"], help="and not the rest")
    args = ap.parse_args()
    for size in args.claims:
        path = args.folder / f"grouping-{size}.ledger"
        if args.only in (None, "grouping"):
            print(json.dumps(measure(path, size, args.threads)), flush=True)
        if args.only in (None, "adding"):
            print(json.dumps(measure_adding(path, size, args.late)), flush=True)
        if args.only == "embedding":
            print(json.dumps(measure_embedding(size)), flush=True)


if __name__ == "__main__":
    main()
