"""RSS and Atom: an entry a report, its credits, its own bytes, and nothing fetched."""

from hashlib import sha256

import pytest
from documents import MORE, TEXT, atom, item, rss

from purport.ingest.markup import fragment_text
from purport.model.report import Credit

WHOLE = f"<content:encoded><![CDATA[<p>{TEXT}</p>\n<p>{MORE}</p>]]></content:encoded>"
REST = (
    "<link>https://coast.example/1</link><pubDate>Thu, 19 May 2022 23:30:00 -0400</pubDate>"
    "<dc:creator>Ann Lee</dc:creator><source url='https://wire.example/rss'>National Wire</source>"
    "<media:content url='https://x.example/a'><media:credit>Bo Ek</media:credit></media:content>"
)


@pytest.fixture
def entries(tmp_path, receive):
    """Return a function from the bytes of a feed to what comes of its entries."""

    def read(data, name="news.xml"):
        path = tmp_path / name
        path.write_bytes(data)
        return receive(path)

    return read


def test_an_entry_is_a_report_with_its_credits(entries):
    markup = item("Gate &amp;amp; harbour", "Short …", WHOLE + REST)
    (found,) = entries(rss(markup))
    report = found.report
    assert report.text == f"{TEXT}\n{MORE}"
    assert (report.title, report.publisher) == ("Gate & harbour", "Coast News")
    assert (report.url, report.published) == ("https://coast.example/1", "2022-05-19")
    assert report.credits == (
        Credit("author", "Ann Lee"), Credit("source", "National Wire"),
        Credit("source", "https://wire.example/rss"), Credit("media-credit", "Bo Ek"),
    )  # fmt: skip
    assert found.original == markup.encode()
    assert report.sha256 == sha256(markup.encode()).hexdigest()
    assert found.where.endswith("news.xml:entry 1")
    assert found.warnings == ()


def test_an_entry_keeps_its_id_wherever_it_stands(entries):
    first = entries(rss(item("A"), item("B", MORE)))
    later = entries(rss(item("C", f"{TEXT} {MORE}"), item("A"), item("B", MORE)))
    assert [i.report.id for i in first] == [i.report.id for i in later[1:]]


def test_a_teaser_is_said_to_be_one(entries):
    long = " ".join([TEXT] * 6)
    teaser, cut, whole = entries(
        rss(item(), item("B", f"{long} Continue reading"), item("C", long))
    )
    assert "15 words" in teaser.warnings[0]
    assert "may be its first ones only" in cut.warnings[0]
    assert whole.warnings == ()


def test_the_day_of_a_change_is_not_the_day_of_publication(entries):
    times = "<updated>2022-05-20T00:00:00Z</updated>"
    body = f"<content type='text'>{TEXT}</content>"
    published = "<published>2022-05-18T01:00:00Z</published>"
    source = "<source><title>Wire</title><link href='https://wire.example/'/></source>"
    one, two = entries(
        atom(
            f"<entry><title>A</title>{times}{body}</entry>",
            f"<entry><title>B</title>{times}{published}{source}{body}</entry>",
        ),
        "a.atom",
    )
    assert (one.report.published, two.report.published) == (None, "2022-05-18")
    assert Credit("source", "Wire") in two.report.credits


def test_in_rss_1_the_day_is_that_of_dublin_core(entries):
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>F</title></channel>"
        f"<item><title>A</title><dc:date>2022-05-18</dc:date><description>{TEXT}</description></item>"
        "</rdf:RDF>"
    ).encode()
    assert entries(data)[0].report.published == "2022-05-18"


def test_an_entry_without_words_costs_itself_only(entries):
    bad, good = entries(rss("<item><title>Gate shut</title></item>", item()))
    assert bad.error.code == "empty-input"
    assert "entry 1" in str(bad.error)
    assert good.report.text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rss(), "empty-input"),
        (b"<rss>", "empty-input"),
        (b"<text>The mayor said no.</text>", "unknown-format"),
        (b"<?xml version='1.0'?><svg/>", "unknown-format"),
        (rss(item()).replace(b"UTF-8", b"ebcdic-17"), "wrong-encoding"),
        (rss(item()) + b"\xff", "wrong-encoding"),
        (rss("<x>" * 300 + "</x>" * 300), "too-deeply-nested"),
        (
            b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + rss(item("A", "&b;"))[39:],
            "damaged-input",
        ),
        (
            b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            + rss(item("A", "&a;"))[39:],
            "damaged-input",
        ),
    ],
)
def test_what_is_no_feed_or_a_hostile_one_is_refused(receive_bytes, data, code):
    assert receive_bytes("a.xml", data).error.code == code


def test_a_broken_feed_is_read_as_far_as_it_goes(entries):
    data = rss(item("A", f"{TEXT} &nbsp; & more"), item("B", MORE)).replace(
        b"</channel></rss>", b""
    )
    one, two = entries(data)
    assert one.report.text.startswith(TEXT)
    assert one.original.startswith(b"<item><title>A")
    assert two.report.text == MORE


def test_xhtml_named_xml_is_a_page(receive_bytes):
    data = f'<?xml version="1.0"?><html><body><p>{TEXT}</p><p>{MORE}</p></body></html>'.encode()
    assert receive_bytes("a.xml", data).report.text == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words\nin two lines", "plain words\nin two lines"),
        ("a &lt; b<br>c", "a < b\nc"),
        ("<ul><li>one<li>two</ul>three", "one\ntwo\nthree"),
        ("x<script>alert(1)</script><style>p{}</style> y", "x y"),
        ("<p>It <b>was</b>\n shut.</p>\n\n<p></p>", "It was shut."),
        ("", ""),
        ("<p>", ""),
    ],
)
def test_a_piece_of_html_keeps_its_words_and_paragraphs(markup, text):
    assert fragment_text(markup, 50) == text
