import httpx
import pytest
from served import serve_desk

PERSON = {"name": "Eve"}
TOKEN = "t0ken"  # noqa: S105 - planted


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "localhost:1"])
def test_another_name_is_refused(looked_at, host):
    answer = httpx.get(f"{looked_at.address}/claims", headers={"host": host})
    assert answer.status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/person", "/api/v1/log/verify", "/inbox", "/undo"])
def test_another_site_can_change_nothing(looked_at, headers, path):
    data = {"mark": looked_at.mark(), **PERSON}
    answer = httpx.post(looked_at.address + path, headers=headers, data=data)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/person", "/undo", "/decide", "/rate", "/inbox", "/log/verify"])
@pytest.mark.parametrize("mark", [None, "", "00", "é"])
def test_a_form_without_the_mark_changes_nothing(looked_at, path, mark):
    fields = {"name": "Eve", "on": "x", "verb": "accept", "seen": 0}
    fields |= {} if mark is None else {"mark": mark}
    assert httpx.post(looked_at.address + path, data=fields).status_code == 403


def test_forms_and_files_have_limits(looked_at):
    data = {"mark": looked_at.mark(), "name": "x" * 300_000}
    assert httpx.post(f"{looked_at.address}/person", data=data).status_code == 413

    def endless():
        for _ in range(40):
            yield b"x" * 100_000

    answer = httpx.post(f"{looked_at.address}/inbox", content=endless(), headers={
        "content-type": "multipart/form-data; boundary=b", "x-purport-mark": looked_at.mark(),
    })  # fmt: skip
    assert answer.status_code in (400, 413)


def test_elsewhere_a_token_is_needed(filled):
    with serve_desk(filled, token=TOKEN) as kept:
        ask = httpx.Client(base_url=kept.address)
        assert ask.get("/claims").status_code == 401
        assert ask.get("/static/desk.js").status_code == 401
        assert ask.get("/claims?token=wrong").status_code == 401
        assert ask.get("/api/v1/claims").status_code == 401
        assert ask.get("/claims", headers={"authorization": "Bearer t0ken"}).status_code == 200
        entered = ask.get("/claims?token=t0ken")
        assert (entered.status_code, entered.headers["location"]) == (303, "/claims")
        assert "httponly" in entered.headers["set-cookie"].lower()
        assert ask.get("/claims").status_code == 200


def test_answers_forbid_what_pages_do_not_need(looked_at):
    for path in ("/claims", "/nothing", "/api/v1/claims", "/static/desk.js"):
        headers = httpx.get(looked_at.address + path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
