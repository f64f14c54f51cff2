from __future__ import annotations

import pytest

from reports.planted import told


@pytest.mark.parametrize(
    ("text", "claim", "act"),
    [
        ("“Isn’t that stupid?” he says.", ("“Isn’t that stupid?”", "says", "he"), "asks"),
        ("He asked whether it hurt.", ("whether it hurt", "asked", "He"), "asks"),
        ("He asked visitors to go.", ("visitors to go", "asked", "He"), "directs"),
        ("“Take the gun and run,” she advises.", ("“Take the gun and run,”", "advises", "she"),
         "directs"),
        ("“Do not touch it,” she said.", ("“Do not touch it,”", "said", "she"), "directs"),
        ("He told the jury to leave.", ("to leave", "told", "He"), "directs"),
        ("“It’s not desertion,” he says.", ("“It’s not desertion,”", "says", "he"), "denies"),
        ("The army denied that it fired.", ("that it fired", "denied", "The army"), "denies"),
        ("“I did not take a cent,” she said.", ("“I did not take a cent,”", "said", "she"),
         "denies"),
        ("He vowed to return.", ("to return", "vowed", "He"), "promises"),
        ("“I think it was cold,” he said.", ("“I think it was cold,”", "said", "he"), "opines"),
        ("She believes the worst is over.", ("the worst is over", "believes", "She"), "opines"),
        ("“It rained all day,” he said.", ("“It rained all day,”", "said", "he"), "states"),
        ("He did not deny that it rained.", ("that it rained", "did not deny", "He"), "states"),
        ("“We do not know yet,” he said.", ("“We do not know yet,”", "said", "he"), "states"),
    ],
)  # fmt: skip
def test_acts(text: str, claim: tuple[str, str, str], act: str) -> None:
    assert told(text, claim).acts == (act,)


def test_addressees_are_named_where_the_words_name_them() -> None:
    tracing = told(
        "She told reporters that it rained. He wrote to the agency that it snowed.",
        ("that it rained", "told", "She"),
        ("that it snowed", "wrote", "He"),
    )
    names = {v.id: v.name for v in tracing.voices}
    assert [names[a] for a in tracing.addressees if a] == ["reporters", "the agency"]
