"""axe-core finds nothing on any page, in light and in dark, wide and on a phone."""

from pathlib import Path

import pytest
from served import HOSTILE, PLANTED, claim_ids, watched

from purport.corroboration.updating import update_groups
from purport.desk.rendering import segment
from purport.ledger.decisions import decide
from purport.ledger.group_list import list_groups

AXE = Path(__file__).parent / "assets" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.fixture(scope="module")
def judged(looked_at):
    claim = claim_ids(looked_at, words="quay")[0]
    for who, verb, value in (
        ("Ann", "accept", None),
        ("Bo", "reject", None),
        ("Cy", "comment", "?"),
    ):
        decide(looked_at.ledger, who, verb, [claim], value)
    update_groups(looked_at.ledger)
    group = list_groups(looked_at.ledger, least_reports=2).ids[0]
    return looked_at, claim, group


PAGES = [
    "/inbox", "/reports", "/claims", "/claims?status=planned", "/claims/{claim}", "/voices",
    "/voices/Mira%20Sand", "/publishers", "/publishers/Harbour%20Courier", "/log", "/decisions",
    f"/reports/{segment(PLANTED)}", "/reports/quay-2", f"/reports/{segment('x/' + HOSTILE)}",
    "/groups", "/groups/{group}", "/trends", "/queue", "/map", "/timeline",
    "/side-by-side?left=quay-1&right=quay-2", "/nothing",
]  # fmt: skip


@pytest.mark.parametrize(("look", "width"), [("light", 1280), ("dark", 390)])
def test_no_page_has_a_violation(browser, judged, look, width):
    served, claim, group = judged
    errors = []
    context = browser.new_context(
        base_url=served.address, color_scheme=look, viewport={"width": width, "height": 900},
        bypass_csp=True,  # axe is put into the page; nothing else is
    )  # fmt: skip
    page = watched(context, served.address, errors)
    found = {}
    for path in PAGES:
        page.goto(path.format(claim=claim, group=group))
        page.keyboard.press("j")
        page.add_script_tag(path=AXE)
        result = page.evaluate(f"() => axe.run(document, {RULES})")
        found |= {
            f"{path}: {v['id']}": [node["target"] for node in v["nodes"]][:3]
            for v in result["violations"]
        }
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{path} has to be scrolled sideways by {too_wide} px at {width} px"
    context.close()
    assert found == {}
    assert errors == []


@pytest.mark.parametrize("path", ["/claims", "/reports/quay-2", "/inbox", "/log"])
def test_pages_work_at_200_percent(browser, looked_at, path):
    context = browser.new_context(
        base_url=looked_at.address, viewport={"width": 640, "height": 450}, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()
