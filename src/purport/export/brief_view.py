"""What is new since a day, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from purport.export.controls import harmless
from purport.export.roots_wording import interval
from purport.export.terminal import excerpt
from purport.export.wording import counted
from purport.model.group import Group

_QUIET = Style(dim=True)
_HEADS = {
    "gained a root": "Claims that gained a root",
    "changed status": "Claims that changed status",
    "new claim": "New claims with one root",
    "contradicted": "New contradictions",
}


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One thing that is new of a group, in words, and the new reports that it rests on."""

    what: str
    group: Group
    says: str
    reports: tuple[str, ...]


def brief_lines(lines: Sequence[BriefLine], since: str) -> RenderableType:
    """Return what is new, part by part."""
    parts: list[RenderableType] = [
        Text(f"Since {since}: {counted(len(lines), 'thing is', 'things are')} new", "bold")
    ]
    for what, head in _HEADS.items():
        held = [line for line in lines if line.what == what]
        if held:
            parts += ["", Text(f"{head} ({len(held)})", "bold")]
            parts += [_item(line) for line in held]
    return Lines(*parts)


def _item(line: BriefLine) -> RenderableType:
    group = line.group
    about = (
        f"{interval(group.roots_min, group.roots_max)} in "
        f"{counted(len(group.reports), 'report', 'reports')} · {group.status} · {group.id}"
    )
    text = Text.assemble(
        excerpt(group.claim),
        f"\n{excerpt(harmless(line.says))}",
        (f"\n{about} · {', '.join(harmless(r) for r in line.reports[:5])}", _QUIET),
    )
    return Padding(text, (0, 0, 1, 2))
