"""What a path on the command line stands for: a file, the files of a folder or of a pattern."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from purport.errors import EmptyFolder, MissingFile, NoAccess, PurportError
from purport.ingest.format import FORMATS, known_suffix

STDIN = "-"
_PATTERN = re.compile(r"[*?\[]")


def expand_path(path: str) -> Iterator[str | PurportError]:
    """Yield the files that a path stands for, or what is wrong with it; `STDIN` stays as it is.

    A folder stands for the files of known formats in it and below, in order of name, without
    hidden ones; links to folders are not followed. A pattern ("reports/*.txt") stands for the files
    that match.
    """
    if path == STDIN:
        yield STDIN
        return
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as cause:
        if _PATTERN.search(path) and not isinstance(cause, PermissionError):
            yield from _matches(path)
        else:
            yield access_error(cause, path).at(shown_path(path))
        return
    if S_ISDIR(mode):
        yield from _files_below(path)
    else:
        yield path


def _files_below(folder: str) -> Iterator[str | PurportError]:
    """Yield the files of known formats below a folder; links to folders are not followed."""
    troubles: list[OSError] = []
    empty = True
    for base, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(base, name)  # noqa: PTH118 - paths stay as the user wrote them
            known = known_suffix(name) in FORMATS and not name.startswith(".")
            if known and not _is_special(path):
                empty = False
                yield path
    for trouble in troubles:
        empty = False
        yield access_error(trouble).at(shown_path(str(trouble.filename)))
    if empty:
        yield EmptyFolder("there is no file of a known format in this folder").at(
            shown_path(folder)
        )


def _is_special(path: str) -> bool:
    """Whether a path is a pipe, socket or device: reading one may wait for ever."""
    try:
        return not S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return False


def _matches(pattern: str) -> Iterator[str | PurportError]:
    whole = Path(pattern)
    base = Path(whole.anchor) if whole.anchor else Path()
    try:
        found = sorted(
            str(path)
            for path in base.glob(str(whole.relative_to(whole.anchor)))
            if path.is_file() and (whole.name.startswith(".") or not path.name.startswith("."))
        )
    except (OSError, ValueError, NotImplementedError, RecursionError):
        found = []
    if not found:
        yield MissingFile("no file matches this pattern").at(shown_path(pattern))
    yield from found


def shown_path(path: str) -> str:
    """Return a path without the half characters that stand for bytes that are not UTF-8."""
    return path.encode("utf-8", "replace").decode("utf-8")


def access_error(cause: Exception, path: str = "") -> PurportError:
    """Return the error that the system's answer to a path is for the user."""
    if path.lower().startswith(("http://", "https://")):
        return MissingFile(
            "this is an address, and no connection is opened", None,
            "Give it to purport add, or save the page and give the file.",
        )  # fmt: skip
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return MissingFile("there is no such file or folder")
    if isinstance(cause, PermissionError):
        return NoAccess("reading it is not permitted")
    if isinstance(cause, OSError) and cause.errno == errno.ELOOP:
        return MissingFile("its symbolic links lead in a circle")
    if isinstance(cause, OSError):
        return NoAccess(f"the system says: {cause.strerror or cause}")
    return MissingFile("this is not the name of a file")
