import pytest
from served import ENGLISH, HOSTILE, PERSON, PLANTED, claim_ids, wait_for_job

from purport.desk.rendering import segment
from purport.ledger.decisions import decide, decisions
from purport.ledger.search import report_reading
from purport.model.reading_json import reading_dict, reading_of

ROOT = "/api/v1"


@pytest.fixture
def api(looked_at):
    with looked_at.client() as client:
        yield client


@pytest.mark.parametrize(
    "path", ["claims", "claims?everything=true", "reports", "voices", "publishers", "log"]
)
def test_pages_together_are_the_whole_list_without_doubles(api, path):
    join = "&" if "?" in path else "?"
    whole = api.get(f"{ROOT}/{path}{join}limit=500").json()
    assert whole["next"] is None
    found, after = [], None
    for _ in range(100):
        page = api.get(f"{ROOT}/{path}{join}limit=2{f'&after={after}' if after else ''}").json()
        found += page["items"]
        after = page["next"]
        if after is None:
            break
        assert len(page["items"]) == 2
    assert found == whole["items"]
    assert len(found) > 2


def test_reading_is_whole(api, looked_at, planted):
    answer = api.get(f"{ROOT}/readings/{segment(PLANTED)}").json()
    kept = report_reading(looked_at.ledger, PLANTED)
    assert reading_of(answer["reading"]) == kept
    assert len(answer["ids"]) == len(planted.claims)
    one = api.get(f"{ROOT}/claims/{answer['ids'][2]}").json()
    assert one["claim"] == reading_dict(kept)["claims"][2]
    assert one["report"] == PLANTED


def test_report_and_original(api, planted):
    report = api.get(f"{ROOT}/reports/{segment(PLANTED)}").json()
    assert report["text"] == planted.report.text
    original = api.get(f"{ROOT}/originals/{segment(PLANTED)}")
    assert original.content == planted.report.text.encode()


def test_filters_are_those_of_the_ledger(api, looked_at):
    found = api.get(f"{ROOT}/claims", params={"words": "quay", "until": "2024-05-02"}).json()
    assert [row["report"] for row in found["items"]] == ["quay-1"]
    assert found["items"][0]["id"] in claim_ids(looked_at, words="quay")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("claims/ffffffffffff", 404, "urn:purport:error:unknown-id"),
        ("reports/none", 404, "urn:purport:error:unknown-id"),
        ("jobs/7", 404, "about:blank"),
        ("nothing", 404, "about:blank"),
        ("claims?since=31", 400, "urn:purport:error:bad-date"),
        ("claims?limit=0", 422, "about:blank"),
        ("claims?limti=5", 422, "about:blank"),
        ("claims?status=odd", 422, "about:blank"),
        ("log?after=99999999999999999999", 422, "about:blank"),
    ],
)
def test_errors_are_problems(api, path, status, kind):
    answer = api.get(f"{ROOT}/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (status, kind)
    assert problem["title"]


def test_a_wrong_method_is_a_problem_that_names_the_right_one(api):
    answer = api.delete(f"{ROOT}/claims")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_decisions_are_made_and_taken_back_under_a_name(served):
    claim = claim_ids(served, words="quay")[0]
    with served.client(headers={"x-purport-person": "Bo"}) as api:
        made = api.post(f"{ROOT}/decisions", json={"verb": "accept", "on": [claim]})
        assert (made.status_code, made.json()["who"]) == (201, "Bo")
        back = api.post(f"{ROOT}/decisions/{made.json()['n']}/undo")
        assert (back.status_code, back.json()["undoes"]) == (201, made.json()["n"])
        listed = api.get(f"{ROOT}/decisions").json()["items"]
        assert [(r["decision"]["verb"], r["undone"]) for r in listed] == [
            ("undo", False), ("accept", True),
        ]  # fmt: skip
        assert api.post(f"{ROOT}/decisions/1/undo").status_code == 400
    assert served.client().post(
        f"{ROOT}/decisions", json={"verb": "unsure", "on": [claim]}
    ).json()["who"] == PERSON  # fmt: skip


@pytest.mark.parametrize("sent", ["Zoë 山".encode(), "Zoë".encode("latin-1")])
def test_names_of_all_letters_are_kept(served, sent):
    claim = claim_ids(served, words="quay")[0]
    answer = served.client(headers={"x-purport-person": sent}).post(
        f"{ROOT}/decisions", json={"verb": "accept", "on": [claim]}
    )
    assert answer.json()["who"].startswith("Zoë")


def test_groups_are_counted_and_their_claims_lead_to_them(served):
    found = served.client().get(f"{ROOT}/groups", params={"least_reports": 2}).json()["items"]
    assert [(group["reports"], group["roots_max"], group["current"]) for group in found] == [
        (2, 1, True)
    ]
    one = served.client().get(f"{ROOT}/groups/{found[0]['id']}").json()
    assert one["reports"] == ["quay-1", "quay-2"]
    assert {k: one[k] for k in ("claim", "status", "roots_min")} == {
        k: found[0][k] for k in ("claim", "status", "roots_min")
    }
    page = served.client().get(f"/claims/{one['claims'][0]}").text
    assert f'href="/groups/{one["id"]}"' in page


def test_a_decision_on_an_old_view_is_refused(served):
    claim = claim_ids(served, words="quay")[0]
    decide(served.ledger, "Bo", "reject", [claim])
    answer = served.client().post(
        f"{ROOT}/decisions", json={"verb": "accept", "on": [claim], "seen": 0}
    )
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:purport:error:decided-meanwhile"
    assert len(decisions(served.ledger)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'{"verb": "merge", "on": ["a", "b"], "value": NaN}',
        b'{"verb": "comment", "on": ["a"], "value": "\\ud800"}',
        b'{"verb": "accept", "on": []}',
        b'{"verb": "own", "on": ["a"]}',
        b'{"verb": "accept", "on": ["\\ud800"]}',
        b'{"verb": "accept", "on": ["a"], "seen": -1}',
        b"[" * 5000,
        b"",
    ],
)
def test_what_is_no_decision_is_refused(looked_at, body):
    answer = looked_at.client().post(
        f"{ROOT}/decisions", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_name_that_is_none_is_refused(looked_at, name):
    answer = looked_at.client(headers={"x-purport-person": name}).post(f"{ROOT}/log/verify")
    assert answer.status_code == 400


def test_reports_are_given_and_the_job_tells_of_them(served):
    files = [("files", ("a.txt", ENGLISH.encode())), ("files", ("b.txt", b"\0\0\0"))]
    answer = served.client().post(f"{ROOT}/reports", files=files, data={"publisher": "Valley"})
    assert answer.status_code == 202
    number = answer.json()["id"]
    wait_for_job(served, number)
    job = served.client().get(f"{ROOT}/jobs/{number}").json()
    assert (job["good"], job["bad"]) == (1, 1)
    assert served.client().get(f"{ROOT}/reports/a").json()["publisher"] == "Valley"


def test_the_description_names_every_answer(api):
    schema = api.get(f"{ROOT}/openapi.json").json()
    assert set(schema["paths"]) >= {
        f"{ROOT}/{path}"
        for path in ("claims", "claims/{claim_id}", "reports", "reports/{report_id}",
                     "readings/{report_id}", "voices", "decisions", "decisions/{n}/undo", "log",
                     "log/verify", "jobs", "events")
    }  # fmt: skip
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation.get("summary"), where
            good = [s for s in operation["responses"] if s.startswith("2")]
            assert all(operation["responses"][s].get("content") for s in good), where
            for status, response in operation["responses"].items():
                if status >= "4":
                    assert list(response["content"]) == ["application/problem+json"], where


def test_hostile_words_are_data(api):
    answer = api.get(f"{ROOT}/claims", params={"publisher": "img"})
    assert answer.headers["content-type"] == "application/json"
    assert HOSTILE in {row["publisher"] for row in answer.json()["items"]}
