"""What all tests share: golden files, and a reading planted by hand."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import planted_reading
from purport.model.reading import Reading


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what the code gives now into the golden files, to be looked at and committed",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A check that a text is, to the byte, what the named file beside the test holds."""
    folder = Path(request.path).parent / "golden"

    def check(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--rewrite-golden"):
            folder.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{name}: see --rewrite-golden"

    return check


@pytest.fixture
def planted() -> Reading:
    return planted_reading.READING


@pytest.fixture(autouse=True, scope="session")
def _interruptible():
    """Let what the tests start be interrupted, also where they run in a shell's background.

    There SIGINT is ignored, and a process that is started inherits it; one with a handler hands on
    the default.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
