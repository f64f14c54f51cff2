"""What people decided on a thing, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from purport.model.decision import Decision

_VERDICTS = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}
_DEEDS = {
    **_VERDICTS,
    "edit": "edited",
    "merge": "merged",
    "split": "split off",
    "rate": "rated",
    "comment": "remarked",
    "make-link": "linked",
    "break-link": "broke the link",
    "undo": "undid",
}
_RULED = {
    "same-claim": {
        "yes": "the same claim",
        "no": "not the same claim",
        "unsure": "unsure whether the same claim",
    },
    "same-root": {
        "yes": "the same root",
        "no": "not the same root",
        "unsure": "unsure whether the same root",
    },
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one person holds of a thing: accept, reject or unsure, with the word for it."""

    verb: str
    word: str
    who: str
    at: str
    n: int


def verdicts(standing: Iterable[Decision]) -> tuple[Verdict, ...]:
    """Return the last verdict of each person, the newest first.

    Args:
        standing: the decisions in force on the thing, in their order.
    """
    last = {d.who: d for d in standing if d.verb in _VERDICTS}
    newest = sorted(last.values(), key=lambda d: d.n, reverse=True)
    return tuple(Verdict(d.verb, _VERDICTS[d.verb], d.who, d.at, d.n) for d in newest)


def remarks(standing: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return what was decided besides verdicts: comments, edits, ratings and so on."""
    return tuple(d for d in standing if d.verb not in _VERDICTS)


def judged(standing: Iterable[Decision]) -> str:
    """Return the verdict that everybody agrees on, "disputed", or "" where there is none.

    Example:
        >>> judged([])
        ''
    """
    held = {verdict.verb for verdict in verdicts(standing)}
    return held.pop() if len(held) == 1 else "disputed" if held else ""


def said_of(decision: Decision) -> str:
    """Return what a decision says, as words after the name of the person.

    Example:
        >>> said_of(Decision(1, "", "Ann", "edit", ("c",), {"status": "planned"}))
        'edited: status planned'
    """
    value = decision.value
    if decision.verb in _RULED:
        return _RULED[decision.verb].get(str(value), str(value))
    deed = _DEEDS.get(decision.verb, decision.verb)
    if isinstance(value, dict):
        told = ", ".join(f"{name} {given}" for name, given in value.items())
        return f"{deed}: {told}"
    return f"{deed}: {value}" if value not in (None, "") else deed
