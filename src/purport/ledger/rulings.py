"""Which verb goes with which things and which value, and that the things are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Column, Connection, select

from purport.errors import UnknownId, UsageError
from purport.ledger.tables import claim_voices, claims, groups, reports
from purport.model.claim import Act, CertaintyLabel, Status
from purport.model.decision import Answer, Verb
from purport.model.evidence import Authenticity
from purport.model.group import LinkType, Reliability

_NAMED: dict[str, Column[Any] | None] = {
    "voice": claim_voices.c.name,
    "publisher": reports.c.publisher,
    # these are made anew with the groups, so that a ruling may name one that is not there just now
    "root": None,
    "link": None,
    "evidence": None,
}
_BY_ID: dict[str, Column[Any]] = {
    "claim": claims.c.id,
    "group": groups.c.id,
    "report": reports.c.id,
}
_ANYTHING = frozenset([*_NAMED, *_BY_ID])
_STATUS = get_args(Status)
_EDITS: dict[str, tuple[str, ...] | None] = {  # field → its values; None is any words
    "text": None,
    "speaker": None,
    "status": _STATUS,
    "certainty": get_args(CertaintyLabel),
    "act": get_args(Act),
    "times": None,
    "places": None,
    "name": None,
    "kind": None,
    "title": None,
    "publisher": None,
    "published": None,
    "url": None,
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a verb goes with: kinds of things, how many (None is any), and what is wrong of a value.

    `wrong` returns None for a value that the verb takes.
    """

    kinds: frozenset[str]
    least: int
    most: int | None
    wrong: Callable[[Any], str | None]


def check_ruling(connection: Connection, verb: Verb, on: Sequence[str], value: Any) -> None:
    """Do nothing for a ruling that can be kept.

    Raises:
        UnknownId: the ledger has no such thing.
        UsageError: the verb does not go with these things, or not with this value.
    """
    rule = _RULES.get(verb)
    if rule is None:
        raise UsageError(f"{verb!r} is none of {', '.join(_RULES)}", "decision")
    if len(on) < rule.least or (rule.most is not None and len(on) > rule.most):
        raise UsageError(f"{verb} is of {_how_many(rule)}, not of {len(on)}", "decision")
    if len(set(on)) < len(on):
        raise UsageError(f"{verb} names the same thing twice", "decision")
    for target in on:
        kind = target_kind(connection, target)
        if kind not in rule.kinds:
            raise UsageError(f"{verb} is not for a {kind}", target)
    if wrong := rule.wrong(value):
        raise UsageError(f"{verb} {wrong}, not {value!r}", "decision")


def target_kind(connection: Connection, target: str) -> str:
    """Return what an id is of: claim, group, report, voice, publisher, root, link or evidence.

    Raises:
        UnknownId: the ledger has no such thing.
    """
    before, _, name = target.partition(":")
    if name and before in _NAMED:
        column = _NAMED[before]
        if column is None or _holds(connection, column, name):
            return before
    for kind, column in _BY_ID.items():
        if _holds(connection, column, target):
            return kind
    raise UnknownId("the ledger holds nothing of this id", target)


def _holds(connection: Connection, column: Column[Any], value: str) -> bool:
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None


def _how_many(rule: _Rule) -> str:
    if rule.least == rule.most:
        return "one thing" if rule.least == 1 else f"{rule.least} things"
    return f"{rule.least} or more things" if rule.most is None else f"at most {rule.most} things"


def _words_or_nothing(value: Any) -> str | None:
    return None if value is None or isinstance(value, str) else "takes a remark or nothing"


def _words(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "takes words"


def _one_of(allowed: tuple[Any, ...]) -> Callable[[Any], str | None]:
    def wrong(value: Any) -> str | None:
        return None if value in allowed else f"takes one of {', '.join(allowed)}"

    return wrong


def _edited(value: Any) -> str | None:
    if not isinstance(value, Mapping) or not value:
        return "takes the fields that change"
    for name, words in value.items():
        if name not in _EDITS:
            return f"knows no field {name!r}, but {', '.join(_EDITS)}"
        allowed = _EDITS[name]
        if allowed is not None and words not in allowed:
            return f"takes for {name} one of {', '.join(allowed)}"
    return None


def _rating(value: Any) -> str | None:
    what = "takes a reliability from A to F, a credibility from 1 to 6, or both"
    if not isinstance(value, Mapping) or not value or value.keys() - {"reliability", "credibility"}:
        return what
    reliability, credibility = value.get("reliability"), value.get("credibility")
    letter = reliability is None or reliability in get_args(Reliability)
    digit = credibility is None or (type(credibility) is int and 1 <= credibility <= 6)
    return None if letter and digit and (reliability, credibility) != (None, None) else what


def _link(value: Any) -> str | None:
    if isinstance(value, Mapping) and value.get("type") in get_args(LinkType):
        return None
    return f"takes a type, one of {', '.join(get_args(LinkType))}"


def _anything(_value: Any) -> str | None:
    return None


_RULES: dict[str, _Rule] = {
    "accept": _Rule(_ANYTHING, 1, None, _words_or_nothing),
    "reject": _Rule(_ANYTHING, 1, None, _words_or_nothing),
    "unsure": _Rule(_ANYTHING, 1, None, _words_or_nothing),
    "edit": _Rule(frozenset({"claim", "report", "group", "voice", "root"}), 1, 1, _edited),
    "merge": _Rule(_ANYTHING - {"report", "link"}, 2, None, _anything),
    "split": _Rule(frozenset({"claim", "group"}), 1, None, _anything),
    "rate": _Rule(_ANYTHING, 1, 1, _rating),
    "comment": _Rule(_ANYTHING, 1, None, _words),
    "same-claim": _Rule(frozenset({"claim", "group"}), 2, 2, _one_of(get_args(Answer))),
    "same-root": _Rule(frozenset({"root", "report", "claim"}), 2, 2, _one_of(get_args(Answer))),
    "make-link": _Rule(frozenset({"root", "report"}), 2, 2, _link),
    "break-link": _Rule(frozenset({"root", "report", "link"}), 1, 2, _anything),
    "authenticity": _Rule(frozenset({"evidence"}), 1, 1, _one_of(get_args(Authenticity))),
}
