"""An hour without the mouse, in short: reading, judging, undoing and finding by keys alone."""

import re

from playwright.sync_api import expect
from served import PERSON, PLANTED, claim_ids

from purport.desk.rendering import segment
from purport.ledger.decisions import decide, decisions, standing

REPORT = f"/reports/{segment(PLANTED)}"


def in_hand(tab):
    return tab.locator('[data-item][aria-current="true"]')


def decide_by(tab, key):
    with tab.expect_response("**/decide") as answer:
        tab.keyboard.press(key)
    expect(tab.locator("#said")).not_to_be_empty()
    return answer.value.status


def test_claims_of_a_report_are_judged_one_after_the_other(tab, served):
    tab.goto(REPORT)
    tab.keyboard.press("j")
    expect(in_hand(tab)).to_have_id("claim-1")
    for key, following in (("y", 2), ("n", 3), ("h", 5)):  # 4 is an attitude, and not shown
        assert decide_by(tab, key) == 200
        expect(in_hand(tab)).to_have_id(f"claim-{following}")
        expect(in_hand(tab)).to_be_focused()
    made = decisions(served.ledger)
    assert [(d.verb, d.who) for d in made] == [
        ("accept", PERSON), ("reject", PERSON), ("unsure", PERSON),
    ]  # fmt: skip
    expect(tab.locator("#claim-1 .decided")).to_contain_text(f"Accepted by {PERSON}")
    expect(tab.locator('#claim-2 button[value="reject"]')).to_have_attribute("aria-pressed", "true")
    tab.keyboard.press("k")
    expect(in_hand(tab)).to_have_id("claim-3")


def test_the_words_of_the_claim_in_hand_light_up(tab):
    tab.goto(REPORT)
    light = "e => getComputedStyle(e).backgroundColor"
    words = tab.locator(".text .in-2.content").first
    before = words.evaluate(light)
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    expect(in_hand(tab)).to_have_id("claim-2")
    assert words.evaluate(light) != before


def test_undo_reaches_across_pages(tab, served):
    tab.goto(REPORT)
    tab.keyboard.press("j")
    decide_by(tab, "y")
    tab.goto("/reports")
    with tab.expect_response("**/undo"):
        tab.keyboard.press("u")
    expect(tab.locator("#said")).to_contain_text("Undone: accepted")
    assert standing(served.ledger) == ()
    tab.keyboard.press("u")
    expect(tab.locator("#said")).to_contain_text("nothing of yours to undo")


def test_a_claim_is_found_opened_and_led_back_to_its_words(tab, served):
    claim = claim_ids(served, words="quay")[0]
    tab.goto("/log")
    tab.keyboard.press("/")
    expect(tab).to_have_url(re.compile("/claims#search"))
    tab.keyboard.press("/")
    expect(tab.locator("[data-search]")).to_be_focused()
    tab.keyboard.type("quay")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("words=quay"))
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(f"/claims/{claim}$"))
    assert decide_by(tab, "y") == 200
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(rf"/reports/quay-2\?at={claim}#at-{claim}"))
    expect(in_hand(tab)).to_have_id("claim-1")


def test_letters_that_are_typed_decide_nothing(tab, served):
    tab.goto(REPORT)
    tab.keyboard.press("j")
    tab.keyboard.press("c")
    expect(in_hand(tab).locator("textarea")).to_be_focused()
    tab.keyboard.type("yes, why not? u/h")
    assert decisions(served.ledger) == ()
    tab.keyboard.press("Tab")
    with tab.expect_response("**/decide"):
        tab.keyboard.press("Enter")
    (made,) = decisions(served.ledger)
    assert (made.verb, made.value) == ("comment", "yes, why not? u/h")


def test_a_decision_on_an_old_view_is_told_and_the_words_stay(tab, served):
    tab.goto(REPORT)
    claim = claim_ids(served, report=PLANTED, everything=True)[0]
    decide(served.ledger, "Bo", "reject", [claim])
    tab.keyboard.press("j")
    tab.keyboard.press("c")
    tab.keyboard.type("my words")
    tab.keyboard.press("Tab")
    with tab.expect_response("**/decide") as answer:
        tab.keyboard.press("Enter")
    assert answer.value.status == 409
    expect(tab.locator("#claim-1 [role=alert]")).to_contain_text("Bo decided meanwhile")
    expect(tab.locator("#claim-1 textarea")).to_have_value("my words")
    expect(tab.locator("#claim-1 .decided")).to_contain_text("Rejected by Bo")


def test_keys_are_shown_and_the_dialog_takes_the_focus(tab):
    tab.goto("/claims")
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog", name="Keys")).to_be_visible()
    tab.keyboard.press("j")
    expect(in_hand(tab)).to_have_count(0)
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_pages_are_reached_by_g_and_a_letter(tab):
    tab.goto("/claims")
    for letter, path in (("r", "/reports"), ("v", "/voices"), ("l", "/log"), ("i", "/inbox")):
        tab.keyboard.press("g")
        tab.keyboard.press(letter)
        expect(tab).to_have_url(re.compile(f"{path}$"))


def test_dropped_files_are_read_and_followed_live(tab, tmp_path):
    good, bad = tmp_path / "flood.txt", tmp_path / "photo.txt"
    good.write_text("The mayor said that the bridge was closed on Monday after the flood.\n")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    tab.goto("/inbox")
    tab.set_input_files("input[name=files]", [good, bad])
    tab.get_by_role("button", name="Read it").press("Enter")
    job = tab.locator("#job-1")
    expect(job.locator(".state")).to_have_text("Done", timeout=20_000)
    expect(job).to_contain_text("looks like a PNG image")
    tab.reload()
    job.get_by_role("link", name="flood").click()
    expect(tab.locator("#claims-title")).to_have_text("1 claim")


def test_files_are_dropped_anywhere_on_the_inbox(tab):
    tab.goto("/inbox")
    tab.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["The mayor said that the bridge was closed."], "drop.txt"));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    expect(tab.locator("#job-1")).to_contain_text("drop.txt")
    expect(tab.locator("#job-1 .state")).to_have_text("Done", timeout=20_000)


def test_without_script_pages_are_read_and_forms_go_back_to_their_place(browser, served):
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(REPORT)
    page.locator("#claim-2 button[value=accept]").click()
    assert page.url == f"{served.address}{REPORT}?first=1#claim-2"
    assert "Accepted by" in page.locator("#claim-2 .decided").inner_text()
    page.locator(".person input[name=name]").fill("Zoë")
    page.locator(".person input[name=name]").press("Enter")
    page.goto(f"{served.address}/claims")
    assert page.locator(".person input[name=name]").input_value() == "Zoë"
    context.close()


def test_focus_is_seen(tab):
    tab.goto("/claims")
    for _ in range(8):
        tab.keyboard.press("Tab")
        assert tab.evaluate(
            "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
        ) >= 2  # fmt: skip
