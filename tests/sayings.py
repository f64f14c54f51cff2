"""Readings made of a few sayings, for tests that look for them again."""

from dataclasses import dataclass

from purport.ledger.reports import add_reading
from purport.model.claim import Attribution, Certainty, Claim, Hop
from purport.model.place import Place
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice


@dataclass(frozen=True)
class Saying:
    """One sentence of a report: who says what, through whom, of which days and places."""

    who: str
    what: str
    through: str | None = None
    when: tuple[str, str] | None = None
    where: tuple[str, str | None, str] | None = None
    status: str = "unknown"
    certainty: str = "unknown"
    kind: str = "indirect"
    act: str = "states"
    reporting: bool = True
    hedged: bool = False
    voice_kind: str = "person"
    part_of: str | None = None


def reading(report_id, sayings, *, published="2024-03-16", publisher="Sava Post", title=None):
    """A report with a sentence for each saying: "who says what."."""
    text, claims, names = "", [], {}
    for number, saying in enumerate(sayings, 1):
        start = len(text)
        text += f"{saying.who} says {saying.what}.\n"
        who = Span(start, start + len(saying.who), saying.who)
        cue = Span(who.end + 1, who.end + 5, "says")
        what = Span(cue.end + 1, cue.end + 1 + len(saying.what), saying.what)
        for name in filter(None, (saying.who, saying.through, saying.part_of)):
            names.setdefault(name, (f"v{len(names) + 1}", saying.voice_kind, []))
        names[saying.who][2].append(who)
        claims.append(_claim(f"c{number}", saying, who, cue, what, names))
    parts = {s.who: names[s.part_of][0] for s in sayings if s.part_of}
    voices = tuple(
        Voice(key, name, kind, tuple(mentions), part_of=parts.get(name))
        for name, (key, kind, mentions) in names.items()
    )
    report = Report(
        report_id,
        "0" * 64,
        text or "Nothing.\n",
        title=title,
        publisher=publisher,
        published=published,
        published_from="argument" if published else "unknown",
    )
    return Reading(report, tuple(claims), voices)


def _claim(key, saying, who, cue, what, names):
    first = Span(what.start, what.start + 1, what.text[:1])
    hedges = (Hedge(cue, "content"),) if saying.hedged else ()
    times, places = (), ()
    if saying.when:
        times = (TimeExpression(first, "DATE", saying.when[0], saying.when, "day"),)
    if saying.where:
        name, country, precision = saying.where
        places = (Place(first, name, country, 45.0, 15.0, precision),)
    speaks = Hop(names[saying.who][0], "speaks", span=who)
    through = (Hop(names[saying.through][0], "releases"),) if saying.through else ()
    return Claim(
        key,
        Attribution((what,), (cue,), (who,), saying.kind, saying.reporting, 0.9),
        act=saying.act,
        voice=names[saying.who][0],
        chain=(*through, speaks),
        certainty=Certainty(saying.certainty, 1.0, hedges),
        status=saying.status,
        times=times,
        places=places,
    )  # fmt: skip


def add(ledger, *readings):
    """Add readings to a ledger; what became of the last."""
    added = None
    for one in readings:
        original = one.report.text.encode("utf-8", "surrogatepass")
        added = add_reading(ledger, one, original, f"{one.report.id}.txt", "test")
    return added
