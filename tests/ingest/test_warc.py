"""Web archives: a report a page, its address and its capture, and records that are broken."""

import gzip
from hashlib import sha256

import pytest
from documents import MORE, TEXT, page, pdf, record, zipped

from purport.model.report import Credit
from purport.settings import Settings

A, B = "https://coast.example/a", "https://coast.example/b"
SMALL = Settings(max_input_bytes=5000)


@pytest.fixture
def records(tmp_path, receive):
    """Return a function from the bytes of an archive to what comes of its records."""

    def read(data, name="crawl.warc", **rest):
        path = tmp_path / name
        path.write_bytes(data)
        return receive(path, **rest)

    return read


def test_a_page_has_its_address_and_the_time_of_its_capture(records):
    body = page(head='<link rel="canonical" href="https://wire.example/1">')
    (item,) = records(record(A, body))
    assert item.report.text == f"{TEXT}\n{MORE}"
    assert (item.report.url, item.report.published) == (A, None)
    assert item.report.credits == (
        Credit("canonical", "https://wire.example/1"),
        Credit("warc-date", "2022-05-19T08:30:00Z"), Credit("warc-record-id", "<urn:uuid:1>"),
    )  # fmt: skip
    assert item.original == body
    assert item.report.sha256 == sha256(body).hexdigest()
    assert item.report.id == f"crawl-{item.report.sha256[:12]}"
    assert item.where.endswith("crawl.warc:byte 0")


def test_pages_texts_and_pdfs_are_read_and_the_rest_is_passed_over(records):
    data = zipped(
        record("x", b"software: x", "application/warc-fields", type_="warcinfo"),
        record(A, page()),
        record(A, b"GET / HTTP/1.1", type_="request"),
        record("https://coast.example/i.png", b"\x89PNG", "image/png"),
        record("https://coast.example/robots.txt", b"User-agent: *", "text/plain"),
        record(B, page(), status="404 Not Found"),
        record(B, TEXT.encode("cp1252"), "text/plain; charset=windows-1252"),
        record("https://coast.example/r.pdf", pdf([MORE]), "application/pdf"),
        record("https://coast.example/t", TEXT.encode(), "text/plain", type_="conversion"),
    )
    for name in ("crawl.warc.gz", "crawl.unknown"):
        items = records(data, name)
        assert [i.report.text for i in items] == [f"{TEXT}\n{MORE}", TEXT, MORE, TEXT]


def test_bodies_are_unpacked(records):
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())
    items = records(
        record(A, gzip.compress(page()), lines=("Content-Encoding: gzip",))
        + record(B, chunks, lines=("Transfer-Encoding: chunked",))
        + record(B, page(MORE, MORE + "x"), lines=("Transfer-Encoding: chunked",))
    )
    assert [i.original for i in items] == [page(), page(), page(MORE, MORE + "x")]


GOOD = record(B, page())


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (record(A, page(), length=10**15), "input-too-large"),
        (record(A, page(), length="-7"), "damaged-input"),
        (record(A, page(), length="many"), "damaged-input"),
        (record(A, b"<html>\xff" + page()), "wrong-encoding"),
        (record(A, page(), "text/html; charset=ebcdic"), "wrong-encoding"),
        (record(A, b"<html></html>"), "unreadable-page"),
        (record(A, gzip.compress(page())[:60], lines=("Content-Encoding: gzip",)), "damaged-input"),
        (
            record(A, gzip.compress(b"0" * 10**7), lines=("Content-Encoding: gzip",)),
            "input-too-large",
        ),
        (record(A, page(), lines=("Content-Encoding: br",)), "damaged-input"),
        (record(A, b"5\r\nThe", lines=("Transfer-Encoding: chunked",)), "damaged-input"),
        (record(A, page() + b"x" * 20_000), "input-too-large"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_bad_record_is_named_and_the_rest_is_read(records, bad, code, packed):
    data = zipped(GOOD, bad, GOOD) if packed else GOOD + bad + GOOD
    items = records(data, settings=SMALL)
    assert [i.report.text for i in items if i.report] == [f"{TEXT}\n{MORE}"] * 2
    assert [i.error.code for i in items if i.error] == [code]
    assert all("crawl.warc:byte " in str(i.error) for i in items if i.error)


@pytest.mark.parametrize("packed", [False, True])
def test_a_length_that_is_too_small_is_noticed_behind_it(records, packed):
    short = record(A, page(TEXT, TEXT + "x", MORE), length=280)
    items = records(zipped(GOOD, short, GOOD) if packed else GOOD + short + GOOD)
    assert items[-1].report.text == f"{TEXT}\n{MORE}"
    assert "after this a record cannot be read" in str(items[-2].error)


def test_garbage_between_records_is_named_and_passed_over(records):
    items = records(GOOD + b"no record\r\n" * 30 + b"\r\n" + GOOD)
    assert [i.error is None for i in items] == [True, False, True]
    flipped = bytearray(zipped(GOOD, GOOD, GOOD))
    flipped[len(zipped(GOOD)) + 40] ^= 0xFF
    items = records(bytes(flipped))
    assert sum(i.report is not None for i in items) == 2
    assert sum(i.error is not None for i in items) == 1


def test_an_archive_that_breaks_off_says_so(records):
    items = records((GOOD + record(A, page()))[:-40])
    assert [i.error and i.error.code for i in items] == [None, "damaged-input"]
    assert "breaks off" in str(items[1].error)


def test_an_archive_that_is_cut_anywhere_says_so(records):
    last = record(A, TEXT.encode(), "text/plain")
    for first, rest in ((GOOD, last), (zipped(GOOD), zipped(last))):
        for cut in range(8, len(rest) - 12, 7):
            items = records(first + rest[:cut])
            assert [i.error and i.error.code for i in items] == [None, "damaged-input"], cut


def test_an_archive_that_was_packed_as_a_whole_is_read(records):
    items = records(gzip.compress(GOOD + record(A, page(MORE, TEXT))), "whole.warc.gz")
    assert [i.error for i in items] == [None, None]


def test_a_record_that_was_changed_is_told(records):
    good = record(A, page(), digest=True)
    changed = good.replace(b"Friday", b"Sunday")
    first, second = records(good + changed)
    assert first.warnings == ()
    assert second.warnings[0] == "the record's digest is not that of its bytes"


def test_a_record_that_was_cut_by_the_archivist_is_told(records):
    (item,) = records(record(A, page(), warc_lines=("WARC-Truncated: length",)))
    assert "cut off (length)" in item.warnings[0]


@pytest.mark.parametrize("data", [b"", b"no archive", gzip.compress(b"no archive"), b"WARC/1.0"])
def test_what_is_no_archive_is_an_error(records, data):
    (item,) = records(data)
    assert item.error is not None


def test_an_archive_without_a_page_is_an_error(records):
    (item,) = records(record(A, b"\x89PNG", "image/png"))
    assert item.error.code == "empty-input"


def test_a_bomb_in_an_archive_is_neither_unpacked_nor_waited_for(records):
    bomb = gzip.compress(record(A, b"0" * 30_000_000))
    items = records(zipped(GOOD) + bomb * 3 + zipped(GOOD), settings=SMALL)
    assert [i.error and i.error.code for i in items] == [
        None, "input-too-large", "input-too-large", "input-too-large", None,
    ]  # fmt: skip
