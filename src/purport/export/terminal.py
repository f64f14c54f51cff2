"""A reading in a terminal: the report with its words marked, and a table of its claims.

Where the terminal has styles, sources are bold, cues underlined and hedges italic, each in a colour
of its own that adds nothing but comfort. Where there are none (a pipe, a file, a plain terminal),
signs stand around the words instead. The claims stand in numbered braces in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from purport.export.chain import chain_words, links_of
from purport.export.controls import harmless
from purport.export.segments import Mark, MarkRole, cut, marks_of
from purport.export.wording import (
    ARROW,
    UNKNOWN,
    act,
    counted,
    evidence_by_id,
    go_betweens,
    hedges,
    is_narrated,
    numbers,
    published,
    publisher,
    reasons,
    speaker,
    time_words,
    voice_name,
    voices_by_id,
    why_words,
)
from purport.model.claim import Claim
from purport.model.evidence import Evidence
from purport.model.reading import Reading
from purport.model.voice import Voice

_BRACE = Style(bold=True, color="green")
_QUIET = Style(dim=True)
_EXCERPT_CHARS = 160
_MEASURE_COLUMNS, _TABLE_COLUMNS = 92, 112
_STATE_COLUMNS = len("unknown · hypothetical")


@dataclass(frozen=True, slots=True)
class Ink:
    """How words are marked: in styles of the terminal, or by signs around them."""

    styles: Mapping[MarkRole, Style]
    signs: Mapping[MarkRole, str]


_SOURCE = Style(bold=True, color="cyan")
_HEDGE = Style(italic=True, color="red")

STYLED = Ink(
    {"source": _SOURCE, "cue": Style(underline=True, color="magenta"), "hedge": _HEDGE}, {}
)
PLAIN = Ink({}, {"source": "*", "cue": "_", "hedge": "~"})


def terminal_view(reading: Reading, claims: Sequence[Claim], ink: Ink) -> RenderableType:
    """Return a report with its marked words, its warnings and the table of some of its claims."""
    parts: list[RenderableType] = [*_head(reading), ""]
    parts += [Text(f"! {harmless(w)}", _HEDGE) for w in reading.warnings]
    parts += [""] if reading.warnings else []
    parts += [Constrain(_text(reading, claims, ink), _MEASURE_COLUMNS), ""]
    if claims:
        parts += [_legend(ink), "", Constrain(_table(reading, claims), _TABLE_COLUMNS)]
    return Group(*parts, _foot(reading, claims))


def _head(reading: Reading) -> Iterator[RenderableType]:
    report = reading.report
    yield Rule(Text(harmless(report.title or report.id), "bold"), align="left", style=_QUIET)
    about = [publisher(report), published(report), *([report.url] if report.url else [])]
    yield Text(harmless(" · ".join(about)), _QUIET)


def _foot(reading: Reading, claims: Sequence[Claim]) -> Text:
    told = sum(map(is_narrated, reading.claims)) - sum(map(is_narrated, claims))
    felt = len(reading.claims) - len(claims) - told
    line = counted(len(claims), "claim", "claims")
    hidden = []
    if told:
        hidden.append(
            counted(told, "sentence of the report's own", "sentences of the report's own")
        )
    if felt:
        hidden.append(counted(felt, "attitude", "attitudes"))
    if hidden:
        line += f"; {' and '.join(hidden)} not shown (--all shows them)"
    return Text(line, _QUIET)


def _legend(ink: Ink) -> Text:
    parts = [Text.assemble(("{1 ", _BRACE), "what is claimed", ("}", _BRACE))]
    for role in ("source", "cue", "hedge"):
        sign = ink.signs.get(role, "")
        parts.append(Text(f"{sign}{role}{sign}", ink.styles.get(role, "")))
    return Text("   ").join(parts)


def _text(reading: Reading, claims: Sequence[Claim], ink: Ink) -> Text:
    """Return the report as read, with its marks."""
    number = numbers(reading)
    marks = marks_of(claims, number, evidence_by_id(reading))
    looks = {number[claim.id]: _brace(claim) for claim in claims}
    shown = Text(overflow="fold")
    braces = Braces()
    for segment in cut(reading.report.text, marks):
        for mark in _once(segment.starts):
            shown.append_text(_sign(mark, ink, braces.opening, looks))
        style = sum((ink.styles.get(m.role, Style()) for m in segment.marks), Style())
        shown.append(harmless(segment.span.text), style)
        for mark in _once(segment.ends):
            shown.append_text(_sign(mark, ink, braces.closing, looks))
    shown.rstrip()
    return shown


def _once(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks, but only one of those that look the same, as words do that serve two claims."""
    seen = set()
    for mark in marks:
        look = (mark.span, mark.role, mark.claim if mark.role == "content" else 0)
        if look not in seen:
            seen.add(look)
            yield mark


def _sign(mark: Mark, ink: Ink, brace: Callable[[int], str], looks: Mapping[int, Style]) -> Text:
    """Return what stands at the border of a mark: a brace, or the sign of its role."""
    if mark.role == "content":
        return Text(brace(mark.claim), looks[mark.claim])
    return Text(ink.signs.get(mark.role, ""))


def _brace(claim: Claim) -> Style:
    """Return the look of a claim's braces: quiet where the report speaks in its own voice."""
    return _QUIET if claim.attribution.kind == "narrator" else _BRACE


class Braces:
    """The braces around contents: which are open, and which contents have had a piece already.

    Example:
        >>> b = Braces()
        >>> [b.opening(1), b.opening(2), b.closing(1), b.closing(2), b.opening(1)]
        ['{1 ', '{2 ', ' 1}', '}', '{1… ']
    """

    def __init__(self) -> None:
        self._open: list[int] = []
        self._begun: set[int] = set()

    def opening(self, claim: int) -> str:
        """Return what opens a piece of a content; a further piece says that it goes on."""
        more = "…" if claim in self._begun else ""
        self._open.append(claim)
        self._begun.add(claim)
        return f"{{{claim}{more} "

    def closing(self, claim: int) -> str:
        """Return what closes a piece; it says which, where another was opened after it."""
        last = self._open[-1] == claim
        self._open.remove(claim)
        return "}" if last else f" {claim}}}"


def _table(reading: Reading, claims: Sequence[Claim]) -> Table:
    """Return the table of some claims; parts share columns, so that it fits 80 columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("who, through whom", ratio=5, overflow="fold")
    table.add_column("what", ratio=7, overflow="fold")
    table.add_column("how sure · status, when", width=_STATE_COLUMNS, overflow="fold")
    number, voices, evidence = numbers(reading), voices_by_id(reading), evidence_by_id(reading)
    for claim in claims:
        table.add_row(
            Text(str(number[claim.id]), _brace(claim)),
            _who(claim, voices),
            Text.assemble((f"{act(claim)} ", _QUIET), excerpt(claim.text)),
            _state(claim, evidence),
        )
        table.add_row()
    return table


def _who(claim: Claim, voices: Mapping[str, Voice]) -> Text:
    cell = Text()
    cell.append(harmless(speaker(claim, voices)), _QUIET if claim.voice is None else _SOURCE)
    for hop in reversed(go_betweens(claim)):
        cell.append(harmless(f"\n{ARROW.lstrip()}{voice_name(hop.voice, voices)}"))
    return cell


def _state(claim: Claim, evidence: Mapping[str, Evidence]) -> Text:
    hedged = dict.fromkeys(h.span.text for h in hedges(claim, evidence))
    lines = [Text(" · ").join([_known(claim.certainty.label), _known(claim.status)])]
    lines += [Text(harmless(f"“{hedge}”"), _HEDGE) for hedge in hedged]
    lines += [Text(harmless(time_words(time))) for time in claim.times]
    return Text("\n").join(lines)


def _known(word: str) -> Text:
    return Text(word, _QUIET if word == UNKNOWN else "")


def excerpt(text: str) -> str:
    r"""Return the beginning of a text on one line, whole words with " …" where it is cut.

    Example:
        >>> excerpt("one\ntwo"), len(excerpt("words " * 40)) <= 160
        ('one two', True)
    """
    line = " ".join(harmless(text).split())
    if len(line) <= _EXCERPT_CHARS:
        return line
    return line[: _EXCERPT_CHARS - 2].rsplit(" ", 1)[0] + " …"


def explain_view(reading: Reading, claims: Sequence[Claim]) -> RenderableType:
    """Return some claims one after the other, each with its chain and why it was read so."""
    number = numbers(reading)
    voices, evidence = voices_by_id(reading), evidence_by_id(reading)
    parts: list[RenderableType] = []
    for claim in claims:
        head = Text.assemble(
            (f"{number[claim.id]} ", _brace(claim)),
            (harmless(speaker(claim, voices)), _SOURCE),
            f" {act(claim)}: {harmless(claim.text)}",
        )
        chain = chain_words(links_of(claim, reading.report, voices, evidence))
        lines = [Text(harmless(chain), _QUIET)]
        lines += [Text(f"· {harmless(why_words(w))}") for w in reasons(claim)]
        parts += [head, *(Padding(line, (0, 0, 0, 4)) for line in lines), ""]
    return Group(*parts)
