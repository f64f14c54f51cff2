"""Groups at the desk: reports fold into roots, folds break and heal, and the proof stands alone."""

import re
from hashlib import sha256

import pytest
from playwright.sync_api import expect
from served import CLOSED, PERSON

from purport.corroboration.updating import update_groups
from purport.ledger.decisions import decide, decisions
from purport.ledger.group_list import list_groups


@pytest.fixture
def group(served):
    update_groups(served.ledger)
    return list_groups(served.ledger, least_reports=2).ids[0]


def headline(page: str) -> str:
    found = re.search(r'<p class="headline"[^>]*>(.*?)</p>', page, re.DOTALL)[1]
    return re.sub(r"<[^>]+>", "", found)


def rule(served, group, verb, on, value="", seen=0):
    sent = {"mark": served.mark(), "verb": verb, "on": on, "value": value, "seen": seen}
    with served.client(follow_redirects=True) as client:
        return client.post(f"/groups/{group}/rule", data=sent)


@pytest.mark.usefixtures("group")
def test_the_list_says_how_many_reports_fold_into_how_many_roots(served):
    page = served.client().get("/groups").text
    assert 'aria-label="2 reports, 1 to 1 roots"' in page
    assert CLOSED[1:] in page
    assert CLOSED[1:] in served.client().get("/groups", params={"words": "quay"}).text
    assert "There is no such group" in served.client().get("/groups?words=harvest").text


def test_a_broken_fold_changes_the_count_at_once(tab, served, group):
    tab.goto(f"/groups/{group}")
    expect(tab.locator(".headline")).to_contain_text("2 reports fold into 1 independent root")
    links = tab.locator(".folds [data-item]").count()
    assert links
    for _ in range(links):
        tab.locator(".folds [data-item]").first.click(position={"x": 4, "y": 4})
        with tab.expect_response("**/rule"):
            tab.keyboard.press("b")
    expect(tab.locator(".headline")).not_to_contain_text("1 independent root")
    assert [d.verb for d in decisions(served.ledger)] == ["break-link"] * links
    for _ in range(links):
        with tab.expect_response("**/undo"):
            tab.keyboard.press("u")
    expect(tab.locator(".headline")).to_contain_text("2 reports fold into 1 independent root")


def test_another_claim_leaves_the_group(served, group):
    page = served.client().get(f"/groups/{group}").text
    pair = re.search(
        r'value="same-claim">.*?name="on" value="(\w+)">.*?name="on" value="(\w+)">', page
    ).groups()
    after = rule(served, group, "same-claim", list(pair), "no")
    assert after.status_code == 200
    assert headline(after.text).startswith("1 report folds into")


def test_what_somebody_else_ruled_meanwhile_is_told_and_not_overwritten(served, group):
    page = served.client().get(f"/groups/{group}").text
    on = re.search(
        r'value="break-link">.*?name="on" value="([^"]+)">.*?name="on" value="([^"]+)">', page
    ).groups()
    decide(served.ledger, "Bo Berg", "break-link", list(on))
    again = rule(served, group, "break-link", list(on))
    assert again.status_code == 409
    assert "Bo Berg" in again.text
    assert [d.who for d in decisions(served.ledger)] == ["Bo Berg"]


@pytest.mark.parametrize(
    ("verb", "value"), [("accept", ""), ("same-claim", "perhaps"), ("make-link", "hearsay")]
)
def test_a_ruling_that_is_none_is_refused(served, group, verb, value):
    answer = rule(served, group, verb, ["quay-1", "quay-2"], value)
    assert answer.status_code == 400
    assert not decisions(served.ledger)


def test_the_proof_stands_alone_and_is_the_same_twice(served, group):
    with served.client() as client:
        one, two = (client.get(f"/groups/{group}/proof") for _ in range(2))
    assert one.text == two.text
    assert "attachment" in one.headers["content-disposition"]
    assert "<script" not in one.text
    assert not re.search(r'(?:src|href)="(?!#)', one.text)
    for word in (
        sha256(f"Mira Sand says {CLOSED}.\n".encode()).hexdigest(),
        "Harbour Courier",
        "Island Radio",
        "@online{quay-1,",
        "1 independent root",
    ):
        assert word in one.text


def test_the_proof_of_a_claim_names_who_decided(served):
    page = served.client().get("/claims", params={"words": "quay"}).text
    claim = re.search(r'href="/claims/([0-9a-f]{12})"', page)[1]
    decide(served.ledger, PERSON, "accept", [claim])
    proof = served.client().get(f"/claims/{claim}/proof").text
    assert f"<bdi>{PERSON}</bdi>" in proof
    assert "<mark" not in proof
    assert 'class="content' in proof


def test_shared_words_are_marked_in_both_reports(served):
    found = served.client().get("/side-by-side", params={"left": "quay-1", "right": "quay-2"})
    marked = re.findall(r'<mark data-n="1"><span>(.*?)</span></mark>', found.text)
    assert marked == [f"Mira Sand says {CLOSED}"] * 2


def test_an_answered_question_is_not_asked_again(served):
    page = served.client().get("/queue").text
    assert "There is nothing to decide" in page
