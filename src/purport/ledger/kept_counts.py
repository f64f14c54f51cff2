"""What was counted of groups, kept: a line of it for lists, an outline for trends, and the whole.

A count holds until a claim of the group, of a group of another stage or a decision on any of them
changes: then the store takes the row away (group_store) or marks it stale (count_guards).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from purport.ledger.bulk import insert_rows
from purport.ledger.deflation import deflate_text, inflate_text
from purport.ledger.store import Ledger
from purport.ledger.tables import group_counts, group_questions, group_state, groups
from purport.ledger.value_lists import listed

_VERSIONS: Final = 1 << 24  # of one making of the groups; people never decide as often
_LINE = (
    group_counts.c.group_id,
    group_counts.c.stale,
    group_counts.c.roots_min,
    group_counts.c.roots_max,
    group_counts.c.lineage_unknown,
    group_counts.c.names,
)


@dataclass(frozen=True, slots=True)
class CountLine:
    """A group's count in short; `names` are what its first roots are called."""

    stale: bool
    roots_min: int
    roots_max: int
    lineage_unknown: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A group's reports with their days, and which of them go back to which root.

    `roots` are pairs of a name and the reports of that root; `unknown` are the reports without.
    """

    id: str
    claim: str
    days: Mapping[str, str | None]
    roots: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person may be asked: `on` are the ids that the decision takes.

    `group` is the group that it is about, `other` the one that it would be joined with, or None.
    """

    verb: str
    on: tuple[str, str]
    group: str
    question: str
    why: str
    weight: float
    other: str | None = None


@dataclass(frozen=True, slots=True)
class NewCount:
    """A count to be kept; `version` is the one that `begin_counts` gave."""

    group: str
    version: int
    line: CountLine
    links: tuple[str, ...]
    outline: Mapping[str, object]
    body: Mapping[str, object]
    questions: tuple[Question, ...]


def count_lines(ledger: Ledger, ids: Sequence[str], rules: str) -> dict[str, CountLine]:
    """Return what was counted of some groups in short; those never counted are left out."""
    chosen = select(*_LINE, group_counts.c.rules).where(
        group_counts.c.group_id.in_(listed(ids)), group_counts.c.rules != ""
    )
    with ledger.reading() as connection:
        return {
            row.group_id: CountLine(
                bool(row.stale) or row.rules != rules,
                row.roots_min,
                row.roots_max,
                row.lineage_unknown,
                tuple(json.loads(row.names)),
            )
            for row in connection.execute(chosen)
        }


def count_version(ledger: Ledger, group: str, rules: str) -> tuple[int, bool] | None:
    """Return the version of a group's count and whether it holds; None for none."""
    chosen = select(group_counts.c.version, group_counts.c.stale, group_counts.c.rules).where(
        group_counts.c.group_id == group, group_counts.c.rules != ""
    )
    with ledger.reading() as connection:
        row = connection.execute(chosen).first()
    return None if row is None else (row.version, not row.stale and row.rules == rules)


def kept_bodies(
    ledger: Ledger, ids: Sequence[str], rules: str, *, stale: bool = False
) -> dict[str, Mapping[str, Any]]:
    """Return what was counted of some groups; with `stale`, also what holds no more."""
    chosen = select(group_counts.c.group_id, group_counts.c.body).where(
        group_counts.c.group_id.in_(listed(ids)), group_counts.c.rules != ""
    )
    if not stale:
        chosen = chosen.where(~group_counts.c.stale, group_counts.c.rules == rules)
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    return {row.group_id: json.loads(inflate_text(row.body)) for row in rows}


def begin_counts(ledger: Ledger, ids: Sequence[str]) -> dict[str, int]:
    """Return the versions under which counts of some groups may be kept; unknown ids have none."""
    with ledger.writing() as connection:
        made = connection.scalar(select(group_state.c.made)) or 0
        wanted = connection.scalars(select(groups.c.id).where(groups.c.id.in_(listed(ids)))).all()
        chosen = select(group_counts.c.group_id, group_counts.c.version)
        chosen = chosen.where(group_counts.c.group_id.in_(listed(wanted)))
        found = {row.group_id: int(row.version) for row in connection.execute(chosen)}
        new: list[dict[str, Any]] = [
            {
                "group_id": one,
                "version": made * _VERSIONS,
                "stale": True,
                "rules": "",
                "roots_min": 0,
                "roots_max": 0,
                "lineage_unknown": 0,
                "names": "[]",
                "links": "",
                "outline": b"",
                "body": b"",
            }
            for one in wanted
            if one not in found
        ]
        insert_rows(connection, group_counts, new)
        return found | {row["group_id"]: made * _VERSIONS for row in new}


def keep_counts(ledger: Ledger, counted: Sequence[NewCount], rules: str) -> None:
    """Keep counts, but for those of a state that a group is in no more."""
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}")
        for name in (
            "roots_min", "roots_max", "lineage_unknown", "names", "links", "outline", "body",
        )
    }  # fmt: skip
    change = update(group_counts).where(
        group_counts.c.group_id == bindparam("one"), group_counts.c.version == bindparam("held")
    )
    with ledger.writing() as connection:
        for count in counted:
            row = {
                "one": count.group,
                "held": count.version,
                "new_roots_min": count.line.roots_min,
                "new_roots_max": count.line.roots_max,
                "new_lineage_unknown": count.line.lineage_unknown,
                "new_names": json.dumps(count.line.names),
                "new_links": " ".join(count.links),
                "new_outline": _packed(count.outline),
                "new_body": _packed(count.body),
            }
            done = connection.execute(change.values(**values, stale=False, rules=rules), row)
            if done.rowcount:
                old = group_questions.c.group_id == count.group
                connection.execute(delete(group_questions).where(old))
                _ask(connection, count.questions)


def _ask(connection: Any, questions: Sequence[Question]) -> None:
    rows = [
        {
            "group_id": q.group,
            "other_id": q.other,
            "verb": q.verb,
            "one": q.on[0],
            "two": q.on[1],
            "question": q.question,
            "why": q.why,
            "weight": q.weight,
        }
        for q in questions
    ]
    if rows:
        connection.execute(insert(group_questions), rows)


def uncounted(ledger: Ledger, rules: str, limit: int, *, least_reports: int = 2) -> list[str]:
    """Return the ids of groups whose count does not hold, those of most reports first."""
    chosen = (
        select(groups.c.id)
        .outerjoin(group_counts, group_counts.c.group_id == groups.c.id)
        .where(
            groups.c.reports >= least_reports,
            or_(
                group_counts.c.group_id.is_(None),
                group_counts.c.stale,
                group_counts.c.rules != rules,
            ),
        )
        .order_by(groups.c.reports.desc(), groups.c.id)
        .limit(limit)
    )
    with ledger.reading() as connection:
        return list(connection.scalars(chosen))


def outlines_of(ledger: Ledger, ids: Sequence[str]) -> tuple[Outline, ...]:
    """Return the outlines of those of some groups that were ever counted, in the order given."""
    chosen = (
        select(groups.c.id, groups.c.claim, group_counts.c.outline)
        .join(group_counts, group_counts.c.group_id == groups.c.id)
        .where(and_(groups.c.id.in_(listed(ids)), group_counts.c.rules != ""))
    )
    with ledger.reading() as connection:
        found = {row.id: _outline(row) for row in connection.execute(chosen)}
    return tuple(found[one] for one in ids if one in found)


def weightiest(ledger: Ledger, at_once: int) -> Iterator[Question]:
    """Yield the questions, the weightiest first; they are read some at a time."""
    ordered = select(group_questions).order_by(group_questions.c.weight.desc(), group_questions.c.n)
    with ledger.reading() as connection:
        for row in connection.execution_options(yield_per=at_once).execute(ordered):
            yield Question(
                row.verb, (row.one, row.two), row.group_id, row.question, row.why, row.weight,
                row.other_id,
            )  # fmt: skip


def _outline(row: Any) -> Outline:
    data = json.loads(inflate_text(row.outline))
    ids = tuple(data["days"])
    return Outline(
        row.id,
        row.claim,
        data["days"],
        tuple((name, tuple(ids[n] for n in some)) for name, some in data["roots"]),
        tuple(ids[n] for n in data["unknown"]),
    )


def _packed(data: Mapping[str, object]) -> bytes:
    return deflate_text(json.dumps(data, ensure_ascii=True))
