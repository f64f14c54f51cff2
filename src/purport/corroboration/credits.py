"""Words by which a report says from which other outlet it has something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from purport.corroboration.members import Member, content_span, sentence_of, speaking_hops
from purport.corroboration.outlets import (
    fold_outlet,
    is_outlet_name,
    matching,
    same_outlet,
    same_page,
)
from purport.corroboration.whole_names import is_turn_label
from purport.model.group import LinkType, Quotation
from purport.model.report import Report
from purport.model.span import Span

Reach = Literal["report", "claim", "beside"]

_NAME = r"[A-Z][\w.&’'/-]*(?: (?:[A-Z][\w.&’'/-]*|of|and|for|the|de|du)){0,5}"
_LINES = (
    re.compile(rf"^[^\n(]{{0,60}}\((?P<name>{_NAME})\)\s*(?:[-–—:]|--)", re.MULTILINE),
    re.compile(rf"\((?P<name>{_NAME})\)[.]?\s*\Z"),
    re.compile(rf"(?:^|\n)\s*(?:[—–-]|--)\s*(?P<name>{_NAME})\.?\s*\Z"),
    re.compile(
        r"(?:^|[\n.(]\s*)(?:Source|Credit|Via|From|Reporting by|"
        r"With (?:reporting|material) (?:by|from)|"
        r"(?:(?:This|The) (?:story|article|report|piece) )?(?:was )?(?:first |originally )"
        r"published (?:by|in|on))"
        rf"[: ]+(?:the )?(?P<name>{_NAME})"
    ),
)
_OPENING_CHARS = 200
# Kinds of report.credits that tell where the words are from; a copyright or a picture's credit does
# not.
_PAGE_CREDITS = frozenset(
    "credittext sourceorganization isbasedon provider syndication syndication-source via "
    "original-source source dc.source agency infosources credit canonical".split()
)
_SEVERAL = re.compile(r"\s*[/|;+]\s*|\s+and\s+|,\s+")
_ADDRESS = re.compile(r"\s*[(<]?(?P<url>https?://[^\s)>]+)[)>]?")
_CREDITING = re.compile(
    r"\b(?:report(?:ed|s|ing)?|according|told|cit(?:ed|es|ing)|quot(?:ed|es|ing)|said|says|wrote|"
    r"writes|via|from|interview|first|published|broke|revealed|carried|seen by|obtained by|ran|"
    r"learned|understands|has it|picked up|followed|story|claim(?:ed|s)?|is right|be believed|"
    r"had (?:it |this |the story )?(?:yesterday|today|first|last (?:week|night)|on \w+day))\b",
    re.IGNORECASE,
)
_CREDITING_CHARS = 60
_CAPITALS = re.compile(r"[A-Z][\w’'-]*")
_CAPITALISED = re.compile(r"[A-Z][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet (or the address of a page) that a report has something from.

    `reach` is what it covers: the whole report (a dateline, a closing "(National Wire)", a page's
    credit), the claim in whose own words it stands, or perhaps the claim beside which it stands.
    """

    name: str
    reach: Reach
    type: LinkType
    words: tuple[Quotation, ...] = ()
    url: str | None = None


def credits_of(member: Member, publishers: Sequence[str]) -> tuple[Credit, ...]:
    """Return the outlets other than its own that a claim or its report is credited to.

    Those of the claim's own chain and sentence come first, then the report's, then those that are
    only named elsewhere in the report with a word of crediting near.
    """
    report = member.report
    chain = chain_credits(member, publishers)
    whole = report_credits(report)
    named = _named_outlets(member, publishers)
    found: dict[str, Credit] = {}
    lines = [c for c in whole if any(same_outlet(c.name, k.name) for k in chain)]
    for credit in (*lines, *chain, *(c for c in named if c.reach == "claim"), *whole, *named):
        own = report.publisher is not None and same_outlet(credit.name, report.publisher)
        same = next((k for k in found if same_outlet(credit.name, k)), None)
        if not own and same is None:
            found[credit.name] = credit
    return tuple(found.values())


def chain_credits(member: Member, publishers: Sequence[str]) -> tuple[Credit, ...]:
    """Return the outlets through which a claim's chain goes."""
    found = []
    for hop in speaking_hops(member.claim):
        voice = member.voice(hop.voice)
        source = member.claim.attribution.source if member.claim.voice == hop.voice else ()
        if voice is None or (source and not any(c.isupper() for c in source[0].text)):
            continue
        if is_turn_label(member.report.text, voice.name.strip(" :")):
            continue
        outlet = is_outlet_name(voice.name) or bool(matching(voice.name, publishers))
        if (hop.role == "reports" and voice.kind != "person") or (hop.role == "speaks" and outlet):
            spans = (hop.span,) if hop.span is not None else voice.mentions[:1]
            found.append(Credit(voice.name, "claim", "source-to-source", member.words(*spans)))
    return tuple(found)


def report_credits(report: Report) -> tuple[Credit, ...]:
    """Return who is credited with a whole report: dateline, closing line, the page's metadata.

    Example:
        >>> [c.name for c in report_credits(Report("r", "", "OBER (Far Wire) - A mill burned."))]
        ['Far Wire']
    """
    text = report.text
    found: list[Credit] = []
    for number, pattern in enumerate(_LINES):
        match = pattern.search(text, 0, _OPENING_CHARS if number == 0 else len(text))
        if match is not None:
            span = Span.of(text, match.start("name"), match.end("name"))
            found.append(
                Credit(match["name"], "report", "wire-copy", (Quotation(report.id, span),))
            )
    for credit in report.credits:
        if credit.kind.lower() in _PAGE_CREDITS:
            found += _page_credits(credit.value.strip(), report.url)
    return tuple(found)


def _page_credits(value: str, own_url: str | None) -> list[Credit]:
    """Return the outlets and addresses that one credit of a page or feed names."""
    address = _ADDRESS.search(value)
    names = _SEVERAL.split(_ADDRESS.sub("", value)) if address else _SEVERAL.split(value)
    found = [Credit(name.strip(" ©"), "report", "wire-copy") for name in names if name.strip(" ©")]
    if address is not None and not found and not same_page(address["url"], own_url):
        found.append(Credit(address["url"], "report", "wire-copy", url=address["url"]))
    return found


def _named_outlets(member: Member, publishers: Sequence[str]) -> tuple[Credit, ...]:
    """Return the known publishers that a report names with a word of crediting near."""
    text, own = member.report.text, member.report.publisher
    sentence = sentence_of(text, content_span(member.claim))
    found: list[Credit] = []
    reach: Reach
    present = set(_CAPITALS.findall(text))
    for publisher in dict.fromkeys(publishers):
        if publisher not in text and not any(name in text for name in _spellings(publisher)):
            continue
        if not present & set(_CAPITALS.findall(publisher)):
            continue
        if own is not None and (same_outlet(publisher, own) or same_outlet(own, publisher)):
            continue
        if not is_outlet_name(publisher) and len(fold_outlet(publisher).split()) < 2:
            at = _reporting_mention(text, publisher)
            if at is not None:
                reach = "claim" if sentence.start <= at.start < sentence.end else "beside"
                found.append(Credit(publisher, reach, "source-to-source", member.words(at)))
            continue
        for name in _spellings(publisher):
            at = _crediting_mention(text, name, sentence)
            if at is not None:
                reach = "claim" if sentence.start <= at.start < sentence.end else "beside"
                words = member.words(at)
                found.append(Credit(publisher, reach, "source-to-source", words))
                break
    return tuple(found)


def _reporting_mention(text: str, name: str) -> Span | None:
    """Return where an outlet of one word is said to report ("Blitz24 reports"), or None."""
    bare = re.escape(name)
    match = re.search(
        rf"\b(?P<name>{bare})(?= (?:is |has |first )?(?:report(?:s|ed|ing)|writes|wrote|"
        rf"published|revealed)\b)|"
        rf"\baccording to (?:the \w+ )?(?P<to>{bare})\b|\btold (?P<told>{bare})\b",
        text,
    )
    if match is None:
        return None
    group = next(g for g in ("name", "to", "told") if match[g])
    return Span.of(text, match.start(group), match.end(group))


@lru_cache(maxsize=1 << 12)
def _spellings(publisher: str) -> tuple[str, ...]:
    """Return how a publisher may be written in a report: in full, and with the article alone."""
    bare = re.sub(r"^(?:The|the)\s+|\s*\([^)]*\)", "", publisher)
    last = bare.split()[-1] if len(bare.split()) > 1 else ""
    short = (f"the {last}",) if is_outlet_name(publisher) and len(last) > 4 else ()
    return (bare, *short)


def _crediting_mention(text: str, name: str, sentence: Span) -> Span | None:
    """Return where a text names somebody with a word of crediting near, in the sentence first."""
    places = [
        Span.of(text, m.start(), m.end())
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        if not (name.startswith("the ") and _CAPITALISED.match(text[m.end() + 1 :]))
        and _CREDITING.search(
            text[max(0, m.start() - _CREDITING_CHARS) : m.end() + _CREDITING_CHARS]
        )
    ]
    inside = [p for p in places if sentence.start <= p.start < sentence.end]
    return next(iter((*inside, *places)), None)
