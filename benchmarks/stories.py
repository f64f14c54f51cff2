"""Stories told by several reports: are the groups and their roots found?

    python benchmarks/stories.py STORIES.jsonl GOLD.json [--misses] [--json]

STORIES.jsonl  reports as `purport add` takes them: id, publisher, date, title, text.
GOLD.json      a list of {claim, reports[], roots_min, roots_max, root_names[], status,
               contradicted_by[] (report ids)}.

The stories are added to a ledger of their own and counted as `purport roots` does. Each gold group
takes the group whose reports fit best (Jaccard), the claim's words deciding between equals.

    reports       the taken group holds exactly the gold's reports
    interval      roots_min and roots_max both equal the gold's
    over_count    roots_min above the gold's: copies taken for confirmations, the harmful error
    under_count   roots_max below the gold's
    names         every root name of the gold stands in the taken group's roots
    false merges  pairs of reports in a taken group that no gold group holds together
    missed merges pairs of reports of a gold group that its taken group does not hold together
    given groups  interval and over_count where the gold's own groups are counted, so that the error
                  of counting is told apart from that of grouping
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_WORD = re.compile(r"\w+")
_PLAIN = frozenset(
    "the a an of in on at to and was were is are has have had that by for it its with from".split()
)
_LEAST_SHARE = 0.3  # of the gold claim's words that a claim must have to stand for it


def main() -> int:
    """Print the figures of one file of stories."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    gold: list[Json] = json.loads(asked.gold.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        found, given = counted(asked.stories, gold, Path(folder) / "ledger.db")
        seconds = time.perf_counter() - start
    figures, misses = scored(gold, found)
    figures |= given_figures(gold, given) | {"seconds": round(seconds, 1)}
    if asked.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            shown = f"{value[0]}/{value[1]}" if isinstance(value, list) else value
            print(f"{name:22} {shown}")
    if asked.misses:
        for miss in misses:
            print(f"  miss: {miss}", file=sys.stderr)
    return 0


def counted(stories: Path, gold: Sequence[Json], path: Path) -> tuple[list[Json], list[Any]]:
    """Return the groups that are found, and the counts of the gold's own groups."""
    from purport.corroboration.counted import counted_groups
    from purport.corroboration.updating import update_groups
    from purport.ingest.candidate import Overrides
    from purport.intake.adding import add_paths
    from purport.ledger.group_counts import group_ids
    from purport.ledger.store import open_ledger
    from purport.model.group_json import group_dict
    from purport.settings import load_settings

    settings = load_settings()
    with open_ledger(path, create=True) as ledger:
        for outcome in add_paths(ledger, [str(stories)], Overrides(), settings):
            if outcome.error is not None:
                sys.exit(f"a report could not be read: {outcome.error}")
        update_groups(ledger)
        found = [group_dict(g) for g in counted_groups(ledger, group_ids(ledger))]
        return found, [given_count(ledger, g) for g in gold]


def given_count(ledger: Any, group: Json) -> Any:
    """Return the count of a gold group, made of the claims of its reports that are most like it."""
    from purport.corroboration.counting import count_roots
    from purport.corroboration.members import Member
    from purport.errors import UnknownId
    from purport.ledger.identified_reading import identified_reading

    members = []
    for report in group["reports"]:
        try:
            held = identified_reading(ledger, report)
        except UnknownId:
            continue
        likes = [alike(group["claim"], c.text) for c in held.reading.claims]
        best = max(likes, default=0.0)
        members += [
            Member(name, claim, held.reading)
            for name, claim, like in zip(held.ids, held.reading.claims, likes, strict=True)
            if like >= max(_LEAST_SHARE, 0.9 * best)
        ]
    return count_roots(members)


def alike(gold: str, claim: str) -> float:
    """Return how many of the gold's telling words a claim has, shorter claims before longer."""
    want, have = telling(gold), telling(claim)
    if not want or not have:
        return 0.0
    return len(want & have) / len(want) + 0.2 * len(want & have) / len(have)


def telling(text: str) -> frozenset[str]:
    """Return the beginnings of a text's telling words."""
    return frozenset(w[:5] for w in _WORD.findall(text.lower()) if w not in _PLAIN)


def taken(gold: Json, found: Sequence[Json]) -> Json | None:
    """Return the group that fits a gold group best."""
    want, words = set(gold["reports"]), set(_WORD.findall(gold["claim"].lower()))

    def fit(group: Json) -> float:
        got, own = set(group["reports"]), set(_WORD.findall(group["claim"].lower()))
        return len(want & got) / len(want | got) + 0.5 * len(words & own) / max(1, len(words | own))

    return max(found, key=fit, default=None)


def scored(gold: Sequence[Json], found: Sequence[Json]) -> tuple[dict[str, Any], list[str]]:
    """Return the figures of the groups that were found, and what missed."""
    marks = {k: [0, 0] for k in ("reports", "interval", "names", "status", "contradicted")}
    over = under = 0
    misses = []
    by_id = {g["id"]: g for g in found}
    pairs = [taken(g, found) for g in gold]
    for want, got in zip(gold, pairs, strict=True):
        for name, right in judged(want, got, by_id):
            marks[name][0] += right
            marks[name][1] += 1
            if not right:
                misses.append(f"{want['claim'][:60]} | {name}: {told(got)}")
        over += bool(got and got["roots_min"] > want["roots_min"])
        under += bool(got and got["roots_max"] < want["roots_max"])
    together = {p for g in gold for p in report_pairs(g)}
    false = {p for g in pairs if g for p in report_pairs(g)} - together
    missed = [
        p for w, g in zip(gold, pairs, strict=True) for p in report_pairs(w) - report_pairs(g)
    ]
    figures: dict[str, Any] = {**marks, "over_count": [over, len(gold)], "under_count": under}
    figures |= {"false merges": len(false), "missed merges": [len(missed), len(together)]}
    return figures, misses


def judged(want: Json, got: Json | None, by_id: dict[str, Json]) -> Iterator[tuple[str, bool]]:
    """Yield what is asked of one group and whether it is right."""
    yield "reports", bool(got) and set(got["reports"]) == set(want["reports"])
    interval = (want["roots_min"], want["roots_max"])
    yield "interval", bool(got) and (got["roots_min"], got["roots_max"]) == interval
    said = json.dumps(got["roots"] if got else "", ensure_ascii=False).lower()
    yield "names", all(name.lower() in said for name in want["root_names"])
    if want.get("status"):
        yield "status", bool(got) and got["status"] == want["status"]
    if want.get("contradicted_by"):
        ids = got["contradicted_by"] if got else []
        against = {r for i in ids if i in by_id for r in by_id[i]["reports"]}
        yield "contradicted", bool(against & set(want["contradicted_by"]))


def given_figures(gold: Sequence[Json], counts: Sequence[Any]) -> dict[str, Any]:
    """Return the figures of counting alone, on the gold's own groups."""
    both = list(zip(gold, counts, strict=True))
    right = sum((g["roots_min"], g["roots_max"]) == (c.roots_min, c.roots_max) for g, c in both)
    over = sum(c.roots_min > g["roots_min"] for g, c in both)
    return {
        "given groups: interval": [right, len(gold)],
        "given groups: over": [over, len(gold)],
    }


def report_pairs(group: Json | None) -> set[tuple[str, str]]:
    """Return the pairs of reports that a group holds together."""
    return set(combinations(sorted(group["reports"]), 2)) if group else set()


def told(group: Json | None) -> str:
    """Return what was found, in a line."""
    if group is None:
        return "nothing"
    names = [r["name"] for r in group["roots"]]
    return f"{group['reports']} {group['roots_min']}-{group['roots_max']} {group['status']} {names}"


if __name__ == "__main__":
    sys.exit(main())
