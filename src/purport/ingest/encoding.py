"""Bytes → text, without a guess: by byte-order mark, as UTF-8, or as a web page declares."""

from __future__ import annotations

import codecs
import re

from purport.errors import WrongEncoding

_MARKS = (
    (codecs.BOM_UTF32_LE, None),  # before UTF-16, whose mark its own begins with
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

# Where the HTML standard looks for a declaration (13.2.3.2): within the first 1024 bytes.
_DECLARED_WITHIN_BYTES = 1024
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,500}?\bcharset|\?xml\b[^>]{0,500}?\bencoding)\s*=\s*["']?\s*"""
    rb"""([A-Za-z0-9_:.+-]+)""",
    re.IGNORECASE,
)
# The labels of the Encoding Standard (encoding.spec.whatwg.org, section 4.2) that news pages use;
# browsers read ISO-8859-1 and ASCII as windows-1252, GB2312 as GB18030, Shift_JIS as CP932.
_LABELS = (
    dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8")
    # a page whose declaration can be read as ASCII isn't in UTF-16; the standard takes UTF-8
    | dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8")
    | dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii"), "cp1252")
    | dict.fromkeys(("ascii", "windows-1252", "cp1252", "x-cp1252"), "cp1252")
    | {f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)}
    | {f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {"iso-8859-9": "cp1254", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "big5": "big5hkscs"}
    | dict.fromkeys(("gb18030", "gbk", "gb2312"), "gb18030")
    | dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932")
    | {"euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949"}
)


def decode_text(data: bytes, charset: str | None = None) -> str:
    r"""Return the text of bytes that are UTF-8, or UTF-16 or UTF-8 with a byte-order mark.

    The mark is a signature, not a part of the text. Line ends stay as they are.

    Args:
        data: The bytes.
        charset: The encoding that the sender names, which counts where there is no mark.

    Raises:
        WrongEncoding: the bytes are something else; the message gives the first wrong byte.

    Example:
        >>> decode_text(b"\xff\xfea\x00")
        'a'
    """
    if charset is not None and _by_mark(data) is None:
        return _decode(data, *_labelled(charset, "its sender"))
    codec, skip = find_codec(data)
    return _decode(data, codec, skip, _NAMES[codec])


def find_codec(head: bytes) -> tuple[str, int]:
    """Return Python's name for the encoding of text, and how many bytes its mark takes.

    Args:
        head: The first bytes; a thousand will do.

    Raises:
        WrongEncoding: they are UTF-32, or UTF-16 without a mark.

    Example:
        >>> find_codec(b"plain")
        ('utf-8', 0)
    """
    marked = _by_mark(head)
    if marked is None and (order := _unmarked_utf16(head)):
        raise WrongEncoding(f"this looks like UTF-16 ({order}) without a byte-order mark")
    return marked or ("utf-8", 0)


def decode_page(data: bytes, charset: str | None = None) -> str:
    r"""Return the text of a page or of XML: by its mark, as it is declared, else as UTF-8.

    Args:
        data: The bytes.
        charset: The encoding that the sender names; it goes before what the page declares.

    Raises:
        WrongEncoding: the declared encoding is unknown, or the bytes are not in it.

    Example:
        >>> decode_page(b'<meta charset="iso-8859-1"><p>caf\xe9')[-4:]
        'café'
    """
    if (marked := _by_mark(data)) is not None:
        return _decode(data, *marked, _NAMES[marked[0]])
    if charset is not None:
        return _decode(data, *_labelled(charset, "its sender"))
    declared = _DECLARED.search(data[:_DECLARED_WITHIN_BYTES])
    label = declared.group(1).decode("ascii") if declared else "utf-8"
    return _decode(data, *_labelled(label, "the page"))


def refuse_surrogates(text: str) -> None:
    r"""Do nothing for text that can be written as UTF-8.

    Raises:
        WrongEncoding: there is half a character, as the JSON escape "\ud800" alone makes.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as cause:
        what = f"there is half a character (an unpaired surrogate) at character {cause.start}"
        raise WrongEncoding(what) from cause


def _labelled(label: str, who: str) -> tuple[str, int, str]:
    known = _LABELS.get(label.strip().lower())
    if known is None:
        raise WrongEncoding(f"{who} says that it is in {label.lower()[:40]}, which is not known")
    return known, 0, label.upper()


def _by_mark(data: bytes) -> tuple[str, int] | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            if codec is None:
                raise WrongEncoding("this is UTF-32, which is not read")
            return codec, len(mark)
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """Say which half of UTF-16's pairs is nearly all NUL, as it is in English, or None."""
    head = data[: 1024 & ~1]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    low, high = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if high > 0.7 * pairs and low < 0.1 * pairs:
        return "little-endian"
    return "big-endian" if low > 0.7 * pairs and high < 0.1 * pairs else None


def _decode(data: bytes, codec: str, skip: int, name: str) -> str:
    try:
        return data[skip:].decode(codec)
    except UnicodeDecodeError as cause:
        at = skip + cause.start
        wrong = data[at : at + 1].hex()
        what = f"this is not {name}: byte {at} (0x{wrong}) cannot be read"
        raise WrongEncoding(what) from cause
