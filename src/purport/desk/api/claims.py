"""Claims: searched, and one with its report and decisions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from purport.desk.api.answers import MOST_NUMBER, Id, Listed, Words, make_router
from purport.desk.forms import TheDesk
from purport.ledger.claim_listing import ClaimRow
from purport.ledger.filters import Filters, days_filter
from purport.ledger.search import find_claims, show_claim
from purport.model.claim import Act, CertaintyLabel, Kind, Status
from purport.model.decision import Decision
from purport.model.reading_json import reading_dict

router = make_router("claims")


class ClaimQuery(BaseModel):
    """What a claim has to be, all of it at once; a field that is left out asks for nothing."""

    model_config = ConfigDict(extra="forbid")

    words: Words = Field(
        None, description="“as they stand” in quotation marks; flood* for beginnings"
    )
    speaker: Words = None
    voice: Words = Field(None, description="any voice of the chain")
    publisher: Words = None
    place: Words = None
    report: Words = Field(None, description="the id of a report")
    since: Words = Field(None, description="published from this day, month or year on")
    until: Words = None
    about_since: Words = Field(None, description="speaks of this day or a later one")
    about_until: Words = None
    status: Status | None = None
    certainty: CertaintyLabel | None = None
    kind: Kind | None = None
    act: Act | None = None
    everything: bool = Field(False, description="attitudes and plain narration too")
    limit: int = Field(50, ge=1, le=500)
    after: int | None = Field(None, ge=0, le=MOST_NUMBER)

    def filters(self) -> Filters:
        """Return the filters of the ledger for it."""
        return Filters(
            words=self.words, speaker=self.speaker, voice=self.voice, publisher=self.publisher,
            published=days_filter(self.since, self.until),
            about=days_filter(self.about_since, self.about_until),
            place=self.place, status=self.status, certainty=self.certainty, kind=self.kind,
            act=self.act, report=self.report, everything=self.everything,
        )  # fmt: skip


class ClaimAnswer(BaseModel):
    """A claim as its reading has it (docs/reference/reading.md), with what people decided on it.

    `current` is whether it counts: the newest reading of its report holds it, or a decision stands
    on it.
    """

    id: str
    report: str
    current: bool
    claim: dict[str, Any]
    decisions: list[Decision]


@router.get("/claims")
def list_claims(desk: TheDesk, asked: Annotated[ClaimQuery, Query()]) -> Listed[ClaimRow]:
    """Claims that are as asked for, the newest report's first."""
    found = find_claims(desk.ledger, asked.filters(), limit=asked.limit, after=asked.after)
    return Listed(items=list(found.rows), next=None if found.next is None else str(found.next))


@router.get("/claims/{claim_id:path}")
def one_claim(desk: TheDesk, claim_id: Id) -> ClaimAnswer:
    """One claim by its id, the beginning of its id, or its report's id and its own ("r7/c3")."""
    shown = show_claim(desk.ledger, claim_id)
    read = reading_dict(shown.reading)["claims"]
    return ClaimAnswer(
        id=shown.id,
        report=shown.report.id,
        current=shown.current,
        claim=next(claim for claim in read if claim["id"] == shown.claim.id),
        decisions=list(shown.decisions),
    )
