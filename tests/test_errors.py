"""The tree of errors: messages, codes, and that the documentation says the same."""

import pickle
import re
from pathlib import Path

import pytest

from purport import errors
from purport.errors import BadRow, InputError, MissingFile, PurportError

DOCS = Path(__file__).parents[1] / "docs" / "reference" / "errors.md"


def family(error):
    """Yield a class of errors and all below it."""
    yield error
    for child in error.__subclasses__():
        yield from family(child)


ALL = [e for e in family(PurportError) if e is not PurportError]


def test_a_message_is_one_line_of_where_what_and_what_to_do():
    error = MissingFile("there is no such file", "a\nb\x1b[2J.txt")
    assert str(error) == "a\\nb\\x1b[2J.txt: there is no such file. Check the path."


def test_a_message_without_a_place_begins_with_what_is_wrong():
    assert str(MissingFile("there is no such file")).startswith("there is no such file. ")


def test_an_error_is_moved_to_its_place_with_its_own_remedy():
    moved = BadRow("no text", None, "Leave it out.").at("t.csv:7")
    assert type(moved) is BadRow
    assert (moved.where, moved.what, moved.remedy) == ("t.csv:7", "no text", "Leave it out.")


def test_an_error_survives_the_way_from_another_process():
    error = BadRow("no text", "t.csv:7")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(copy) == str(error)


def test_the_import_of_errors_needs_nothing_of_purport():
    source = Path(errors.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) purport", source, re.MULTILINE)


def test_codes_are_short_and_each_its_own():
    codes = [e.code for e in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+){0,3}", code) for code in codes)


def test_the_tree_at_the_top_of_the_file_is_the_tree_of_classes():
    drawn = re.findall(r"^ {4}(?:[│├└─ ]*)([A-Z]\w+)", errors.__doc__, re.MULTILINE)
    assert drawn == [e.__name__ for e in family(PurportError)]
    below = {e.__name__ for e in family(InputError)} - {"InputError"}
    indented = set(re.findall(r"^ {4}│ .*?([A-Z]\w+)", errors.__doc__, re.MULTILINE))
    assert indented == below


@pytest.mark.parametrize("error", ALL, ids=lambda e: e.code)
def test_the_documentation_says_of_an_error_what_the_code_says(error):
    summary = error.__doc__.splitlines()[0]
    parent = error.__bases__[0].__name__
    cells = [f"`{error.code}`", f"`{error.__name__}`", f"`{parent}`", summary, error.default_remedy]
    row = f"| {' | '.join(cells)} |"
    assert row in DOCS.read_text(encoding="utf-8").splitlines()


def test_the_documentation_has_no_error_that_is_not_there():
    rows = re.findall(r"^\| `([a-z-]+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [e.code for e in ALL]
