"""Time expressions against other taggers: value and relaxed F1 of TempEval-3, and time a document.

`python -m benchmarks.times --data DIR [DIR …] [--peers NAME …]`; each DIR holds TimeML files
(*.tml) with TIMEX3 marked in their TEXT, such as those of TempEval-3. The date of the document is
given to every tagger and is not scored. Peers that are not installed are named and left out;
`pip install dateparser recognizers-text-suite 'emoji<2'` brings them.

Relaxed F1 counts an expression as found where one character overlaps; value F1 is relaxed F1 times
the share of the aligned whose TIMEX3 value is the same string, as in TempEval-3.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text that names a time, and its TIMEX3 value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its date and the expressions that people marked in it."""

    text: str
    published: str | None
    gold: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 in percent and CPU milliseconds a document."""

    relaxed: float
    value: float
    document_ms: float


MONTH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
WEEK_DAYS = 7
Tagger = Callable[[str, str | None], list[Marked]]


def read_timeml(path: Path) -> Document:
    """Return the TEXT of a TimeML file with its marked times and the document's date."""
    root = ET.parse(path).getroot()  # noqa: S314 -- data sets of one's own choice
    created = next(
        (t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
    )
    body = root.find(".//TEXT")
    if body is None:
        raise ValueError(f"{path} has no TEXT element")
    pieces: list[str] = []
    gold = tuple(_walk(body, pieces))
    text = "".join(pieces)
    return Document(
        text,
        created.get("value") if created is not None else None,
        tuple(g for g in gold if text[g.start : g.end].strip()),
    )


def _walk(element: ET.Element, pieces: list[str]) -> Iterator[Marked]:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _walk(child, pieces)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        yield Marked(start, sum(map(len, pieces)), element.get("value") or "")


def purport_tagger() -> Tagger:
    """Return purport's own tagger."""
    from purport.extraction.times import find_times

    def tag(text: str, published: str | None) -> list[Marked]:
        return [Marked(t.span.start, t.span.end, t.value) for t in find_times(text, published)]

    return tag


def dateparser_tagger() -> Tagger:
    """Return dateparser's search, its moments cut to what the words name."""
    from dateparser.search import search_dates

    def tag(text: str, published: str | None) -> list[Marked]:
        day = _day(published)
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": day}
        marked, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                marked.append(Marked(start, at, _dateparser_value(words, moment, day)))
        return marked

    return tag


def _day(published: str | None) -> datetime:
    return datetime.fromisoformat(published[:10]) if published else datetime(1, 1, 1)  # noqa: DTZ001


def _same_day(moment: datetime, day: datetime) -> datetime:
    """Return the report's day for a weekday that a peer put a week before it."""
    return day if (day - moment).days == WEEK_DAYS else moment


def _dateparser_value(words: str, moment: datetime, day: datetime) -> str:
    """Return a moment as finely as its words name it: dateparser itself fills in the rest."""
    said = words.lower()
    if re.search(r"\bnow\b", said):
        return "PRESENT_REF"
    if re.search(r"\d:\d\d|\d\s?[ap]\.?m|hour|minute", said):
        return f"{moment:%Y-%m-%dT%H:%M}"
    if re.search(r"year|decade|^\D*\d{4}$", said) and not re.search(MONTH, said):
        return f"{moment:%Y}"
    if "month" in said or (re.search(MONTH, said) and not re.search(r"\b\d\d?\b", said)):
        return f"{moment:%Y-%m}"
    return f"{_same_day(moment, day) if 'day' in said else moment:%Y-%m-%d}"


def recognizers_tagger() -> Tagger:
    """Return Microsoft's recognizers; of a past and a coming date the past one is taken."""
    from recognizers_date_time import DateTimeOptions, DateTimeRecognizer

    recognizer = DateTimeRecognizer("en-us", DateTimeOptions.NONE, lazy_initialization=False)
    model = recognizer.get_datetime_model()

    def tag(text: str, published: str | None) -> list[Marked]:
        day = _day(published)
        return [
            Marked(r.start, r.end + 1, _timex(r.text.lower(), r.resolution, day))
            for r in model.parse(text, day)
        ]

    return tag


def _timex(words: str, resolution: dict[str, Any] | None, day: datetime) -> str:
    """Return the TIMEX3 value nearest to what a recognizer says."""
    first = ((resolution or {}).get("values") or [{}])[0]
    timex, kind = str(first.get("timex", "")), first.get("type")
    if timex.endswith("_REF"):
        return "PAST_REF" if re.search(r"recent|previous", words) else timex
    if kind == "date" and first.get("value"):
        moment = datetime.fromisoformat(str(first["value"]))  # noqa: DTZ007, RUF100
        return f"{_same_day(moment, day) if 'day' in words else moment:%Y-%m-%d}"
    if kind == "datetime":
        return str(first.get("value") or timex).replace(" ", "T")[:16]
    if kind == "timerange" and timex.startswith("T"):
        return f"{day:%Y-%m-%d}{timex}"
    start = str(first.get("start") or "")
    if kind == "daterange" and "quarter" in words and start:
        return f"{start[:4]}-Q{(int(start[5:7]) + 2) // 3}"
    if kind == "daterange" and timex.startswith("XXXX") and start:
        return start[: 7 if len(timex) == len("XXXX-09") else 4]
    return timex.rsplit(",", 1)[-1].rstrip(")") if timex.startswith("(") else timex


TAGGERS: dict[str, tuple[str, Callable[[], Tagger]]] = {
    "purport": ("", purport_tagger),
    "dateparser": ("dateparser", dateparser_tagger),
    "ms-recognizers": ("recognizers-text-suite 'emoji<2'", recognizers_tagger),
}


def align(gold: Sequence[Marked], found: Sequence[Marked]) -> list[tuple[Marked, Marked]]:
    """Return pairs that overlap, one to one: same spans first, then by length of the overlap."""
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = min(g.end, f.end) - max(g.start, f.start)
            if shared > 0:
                same = (g.start, g.end) == (f.start, f.end)
                pairs.append((not same, -shared, g.start, f.start, i, j))
    kept, used_gold, used_found = [], set(), set()
    for *_, i, j in sorted(pairs):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            kept.append((gold[i], found[j]))
    return kept


def measure(tag: Tagger, documents: Sequence[Document]) -> Figures:
    """Return the figures of a tagger on documents; one text is read beforehand to warm it up."""
    tag(documents[0].text[:1000], documents[0].published)
    began = time.process_time()
    found = [tag(d.text, d.published) for d in documents]
    used_s = time.process_time() - began
    aligned = [p for d, f in zip(documents, found, strict=True) for p in align(d.gold, f)]
    total = sum(len(d.gold) for d in documents) + sum(map(len, found))
    relaxed = 200 * len(aligned) / total if total else 0.0
    right = sum(g.value == f.value for g, f in aligned)
    value = relaxed * right / len(aligned) if aligned else 0.0
    return Figures(relaxed, value, 1000 * used_s / len(documents))


def report(name: str, documents: Sequence[Document], taggers: dict[str, Tagger]) -> None:
    """Print a table of one data set, with the ratio of each peer to purport."""
    print(f"\n{name}: {len(documents)} documents, {sum(len(d.gold) for d in documents)} times")
    print("| tagger | value F1 | relaxed F1 | ms a document | times as long |")
    print("| --- | --- | --- | --- | --- |")
    ours = None
    for tagger, tag in taggers.items():
        f = measure(tag, documents)
        ours = ours or f
        ratio = f.document_ms / ours.document_ms
        print(f"| {tagger} | {f.value:.1f} | {f.relaxed:.1f} | {f.document_ms:.1f} | {ratio:.1f} |")


def main() -> None:
    """Measure purport and the peers that are installed on every data set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", nargs="+", type=Path, required=True, help="folders of *.tml")
    parser.add_argument("--peers", nargs="*", choices=list(TAGGERS)[1:], default=list(TAGGERS)[1:])
    asked = parser.parse_args()
    taggers = {}
    for name in ("purport", *asked.peers):
        package, load = TAGGERS[name]
        try:
            taggers[name] = load()
        except ImportError as missing:
            print(f"{name} is not installed ({missing}); pip install {package}", file=sys.stderr)
    for folder in asked.data:
        paths = sorted(p for p in folder.glob("*.tml") if not p.name.startswith("._"))
        if not paths:
            parser.error(f"no *.tml in {folder}")
        report(folder.name, [read_timeml(p) for p in paths], taggers)


if __name__ == "__main__":
    main()
