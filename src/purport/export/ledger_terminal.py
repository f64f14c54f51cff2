"""What a ledger holds, in a terminal: tables of claims, reports and voices, and one claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from purport.export.chain import chain_words, links_of
from purport.export.controls import harmless
from purport.export.segments import cut, marks_of
from purport.export.terminal import Ink, excerpt
from purport.export.wording import (
    ARROW,
    NARRATOR,
    NOT_NAMED,
    PUBLISHER_NOT_NAMED,
    UNKNOWN,
    act,
    evidence_by_id,
    place_words,
    published,
    publisher,
    score_words,
    speaker,
    time_words,
    voices_by_id,
)
from purport.ledger.claim_listing import ClaimRow
from purport.ledger.report_list import ReportRow
from purport.ledger.search import Shown
from purport.ledger.voices import VoiceRow
from purport.model.decision import Decision
from purport.model.record import Record
from purport.model.span import Span

_QUIET = Style(dim=True)
_WHO = Style(bold=True, color="cyan")
_CONTENT = Style(bold=True, color="green")
_ID_COLUMNS = 12
_STATE_COLUMNS = len("hypothetical")
_CONTEXT_CHARS = 240


def claims_table(rows: Sequence[ClaimRow]) -> RenderableType:
    """Return claims as a table that fits its width: parts share columns."""
    table = _table()
    table.add_column("claim, day", width=_ID_COLUMNS, no_wrap=True)
    table.add_column("who ← through whom", ratio=4, overflow="fold")
    table.add_column("what", ratio=7, overflow="fold")
    table.add_column("status, how sure", width=_STATE_COLUMNS, overflow="fold")
    table.add_column("report", ratio=3, overflow="fold")
    for row in rows:
        report = Text(harmless(row.publisher or PUBLISHER_NOT_NAMED), _known(row.publisher))
        table.add_row(
            Text.assemble((row.id, "bold"), "\n", row.published or UNKNOWN),
            _who(row),
            Text(excerpt(row.text)),
            Text("\n").join([_word(row.status), _word(row.certainty)]),
            Text.assemble(report, "\n", (harmless(row.report), _QUIET)),
        )
    return table


def reports_table(rows: Sequence[ReportRow]) -> RenderableType:
    """Return reports as a table."""
    table = _table()
    table.add_column("day", width=len("2022-05-19"), no_wrap=True)
    table.add_column("publisher", ratio=3, overflow="fold")
    table.add_column("title", ratio=6, overflow="fold")
    table.add_column("claims", justify="right", no_wrap=True)
    table.add_column("report", ratio=3, overflow="fold")
    for row in rows:
        table.add_row(
            row.published or UNKNOWN,
            Text(harmless(row.publisher or PUBLISHER_NOT_NAMED), _known(row.publisher)),
            Text(harmless(row.title or "")),
            str(row.claims),
            Text(harmless(row.id), "bold"),
        )
    return table


def voices_table(rows: Sequence[VoiceRow]) -> RenderableType:
    """Return voices as a table, with how many claims each speaks and is in the chain of."""
    table = _table()
    table.add_column("voice", ratio=5, overflow="fold")
    table.add_column("kind", no_wrap=True)
    table.add_column("speaks in", justify="right", no_wrap=True)
    table.add_column("in the chain of", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            Text(harmless(row.name), _WHO), row.kind or UNKNOWN, str(row.speaks), str(row.claims)
        )
    return table


def records_table(rows: Sequence[Record]) -> RenderableType:
    """Return what became of the claims of publishers or voices as a table."""
    table = _table()
    table.add_column("name", ratio=5, overflow="fold")
    if any(row.month is not None for row in rows):
        table.add_column("month", no_wrap=True)
    for head in ("claims", "confirmed", "against", "repeated", "alone", "no origin"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        month = [] if row.month is None else [row.month or UNKNOWN]
        counts = (
            row.claims, row.confirmed, row.contradicted, row.repeated, row.alone, row.unknown,
        )  # fmt: skip
        table.add_row(Text(harmless(row.name), _WHO), *month, *(str(n) for n in counts))
    return table


def shown_view(shown: Shown, ink: Ink) -> RenderableType:
    """Return one claim: who says it, its words where they stand, its chain, what was decided."""
    claim, reading, report = shown.claim, shown.reading, shown.report
    voices, evidence = voices_by_id(reading), evidence_by_id(reading)
    head = Text.assemble((shown.id, "bold"), f"  {harmless(report.id)}/{claim.id}")
    lines: list[tuple[str, str]] = [
        ("who", f"{speaker(claim, voices)} {act(claim)}"),
        ("chain", chain_words(links_of(claim, report, voices, evidence))),
        ("report", " · ".join(filter(None, [report.title, publisher(report), published(report)]))),
        ("address", report.url or ""),
        ("status", claim.status),
        ("certainty", f"{claim.certainty.label} {score_words(claim.certainty.score)}".strip()),
        ("when", "; ".join(time_words(time) for time in claim.times)),
        ("where", "; ".join(place_words(place) for place in claim.places)),
        ("confidence", f"{claim.attribution.confidence:.2f}"),
    ]
    if not shown.current:
        lines.append(("note", "a newer reading of the report does not hold this claim"))
    table = Table.grid(padding=(0, 2))
    for name, words in lines:
        if words:
            table.add_row(Text(name, _QUIET), Text(harmless(words)))
    decided = [Text(harmless(line)) for line in _decided(shown.decisions)]
    return Group(head, "", Padding(_in_context(shown, ink), (0, 2)), "", table, *decided)


def _in_context(shown: Shown, ink: Ink) -> Text:
    """Return the words of the claim where they stand, with some before and after them."""
    text, claim = shown.report.text, shown.claim
    attribution = claim.attribution
    spans = [*attribution.content, *attribution.cue, *attribution.source]
    first = _window_start(text, min((s.start for s in spans), default=0) - _CONTEXT_CHARS)
    last = _window_end(text, max((s.end for s in spans), default=0) + _CONTEXT_CHARS)
    marks = marks_of([claim], {claim.id: 1}, evidence_by_id(shown.reading))
    inside = [mark for mark in marks if first <= mark.span.start and mark.span.end <= last]
    words = Text("… " if first else "", overflow="fold")
    for segment in cut(text, inside):
        if segment.span.start >= last or segment.span.end <= first:
            continue
        for mark in segment.starts:
            words.append("{" if mark.role == "content" else ink.signs.get(mark.role, ""))
        style = sum((ink.styles.get(mark.role, _CONTENT) for mark in segment.marks), Style())
        words.append(_within(segment.span, first, last), style)
        for mark in segment.ends:
            words.append("}" if mark.role == "content" else ink.signs.get(mark.role, ""))
    return words.append(" …" if last < len(text) else "")


def _within(span: Span, first: int, last: int) -> str:
    words = span.text[max(0, first - span.start) : max(0, last - span.start)]
    return harmless(" ".join(words.replace("\r", "").split("\n")))


def _window_start(text: str, at: int) -> int:
    """Return the beginning of a word at or after an offset."""
    if at <= 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if space >= 0 else at


def _window_end(text: str, at: int) -> int:
    """Return the end of a word at or before an offset."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > 0 else at


def _decided(decisions: Sequence[Decision]) -> Iterator[str]:
    if decisions:
        yield ""
    gone = {decision.undoes for decision in decisions}
    for one in decisions:
        said = "" if one.value is None else f": {one.value}"
        undone = f"takes back {one.undoes}" if one.undoes is not None else one.verb
        back = " (taken back)" if one.n in gone else ""
        yield f"decision {one.n}, {one.at}, {one.who}: {undone}{said}{back}"


def _who(row: ClaimRow) -> Text:
    if row.speaker is not None:
        cell = Text(harmless(row.speaker), _WHO)
    elif row.kind == "narrator":
        cell = Text(NARRATOR, _QUIET)
    else:
        words = f" (“{row.source}”)" if row.source else ""
        cell = Text(harmless(f"{NOT_NAMED}{words}"), _QUIET)
    for name in reversed(row.through):
        cell.append(harmless(f"\n{ARROW.lstrip()}{name or NOT_NAMED}"))
    return cell


def _word(word: str) -> Text:
    return Text(word, _QUIET if word == UNKNOWN else "")


def _known(name: str | None) -> Style:
    return Style() if name else _QUIET


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
