"""Every setting: its name, default, unit and help; the only reader of the environment and of TOML.

A setting is taken from the environment (`PURPORT_` and its name in capitals), else from the
settings file, else it has its default. The file is the one named by `PURPORT_CONFIG`, else
`purport/purport.toml` in the user's folder for configuration, where there is one.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from getpass import getuser
from pathlib import Path
from typing import Any, cast

import platformdirs

from purport.errors import SettingError

PREFIX = "PURPORT_"
CONFIG_VARIABLE = "PURPORT_CONFIG"
_NAMELESS = "Set PURPORT_PERSON to your name."
_WORDS_FOR_ON = frozenset({"1", "true", "yes", "on"})
_WORDS_FOR_OFF = frozenset({"0", "false", "no", "off"})


def _number(default: int, unit: str, text: str, most: int, least: int = 1) -> Any:
    metadata = {"unit": unit, "help": text, "least": least, "most": most}
    return field(default=default, metadata=metadata)


def _switch(text: str, *, default: bool) -> Any:
    return field(default=default, metadata={"unit": "on or off", "help": text})


def _path(text: str) -> Any:
    return field(default="", metadata={"unit": "path", "help": text})


def _name(text: str) -> Any:
    return field(default="", metadata={"unit": "name", "help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    Example:
        >>> Settings().threads
        1
    """

    max_input_bytes: int = _number(
        20_000_000,
        "bytes",
        "The largest file, and the largest row of a table, that is read.",
        10**10,
    )
    max_text_chars: int = _number(1_000_000, "characters", "The longest text of one report.", 10**9)
    # libxml2 stops at a depth of 256 by itself, and drops what is below without a word
    max_nesting: int = _number(
        200, "levels", "How deep elements of HTML and values of JSON may be nested.", 250
    )
    check_language: bool = _switch(
        "Whether reports that are not in English are refused.", default=True
    )
    threads: int = _number(1, "threads", "How many threads one reading may use.", 1024)
    organisations: str = _path(
        "A CSV file of organisations (`name,class,country,aliases,part_of`) besides the known ones."
    )
    max_pages: int = _number(2_000, "pages", "The longest PDF that is read.", 10**6)
    max_seconds: int = _number(
        60, "seconds", "How long one PDF, one feed, or fetching one address may take.", 86_400
    )
    allow_private_addresses: bool = _switch(
        "Whether addresses inside your own network may be fetched.", default=False
    )
    ledger: str = _path(
        "The ledger's file; without it, `ledger.db` in purport's folder for your data."
    )
    workers: int = _number(
        0, "processes", "How many processes read reports for a ledger; 0: one a core.", 1024, 0
    )
    person: str = _name("Who decides, for the log; without it, your name on this system.")


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """What the documentation says of a setting; `most` is None for a switch and a path."""

    name: str
    default: int | bool | str
    unit: str
    help: str
    variable: str
    least: int | None = None
    most: int | None = None


def describe_settings() -> tuple[SettingHelp, ...]:
    """Return what there is to say of every setting, in the order of the class.

    Example:
        >>> describe_settings()[0].variable
        'PURPORT_MAX_INPUT_BYTES'
    """
    return tuple(
        SettingHelp(
            f.name,
            cast("int | bool | str", f.default),
            variable=PREFIX + f.name.upper(),
            **f.metadata,
        )
        for f in fields(Settings)
    )


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment and the settings file ask for.

    Args:
        environment: The variables to look at; None takes those of this process.

    Raises:
        SettingError: a name is unknown, a value is not one that the setting can have, or the file
            cannot be read; its `where` names the variable or the file.
    """
    variables = dict(os.environ) if environment is None else environment
    path = _config_path(variables)
    chosen: dict[str, int | bool | str] = {}
    if path is not None:
        for name, value in _read_config(path).items():
            chosen[name] = _checked(name, value, str(path))
    for variable in sorted(v for v in variables if v.startswith(PREFIX) and v != CONFIG_VARIABLE):
        name = variable.removeprefix(PREFIX).lower()
        chosen[name] = _checked(name, variables[variable], f"environment variable {variable}")
    return Settings(**chosen)  # type: ignore[arg-type]


def chosen_ledger(settings: Settings) -> Path:
    """Return the path of the ledger that is meant where none is named."""
    return Path(settings.ledger or platformdirs.user_data_path("purport") / "ledger.db")


def chosen_person(settings: Settings) -> str:
    """Return the name under which decisions and additions are logged.

    Raises:
        SettingError: none is set, and the system has no name for whoever runs this.
    """
    if settings.person:
        return settings.person
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise SettingError("the system does not say who you are", "person", _NAMELESS) from None


def _config_path(variables: Mapping[str, str]) -> Path | None:
    if named := variables.get(CONFIG_VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        base = variables.get("APPDATA")
    else:
        base = variables.get("XDG_CONFIG_HOME")
        if not base and (home := variables.get("HOME")):
            base = str(Path(home) / ".config")
    path = Path(base, "purport", "purport.toml") if base else None
    return path if path is not None and path.is_file() else None


def _read_config(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as cause:
        what = f"the settings file cannot be read ({cause.strerror})"
        raise SettingError(what, str(path)) from cause
    except (ValueError, RecursionError) as cause:
        raise SettingError(f"the settings file is not TOML ({cause})", str(path)) from cause


def _checked(name: str, value: object, where: str) -> int | bool | str:
    """Return a value of the setting's own type, or say what is wrong with it."""
    known = {s.name: s for s in describe_settings()}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        asked = f"; is {near[0]} meant" if near else ""
        raise SettingError(f"there is no setting {name}{asked}", where)
    setting = known[name]
    if isinstance(setting.default, str):
        return _some_words(name, value, where, setting.unit)
    if setting.most is None:
        return _on_or_off(name, value, where)
    number = _whole_number(value)
    if number is None or not (setting.least or 0) <= number <= setting.most:
        what = (
            f"{name} is {value!r}, and has to be a whole number of {setting.unit} "
            f"from {setting.least} to {setting.most}"
        )
        raise SettingError(what, where)
    return number


def _some_words(name: str, value: object, where: str, unit: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        meant = "the path of a file" if unit == "path" else f"a {unit}"
        raise SettingError(f"{name} is {value!r}, and has to be {meant}", where)
    return value


def _on_or_off(name: str, value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in _WORDS_FOR_ON | _WORDS_FOR_OFF:
        raise SettingError(f"{name} is {value!r}, and has to be on or off", where)
    return word in _WORDS_FOR_ON


def _whole_number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None
