"""A ledger's groups, brought up to date: only parts that something new comes near are made anew.

All is reckoned from a snapshot, while others may write; then it is written at once, unless somebody
else wrote groups in the meantime, when it is reckoned again. The result is that of grouping all
claims afresh: a key's crowd, a pair's score and a part depend on the set of claims alone, and every
part in which one of them has changed is made anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from purport.corroboration.assertions import Assertion, day_number, is_denied, stage_of, takes_part
from purport.corroboration.candidates import CROWD, is_of_words, keys_of, pairs_of
from purport.corroboration.embedding import Vectors, shipped_embedding
from purport.corroboration.grouped import GroupedClaims, describe
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.regrouping import Part, about, regroup
from purport.corroboration.rulings import Rulings, read_rulings
from purport.corroboration.sketches import Ints, Keys, Sketches, pack, sketch, unpack
from purport.corroboration.terms import core_of
from purport.ledger import group_store as store
from purport.ledger.decision_rows import read_decisions
from purport.ledger.group_store import ClaimDetails, ClaimText, Grounds, NewGroup, Snapshot
from purport.ledger.store import Ledger
from purport.model.claim import Act, CertaintyLabel, Kind, Status

Progress = Callable[[str, int, int], None]

# From so many new claims on, as many as there were, all groups are made anew: that is quicker.
MANY: Final = 20_000
CLAIMS_AT_ONCE: Final = 50_000
TEXTS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Updated:
    """The ids of the groups that are new, that are not what they were, and that are no more."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _News:
    """What has happened since groups were made last.

    `texts` are the claims of the reports that it concerns; `gone` the claims that they had before,
    with their sketches.
    """

    before: Grounds
    after: Grounds
    rulings: Rulings
    ruled: frozenset[str]
    texts: tuple[ClaimText, ...]
    gone: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that is to be written."""

    news: _News
    sketches: dict[int, bytes]
    keys: tuple[Keys, Ints]
    gone_keys: tuple[Keys, Ints]
    region: dict[int, str]
    groups: tuple[NewGroup, ...]


def update_groups(ledger: Ledger, *, threads: int = 1, progress: Progress | None = None) -> Updated:
    """Bring a ledger's groups up to date with its claims and decisions.

    Args:
        ledger: an open ledger.
        threads: how many processor threads the embedding may take; the groups are the same.
        progress: is told what is done, how much of it is done and how much there is.

    Raises:
        LedgerError: the ledger cannot be read or written.
        BrokenWeights: a model is missing or damaged.
    """
    while True:
        with ledger.reading() as snapshot:
            news = _news(snapshot)
            if news is None:
                return Updated()
            plan = _plan(snapshot, news, threads, progress)
            updated, kept = _compare(snapshot, plan)
        with ledger.writing() as connection:
            if store.grounds(connection).made != news.before.made:
                continue
            _write(connection, plan, updated, kept)
        return updated


def _news(snapshot: Snapshot) -> _News | None:
    before = store.grounds(snapshot)
    reading, decision = store.newest(snapshot)
    if (reading, decision) == (before.readings, before.decisions):
        return None
    rulings = read_rulings(read_decisions(snapshot)) if decision else Rulings()
    noted = _rulings_of(before.rulings)
    changed = (rulings.together ^ noted.together) | (rulings.apart ^ noted.apart)
    read = store.reports_read_since(snapshot, before.readings)
    decided = store.reports_decided_on_since(snapshot, before.decisions)
    concerned = sorted({*read, *decided})
    texts = tuple(
        t
        for t in store.texts_of_reports(snapshot, concerned)
        if takes_part(cast("Kind", t.kind), cast("Act", t.act), reporting=t.reporting)
    )
    old = store.sketched(snapshot, concerned)
    texts, old = _without_unchanged(texts, old, set(read), snapshot)
    return _News(
        before,
        Grounds(reading, decision, before.made + 1, _rulings_json(rulings)),
        rulings,
        frozenset(claim for pair in changed for claim in pair),
        texts,
        store.sketches_of(snapshot, sorted(old)),
    )


def _without_unchanged(
    texts: tuple[ClaimText, ...], old: set[int], read: set[int], snapshot: Snapshot
) -> tuple[tuple[ClaimText, ...], set[int]]:
    """Leave out the reports that were only decided on, and hold the claims that they held."""
    now: dict[int, set[int]] = {}
    for t in texts:
        now.setdefault(t.report_n, set()).add(t.n)
    homes = {n: t.report_n for n, t in store.texts_of_claims(snapshot, sorted(old)).items()}
    then: dict[int, set[int]] = {}
    for n, report in homes.items():
        then.setdefault(report, set()).add(n)
    same = {r for r in now.keys() | then.keys() if r not in read and now.get(r) == then.get(r)}
    return tuple(t for t in texts if t.report_n not in same), {
        n for n in old if homes[n] not in same
    }


def _plan(snapshot: Snapshot, news: _News, threads: int, progress: Progress | None) -> _Plan:
    made = _sketches(snapshot, news.texts, threads, progress)
    keys = _keys(made)
    gone_keys = _keys(news.gone)
    whole = len(made) >= MANY and len(made) >= store.claims_in_groups(snapshot)
    if whole:
        there = {n: body for n, body in store.all_sketches(snapshot) if n not in news.gone}
        region = store.claims_of_parts(snapshot, None)
    else:
        region = store.claims_of_parts(
            snapshot, sorted(_touched(snapshot, news, made, keys, gone_keys))
        )
        there = store.sketches_of(snapshot, [n for n in region if n not in news.gone])
    numbers, sketches = _ordered(there | made)
    found, owners = keys_of(sketches)
    if not whole:
        live = np.isin(found, _live(snapshot, np.unique(found), keys[0], gone_keys[0]))
        found, owners = found[live], owners[live]
    left, right = pairs_of(found, owners, len(sketches))
    del found, owners, there
    parts = regroup(sketches, left, right, news.rulings, shipped_pair_model(), progress)
    groups = tuple(_new_groups(snapshot, parts, numbers))
    return _Plan(news, made, keys, gone_keys, region, groups)


def _sketches(
    snapshot: Snapshot, texts: Sequence[ClaimText], threads: int, progress: Progress | None
) -> dict[int, bytes]:
    """Return the packed sketches of new claims, by number; all claims of a report come together."""
    found: dict[int, bytes] = {}
    for some in _by_reports(texts):
        details = store.details_of(snapshot, [t.n for t in some])
        background = _background(some)
        assertions = [
            assertion_of(t, details.get(t.n, ClaimDetails()), background[t.report_n]) for t in some
        ]
        vectors = _vectors([core_of(a.text, a.title) for a in assertions], threads)
        bodies = pack(sketch(assertions, vectors))
        found |= {t.n: body for t, body in zip(some, bodies, strict=True)}
        if progress is not None:
            progress("claims", len(found), len(texts))
    return found


def assertion_of(text: ClaimText, details: ClaimDetails, background: str = "") -> Assertion:
    """Return a claim's row as grouping sees it."""
    days = [(day_number(first), day_number(last)) for first, last in details.times]
    act = cast("Act", text.act)
    return Assertion(
        id=text.id,
        report=text.report,
        text=text.text,
        kind=cast("Kind", text.kind),
        act=act,
        status=stage_of(text.text, cast("Status", text.status)),
        denied=is_denied(text.text, act, cast("CertaintyLabel", text.certainty)),
        speaker=text.speaker,
        voices=details.voices,
        times=tuple((a, b) for a, b in days if a is not None and b is not None),
        places=details.places,
        published=day_number(text.published),
        background=background,
        start_char=text.start_char,
    )


def _background(texts: Sequence[ClaimText]) -> dict[int, str]:
    lines: dict[int, list[str]] = {}
    for t in texts:
        lines.setdefault(t.report_n, [t.title or ""]).append(t.text)
    return {report: "\n".join(some) for report, some in lines.items()}


def _by_reports(texts: Sequence[ClaimText]) -> Iterator[list[ClaimText]]:
    """Yield the claims some reports at a time; those of a report stand together."""
    batch: list[ClaimText] = []
    for t in texts:
        if len(batch) >= TEXTS_AT_ONCE and t.report_n != batch[-1].report_n:
            yield batch
            batch = []
        batch.append(t)
    if batch:
        yield batch


def _vectors(texts: Sequence[str], threads: int) -> Vectors:
    """Return the vectors of some texts; the same words are embedded once."""
    different = sorted(set(texts))
    size = -(-len(different) // threads)
    shares = [different[i : i + size] for i in range(0, len(different), size)]
    embedding = shipped_embedding()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        made = np.concatenate(list(pool.map(embedding.vectors, shares)))
    place = {text: i for i, text in enumerate(different)}
    return made[[place[text] for text in texts]]


def _keys(bodies: dict[int, bytes]) -> tuple[Keys, Ints]:
    """Return the keys of some sketches, each with the number of its claim."""
    numbers, sketches = _ordered(bodies)
    keys, owners = keys_of(sketches)
    return keys, numbers[owners]


def _ordered(bodies: dict[int, bytes]) -> tuple[Ints, Sketches]:
    """Return claims' numbers in the ledger and their sketches, in the order of their ids."""
    numbers = np.fromiter(bodies, dtype=np.int64, count=len(bodies))
    sketches = unpack(bodies.values())
    order = np.argsort(sketches.number, kind="stable")
    return numbers[order], sketches.take(order)


def _touched(
    snapshot: Snapshot,
    news: _News,
    made: dict[int, bytes],
    keys: tuple[Keys, Ints],
    gone_keys: tuple[Keys, Ints],
) -> set[int]:
    """Return the parts that have to be made anew besides the new claims."""
    changed = np.unique(np.concatenate([keys[0], gone_keys[0]]))
    before, after = _crowds(snapshot, changed, keys[0], gone_keys[0])
    words = is_of_words(changed)
    crossed = changed[words | ((before <= CROWD) != (after <= CROWD))]
    ids = store.numbers_of(snapshot, sorted(news.ruled))
    claims = {*ids.values(), *news.gone}
    claims |= {n for _, n in store.claims_with_keys(snapshot, _plain(crossed))}
    claims |= _near(snapshot, news, made, keys, changed[~words & (after <= CROWD)])
    return store.parts_of_claims(snapshot, sorted(claims))


def _near(
    snapshot: Snapshot,
    news: _News,
    made: dict[int, bytes],
    keys: tuple[Keys, Ints],
    live: Keys,
) -> set[int]:
    """Return the claims that are about the same as a new one."""
    fresh = np.unique(keys[0][np.isin(keys[0], live)])
    met = [
        (key, n)
        for key, n in store.claims_with_keys(snapshot, _plain(fresh))
        if n not in news.gone and n not in made
    ]
    if not met:
        return set()
    numbers, sketches = _ordered(store.sketches_of(snapshot, sorted({n for _, n in met})) | made)
    row = {int(n): i for i, n in enumerate(numbers)}
    new: dict[int, list[int]] = {}
    for key, n in zip(keys[0].tolist(), keys[1].tolist(), strict=True):
        new.setdefault(key, []).append(row[n])
    pairs = sorted({(a, row[n]) for key, n in met for a in new[key]})
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    near, _ = about(sketches, left, right, shipped_pair_model())
    return {int(n) for n in numbers[right[near]]}


def _crowds(snapshot: Snapshot, asked: Keys, added: Keys, gone: Keys) -> tuple[Ints, Ints]:
    """Return how many claims have each key, before and after; crowds are not counted out."""
    more, less = Counter(added.tolist()), Counter(gone.tolist())
    most = CROWD + 1 + max(less.values(), default=0)
    counts = store.crowds_of(snapshot, _plain(asked), most)
    before = np.array([counts[k] for k in asked.tolist()], dtype=np.int64)
    change = np.array([more[k] - less[k] for k in asked.tolist()], dtype=np.int64)
    return before, before + change


def _live(snapshot: Snapshot, asked: Keys, added: Keys, gone: Keys) -> Keys:
    """Return the keys that pair claims once all is written: without crowds, or wordings."""
    _, after = _crowds(snapshot, asked, added, gone)
    return asked[is_of_words(asked) | (after <= CROWD)]


def _plain(keys: Keys) -> list[int]:
    return [int(k) for k in keys]


def _new_groups(snapshot: Snapshot, parts: Iterator[Part], numbers: Ints) -> Iterator[NewGroup]:
    """Yield the groups of parts in words, some parts at a time."""
    batch: list[Part] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += sum(len(rows) for rows in part.groups)
        if size >= CLAIMS_AT_ONCE:
            yield from _described(snapshot, batch, numbers)
            batch, size = [], 0
    yield from _described(snapshot, batch, numbers)


def _described(snapshot: Snapshot, parts: Sequence[Part], numbers: Ints) -> Iterator[NewGroup]:
    asked = [int(numbers[i]) for part in parts for rows in part.groups for i in rows]
    texts = store.texts_of_claims(snapshot, asked)
    by_id = {t.id: t for t in texts.values()}
    plain_details = ClaimDetails()
    for part in parts:
        rows = [i for group in part.groups for i in group]
        assertions = {i: assertion_of(texts[int(numbers[i])], plain_details) for i in rows}
        for group in describe(part, assertions):
            yield _new_group(group, [by_id[c] for c in group.claims], int(numbers[part.first]))


def _new_group(group: GroupedClaims, texts: Sequence[ClaimText], part: int) -> NewGroup:
    days = sorted(t.published for t in texts if t.published)
    return NewGroup(
        group.id,
        group.claim,
        group.status,
        tuple(t.n for t in texts),
        part,
        len(group.reports),
        days[0] if days else None,
        days[-1] if days else None,
        group.contradicted_by,
        group.history,
    )


def _compare(snapshot: Snapshot, plan: _Plan) -> tuple[Updated, frozenset[str]]:
    """Return what changes, and the ids of the groups that stay as they are."""
    held: dict[str, set[int]] = {}
    for n, group in plan.region.items():
        held.setdefault(group, set()).add(n)
    links = store.links_of(snapshot, sorted(held))
    changed_claims = plan.sketches.keys() | plan.news.gone.keys()
    kept = {
        g.id
        for g in plan.groups
        if held.get(g.id) == set(g.claims)
        and links.get(g.id, set())
        == {*((o, "against") for o in g.against), *((o, "history") for o in g.history)}
        and not changed_claims & set(g.claims)
    }
    now = {g.id for g in plan.groups}
    updated = Updated(
        tuple(sorted(now - held.keys())),
        tuple(sorted((now & held.keys()) - kept)),
        tuple(sorted(held.keys() - now)),
    )
    return updated, frozenset(kept)


def _write(connection: Snapshot, plan: _Plan, updated: Updated, kept: frozenset[str]) -> None:
    def rows(keys: tuple[Keys, Ints]) -> Iterator[tuple[int, int]]:
        order = np.lexsort((keys[1], keys[0]))
        for start in range(0, len(order), CLAIMS_AT_ONCE):
            some = order[start : start + CLAIMS_AT_ONCE]
            yield from zip(keys[0][some].tolist(), keys[1][some].tolist(), strict=True)

    store.write_sketches(
        connection,
        sorted(plan.news.gone.keys() - plan.sketches.keys()),
        rows(plan.gone_keys),
        sorted(plan.sketches.items()),
        rows(plan.keys),
    )
    gone = [*updated.changed, *updated.removed]
    store.write_groups(connection, sorted(plan.region), gone, plan.groups, kept)
    store.write_grounds(connection, plan.news.after)


def _rulings_json(rulings: Rulings) -> str:
    return json.dumps([sorted(rulings.together), sorted(rulings.apart)])


def _rulings_of(noted: str) -> Rulings:
    if not noted:
        return Rulings()
    together, apart = json.loads(noted)
    return Rulings(*(frozenset((a, b) for a, b in pairs) for pairs in (together, apart)))
