"""The same claim in several reports, and how these fold into roots.

Every fold is a link with its words, and each can be broken by one key; the count follows at once,
as it is made anew from the decisions whenever a page is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse, Response

from purport.corroboration.counted import counted_group, counted_groups, members_of
from purport.corroboration.members import Member
from purport.corroboration.updating import update_groups
from purport.desk.desk import Desk
from purport.desk.forms import ByHtmx, Marked, TheDesk, ThePerson, go_back
from purport.desk.rendering import page
from purport.desk.verdicts import said_of
from purport.errors import DecidedMeanwhile, UsageError
from purport.export.roots_page import view_of
from purport.export.wording import speaker, voices_by_id
from purport.ledger.decisions import decide
from purport.ledger.filters import Filters
from purport.ledger.group_counts import decisions_on
from purport.ledger.group_list import list_groups, readings_to_group
from purport.ledger.group_store import group, groups_of
from purport.ledger.judgements import judgements
from purport.model.claim import Status
from purport.model.decision import Answer, Verb
from purport.model.group import Group, Link, LinkType, Root
from purport.model.report import Report

router = APIRouter()
_ROWS = 30
# set by hand: larger groups are counted when somebody opens them, not while a list waits
_QUICK_REPORTS = 40
_MOST_WAITING = 200  # set by hand: a second's work or two
_ANSWERED = frozenset({"same-claim", "same-root"})
_LINKED = frozenset({"make-link", "break-link"})


class Asked(BaseModel):
    """What the address of the list asks for."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, str_max_length=300)

    words: str = ""
    status: str = ""
    least: int = Query(1, ge=1, le=10**6)
    after: str | None = None

    def address(self, after: str | None) -> str | None:
        """Return the address that asks for the same, from another place on; None for None."""
        if after is None:
            return None
        return f"/groups?{urlencode(self.model_dump(exclude_defaults=True) | {'after': after})}"


@dataclass(frozen=True, slots=True)
class Fold:
    """A link as the page lists it: between which reports or roots, in words."""

    link: Link
    start: str
    end: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim of the group as a report has it."""

    id: str
    text: str
    speaker: str
    report: Report
    clearest: bool


@router.get("/groups")
def show_groups(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show a page of the groups, those of most reports first."""
    waiting = bring_up(desk)
    found = list_groups(
        desk.ledger,
        Filters(words=asked.words) if asked.words else None,
        least_reports=asked.least,
        status=asked.status or None,
        limit=_ROWS,
        after=asked.after,
    )
    rows = groups_of(desk.ledger, found.ids)
    quick = [row.id for row in rows if len(row.reports) <= _QUICK_REPORTS]
    return page(
        request,
        "groups.html.j2",
        rows=rows,
        counted={g.id: g for g in counted_groups(desk.ledger, quick)},
        further=asked.address(found.next),
        asked=asked,
        statuses=get_args(Status),
        waiting=waiting,
    )


@router.get("/groups/{group_id}")
def show_group(request: Request, desk: TheDesk, group_id: str) -> HTMLResponse:
    """Show how the reports of a group fold into its roots."""
    bring_up(desk)
    return _group_page(request, desk, group_id)


@router.post("/groups/{group_id}/rule", dependencies=[Marked])
def rule(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    by_htmx: ByHtmx,
    group_id: str,
    verb: Annotated[str, Form(max_length=20)],
    on: Annotated[list[str], Form()],
    seen: Annotated[int, Form(ge=0)],
    value: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    """Add a ruling on what folds into what, and show the count that follows."""
    try:
        made = decide(desk.ledger, person, _verb(verb), on, _value(verb, value), seen)
    except DecidedMeanwhile as error:
        return _group_page(request, desk, group_id, 409, told=error)
    if made.verb == "same-claim":
        update_groups(desk.ledger)
    if not by_htmx:
        return go_back(request, f"/groups/{group_id}")
    answer = _group_page(request, desk, group_id)
    said = said_of(made)
    answer.headers["hx-trigger"] = json.dumps({"purport:say": said[:1].upper() + said[1:]})
    return answer


def bring_up(desk: Desk) -> int:
    """Bring the groups up to date where that is quick; return how many readings have to wait."""
    waiting = readings_to_group(desk.ledger)
    if waiting > _MOST_WAITING:
        return waiting
    update_groups(desk.ledger)
    return 0


def _verb(verb: str) -> Verb:
    if verb not in _ANSWERED | _LINKED:
        raise UsageError(f"{verb!r} is not decided here", "verb", "Reload the page.")
    return cast("Verb", verb)


def _value(verb: str, value: str) -> Any:
    """Return a value in the form that the verb takes."""
    if verb in _ANSWERED:
        if value not in get_args(Answer):
            raise UsageError(f"{value!r} is no answer", "value", "Answer yes, no or unsure.")
        return value
    if verb == "make-link":
        if value not in get_args(LinkType):
            raise UsageError(f"{value!r} is no type of link", "value", "Reload the page.")
        return {"type": value}
    return None


def _group_page(
    request: Request,
    desk: Desk,
    group_id: str,
    status: int = 200,
    *,
    told: DecidedMeanwhile | None = None,
) -> HTMLResponse:
    row = group(desk.ledger, group_id)
    found = counted_group(desk.ledger, row)
    members = members_of(desk.ledger, found.claims)
    reports = {m.report.id: m.report for m in members}
    targets = (found.id, *found.claims, *(r.id for r in found.roots), *found.reports)
    made = decisions_on(desk.ledger, targets)
    return page(
        request,
        "group.html.j2",
        status,
        view=view_of(found, reports),
        group=found,
        reports=reports,
        folds=folds_of(found, reports),
        pairs=_open_pairs(found),
        sayings=_sayings(found, members),
        against=list(counted_groups(desk.ledger, found.contradicted_by)),
        history=list(counted_groups(desk.ledger, row.history)),
        rulings=[d for d in made if d.verb in _ANSWERED | _LINKED],
        judgement=judgements(desk.ledger, [found.id])[found.id],
        seen=max((d.n for d in made), default=0),
        told=told,
    )


def folds_of(found: Group, reports: Mapping[str, Report]) -> tuple[Fold, ...]:
    """Return the links of a group with the names of what they join."""
    names = {r.id: r.name for r in found.roots}
    return tuple(
        Fold(
            link,
            _name(link.start, names, reports),
            _name(link.end, names, reports),
            tuple(one for one in (link.start, link.end) if one in reports),
        )
        for link in found.links
    )


def _name(one: str, roots: Mapping[str, str], reports: Mapping[str, Report]) -> str:
    report = reports.get(one)
    if report is not None:
        return report.publisher or report.title or report.id
    return roots.get(one, one)


def _open_pairs(found: Group) -> list[tuple[Root, Root]]:
    """Return the roots of which it is not settled whether they are one."""
    if found.roots_min == found.roots_max:
        return []
    return [(a, b) for n, a in enumerate(found.roots) for b in found.roots[n + 1 :]]


def _sayings(found: Group, members: Sequence[Member]) -> list[Saying]:
    words = [m.claim.text.casefold() for m in members]
    wanted = found.claim.casefold()
    first = words.index(wanted) if wanted in words else 0
    return [
        Saying(
            m.claim_id,
            m.claim.text,
            speaker(m.claim, voices_by_id(m.reading)),
            m.report,
            clearest=number == first,
        )
        for number, m in enumerate(members)
    ]
