"""The version of the program that runs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """Return the version of the installed package, or "unknown" where none is installed."""
    try:
        return version("purport")
    except PackageNotFoundError:
        return "unknown"
