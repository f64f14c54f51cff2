"""Which way a sentence points from the day of its report: back, ahead, or not told."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

Direction = Literal["past", "future"]

_BORDER = re.compile(
    r"\n\s{0,8}\n|[.!?…]['\"”’)\]]{0,3}\s{1,8}(?=[\"“'‘(\[]{0,2}[A-Z])|[.!?]['\"”’)]{0,3}\n"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)|[ap]\.m|U\.[SNK])\.$"
)
# What says by itself that the sentence speaks of what is to come …
_WILL = (
    r"\b(?:will|won['’]t|shall|would|['’](?:ll|d)|going\s{1,4}to|"
    r"(?:is|are|be|['’]re|['’]s)\s{1,4}(?:also\s{1,4}|now\s{1,4})?(?:due|set|scheduled|expected|slated|planned|to|about\s{1,4}to)|"
    r"(?:am|is|are|['’](?:re|s|m))\s{1,4}(?:\w{1,12}\s{1,4})?(?:going|leaving|coming|flying|"
    r"starting|meeting|moving|returning|heading|arriving|taking|departing|withdrawing|sending|"
    r"opening|closing|holding|launching|hosting|speaking|playing|joining|visiting)|"
    r"plans|planning|schedules|expects|intends|hopes|aims|vows|promises|proposes|threatens|"
    r"upcoming|tentatively|deadline|can|could|may|might|must|should|ahead\s{1,4}of|looming|due|"
    r"begins?|starts?|opens?|meets|expires?|ends|takes\s{1,4}(?:effect|place|off|over)|goes|leaves|"
    r"arrives|returns|resumes)\b"
)
# … and what does so only for the words behind it: "vowed to leave on Friday", "On Friday he vowed".
_WISH = (
    r"|\b(?:(?:was|were|been)\s{1,4}(?:due|set\s{1,4}(?:to|for)|to|about\s{1,4}to)|plan(?:ned)?|"
    r"scheduled|expect(?:ed|ing)?|slated|intend(?:ed|ing)?|hop(?:ed|ing)|aim(?:ed|ing)?|vowed|"
    r"promised|propos(?:ed|al)|threatened|call(?:s|ed|ing)?\s{1,4}(?:for|on)|"
    r"order(?:s|ed)|urg(?:es|ed)|request(?:s|ed)|ask(?:s|ed)\s{1,4}(?:\w{1,16}\s{1,4}){0,2}(?:to|for)|"
    r"(?:announced|called|convened|summoned|booked|fixed|reserved)\s{1,4}for|invit(?:es|ed)|"
    r"agree[sd]?\s{1,4}to|demand(?:s|ed)?|postponed|delayed|pushed\s{1,4}back|moved\s{1,4}to)\b"
    r"|\bto\s{1,4}(?!(?:the|an?|my|his|her|their|our|your|its|this|that|these|those|it|them|him|me|us|you|"
    r"one|two|three|what|all|some|any|each|both|more|about|around|between|at|in|on|and)\b)"
    r"[a-z]{1,16}(?:[b-fh-rt-z]|ss|[^n]g|[^i]ng|a)\b"
)
_AHEAD = re.compile(_WILL + _WISH)
_AHEAD_BEHIND = re.compile(_WILL)
_BACK = re.compile(
    r"\b(?:said|told|was|were|been|had|did|came|went|took|made|began|got|gave|saw|met|held|led|left|"
    r"fell|rose|found|died|won|lost|ran|brought|broke|sent|hit|struck|shot|set|cut|put|spoke|wrote|"
    r"became|fled|flew|drove|beat|sold|bought|paid|grew|kept|sought|stood|knew|felt|thought|taken|"
    r"given|seen|shown|known|caught|fought|heard|built|sank|sat|read|ended|since|ago|after|following|"
    r"earlier|previously|recently|late|last|[a-z]{2,}ed)\b",
)
_MANAGED = re.compile(
    r"(?:\b(?:had|has|have|used|managed|failed|forced|helped|able|began|continued|appeared|seemed|tried|"
    r"returned|came|went|according|thanks|due|led|refused|prior|attempted|rose|fell|grew|"
    r"seems?|appears?|purports?|attempts?|efforts?|said|believed|alleged|understood|known|"
    r"rallied|dropped|slipped|climbed|jumped|declined|rushed|declining|up|down|\d)\s{1,4})$"
)
_BEHIND_NOUN_WORD = re.compile(
    r"\b(?:the|an?|his|her|its|their|behind|of|with|for|between)\s{1,4}$"
)
_PRESENT_PASSIVE = re.compile(r"(?:\b(?:is|are|am|gets?)|['’]re)\s{1,4}(?:not\s{1,4})?$")
_PLUPERFECT = re.compile(r"\bhad\s{1,4}(?:\w{1,12}\s{1,4})?$")
_UNTIL = re.compile(r"\b(?:until|till)\s{1,4}(?:at\s{1,4}least\s{1,4})?$")
_BY = re.compile(r"\bby\s{1,4}$")
_LASTED = re.compile(
    r"\b(?:was|were|been|had|stayed|remained|lasted|served|lived|worked|ruled|waited|ran|kept|held|"
    r"did|continued|fought)\b"
)
_AUXILIARY = frozenset(("was", "were", "had", "did", "ago", "last", "late", "earlier"))
_FAR = 240


def sentence_borders(text: str) -> tuple[int, ...]:
    """Return the offsets at which sentences begin, in order; good enough to look for tense."""
    borders = [0]
    for match in _BORDER.finditer(text):
        head = text[max(0, match.start() - 8) : match.start() + 1]
        if not _ABBREVIATED.search(head):
            borders.append(match.end())
    return tuple(borders)


def sentence_around(borders: tuple[int, ...], text: str, start: int) -> tuple[int, int]:
    """Return the offsets of the sentence that holds an offset, at most some 240 characters away."""
    index = bisect_right(borders, start)
    first = borders[index - 1]
    last = borders[index] if index < len(borders) else len(text)
    return max(first, start - _FAR), min(last, start + _FAR)


def direction_at(text: str, start: int, end: int, sentence: tuple[int, int]) -> Direction | None:
    """Return whether the words around `[start, end)` speak of the past or of what is to come.

    The nearest sign before the expression decides, else the first one behind it.

    Example:
        >>> text = "The council will meet on Friday, he said."
        >>> direction_at(text, 25, 31, (0, len(text)))
        'future'
    """
    before = text[sentence[0] : start]
    if _UNTIL.search(before) and not _LASTED.search(before):
        return "future"
    if before.rstrip().endswith("since"):
        return "past"
    if _BY.search(before) and not _BACK.search(before):
        return "future"
    signs = _AHEAD_BEHIND if text[end : end + 1] in ("'", "’") else _AHEAD  # Monday's debate
    ahead = max((m.end() for m in signs.finditer(before) if _points_ahead(m, before)), default=-1)
    back = max((m.end() for m in _BACK.finditer(before) if _points_back(m, before)), default=-1)
    if max(ahead, back) >= 0:
        return "future" if ahead >= back else "past"
    after = text[end : sentence[1]]
    ahead = next(
        (m.start() for m in _AHEAD_BEHIND.finditer(after) if _points_ahead(m, after)), len(after)
    )
    back = next((m.start() for m in _BACK.finditer(after) if _points_back(m, after)), len(after))
    if ahead == back == len(after):
        return "future" if re.search(r"\b(?:by|through)\s{1,4}(?:the\s)?$", before[-12:]) else None
    return "future" if ahead <= back else "past"


def _points_ahead(match: re.Match[str], words: str) -> bool:
    """Whether a sign of the future is one: "managed to flee" and "had been due" are not."""
    if re.search(r"\b(?:had(?:\s{1,4}been)?|previously)\s{1,4}$", words[: match.start()][-24:]):
        return False
    if match[0].endswith("d") and match[0][0] in "'’":  # "he'd asked" is no "he would"
        return re.match(r"\s{1,4}(?:\w{1,12}ed|been|had)\b", words[match.end() :][:20]) is None
    if not match[0].startswith("to"):
        return True
    if _PLUPERFECT.search(words[: match.start()][-28:]):
        return False
    return _MANAGED.search(words[max(0, match.start() - 16) : match.start()]) is None


def _points_back(match: re.Match[str], words: str) -> bool:
    """Whether a sign of the past is one: "will be played" and "will have left" are not."""
    head = words[max(0, match.start() - 24) : match.start()]
    if match[0] not in _AUXILIARY and _PRESENT_PASSIVE.search(head):
        return False
    if match[0].endswith("ed") and _BEHIND_NOUN_WORD.search(head):
        return False
    return (
        re.search(r"\b(?:be|being|will(?:\s{1,4}have)?)\s{1,4}(?:\w{1,12}ly\s{1,4})?$", head)
        is None
    )
