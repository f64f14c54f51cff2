"""Install the built wheel in an empty environment and read a report: `python tests/wheel.py DIST`.

Run by `make wheel`. Nothing of the tree is on the path: what reads the report is what users get.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORT = "“The dam held,” the mayor, Ines Roth, said on Tuesday. She denied that it had leaked."
NEEDED = (
    "purport/weights/attribution/encoder.onnx",
    "purport/weights/attribution/linker.onnx",
    "purport/weights/grammar/grammar.onnx",
    "purport/weights/glosses/gloss.onnx",
    "purport/weights/attribution/tokenizer.json",
    "purport/weights/attribution/card.json",
    "purport/weights/claims/acts.npz",
    "purport/weights/gazetteer.bin",
    "purport/export/page/page.html.j2",
    "purport/extraction/lexicon/organisations.csv",
)


def main() -> None:
    """Check the wheel's contents, install it beside pinned requirements, and read a report."""
    (wheel,) = Path(sys.argv[1]).resolve().glob("*.whl")
    missing = set(NEEDED) - set(zipfile.ZipFile(wheel).namelist())
    if missing:
        sys.exit(f"{wheel.name} lacks {sorted(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        python = _environment(Path(folder), wheel)
        said = subprocess.run(
            [str(python), "-m", "purport", "read", "-", "--published", "2024-05-07"],
            input=REPORT, capture_output=True, text=True, cwd=folder, env=_bare(), check=True,
        ).stdout  # fmt: skip
        if "Ines Roth" not in said or "The dam held" not in said:
            sys.exit(f"the wheel does not read:\n{said}")
        _check_offsets(python, folder)
    print(f"{wheel.name}: installed in an empty environment and read a report")


def _environment(folder: Path, wheel: Path) -> Path:
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    for what in (locked, ["--no-deps", str(wheel)]):
        subprocess.run([*pip, *what], check=True, env=_bare())
    return python


def _check_offsets(python: Path, folder: str) -> None:
    program = (
        "import json, sys, purport; r = purport.read(sys.argv[1], published='2024-05-07'); "
        "print(json.dumps(r.to_dict()))"
    )
    said = subprocess.run(
        [str(python), "-c", program, REPORT],
        capture_output=True, text=True, cwd=folder, env=_bare(), check=True,
    ).stdout  # fmt: skip
    for claim in json.loads(said)["claims"]:
        for span in claim["content"]:
            if REPORT[span["start"] : span["end"]] != span["text"]:
                sys.exit(f"a span is off: {span}")


def _bare() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}


if __name__ == "__main__":
    main()
