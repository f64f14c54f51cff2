"""Web pages: the article's words, and what the page says of itself."""

import logging

import pytest

from purport.errors import TooDeeplyNested, UnreadablePage, WrongEncoding
from purport.ingest.page import read_page
from purport.model.report import Credit
from purport.settings import Settings

LEAD = (
    "The harbour of Eastbay will stay closed until Friday after a tanker lost fuel near the pier, "
    "the mayor said on Thursday."
)
QUOTE = "“We don’t know how much went into the water,” Jo Lind told reporters, who had waited."
DENIAL = "A spokesman for the port denied that the crew had been warned, and promised an inquiry."
ARTICLE = f"<article><h1>Harbour closed</h1><p>{LEAD}</p><p>{QUOTE}</p><p>{DENIAL}</p></article>"
AROUND = "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>{}<footer>© 2021 Coast</footer>"
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "coast.example"},
 {"@type": ["NewsArticle"], "headline": "Harbour  closed,\\nmayor says",
  "datePublished": "2024-03-14T23:15:00-05:00", "dateModified": "2024-03-16",
  "publisher": {"@id": "#org"}, "creditText": "North Wire / AP",
  "sourceOrganization": {"@type": "Organization", "name": "North Wire Agency"},
  "isBasedOn": ["https://wire.example/9", {"@type": "Report", "headline": "Port log"}],
  "author": [{"@type": "Person", "name": "Ada Moor"}]},
 {"@type": "Organization", "@id": "#org", "name": "Coast News"}]}</script>"""


def page(head="", body=ARTICLE):
    document = f"<!DOCTYPE html><html><head>{head}</head><body>{AROUND.format(body)}</body></html>"
    return read_page(document.encode(), "page", Settings())


def test_the_text_is_the_article_with_a_paragraph_a_line():
    lines = page().text.split("\n")
    assert lines[-3:] == [LEAD, QUOTE, DENIAL]
    assert not any("Sport" in line or "©" in line for line in lines)


def test_comments_below_an_article_are_left_out():
    text = page(
        body=ARTICLE + "<div id='comments'><p>I was there, said nobody ever.</p></div>"
    ).text
    assert "nobody" not in text


def test_the_same_page_gives_the_same_candidate():
    assert page(LINKED) == page(LINKED)


def test_linked_data_says_where_a_page_comes_from():
    found = page(LINKED)
    assert (found.title, found.publisher) == ("Harbour closed, mayor says", "Coast News")
    assert found.date == "2024-03-14T23:15:00-05:00"
    assert found.credits == (
        Credit("creditText", "North Wire / AP"),
        Credit("sourceOrganization", "North Wire Agency"),
        Credit("isBasedOn", "https://wire.example/9"),
        Credit("isBasedOn", "Port log"),
        Credit("author", "Ada Moor"),
    )


def test_meta_tags_say_where_a_page_comes_from():
    found = page(
        '<meta property="og:title" content="Harbour closed | Coast">'
        '<meta property="og:site_name" content="Coast">'
        '<meta property="article:published_time" content="2024-03-14T08:00:00Z">'
        '<meta property="article:modified_time" content="2024-03-15">'
        '<meta name="Syndication-Source" content="https://wire.example/9">'
        '<meta name="original-source" content="https://first.example/a">'
        '<link rel="canonical" href="https://coast.example/2024/harbour">'
        '<meta property="og:url" content="https://m.coast.example/x">'
    )
    assert (found.title, found.publisher) == ("Harbour closed | Coast", "Coast")
    assert (found.url, found.date) == ("https://coast.example/2024/harbour", "2024-03-14T08:00:00Z")
    assert found.credits == (
        Credit("syndication-source", "https://wire.example/9"),
        Credit("original-source", "https://first.example/a"),
    )


def test_a_page_that_says_nothing_of_itself_has_nothing_guessed():
    found = page(body=ARTICLE.replace("<h1>Harbour closed</h1>", ""))
    assert (found.url, found.publisher, found.title, found.date) == (None, None, None, None)
    assert found.credits == ()


def test_a_title_is_taken_from_the_heading_before_the_window():
    assert page("<title>Coast | News</title>").title == "Harbour closed"


def test_a_time_element_counts_only_where_it_is_the_day_of_publication():
    plain = '<time datetime="2020-01-01">then</time>'
    marked = '<time datetime="2024-03-14" itemprop="datePublished">now</time>'
    assert page(body=plain + ARTICLE).date is None
    assert page(body=plain + marked + ARTICLE).date == "2024-03-14"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/2024/harbour", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("https://coast.example/ä", "https://coast.example/ä"),
    ],
)
def test_an_address_is_a_whole_one_or_unknown(link, url):
    assert page(f'<link rel="canonical" href="{link}">').url == url


def test_a_canonical_path_is_completed_by_the_address_that_the_page_states():
    head = '<link rel=canonical href="/a"><meta property="og:url" content="https://c.example/b">'
    assert page(head).url == "https://c.example/a"


@pytest.mark.parametrize(
    "words",
    ["{", "[1, 2]", '"x"', '{"@type": 5, "@graph": {}}', "[" * 9000, '{"@graph": [null]}', ""],
)
def test_linked_data_that_is_broken_is_passed_over(words):
    found = page(f'<script type="application/ld+json">{words}</script>' + LINKED)
    assert found.publisher == "Coast News"


def test_the_header_of_the_page_s_data_is_the_day_of_the_report(receive_bytes):
    data = f"<html><head>{LINKED}</head><body>{ARTICLE}</body></html>".encode()
    item = receive_bytes("harbour.html", data)
    assert (item.report.id, item.report.published) == ("harbour", "2024-03-14")
    assert item.report.published_from == "metadata"
    item = receive_bytes("harbour.html", data, published="2024-03", publisher="Me")
    assert (item.report.published, item.report.published_from) == ("2024-03", "argument")
    assert item.report.publisher == "Me"


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "   ",
        "<!-- nothing -->",
        "<html><body></body></html>",
        "<html><script>x()</script></html>",
    ],
)
def test_a_page_without_an_article_is_refused(markup):
    with pytest.raises(UnreadablePage):
        read_page(markup.encode(), None, Settings())


@pytest.mark.parametrize("depth", [201, 300, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "table"])
def test_a_page_that_is_nested_too_deeply_is_refused(tag, depth):
    markup = f"<{tag}>" * depth + f"<p>{LEAD}</p>" + f"</{tag}>" * depth
    with pytest.raises(TooDeeplyNested):
        read_page(markup.encode(), None, Settings())


def test_a_page_at_the_limit_of_depth_is_read_whole():
    body = "<div>" * 190 + ARTICLE + "</div>" * 190
    assert page(body=body).text.endswith(DENIAL)


def test_half_characters_and_nuls_as_entities_do_no_harm():
    text = page(body=ARTICLE.replace("Friday", "&#xD800;Friday&#0;")).text
    assert text.encode("utf-8")
    assert "\0" not in text


def test_a_page_in_another_encoding_than_it_says_is_refused(receive_bytes):
    item = receive_bytes("a.html", b"<html><meta charset=utf-8><p>caf\xe9</p></html>")
    assert type(item.error) is WrongEncoding


def test_nothing_is_said_to_the_log_s_last_resort(capsys):
    with pytest.raises(UnreadablePage):
        read_page(b"<html><body></body></html>", None, Settings())
    assert capsys.readouterr().err == ""
    assert logging.getLogger("trafilatura").handlers


def test_links_and_marks_say_where_a_page_comes_from():
    found = page(
        '<link rel="syndication-source" href="https://wire.example/9">'
        '<link rel="via" href="/other"><link rel="original-source" href="javascript:x">'
        '<link rel="canonical" href="https://coast.example/1">',
        ARTICLE + '<p class="source-org vcard">National Wire</p>',
    )
    assert found.credits == (
        Credit("syndication-source", "https://wire.example/9"),
        Credit("sourceOrganization", "National Wire"),
    )


def test_json_ld_names_provider_and_holder_of_the_rights():
    found = page(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H", '
        '"provider": {"@type": "Organization", "name": "National Wire"}, '
        '"copyrightHolder": "Coast"}</script>'
    )
    assert found.credits == (
        Credit("provider", "National Wire"), Credit("copyrightHolder", "Coast"),
    )  # fmt: skip


def test_a_page_of_very_many_elements_is_read_apart_and_in_time():
    many = "".join(f"<p>The mayor said that number {n} was closed.</p>" for n in range(5000))
    found = page(body=f"<article>{many}</article>")
    assert found.text.count("\n") == 4999
    assert found.text.startswith("The mayor said that number 0 was closed.\n")
