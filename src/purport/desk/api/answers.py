"""What answers of the interface have in common: pages of items, problems, who asks."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field

from purport.desk.desk import Desk
from purport.desk.forms import MOST_NAME_CHARS, desk_of
from purport.errors import UsageError

PREFIX = "/api/v1"
MOST_NUMBER = 2**63 - 1
PERSON_HEADER = "x-purport-person"
T = TypeVar("T")


class Problem(BaseModel):
    """What went wrong (RFC 9457): `type` is a URN of the error's code, `title` says it."""

    type: str = "about:blank"
    title: str
    status: int


class Listed(BaseModel, Generic[T]):
    """Some items, and what to give as `after` to have the next ones; null where there are none."""

    items: list[T]
    next: str | None


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "What is asked for cannot be done."},
    403: {"model": Problem, "description": "The ledger may be read only, or another site asks."},
    404: {"model": Problem, "description": "The ledger has nothing of this id."},
    422: {"model": Problem, "description": "A value is not of the form that it has to have."},
    503: {"model": Problem, "description": "Another process is writing for too long."},
}


def make_router(tag: str) -> APIRouter:
    """Return a router for a part of the interface, with the problems that any answer may be."""
    return APIRouter(prefix=PREFIX, tags=[tag], responses=_PROBLEMS)


def person_who_asks(request: Request) -> str:
    """Return the name in the header `X-Purport-Person`, or the desk's own person.

    Raises:
        UsageError: the header holds no name.
    """
    desk: Desk = desk_of(request)
    given = request.headers.get(PERSON_HEADER)
    if given is None:
        return desk.person
    name = _as_utf8(given).strip()
    if not name or not name.isprintable() or len(name) > MOST_NAME_CHARS:
        raise UsageError("this is no name", PERSON_HEADER, f"Give 1 to {MOST_NAME_CHARS} letters.")
    return name


def _as_utf8(header: str) -> str:
    """Return a header as UTF-8, which is what command lines send; HTTP itself knows Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most.")]
After = Annotated[int | None, Query(ge=0, le=MOST_NUMBER, description="`next` of the page before.")]
Number = Annotated[int, Path(ge=1, le=MOST_NUMBER)]
Id = Annotated[str, Path(min_length=1, max_length=1000)]
Words = Annotated[str | None, Field(min_length=1, max_length=500)]
WhoAsks = Annotated[str, Depends(person_who_asks)]
