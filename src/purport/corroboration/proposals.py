"""What is most useful to ask a person next: questions whose answer would move a count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from purport.corroboration.root_decisions import pair_of
from purport.corroboration.rulings import anchor_claim
from purport.ledger.decisions import standing
from purport.ledger.kept_counts import Question, weightiest
from purport.ledger.store import Ledger
from purport.model.decision import Decision

_VERBS = ("same-claim", "same-root", "make-link", "break-link", "unsure")
Asked = tuple[bool, tuple[str, str]]


def proposals(ledger: Ledger, limit: int) -> tuple[Question, ...]:
    """Return what is most useful to ask, the weightiest first; what was answered is never asked.

    Only groups that were counted are asked about (counted.count_waiting).

    Raises:
        LedgerError: the ledger cannot be read.
    """
    asked = asked_before(standing(ledger))
    open_ones = (q for q in weightiest(ledger, limit) if _asked(q.verb, q.on) not in asked)
    return tuple(islice(open_ones, limit))


def asked_before(decisions: Sequence[Decision]) -> frozenset[Asked]:
    """Return the pairs on whose roots, links or sameness people ruled, "unsure" among them."""
    return frozenset(_asked(d.verb, d.on) for d in decisions if d.verb in _VERBS and len(d.on) == 2)


def _asked(verb: str, on: Sequence[str]) -> Asked:
    """Return a pair of things, and whether it is asked of what they say or of where it is from."""
    return verb == "same-claim", pair_of(*map(anchor_claim, on))
