"""Well-known organisations, read from tables: words of a report → which organisation is meant.

lexicon/organisations.csv is made to be edited; a user's own file of the same columns (name, class,
country, aliases, part_of; aliases separated by ";") is read after it and may add or replace rows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from purport.errors import SettingError
from purport.extraction.lexicon import read_table

_LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|')(?=\s|$)")
_SPACE = re.compile(r"\s+")
_SPELLINGS = {
    "defense": "defence", "organization": "organisation", "program": "programme",
    "center": "centre", "centers": "centres", "labor": "labour", "u.s.": "us", "u.n.": "un",
    "u.k.": "uk", "e.u.": "eu",
}  # fmt: skip
_ACRONYM_CHARS = 5


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of the table: a name, what sort of body bears it, its country (ISO 3166) and parent."""

    name: str
    sort: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Organisations:
    """The table, by folded name and alias."""

    rows: tuple[Organisation, ...]
    _named: dict[str, tuple[Organisation, ...]]

    @property
    def media(self) -> frozenset[str]:
        """The names and aliases of news outlets, in lower case without article."""
        return frozenset(
            w.lower().removeprefix("the ")
            for row in self.rows
            if row.sort == "media"
            for w in (row.name, *row.aliases)
        )

    def find(self, words: str, country: str | None = None) -> Organisation | None:
        """Return the organisation that words name, or None where they name none or several.

        `country` (ISO 3166) settles names that several countries share; words may also begin with
        the country ("Ukraine’s Security Service").

        Example:
            >>> known_organisations().find("Ukraine’s Security Service").name
            'Security Service of Ukraine'
            >>> known_organisations().find("the foreign ministry") is None
            True
        """
        found = self._named.get(fold(words), ())
        if not found and words.endswith((" agency", " Agency")):
            return self.find(words[:-7], country)
        if not found:
            own, rest = leading_country(words)
            if own is None or not rest:
                return None
            found, country = self._named.get(fold(rest), ()), own
            found = tuple(row for row in found if row.country == own)
        if len(found) > 1 and country is not None:
            found = tuple(row for row in found if row.country == country)
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1 << 12)
def fold(words: str) -> str:
    """Return a name without article, possessive, case (but of acronyms) and spelling variants.

    Example:
        >>> fold("The Defense  Ministry’s"), fold("WHO"), fold("U.N.")
        ('defence ministry', 'WHO', 'UN')
    """
    bare = _LEADING.sub("", words.replace("’", "'").strip(' ,;:“”"'))
    bare = _POSSESSIVE.sub("", bare)
    return " ".join(_folded(w) for w in _SPACE.split(bare.strip()) if w)


def _folded(word: str) -> str:
    undotted = word.replace(".", "")
    if undotted.isupper() and len(undotted) <= _ACRONYM_CHARS:
        return undotted
    low = word.lower().strip(".,")
    return _SPELLINGS.get(low, low)


@lru_cache(maxsize=1 << 12)
def leading_country(words: str) -> tuple[str | None, str]:
    """Return the country (ISO 3166) that words begin with, if any, and the words after it.

    Example:
        >>> leading_country("Ukraine’s Security Service"), leading_country("Russian army")
        (('UA', 'Security Service'), ('RU', 'army'))
    """
    parts = _LEADING.sub("", words.replace("’", "'")).split()
    for size in (3, 2, 1):
        lead = " ".join(parts[:size])
        bare = lead.removesuffix("'s").removesuffix("'").removesuffix("-based")
        code = _country_words().get(bare.lower())
        if code is not None and len(parts) >= size:
            return code, " ".join(parts[size:])
    return None, words


def country_of(word: str) -> str | None:
    """Return the country (ISO 3166) that a name or demonym belongs to, or None."""
    return _country_words().get(word.replace("’", "'").removesuffix("'s").lower())


@lru_cache(maxsize=1)
def _country_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("demonyms", "countries"):
        for row in read_table(name):
            for word in row["words"].split(";"):
                found.setdefault(word.lower(), row["country"])
    return found


@lru_cache(maxsize=1)
def known_organisations() -> Organisations:
    """Return the table that comes with the program."""
    return _indexed(_rows(read_table("organisations")))


def read_organisations(path: Path) -> Organisations:
    """Return the program's table with the rows of a user's file, which win where names agree.

    Raises:
        SettingError: the file cannot be read, or has no column "name".
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as f:
            own = _rows(csv.DictReader(f))
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        what = f"the table of organisations cannot be read ({cause})"
        raise SettingError(what, str(path)) from cause
    except KeyError as cause:
        what = 'the table of organisations has no column "name"'
        raise SettingError(what, str(path)) from cause
    taken = {(fold(row.name), row.country) for row in own}
    kept = [r for r in known_organisations().rows if (fold(r.name), r.country) not in taken]
    return _indexed([*own, *kept])


def _rows(table: Iterable[Mapping[str, str]]) -> list[Organisation]:
    return [
        Organisation(
            row["name"],
            row.get("class") or "organisation",
            row.get("country") or None,
            tuple(a for a in (row.get("aliases") or "").split(";") if a),
            row.get("part_of") or None,
        )
        for row in table
    ]


def _indexed(rows: list[Organisation]) -> Organisations:
    named: dict[str, list[Organisation]] = {}
    for row in rows:
        for key in dict.fromkeys(fold(w) for w in (row.name, *row.aliases)):
            named.setdefault(key, []).append(row)
    return Organisations(tuple(rows), {k: tuple(v) for k, v in named.items()})
