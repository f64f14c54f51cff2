"""Voices and publishers, and their record by month."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from purport.desk.api.answers import After, Id, Limit, Listed, make_router
from purport.desk.forms import TheDesk
from purport.ledger.records import (
    Month,
    PublisherRow,
    list_publishers,
    publisher_record,
    voice_record,
)
from purport.ledger.voices import VoiceRow
from purport.model.voice import VoiceKind

router = make_router("voices")
_Name = Annotated[str | None, Query(min_length=1, max_length=300)]


@router.get("/voices")
def all_voices(
    desk: TheDesk,
    words: _Name = None,
    kind: VoiceKind | None = None,
    limit: Limit = 50,
    after: After = None,
) -> Listed[VoiceRow]:
    """Names of voices, those with the most claims first."""
    found = desk.voices.page(words, kind, limit, after)
    return Listed(items=list(found.rows), next=None if found.next is None else str(found.next))


@router.get("/voices/{name:path}")
def one_voice(desk: TheDesk, name: Id) -> list[Month]:
    """How many claims a voice has in each month, the earliest first."""
    return list(voice_record(desk.ledger, name))


@router.get("/publishers")
def all_publishers(
    desk: TheDesk, words: _Name = None, limit: Limit = 50, after: After = None
) -> Listed[PublisherRow]:
    """Names of publishers, those with the most reports first."""
    found = list_publishers(desk.ledger, words=words, limit=limit, after=after)
    return Listed(items=list(found.rows), next=None if found.next is None else str(found.next))


@router.get("/publishers/{name:path}")
def one_publisher(desk: TheDesk, name: Id) -> list[Month]:
    """How many reports (`speaks`) and claims a publisher put out in each month."""
    return list(publisher_record(desk.ledger, name))
