"""Characters that would steer a terminal or vanish from a page, made visible one for one."""

from __future__ import annotations

_PICTURES = 0x2400
_KEPT = "\t\n\r"
_OVERRIDES = (0x202D, 0x202E)
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))

_CONTROLS = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    # these two turn letters round, so that a reader sees other words than the report holds
    **dict.fromkeys(_OVERRIDES, 0xFFFD),
}
_STEERING = _CONTROLS | {ord("\r"): 0x240D} | dict.fromkeys(_BIDI, 0xFFFD)


def printable(text: str) -> str:
    r"""Return a text whose control characters and lone surrogates are signs that a page can show.

    So are the two overrides of direction; what else writes from right to left stays, and so do
    tabs and line ends. As many characters come out as went in, so offsets hold.

    Example:
        >>> printable("bell\a")
        'bell␇'
    """
    return text.translate(_CONTROLS)


def harmless(text: str) -> str:
    r"""Return a text that can steer no terminal: as `printable`, and no change of direction.

    A report could otherwise move the cursor, hide words or turn their order round (the escape and
    bidirectional controls). A carriage return before a line feed is dropped.

    Example:
        >>> harmless("\x1b[2Jgone\u202eback")
        '␛[2Jgone�back'
    """
    return text.replace("\r\n", "\n").translate(_STEERING)
