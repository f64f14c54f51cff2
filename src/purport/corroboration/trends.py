"""Themes over time: how many reports speak of them, and from how many roots.

A theme is a name that the claims of several groups share, or words that somebody gives. Beside the
reports of each period stand the roots that are heard in them, so that an echo shows as an echo:
many reports, one root.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from purport.corroboration.profiles import alike
from purport.ledger.kept_counts import Outline
from purport.model.theme import Period, Theme

Every = Literal["day", "week", "month", "year"]

# Set by hand: a theme is a name that two groups share, or one in several reports.
_LEAST_GROUPS = 2
_SHORTEST = 4
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NAME = re.compile(r"(?<![.!?…“] )(?<![\w.])(?:[A-Z][\w’'-]+)(?: (?:of |de |al-)?[A-Z][\w’'-]+)*")
_NO_THEME = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December "
    "Mr Mrs Ms Dr The This That It He She They I "
    "Everyone In At On".split()
)


def find_themes(
    groups: Sequence[Outline],
    published: Mapping[str, str | None],
    *,
    every: Every = "week",
    most: int = 12,
    wanted: Iterable[str] = (),
) -> tuple[Theme, ...]:
    """Return the themes of some groups, those of most reports first.

    Args:
        groups: outlines of counted groups.
        published: the day of each report; reports without a day are left out of the periods.
        every: how long a period is.
        most: how many themes at most.
        wanted: words to take for themes instead of those that are found.
    """
    named = [w.lower() for w in wanted]
    held = {t: [g for g in groups if _speaks_of(g, t)] for t in named} or _shared(groups)
    themes = [_theme(name, some, published, every) for name, some in held.items()]
    themes.sort(key=lambda t: (-t.reports, t.name))
    return tuple(themes if named else _without_doubles(themes)[:most])


def period_of(day: str, every: Every) -> str:
    """Return the first day of the period in which a day lies.

    Example:
        >>> period_of("2022-05-19", "week"), period_of("2022-05-19", "month")
        ('2022-05-16', '2022-05-01')
    """
    at = date.fromisoformat(day)
    if every == "week":
        at = date.fromordinal(at.toordinal() - at.weekday())
    elif every == "month":
        at = at.replace(day=1)
    elif every == "year":
        at = at.replace(month=1, day=1)
    return at.isoformat()


def _shared(groups: Sequence[Outline]) -> dict[str, list[Outline]]:
    """Return the names that some groups share, each with these groups."""
    named = {g.id: _names(g) for g in groups}
    often = Counter(n for held in named.values() for n in held)
    known: list[str] = []
    for name in sorted(often, key=lambda n: (-often[n], -len(n), n)):
        if not any(_same_name(name, k) for k in known):
            known.append(name)
    found: dict[str, list[Outline]] = {}
    for group in groups:
        for name in known:
            if any(_same_name(n, name) for n in named[group.id]):
                found.setdefault(name, []).append(group)
    return {
        name: held
        for name, held in found.items()
        if len(held) >= _LEAST_GROUPS or any(len(g.days) > 1 for g in held)
    }


def _names(group: Outline) -> frozenset[str]:
    """Return the capitalised names in a claim, but for its first word, days and months."""
    names = (m for m in _NAME.finditer(group.claim) if m.start() or " " in m.group())
    found = (m.group().removesuffix("'s").removesuffix("’s") for m in names)
    return frozenset(n for n in found if n not in _NO_THEME and len(n) >= _SHORTEST)


def _same_name(a: str, b: str) -> bool:
    """Whether two names are one, as written or as name and adjective ("Ukraine", "Ukrainian")."""
    one, two = a.lower().split(), b.lower().split()
    return len(one) == len(two) and all(alike(x, y) for x, y in zip(one, two, strict=True))


def _speaks_of(group: Outline, theme: str) -> bool:
    words = [m.group().lower() for m in _WORD.finditer(group.claim)]
    return all(any(alike(w, t) for w in words) for t in theme.split())


def _theme(
    name: str, groups: Sequence[Outline], published: Mapping[str, str | None], every: Every
) -> Theme:
    reports: dict[str, set[str]] = {}
    roots: dict[str, set[str]] = {}
    lost: dict[str, set[str]] = {}
    for group in groups:
        for report in group.days:
            reports.setdefault(_start(published.get(report), every), set()).add(report)
        for who, some in group.roots:
            for start in {_start(published.get(report), every) for report in some}:
                roots.setdefault(start, set()).add(who)
        for report in group.unknown:
            lost.setdefault(_start(published.get(report), every), set()).add(report)
    everything = set[str]().union(*reports.values())
    return Theme(
        name,
        tuple(g.id for g in groups),
        len(everything),
        len(set[str]().union(*roots.values())) if roots else 0,
        len(set[str]().union(*lost.values())) if lost else 0,
        tuple(
            Period(start, len(reports[start]), len(roots.get(start, ())), len(lost.get(start, ())))
            for start in sorted(reports)
            if start
        ),
    )


@lru_cache(maxsize=1 << 14)
def _start(day: str | None, every: Every) -> str:
    return period_of(day, every) if day is not None and _DAY.fullmatch(day) else ""


def _without_doubles(themes: Sequence[Theme]) -> list[Theme]:
    """Return themes without those of the same groups as one before them."""
    kept: dict[tuple[str, ...], Theme] = {}
    for theme in themes:
        kept.setdefault(theme.groups, theme)
    return list(kept.values())
