"""A ledger's groups, brought up to date: only parts that something new comes near are made anew.

All is reckoned from a snapshot, while others may write; then it is written at once, unless somebody
else wrote groups in the meantime, when it is reckoned again. The result is that of grouping all
claims afresh: a key's crowd, a pair's score and a part depend on the set of claims alone, and every
part whose claims have changed is made anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from purport.corroboration.candidates import keys_of, pairs_of
from purport.corroboration.edge_changes import Keyed, change_edges, keyed
from purport.corroboration.edges import find_edges, packed_by_claim, parts
from purport.corroboration.grouped import GroupedClaims, describe
from purport.corroboration.neighbours import Neighbours, changed_parts
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.regrouping import Part, regroup, with_rulings
from purport.corroboration.rulings import Rulings, read_rulings
from purport.corroboration.sketches import RECORD, Ints
from purport.corroboration.sketching import (
    Sketched,
    assertion_of,
    counts,
    kept_sketches,
    merged,
    ordered,
    sketch_reports,
)
from purport.ledger import claim_edges
from purport.ledger import group_store as store
from purport.ledger.decision_rows import read_decisions
from purport.ledger.group_store import ClaimDetails, ClaimText, Grounds, NewGroup, Snapshot
from purport.ledger.store import Ledger

__all__ = ["Updated", "assertion_of", "update_groups"]

Progress = Callable[[str, int, int], None]

# From so many new reports on, as many as there were, all groups are made anew: that is quicker.
MANY: Final = 2_000
CLAIMS_AT_ONCE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Updated:
    """The ids of the groups that are new, that are not what they were, and that are no more."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _News:
    """What has happened since groups were made last.

    `reports` are those that it concerns, by number; `gone` the claims that they had before;
    `otherwise` is whether groups are made in another manner now, so that it concerns all.
    """

    before: Grounds
    after: Grounds
    rulings: Rulings
    ruled: frozenset[str]
    reports: tuple[int, ...]
    gone: frozenset[int]
    otherwise: bool


@dataclass(frozen=True, slots=True)
class _Grouped:
    """What groups are made from now on: all that is to be written.

    `keys` and `gone_keys` are those of claims that came and went, `edges` what is to be kept for
    claims whose edges changed; `afresh` is whether these replace all that are kept. `region` holds
    the claims whose groups are made anew, each with the id of the group that it was in.
    """

    came: Sketched
    keys: Keyed
    gone_keys: Iterable[tuple[int, int]]
    edges: Iterable[tuple[int, bytes]]
    afresh: bool
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
            came = _sketched(snapshot, news.reports, threads, progress)
            if _is_much(snapshot, news):
                made = _group_all(snapshot, news, came, progress)
            else:
                made = _group_around(snapshot, news, came)
            updated, kept = _compare(snapshot, news, made)
        with ledger.writing() as connection:
            if store.grounds(connection).made != news.before.made:
                continue
            _write(connection, news, made, updated, kept)
        return updated


def _news(snapshot: Snapshot) -> _News | None:
    before = store.grounds(snapshot)
    reading, decision = store.newest(snapshot)
    noted, manner = _noted(before.rulings)
    otherwise = before.made > 0 and manner != _manner()
    if not otherwise and (reading, decision) == (before.readings, before.decisions):
        return None
    rulings = read_rulings(read_decisions(snapshot)) if decision else Rulings()
    changed = (rulings.together ^ noted.together) | (rulings.apart ^ noted.apart)
    read = store.reports_read_since(snapshot, 0 if otherwise else before.readings)
    decided = set(store.reports_decided_on_since(snapshot, before.decisions)) - set(read)
    reports = sorted({*read, *_with_other_claims(snapshot, sorted(decided))})
    return _News(
        before,
        Grounds(reading, decision, before.made + 1, _note(rulings)),
        rulings,
        frozenset(claim for pair in changed for claim in pair),
        tuple(reports),
        frozenset(store.sketched(snapshot, reports)),
        otherwise,
    )


def _with_other_claims(snapshot: Snapshot, reports: Sequence[int]) -> set[int]:
    """Return those of some reports that do not hold the claims that they held."""
    now: dict[int, set[int]] = {}
    for t in store.texts_of_reports(snapshot, reports):
        if counts(t):
            now.setdefault(t.report_n, set()).add(t.n)
    then: dict[int, set[int]] = {}
    held = sorted(store.sketched(snapshot, reports))
    for n, text in store.texts_of_claims(snapshot, held).items():
        then.setdefault(text.report_n, set()).add(n)
    return {r for r in reports if now.get(r) != then.get(r)}


def _is_much(snapshot: Snapshot, news: _News) -> bool:
    """Whether so much is new that all groups are made anew."""
    if not news.before.made or news.otherwise:
        return True
    return len(news.reports) >= MANY and len(news.reports) * 2 >= store.newest(snapshot)[0]


def _sketched(
    snapshot: Snapshot, reports: Sequence[int], threads: int, progress: Progress | None
) -> Sketched:
    """Return the sketches of the claims of some reports."""
    numbers: list[Ints] = [np.zeros(0, dtype=np.int64)]
    records = [np.zeros(0, dtype=RECORD)]
    for some, made, done in sketch_reports(snapshot, reports, threads):
        numbers.append(some)
        records.append(made)
        if progress is not None:
            progress("reports", done, len(reports))
    return ordered(np.concatenate(numbers), np.concatenate(records))


def _group_all(
    snapshot: Snapshot, news: _News, came: Sketched, progress: Progress | None
) -> _Grouped:
    """Group all claims of the ledger, whatever their groups were."""
    claims = _with_others(snapshot, news, came)
    sketches, count = claims.sketches, len(claims)
    keys, owners = keys_of(sketches)
    left, right = pairs_of(keys, owners, count)
    edges = find_edges(sketches, left, right, shipped_pair_model(), progress)
    del left, right
    together = parts(with_rulings(edges, news.rulings, sketches), count)
    found = regroup(sketches, together, news.rulings, shipped_pair_model(), progress)
    return _Grouped(
        came,
        Keyed(keys, claims.numbers[owners]),
        (),
        packed_by_claim(edges, claims.numbers),
        True,
        store.claims_of_parts(snapshot, None),
        tuple(_new_groups(snapshot, found, claims.numbers)),
    )


def _with_others(snapshot: Snapshot, news: _News, came: Sketched) -> Sketched:
    """Return claims that came with all those that stay."""
    numbers, records = [came.numbers], [came.records]
    rest = ((n, body) for n, body in store.all_sketches(snapshot) if n not in news.gone)
    while some := dict(islice(rest, CLAIMS_AT_ONCE)):
        numbers.append(np.fromiter(some, dtype=np.int64, count=len(some)))
        records.append(np.frombuffer(b"".join(some.values()), dtype=RECORD))
    if len(numbers) == 1:
        return came
    return ordered(np.concatenate(numbers), np.concatenate(records))


def _group_around(snapshot: Snapshot, news: _News, came: Sketched) -> _Grouped:
    """Group the claims of those parts in which something has changed."""
    gone = kept_sketches(store.sketches_of(snapshot, sorted(news.gone)))
    model = shipped_pair_model()
    together, ruled = _ruled(snapshot, news, came)
    neighbours = Neighbours(snapshot, together)
    near = change_edges(snapshot, neighbours, came, gone, model)
    changed = {*came.numbers.tolist(), *gone.numbers.tolist()}
    near |= ruled | changed
    left = changed - set(came.numbers.tolist())
    region, made = changed_parts(snapshot, neighbours, near, changed | ruled, left)
    there = store.sketches_of(snapshot, sorted(set().union(*made) - set(came.numbers.tolist())))
    claims = merged(kept_sketches(there), came)
    row = {n: i for i, n in enumerate(claims.numbers.tolist())}
    rows = (np.array(sorted(row[n] for n in part), dtype=np.int64) for part in made)
    found = regroup(claims.sketches, rows, news.rulings, model)
    return _Grouped(
        came,
        keyed(came),
        tuple(keyed(gone).rows()),
        neighbours.changed(),
        False,
        region,
        tuple(_new_groups(snapshot, found, claims.numbers)),
    )


def _ruled(
    snapshot: Snapshot, news: _News, came: Sketched
) -> tuple[list[tuple[int, int]], set[int]]:
    """Return the pairs ruled together by number, and the claims on which there is a new ruling."""
    numbers = store.numbers_of(snapshot, sorted(news.ruled | news.rulings.claims))
    here = claim_edges.sketched_among(snapshot, sorted(numbers.values())) - news.gone
    here |= set(came.numbers.tolist()) & set(numbers.values())
    pairs = [
        (numbers[a], numbers[b])
        for a, b in sorted(news.rulings.together)
        if {numbers.get(a), numbers.get(b)} <= here
    ]
    return pairs, {numbers[c] for c in news.ruled if numbers.get(c) in here}


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


def _compare(snapshot: Snapshot, news: _News, made: _Grouped) -> tuple[Updated, frozenset[str]]:
    """Return what changes, and the ids of the groups that stay as they are."""
    held: dict[str, set[int]] = {}
    for n, group in made.region.items():
        held.setdefault(group, set()).add(n)
    links = store.links_of(snapshot, sorted(held))
    changed_claims = news.gone.union(made.came.numbers.tolist())
    kept = {
        g.id
        for g in made.groups
        if held.get(g.id) == set(g.claims)
        and links.get(g.id, set())
        == {*((o, "against") for o in g.against), *((o, "history") for o in g.history)}
        and changed_claims.isdisjoint(g.claims)
    }
    now = {g.id for g in made.groups}
    updated = Updated(
        tuple(sorted(now - held.keys())),
        tuple(sorted((now & held.keys()) - kept)),
        tuple(sorted(held.keys() - now)),
    )
    return updated, frozenset(kept)


def _write(
    connection: Snapshot, news: _News, made: _Grouped, updated: Updated, kept: frozenset[str]
) -> None:
    if made.afresh:
        claim_edges.forget_edges_and_keys(connection)
    stay = set(made.came.numbers.tolist())
    store.write_sketches(
        connection, sorted(news.gone - stay), made.gone_keys, made.came.bodies(), made.keys.rows()
    )
    claim_edges.write_edges(connection, made.edges)
    gone = [*updated.changed, *updated.removed]
    store.write_groups(connection, sorted(made.region), gone, made.groups, kept)
    store.write_grounds(connection, news.after)


def _manner() -> int:
    """Return a number for the way in which groups are made: the columns of sketches, the model.

    Where it is another than that by which a ledger's groups were made, all are made anew.
    """
    return zlib.crc32(repr((RECORD.descr, shipped_pair_model())).encode())


def _note(rulings: Rulings) -> str:
    return json.dumps([sorted(rulings.together), sorted(rulings.apart), _manner()])


def _noted(noted: str) -> tuple[Rulings, int | None]:
    """Return the rulings by which groups were made last, and the manner."""
    if not noted:
        return Rulings(), None
    together, apart, *manner = json.loads(noted)
    rulings = Rulings(*(frozenset((a, b) for a, b in pairs) for pairs in (together, apart)))
    return rulings, manner[0] if manner else None
