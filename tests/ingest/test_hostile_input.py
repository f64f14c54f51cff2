"""Input made to do harm: whatever comes, it is a report that is true or an error of our own."""

import io
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from documents import TEXT as WORDS
from documents import atom, page, pdf, record, rss, srt, vtt, whisper
from documents import item as entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malformed import CANARY_WORDS, malformed_inputs
from purport.errors import InputError, PurportError
from purport.ingest import Overrides, read_sources, report_from_text
from purport.settings import Settings

TEXT = "The mayor said that the bridge, which had been closed, would be opened on Friday."
SMALL = Settings(max_input_bytes=3000, max_text_chars=1000)
NOBODY = 65534


@contextmanager
def without_rights():
    """Run as somebody who may read nothing here, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path, receive):
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.write(b"words")
        file.truncate(10**12)
    (item,) = receive(path)
    assert item.error.code == "input-too-large"
    assert "1000000000000 bytes" in str(item.error)


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was taken of it."""

    taken = 0

    def readable(self):
        return True

    def read(self, size=-1):
        assert size >= 0
        self.taken += size
        return b"a" * size


def test_a_stream_without_an_end_is_refused_at_the_limit():
    stream = Endless()
    (item,) = read_sources(["-"], overrides=Overrides(), settings=SMALL, stdin=stream)
    assert item.error.code == "input-too-large"
    assert stream.taken == 3001


def test_a_file_at_the_limit_is_read(receive_bytes):
    words = ("the word " * 400)[:900].encode()
    assert receive_bytes("a.txt", words, settings=Settings(max_input_bytes=900)).report
    item = receive_bytes("b.txt", words, settings=Settings(max_input_bytes=899))
    assert item.error.code == "input-too-large"
    item = receive_bytes("c.txt", words, settings=Settings(max_text_chars=899))
    assert item.error.code == "input-too-large"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty-input"),
        ("a.txt", b" \r\n\t", "empty-input"),
        ("a.txt", b"\xef\xbb\xbf", "empty-input"),
        ("a.txt", b"... ---", "empty-input"),
        ("a.txt", b"\x00" * 50, "binary-input"),
        ("a.txt", b"The mayor\x00 said", "binary-input"),
        ("a.txt", bytes(range(1, 32)) * 3, "binary-input"),
        ("a.txt", b"The mayor said \xff", "wrong-encoding"),
        ("a.html", b"<p>The mayor\x00 said", "binary-input"),
        ("a.html", b"%PDF-1.4", "binary-input"),
        ("a.html", b"", "empty-input"),
        ("a.csv", b"", "empty-input"),
        ("a.csv", b"PK\x03\x04", "binary-input"),
        ("a.csv", b"a,b\n", "bad-table"),
        ("a.jsonl", b"\n \n", "empty-input"),
        ("a.jsonl", b'{"text": "a\\u0000b"}', "binary-input"),
        ("a.jsonl", b'{"text": "x", "id": "\\ud800"}', "wrong-encoding"),
        ("a.jsonl", b'{"text": "\\udc80"}', "wrong-encoding"),
        ("a.jsonl", b"[" * 3000, "too-deeply-nested"),
        ("a.xml", b"<text/>", "unknown-format"),
        ("a.pdf", b"%PDF-1.4", "damaged-input"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_plain_line(receive_bytes, name, data, code):
    item = receive_bytes(name, data)
    assert item.error.code == code
    assert item.report is None
    message = str(item.error)
    assert message.startswith(item.where)
    assert message.isprintable()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-input"),
        ("half \ud800 a character", "wrong-encoding"),
        ("The mayor\0 said", "binary-input"),
        ("word " * 300, "input-too-large"),
    ],
)
def test_strings_are_checked_as_files_are(text, code):
    with pytest.raises(PurportError) as caught:
        report_from_text(text, settings=SMALL)
    assert caught.value.code == code


def test_half_characters_in_what_the_user_says_are_refused():
    with pytest.raises(PurportError, match="half a character"):
        report_from_text(TEXT, publisher="\udcff", settings=SMALL)


@pytest.mark.parametrize(
    "path", ["no\0such.txt", "half\ud800.txt", "x" * 5000, "/dev/null/x.txt", "https://x.example/a"]
)
def test_names_that_are_none_are_missing_files(receive, path):
    (item,) = receive(path)
    assert item.error.code in ("missing-file", "no-access")
    assert str(item.error).isprintable()
    assert item.where.encode("utf-8")


def test_an_address_is_not_fetched(receive):
    (item,) = receive("https://x.example/a.html")
    assert "no connection is opened" in str(item.error)


def test_a_name_in_bytes_that_are_not_utf8_can_be_shown(tmp_path, receive):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT, "utf-8")
    (item,) = receive(tmp_path)
    assert item.report.id == "caf?"
    assert item.where.encode("utf-8")


def test_links_in_a_circle_end(tmp_path, receive):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    items = receive(tmp_path)
    assert [i.error and i.error.code for i in items] == [None, "missing-file", "missing-file"]
    assert "in a circle" in str(items[2].error)
    assert len(receive(tmp_path / "**" / "*.txt")) == 1
    assert receive(tmp_path / "loop.txt")[0].error.code == "missing-file"


def test_what_we_may_not_read_is_an_error(tmp_path, receive):
    secret, locked = tmp_path / "secret.txt", tmp_path / "locked"
    secret.write_text(TEXT, "utf-8")
    locked.mkdir()
    (locked / "a.txt").write_text(TEXT, "utf-8")
    secret.chmod(0)
    locked.chmod(0)
    try:
        with without_rights():
            items = receive(secret, locked)
    finally:
        locked.chmod(0o700)
    assert [i.error.code for i in items] == ["no-access", "no-access"]


def test_pipes_in_a_folder_are_not_waited_for(tmp_path, receive):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert [i.report.id for i in receive(tmp_path)] == ["a"]


def test_a_pipe_that_is_named_is_read(receive):
    reader, writer = os.pipe()
    os.write(writer, TEXT.encode())
    os.close(writer)
    try:
        (item,) = receive(f"/dev/fd/{reader}")
    finally:
        os.close(reader)
    assert item.report.text == TEXT


PIECES = st.sampled_from(
    [
        *(b"id,text\n", b'{"text": "', b'"}\n', b'"', b",", b"\r\n", b"[" * 300, b"\\ud800"),
        *(b"<html>", b"<p>", b"</p>", b"<!--", b"<div>" * 300, b"<meta charset=koi8-r>"),
        *(b"<script type='application/ld+json'>", b"</script>", TEXT.encode()),
        *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x00", "“said” – Öl 𝒳".encode()),
        *(b"Date: 2022-02-31\n", b"KYIV, May 19 (X) -", b"\r\n\r\n", b"9" * 400),
        *(b"WEBVTT\n\n", b"00:01.000 --> 00:02.000\n", b"<v Ann>", b"1\n00:00:01,000 --> "),
        *(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n", b"HTTP/1.1 200 OK\r\n"),
        *(
            b'{"segments": [{"start": 0, "end": 1, "text": "',
            b'"}]}',
            b'{"uri": "x", "altids": 1, ',
        ),
        *(b'"body_text": "', b"\x1f\x8b\x08", b"%PDF-1.4\n"),
    ]
)
HOSTILE = st.one_of(
    st.binary(max_size=200),
    st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=12).map(b"".join),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=HOSTILE,
    suffix=st.sampled_from(
        [".txt", ".html", ".csv", ".jsonl", ".json", ".vtt", ".srt", ".warc", ".news"]
    ),
)
def test_any_bytes_are_true_reports_or_errors_of_ours(receive_bytes_all, data, suffix):
    for item in receive_bytes_all(f"a{suffix}", data):
        if item.error is not None:
            assert isinstance(item.error, PurportError)
            assert item.report is None
            assert str(item.error).isprintable()
            continue
        text = item.report.text
        assert text.encode("utf-8").decode("utf-8") == text
        assert any(c.isalnum() for c in text)
        if suffix == ".txt":
            assert text in (data.decode("utf-8-sig", "replace"), data.decode("utf-16", "replace"))


@pytest.fixture
def receive_bytes_all(tmp_path, receive):
    """Return a function from a file's name and bytes to all that comes of it."""

    def read(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return receive(path)

    return read


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_string_is_a_true_report_or_an_error_of_ours(text):
    try:
        report, _ = report_from_text(text, settings=SMALL)
    except PurportError:
        return
    assert report.text == text


def test_reading_works_where_there_is_no_network_at_all(tmp_path):
    page = tmp_path / "a.html"
    page.write_text(f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
    # trafilatura's urllib3 binds a socket to ::1 to see whether the machine knows IPv6
    program = (
        "import io, os, sys\n"
        "quiet = ('socket.__new__', 'socket.bind')\n"
        "def watch(event, _):\n"
        "    if event.startswith('socket.') and event not in quiet:\n"
        "        os._exit(9)\n"
        "sys.addaudithook(watch)\n"
        "from purport.ingest import Overrides, read_sources\n"
        "from purport.settings import Settings\n"
        "german = io.BytesIO('Der Minister sagte, dass die Brücke wegen der Schäden noch drei "
        "Wochen gesperrt bleibe; die Opposition warf ihm vor, gelogen zu haben.'.encode())\n"
        "found = read_sources(sys.argv[1:], overrides=Overrides(), settings=Settings(), "
        "stdin=german)\n"
        "print(*((i.report and i.report.id) or i.error.code for i in found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(page), "-"],
        check=True, capture_output=True, text=True, env={"PYTHONPATH": "src"},
    )  # fmt: skip
    assert done.stdout.split() == ["a", "not-english"]


@pytest.mark.parametrize(
    "words",
    [
        "<!--x-->" * 5000, "<meta " * 5000, "A " * 5000, "A-" * 5000 + ", May 1", "Date: " * 5000,
        "1 " * 5000, "{" * 5000, '"' * 5000, "\n" * 50_000, "<a b='" * 5000, "&amp;" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".html", ".csv", ".json", ".vtt", ".srt", ".news"])
def test_words_made_to_be_slow_are_not(receive_bytes_all, words, suffix):
    began = time.process_time()
    assert receive_bytes_all(f"a{suffix}", words.encode())
    assert time.process_time() - began < 2


SLOW = ("operations", "bomb", "metas", "kids", "packed", "open-comment")
SHARE = [one for one in malformed_inputs()[::4] if not any(word in one[0] for word in SLOW)]


@pytest.mark.parametrize(("name", "data"), SHARE, ids=[name for name, _ in SHARE])
def test_what_is_broken_is_named_or_read_truly(receive_bytes_all, name, data):
    """A quarter of what benchmarks/malformed.py reads, the quick ones of it."""
    items = receive_bytes_all(name, data)
    assert items
    for one in items:
        if one.error is not None:
            assert isinstance(one.error, InputError)
            assert name in str(one.error)
            assert str(one.error).isprintable()
        else:
            assert CANARY_WORDS not in one.report.text


GOOD = {
    "a.pdf": pdf([WORDS]), "a.rss": rss(entry(), entry("B")),
    "a.vtt": vtt(f"00:01.000 --> 00:02.000\n{WORDS}"),
    "a.atom": atom(f"<entry><title>A</title><content>{WORDS}</content></entry>"),
    "a.srt": srt(f"00:00:01,000 --> 00:00:02,000\n{WORDS}"), "a.html": page(),
    "a.json": whisper((0, 1, WORDS)), "a.warc": record("https://a.example/", page()),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_reading_is_the_same_every_time(receive_bytes_all, name):
    first = receive_bytes_all(name, GOOD[name])
    assert first
    assert all(one.report for one in first)
    assert receive_bytes_all(name, GOOD[name]) == first
