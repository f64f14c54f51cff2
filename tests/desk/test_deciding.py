import json
import re

import pytest
from lxml import html
from served import PERSON, claim_ids

from purport.ledger.decisions import decide, decisions


@pytest.fixture
def claim(served):
    return claim_ids(served, words="quay")[0]


def send(served, path, person=PERSON, *, htmx=False, **fields):
    headers = {"hx-request": "true"} if htmx else {}
    with served.client(cookies={"purport-person": person}, headers=headers) as client:
        return client.post(path, data={"mark": served.mark(), **fields})


def test_a_verdict_is_kept_under_the_name_and_shown(served, claim):
    answer = send(served, "/decide", on=claim, verb="accept", seen=0, back=f"/claims/{claim}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{claim}")
    (made,) = decisions(served.ledger, claim)
    assert (made.who, made.verb, made.on) == (PERSON, "accept", (claim,))
    shown = html.fromstring(served.client().get(f"/claims/{claim}").text)
    said = shown.xpath("normalize-space(//ul[@class='decided'])")
    assert re.match(rf"Accepted by {PERSON}, \d{{4}}-", said)
    assert shown.xpath("//button[@value='accept']/@aria-pressed") == ["true"]


def test_names_of_all_letters_are_kept(served, claim):
    with served.client() as client:
        client.post("/person", data={"mark": served.mark(), "name": " Жанна 山 "})
        client.post(
            "/decide", data={"mark": served.mark(), "on": claim, "verb": "unsure", "seen": 0}
        )
    assert decisions(served.ledger, claim)[0].who == "Жанна 山"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81])
def test_a_name_that_is_none_is_refused(served, name):
    assert send(served, "/person", name=name).status_code in (400, 422)


def test_a_decision_on_an_old_view_is_told_and_nothing_is_lost(served, claim):
    made = decide(served.ledger, "Bo", "reject", [claim])
    answer = send(
        served, "/decide", htmx=True, on=claim, verb="comment", seen=0, value="my <words>"
    )
    assert answer.status_code == 409
    assert "Bo decided meanwhile" in answer.text
    page = html.fragment_fromstring(answer.text.strip())
    assert page.xpath("//textarea")[0].text == "my <words>"
    assert "Rejected by Bo" in page.xpath("normalize-space(//ul)")
    assert decisions(served.ledger, claim) == (made,)
    seen = page.xpath("//input[@name='seen']/@value")[0]
    again = send(served, "/decide", htmx=True, on=claim, verb="comment", seen=seen, value="mine")
    assert again.status_code == 200
    assert [d.who for d in decisions(served.ledger, claim)] == ["Bo", PERSON]


def test_an_old_view_without_script_gets_a_page_of_its_own(served, claim):
    decide(served.ledger, "Bo", "reject", [claim])
    answer = send(served, "/decide", on=claim, verb="accept", seen=0)
    assert answer.status_code == 409
    assert "Somebody else decided meanwhile" in answer.text


def test_two_tabs_of_one_person_do_not_stand_in_each_others_way(served, claim):
    for verb in ("accept", "comment"):
        answer = send(served, "/decide", htmx=True, on=claim, verb=verb, seen=0, value="w")
        assert answer.status_code == 200
    assert len(decisions(served.ledger, claim)) == 2


def test_what_was_decided_is_told_in_short_and_as_it_was_written(served, claim):
    words = "Ask Željko, NOT the desk. " * 300
    answer = send(served, "/decide", htmx=True, on=claim, verb="comment", seen=0, value=words)
    told = json.loads(answer.headers["hx-trigger"])["purport:say"]
    assert told.startswith("Remarked: Ask Željko, NOT the desk.")
    assert len(told) <= 100
    assert decisions(served.ledger)[0].value == words.strip()


def test_undo_takes_back_ones_own_last_decision_only(served, claim):
    decide(served.ledger, PERSON, "accept", [claim])
    decide(served.ledger, "Bo", "reject", [claim])
    answer = send(served, "/undo", htmx=True)
    assert answer.text == f"Undone: accepted, on {claim}"
    assert decisions(served.ledger)[-1].undoes == 1
    assert send(served, "/undo", htmx=True).status_code == 400


def test_a_correction_keeps_what_was_changed_alone(served, claim):
    page = html.fromstring(served.client().get(f"/claims/{claim}").text)
    form = page.xpath("//form[@class='edit']")[0]
    fields = dict(form.form_values()) | {"status": "planned", "times": "2024-05-01"}
    answer = send(served, f"/claims/{claim}/edit", **fields)
    assert answer.status_code == 303
    assert decisions(served.ledger, claim)[0].value == {"status": "planned", "times": "2024-05-01"}
    page = html.fromstring(served.client().get(f"/claims/{claim}").text)
    assert page.xpath("//select[@name='status']/option[@selected]/text()") == ["planned"]
    assert send(served, f"/claims/{claim}/edit", **fields | {"seen": 1}).status_code == 400


def test_a_correction_of_an_old_view_keeps_what_was_typed(served, claim):
    decide(served.ledger, "Bo", "edit", [claim], {"status": "ongoing"})
    answer = send(served, f"/claims/{claim}/edit", seen=0, speaker="The harbour master")
    assert answer.status_code == 409
    page = html.fromstring(answer.text)
    assert page.xpath("//input[@name='speaker']/@value") == ["The harbour master"]
    assert page.xpath("//select[@name='status']/option[@selected]/text()") == ["ongoing"]


def test_a_source_is_rated(served):
    fields = {"on": "voice:Mira Sand", "seen": 0, "reliability": "B", "back": "/voices/Mira%20Sand"}
    assert send(served, "/rate", **fields).headers["location"] == "/voices/Mira%20Sand"
    assert decisions(served.ledger)[0].value == {"reliability": "B"}
    assert "rated: reliability B" in served.client().get("/voices/Mira%20Sand").text
    assert send(served, "/rate", **fields | {"reliability": ""}).status_code == 400


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example", "/\\evil.example", "x"]
)
def test_nobody_is_led_away(served, claim, back):
    answer = send(served, "/decide", on=claim, verb="accept", seen=0, back=back)
    assert answer.headers["location"] == "/"


def test_the_log_says_who_decided_what(served, claim):
    decide(served.ledger, "Bo", "reject", [claim])
    page = html.fromstring(served.client().get("/log").text)
    first = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr[1]/td")]
    assert first[2:5] == ["Bo", "rejected", claim]
    assert served.client().get(f"/things/{claim}").headers["location"] == f"/claims/{claim}"
