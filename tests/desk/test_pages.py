import re

import httpx
import pytest
from lxml import html
from served import HOSTILE, PERSON, PLANTED, claim_ids, serve_desk

from purport.desk.rendering import segment
from purport.export.controls import printable

PAGES = [
    "/inbox", "/reports", "/claims", "/claims?words=quay", "/voices", "/publishers", "/log",
    "/decisions", "/voices/Mira%20Sand", "/publishers/Harbour%20Courier",
    f"/reports/{segment(PLANTED)}", f"/reports/{segment('x/' + HOSTILE)}",
    f"/voices/{segment(HOSTILE)}", f"/publishers/{segment(HOSTILE)}",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_runs_nothing_of_a_report(looked_at, path):
    answer = httpx.get(looked_at.address + path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert len(answer.content) < 300_000
    page = html.fromstring(answer.text)
    assert not page.xpath("//img | //*[@onerror] | //*[@style] | //style | //iframe | //object")
    assert all(script.get("src", "").startswith("/static/") for script in page.xpath("//script"))
    assert not [a for a in page.xpath("//a/@href") if a.lower().startswith("javascript")]


def test_claim_pages_of_hostile_reports_run_nothing(looked_at):
    (claim,) = claim_ids(looked_at, report=f"x/{HOSTILE}")
    answer = httpx.get(f"{looked_at.address}/claims/{claim}")
    assert answer.status_code == 200
    assert "<img" not in answer.text
    assert "\u202e" not in answer.text


def test_the_text_of_a_report_is_whole_on_its_page(looked_at, planted):
    page = html.fromstring(httpx.get(f"{looked_at.address}/reports/{segment(PLANTED)}").text)
    shown = page.xpath("string(//div[@class='text'])")
    assert shown == printable(planted.report.text)


def test_a_claim_of_the_list_leads_to_its_words(looked_at):
    client = looked_at.client()
    page = html.fromstring(client.get("/claims?words=dam").text)
    links = page.xpath("//a[contains(@href, '/reports/') and contains(@href, '#at-')]/@href")
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert html.fromstring(client.get(path).text).get_element_by_id(anchor) is not None


def test_what_is_asked_for_stands_in_the_address(looked_at):
    page = html.fromstring(looked_at.client().get("/claims?words=quay&publisher=Island").text)
    assert [a.text_content() for a in page.xpath("//p[@class='words']/a")] == [
        "the quay was closed on Monday"
    ]
    assert page.xpath("//input[@name='publisher']/@value") == ["Island"]


def test_original_is_saved_and_never_shown(looked_at, planted):
    answer = httpx.get(f"{looked_at.address}/originals/{segment(PLANTED)}")
    assert answer.content == planted.report.text.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/nothing", "/reports/none", "/claims/ffffffffffff", "/voices/Nobody", "/originals/no"]
)
def test_what_is_not_there_is_said_in_the_desks_manner(looked_at, path):
    answer = httpx.get(looked_at.address + path)
    assert answer.status_code == 404
    assert "Nothing is here" in answer.text
    assert "<nav" in answer.text


@pytest.mark.parametrize("path", ["/claims?since=31", "/claims?words=%22%22", "/claims?status=odd"])
def test_a_filter_that_cannot_be_is_said_in_one_line(looked_at, path):
    answer = httpx.get(looked_at.address + path)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_start_leads_to_the_claims_and_in_an_empty_ledger_to_the_inbox(looked_at, tmp_path):
    assert httpx.get(f"{looked_at.address}/").headers["location"] == "/claims"
    with serve_desk(tmp_path / "new.ledger") as empty:
        assert httpx.get(f"{empty.address}/").headers["location"] == "/inbox"
        for path in ("/claims", "/reports", "/voices", "/publishers", "/log", "/decisions"):
            assert httpx.get(empty.address + path).status_code == 200


def test_files_of_the_pages_are_kept_by_the_browser_until_they_change(looked_at):
    page = httpx.get(f"{looked_at.address}/claims").text
    for path in re.findall(r'(?:href|src)="(/(?:static|desk)[^"]+)"', page):
        answer = httpx.get(looked_at.address + path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert httpx.get(f"{looked_at.address}/claims").headers["cache-control"] == "no-store"


def test_record_of_a_voice_counts_by_month(looked_at):
    page = html.fromstring(looked_at.client().get("/voices/Mira%20Sand").text)
    rows = [[c.text_content() for c in row] for row in page.xpath("//details//tbody/tr")]
    assert rows == [["2024-05", "2", "2"]]
    page = html.fromstring(looked_at.client().get("/publishers/Harbour%20Courier").text)
    rows = [[c.text_content() for c in row] for row in page.xpath("//details//tbody/tr")]
    assert rows == [["2024-06", "1", "1"], ["2024-05", "1", "1"]]


def test_name_of_the_person_is_on_every_page(looked_at):
    page = html.fromstring(looked_at.client().get("/reports").text)
    assert page.xpath("//form[@class='person']//input[@name='name']/@value") == [PERSON]


ODD = [
    "",
    "-1",
    "0",
    "1" * 30,
    "%00",
    "%ED%A0%80",
    "%FF",
    "%27%22%3C",
    "a*",
    "%22",
    "NOT%20(",
    "2024-13",
]


@pytest.mark.parametrize("path", ["/claims", "/reports", "/voices", "/publishers", "/log",
                                  "/decisions", "/reports/quay-1", "/groups", "/queue", "/map",
                                  "/timeline", "/trends", "/side-by-side"])  # fmt: skip
def test_odd_questions_are_answered_or_refused_and_never_a_fault(looked_at, path):
    names = ("words", "after", "since", "until", "about", "speaker", "publisher", "place", "kind",
             "status", "report", "everything", "first", "at", "voice", "act", "left",
             "right", "least", "country", "every")  # fmt: skip
    with looked_at.client() as client:
        for name in names:
            for value in ODD:
                answer = client.get(f"{path}?{name}={value}")
                assert answer.status_code < 500, f"{path}?{name}={value}"


@pytest.mark.parametrize("path", ["/claims/", "/reports/", "/voices/", "/publishers/", "/things/",
                                  "/originals/", "/marks/", "/inbox/jobs/"])  # fmt: skip
def test_odd_names_lead_nowhere(looked_at, path):
    with looked_at.client() as client:
        for value in ODD[1:]:
            assert client.get(path + value).status_code in (400, 404, 422), path + value
