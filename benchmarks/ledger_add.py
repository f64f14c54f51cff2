"""Adding to a ledger against reading alone, and the bytes that a claim takes.

`python -m benchmarks.ledger_add --data DIR [--reports N] [--rounds N]`; DIR holds text files
(PolNeAR's `text/`, or any folder of articles). Without it the reports of examples/ are read, each a
few times over with words of its own. All work is done in this process; the time that goes into
reading is taken out of the whole, report by report, so that a machine whose speed changes changes
both alike. The share is the speed of adding over that of reading alone, in processor time and by
the clock. Opening the ledger and loading the models is not part of it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from purport.ingest.candidate import Received
from purport.intake.adding import Readers, add_received
from purport.intake.jobs import Read
from purport.intake.reading_alone import read_shipped
from purport.ledger.store import Ledger, open_ledger
from purport.model.reading import Reading
from purport.model.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
WARM_UP = 4


def reports(folder: Path | None, number: int) -> list[Received]:
    """Return reports to read, none of them twice."""
    paths = sorted((folder or EXAMPLES).rglob("*.txt"))
    received = []
    for n in range(number):
        turn, place = divmod(n, len(paths))
        text = paths[place].read_text(encoding="utf-8") + f"\nEdition {turn}.\n" * bool(turn)
        data = text.encode()
        report = Report(f"r{n}", sha256(data).hexdigest(), text, published="2016-05-19")
        received.append(Received(f"r{n}.txt", report, original=data))
    return received


@dataclass
class Watch:
    """How long the readings took that went through `read`: by the clock, and of the processor."""

    inner: Read
    clock_s: float = 0.0
    processor_s: float = 0.0

    def read(self, some: Iterable[Report]) -> Iterator[Reading]:
        """Yield readings, and count the time that they take."""
        clock, processor = time.perf_counter(), time.process_time()
        readings = list(self.inner(some))
        self.clock_s += time.perf_counter() - clock
        self.processor_s += time.process_time() - processor
        yield from readings


def shares(received: Iterable[Received], ledger: Ledger, read: Read) -> tuple[float, float]:
    """Add reports, and return reading's share of the processor time and of the clock's."""
    watch = Watch(read)
    clock, processor = time.perf_counter(), time.process_time()
    for outcome in add_received(ledger, received, Readers(watch.read, "benchmark"), "benchmark"):
        if outcome.error:
            raise outcome.error
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    return watch.processor_s / processor, watch.clock_s / clock


def bytes_a_claim(path: Path) -> tuple[int, float]:
    """Return how many claims a ledger has, and its bytes by claim."""
    with open_ledger(path) as ledger, ledger.reading() as connection:
        claims = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
    return claims, path.stat().st_size / claims


def again(received: list[Received], turn: int) -> Iterator[Received]:
    """Yield the same reports under other ids."""
    for item in received:
        if item.report:
            yield replace(item, report=replace(item.report, id=f"{turn}-{item.report.id}"))


def spread(found: list[float]) -> str:
    """Return the median of some shares, with the least and the most."""
    return f"{statistics.median(found):.1%} ({min(found):.1%} to {max(found):.1%})"


def main() -> None:
    """Measure, and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    read = partial(read_shipped, threads=1, organisations="")
    received = reports(asked.data, asked.reports)
    list(read([item.report for item in received[:WARM_UP] if item.report]))
    processor, clock = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(asked.rounds):
            path = Path(scratch, f"{turn}.db")
            with open_ledger(path, create=True) as ledger:
                share = shares(again(received, turn), ledger, read)
            processor.append(share[0])
            clock.append(share[1])
            print(f"round {turn + 1}: {share[0]:.1%} of processor time, {share[1]:.1%}", flush=True)
        claims, size = bytes_a_claim(path)
    print(f"adding is {spread(processor)} as fast as reading alone in processor time")
    print(f"adding is {spread(clock)} as fast as reading alone by the clock")
    print(f"{len(received)} reports, {claims} claims, {size:.0f} bytes a claim")


if __name__ == "__main__":
    main()
