import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html

from purport.export.controls import printable
from purport.export.html_page import html_page
from purport.export.wording import reported
from readings import readings


@pytest.fixture
def page(planted):
    return html.document_fromstring(html_page(planted, planted.claims, "0.0"))


def test_the_planted_reading(planted, golden):
    page = html_page(planted, reported(planted), "0.0")
    bare = re.sub(r"<style>.*</style>", "<style></style>", page, flags=re.DOTALL)
    golden("planted.html", re.sub(r"sha256-[^']*", "sha256-", bare))


def the_text(page):
    (found,) = page.xpath("//div[@class='text']")
    return found


def marked(page, number, role):
    """The words of the text that are marked with a role in a claim, by what the mark says."""
    said = f"{role} of claim {number}"
    links = the_text(page).xpath(".//a[@title]")
    return "".join(a.text_content() for a in links if said in a.get("title").split("; "))


def test_the_report_stands_there_to_the_letter(page, planted):
    assert the_text(page).text_content() == printable(planted.report.text)


def test_every_claims_words_are_marked_exactly(page, planted):
    for number, claim in enumerate(planted.claims, start=1):
        attribution = claim.attribution
        for role in ("content", "cue", "source"):
            wanted = "".join(span.text for span in getattr(attribution, role))
            assert marked(page, number, role) == wanted, (number, role)
    assert marked(page, 1, "hedge") == "apparently"
    assert marked(page, 3, "hedge") == "is said to"


def test_each_role_has_its_class_and_the_report_one_of_its_own(page):
    for a in the_text(page).xpath(".//a"):
        said = [part.split(" of claim ") for part in a.get("title").split("; ")]
        looks = {"own" if (role, n) == ("content", "1") else role for role, n in said}
        assert looks <= set(a.get("class").split())
    (words,) = [a for a in the_text(page).iter("a") if a.text_content() == "the left side moves"]
    assert "deep" in words.get("class").split()


def test_words_and_claims_lead_to_each_other(page, planted):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [h for h in page.xpath("//@href") if not h.startswith("http")]
    assert {h[1:] for h in inner} <= set(ids)
    for number, claim in enumerate(planted.claims, start=1):
        assert f"#claim-{number}" in inner
        assert f"#words-{number}" in inner
        (anchor,) = page.xpath(f"//span[@id='words-{number}']")
        follows = "".join(anchor.xpath("following::text()[ancestor::div[@class='text']]"))
        assert follows.startswith(claim.attribution.content[0].text.partition("\n")[0])


def test_words_in_two_claims_lead_to_the_inner_one(page):
    (words,) = [a for a in the_text(page).iter("a") if a.text_content() == "the left side moves"]
    assert words.get("href") == "#claim-4"


def test_nothing_is_loaded_and_nothing_runs(planted):
    source = html_page(planted, planted.claims, "0.0")
    page = html.document_fromstring(source)
    assert not page.xpath("//script|//img|//iframe|//link|//object|//embed|//form|//@style")
    assert not [a for a in page.xpath("//@*") if getattr(a, "attrname", "").startswith("on")]
    assert not page.xpath("//@src")
    (style,) = page.xpath("//style/text()")
    assert "url(" not in style
    assert "@import" not in style
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert page.xpath("//a[starts-with(@href, 'http')]/@href") == [planted.report.url]


def test_an_address_that_is_no_web_address_is_not_a_link(planted):
    report = replace(planted.report, url="javascript:alert(1)")
    page = html.document_fromstring(html_page(replace(planted, report=report), (), "0.0"))
    assert not [h for h in page.xpath("//@href") if not h.startswith("#")]
    assert "javascript:alert(1)" in page.text_content()


def test_chains_are_pictures_with_words(page):
    (picture,) = page.xpath("//*[@id='claim-3']//*[local-name()='svg']")
    (words,) = picture.xpath("./*[local-name()='title']")
    assert words.text == (
        "Sava Post (reported) ← River Agency (released the video, “is said to”) "
        "← engineer (spoke in the video)"
    )
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == words.get("id")


def test_warnings_hash_date_and_version_are_shown(page, planted):
    shown = page.text_content()
    assert planted.warnings[0] in shown
    foot = page.xpath("//footer")[0].text_content()
    assert planted.report.sha256 in foot
    assert "2024-03-16" in foot
    assert "purport 0.0" in foot


def test_people_do_not_see_attitudes_unless_they_ask(planted):
    page = html.document_fromstring(html_page(planted, reported(planted), "0.0"))
    assert not page.xpath("//*[@id='claim-4' or @id='claim-8']")
    assert "2 attitudes (beliefs and intentions) are not shown" in page.text_content()


@given(readings())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_reading_makes_a_page_that_holds_its_text(reading):
    claims = {c.id: c for c in reading.claims if c.attribution.content}
    sound = replace(reading, claims=tuple(claims.values()))
    source = html_page(sound, sound.claims, "0.0")
    assert "\r" not in source  # a browser would read it as a line feed
    page = html.document_fromstring(source.encode("utf-8"))
    assert the_text(page).text_content() == printable(sound.report.text)
    assert not page.xpath("//script")
    for link in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert re.fullmatch(r"#(claim|words)-\d+", link)
        assert page.get_element_by_id(link[1:]) is not None
