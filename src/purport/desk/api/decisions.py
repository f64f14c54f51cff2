"""Decisions: made, listed and taken back."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from purport.desk.api.answers import (
    MOST_NUMBER,
    After,
    Limit,
    Listed,
    Number,
    Problem,
    WhoAsks,
    make_router,
)
from purport.desk.forms import TheDesk
from purport.ledger.decisions import decide, undo
from purport.ledger.log_list import Ruled, list_decisions
from purport.model.decision import Decision, Verb

router = make_router("decisions")
_MEANWHILE: dict[int | str, dict[str, Any]] = {
    409: {"model": Problem, "description": "Somebody else decided on it after `seen`."}
}


class Ruling(BaseModel):
    """A decision to be made: the verb, the ids that it is on, and what is said.

    With `seen`, the number of the newest decision on these things that the person knows of (0 for
    none), it is refused where somebody else has decided since.
    """

    model_config = ConfigDict(extra="forbid")

    verb: Verb
    on: list[str] = Field(min_length=1, max_length=1000)
    value: Any = None
    seen: int | None = Field(None, ge=0, le=MOST_NUMBER)

    @field_validator("value", "on")
    @classmethod
    def _is_json(cls, value: Any) -> Any:
        """Refuse what JSON as UTF-8 cannot hold: NaN, and half characters."""
        try:
            json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as cause:
            raise ValueError("it has to be JSON") from cause
        return value


@router.get("/decisions")
def all_decisions(desk: TheDesk, limit: Limit = 50, after: After = None) -> Listed[Ruled]:
    """Decisions, the newest first, and whether each was taken back."""
    found = list_decisions(desk.ledger, limit=limit, after=after)
    return Listed(items=list(found.rows), next=None if found.next is None else str(found.next))


@router.post("/decisions", status_code=201, responses=_MEANWHILE)
def make_decision(desk: TheDesk, person: WhoAsks, ruling: Ruling) -> Decision:
    """Add a decision; what a verb takes is in docs/reference/rest.md."""
    return decide(desk.ledger, person, ruling.verb, ruling.on, ruling.value, ruling.seen)


@router.post("/decisions/{n}/undo", status_code=201)
def take_back(desk: TheDesk, person: WhoAsks, n: Number) -> Decision:
    """Take a decision back by a further one; nothing is deleted."""
    return undo(desk.ledger, person, n)
