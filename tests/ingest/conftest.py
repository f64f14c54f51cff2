"""What the tests of ingest share: no network, and a short way to read files."""

import io
import socket

import pytest

from purport.ingest import Overrides, read_sources
from purport.settings import Settings


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Fail a test that opens a connection or asks for an address."""

    def refuse(*args, **_):
        pytest.fail(f"ingest asked for the network: {args}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def receive():
    """Return a function from paths to the list of what comes of them."""

    def read(*paths, stdin=b"", settings=None, **overrides):
        stream = read_sources(
            [str(path) for path in paths],
            overrides=Overrides(**overrides),
            settings=settings or Settings(),
            stdin=io.BytesIO(stdin),
        )
        return list(stream)

    return read


@pytest.fixture
def receive_bytes(tmp_path, receive):
    """Return a function from a file's name and bytes to the one thing that comes of it."""

    def read(name, data, **rest):
        path = tmp_path / name
        path.write_bytes(data)
        (item,) = receive(path, **rest)
        return item

    return read
