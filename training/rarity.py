"""Write how rare words are: `python -m training.rarity --out DIR --texts DIR… --ecb F --uds F`.

A word's rarity is 12 ln(1 / share of documents that hold it), the share being the mean over the
corpora, so that the names of one corpus do not count as ordinary words. Words of a single document
are left out: the table would hold them as no rarer than unknown ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from purport.corroboration.terms import MOST_RARE, stem, words_of

STEP = 12
SENTENCES_A_DOCUMENT = 20


def documents_of_folder(folder: Path) -> list[str]:
    """Return the texts of a folder of plain text or TimeML."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.iterdir()) if p.is_file()]
    return [re.sub(r"<[^>]+>", " ", text) for text in texts]


def documents_of_ecb(path: Path) -> list[str]:
    """Return the documents of a corpus of one token a line."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 3:
            found.setdefault(cells[0], []).append(cells[3])
    return [" ".join(words) for words in found.values()]


def documents_of_uds(path: Path) -> list[str]:
    """Return the sentences of UDS, some twenty to a document."""
    rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        " ".join(rows[i : i + SENTENCES_A_DOCUMENT])
        for i in range(0, len(rows), SENTENCES_A_DOCUMENT)
    ]


def rarities(corpora: Iterable[list[str]]) -> dict[str, int]:
    """Return the rarity of each stem that is in more than one document."""
    shares: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    count = 0
    for documents in corpora:
        count += 1
        for document in documents:
            for one in {stem(w) for w in words_of(document)}:
                shares[one] += 1 / len(documents)
                holders[one] += 1
    found = {
        s: round(STEP * math.log(count / share)) for s, share in shares.items() if holders[s] > 1
    }
    return {s: min(MOST_RARE - 1, max(1, r)) for s, r in sorted(found.items()) if s.isalpha()}


def main() -> None:
    """Write rarity.json."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--texts", type=Path, nargs="*", default=[])
    ap.add_argument("--ecb", type=Path)
    ap.add_argument("--uds", type=Path)
    args = ap.parse_args()
    corpora = [documents_of_folder(folder) for folder in args.texts]
    corpora += [documents_of_ecb(args.ecb)] if args.ecb else []
    corpora += [documents_of_uds(args.uds)] if args.uds else []
    args.out.mkdir(parents=True, exist_ok=True)
    table = {"step": STEP, "documents": [len(c) for c in corpora], "rarity": rarities(corpora)}
    path = args.out / "rarity.json"
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(len(table["rarity"]), hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
