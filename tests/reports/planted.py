"""Planted reports: texts written for this project, with the answers that were planted in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from purport.extraction.analysis import Name, analyse
from purport.extraction.chain_tracing import Tracing, set_scene, trace_chains
from purport.extraction.quotes import find_quotations
from purport.extraction.times import find_times
from purport.model.claim import Attribution
from purport.model.report import Credit, Report
from purport.model.span import Span

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with its planted claims, evidence and the names that a recogniser saw in it."""

    report: Report
    gold: dict[str, Any]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]


def planted(folder: Path) -> Iterator[Planted]:
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))[0]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield plant(text, gold)


def plant(text: str, gold: dict[str, Any]) -> Planted:
    lines = tuple(Credit("creditText", c) for c in gold.get("credits", []))
    report = Report(
        gold["id"], "", text, publisher=gold.get("publisher"), published=gold["published"],
        credits=lines,
    )  # fmt: skip
    names = tuple(Name(Span.of(text, s, e), kind) for s, e, kind in gold.get("names", []))
    claims = sorted(gold["claims"], key=lambda c: c["content"][0][0])
    attributions = tuple(
        Attribution(
            tuple(Span.of(text, s, e) for s, e in c["content"]),
            (Span.of(text, *c["cue"]),) if c["cue"] else (),
            (Span.of(text, *c["source"]),) if c["source"] else (),
            c["kind"] or "direct",
        )
        for c in claims
    )
    return Planted(report, {**gold, "claims": claims}, names, attributions)


def told(text: str, *claims: tuple[str, str | None, str | None], **more: Any) -> Tracing:
    """The tracing of a text whose claims are given as words of content, cue and source."""

    def span(words: str | None, start: int, end: int) -> list[int] | None:
        if words is None:
            return None
        places = [m.span() for m in re.finditer(rf"\b{re.escape(words)}(?!\w)", text)]
        return list(min(places, key=lambda p: min(abs(start - p[1]), abs(p[0] - end))))

    gold: dict[str, Any] = {"id": "r", "published": "2024-05-14", "claims": [], **more}
    for content, cue, source in claims:
        start = text.index(content)
        end = start + len(content)
        kind = "direct" if content[0] == "“" and content[-1] == "”" else "indirect"
        gold["claims"].append(
            {
                "content": [[start, end]],
                "cue": span(cue, start, end),
                "source": span(source, start, end),
                "kind": kind,
            }
        )
    gold["names"] = [
        [m.start(), m.end(), kind]
        for words, kind in more.get("named", {}).items()
        for m in re.finditer(rf"\b{re.escape(words)}\b", text)
    ]
    return traced(plant(text, gold))


def names_of(tracing: Tracing) -> list[str | None]:
    names = {v.id: v.name for v in tracing.voices}
    return [None if s is None else names[s] for s in tracing.speakers]


def hops_of(tracing: Tracing, claim: int) -> list[tuple[str | None, str]]:
    names = {v.id: v.name for v in tracing.voices}
    return [(names.get(h.voice or ""), h.role) for h in tracing.chains[claim]]


def traced(one: Planted) -> Tracing:
    text = one.report.text
    analysis = next(analyse([text]))
    times = find_times(text, one.report.published)
    quotations = find_quotations(text)
    scene = set_scene(one.report, one.attributions, analysis, one.names, quotations, times)
    return trace_chains(scene)


def said_of(tracing: Tracing, voice: str | None, words: str) -> bool:
    shown = next((f"{v.name} | {v.described or ''}" for v in tracing.voices if v.id == voice), "")
    return voice is not None and words.lower() in shown.lower()


def in_order(tracing: Tracing, wanted: Sequence[str], chain: Sequence[str | None]) -> bool:
    left = iter(chain)
    return all(any(said_of(tracing, v, w) for v in left) for w in wanted)


def misses(one: Planted, tracing: Tracing) -> Iterator[tuple[str, bool, str]]:
    """Yield field, whether it is as planted, and what was read, for all that was planted."""
    evidence = {e.id: e for e in tracing.evidence}
    voices = {v.id: v.name for v in tracing.voices}
    for i, gold in enumerate(one.gold["claims"]):
        label = one.attributions[i].content[0].text[:50]
        speaker = tracing.speakers[i]
        shown = voices.get(speaker or "", "nobody")
        chain = tracing.chains[i]
        if gold["kind"] != "narrator" and "voice" in gold:
            want = gold["voice"]
            right = speaker is None if want is None else said_of(tracing, speaker, want)
            yield "voice", right, f"{label}: {want} / {shown}"
        if gold["chain"]:
            right = in_order(tracing, gold["chain"], [h.voice for h in chain])
            hops = [voices.get(h.voice or "", "?") for h in chain]
            yield "chain", right, f"{label}: {gold['chain']} / {hops}"
        if gold["act"]:
            yield (
                "act",
                tracing.acts[i] == gold["act"],
                f"{label}: {gold['act']} / {tracing.acts[i]}",
            )
        if gold["addressee"]:
            told = tracing.addressees[i]
            right = said_of(tracing, told, gold["addressee"])
            yield (
                "addressee",
                right,
                f"{label}: {gold['addressee']} / {voices.get(told or '', '-')}",
            )
        if gold["hedges"]:
            hedges = [h for hop in chain for h in hop.hedges] + list(tracing.hedges[i])
            hedges += [h for hop in chain if hop.evidence for h in evidence[hop.evidence].hedges]
            said = " | ".join(h.span.text for h in hedges).lower()
            right = all(h.lower() in said for h in gold["hedges"])
            yield "hedges", right, f"{label}: {gold['hedges']} / {said}"
    for gold in one.gold["evidence"]:
        right = any(
            e.medium == gold["medium"]
            and (not gold["released_by"] or said_of(tracing, e.released_by, gold["released_by"]))
            and (not gold["released"] or e.released == gold["released"])
            for e in tracing.evidence
        )
        read = [(e.medium, voices.get(e.released_by or ""), e.released) for e in tracing.evidence]
        want = (gold["medium"], gold["released_by"], gold["released"])
        yield "evidence", right, f"{one.report.id}: {want} / {read}"


def totals(folder: Path) -> dict[str, tuple[int, int]]:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for one in planted(folder):
        for field, ok, _ in misses(one, traced(one)):
            asked[field] += 1
            right[field] += ok
    return {field: (right[field], asked[field]) for field in sorted(asked)}
