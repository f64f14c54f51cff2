"""Which claims stand against each other: denials, within a report and across reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from purport.corroboration.assertions import Assertion
from purport.corroboration.terms import rarity, stem, stems_of, words_of

# "The Front denied it", "The ministry rejected the accusation": what is denied stands before.
_DENIAL = re.compile(
    r"^(?P<who>.{2,80}?)\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed)|"
    r"refut(?:es|ed))\s+(?:it|this|that|them|doing so|having done so|(?:the|those|these|all|any|"
    r"such) (?:\w+ )?(?:accusations?|allegations?|claims?|charges?|reports?|responsibility|"
    r"involvement|wrongdoing|account))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^\W*(?:it|this|that|them|any|all|the|those|these|such)?\W*(?:\w+ )?"
    r"(?:it|accusations?|allegations?|claims?|charges?|reports?|responsibility|involvement|"
    r"wrongdoing|account)\W*$",
    re.IGNORECASE,
)
# What one does to another, who may say that it was the other way round.
_DONE_TO: Final = (
    r"ramm?ed|hit|struck|attacked|assaulted|shelled|bombed|bombarded|shot at|shot|fired (?:on|at)|"
    r"opened fire on|stabbed|beat|punched|pushed|provoked|threatened|invaded|ambushed|raided|"
    r"cheated|deceived|betrayed|defrauded|bribed|paid|blackmailed|insulted|slapped|kicked|"
    r"(?:drove|driven|ran|run|ploughed|plowed|slammed|smashed|crashed|sailed|steered|backed) "
    r"(?:right |straight )?into|collided with|cut off|turned across|swerved into"
)
_ACT = re.compile(
    r"\b(?P<passive>(?:was|were|been|being|got) (?:\w+ly )?)?"
    rf"(?:{_DONE_TO})\b(?P<by> by\b)?",
    re.IGNORECASE,
)
_SENTENCE_PART = re.compile(r"[.;:…]")
_CLAUSE_END = re.compile(r",|\b(?:while|when|after|before|because|who|which|and then|on|at|in)\b")
_CLAUSE_START = re.compile(r"^.*(?:,|\b(?:when|after|before|because|was|were|says?|said)\b)")
# How far back, in claims of the report, a denial can point; set by hand.
FARTHEST_BACK: Final = 6


def denials_within(assertions: Iterable[Assertion]) -> Iterator[tuple[str, str]]:
    """Yield (claim, the denial of it) by ids, where a denial points back within its report.

    "The Front denied it" is about the nearest claim before it that names the Front; where none
    does, about the nearest one that somebody else makes.
    """
    by_report: dict[str, list[Assertion]] = {}
    for one in sorted(assertions, key=lambda a: (a.report, a.start_char, a.id)):
        by_report.setdefault(one.report, []).append(one)
    for told in by_report.values():
        for i, one in enumerate(told):
            who = denier(one)
            if who is not None and (meant := _meant(told[max(0, i - FARTHEST_BACK) : i], who)):
                yield meant.id, one.id


def sides_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the telling words of who did something to whom, and of to whom; none where unclear.

    Example:
        >>> one, other = sides_of("that it was the Resolute that rammed the trawler")
        >>> sorted(one), sorted(other)
        (['resolut'], ['trawler'])
        >>> sides_of("The trawler was rammed by the Resolute") == (one, other)
        True
    """
    found = _ACT.search(text)
    if found is None or bool(found["passive"]) != bool(found["by"]):
        return frozenset(), frozenset()
    first = _SENTENCE_PART.split(text[: found.start()])[-1]
    second = _SENTENCE_PART.split(text[found.end() :], maxsplit=1)[0]
    first = re.sub(r"\b(?:that|which|who|it was|had|has|have)\b", " ", first)
    first = _CLAUSE_START.sub("", first)
    second = _CLAUSE_END.split(second.strip(), maxsplit=1)[0]
    one, other = (frozenset(stems_of(words)) for words in (first, second))
    one, other = one - other, other - one
    if not one or not other:
        return frozenset(), frozenset()
    return (other, one) if found["passive"] else (one, other)


def denier(assertion: Assertion) -> str | None:
    """Return who denies in a claim that only points back ("denied it"), or None where it does not.

    Example:
        >>> denier(Assertion("c3", "r", "The Front denied it.", kind="narrator"))
        'The Front'
    """
    if found := _DENIAL.match(assertion.text):
        return found["who"].strip()
    if assertion.act == "denies" and _POINTS_BACK.match(assertion.text):
        return assertion.speaker or ""
    return None


def _meant(before: Sequence[Assertion], who: str) -> Assertion | None:
    others = [a for a in reversed(before) if not a.denied and denier(a) is None]
    named = {stem(w) for w in words_of(who) if rarity(stem(w)) > 0}
    for one in others:
        if named & stems_of(one.text).keys() and one.speaker != who:
            return one
    return next((a for a in others if a.speaker is None or a.speaker != who), None)
