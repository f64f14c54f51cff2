"""A folder of reports, a ledger, and readers that need no models."""

import pytest
import quick

from purport.ingest.candidate import Overrides
from purport.intake.adding import add_paths, open_readers
from purport.ledger.store import open_ledger
from purport.settings import Settings

NO_CHECK = Settings(check_language=False, workers=1, person="Ann")


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """A function that writes reports of some words by name, and gives the folder."""
    made = tmp_path / "in"
    made.mkdir()

    def write(**words):
        for name, text in words.items():
            (made / f"{name}.txt").write_text(text, encoding="utf-8")
        return str(made)

    return write


@pytest.fixture
def add(ledger):
    """A function that adds paths, and gives the outcomes."""

    def run(*paths, workers=1, read=quick.read, **said):
        settings = Settings(check_language=False, workers=workers, person="Ann")
        with open_readers(settings, read) as readers:
            overrides = Overrides(**said)
            return list(add_paths(ledger, paths, overrides, settings, readers=readers))

    return run
