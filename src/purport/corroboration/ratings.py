"""The Admiralty code: what the program proposes for a group, and what a person set.

Reliability (A-F) is the source's, credibility (1-6) the information's; they are kept apart and
never averaged, and what is proposed is never shown as set. The proposals below are set by hand
from the wording of the code; there is no truth score behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from purport.corroboration.counting import Count
from purport.model.decision import Decision
from purport.model.group import Rating, Reason, Reliability


def propose_rating(count: Count, contradicted_by: Sequence[str]) -> Rating:
    """Return the rating that the program proposes for a group.

    Credibility 1 ("confirmed by other independent sources") is proposed only where at least two
    roots are proved independent and nothing contradicts. Reliability is F ("cannot be judged"):
    how reliable a source is, is for people to say.
    """
    credibility, says = _credibility(count, contradicted=bool(contradicted_by))
    words = tuple(q for r in count.why for q in r.words)
    return Rating("F", credibility, True, (Reason("credibility", says, words),))


def rating_after(proposed: Rating, decisions: Iterable[Decision]) -> Rating:
    """Return the newest rating that a person set, or the proposed one where none was set.

    A part that the person left out stays unknown: the program does not fill it in.
    """
    standing = proposed
    for decision in decisions:
        value = decision.value
        if decision.verb != "rate" or not isinstance(value, dict):
            continue
        letter, digit = value.get("reliability"), value.get("credibility")
        standing = Rating(
            letter if letter in get_args(Reliability) else None,
            digit if isinstance(digit, int) and 1 <= digit <= 6 else None,
            False,
            (Reason("set by a person", f"set by {decision.who} on {decision.at[:10]}"),),
        )
    return standing


def _credibility(count: Count, *, contradicted: bool) -> tuple[int, str]:
    if count.roots_min >= 2:
        if contradicted:
            return 2, f"{count.roots_min} independent roots, but it is contradicted"
        return 1, f"{count.roots_min} independent roots, and nothing contradicts it"
    if count.roots_min == 0:
        return 6, "no report says where it has it from"
    if contradicted:
        return 4, "one root for certain, and it is contradicted"
    first_hand = any(
        r.access in ("witness", "own-reporter", "sensor", "document") for r in count.roots
    )
    if count.roots_max >= 2 or first_hand:
        return (
            2,
            "one root for certain; there may be more"
            if count.roots_max >= 2
            else "one root with access of its own",
        )
    return 3, "one root, and nothing on how it knows"
