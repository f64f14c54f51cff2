"""Who claims what, on whose word, and how many independent sources is that really?

Example:
    >>> import purport
    >>> reading = purport.read("“It was locked,” the guard said on Monday.", published="2024-03-14")
    >>> reading.claims[0].text
    '“It was locked,”'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from purport.api import Ledger, open_ledger
from purport.errors import PurportError
from purport.model.claim import Attribution, Certainty, Claim, Hop
from purport.model.decision import Decision
from purport.model.evidence import Evidence
from purport.model.group import Group
from purport.model.place import Place
from purport.model.reading import Reading as _Reading
from purport.model.report import Report
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice

__version__ = "0.1.0"
__all__ = [
    "Attribution",
    "Certainty",
    "Claim",
    "Decision",
    "Evidence",
    "Group",
    "Hedge",
    "Hop",
    "Ledger",
    "Place",
    "PurportError",
    "Reading",
    "Report",
    "Span",
    "TimeExpression",
    "Voice",
    "open_ledger",
    "read",
    "read_many",
    "report",
]


@dataclass(frozen=True, slots=True)
class Reading(_Reading):
    """Everything that was read in one report, as data, JSON and a page."""

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as docs/reference/reading.md describes it, ready for JSON."""
        from purport.model.reading_json import reading_dict  # noqa: PLC0415 - keeps imports quick

        return reading_dict(self)

    def to_html(self) -> str:
        """Return the reading as a page that needs nothing else."""
        from purport.export.html_page import html_page  # noqa: PLC0415 - keeps imports quick

        return html_page(self, self.claims, __version__)


def report(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the public name of the thing
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Report:
    """Return a report made of a string, to be read.

    Args:
        text: what was published, untouched; every offset counts in it.
        id: a name for it; without one it is made from the text's digest.
        published: the day of publication, an EDTF date ("2022-05-19"); without it a header counts.
        publisher: who put it out.
        title: its headline.
        url: where it was found.

    Raises:
        PurportError: the text is empty, too large, not text or not English, or the date is none.
    """
    from purport.ingest.text import report_from_text  # noqa: PLC0415 - keeps imports quick
    from purport.settings import load_settings  # noqa: PLC0415 - likewise

    return report_from_text(
        text,
        id=id,
        published=published,
        publisher=publisher,
        title=title,
        url=url,
        settings=load_settings(),
    )[0]


def read(text: str, *, published: str | None = None, publisher: str | None = None) -> Reading:
    """Return the reading of one report given as a string; its warnings hold those of intake.

    Args:
        text: what was published, untouched.
        published: the day of publication, an EDTF date; without it a header in the text counts.
        publisher: who put it out.

    Raises:
        PurportError: as for `report`.

    Example:
        >>> reading = read("The mayor denied on Friday that the bridge was closed.")
        >>> [c.attribution.source[0].text for c in reading.claims if c.attribution.source]
        ['The mayor']
    """
    from purport.ingest.text import report_from_text  # noqa: PLC0415 - keeps imports quick
    from purport.settings import load_settings  # noqa: PLC0415 - likewise

    settings = load_settings()
    taken, warnings = report_from_text(
        text, published=published, publisher=publisher, settings=settings
    )
    reading = next(read_many([taken]))
    return replace(reading, warnings=(*warnings, *reading.warnings))


def read_many(reports: Iterable[Report | str]) -> Iterator[Reading]:
    """Yield the readings of a stream of reports (or strings), in order, a few at a time.

    Example:
        >>> texts = ["“Yes,” he said.", "“No,” she said."]
        >>> [reading.claims[0].text for reading in read_many(texts)]
        ['“Yes,”', '“No,”']
    """
    from purport.extraction.pipeline import read_reports  # noqa: PLC0415 - keeps imports quick
    from purport.settings import load_settings  # noqa: PLC0415 - likewise

    stream = (report(r) if isinstance(r, str) else r for r in reports)
    settings = load_settings()
    for one in read_reports(stream, settings.threads, settings.organisations):
        yield Reading(**{f.name: getattr(one, f.name) for f in fields(_Reading)})
