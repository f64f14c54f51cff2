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
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

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


def story(number: int) -> Iterator[Invented]:
    """Yield the reports of a story, always the same for the same number."""
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


def measure(path: Path, claim_count: int, threads: int) -> dict[str, object]:
    """Return the figures of one size."""
    path.unlink(missing_ok=True)
    count = claim_count // (CLAIMS_A_REPORT * REPORTS_A_STORY)
    with open_ledger(path, create=True) as ledger:
        gold: dict[int, str] = {}
        with ledger.writing() as connection:
            for number in range(count):
                _add(connection, [*story(number)], gold)
        begun, cpu = time.perf_counter(), time.process_time()
        update_groups(ledger, threads=threads)
        whole_s, whole_cpu_s = time.perf_counter() - begun, time.process_time() - cpu
        with ledger.reading() as snapshot:
            made = claims_of_parts(snapshot, None)
        quality = merges(gold, made)
        adding_s, adding_cpu_s = [], []
        for extra in range(3):
            with ledger.writing() as connection:
                late = [*story(extra)][-1]
                _add(
                    connection,
                    [Invented(f"late-{extra}", late.title, late.published, late.told)],
                    gold,
                )
            begun, cpu = time.perf_counter(), time.process_time()
            update_groups(ledger)
            adding_s.append(round(time.perf_counter() - begun, 3))
            adding_cpu_s.append(round(time.process_time() - cpu, 3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "claims": len(made), "groups": len(set(made.values())), "grouping_s": round(whole_s, 1),
        "grouping_cpu_s": round(whole_cpu_s, 1), "adding_one_report_cpu_s": adding_cpu_s,
        "adding_one_report_s": adding_s, "peak_gib": round(peak, 2),
        "ledger_mb": path.stat().st_size // 10**6, **quality,
    }  # fmt: skip


def main() -> None:
    """Print a line of JSON for each size."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    ap.add_argument("--folder", type=Path, required=True)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    for size in args.claims:
        found = measure(args.folder / f"grouping-{size}.ledger", size, args.threads)
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
