"""How long the desk takes for its pages, and whether it stands readers and writers together.

`python -m benchmarks.desk_load --ledger COPY [--rounds 30] [--minutes 2] [--readers 20]
[--writers 2] [--think-s 1]`; decisions are added to the ledger, so give a copy. The times are those
of a client on the same machine, from the request to the last byte: the server's own and a little.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

SEED = 7  # the same pages in the same order each time; nothing secret
ANSWER_LIMIT_S = 120
LEAST_BETWEEN_S = 0.05
PROGRAM = "import sys; from purport.cli.app import app; app()"


def seeded(n: int) -> random.Random:
    """Return the chance of one of several who ask."""
    return random.Random(SEED + n)  # noqa: S311 - nothing secret


class Asker:
    """One client: a connection that is kept, and the name under which it decides."""

    def __init__(self, address: str, name: str) -> None:
        self._connection = HTTPConnection(address, timeout=ANSWER_LIMIT_S)
        self._name = name

    def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, bytes]:
        """Return the status and the whole answer; with a body, something is posted."""
        headers = {"X-Purport-Person": self._name}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body)
        self._connection.request("GET" if body is None else "POST", path, data, headers)
        answer = self._connection.getresponse()
        said = answer.status, answer.read()
        if answer.status >= 500:
            self._connection.close()  # as the server does after a fault of its own
        return said

    def items(self, path: str) -> list[dict[str, Any]]:
        """Return the items of a page of the REST interface."""
        found: list[dict[str, Any]] = json.loads(self.ask(path)[1])["items"]
        return found


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """Give the address of a desk that runs in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, "desk", "--ledger", str(ledger), "--port", "0",
               "--no-browser"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            if process.stderr is None:
                raise SystemExit("the desk cannot be listened to")
            found = re.search(r"http://([\d.]+:\d+)/", process.stderr.readline())
            if found is None:
                raise SystemExit("the desk did not start")
            threading.Thread(
                target=sys.stderr.writelines, args=(process.stderr,), daemon=True
            ).start()
            yield found[1]
        finally:
            process.terminate()


def paths_of(asker: Asker, chance: random.Random) -> dict[str, list[str]]:
    """Return addresses of each kind of page, of things that are in the ledger."""
    claims = asker.items("/api/v1/claims?limit=500")
    reports = asker.items("/api/v1/reports?limit=500")
    voices = [row["name"] for row in asker.items("/api/v1/voices?limit=200")]
    publishers = [row["name"] for row in asker.items("/api/v1/publishers?limit=200")]
    words = [w for row in claims for w in row["text"].split() if w.isalpha() and len(w) > 4]
    large = asker.items("/api/v1/groups?limit=30")
    middling = asker.items("/api/v1/groups?limit=30" + _behind(asker, 100))
    small = asker.items("/api/v1/groups?limit=100" + _behind(asker, 6))
    pairs = [pair for row in middling for pair in _two_reports(asker, row["id"])]
    found = {
        "inbox": ["/inbox"],
        "claims": ["/claims"],
        "claims, searched": ["/claims?" + urlencode({"words": w}) for w in words],
        "claims, of a speaker": ["/claims?" + urlencode({"speaker": v}) for v in voices],
        "claims, planned": ["/claims?status=planned", "/claims?status=planned&certainty=possible"],
        "claims, of a month": [f"/claims?since={r['published'][:7]}&until={r['published'][:7]}"
                               for r in reports if r["published"]],
        "claim": [f"/claims/{row['id']}" for row in claims],
        "reports": ["/reports"],
        "reports, searched": ["/reports?" + urlencode({"words": w}) for w in words],
        "reports, of a publisher": ["/reports?" + urlencode({"publisher": p}) for p in publishers],
        "report": [f"/reports/{quote(row['id'], safe='')}" for row in reports],
        "voices": ["/voices", "/voices?words=minister", "/voices?kind=group"],
        "voice": [f"/voices/{quote(v, safe='')}" for v in voices],
        "publishers": ["/publishers"],
        "publisher": [f"/publishers/{quote(p, safe='')}" for p in publishers],
        "log": ["/log"],
        "decisions": ["/decisions"],
        "groups": ["/groups"],
        "groups, further": ["/groups?after=" + row["id"] for row in large],
        "groups, searched": ["/groups?" + urlencode({"words": w}) for w in words],
        "group, large": [f"/groups/{row['id']}" for row in large],
        "group, large, a part": [f"/groups/{row['id']}?part={chance.randrange(2, 9)}"
                                 for row in large],
        "group, middling": [f"/groups/{row['id']}" for row in middling],
        "group, small": [f"/groups/{row['id']}" for row in small],
        "proof of a claim": [f"/claims/{row['id']}/proof" for row in claims],
        "proof of a group": [f"/groups/{row['id']}/proof" for row in small],
        "proof of a large group": [f"/groups/{row['id']}/proof" for row in large],
        "side by side": [f"/side-by-side?left={quote(a, safe='')}&right={quote(b, safe='')}"
                         for a, b in pairs],
        "queue": ["/queue"],
        "trends": ["/trends"],
        "trends, of words": ["/trends?" + urlencode({"words": w}) for w in words],
        "trends, of a month": [f"/trends?since={r['published'][:7]}&until={r['published'][:7]}"
                               for r in reports if r["published"]],
        "map": ["/map"],
        "map, searched": ["/map?" + urlencode({"words": w}) for w in words],
        "timeline": ["/timeline"],
        "timeline, searched": ["/timeline?" + urlencode({"words": w}) for w in words],
        "REST claims": ["/api/v1/claims?limit=50"],
        "REST groups": ["/api/v1/groups?limit=50"],
        "REST group": [f"/api/v1/groups/{row['id']}" for row in small],
    }  # fmt: skip
    for some in found.values():
        chance.shuffle(some)
    return {kind: some for kind, some in found.items() if some and exists(asker, some[0])}


def _behind(asker: Asker, reports: int) -> str:
    """Return what asks for the groups behind the last that has so many reports; "" for none."""
    after, last = "", ""
    while True:
        page = json.loads(asker.ask(f"/api/v1/groups?limit=500&least_reports={reports}{after}")[1])
        last = page["items"][-1]["id"] if page["items"] else last
        if page["next"] is None:
            return f"&after={last}" if last else ""
        after = f"&after={page['next']}"


def _two_reports(asker: Asker, group: str) -> list[tuple[str, str]]:
    """Return two reports of a group that its page lists."""
    shown = asker.ask(f"/groups/{group}")[1].decode()
    found = re.findall(r'href="/side-by-side\?left=([^&"]+)&amp;right=([^"]+)"', shown)
    return [(unquote(a), unquote(b)) for a, b in found[:1]]


def exists(asker: Asker, path: str) -> bool:
    """Whether the desk has such a page at all."""
    return asker.ask(path)[0] < 400


def time_pages(asker: Asker, paths: dict[str, list[str]], rounds: int) -> bool:
    """Print for each kind of page its times and size, and return whether all are within limits."""
    everything: list[float] = []
    sound = True
    print(f"{'page':26} {'median ms':>9} {'p95 ms':>7} {'largest kB':>10}")
    for kind, some in paths.items():
        taken, sizes = [], []
        for n in range(rounds):
            began = time.perf_counter()
            status, body = asker.ask(some[n % len(some)])
            taken.append((time.perf_counter() - began) * 1000)
            sizes.append(len(body))
            sound &= status < 400
        everything += taken
        median, late = statistics.median(taken), _p95(taken)
        sound &= median <= 150 and late <= 400 and max(sizes) <= 300_000
        print(f"{kind:26} {median:9.0f} {late:7.0f} {max(sizes) / 1000:10.0f}")
    print(f"{'all':26} {statistics.median(everything):9.0f} {_p95(everything):7.0f}")
    return sound


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


class Load:
    """What readers and writers met: times by what they asked, faults, decisions that were told."""

    def __init__(self, address: str, until: float) -> None:
        self.address = address
        self.until = until
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.made: dict[int, str] = {}
        self._lock = threading.Lock()

    def note(self, kind: str, began: float, status: int, path: str) -> None:
        """Keep how long something took, and whether it was refused."""
        with self._lock:
            self.taken[kind].append((time.perf_counter() - began) * 1000)
            if status >= 400:
                self.faults.append(f"{status} {path}")

    def read(self, n: int, paths: dict[str, list[str]], think_s: float) -> None:
        """Look at one page after another until the time is up."""
        chance, asker = seeded(n), Asker(self.address, f"reader {n}")
        while time.monotonic() < self.until:
            path = chance.choice(paths[chance.choice(list(paths))])
            began = time.perf_counter()
            status, _ = asker.ask(path)
            self.note("reading", began, status, path)
            time.sleep(max(LEAST_BETWEEN_S, chance.expovariate(1 / think_s)))

    def write(self, n: int, claims: list[str], think_s: float) -> None:
        """Decide on one claim after another, and take back some of it, until the time is up."""
        chance, asker = seeded(1000 + n), Asker(self.address, f"writer {n}")
        while time.monotonic() < self.until:
            words = f"writer {n}, {chance.random()}"
            body = {"verb": "comment", "on": [chance.choice(claims)], "value": words}
            began = time.perf_counter()
            status, answer = asker.ask("/api/v1/decisions", body)
            self.note("deciding", began, status, "/api/v1/decisions")
            if status == 201:
                number = json.loads(answer)["n"]
                self.made[number] = words
                if chance.random() < 0.2:
                    began = time.perf_counter()
                    status, _ = asker.ask(f"/api/v1/decisions/{number}/undo", {})
                    self.note("undoing", began, status, f"/api/v1/decisions/{number}/undo")
            time.sleep(max(LEAST_BETWEEN_S, chance.expovariate(2 / think_s)))


def stand_load(
    address: str, paths: dict[str, list[str]], minutes: float, readers: int, writers: int,
    think_s: float,
) -> bool:  # fmt: skip
    """Let readers and writers at the desk together; return whether nothing failed or was lost."""
    load = Load(address, time.monotonic() + 60 * minutes)
    claims = [path.rsplit("/", 1)[1] for path in paths["claim"]]
    work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        *((load.read, (n, paths, think_s)) for n in range(readers)),
        *((load.write, (n, claims, think_s)) for n in range(writers)),
    ]
    threads = [threading.Thread(target=_guarded, args=(load, *one)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for kind, taken in load.taken.items():
        print(
            f"{kind:10} {len(taken):7} times, median {statistics.median(taken):.0f} ms, "
            f"p95 {_p95(taken):.0f} ms, longest {max(taken):.0f} ms"
        )
    lost = _lost(Asker(address, "check"), load.made)
    print(f"{len(load.made)} decisions told as kept, {len(lost)} of them lost")
    print(f"{len(load.faults)} faults", *sorted(set(load.faults))[:10], sep="\n  ")
    return not lost and not load.faults


def _guarded(load: Load, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    try:
        work(*given)
    except (OSError, ValueError, KeyError) as fault:
        load.faults.append(f"{type(fault).__name__}: {fault}")


def _lost(asker: Asker, made: dict[int, str]) -> set[int]:
    """Return the numbers of decisions that were told as kept, and are not there as they were."""
    there: dict[int, Any] = {}
    after = ""
    while True:
        page = json.loads(asker.ask(f"/api/v1/decisions?limit=500{after}")[1])
        there |= {row["decision"]["n"]: row["decision"]["value"] for row in page["items"]}
        if page["next"] is None or (made and min(there) < min(made)):
            return {n for n, words in made.items() if there.get(n) != words}
        after = f"&after={page['next']}"


def main() -> None:
    """Run what the command line asks for; exit status 1 where a figure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, help="a copy: decisions are added")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--think-s", type=float, default=1.0)
    asked = parser.parse_args()
    with served(asked.ledger) as address:
        asker = Asker(address, "benchmark")
        paths = paths_of(asker, seeded(0))
        sound = time_pages(asker, paths, asked.rounds)
        if asked.minutes:
            sound &= stand_load(
                address, paths, asked.minutes, asked.readers, asked.writers, asked.think_s
            )
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
