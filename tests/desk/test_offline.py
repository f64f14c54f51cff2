"""The desk opens no connection and configures no telemetry, whatever the environment asks for."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import socket, sys
from pathlib import Path

tried = []

def refuse(self, address):
    tried.append(address)
    raise OSError("no network here")

loopback = socket.socket.connect
socket.socket.connect = lambda self, address: (
    loopback(self, address) if address[0] == "127.0.0.1" else refuse(self, address)
)
asked = []
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *more, **named: (
    resolve(host, *more, **named) if host == "127.0.0.1" else asked.append(host) or []
)

from served import fill, serve_desk, wait_for_job

path = Path(sys.argv[1])
fill(path)
with serve_desk(path) as served, served.client() as client:
    for address in ("/inbox", "/claims", "/reports/quay-1", "/voices", "/log", "/nothing",
                    "/api/v1/claims", "/api/v1/openapi.json", "/api/v1/claims?limit=0"):
        client.get(address)
    client.post("/inbox", data={"mark": served.mark(), "text": "The mayor said that it is closed."})
    wait_for_job(served, 1)

from opentelemetry import metrics, trace, _logs

for provider in (trace.get_tracer_provider(), metrics.get_meter_provider(),
                 _logs.get_logger_provider()):
    assert "sdk" not in type(provider).__module__, provider
assert not any(name.startswith("opentelemetry.sdk") for name in sys.modules), "an exporter came in"
assert (tried, asked) == ([], []), (tried, asked)
print("silent")
"""


def test_nothing_is_sent_whatever_the_environment_asks_for(tmp_path):
    here = Path(__file__).parent
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)]),
        "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
        "OTEL_TRACES_EXPORTER": "otlp",
        "OTEL_METRICS_EXPORTER": "otlp",
        "OTEL_LOGS_EXPORTER": "otlp",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://telemetry.example:4318",
        "OTEL_SDK_DISABLED": "false",
    }
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "offline.ledger")],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.stdout.strip() == "silent", ended.stderr[-2000:]


def test_the_framework_is_told_to_keep_silent(looked_at):
    from purport.desk.application import make_application

    told = make_application(looked_at.desk)._telemetry
    assert {
        name: told[name]
        for name in ("tracing", "metrics", "logs", "operation_spans", "auto_configure")
    } == dict.fromkeys(("tracing", "metrics", "logs", "operation_spans", "auto_configure"), False)
