from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from purport.extraction.organisations import known_organisations, read_organisations
from reports.planted import names_of, told

INTERCEPT = (
    "The Main Intelligence Directorate released a recording on Friday with a soldier heard in an "
    "intercepted call.\n\nThe soldier complains that he has no helmet.\n\n“Nobody came,” the "
    "purported soldier says.\n\n“Come home,” says the other man.\n\nHe goes on to say that it is "
    "cold."
)


def test_he_in_a_retold_recording_is_the_soldier_not_the_directorate() -> None:
    tracing = told(
        INTERCEPT,
        ("that he has no helmet", "complains", "The soldier"),
        ("“Nobody came,”", "says", "the purported soldier"),
        ("“Come home,”", "says", "the other man"),
        named={"Main Intelligence Directorate": "ORG"},
    )
    soldier, again, other = tracing.speakers
    assert soldier == again
    assert other not in (None, soldier)
    described = next(v.described for v in tracing.voices if v.id == soldier)
    assert "the purported soldier" in (described or "")


def test_a_pronoun_of_a_person_never_stands_for_a_body() -> None:
    tracing = told(
        "The agency published a report. He said that it was late.",
        ("that it was late", "said", "He"),
    )
    assert names_of(tracing) == [None]
    assert "that it was late" in tracing.warnings[0]


def test_surname_role_and_pronoun_are_joined_to_the_full_name() -> None:
    tracing = told(
        "Governor Oleh Syniehubov said that two were hurt. The governor said that roads were "
        "shut. Syniehubov said it was over. He said that he was tired.",
        ("that two were hurt", "said", "Governor Oleh Syniehubov"),
        ("that roads were shut", "said", "The governor"),
        ("it was over", "said", "Syniehubov"),
        ("that he was tired", "said", "He"),
        named={"Oleh Syniehubov": "PERSON"},
    )
    assert names_of(tracing) == ["Oleh Syniehubov"] * 4


def test_a_body_is_joined_over_acronym_alias_and_kind() -> None:
    tracing = told(
        "The Main Intelligence Directorate said the tank burned. Ukrainian intelligence said it "
        "was new. The agency said that it was Russian. HUR said the crew had fled.",
        ("the tank burned", "said", "The Main Intelligence Directorate"),
        ("it was new", "said", "Ukrainian intelligence"),
        ("that it was Russian", "said", "The agency"),
        ("the crew had fled", "said", "HUR"),
        named={"Main Intelligence Directorate": "ORG"},
    )
    assert len(set(tracing.speakers)) == 1


def test_two_unnamed_soldiers_in_two_calls_stay_two() -> None:
    tracing = told(
        "The SBU released a recording in which a soldier says that he is cold. On Friday it "
        "released another recording in which a soldier says that he is hungry.",
        ("that he is cold", "says", "a soldier"),
        ("that he is hungry", "says", "a soldier"),
        named={"SBU": "ORG"},
    )
    first, second = tracing.speakers
    assert first is not None
    assert second is not None
    assert first != second


def test_one_of_the_men_and_his_friend_are_voices_of_their_own() -> None:
    tracing = told(
        "One of the men tells his friend that it is over. “Run,” his friend advises.",
        ("that it is over", "tells", "One of the men"),
        ("“Run,”", "advises", "his friend"),
    )
    assert len(set(tracing.speakers)) == 2
    assert tracing.addressees[0] == tracing.speakers[1]


def test_gender_tells_two_people_apart() -> None:
    tracing = told(
        "Anna Berg met David Frost. “It rained,” she said. “It snowed,” he said.",
        ("“It rained,”", "said", "she"),
        ("“It snowed,”", "said", "he"),
        named={"Anna Berg": "PERSON", "David Frost": "PERSON"},
    )
    assert names_of(tracing) == ["Anna Berg", "David Frost"]


def test_a_dialogue_takes_turns_without_cues() -> None:
    tracing = told(
        "“Who is there?” the guard asks.\n\n“A friend,” the visitor answers.\n\n“Which friend?”",
        ("“Who is there?”", "asks", "the guard"),
        ("“A friend,”", "answers", "the visitor"),
        ("“Which friend?”", None, None),
    )
    assert tracing.speakers[2] == tracing.speakers[0]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    tracing = told(
        "“This is wrong,” Tilda Berg said.\n\n“People are dying, and you count coins.”",
        ("“This is wrong,”", "said", "Tilda Berg"),
        ("“People are dying, and you count coins.”", None, None),
        named={"Tilda Berg": "PERSON"},
    )
    assert tracing.speakers[0] == tracing.speakers[1]


def test_what_is_only_said_to_be_so_has_no_voice() -> None:
    tracing = told(
        "Other soldiers are said to have deserted.",
        ("have deserted", "are said to", None),
    )
    assert tracing.speakers == (None,)
    assert tracing.warnings == ()


def test_a_users_own_table_adds_and_wins(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,class,country,aliases,part_of\nOffice Nine,agency,RU,O9,\nReuters,company,GB,,\n",
        encoding="utf-8",
    )
    table = read_organisations(own)
    nine, reuters = table.find("O9"), table.find("Reuters")
    assert nine is not None
    assert nine.name == "Office Nine"
    assert reuters is not None
    assert reuters.sort == "company"
    assert table.find("WHO") is not None


def test_the_table_is_large_and_sound() -> None:
    rows = known_organisations().rows
    names = {r.name for r in rows}
    assert len(rows) >= 300
    assert all(r.part_of in names or r.part_of == "Council of Europe" for r in rows if r.part_of)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(
    ["He said", "“No,”", "the soldier", "says", "a recording", "released", ".", "\n\n", "she",
     "Anna Berg", "told reporters", "their", "it", "’s", "which", "the other man", "(AP) -"]
), min_size=3, max_size=25))  # fmt: skip
def test_every_span_lies_in_the_text_whatever_it_is(words: list[str]) -> None:
    text = " ".join(words)
    content = max(words, key=len)
    tracing = told(text, (content, None, None), named={"Anna Berg": "PERSON"})
    spans = [m for v in tracing.voices for m in v.mentions]
    spans += [e.mention for e in tracing.evidence]
    spans += [h.span for chain in tracing.chains for h in chain if h.span is not None]
    assert all(text[s.start : s.end] == s.text for s in spans)


def test_two_people_of_one_surname_stay_two() -> None:
    tracing = told(
        "Hillary Clinton said it rained. Clinton said it snowed. Bill Clinton said it was hot.",
        ("it rained", "said", "Hillary Clinton"),
        ("it snowed", "said", "Clinton"),
        ("it was hot", "said", "Bill Clinton"),
        named={"Hillary Clinton": "PERSON", "Bill Clinton": "PERSON"},
    )
    first, short, other = tracing.speakers
    assert first == short != other
