"""Settings: where they come from, what they refuse, and that the documentation says the same."""

import re
from pathlib import Path

import pytest

from purport.errors import SettingError
from purport.settings import (
    Settings,
    chosen_ledger,
    chosen_person,
    describe_settings,
    load_settings,
)

DOCS = Path(__file__).parents[1] / "docs" / "reference" / "settings.md"


@pytest.fixture
def config(tmp_path):
    """Return a function that writes the settings file and gives the environment for it."""

    def write(words, **variables):
        path = tmp_path / "own.toml"
        path.write_text(words, encoding="utf-8")
        return {"PURPORT_CONFIG": str(path), **variables}

    return write


def test_defaults():
    assert load_settings({}) == Settings(20_000_000, 1_000_000, 200, True, 1, "")


def test_without_a_ledger_or_a_person_of_ones_own_the_system_says_which(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "ann")
    assert chosen_ledger(Settings()).name == "ledger.db"
    assert chosen_person(Settings()) == "ann"
    own = Settings(ledger="a.db", person="Ann Lee")
    assert (chosen_ledger(own), chosen_person(own)) == (Path("a.db"), "Ann Lee")


def test_a_system_without_names_is_told_to_set_one(monkeypatch):
    def fail():
        raise KeyError("uid not found: 4711")

    monkeypatch.setattr("purport.settings.getuser", fail)
    with pytest.raises(SettingError, match="PURPORT_PERSON"):
        chosen_person(Settings())


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(config):
    given = config("threads = 2\nmax_nesting = 50\n", PURPORT_THREADS="4")
    assert load_settings(given) == Settings(threads=4, max_nesting=50)


def test_the_file_in_the_folder_for_configuration_is_found(tmp_path):
    folder = tmp_path / "purport"
    folder.mkdir()
    (folder / "purport.toml").write_text("threads = 3\n", encoding="utf-8")
    assert load_settings({"XDG_CONFIG_HOME": str(tmp_path)}).threads == 3
    assert load_settings({"HOME": str(tmp_path / "nobody")}).threads == 1


@pytest.mark.parametrize(
    ("word", "on"), [("off", False), ("0", False), ("No", False), ("on", True)]
)
def test_a_switch_is_turned_with_words(word, on):
    assert load_settings({"PURPORT_CHECK_LANGUAGE": word}).check_language is on


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PURPORT_THREADS", "many"),
        ("PURPORT_THREADS", "0"),
        ("PURPORT_THREADS", "-1"),
        ("PURPORT_THREADS", "1.5"),
        ("PURPORT_THREADS", ""),
        ("PURPORT_THREADS", "9" * 5000),
        ("PURPORT_MAX_NESTING", "1000"),
        ("PURPORT_CHECK_LANGUAGE", "perhaps"),
        ("PURPORT_ORGANISATIONS", ""),
        ("PURPORT_PERSON", " "),
        ("PURPORT_WORKERS", "-1"),
    ],
)
def test_a_bad_value_is_refused_with_the_variable_named(variable, value):
    with pytest.raises(SettingError) as caught:
        load_settings({variable: value})
    assert caught.value.where == f"environment variable {variable}"


def test_a_misspelt_name_is_refused_with_the_one_that_is_near():
    with pytest.raises(SettingError, match="no setting thread; is threads meant"):
        load_settings({"PURPORT_THREAD": "2"})


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("threads = true", "threads is True"),
        ("threads = 2.0", "threads is 2.0"),
        ("check_language = 1", "check_language is 1"),
        ("[reading]\nthreads = 2", "no setting reading"),
        ("threads = = 2", "not TOML .*line 1"),
        ("a = " + "[" * 5000, "not TOML"),
    ],
)
def test_a_bad_file_is_refused_and_named(config, words, what):
    given = config(words)
    with pytest.raises(SettingError, match=what) as caught:
        load_settings(given)
    assert caught.value.where == given["PURPORT_CONFIG"]


def test_a_file_that_was_named_has_to_be_there(tmp_path):
    with pytest.raises(SettingError, match="cannot be read"):
        load_settings({"PURPORT_CONFIG": str(tmp_path / "none.toml")})


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(SettingError, match="not TOML"):
        load_settings({"PURPORT_CONFIG": str(path)})


@pytest.mark.parametrize("setting", describe_settings(), ids=lambda s: s.name)
def test_the_documentation_says_of_a_setting_what_the_code_says(setting):
    switch = setting.most is None
    if isinstance(setting.default, str):
        default = setting.default or "none"
    else:
        default = ("on" if setting.default else "off") if switch else f"{setting.default:_}"
    span = "" if switch else f"{setting.least} to {setting.most:_}"
    cells = [
        f"`{setting.name}`",
        default,
        setting.unit,
        span,
        f"`{setting.variable}`",
        setting.help,
    ]
    assert f"| {' | '.join(cells)} |" in DOCS.read_text(encoding="utf-8").splitlines()


def test_the_documentation_has_no_setting_that_is_not_there():
    rows = re.findall(r"^\| `(\w+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [s.name for s in describe_settings()]


def test_nothing_else_reads_the_environment():
    package = Path(__file__).parents[1] / "src" / "purport"
    readers = [
        path.name
        for path in package.rglob("*.py")
        if re.search(r"\bos\.environ|\bgetenv\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["settings.py"]
