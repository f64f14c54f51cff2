"""One claim: its words where they stand, its chain, why it was read so, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from purport.desk.forms import Marked, TheDesk, ThePerson, go_back
from purport.desk.rendering import page
from purport.errors import DecidedMeanwhile, UsageError
from purport.export.html_page import entries_of
from purport.export.proof_page import words_around
from purport.export.wording import published, spoken
from purport.ledger.decisions import decide
from purport.ledger.group_store import group_of_claim
from purport.ledger.identified_reading import IdentifiedReading, identified_reading
from purport.ledger.judgements import judgements
from purport.ledger.search import Shown, show_claim
from purport.model.claim import CertaintyLabel, Status
from purport.model.decision import Decision

router = APIRouter()
_MOST_CHARS = 500
_LISTS = {"status": get_args(Status), "certainty": get_args(CertaintyLabel)}
_FIELDS = ("status", "certainty", "speaker", "times")


@router.get("/claims/{claim_id}")
def show_one(request: Request, desk: TheDesk, claim_id: str) -> HTMLResponse:
    """Show a claim with its words in their place."""
    return _claim_page(request, desk, show_claim(desk.ledger, claim_id))


@router.post("/claims/{claim_id}/edit", dependencies=[Marked])
def edit(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    claim_id: str,
    seen: Annotated[int, Form(ge=0)],
    status: Annotated[str, Form(max_length=_MOST_CHARS)] = "",
    certainty: Annotated[str, Form(max_length=_MOST_CHARS)] = "",
    speaker: Annotated[str, Form(max_length=_MOST_CHARS)] = "",
    times: Annotated[str, Form(max_length=_MOST_CHARS)] = "",
) -> Response:
    """Keep how a person would have a claim's fields; what the program read stays beside it."""
    shown = show_claim(desk.ledger, claim_id)
    given = dict(zip(_FIELDS, (status, certainty, speaker, times), strict=True))
    there = fields_of(shown, judgements(desk.ledger, [shown.id])[shown.id].standing)
    changed = {k: v.strip() for k, v in given.items() if v.strip() and v.strip() != there[k]}
    if not changed:
        raise UsageError("nothing is changed", shown.id, "Change a field, then keep it.")
    try:
        decide(desk.ledger, person, "edit", [shown.id], changed, seen)
    except DecidedMeanwhile as error:
        again = show_claim(desk.ledger, claim_id)
        return _claim_page(request, desk, again, 409, told=error, kept=changed)
    return go_back(request, f"/claims/{shown.id}")


def fields_of(shown: Shown, standing: Sequence[Decision]) -> dict[str, str]:
    """Return the fields of a claim that a person may change: as read, then as people edited them.

    Args:
        shown: the claim.
        standing: the decisions in force on it, in their order.
    """
    claim = shown.claim
    names = {voice.id: voice.name for voice in shown.reading.voices}
    values = {
        "status": claim.status,
        "certainty": claim.certainty.label,
        "speaker": names.get(claim.voice or "", ""),
        "times": "; ".join(time.value for time in claim.times),
    }
    for decision in standing:
        if decision.verb == "edit" and isinstance(decision.value, dict):
            values |= {k: str(v) for k, v in decision.value.items() if k in values}
    return values


def _claim_page(
    request: Request,
    desk: TheDesk,
    shown: Shown,
    status: int = 200,
    *,
    told: DecidedMeanwhile | None = None,
    kept: Mapping[str, str] | None = None,
) -> HTMLResponse:
    judgement = judgements(desk.ledger, [shown.id])[shown.id]
    return page(
        request,
        "claim.html.j2",
        status,
        id=shown.id,
        entry=entries_of(shown.reading, [shown.claim])[0],
        report=shown.report,
        published=published(shown.report),
        current=shown.current,
        stretches=words_around(shown.reading, shown.claim),
        judgement=judgement,
        fields=fields_of(shown, judgement.standing) | dict(kept or {}),
        lists=_LISTS,
        told=told,
        group=group_of_claim(desk.ledger, shown.id),
        neighbours=_neighbours(identified_reading(desk.ledger, shown.report.id), shown.id),
    )


def _neighbours(named: IdentifiedReading, claim_id: str) -> dict[str, str | None]:
    """Return the ids of the claims before and after one in its report, of those that are shown."""
    seen = {claim.id for claim in spoken(named.reading)}
    ids = [
        id_
        for claim, id_ in zip(named.reading.claims, named.ids, strict=True)
        if claim.id in seen or id_ == claim_id
    ]
    if claim_id not in ids:
        return {"before": None, "after": None}
    at = ids.index(claim_id)
    return {
        "before": ids[at - 1] if at else None,
        "after": ids[at + 1] if at + 1 < len(ids) else None,
    }
