"""Makes the ledger that stands for a released schema: `python tests/ledger/schemas/make.py`.

Run it once when a version with a new schema is released, and keep what it makes for good: later
versions have to open it.
"""

import gzip
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from ledgers import add  # noqa: E402 - the path comes first

from planted_reading import READING  # noqa: E402
from purport.ledger.decisions import decide, undo  # noqa: E402
from purport.ledger.migrations import HEAD  # noqa: E402
from purport.ledger.store import open_ledger  # noqa: E402


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        with open_ledger(path, create=True) as ledger:
            ids = add(ledger, READING, models="m1").claims
            decide(ledger, "Ann", "accept", [ids[0]])
            undo(ledger, "Ann", decide(ledger, "Bo", "comment", [ids[1]], "no").n)
            add(ledger, replace(READING, claims=READING.claims[1:]), models="m2")
            add(ledger, replace(READING, report=replace(READING.report, publisher="Wire")))
        target = HERE / f"{HEAD}.db.gz"
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
