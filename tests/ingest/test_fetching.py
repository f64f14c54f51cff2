"""Addresses: what is fetched, within which limits, and where no connection may lead."""

import gzip
import ipaddress
import socket
import socketserver
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from purport.errors import UsageError
from purport.ingest import Overrides, fetch_source, read_sources_and_addresses
from purport.ingest.fetching import check_address, shown_address
from purport.ingest.network import refuse_private
from purport.model.report import Credit
from purport.settings import Settings

TEXT = "The mayor said that the bridge, which had been closed, would be opened on Friday."
PAGE = f"<html><body><article><p>{TEXT}</p><p>It was “shut”, she said.</p></article></body></html>"
OPEN = Settings(allow_private_addresses=True, max_seconds=1, max_input_bytes=100_000)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Let the tests of this file reach this machine, and nothing else."""
    whole = socket.socket.connect

    def connect(self, where):
        assert where[0] in ("127.0.0.1", "::1"), f"a connection to {where}"
        return whole(self, where)

    monkeypatch.setattr(socket.socket, "connect", connect)


def answer(body, kind="text/html; charset=utf-8", *lines, status="200 OK"):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines]
    return "\r\n".join([*head, "", ""]).encode() + body


def redirect(to, status="302 Found"):
    return answer(b"", "text/html", f"Location: {to}", status=status)


class Server(socketserver.ThreadingTCPServer):
    """A server that says what it is told to say, byte for byte, and keeps what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked = {}, []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            request += line
        self.server.asked.append(request.decode())
        page = self.server.pages.get(request.split()[1].decode(), b"HTTP/1.1 404 Not Found\r\n\r\n")
        try:
            for piece in [page] if isinstance(page, bytes) else page():
                self.wfile.write(piece)
        except OSError:
            pass


@pytest.fixture
def server():
    with Server() as one:
        threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield one
        one.shutdown()


@pytest.fixture
def get(server):
    """Return a function from a path to the one thing that comes of it."""

    def fetch(path, settings=OPEN, **said):
        stream = fetch_source(server.address + path, overrides=Overrides(**said), settings=settings)
        (item,) = stream
        return item

    return fetch


def test_a_page_is_read_with_its_address_and_the_bytes_as_they_came(server, get):
    server.pages["/news/bridge.html?x=%C3%A9"] = answer(PAGE.encode())
    item = get("/news/bridge.html?x=é#part")
    assert item.error is None
    assert item.report.text.startswith(TEXT)
    assert item.report.url == f"{server.address}/news/bridge.html?x=é"
    assert item.report.id == "bridge"
    assert item.where == f"{server.address}/news/bridge.html?x=é#part"
    assert item.original == PAGE.encode()
    assert item.report.sha256 == sha256(PAGE.encode()).hexdigest()
    (asked,) = server.asked
    assert "User-Agent: purport/" in asked
    assert not any(word in asked.lower() for word in ("cookie", "referer", "authorization"))


@pytest.mark.parametrize(
    ("path", "kind", "body", "words"),
    [
        ("/a", "text/html; charset=iso-8859-1", PAGE.replace("mayor", "maïre").encode("cp1252"),
         "maïre"),
        ("/a", "text/html; charset=utf-8", f"<meta charset=koi8-r>{PAGE}“".encode(), "“shut”"),
        ("/a", "text/plain; charset=windows-1252", f"{TEXT} “No.”".encode("cp1252"), "“No.”"),
        ("/a.srt", "text/plain", f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}".encode(), TEXT),
        ("/a.csv", "text/csv; charset=iso-8859-1", f'id,text\nx,"é “{TEXT}”"\n'.encode("cp1252"),
         "é “The"),
        ("/a.txt", "application/octet-stream", TEXT.encode(), TEXT),
        ("/a.srt", "application/x-srt", f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}".encode(), TEXT),
        ("/feed", "application/x-rss+xml",
         f"<rss version='2.0'><channel><title>F</title><item><title>A</title><description>{TEXT}"
         "</description></item></channel></rss>".encode(), TEXT),
    ],
)  # fmt: skip
def test_the_servers_word_on_format_and_letters_counts(server, get, path, kind, body, words):
    server.pages[path] = answer(body, kind)
    item = get(path)
    assert item.error is None
    assert words in item.report.text


def test_a_server_that_says_nothing_of_the_format_leaves_it_to_the_first_line(server, get):
    server.pages["/a"] = b"HTTP/1.0 200 OK\r\n\r\n" + PAGE.encode()
    assert get("/a").report.text.startswith(TEXT)


def test_redirects_are_followed_and_kept(server, get):
    server.pages["/old"] = redirect("/new?a=1", "301 Moved Permanently")
    server.pages["/new?a=1"] = answer(PAGE.encode())
    report = get("/old").report
    assert report.url == f"{server.address}/new?a=1"
    assert Credit("redirected-from", f"{server.address}/old") in report.credits


def test_a_canonical_address_elsewhere_is_a_credit_and_not_the_pages_own(server, get):
    mark = '<head><link rel="canonical" href="https://wire.example/1"></head>'
    server.pages["/a"] = answer(PAGE.replace("<body>", f"{mark}<body>").encode())
    link = 'Link: <https://wire.example/2>; rel="canonical"'
    server.pages["/b.txt"] = answer(TEXT.encode(), "text/plain", link)
    page, text = get("/a").report, get("/b.txt").report
    assert page.url == f"{server.address}/a"
    assert Credit("canonical", "https://wire.example/1") in page.credits
    assert Credit("canonical", "https://wire.example/2") in text.credits


def endless():
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    while True:
        yield b"words " * 1000


def endless_header():
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-A: b\r\n"


def slow_drops(first):
    def drops():
        yield first
        while True:
            time.sleep(0.2)
            yield b"a"

    return drops


def silent():
    time.sleep(3)
    yield b""


def continuing():
    while True:
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


BOMB = gzip.compress(b"0" * 10_000_000)
PLAIN = "text/plain"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (endless, "input-too-large"),
        (answer(b"x", PLAIN).replace(b"Length: 1", b"Length: 99999999999"), "input-too-large"),
        (answer(b"The mayor", PLAIN).replace(b"Length: 9", b"Length: 99"), "damaged-input"),
        (answer(BOMB, PLAIN, "Content-Encoding: gzip"), "input-too-large"),
        (answer(gzip.compress(BOMB), PLAIN, "Content-Encoding: gzip, gzip"), "input-too-large"),
        (
            answer(gzip.compress(TEXT.encode())[:-9], PLAIN, "Content-Encoding: gzip"),
            "damaged-input",
        ),
        (answer(b"abc", PLAIN, "Content-Encoding: br"), "damaged-input"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "damaged-input"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe", "damaged-input"),
        (b"", "unreachable"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "unreachable"),
        (b"HTTP/1.1 abc\r\n\r\n", "unreachable"),
        (endless_header, "unreachable"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000, "unreachable"),
        (continuing, "unreachable"),
        (slow_drops(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe"), "unreachable"),
        (slow_drops(b"HTTP/1.1 200 OK\r\nX: "), "unreachable"),
        (silent, "unreachable"),
        (redirect("/x"), "unreachable"),
        (redirect("ftp://127.0.0.1/a"), "refused-address"),
        (redirect("file:///etc/passwd"), "refused-address"),
        (redirect("http://ann:secret@127.0.0.1/"), "refused-address"),
        (redirect("http://[:::1/"), "unreachable"),
        (answer(b"", "text/html", status="401 Unauthorized"), "unreachable"),
        (answer(b"", "text/html", status="500 Oh\x1b[2J no"), "unreachable"),
        (answer(b"\x89PNG", "image/png"), "unknown-format"),
        (answer(b"\x89PNG\r\n\x1a\n", "text/html"), "binary-input"),
        (answer(TEXT.encode(), "text/plain; charset=ebcdic"), "wrong-encoding"),
        (answer(b"", "text/plain"), "empty-input"),
    ],
)
def test_servers_that_mean_harm_end_in_a_line_and_in_time(server, get, page, code):
    server.pages["/x"] = page
    began = time.monotonic()
    item = get("/x")
    assert item.error is not None
    assert item.error.code == code
    assert str(item.error).startswith(f"{server.address}/x: ")
    assert str(item.error).isprintable()
    assert "secret" not in str(item.error)
    assert time.monotonic() - began < 4


def test_an_address_of_this_machine_is_refused_unless_it_is_allowed(server, get):
    item = get("/a", Settings())
    assert item.error.code == "refused-address"
    assert "not a public address" in str(item.error)
    assert server.asked == []


def test_a_redirect_is_checked_again(monkeypatch, server, get):
    from purport.ingest import network

    server.pages["/a"] = redirect("http://inner.example:80/secret")
    known = socket.getaddrinfo

    def look_up(host, port, **rest):
        return known("10.0.0.7" if host == "inner.example" else host, port, **rest)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    whole = network.refuse_private

    def refuse(digits, host):
        if digits != "127.0.0.1":
            whole(digits, host)

    monkeypatch.setattr(network, "refuse_private", refuse)
    item = get("/a", Settings())
    assert item.error.code == "refused-address"
    assert "inner.example is 10.0.0.7" in str(item.error)


def test_a_name_is_looked_up_once_and_all_its_addresses_are_checked(monkeypatch, get):
    asked = []

    def look_up(host, port, **_):
        asked.append(host)
        first = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (first, port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.1", port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert get("/a", Settings()).error.code == "refused-address"
    assert asked == ["127.0.0.1"]


@pytest.mark.parametrize(
    "digits",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_no_address_that_is_not_public_is_let_through(digits):
    with pytest.raises(Exception, match="not a public address"):
        refuse_private(digits, "x.example")


@pytest.mark.parametrize("digits", ["93.184.215.14", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_let_through(digits):
    refuse_private(digits, "x.example")


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://",
        "http:///a", "http://a.example:99999/", "http://a.example:0/", "http://[::1",
        "//a.example/",
        "http://ann:secret@a.example/", "http://ann@a.example/", "https://a.example/" + "a" * 9000,
        "http://a.example:x/",
    ],
)  # fmt: skip
def test_what_is_no_public_address_is_refused_before_anything_is_asked(address):
    (item,) = fetch_source(address, overrides=Overrides(), settings=Settings())
    assert item.error.code == "refused-address"
    assert "secret" not in str(item.error)
    assert "secret" not in item.where


def test_a_password_is_never_shown():
    assert shown_address("http://ann:secret@a.example/b@c") == "http://a.example/b@c"
    assert check_address(" HTTP://A.example/b#c ").geturl() == "http://A.example/b"


def test_names_that_nobody_knows_are_unreachable(monkeypatch):
    def look_up(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    (item,) = fetch_source("http://no.example/", overrides=Overrides(), settings=Settings())
    assert item.error.code == "unreachable"


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine's that nobody vouches for, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    today = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    unlocked = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / "here.pem"
    path.write_bytes(key.private_bytes(pem, *unlocked) + signed.public_bytes(pem))
    return path


def test_certificates_are_checked(server, certificate, monkeypatch):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.pages["/a"] = answer(PAGE.encode())
    address = server.address.replace("http:", "https:") + "/a"
    (item,) = fetch_source(address, overrides=Overrides(), settings=OPEN)
    assert item.error.code == "unreachable"
    assert "certificate is not to be trusted" in str(item.error)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    (item,) = fetch_source(address, overrides=Overrides(), settings=OPEN)
    assert item.error is None
    assert item.report.url == address


def test_what_does_not_speak_tls_is_unreachable(server):
    address = server.address.replace("http:", "https:")
    (item,) = fetch_source(address, overrides=Overrides(), settings=OPEN)
    assert item.error.code == "unreachable"


def test_nothing_is_fetched_before_it_is_asked_for(server):
    server.pages["/a"] = answer(PAGE.encode())
    stream = fetch_source(server.address + "/a", overrides=Overrides(), settings=OPEN)
    assert server.asked == []
    assert next(stream).report


def test_paths_and_addresses_may_be_given_together(server, tmp_path):
    server.pages["/a"] = answer(PAGE.encode())
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    sources = [str(path), server.address + "/a", "ftp://x.example/a", server.address + "/none"]
    items = list(
        read_sources_and_addresses(sources, overrides=Overrides(), settings=OPEN, stdin=None)
    )
    assert [i.report and i.report.id for i in items] == ["a", "a-2", None, None]
    assert [i.error and i.error.code for i in items[2:]] == ["missing-file", "unreachable"]
    with pytest.raises(UsageError):
        read_sources_and_addresses([], overrides=Overrides(), settings=OPEN, stdin=None)
