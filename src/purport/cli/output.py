"""Where readings go: standard output, a file, or a folder of pages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from glob import glob
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from purport.errors import UsageError
from purport.model.reading import Reading

_PAGE = (".html", ".htm")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_NAME_CHARS = 100
_REMEDY = "Give another place with --output."


def write_stream(texts: Iterable[str], output: Path | None, encoding: str = "utf-8") -> None:
    """Write texts as they come, each at once and whole, so that what is done stays.

    Args:
        texts: what to write.
        output: the file, which is not touched before the first text is there; None for standard
            output.
        encoding: characters that it does not have are written as "?".

    Raises:
        UsageError: it cannot be written.
        BrokenPipeError: whoever read standard output has stopped.
    """
    texts = iter(texts)
    first = next(texts, None)
    if first is None:
        return
    with _told(output):
        stream = sys.stdout.buffer if output is None else output.open("wb")
    try:
        for text in chain((first,), texts):
            with _told(output):
                stream.write(text.encode(encoding, "replace"))
                stream.flush()
    finally:
        if output is not None:
            stream.close()


def write_page(page: str, output: Path) -> None:
    """Write a page so that its file is, at every moment, the old one or the whole new one.

    Raises:
        UsageError: the file cannot be written.
    """
    with whole_file(output) as stream:
        stream.write(page.encode("utf-8", "replace"))


@contextmanager
def whole_file(output: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file with; at every moment it is the old one or the whole new one.

    What was written can be read from the stream again, but for a pipe or a device.

    Where writing ends in an error, the old one stays, or none.

    Raises:
        UsageError: the file cannot be written.
    """
    with _told(output):
        target = output.resolve()
        if target.exists() and not target.is_file():  # a pipe or device cannot be replaced
            with target.open("wb") as stream:
                yield stream
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("w+b") as stream:
                yield stream
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def write_pages(
    readings: Iterable[Reading], to_page: Callable[[Reading], str], folder: Path
) -> Iterator[Path]:
    """Write a page for each reading into a folder, and yield where each went.

    A page has the name of its report's id, in letters that every file system takes.

    Raises:
        UsageError: the folder or a page cannot be written.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for reading in readings:
        name = _free_name(reading.report.id, taken)
        taken.add(name.lower())
        path = folder / f"{name}.html"
        write_page(to_page(reading), path)
        yield path


def is_page(output: Path) -> bool:
    """Whether an output's name is that of one page, not of a folder of pages.

    Example:
        >>> is_page(Path("out/report.html")), is_page(Path("out"))
        (True, False)
    """
    return output.suffix.lower() in _PAGE and not output.is_dir()


def refuse_inputs(output: Path, paths: Sequence[str]) -> None:
    """Do nothing where an output leaves what is read untouched.

    Raises:
        UsageError: it is one of the files that are read, or lies in a folder that is read, where
            the next reading would take it for a report.
    """
    target = output.resolve()
    for source in (p.resolve() for path in paths for p in _files(path)):
        if source.is_dir() and (target == source or source in target.parents):
            what = "it lies in a folder that is read, and would be read as a report the next time"
            raise UsageError(what, str(output), _REMEDY)
        a_page_there = source.suffix.lower() in _PAGE and source.parent == target
        if target == source or a_page_there:
            raise UsageError("the output would go over a file that is read", str(source), _REMEDY)


def _files(path: str) -> list[Path]:
    """Return what a path of the command line may name: itself, or what a pattern matches."""
    if path == "-":
        return []
    return [Path(path)] if Path(path).exists() else [Path(match) for match in glob(path)]  # noqa: PTH207 - Path.glob takes no absolute pattern


def _free_name(wanted: str, taken: set[str]) -> str:
    name = _NOT_IN_NAMES.sub("-", wanted).strip("-.")[:_NAME_CHARS] or "report"
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name}-{number}"
    return free


@contextmanager
def _told(output: Path | None) -> Iterator[None]:
    """Turn the system's refusal to write somewhere into an error that a user can read."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"it cannot be written ({error.strerror or error})"
        raise UsageError(what, str(output or "standard output"), _REMEDY) from error
