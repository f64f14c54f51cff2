"""Claims with known groups, to learn the pair model from: ours, stories, headlines, ECB+.

A pool is a set of claims and pairs of them, each pair the same claim or not. Pairs of different
pools are never compared.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import get_args

import numpy as np

from purport.corroboration.assertions import Assertion, assertions_of, day_number
from purport.corroboration.embedding import shipped_embedding
from purport.corroboration.sketches import Ints
from purport.corroboration.terms import MOST_RARE, rarity, stem
from purport.model.claim import Status
from purport.model.reading import Reading

# Of Emergent's claims, one in three is never scored: it is learnt from.
FOLDS = 3
MOST_EVENTS = 0.5
OTHER_EVENT_DAYS = 14
TOLD_LATER_DAYS = 21
_SYLLABLES = "ba do ri mel tas kun vo lin dar pe su gor ti wen ach zu".split()


@dataclass(frozen=True, slots=True)
class Pool:
    """Claims, and pairs of them by row with whether they are the same."""

    name: str
    assertions: tuple[Assertion, ...]
    left: Ints
    right: Ints
    same: np.ndarray
    source: str


def pool_of_groups(
    name: str, source: str, assertions: Sequence[Assertion], groups: Sequence[str | None]
) -> Pool:
    """Return the pool of all pairs of claims whose groups are known (None leaves a claim out)."""
    known = [i for i, g in enumerate(groups) if g is not None]
    pairs = list(combinations(known, 2))
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    same = np.array([groups[i] == groups[j] for i, j in pairs])
    return Pool(name, tuple(assertions), left, right, same, source)


def written_pools(path: Path) -> list[Pool]:
    """Return our own stories, each a pool; the file's head says how they are written."""
    pools: list[Pool] = []
    for story in path.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, *lines = story.strip().splitlines()
        title, _, names = head.partition(" | ")
        made: list[Assertion] = []
        groups: list[str | None] = []
        status: Status = "unknown"
        group = 0
        for line in lines:
            if line.startswith("* "):
                (status,) = (s for s in get_args(Status) if s == line[2:].strip())
                group += 1
                continue
            made.append(_written(line, status, f"{title}-{len(made)}", f"{title}\nthe {names}"))
            groups.append(str(group))
        pools.append(pool_of_groups(title, "written", made, groups))
    return pools


def _written(line: str, status: Status, name: str, background: str) -> Assertion:
    day, when, speaker, words = (cell.strip() for cell in line.split("|", 3))
    number = day_number(when)
    return Assertion(
        id=name,
        report=name,
        text=words.removeprefix("! "),
        kind="direct" if words.startswith("“") else "indirect" if speaker else "narrator",
        act="denies" if words.startswith("!") else "states",
        status=status,
        denied=words.startswith("!"),
        speaker=speaker or None,
        times=() if number is None else ((number, number),),
        published=day_number(day),
        background=f"{background}\n{words}",
    )


def story_pools(readings: Sequence[Reading], labels: Path) -> list[Pool]:
    """Return the stories of some readings, each a pool; a story is what ids share before "-"."""
    with labels.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    stories: dict[str, list[Assertion]] = {}
    for reading in readings:
        story = reading.report.id.split("-")[0]
        stories.setdefault(story, []).extend(assertions_of(reading))
    return [
        pool_of_groups(story, "stories", some, [_label(a, rows) for a in some])
        for story, some in stories.items()
    ]


def _label(assertion: Assertion, rows: Sequence[dict[str, str]]) -> str | None:
    words = " ".join(assertion.text.split())
    for row in rows:
        if row["report"] == assertion.report and words.startswith(row["begins"]):
            return None if row["group"] == "?" else row["group"]
    return assertion.id


def headline_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of headlines."""
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def learnt_from(claim: str) -> bool:
    """Whether a claim of Emergent is one to learn from; the others are scored."""
    return int(hashlib.sha256(claim.encode()).hexdigest(), 16) % FOLDS == 0


def headline(row: dict[str, str]) -> Assertion:
    """Return a headline as a claim of its own report."""
    return Assertion(
        id=f"{int(row['id']):06d}" if row["id"].isdigit() else row["id"],
        report=row["articleId"],
        text=row["articleHeadline"],
        kind="narrator",
        background=row["articleHeadline"],
    )


def headline_pool(path: Path) -> Pool:
    """Return the headlines of the claims that are learnt from."""
    rows = [r for r in headline_rows(path) if learnt_from(r["claimId"])]
    made = [headline(r) for r in rows]
    return pool_of_groups("emergent", "emergent", made, [r["claimId"] for r in rows])


def ecb_sentences(folder: Path, split: str) -> list[tuple[Assertion, frozenset[str]]]:
    """Return the sentences of a split of ECB+ that hold events, with the chains of those.

    The id of a sentence is "topic/document/number"; chains of a single mention are named apart.
    """
    words: dict[tuple[str, int], list[str]] = {}
    for line in (folder / f"ECB_{split}_corpus.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 3:
            words.setdefault((cells[0], int(cells[1])), []).append(cells[3])
    mentions = json.loads((folder / f"ECB_{split}_Event_gold_mentions.json").read_text("utf-8"))
    chains: dict[tuple[str, int], set[str]] = {}
    for m in mentions:
        chains.setdefault((m["doc_id"], m["sent_id"]), set()).add(m["coref_chain"])
    whole: dict[str, str] = {}
    for (doc, _), some in sorted(words.items()):
        whole[doc] = whole.get(doc, "") + "\n" + " ".join(some)
    return [
        (
            Assertion(
                id=f"{doc.split('_')[0]}/{doc}/{n}",
                report=doc,
                text=" ".join(words[doc, n]),
                kind="narrator",
                background=whole[doc],
            ),
            frozenset(found),
        )
        for (doc, n), found in sorted(chains.items())
        if (doc, n) in words
    ]


def ecb_pools(folder: Path, split: str) -> list[Pool]:
    """Return the topics of a split of ECB+, each a pool.

    Two sentences of different documents are the same claim where most of the events of the one are
    events of the other; those that share some events but not most are left out.
    """
    topics: dict[str, list[tuple[Assertion, frozenset[str]]]] = {}
    for one in ecb_sentences(folder, split):
        topics.setdefault(one[0].id.split("/")[0], []).append(one)
    pools = []
    for topic, some in sorted(topics.items()):
        found = [
            (i, j, share)
            for i, j in combinations(range(len(some)), 2)
            if some[i][0].report != some[j][0].report
            and ((share := _share(some[i][1], some[j][1])) >= MOST_EVENTS or share == 0)
        ]
        left, right = (np.array([p[k] for p in found], dtype=np.int64) for k in (0, 1))
        same = np.array([p[2] > 0 for p in found], dtype=bool)
        pools.append(Pool(topic, tuple(a for a, _ in some), left, right, same, "ecb"))
    return pools


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def lookalikes(pool: Pool) -> Pool:
    """Return a pool's claims beside copies of them that are another event, or the same told later.

    A renamed copy (other people and towns), one of another week, where the claim says when, and one
    that is denied or of another status are other claims; a copy whose report alone came out weeks
    later is the same one.
    """
    n = len(pool.assertions)
    copies = [
        *(_renamed(a) for a in pool.assertions),
        *(_moved(a, OTHER_EVENT_DAYS, both=True) for a in pool.assertions),
        *(_moved(a, TOLD_LATER_DAYS, both=False) for a in pool.assertions),
        *(_turned(a) for a in pool.assertions),
    ]
    alike = {(i, i) for i in range(n)} | {
        (int(i), int(j))
        for i, j, same in zip(pool.left, pool.right, pool.same, strict=True)
        if same
    }
    told = pool.assertions
    found = [(i, n + j, False) for i, j in sorted(alike) if copies[j].text != told[j].text]
    found += [(i, 2 * n + j, False) for i, j in sorted(alike) if pool.assertions[j].times]
    found += [(i, 3 * n + j, True) for i, j in sorted(alike) if i != j]
    found += [(i, 4 * n + j, False) for i, j in sorted(alike)]
    left, right = (np.array([p[k] for p in found], dtype=np.int64) for k in (0, 1))
    same = np.array([p[2] for p in found], dtype=bool)
    return Pool(
        f"{pool.name}, look-alikes", (*pool.assertions, *copies), left, right, same, "look-alikes"
    )


def transplants(pool: Pool, onto: Pool) -> Pool:
    """Return a pool's claims told of another pool's people, towns and days: other claims than its.

    What happens in the same place on the same day need not be the same.
    """
    hosts = onto.assertions
    copies = [_transplanted(a, hosts[i % len(hosts)], hosts) for i, a in enumerate(pool.assertions)]
    pairs = [(i, len(hosts) + j) for i in range(len(hosts)) for j in range(len(copies))]
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    no = np.zeros(len(pairs), dtype=bool)
    return Pool(f"{pool.name} onto", (*hosts, *copies), left, right, no, "transplants")


def contemporaries(pool: Pool, onto: Pool) -> Pool:
    """Return a pool's claims told on another pool's days: other claims of the same day."""
    hosts = onto.assertions
    days = sorted({a.times for a in hosts if a.times}) or [()]
    copies = [
        replace(
            a,
            id=f"{a.id}/contemporary",
            report=f"{a.report}/contemporary",
            times=days[i % len(days)] if a.times else (),
            published=hosts[i % len(hosts)].published,
        )
        for i, a in enumerate(pool.assertions)
    ]
    pairs = [(i, len(hosts) + j) for i in range(len(hosts)) for j in range(len(copies))]
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    no = np.zeros(len(pairs), dtype=bool)
    name = f"{pool.name} on the days of {onto.name}"
    return Pool(name, (*hosts, *copies), left, right, no, "contemporaries")


def _transplanted(assertion: Assertion, host: Assertion, hosts: Sequence[Assertion]) -> Assertion:
    found = [w for h in hosts for w in re.findall(r"(?<=[a-z,] )[A-Z]\w{2,}", h.text)]
    names = sorted(w for w in set(found) if rarity(stem(w)) == MOST_RARE) or ["Orlec"]
    number = zlib.crc32(assertion.id.encode())

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if rarity(stem(word)) < MOST_RARE:
            return word
        return names[(number + zlib.crc32(word.encode())) % len(names)]

    text = re.sub(r"\b[A-Z]\w{2,}", other, assertion.text)
    if not re.search("|".join(map(re.escape, names)), text):
        text = f"{text.rstrip('.')} in {names[number % len(names)]}"
    return replace(
        assertion,
        id=f"{assertion.id}/transplanted",
        report=f"{assertion.report}/transplanted",
        text=text,
        speaker=host.speaker,
        places=host.places,
        times=host.times,
        published=host.published,
        background=host.background,
    )


def strangers(pools: Sequence[Pool], near: int = 12) -> Pool:
    """Return the claims of some pools with pairs across pools, the nearest in meaning."""
    # stories are years apart as no two reports of a day are: that must not be what tells them apart
    made = [replace(a, published=None) for p in pools for a in p.assertions]
    home = np.array([k for k, p in enumerate(pools) for _ in p.assertions])
    vectors = shipped_embedding().vectors(a.core for a in made).astype(np.float32)
    alike = vectors @ vectors.T
    alike[home[:, None] == home] = -np.inf
    nearest = np.argsort(-alike, axis=1)[:, :near]
    pairs = sorted({(min(i, j), max(i, j)) for i, row in enumerate(nearest.tolist()) for j in row})
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    no = np.zeros(len(pairs), dtype=bool)
    return Pool("strangers", tuple(made), left, right, no, "strangers")


def _renamed(assertion: Assertion) -> Assertion:
    def other(found: re.Match[str]) -> str:
        word = found.group()
        if rarity(stem(word)) < MOST_RARE:
            return word
        number = zlib.crc32(stem(word).encode())
        return "".join(_SYLLABLES[number >> (5 * k) & 15] for k in range(3)).capitalize()

    def renamed(text: str) -> str:
        return re.sub(r"\b[A-Z]\w{2,}", other, text)

    return replace(
        assertion,
        id=f"{assertion.id}/renamed",
        report=f"{assertion.report}/renamed",
        text=renamed(assertion.text),
        speaker=renamed(assertion.speaker) if assertion.speaker else None,
        voices=tuple(renamed(v) for v in assertion.voices),
        places=tuple(renamed(p) for p in assertion.places),
        background=renamed(assertion.background),
    )


def _turned(assertion: Assertion) -> Assertion:
    """Return a claim as a plan where it has happened, as done where it is planned, else denied."""
    number = zlib.crc32(assertion.id.encode()) % 2
    status: Status = assertion.status
    if number and status == "happened":
        status = "planned"
    elif number and status == "planned":
        status = "happened"
    return replace(
        assertion,
        id=f"{assertion.id}/turned",
        report=f"{assertion.report}/turned",
        status=status,
        denied=assertion.denied if status != assertion.status else not assertion.denied,
    )


def _moved(assertion: Assertion, days: int, *, both: bool) -> Assertion:
    by = days if both else 0
    return replace(
        assertion,
        id=f"{assertion.id}/{days}",
        report=f"{assertion.report}/{days}",
        published=None if assertion.published is None else assertion.published + days,
        times=tuple((first + by, last + by) for first, last in assertion.times),
    )
