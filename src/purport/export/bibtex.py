"""Reports as BibTeX (biblatex's `@online`), to be cited."""

from __future__ import annotations

import re
from collections.abc import Iterable

from purport.export.controls import printable
from purport.model.report import Report

_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9:.+/-]+")


def bibtex(reports: Iterable[Report]) -> str:
    r"""Return an entry for each report, with its original's digest; unknown fields are left out.

    Example:
        >>> report = Report("a 1", "ab12", "x", title="50% lost", published="2024-03")
        >>> print(bibtex([report]))
        @online{a-1,
          title = {50\% lost},
          date = {2024-03},
          note = {SHA-256 ab12},
        }
        <BLANKLINE>
    """
    return "\n".join(_entry(report) for report in reports)


def _entry(report: Report) -> str:
    key = _NOT_IN_KEYS.sub("-", report.id).strip("-") or report.sha256[:12]
    fields = {
        "title": report.title or report.id,
        "organization": report.publisher,
        "date": report.published,
        "url": report.url,
        "note": f"SHA-256 {report.sha256}",
    }
    lines = [f"  {name} = {{{_escaped(value)}}},\n" for name, value in fields.items() if value]
    return f"@online{{{key},\n{''.join(lines)}}}\n"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in " ".join(printable(text).split()))
