"""A report with very many claims comes in pages that stay small, and links find their claim."""

import httpx
import pytest
from lxml import html
from served import serve_desk

from purport.ledger.identified_reading import identified_reading
from purport.ledger.reports import add_reading
from purport.ledger.store import open_ledger
from purport.model.claim import Attribution, Claim, Hop
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice

COUNT = 130


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "long.ledger"
    with open_ledger(path, create=True) as ledger:
        reading = long_reading()
        add_reading(ledger, reading, reading.report.text.encode(), "long.txt", "test")
    with serve_desk(path) as served:
        yield served


def long_reading():
    sentences = [
        f"Mira Sand says that gate {n} of the upper dam is closed.\n" for n in range(COUNT)
    ]
    text = "".join(sentences)
    claims, mentions, at = [], [], 0
    for n, sentence in enumerate(sentences, start=1):
        source = Span.of(text, at, at + 9)
        content = Span.of(text, at + 15, at + len(sentence) - 2)
        attribution = Attribution((content,), (Span.of(text, at + 10, at + 14),), (source,))
        claims.append(Claim(f"c{n}", attribution, voice="v1", chain=(Hop("v1", "speaks"),)))
        mentions.append(source)
        at += len(sentence)
    voices = (Voice("v1", "Mira Sand", "person", tuple(mentions)),)
    return Reading(Report("long", "0" * 64, text), tuple(claims), voices)


def page(long, query=""):
    answer = httpx.get(f"{long.address}/reports/long{query}")
    assert answer.status_code == 200
    assert len(answer.content) < 300_000
    return html.fromstring(answer.text)


def numbers(page):
    return [int(i.removeprefix("claim-")) for i in page.xpath("//li[@data-item]/@id")]


def test_its_pages_together_show_each_claim_once(long):
    found, query = [], ""
    for _ in range(5):
        shown = page(long, query)
        found += numbers(shown)
        further = shown.xpath("//nav[@aria-label='More claims']/a[@rel='next']/@href")
        if not further:
            break
        query = further[0]
    assert found == list(range(1, COUNT + 1))
    assert page(long).xpath("string(//div[@class='text'])") == long_reading().report.text


def test_a_link_to_a_claim_opens_the_page_that_holds_it(long):
    ids = identified_reading(long.ledger, "long").ids
    for n in (1, 40, 41, COUNT):
        shown = page(long, f"?at={ids[n - 1]}")
        assert n in numbers(shown)
        assert shown.get_element_by_id(f"at-{ids[n - 1]}") is not None


@pytest.mark.parametrize("query", ["?first=999", "?at=nothing", "?first=130"])
def test_places_beyond_the_end_are_still_pages(long, query):
    assert numbers(page(long, query))
