"""A reading as JSON, out and back in: docs/reference/reading.md in code.

Every object holds its fixed keys first, in the order of that page; what else the model knows comes
after them, so that `reading_of(reading_dict(reading)) == reading` for every reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from purport.errors import InputError
from purport.model.claim import (
    Act,
    Attribution,
    Certainty,
    CertaintyLabel,
    Claim,
    Hop,
    HopRole,
    Kind,
    Status,
)
from purport.model.evidence import Authenticity, Evidence, Medium
from purport.model.gloss import Gloss
from purport.model.place import Place, PlacePrecision
from purport.model.plain_json import plain_json
from purport.model.reading import SCHEMA, Reading
from purport.model.report import Credit, PublishedFrom, Report, Timing
from purport.model.span import Hedge, HedgeScope, Span
from purport.model.time import TimeExpression, TimePrecision, TimeType
from purport.model.voice import Voice, VoiceKind
from purport.model.why import Why

Json = dict[str, Any]
T = TypeVar("T")

_REMEDY = "Give a reading as purport wrote it."


def reading_json(reading: Reading, *, indent: int | None = None) -> str:
    """Return a reading as JSON text, on one line unless an indent is given.

    Letters stay as they are; only a lone surrogate, which UTF-8 cannot hold, is escaped.
    """
    return plain_json(reading_dict(reading), indent=indent)


def reading_dict(reading: Reading) -> Json:
    """Return a reading as plain dicts, lists, strings, numbers and None."""
    return {
        "schema": SCHEMA,
        "report": _report_dict(reading.report),
        "claims": [_claim_dict(c) for c in reading.claims],
        "voices": [_voice_dict(v) for v in reading.voices],
        "evidence": [_evidence_dict(e) for e in reading.evidence],
        "times": [_time_dict(t) for t in reading.times],
        "places": [_place_dict(p) for p in reading.places],
        "glosses": [_gloss_dict(g) for g in reading.glosses],
        "warnings": list(reading.warnings),
    }


def reading_of(data: Any) -> Reading:
    """Return the reading that `reading_dict` made a dict of; keys that it does not know are left.

    Raises:
        InputError: another schema, a missing key, a value of the wrong form, or a span whose
            text is not what stands at its offsets.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise InputError(f"not a reading: its schema is not {SCHEMA}", remedy=_REMEDY)
    try:
        reading = Reading(
            report=_report(data["report"]),
            claims=_each(data["claims"], _claim),
            voices=_each(data["voices"], _voice),
            evidence=_each(data["evidence"], _evidence),
            times=_each(data["times"], _time),
            places=_each(data["places"], _place),
            glosses=_each(data["glosses"], _gloss),
            warnings=_each(data["warnings"], _text),
        )
    except KeyError as missing:
        what = f"not a whole reading: the key {missing} is missing"
        raise InputError(what, remedy=_REMEDY) from missing
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not a reading: {error}", remedy=_REMEDY) from error
    _check_spans(reading.report.text, reading_dict(reading))
    return reading


def _report_dict(report: Report) -> Json:
    timed: Json = {"timings": [_timing_dict(t) for t in report.timings]} if report.timings else {}
    return {
        "id": report.id,
        "sha256": report.sha256,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "credits": [{"kind": c.kind, "value": c.value} for c in report.credits],
        **timed,
    }


def _report(data: Json) -> Report:
    text = _text(data["text"])
    return Report(
        id=_text(data["id"]),
        sha256=_text(data["sha256"]),
        text=text,
        title=_text_or_none(data["title"]),
        publisher=_text_or_none(data["publisher"]),
        published=_text_or_none(data["published"]),
        published_from=_one_of(data["published_from"], PublishedFrom),
        url=_text_or_none(data["url"]),
        language=_text_or_none(data["language"]),
        credits=_each(
            data.get("credits", []), lambda c: Credit(_text(c["kind"]), _text(c["value"]))
        ),
        timings=_each(data.get("timings", []), lambda t: _timing(t, len(text))),
    )


def _timing_dict(timing: Timing) -> Json:
    return {
        "start": timing.start,
        "end": timing.end,
        "from_s": timing.from_s,
        "to_s": timing.to_s,
        "speaker": timing.speaker,
    }


def _timing(data: Json, text_chars: int) -> Timing:
    start, end = int(_number(data["start"])), int(_number(data["end"]))
    if not 0 <= start < end <= text_chars:
        raise ValueError(f"no timing [{start}, {end}) in a text of {text_chars} characters")
    speaker = _text_or_none(data["speaker"])
    return Timing(start, end, _number(data["from_s"]), _number(data["to_s"]), speaker)


def _claim_dict(claim: Claim) -> Json:
    attribution = claim.attribution
    return {
        "id": claim.id,
        "text": claim.text,
        "content": _span_dicts(attribution.content),
        "cue": _span_dicts(attribution.cue),
        "source": _span_dicts(attribution.source),
        "kind": attribution.kind,
        "reporting": attribution.reporting,
        "act": claim.act,
        "voice": claim.voice,
        "chain": [_hop_dict(h) for h in claim.chain],
        "parent": claim.parent,
        "addressee": claim.addressee,
        "certainty": {
            "label": claim.certainty.label,
            "score": claim.certainty.score,
            "hedges": [_hedge_dict(h) for h in claim.certainty.hedges],
        },
        "status": claim.status,
        "times": [_time_dict(t) for t in claim.times],
        "places": [_place_dict(p) for p in claim.places],
        "confidence": attribution.confidence,
        "why": [_why_dict(w) for w in claim.why],
        "attribution_why": [_why_dict(w) for w in attribution.why],
    }


def _claim(data: Json) -> Claim:
    return Claim(
        id=_text(data["id"]),
        attribution=_attribution(data),
        act=_one_of(data["act"], Act),
        voice=_text_or_none(data["voice"]),
        chain=_each(data["chain"], _hop),
        parent=_text_or_none(data["parent"]),
        addressee=_text_or_none(data["addressee"]),
        certainty=_certainty(data["certainty"]),
        status=_one_of(data["status"], Status),
        times=_each(data["times"], _time),
        places=_each(data["places"], _place),
        why=_each(data.get("why", []), _why),
    )


def _attribution(data: Json) -> Attribution:
    return Attribution(
        content=_each(data["content"], _span),
        cue=_each(data["cue"], _span),
        source=_each(data["source"], _span),
        kind=_one_of(data["kind"], Kind),
        reporting=_yes_or_no(data["reporting"]),
        confidence=_number(data["confidence"]),
        why=_each(data.get("attribution_why", []), _why),
    )


def _certainty(data: Json) -> Certainty:
    return Certainty(
        label=_one_of(data["label"], CertaintyLabel),
        score=_number_or_none(data["score"]),
        hedges=_each(data["hedges"], _hedge),
    )


def _hop_dict(hop: Hop) -> Json:
    return {
        "voice": hop.voice,
        "role": hop.role,
        "evidence": hop.evidence,
        "span": None if hop.span is None else _span_dict(hop.span),
        "hedges": [_hedge_dict(h) for h in hop.hedges],
    }


def _hop(data: Json) -> Hop:
    return Hop(
        voice=_text_or_none(data["voice"]),
        role=_one_of(data["role"], HopRole),
        evidence=_text_or_none(data["evidence"]),
        span=None if data["span"] is None else _span(data["span"]),
        hedges=_each(data["hedges"], _hedge),
    )


def _voice_dict(voice: Voice) -> Json:
    return {
        "id": voice.id,
        "name": voice.name,
        "kind": voice.kind,
        "mentions": _span_dicts(voice.mentions),
        "described": voice.described,
        "part_of": voice.part_of,
        "aliases": list(voice.aliases),
    }


def _voice(data: Json) -> Voice:
    return Voice(
        id=_text(data["id"]),
        name=_text(data["name"]),
        kind=_one_of(data["kind"], VoiceKind),
        mentions=_each(data["mentions"], _span),
        described=_text_or_none(data["described"]),
        part_of=_text_or_none(data["part_of"]),
        aliases=_each(data.get("aliases", []), _text),
    )


def _evidence_dict(evidence: Evidence) -> Json:
    return {
        "id": evidence.id,
        "medium": evidence.medium,
        "released_by": evidence.released_by,
        "released": evidence.released,
        "authenticity": evidence.authenticity,
        "mention": _span_dict(evidence.mention),
        "hedges": [_hedge_dict(h) for h in evidence.hedges],
        "holder": evidence.holder,
    }


def _evidence(data: Json) -> Evidence:
    return Evidence(
        id=_text(data["id"]),
        medium=_one_of(data["medium"], Medium),
        mention=_span(data["mention"]),
        released_by=_text_or_none(data["released_by"]),
        released=_text_or_none(data["released"]),
        holder=_text_or_none(data.get("holder")),
        authenticity=_one_of(data["authenticity"], Authenticity),
        hedges=_each(data["hedges"], _hedge),
    )


def _time_dict(time: TimeExpression) -> Json:
    return _span_dict(time.span) | {
        "type": time.type,
        "value": time.value,
        "interval": None if time.interval is None else list(time.interval),
        "precision": time.precision,
        "anchor": time.anchor,
        "edtf": time.edtf,
    }


def _time(data: Json) -> TimeExpression:
    return TimeExpression(
        span=_span(data),
        type=_one_of(data["type"], TimeType),
        value=_text(data["value"]),
        interval=_interval(data["interval"]),
        precision=_one_of_or_none(data["precision"], TimePrecision),
        anchor=_text_or_none(data.get("anchor")),
        edtf=_text_or_none(data.get("edtf")),
    )


def _interval(data: Any) -> tuple[str, str] | None:
    if data is None:
        return None
    first, last = _each(data, _text)
    return first, last


def _place_dict(place: Place) -> Json:
    return _span_dict(place.span) | {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    }


def _place(data: Json) -> Place:
    return Place(
        span=_span(data),
        name=_text(data["name"]),
        country=_text_or_none(data["country"]),
        lat=_number_or_none(data["lat"]),
        lon=_number_or_none(data["lon"]),
        precision=_one_of_or_none(data["precision"], PlacePrecision),
    )


def _gloss_dict(gloss: Gloss) -> Json:
    return {
        "term": gloss.term,
        "meaning": gloss.meaning,
        "start": gloss.span.start,
        "end": gloss.span.end,
        "text": gloss.span.text,
    }


def _gloss(data: Json) -> Gloss:
    return Gloss(span=_span(data), term=_text(data["term"]), meaning=_text(data["meaning"]))


def _hedge_dict(hedge: Hedge) -> Json:
    return _span_dict(hedge.span) | {"scope": hedge.scope}


def _hedge(data: Json) -> Hedge:
    return Hedge(span=_span(data), scope=_one_of(data["scope"], HedgeScope))


def _why_dict(why: Why) -> Json:
    return {
        "field": why.field,
        "rule": why.rule,
        "score": why.score,
        "spans": _span_dicts(why.spans),
    }


def _why(data: Json) -> Why:
    return Why(
        field=_text(data["field"]),
        rule=_text(data["rule"]),
        score=_number_or_none(data["score"]),
        spans=_each(data["spans"], _span),
    )


def _span_dicts(spans: Sequence[Span]) -> list[Json]:
    return [_span_dict(s) for s in spans]


def _span_dict(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _span(data: Json) -> Span:
    start, end = data["start"], data["end"]
    if type(start) is not int or type(end) is not int:
        raise TypeError(f"an offset is a whole number, not {start!r} or {end!r}")
    return Span(start, end, _text(data["text"]))


def _check_spans(text: str, node: Any) -> None:
    """Refuse a reading one of whose spans does not hold the words at its offsets."""
    if isinstance(node, Mapping):
        if {"start", "end", "text"} <= node.keys():
            start, end = node["start"], node["end"]
            if not 0 <= start < end <= len(text) or text[start:end] != node["text"]:
                what = f"not a sound reading: {node['text']!r} does not stand at {start}–{end}"
                raise InputError(what, remedy=_REMEDY)
        for value in node.values():
            _check_spans(text, value)
    elif isinstance(node, list):
        for value in node:
            _check_spans(text, value)


def _each(data: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise TypeError(f"a list was expected, not {data!r}")
    return tuple(read(item) for item in data)


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError(f"text was expected, not {data!r}")
    return data


def _text_or_none(data: Any) -> str | None:
    return None if data is None else _text(data)


def _number(data: Any) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise TypeError(f"a number was expected, not {data!r}")
    return float(data)


def _number_or_none(data: Any) -> float | None:
    return None if data is None else _number(data)


def _yes_or_no(data: Any) -> bool:
    if not isinstance(data, bool):
        raise TypeError(f"true or false was expected, not {data!r}")
    return data


def _one_of(data: Any, allowed: Any) -> Any:
    """Return a word of one of the model's closed lists (`allowed`, a `Literal`)."""
    if data not in get_args(allowed):
        raise ValueError(f"{data!r} is none of {', '.join(get_args(allowed))}")
    return data


def _one_of_or_none(data: Any, allowed: Any) -> Any:
    return None if data is None else _one_of(data, allowed)
