"""What a format finds in its file, and the checks that make a report of it."""

from __future__ import annotations

from dataclasses import dataclass

from purport.errors import BadDate, EmptyInput, InputTooLarge, PurportError
from purport.ingest.binary import refuse_controls
from purport.ingest.date import find_header_date, parse_date
from purport.ingest.encoding import refuse_surrogates
from purport.ingest.language import Language, require_english
from purport.model.report import Credit, PublishedFrom, Report, Timing
from purport.settings import Settings


@dataclass(frozen=True, slots=True)
class Candidate:
    """Text that may become a report, and what its file says of it.

    `date` is as the file writes it; `original` are the bytes as they came (of a row of a table the
    UTF-8 of its text; of a record or an entry its own), and `sha256` is their hex digest.
    `timings` are those of a transcript; `warnings` say what of the file could not be read.
    """

    text: str
    sha256: str
    id: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    date: str | None = None
    credits: tuple[Credit, ...] = ()
    original: bytes | None = None
    timings: tuple[Timing, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A row, record or entry of a file that holds several reports: where, and what came of it."""

    place: str
    content: Candidate | PurportError


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says of a report; it goes before anything that the report says itself."""

    id: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one file or row: a report with warnings, or the error that kept it out.

    `original` are the bytes whose digest is the report's `sha256`; None where there is no report.
    """

    where: str
    report: Report | None = None
    error: PurportError | None = None
    warnings: tuple[str, ...] = ()
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    value: str | None
    found_in: PublishedFrom
    warnings: tuple[str, ...] = ()


def admit(
    candidate: Candidate, overrides: Overrides, settings: Settings
) -> tuple[Report, tuple[str, ...]]:
    """Return the report of a candidate, and warnings.

    Raises:
        EmptyInput: there are no words in it.
        InputTooLarge: its text is longer than the setting max_text_chars.
        BinaryInput: it holds control characters as no text does.
        WrongEncoding: it holds half a character.
        NotEnglish: it is in another language, and the setting check_language is on.
        BadDate: the day of publication that the user gave is none.
    """
    text = candidate.text
    check_text(text, settings)
    language = require_english(text) if settings.check_language else Language(None)
    day = _published(candidate, overrides.published)
    report = Report(
        id=overrides.id or candidate.id,
        sha256=candidate.sha256,
        text=text,
        title=overrides.title or candidate.title,
        publisher=overrides.publisher or candidate.publisher,
        published=day.value,
        published_from=day.found_in,
        url=overrides.url or candidate.url,
        language=language.code,
        credits=candidate.credits,
        timings=candidate.timings,
    )
    _check_words(report)
    warnings = candidate.warnings + day.warnings
    return report, warnings + ((language.warning,) if language.warning else ())


def check_text(text: str, settings: Settings) -> None:
    """Do nothing for text that can be read; raises as `admit` does."""
    if len(text) > settings.max_text_chars:
        raise InputTooLarge(
            f"the text has {len(text)} characters, more than the setting max_text_chars "
            f"({settings.max_text_chars})"
        )
    refuse_controls(text)
    refuse_surrogates(text)
    if not any(c.isalnum() for c in text):
        raise EmptyInput("there are no words in it")


def check_date(given: str) -> str:
    """Return the EDTF date that the user gave as the day of publication.

    Raises:
        BadDate: it is none.
    """
    try:
        return parse_date(given)
    except BadDate as error:
        raise error.at("published") from None


def _check_words(report: Report) -> None:
    """Refuse half characters outside the text, as JSON and command lines can bring them."""
    values = [report.id, report.title, report.publisher, report.url]
    values += [credit.value for credit in report.credits]
    values += [timing.speaker for timing in report.timings]
    for value in values:
        if value:
            refuse_surrogates(value)


def _published(candidate: Candidate, given: str | None) -> _Day:
    """Decide the day of publication: argument, then the file's own data, then the header."""
    if given is not None:
        return _Day(check_date(given), "argument")
    warnings: tuple[str, ...] = ()
    if candidate.date and candidate.date.strip():
        try:
            return _Day(parse_date(candidate.date), "metadata")
        except BadDate as error:
            warnings = (f"in the file's data, {error.what}; it is not used",)
    header = find_header_date(candidate.text)
    warnings += (header.warning,) if header.warning else ()
    return _Day(header.value, "header" if header.value else "unknown", warnings)
