"""Through whom words came, beyond the sentence that says so."""

from __future__ import annotations

import purport
from purport.model.reading import Reading


def read(text: str, publisher: str = "Ardent Weekly") -> Reading:
    report = purport.report(text, id="r", published="2024-05-16", publisher=publisher)
    return next(iter(purport.read_many([report])))


def hops(reading: Reading, words: str) -> list[str | None]:
    names = {v.id: v.name for v in reading.voices}
    claim = min((c for c in reading.claims if words in c.text), key=lambda c: len(c.text))
    return [names.get(h.voice or "") for h in claim.chain]


def test_an_outlet_goes_on_hearing_the_same_speaker() -> None:
    reading = read(
        "“We lost the rudder,” the captain told Reuters. He added that nobody had been hurt.\n\n"
        "The owner told reporters that the ship was sound."
    )
    assert hops(reading, "nobody had been hurt") == ["Reuters", "the captain"]
    assert "Reuters" not in hops(reading, "the ship was sound")


def test_one_of_many_papers_was_released_by_who_released_them_all() -> None:
    reading = read(
        "Prosecutors have handed the judge 140 wiretaps. In a call recorded in April, a crane "
        "operator asks who pays."
    )
    assert hops(reading, "who pays") == ["Prosecutors", "a crane operator"]


def test_what_is_told_within_a_turn_is_passed_on_by_who_has_the_turn() -> None:
    reading = read(
        "HOST: Good morning. With us is the sheriff.\n\nOCHOA: It is burning, Joan. The Forest "
        "Service tells us the wind will turn.\n\nHOST: Is anyone hurt?\n\nOCHOA: Nobody at all."
    )
    assert hops(reading, "the wind will turn")[0] == "OCHOA"


def test_a_memo_speaks_for_its_author_and_is_released_by_who_posted_it() -> None:
    reading = read(
        "The port will close, the Coast Standard reported, citing a memo by its chief executive, "
        "Lars Dahlgren. The memo, which the union posted online on Tuesday, says crews are tired."
    )
    names = {v.id: v.name for v in reading.voices}
    memo = next(e for e in reading.evidence if e.medium == "document")
    assert "union" in (names.get(memo.released_by or "") or "")
