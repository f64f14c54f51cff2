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
        ("The port advises that work stopped at six.",
         ("that work stopped at six", "advises", "The port"), "states"),
        ("The port advises skippers to wait.", ("skippers to wait", "advises", "The port"),
         "directs"),
        ("He said no such order exists.", ("no such order exists", "said", "He"), "denies"),
        ("She said the talk never took place.", ("the talk never took place", "said", "She"),
         "denies"),
        ("He insisted the force had not lost a yard.",
         ("the force had not lost a yard", "insisted", "He"), "denies"),
        ("Her lawyers call this “pure invention”.",
         ("this “pure invention”", "call", "Her lawyers"), "denies"),
        ("Mr Sanga pleaded not guilty to theft.",
         ("not guilty to theft", "pleaded", "Mr Sanga"), "denies"),
        ("“If they come, pull everyone back,” he says.",
         ("“If they come, pull everyone back,”", "says", "he"), "directs"),
        ("“These are actors,” he said.", ("“These are actors,”", "said", "he"), "denies"),
        ("He said the sea was not calm.", ("the sea was not calm", "said", "He"), "states"),
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
