"""A reading as one self-contained web page: the report on the left, its claims on the right.

The page loads nothing and runs nothing: no script, no picture or face from elsewhere, and a content
security policy that forbids them. Words and claims lead to each other by links alone; what belongs
together lights up by rules of style that are written for each claim.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup, escape

from purport.export.chain import links_of
from purport.export.chain_picture import WIDTH_PX, Picture, lay_out
from purport.export.controls import printable
from purport.export.marked_text import stretches
from purport.export.wording import (
    UNKNOWN,
    act,
    counted,
    evidence_by_id,
    hedges,
    numbers,
    place_words,
    published,
    publisher,
    reasons,
    score_words,
    speaker,
    time_words,
    voice_name,
    voices_by_id,
    why_words,
)
from purport.model.claim import Claim
from purport.model.evidence import Evidence
from purport.model.reading import SCHEMA, Reading
from purport.model.report import Report
from purport.model.voice import Voice
from purport.model.why import Why

_WEB = ("http://", "https://")
_LINE_ENDS = re.compile(r"([\r\n]+)")
_DATE = re.compile(r"(?:= )?\d{4}-[\w-]+")

# each claim's words and its entry light up together, whichever of them is pointed at or led to
_TOGETHER = (
    ":root:has(#words-{n}:target,#claim-{n}:target) :is(#claim-{n},.in-{n})"
    "{{--lit:var(--led-to)}}\n"
    ":root:has(#claim-{n}:hover,#claim-{n}:focus-within) .in-{n}{{--lit:var(--pointed-at)}}\n"
    ":root:has(.to-{n}:is(:hover,:focus)) :is(#claim-{n},.in-{n}){{--lit:var(--pointed-at)}}\n"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known of a claim; `known` is False where the report does not say."""

    term: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the page lists it.

    `own` is whether the report makes it in its own voice; `inside` the number of the claim in which
    it is nested; `picture` is None where its chain is the publisher alone.
    """

    number: int
    claim: Claim
    speaker: str
    named: bool
    act: str
    own: bool
    facts: tuple[Fact, ...]
    hedges: tuple[str, ...]
    why: tuple[Why, ...]
    picture: Picture | None
    depth: int
    inside: int | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice with the numbers of the claims that it makes."""

    voice: Voice
    part_of: str | None
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence with what the report says of it."""

    evidence: Evidence
    released_by: str
    hedges: tuple[str, ...]


def html_page(reading: Reading, claims: Sequence[Claim], version: str) -> str:
    """Return the page of a reading.

    Args:
        reading: the reading.
        claims: those of its claims that the page is to show, in reading order.
        version: the version of purport, for the foot of the page.
    """
    number = numbers(reading)
    css = page_css("tokens", "page", "marks")
    style = Markup(css + together_css(number[c.id] for c in claims))  # noqa: S704 - our own files and whole numbers
    return _template().render(
        report=reading.report,
        stretches=stretches(reading, claims),
        entries=entries_of(reading, claims),
        speakers=speakers_of(reading, claims),
        exhibits=exhibits_of(reading),
        glosses=reading.glosses,
        warnings=reading.warnings,
        left_out=len(reading.claims) - len(claims),
        narrated=sum(c.attribution.kind == "narrator" for c in claims),
        publisher=publisher(reading.report),
        published=published(reading.report),
        link=web_link(reading.report),
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        schema=SCHEMA,
        version=version,
    )


def web_link(report: Report) -> str | None:
    """Return the address of a report where a browser may be led to it, or None."""
    return report.url if (report.url or "").startswith(_WEB) else None


@lru_cache(maxsize=1)
def _template() -> Template:
    return page_environment().get_template("page.html.j2")


def page_environment(*more: BaseLoader) -> Environment:
    """Return the room in which pages are made of templates: these, and those of other loaders.

    Everything that is put into a template is escaped.
    """
    room = Environment(
        loader=ChoiceLoader([*more, PackageLoader("purport.export", "page")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.globals["picture_width"] = WIDTH_PX
    room.filters["exact"] = _exact
    room.filters["lined"] = _lined
    room.filters["whole_dates"] = _whole_dates
    room.filters["counted"] = counted
    room.filters["why"] = why_words
    return room


def together_css(numbers: Iterable[int]) -> str:
    """Return the rules by which the words and the entry of each claim light up together."""
    return "".join(_TOGETHER.format(n=n) for n in numbers)


def page_css(*names: str) -> str:
    """Return style sheets of pages, joined: "tokens" (colours and faces), "marks", "page"."""
    folder = files("purport.export").joinpath("page")
    return "".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in names)


def _exact(text: str) -> Markup:
    """Return text as HTML that a browser reads back unchanged: it would turn a bare CR into LF."""
    return Markup(str(escape(printable(text))).replace("\r", "&#13;"))  # noqa: S704 - escaped here


def _lined(text: str) -> Markup:
    """Return text as HTML with a `span` around what stands on each line.

    Line ends stay outside, where lines are less high, so that an empty line between two paragraphs
    does not tear them apart.
    """
    return Markup().join(  # each piece is escaped
        Markup("<span>{}</span>").format(_exact(part)) if part.strip("\r\n") else _exact(part)
        for part in _LINE_ENDS.split(text)
    )


def _whole_dates(text: str) -> Markup:
    """Return text as HTML in which a date is not broken at the end of a line."""
    return Markup(_DATE.sub(r'<span class="whole">\g<0></span>', str(_exact(text))))  # noqa: S704 - escaped here


def entries_of(reading: Reading, claims: Sequence[Claim]) -> list[Entry]:
    """Return what a page lists of each of some claims of a reading."""
    number, voices, evidence = numbers(reading), voices_by_id(reading), evidence_by_id(reading)
    parents = {c.id: c.parent for c in claims}
    found = []
    for claim in claims:
        inside = claim.parent if claim.parent in parents else None
        links = links_of(claim, reading.report, voices, evidence)
        found.append(
            Entry(
                number=number[claim.id],
                claim=claim,
                speaker=speaker(claim, voices),
                named=claim.voice is not None or claim.attribution.kind == "narrator",
                act=act(claim),
                own=claim.attribution.kind == "narrator",
                facts=_facts(claim, voices),
                hedges=tuple(dict.fromkeys(h.span.text for h in hedges(claim, evidence))),
                why=reasons(claim),
                picture=lay_out(links) if len(links) > 1 else None,
                depth=_depth(claim.id, parents),
                inside=None if inside is None else number[inside],
            )
        )
    return found


def _depth(claim: str, parents: Mapping[str, str | None]) -> int:
    """Return in how many other claims of the page a claim is nested."""
    seen = {claim}
    above = parents[claim]
    while above is not None and above in parents and above not in seen:
        seen.add(above)
        above = parents[above]
    return len(seen) - 1


def _facts(claim: Claim, voices: Mapping[str, Voice]) -> tuple[Fact, ...]:
    sure, status = claim.certainty, claim.status
    score = score_words(sure.score)
    facts = [
        Fact("How sure", f"{sure.label} ({score})" if score else sure.label, sure.label != UNKNOWN),
        Fact("Status", status, status != UNKNOWN),
    ]
    when = "; ".join(time_words(t) for t in claim.times)
    where = "; ".join(place_words(p) for p in claim.places)
    told = None if claim.addressee is None else voice_name(claim.addressee, voices)
    facts += [
        Fact(term, value)
        for term, value in (("When", when), ("Where", where), ("Told to", told))
        if value
    ]
    kind, confidence = claim.attribution.kind, claim.attribution.confidence
    if kind != "narrator":
        facts.append(Fact("Kind", kind))
    if confidence:  # none is the model's word for "not rated"
        facts.append(Fact("Confidence", f"{confidence:.0%} in this reading"))
    return tuple(facts)


def speakers_of(reading: Reading, claims: Sequence[Claim]) -> list[Speaker]:
    """Return the voices of a reading with the numbers of those of the claims that they make."""
    number, voices = numbers(reading), voices_by_id(reading)
    said = {v: tuple(number[c.id] for c in claims if c.voice == v) for v in voices}
    return [
        Speaker(v, None if v.part_of is None else voice_name(v.part_of, voices), said[v.id])
        for v in reading.voices
    ]


def exhibits_of(reading: Reading) -> list[Exhibit]:
    """Return the evidence of a reading with what its report says of it."""
    voices = voices_by_id(reading)
    return [
        Exhibit(e, voice_name(e.released_by, voices), tuple(h.span.text for h in e.hedges))
        for e in reading.evidence
    ]
