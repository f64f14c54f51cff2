"""One sitting at the desk, from dropped reports to the proof that goes to an editor.

The reports are read by the shipped models. With STORY_PICTURES set to a folder, a picture is taken
of each page.
"""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from served import serve_desk, watched

from purport.desk.intake import Intake
from purport.ledger.decisions import decisions
from purport.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "bridge-collapse.txt"
PICTURES = os.environ.get("STORY_PICTURES")
MORE = [
    {
        "id": "union-wire",
        "publisher": "Union Wire",
        "date": "2024-03-14",
        "title": "Leaked call over the Orlec bridge",
        "text": "Civic Union, an opposition party, released a recording on Thursday in which an "
        "unnamed inspector speaks of the Orlec road bridge.\n\n“We told them on the 8th. Nobody "
        "wrote back,” the inspector says.\n\nEleven people were pulled from the river, the "
        "regional governor, Tomas Ilk, said on Wednesday.\n",
    },
    {
        "id": "evening-mail",
        "publisher": "Orlec Evening Mail",
        "date": "2024-03-15",
        "title": "Eleven pulled from the river",
        "text": "Eleven people were pulled from the river, the regional governor, Tomas Ilk, said "
        "on Wednesday.\n\nThe National Roads Agency denied that any request had been made to close "
        "the bridge. (Union Wire)\n",
    },
]


@pytest.fixture
def desk(tmp_path):
    settings = Settings(workers=1)
    with serve_desk(tmp_path / "story.ledger", intake=Intake(settings)) as served:
        yield served


@pytest.fixture
def sitting(browser, desk, errors):
    context = browser.new_context(
        base_url=desk.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    context.set_default_timeout(60_000)
    page = watched(context, desk.address, errors)
    yield page
    context.close()
    assert errors == []


def take(page, name, *, full=True):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=full)


def press(page, key, address):
    with page.expect_response(address) as answer:
        page.keyboard.press(key)
    assert answer.value.status < 300
    return answer.value


def in_hand(page):
    return page.locator('[data-item][aria-current="true"]')


def test_from_dropped_reports_to_the_proof(sitting, desk, tmp_path):
    drop(sitting, tmp_path)
    judge(sitting, desk)
    undo_elsewhere(sitting)
    open_group(sitting)
    break_and_heal(sitting)
    prove(sitting, tmp_path)
    for name in ("queue", "trends", "voices", "map", "timeline"):
        sitting.goto(f"/{name}")
        take(sitting, f"8-{name}")


def drop(page, folder):
    """Drop three reports, and follow how they are read."""
    table = folder / "more.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in MORE), encoding="utf-8")
    page.goto("/inbox")
    page.set_input_files("input[name=files]", [EXAMPLE, table])
    page.get_by_role("button", name="Read it").press("Enter")
    job = page.locator("#job-1")
    expect(job.locator(".state")).to_have_text("Done", timeout=120_000)
    expect(job.get_by_role("link")).to_have_count(3)
    take(page, "1-inbox")
    job.get_by_role("link", name="bridge-collapse").click()


def judge(page, desk):
    """Read a report, and judge its claims by keys, as quickly as they can be pressed."""
    expect(page.locator("#claims-title")).to_contain_text("claims")
    page.keyboard.press("j")
    expect(in_hand(page)).to_have_id("claim-1")
    page.keyboard.type("ynh")
    expect(page.locator("#claim-3 .decided")).to_contain_text("Unsure")
    expect(in_hand(page)).to_have_id("claim-4")
    assert [d.verb for d in decisions(desk.ledger)] == ["accept", "reject", "unsure"]
    take(page, "2-report", full=False)


def undo_elsewhere(page):
    """Take the last decision back from a page that does not show it."""
    page.goto("/log")
    press(page, "u", "**/undo")
    expect(page.locator("#said")).to_contain_text("Undone: unsure")
    take(page, "3-log")


def open_group(page):
    """Find the claim that all three have by its words; the list looks again by itself."""
    page.goto("/groups?words=river")
    first = page.locator("[data-list] [data-item]").first
    expect(first).to_contain_text("pulled", timeout=60_000)
    take(page, "4-groups")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".headline")).to_contain_text("3 reports fold into 1 independent root")
    take(page, "5-group")


def break_and_heal(page):
    """Break folds until the count moves, and undo all of it from another page."""
    headline = page.locator(".headline")
    broken = 0
    while "1 independent root" in headline.inner_text() and broken < 8:
        page.locator(".folds [data-item]").first.click(position={"x": 4, "y": 4})
        press(page, "b", "**/rule")
        broken += 1
    expect(headline).not_to_contain_text("into 1 independent root")
    take(page, "6-group-broken")
    page.goto("/claims")
    for _ in range(broken):
        press(page, "u", "**/undo")
    page.go_back()
    page.reload()
    expect(headline).to_contain_text("3 reports fold into 1 independent root")


def prove(page, folder):
    """Save the proof, and open it by itself."""
    with page.expect_download() as saved:
        page.keyboard.press("p")
    proof = folder / saved.value.suggested_filename
    saved.value.save_as(proof)
    text = proof.read_text(encoding="utf-8")
    for words in ("Tomas Ilk", "Union Wire", "Orlec Evening Mail", "1 independent root", "SHA-256"):
        assert words in text
    assert not re.search(r'<script|(?:src|href)="(?!#)', text)
    alone = page.context.browser.new_page()
    alone.goto(proof.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_contain_text("pulled from the river")
    take(alone, "7-proof")
    alone.close()
