"""Work on bytes that were made by who knows whom, in a process of its own that is ended in time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from purport.errors import DamagedInput, TooCostly

# set by hand: pypdf unpacks up to 75 MB of one stream, and needs several times that beside it
MEMORY_BYTES = 1_500_000_000
_CONFINED = Path(__file__).with_name("confined.py")


def run_confined(script: Path, words: Sequence[str], data: bytes, *, seconds: int) -> Any:
    """Return the JSON that a script of purport prints, within limits of time and memory.

    Args:
        script: The file of the script.
        words: Its arguments.
        data: What it reads from standard input.
        seconds: After this time it is ended.

    Raises:
        TooCostly: it was ended, or ran out of memory.
        DamagedInput: it ended by itself without an answer.
    """
    # -P: a module that lies about in the current folder is not one of ours
    limits = (str(seconds), str(MEMORY_BYTES))
    command = [sys.executable, "-P", str(_CONFINED), *limits, str(script), *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooCostly(f"reading it takes longer than {seconds} s (max_seconds)") from None
    except OSError as cause:
        raise TooCostly(f"no process can be started to read it ({cause.strerror})") from cause
    try:
        return json.loads(done.stdout)
    except ValueError:
        if b"MemoryError" in done.stderr[-2000:]:
            what = f"reading it takes more than {MEMORY_BYTES // 10**6} MB of memory"
            raise TooCostly(what, None, "Save its text as plain text and give that.") from None
        if done.returncode < 0:
            raise TooCostly("the system ended the process that was reading it") from None
        raise DamagedInput("it is too broken to be read") from None
