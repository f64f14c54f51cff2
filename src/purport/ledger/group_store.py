"""Groups of claims in the ledger: what they are made from, and the groups themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from purport.errors import UnknownId
from purport.ledger.store import Ledger
from purport.ledger.tables import (
    claim_keys,
    claim_places,
    claim_times,
    claim_vectors,
    claim_voices,
    claims,
    decision_targets,
    decisions,
    group_claims,
    group_counts,
    group_links,
    group_questions,
    group_state,
    groups,
    readings,
    reports,
)
from purport.ledger.value_lists import listed

# A look into the ledger at one moment, for those who must not know how.
Snapshot = Connection

_AT_ONCE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the groups of a ledger rest on.

    `readings` and `decisions` are the numbers of the last ones that count, `made` how often groups
    were written; `rulings` is what corroboration noted of people's rulings (JSON).
    """

    readings: int = 0
    decisions: int = 0
    made: int = 0
    rulings: str = ""


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim's row and its report's, as far as groups go by them."""

    n: int
    id: str
    report_n: int
    report: str
    title: str | None
    published: str | None
    text: str
    kind: str
    act: str
    status: str
    certainty: str
    speaker: str | None
    reporting: bool
    start_char: int


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """A claim's times as (first day, last day), its places and the voices of its chain."""

    times: tuple[tuple[str | None, str | None], ...] = ()
    places: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it stands in the ledger."""

    id: str
    claim: str
    status: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group to be written: its claims by number, and the first and last day of its reports."""

    id: str
    claim: str
    status: str
    claims: tuple[int, ...]
    part: int
    reports: int
    first_day: str | None
    last_day: str | None
    against: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


def grounds(connection: Connection) -> Grounds:
    """Return what the groups rest on now."""
    row = connection.execute(select(group_state)).first()
    return Grounds(row.readings, row.decisions, row.made, row.rulings) if row else Grounds()


def newest(connection: Connection) -> tuple[int, int]:
    """Return the numbers of the last reading and the last decision."""
    last = (select(func.coalesce(func.max(t.c.n), 0)) for t in (readings, decisions))
    return tuple(int(connection.scalar(one) or 0) for one in last)  # type: ignore[return-value]


def reports_read_since(connection: Connection, reading: int) -> tuple[int, ...]:
    """Return the numbers of the reports that were read, or read again, after a reading."""
    chosen = select(readings.c.report_n).where(readings.c.n > reading).distinct()
    return tuple(sorted(connection.scalars(chosen)))


def reports_decided_on_since(connection: Connection, decision: int) -> tuple[int, ...]:
    """Return the numbers of the reports on whose claims a later decision was made or undone."""
    undone = select(decisions.c.undoes).where(decisions.c.n > decision)
    late = decision_targets.c.decision_n
    chosen = (
        select(claims.c.report_n)
        .join(decision_targets, decision_targets.c.target == claims.c.id)
        .where((late > decision) | late.in_(undone))
        .distinct()
    )
    return tuple(sorted(connection.scalars(chosen)))


def texts_of_reports(connection: Connection, numbers: Sequence[int]) -> list[ClaimText]:
    """Return the claims of some reports that count, report by report, in reading order."""
    found = _rows(connection, claims.c.report_n, numbers, current=True)
    return sorted(found, key=lambda c: (c.report_n, c.start_char, c.n))


def texts_of_claims(connection: Connection, numbers: Sequence[int]) -> dict[int, ClaimText]:
    """Return some claims by number."""
    return {c.n: c for c in _rows(connection, claims.c.n, numbers, current=False)}


def numbers_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of some claims by their ids; those that are not there are left out."""
    found: dict[str, int] = {}
    for some in _slices(ids):
        chosen = select(claims.c.id, claims.c.n).where(claims.c.id.in_(listed(some)))
        found |= {row.id: row.n for row in connection.execute(chosen)}
    return found


def details_of(connection: Connection, numbers: Sequence[int]) -> dict[int, ClaimDetails]:
    """Return the times, places and voices of some claims that have any."""
    times: dict[int, list[tuple[str | None, str | None]]] = {}
    places: dict[int, list[str]] = {}
    voices: dict[int, list[str]] = {}
    for some in _slices(numbers):
        for row in _details(connection, claim_times, some):
            times.setdefault(row.claim_n, []).append((row.first_day, row.last_day))
        for row in _details(connection, claim_places, some):
            places.setdefault(row.claim_n, []).append(row.name)
        for row in _details(connection, claim_voices, some):
            voices.setdefault(row.claim_n, []).extend([row.name] if row.name else [])
    return {
        n: ClaimDetails(tuple(times.get(n, ())), tuple(places.get(n, ())), tuple(voices.get(n, ())))
        for n in times.keys() | places.keys() | voices.keys()
    }


def sketched(connection: Connection, report_numbers: Sequence[int]) -> set[int]:
    """Return the numbers of the claims of some reports of which a sketch is kept."""
    found: set[int] = set()
    for some in _slices(report_numbers):
        chosen = (
            select(claim_vectors.c.claim_n)
            .join(claims, claims.c.n == claim_vectors.c.claim_n)
            .where(claims.c.report_n.in_(listed(some)))
        )
        found.update(connection.scalars(chosen))
    return found


def sketches_of(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """Return the kept sketches of some claims by number."""
    found: dict[int, bytes] = {}
    for some in _slices(numbers):
        chosen = select(claim_vectors).where(claim_vectors.c.claim_n.in_(listed(some)))
        found |= {row.claim_n: row.body for row in connection.execute(chosen)}
    return found


def all_sketches(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the sketch of every claim that has one."""
    chosen = select(claim_vectors.c.claim_n, claim_vectors.c.body)
    for row in connection.execution_options(yield_per=10_000).execute(chosen):
        yield row.claim_n, row.body


def crowds_of(connection: Connection, keys: Sequence[int], most: int) -> dict[int, int]:
    """Return how many claims have each of some keys; no more than `most` are counted."""
    found: dict[int, int] = {}
    for some in _slices(keys):
        rows = connection.exec_driver_sql(
            "SELECT value, (SELECT count(*) FROM (SELECT 1 FROM claim_keys WHERE key = value "
            "LIMIT ?)) FROM json_each(?)",
            (most, json.dumps(some)),
        )
        found |= {int(key): int(count) for key, count in rows}
    return found


def claims_with_keys(connection: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return (key, claim number) for every claim that has one of some keys."""
    found: list[tuple[int, int]] = []
    for some in _slices(keys):
        chosen = select(claim_keys).where(claim_keys.c.key.in_(listed(some)))
        found += [(row.key, row.claim_n) for row in connection.execute(chosen)]
    return found


def parts_of_claims(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Return the parts in which some claims lie."""
    found: set[int] = set()
    for some in _slices(numbers):
        chosen = select(group_claims.c.part).where(group_claims.c.claim_n.in_(listed(some)))
        found.update(connection.scalars(chosen.distinct()))
    return found


def claims_of_parts(connection: Connection, parts: Sequence[int] | None) -> dict[int, str]:
    """Return the claims of some parts by number, each with the id of its group; None takes all."""
    chosen = select(group_claims.c.claim_n, group_claims.c.group_id)
    if parts is None:
        return {row.claim_n: row.group_id for row in connection.execute(chosen)}
    found: dict[int, str] = {}
    for some in _slices(parts):
        rows = connection.execute(chosen.where(group_claims.c.part.in_(listed(some))))
        found |= {row.claim_n: row.group_id for row in rows}
    return found


def claims_in_groups(connection: Connection) -> int:
    """Return how many claims are in groups."""
    return int(connection.scalar(select(func.count()).select_from(group_claims)) or 0)


def links_of(connection: Connection, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """Return the links of some groups, each as (id of the other, kind)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for some in _slices(ids):
        chosen = select(group_links).where(group_links.c.group_id.in_(listed(some)))
        for row in connection.execute(chosen):
            found.setdefault(row.group_id, set()).add((row.other_id, row.kind))
    return found


def write_sketches(
    connection: Connection,
    gone: Sequence[int],
    gone_keys: Iterable[tuple[int, int]],
    added: Iterable[tuple[int, bytes]],
    added_keys: Iterable[tuple[int, int]],
) -> None:
    """Take sketches and their keys away, and put others in; keys are (key, claim number)."""
    driver = connection.exec_driver_sql
    for rows in _batches(gone_keys):
        driver("DELETE FROM claim_keys WHERE key = ? AND claim_n = ?", rows)
    for rows in _batches((n,) for n in gone):
        driver("DELETE FROM claim_vectors WHERE claim_n = ?", rows)
    for rows in _batches(added):
        driver("INSERT OR REPLACE INTO claim_vectors (claim_n, body) VALUES (?, ?)", rows)
    for rows in _batches(added_keys):
        driver("INSERT OR IGNORE INTO claim_keys (key, claim_n) VALUES (?, ?)", rows)


def write_groups(
    connection: Connection,
    region: Sequence[int],
    gone: Sequence[str],
    made: Sequence[NewGroup],
    kept: frozenset[str],
) -> None:
    """Put groups in the place of others.

    Args:
        connection: one that may write.
        region: the numbers of all claims whose groups are made anew, or that are in none now.
        gone: the ids of their groups that change or are no more; what was counted goes with them.
        made: the groups of the region from now on.
        kept: the ids of those of them whose rows stay as they are.
    """
    for rows in _batches((n,) for n in region):
        connection.exec_driver_sql("DELETE FROM group_claims WHERE claim_n = ?", rows)
    forget_counts(connection, [*gone, *_stages_of(connection, gone)])
    for some in _slices([*gone, *kept]):
        for column in (group_links.c.group_id, group_links.c.other_id):
            connection.execute(delete(group_links).where(column.in_(listed(some))))
    for some in _slices(gone):
        connection.execute(delete(groups).where(groups.c.id.in_(listed(some))))
    for batch in _batches(g for g in made if g.id not in kept):
        _insert_groups(connection, batch)
    for batch in _batches(made):
        _insert_members(connection, batch)
    forget_counts(connection, [other for g in made if g.id not in kept for other in g.history])


def forget_counts(connection: Connection, ids: Sequence[str]) -> None:
    """Take away what was counted of some groups, and what people are to be asked of them."""
    for some in _slices(ids):
        connection.execute(delete(group_counts).where(group_counts.c.group_id.in_(listed(some))))
        for column in (group_questions.c.group_id, group_questions.c.other_id):
            connection.execute(delete(group_questions).where(column.in_(listed(some))))


def _stages_of(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return the groups whose history tells of some groups."""
    links = links_of(connection, ids).values()
    return {other for some in links for other, kind in some if kind == "history"}


def _insert_groups(connection: Connection, made: Sequence[NewGroup]) -> None:
    connection.execute(
        insert(groups),
        [
            {
                "id": g.id,
                "claim": g.claim,
                "status": g.status,
                "reports": g.reports,
                "first_day": g.first_day,
                "last_day": g.last_day,
            }
            for g in made
        ],
    )


def _insert_members(connection: Connection, made: Sequence[NewGroup]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO group_claims (claim_n, group_id, part) VALUES (?, ?, ?)",
        [(n, g.id, g.part) for g in made for n in g.claims],
    )
    rows = [(g.id, other, "against") for g in made for other in g.against]
    rows += [(g.id, other, "history") for g in made for other in g.history]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO group_links (group_id, other_id, kind) VALUES (?, ?, ?)", rows
        )


def write_grounds(connection: Connection, now: Grounds) -> None:
    """Note what the groups rest on from now on."""
    connection.execute(delete(group_state))
    row = {
        "n": 1,
        "readings": now.readings,
        "decisions": now.decisions,
        "made": now.made,
        "rulings": now.rulings,
    }
    connection.execute(insert(group_state), [row])


def groups_of(ledger: Ledger, ids: Sequence[str] | None = None) -> tuple[GroupRow, ...]:
    """Return groups, those of most reports first.

    Args:
        ledger: an open ledger.
        ids: which groups; None takes all. Unknown ids are passed over.
    """
    with ledger.reading() as connection:
        chosen = select(groups).order_by(groups.c.reports.desc(), groups.c.id)
        if ids is not None:
            chosen = chosen.where(groups.c.id.in_(listed(list(ids))))
        rows = connection.execute(chosen).all()
        members = _members(connection, None if ids is None else [r.id for r in rows])
        links = _links(connection, None if ids is None else [r.id for r in rows])
    return tuple(_group_row(row, members, links) for row in rows)


def group(ledger: Ledger, name: str) -> GroupRow:
    """Return a group by its id or by what its id begins with.

    Raises:
        UnknownId: no group, or more than one, has such an id.
    """
    return groups_of(ledger, [group_id_of(ledger, name)])[0]


def group_id_of(ledger: Ledger, name: str) -> str:
    """Return the id of a group by what it begins with.

    Raises:
        UnknownId: no group, or more than one, has such an id.
    """
    with ledger.reading() as connection:
        chosen = select(groups.c.id).where(groups.c.id >= name, groups.c.id < name + "\U0010ffff")
        found = connection.scalars(chosen.limit(2)).all()
    if len(found) != 1 and name not in found:
        what = "no group has" if not found else "more than one group has"
        raise UnknownId(f"{what} an id that begins with {name!r}", str(ledger.path))
    return name if name in found else found[0]


def links_to(ledger: Ledger, group: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the groups that stand against a group, and of those of other stages."""
    with ledger.reading() as connection:
        links = sorted(links_of(connection, [group]).get(group, ()))
    against, history = (
        tuple(other for other, kind in links if kind == wanted) for wanted in ("against", "history")
    )
    return against, history


def group_of_claim(ledger: Ledger, claim: str) -> GroupRow | None:
    """Return the group in which a claim is, or None where it is in none."""
    with ledger.reading() as connection:
        chosen = (
            select(group_claims.c.group_id)
            .join(claims, claims.c.n == group_claims.c.claim_n)
            .where(claims.c.id == claim)
        )
        found = connection.scalar(chosen)
    return groups_of(ledger, [found])[0] if found is not None else None


def _group_row(
    row: Any,
    members: Mapping[str, list[tuple[str, str]]],
    links: Mapping[tuple[str, str], list[str]],
) -> GroupRow:
    held = members.get(row.id, [])
    return GroupRow(
        row.id,
        row.claim,
        row.status,
        tuple(claim for claim, _ in held),
        tuple(dict.fromkeys(report for _, report in held)),
        tuple(sorted(links.get((row.id, "against"), ()))),
        tuple(sorted(links.get((row.id, "history"), ()))),
    )


def _members(connection: Connection, ids: Sequence[str] | None) -> dict[str, list[tuple[str, str]]]:
    """Return (claim, report) of each group's claims, the earliest report first."""
    chosen = (
        select(group_claims.c.group_id, claims.c.id, reports.c.id.label("report"))
        .join(claims, claims.c.n == group_claims.c.claim_n)
        .join(reports, reports.c.n == claims.c.report_n)
        .order_by(reports.c.published.is_(None), reports.c.published, claims.c.id)
    )
    if ids is not None:
        chosen = chosen.where(group_claims.c.group_id.in_(listed(ids)))
    found: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.group_id, []).append((row.id, row.report))
    return found


def _links(connection: Connection, ids: Sequence[str] | None) -> dict[tuple[str, str], list[str]]:
    chosen = select(group_links)
    if ids is not None:
        chosen = chosen.where(group_links.c.group_id.in_(listed(ids)))
    found: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(chosen):
        found.setdefault((row.group_id, row.kind), []).append(row.other_id)
    return found


def _rows(
    connection: Connection, column: ColumnElement[int], numbers: Sequence[int], *, current: bool
) -> list[ClaimText]:
    found: list[ClaimText] = []
    for some in _slices(numbers):
        chosen = (
            select(
                claims.c.n,
                claims.c.id,
                claims.c.report_n,
                reports.c.id.label("report"),
                reports.c.title,
                reports.c.published,
                claims.c.text,
                claims.c.kind,
                claims.c.act,
                claims.c.status,
                claims.c.certainty,
                claims.c.speaker,
                claims.c.reporting,
                claims.c.start_char,
            )
            .join(reports, reports.c.n == claims.c.report_n)
            .where(column.in_(listed(some)))
        )
        if current:
            chosen = chosen.where(claims.c.current)
        found += [ClaimText(**row) for row in connection.execute(chosen).mappings()]
    return found


def _details(connection: Connection, table: Table, numbers: Sequence[int]) -> Iterator[Any]:
    chosen = select(table).where(table.c.claim_n.in_(listed(numbers)))
    yield from connection.execute(chosen.order_by(table.c.claim_n, table.c.position))


def _slices(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
