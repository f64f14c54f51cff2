"""What a person ruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Verb = Literal[
    "accept",
    "reject",
    "unsure",
    "edit",
    "merge",
    "split",
    "rate",
    "comment",
    "same-claim",
    "same-root",
    "make-link",
    "break-link",
    "authenticity",
    "undo",
]
Answer = Literal["yes", "no", "unsure"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling of one person; it is added to the ledger and never changed.

    Args:
        n: its number in the ledger, from 1.
        at: when, in UTC ("2022-05-19T08:30:00Z").
        who: the name of the person.
        verb: what was done.
        on: what it was done to: ids of claims, groups, reports or voices ("voice:Ann Lee",
            "publisher:Morning Wire", "root:…"), in the order that the verb needs.
        value: what was said: an `Answer`, a comment, a rating, the fields that an edit changes.
        undoes: the number of the decision that this one takes back, where `verb` is "undo".
    """

    n: int
    at: str
    who: str
    verb: Verb
    on: tuple[str, ...]
    value: Any = None
    undoes: int | None = None
