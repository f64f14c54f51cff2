"""WebVTT and SRT → a transcript: its words in turns, and the seconds of every caption.

A caption that cannot be read is passed over and counted in a warning; a file without any is an
error. Rolling captions, in which each repeats the lines that are still on the screen, are known by
their time tags inside the lines; each line of them counts once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from purport.errors import DamagedInput
from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Candidate
from purport.ingest.encoding import decode_text
from purport.ingest.text import text_id
from purport.ingest.turns import Piece, join_turns

# an empty line parts captions; in WebVTT one with a space in it does not, in many an SRT it does
_WEBVTT_BLOCKS = re.compile(r"\n\n+")
_SRT_BLOCKS = re.compile(r"\n[ \t]*\n\s*")
_CLOCK = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_INSIDE_TIME = re.compile(r"<\d{1,4}:[\d:.]{4,12}>")
_VOICE = re.compile(r"<v(?:\.[\w.-]{0,80})?[ \t]+([^>]{1,200})>")
# tags of WebVTT and of SRT, and the {\an8} of the latter; "<3" stays
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d{1,4}:[\d:.]{4,12}>|\{\\[^{}]{0,80}\}")
_MOST_LINES = 8  # of one caption on a screen; set by hand
_NOT_CAPTIONS = ("WEBVTT", "NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")


@dataclass(frozen=True, slots=True)
class _Caption:
    from_s: float
    to_s: float
    lines: tuple[str, ...]


def read_captions(data: bytes, name: str | None, charset: str | None = None) -> Candidate:
    r"""Return the candidate of a file of captions.

    Args:
        data: The bytes of the file.
        name: The id to take, or None to make one of the bytes.
        charset: The encoding that the address it came from gives, or None.

    Raises:
        BinaryInput, WrongEncoding: as for plain text.
        DamagedInput: there is no caption in it.

    Example:
        >>> data = b"WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>The gate was shut."
        >>> found = read_captions(data, "a")
        >>> found.text, found.timings[0].from_s
        ('Ann: The gate was shut.', 1.0)
    """
    refuse_known_binary(data)
    text = decode_text(data, charset).replace("\r\n", "\n").replace("\r", "\n")
    blocks = _WEBVTT_BLOCKS if text.startswith("WEBVTT") else _SRT_BLOCKS
    captions: list[_Caption] = []
    broken = 0
    for block in blocks.split(text):
        found = _caption(block)
        if found is not None:
            captions.append(found)
        elif block.strip() and not block.lstrip().startswith(_NOT_CAPTIONS):
            broken += 1
    if not captions:
        raise DamagedInput("there is no caption with its times in it")
    pieces = _rolled(captions) if _INSIDE_TIME.search(text) else captions
    transcript = join_turns([p for caption in pieces for p in _pieces(caption)])
    digest = sha256(data).hexdigest()
    warnings = (f"captions that could not be read: {broken}",) if broken else ()
    return Candidate(
        text=transcript.text,
        sha256=digest,
        id=name or text_id(digest),
        original=data,
        timings=transcript.timings,
        warnings=warnings,
    )


def _caption(block: str) -> _Caption | None:
    """Return the caption of a block: an identifier or a number, the times, the lines."""
    lines = block.strip("\n").split("\n")
    for number, line in enumerate(lines[:2]):
        if "-->" in line and (times := _TIMES.fullmatch(line)):
            from_s, to_s = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            return _Caption(from_s, max(from_s, to_s), tuple(lines[number + 1 :]))
    return None


def _seconds(clock: Sequence[str | None]) -> float:
    hours, minutes, seconds, part = clock
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((part or "0").ljust(3, "0")) / 1000


def _rolled(captions: Sequence[_Caption]) -> Iterator[_Caption]:
    """Yield captions without the lines that stood on the screen already."""
    shown: list[str] = []
    for caption in captions:
        lines = [line for line in caption.lines if _plain(line)]
        words = [_plain(line) for line in lines]
        most = min(len(words), _MOST_LINES)
        same = max((k for k in range(1, most + 1) if shown[-k:] == words[:k]), default=0)
        shown = words
        if lines[same:]:
            yield _Caption(caption.from_s, caption.to_s, tuple(lines[same:]))


def _pieces(caption: _Caption) -> Iterator[Piece]:
    """Yield the words of a caption, parted where another voice speaks or a line has a dash."""
    words: list[str] = []
    speaker: str | None = None
    for line in caption.lines:
        at = 0
        for voice in _VOICE.finditer(line):
            words.append(_plain(line[at : voice.start()]))
            yield Piece(" ".join(words), caption.from_s, caption.to_s, speaker)
            words, at = [], voice.end()
            speaker = " ".join(html.unescape(voice[1]).split()) or None
        rest = _plain(line[at:])
        if words and rest.startswith(("-", "–", "—", ">>")):
            yield Piece(" ".join(words), caption.from_s, caption.to_s, speaker)
            words = []
        words.append(rest)
    yield Piece(" ".join(words), caption.from_s, caption.to_s, speaker)


def _plain(line: str) -> str:
    return html.unescape(_TAG.sub("", line)).strip()
