"""Plain text → report."""

from __future__ import annotations

from hashlib import sha256

from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Candidate, Overrides, admit, check_text
from purport.ingest.encoding import decode_text
from purport.model.report import Report
from purport.settings import Settings

_ID_DIGITS = 12


def read_text(data: bytes, name: str | None, charset: str | None = None) -> Candidate:
    """Return the candidate of a plain text; its text is what was decoded, line ends and all.

    Args:
        data: The bytes of the file.
        name: The id to take, or None to make one of the bytes.
        charset: The encoding that the address it came from gives, or None.

    Raises:
        BinaryInput: the bytes are of a known format that is not text.
        WrongEncoding: they are not UTF-8, and no byte-order mark says that they are UTF-16.
    """
    refuse_known_binary(data)
    text = decode_text(data, charset)
    digest = sha256(data).hexdigest()
    return Candidate(text, digest, name or text_id(digest), original=data)


def text_id(digest: str) -> str:
    """Return the id of a text without a name.

    Example:
        >>> text_id("0123456789abcdef")
        'text-0123456789ab'
    """
    return f"text-{digest[:_ID_DIGITS]}"


def part_id(name: str | None, digest: str) -> str:
    """Return the id of one of several texts of a file, the same wherever in the file it stands.

    Example:
        >>> part_id("news", "0123456789abcdef")
        'news-0123456789ab'
    """
    return f"{name}-{digest[:_ID_DIGITS]}" if name else text_id(digest)


def report_from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the public name of the thing
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    settings: Settings,
) -> tuple[Report, tuple[str, ...]]:
    """Return the report that a string is, and warnings; its digest is that of its UTF-8 bytes.

    Raises:
        EmptyInput, InputTooLarge, BinaryInput, WrongEncoding, NotEnglish, BadDate: as for files.

    Example:
        >>> text = "The gate was locked, the guard said."
        >>> report, _ = report_from_text(text, settings=Settings())
        >>> report.id, report.published
        ('text-7b6e45c8ee26', None)
    """
    check_text(text, settings)
    digest = sha256(text.encode("utf-8")).hexdigest()
    overrides = Overrides(id, published, publisher, title, url)
    return admit(Candidate(text, digest, text_id(digest)), overrides, settings)
