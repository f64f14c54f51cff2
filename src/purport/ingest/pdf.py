"""PDF → report: the text of its pages by pypdf, and what it says of itself.

What a PDF calls its creation is when the file was made, which may be a day or ten years after the
report came out: it is kept as a credit and never taken for the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from purport.errors import DamagedInput, EmptyInput, InputTooLarge, LockedInput
from purport.ingest.candidate import Candidate
from purport.ingest.confinement import run_confined
from purport.ingest.pdf_lines import join_pages
from purport.ingest.text import text_id
from purport.model.report import Credit
from purport.settings import Settings

_SCRIPT = Path(__file__).with_name("pdf_extraction.py")
_MARK_WITHIN_BYTES = 1024  # where readers look for it (ISO 32000-1, implementation note 13)
_MARK = b"%PDF-"
# names that programs give by themselves
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|untitled.*|"
    r".*\.(?:docx?|odt|rtf|indd|tex|dvi|pdf|pptx?))",
    re.IGNORECASE,
)
_CREATED = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
# characters that stand for no letter: a font that does not say which letters it draws
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ue000-\uf8ff]")
_MOST_UNKNOWN = 0.1
_READ_IT_FIRST = "Make its text readable first (OCR, for example with ocrmypdf) and give that."


def read_pdf(data: bytes, name: str | None, settings: Settings) -> Candidate:
    """Return the candidate of a PDF.

    Args:
        data: The bytes of the file.
        name: The id to take, or None to make one of the bytes.
        settings: The limits (`max_pages`, `max_text_chars`, `max_seconds`).

    Raises:
        DamagedInput: it cannot be read, or its fonts do not say which letters they draw.
        LockedInput: it opens with a password only.
        EmptyInput: its pages hold no text: it is a scan, or pictures.
        InputTooLarge: it has more pages or characters than the settings allow.
        TooCostly: reading it takes more time or memory than allowed.
    """
    if _MARK not in data[:_MARK_WITHIN_BYTES]:
        raise DamagedInput("this is not a PDF")
    limits = (str(settings.max_pages), str(settings.max_text_chars))
    found = run_confined(_SCRIPT, limits, data, seconds=settings.max_seconds)
    _refuse(found, settings)
    pages = [page or "" for page in found["pages"]]
    text = join_pages(pages)
    _check_letters(text, found["pages"])
    digest = sha256(data).hexdigest()
    return Candidate(
        text=text,
        sha256=digest,
        id=name or text_id(digest),
        title=_title(found),
        credits=_credits(found),
        original=data,
        warnings=_warnings(found["pages"]),
    )


def _refuse(found: Mapping[str, Any], settings: Settings) -> None:
    match found.get("error"):
        case "locked":
            raise LockedInput("the PDF is locked with a password")
        case "pages":
            raise InputTooLarge(
                f"the PDF has {found['count']} pages, more than the setting max_pages "
                f"({settings.max_pages})"
            )
        case None if found["pages"]:
            return
        case None:
            raise DamagedInput("there is no page in the PDF")
        case _:
            raise DamagedInput(f"the PDF is too broken to be read ({found.get('what')})")


def _check_letters(text: str, pages: Sequence[str | None]) -> None:
    if not any(c.isalnum() for c in text):
        if None in pages:
            raise DamagedInput("no page of the PDF can be read")
        what = f"there is no text in the PDF (pages: {len(pages)}); it may be scanned pictures"
        raise EmptyInput(what, None, _READ_IT_FIRST)
    unknown = len(_UNKNOWN.findall(text))
    if "\0" in text or unknown > _MOST_UNKNOWN * len(text):
        what = f"the fonts of the PDF do not say which letters {unknown} of its signs are"
        raise DamagedInput(what, None, _READ_IT_FIRST)


def _warnings(pages: list[str | None]) -> tuple[str, ...]:
    broken = [str(number) for number, page in enumerate(pages, 1) if page is None]
    bare = [str(n) for n, page in enumerate(pages, 1) if page is not None and not page.strip()]
    warnings: tuple[str, ...] = ()
    if broken:
        warnings += (f"these pages of the PDF could not be read: {_listed(broken)}",)
    if bare:
        warnings += (f"these pages of the PDF hold no text: {_listed(bare)}",)
    return warnings


def _listed(numbers: list[str]) -> str:
    more = f" and {len(numbers) - 20} more" if len(numbers) > 20 else ""
    return ", ".join(numbers[:20]) + more


def _title(found: Mapping[str, Any]) -> str | None:
    title = " ".join(str(found.get("/Title", "")).split())
    return title if title and not _NO_TITLE.fullmatch(title) else None


def _credits(found: Mapping[str, Any]) -> tuple[Credit, ...]:
    credited: list[Credit] = []
    if author := " ".join(str(found.get("/Author", "")).split()):
        credited.append(Credit("author", author))
    if made := _CREATED.match(str(found.get("/CreationDate", ""))):
        day = "-".join(part for part in made.groups() if part)
        credited.append(Credit("pdf-creation-date", day))
    return tuple(credited)
