"""Bytes that are no text, and what they look like."""

from __future__ import annotations

from purport.errors import BinaryInput

# The first bytes of what people most often take for text, from the formats' own definitions.
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, or a Word, Excel or OpenDocument file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"OggS\x00", "an Ogg recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1\x15", "a Parquet table"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_REMEDIES = {
    "a PDF document": "Give it a name that ends in .pdf.",
    "a gzip archive": "Unpack it; a web archive has a name that ends in .warc.gz.",
}
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI video"}
# what the program file(1) takes for text among the control characters: \a \b \t \n \f \r ESC;
# \v as well, which old word processors use for a line end
_TEXT_CONTROLS = frozenset("\a\b\t\n\v\f\r\x1b")
_CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160)))) - _TEXT_CONTROLS - {"\x85"}
# a stray control character is a slip of some program; one in fifty is no text
_MOST_CONTROLS = 0.02


def looks_like(data: bytes) -> str | None:
    """Return what bytes look like by their first few, or None where these say nothing.

    Example:
        >>> looks_like(b"%PDF-1.7 ...")
        'a PDF document'
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], "a RIFF recording or image")
    if data[4:8] == b"ftyp":
        return "an MP4 video or HEIC image"
    return None


def refuse_known_binary(data: bytes) -> None:
    """Do nothing for bytes that may be text.

    Raises:
        BinaryInput: the first bytes are those of a known format that is not text.
    """
    if (name := looks_like(data)) is not None:
        raise BinaryInput(f"this is not text but looks like {name}", None, _REMEDIES.get(name))


def refuse_controls(text: str) -> None:
    """Do nothing for text with hardly any control characters.

    Raises:
        BinaryInput: there is a NUL, or more than one character in fifty is a control character.
    """
    if (at := text.find("\0")) >= 0:
        raise BinaryInput(f"this is not text: there is a NUL at character {at}")
    controls = sum(text.count(c) for c in _CONTROLS)
    if controls > _MOST_CONTROLS * len(text):
        raise BinaryInput(
            f"this is not text: {controls} of {len(text)} characters are control characters"
        )
