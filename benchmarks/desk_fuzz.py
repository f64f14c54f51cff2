"""Whether the REST interface stands what schemathesis makes of its own description: no 5xx.

`python -m benchmarks.desk_fuzz --ledger FILE [--examples 50] [--seed 1]` serves a copy of a ledger,
which should be a small one, and leaves nothing behind. Besides faults of the server it looks
whether each answer is of the status, the type and the schema that the description says.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.desk_load import served

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


def main() -> None:
    """Run what the command line asks for; exit status 1 where an answer is not as described."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "fuzz.ledger"
        shutil.copy(asked.ledger, ledger)
        with served(ledger) as address:
            sys.exit(fuzz(address, asked.examples, asked.seed))


def fuzz(address: str, examples: int, seed: int) -> int:
    """Return the exit status of schemathesis on the desk at an address."""
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run",
        f"http://{address}/api/v1/openapi.json",
        "--checks", ",".join(CHECKS),
        "--phases", "examples,coverage,fuzzing",
        "--max-examples", str(examples),
        "--seed", str(seed),
        "--exclude-path", "/api/v1/events",  # it never ends
        "--request-timeout", "30",
        "--no-color",
    ]  # fmt: skip
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    main()
