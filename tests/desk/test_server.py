import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from purport.desk.server import bind, lay_out
from purport.errors import UsageError
from purport.ledger.store import open_ledger
from purport.settings import Settings


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as opened:
        yield opened


@pytest.mark.parametrize("host", ["desk.example", "", "127.0.0.1:80", "203.0.113.7"])
def test_an_address_that_is_not_this_machines_is_refused(host):
    with pytest.raises(UsageError):
        bind(host, 0)


def test_a_port_that_is_taken_is_told():
    with bind("127.0.0.1", 0) as listener, pytest.raises(UsageError, match=r"port \d+"):
        bind("127.0.0.1", listener.getsockname()[1])


def test_answers_are_sent_at_once():
    listener = bind("127.0.0.1", 0)
    # asyncio sets TCP_NODELAY only on sockets that name their protocol
    assert listener.proto == socket.IPPROTO_TCP
    listener.close()


def test_on_loopback_no_token_and_few_names(ledger):
    desk = lay_out(ledger, Settings(), "Ann", "127.0.0.1", 8420)
    assert desk.token is None
    assert desk.hosts == {"127.0.0.1:8420", "localhost:8420", "[::1]:8420"}


def test_elsewhere_a_token_that_cannot_be_guessed(ledger):
    desks = [lay_out(ledger, Settings(), "Ann", "192.0.2.7", 80) for _ in range(2)]
    assert all(len(desk.token) >= 32 for desk in desks)
    assert desks[0].token != desks[1].token
    assert desks[0].secret != desks[1].secret
    assert "192.0.2.7:80" in desks[0].hosts


def test_on_all_addresses_any_name_will_do_but_the_token_is_needed(ledger):
    desk = lay_out(ledger, Settings(), "Ann", "0.0.0.0", 80)  # noqa: S104 - the case looked at
    assert desk.hosts is None
    assert desk.token


def test_the_command_opens_answers_and_closes(tmp_path):
    program = "from purport.cli.app import app; app()"
    command = [sys.executable, "-c", program, "desk", "--ledger", str(tmp_path / "new.ledger"),
               "--port", "0", "--no-browser"]  # fmt: skip
    environment = {**os.environ, "PURPORT_PERSON": "Zoë"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        said = process.stderr.readline()
        address = re.search(r"the desk is open at (http://127\.0\.0\.1:\d+/) \(Ctrl-C", said)[1]
        page = httpx.get(address, follow_redirects=True, timeout=30)
        assert 'value="Zoë"' in page.text
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(20) == 0
    assert rest == "purport: the desk is closed\n"


def test_the_command_says_in_one_line_what_is_wrong(tmp_path):
    (tmp_path / "no.ledger").write_text("this is no ledger")
    command = [sys.executable, "-c", "from purport.cli.app import app; app()", "desk",
               "--no-browser", "--ledger", str(tmp_path / "no.ledger")]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "this file is not a ledger" in ended.stderr
