import shutil
from pathlib import Path

import pytest
from served import fill, serve_desk, watched

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "planted.ledger"
    fill(path)
    return path


@pytest.fixture(scope="session")
def looked_at(filled, tmp_path_factory):
    """A desk for tests that change nothing."""
    path = tmp_path_factory.mktemp("desk") / "looked-at.ledger"
    shutil.copy(filled, path)
    with serve_desk(path) as served:
        yield served


@pytest.fixture
def served(filled, tmp_path):
    """A desk of one's own."""
    path = tmp_path / "own.ledger"
    shutil.copy(filled, path)
    with serve_desk(path) as one:
        yield one


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium; tests that need it are skipped where none is installed."""
    if _CHROMIUM is None:
        pytest.skip("no chromium on this machine: its keyboard tests are not run")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def errors() -> list[str]:
    """What a browser complained of; it has to be empty at the end."""
    return []


@pytest.fixture
def tab(browser, served, errors):
    """A page of a browser at the desk; whatever it asks of another host fails the test."""
    context = browser.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    page = watched(context, served.address, errors)
    yield page
    context.close()
    assert errors == []
