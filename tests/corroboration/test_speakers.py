"""Who speaks, where a report describes and names apart, and what a nearby voice bears out."""

import pytest

from corroboration.planted_members import Planted, said, told
from purport.corroboration.counting import count_roots
from purport.corroboration.introductions import with_named_speaker


def counted(*members):
    return count_roots([m for held in members for m in held])


def interval(*members):
    count = counted(*members)
    return count.roots_min, count.roots_max


def names(*members):
    return [root.name for root in counted(*members).roots]


# Described first, named later


def described_and_named(words, source, quote, name):
    text = f"{words}, according to {source}.\n\n“{quote},” said {name}."
    planted = Planted("a", text, "Vale Courier")
    voice = planted.voice(source, "unnamed")
    person = planted.voice(name, "person")
    planted.claim(words, voice)
    planted.claim(f"“{quote},”", person, kind="direct")
    return planted.members()


def test_a_beekeeper_whom_the_next_paragraph_names_is_that_person_and_a_witness():
    a = described_and_named(
        "The hives are dead", "a beekeeper of Arnau", "I opened the boxes myself", "Ton Vidal"
    )
    b = said("b", "Ober Post", "All hives have died", "the county council")
    assert interval(a, b) == (2, 2)
    assert "Ton Vidal" in names(a)


def test_a_speaker_with_an_office_is_not_the_witness_who_was_described():
    words, quote = "A shot was fired", "We are looking for a car"
    text = f"{words}, a witness said.\n\n“{quote},” said police spokesman Ole Brun."
    planted = Planted("a", text, "Vale Courier")
    planted.claim(words, planted.voice("a witness", "unnamed"))
    person = planted.voice("police spokesman Ole Brun", "person", name="Ole Brun")
    planted.claim(f"“{quote},”", person, kind="direct")
    assert names(planted.members()) == ["a witness"]


def test_somebody_who_asked_not_to_be_named_is_not_the_next_who_speaks():
    text = (
        "The bank is for sale, said a clerk, who asked not to be named.\n\n"
        "“Nonsense,” said Ida Lund."
    )
    planted = Planted("a", text, "Vale Courier")
    planted.claim("The bank is for sale", planted.voice("a clerk", "unnamed"))
    planted.claim("“Nonsense,”", planted.voice("Ida Lund", "person"), kind="direct")
    assert names(planted.members()) == ["a clerk"]


def test_the_31_year_old_is_the_person_named_before():
    text = (
        "TARTU - Liina Kuusk will stop after the winter.\n\n"
        "“One more open,” the 31-year-old told a podcast."
    )
    planted = Planted("a", text, "Baltic Wire")
    planted.claim("“One more open,”", planted.voice("the 31-year-old", "unnamed"), kind="direct")
    b = said("b", "Harju Herald", "She plays one more open", "Liina Kuusk", "person")
    assert interval(planted.members(), b) == (1, 1)


def test_his_name_is_told_in_a_sentence_of_its_own():
    text = "A listener walked in. His name is Paulo Tembe. He says the gates were open."
    planted = Planted("a", text, "Radio Goonda")
    planted.claim("the gates were open", planted.voice("A listener", "unnamed"))
    assert names(planted.members()) == ["Paulo Tembe"]


def test_the_name_in_a_source_goes_before_another_voice_that_was_read():
    text = (
        "The dyke broke, the mayor of the village, Pieter Doorn, said. Oosterveen is under water."
    )
    planted = Planted("a", text, "Capital Courant")
    wrong = planted.voice("Oosterveen", "person")
    planted.claim("The dyke broke", wrong)
    member = planted.members()[0]
    source = planted.at("the mayor of the village, Pieter Doorn,")
    from dataclasses import replace

    attribution = replace(member.claim.attribution, source=(source,))
    member = replace(member, claim=replace(member.claim, attribution=attribution))
    found = with_named_speaker(member)
    assert found.voice(found.claim.voice).name == "Pieter Doorn"


# What a voice nearby bears out


def lead_and_voice(lead, rest, words, name, kind):
    planted = Planted("a", f"{lead}{rest}", "Lowmoor Journal")
    planted.claim(lead.strip().rstrip("."))
    planted.claim(words, planted.voice(name, "person"), kind=kind)
    return planted.members()


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (" “June is the end of it,” Ann Bell told the Journal.", "“June is the end of it,”"),
        ("\n\n“June is the end of it,” Ann Bell told the Journal.", "“June is the end of it,”"),
        (" It was her last season, Ann Bell told the Journal.", "It was her last season"),
    ],
)
def test_a_lead_is_told_by_whoever_bears_it_out_right_behind_it(rest, words):
    kind = "direct" if words[0] == "“" else "indirect"
    held = lead_and_voice("Ribera's captain will stop playing.", rest, words, "Ann Bell", kind)
    assert names(held) == ["Ann Bell"]


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (" The library will open on Sundays, Ann Bell announced.", "The library will open"),
        ("\n\nA show began at Bor. “I never saw such cows,” Ann Bell said.", "“I never saw such"),
    ],
)
def test_a_voice_that_speaks_of_something_else_is_no_root(rest, words):
    kind = "direct" if words[0] == "“" else "indirect"
    held = lead_and_voice("Rents have risen by a tenth.", rest, words, "Ann Bell", kind)
    assert interval(held) == (0, 1)


# How they know


@pytest.mark.parametrize(
    "said_there",
    [
        "“We took our own seeds and planted three hundred,” he said.",
        "“We repeated it with our kit,” he said.",
    ],
)
def test_who_repeated_an_experiment_has_access_of_his_own(said_there):
    text = f"Old seeds sprout, botanist Emeka Obi said. {said_there}"
    a = Planted("a", text, "Plain Science")
    a.claim("Old seeds sprout", a.voice("Emeka Obi", "person"))
    b = said("b", "Aarlund News", "Seeds sprout after ninety years", "Ragna Holt", "person")
    assert interval(a.members(), b) == (2, 2)


def test_a_plan_to_test_gives_no_access():
    text = "A trial is planned for May, botanist Emeka Obi said. “We repeated it with our kit.”"
    a = Planted("a", text, "Plain Science")
    a.claim("A trial is planned for May", a.voice("Emeka Obi", "person"), status="planned")
    b = said("b", "Aarlund News", "There will be a trial in May", "Ragna Holt", "person")
    assert interval(a.members(), b) == (1, 2)


def test_a_doctor_who_reads_from_the_admission_list_has_a_record_in_hand():
    text = "Nine were burned, said Dr Graça Vilhena, reading from the ward’s admission list."
    a = Planted("a", text, "Alentejo Today")
    a.claim("Nine were burned", a.voice("Graça Vilhena", "person"))
    b = said("b", "Wire", "Eight people had burns", "the interior ministry")
    assert interval(a.members(), b) == (2, 2)


def test_a_villager_in_indirect_speech_was_there():
    text = "Old Marija lay in the ditch when the bombs fell, she says."
    a = Planted("a", text, "La Voce")
    a.claim("lay in the ditch when the bombs fell", a.voice("Marija", "person"))
    b = said("b", "Wire", "Bombs fell on Selva", "the general staff")
    assert interval(a.members(), b) == (2, 2)


def test_who_was_rung_by_the_palace_has_it_from_the_palace():
    words = "“The palace rang me at noon to tell me,”"
    text = f"The parade will be held without the king. {words} said Lou Brandt."
    planted = Planted("a", text, "Capital Observer")
    planted.claim("The parade will be held without the king")
    planted.claim(words, planted.voice("Lou Brandt", "person"), kind="direct")
    b = said("b", "Royal Watch", "The king will not attend", "the palace")
    assert interval(planted.members(), b) == (1, 1)


def test_an_indictment_is_the_prosecutors_own_case():
    a = told("a", "Legal Diary", "Marr moved the money to his brother, the indictment says.")
    b = said("b", "Broadcaster", "Money went to Marr's brother", "prosecutors")
    assert interval(a, b) == (1, 1)


# Names that a reader accepts


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("A corporal of the 9th battalion described by telephone", "unnamed", "A corporal of the"),
        ("14 the clerk", "unnamed", "the clerk"),
    ],
)
def test_a_root_is_called_without_the_sentence_around_it(words, kind, name):
    planted = Planted("a", f"The pass is open, {words} said.", "Hill Post")
    planted.claim("The pass is open", planted.voice(words, kind))
    (root,) = counted(planted.members()).roots
    assert root.name.startswith(name)
    assert "described" not in root.name


def test_a_person_is_called_by_name_and_the_office_is_kept_beside():
    source = "inspector Raluca Dinu, the force's spokeswoman"
    planted = Planted("a", f"He has left the country, said {source}.", "Coast Wire")
    planted.claim("He has left the country", planted.voice(source, "person", name="Raluca Dinu"))
    (root,) = counted(planted.members()).roots
    assert root.name == "Raluca Dinu"
    assert "inspector" in root.voice


# Who publishes


@pytest.mark.parametrize("publisher", ["Goals.example", "The Gearstick (newsletter)"])
def test_a_site_that_says_we_is_no_body_of_its_own(publisher):
    a = told("a", publisher, "The captain has a broken hand. We love our gallery.")
    assert interval(a) == (0, 1)


def test_an_agency_credits_itself_in_its_dateline_and_is_no_root():
    text = "TARTU (Baltic Affairs Office) - Rents have risen by a tenth."
    a = told("a", "Baltic Affairs Office", text)
    assert interval(a) == (0, 1)


# More ways of knowing


@pytest.mark.parametrize(
    "rest",
    [
        "\n\nIt was ten to nine. The Gazette stood at the foot of it and counted heads.",
        " This reporter climbed down with the others.",
        " The Gazette, standing on the roof of the inn, counted forty people on it.",
    ],
)
def test_an_outlet_that_was_there_is_a_root_of_its_own(rest):
    a = told("a", "Kestrel Gazette", f"The big wheel stopped with forty people aboard.{rest}")
    b = said("b", "Wire", "The big wheel stopped", "the town council")
    assert interval(a, b) == (2, 2)


def test_slips_that_an_outlet_has_seen_are_a_document():
    a = told("a", "The Lens", "The judge was paid by a firm, bank slips seen by The Lens show.")
    b = said("b", "Wire", "A firm paid the judge", "a former clerk", "unnamed")
    assert interval(a, b) == (2, 2)


def test_a_relative_is_no_eyewitness_by_being_one():
    a = said("a", "Hill Tribune", "The climber is missing", "his wife Dana", "person")
    b = said("b", "Wire", "A climber is missing", "mountain rescue")
    assert interval(a, b) == (1, 2)


def test_a_person_who_found_it_in_the_next_sentence_is_the_witness():
    a = told(
        "a", "Quay Journal", "Somebody cut the nets. Skipper Dan Roe found his own in ribbons."
    )
    assert names(a) == ["Dan Roe"]


@pytest.mark.parametrize("size", [2, 3])
def test_reports_that_credit_each_other_in_a_circle_are_one_unknown(size):
    outlets = ["Pop Planet", "Star Courier", "Buzz Herald"][:size]
    held = [
        told(f"r{n}", outlet, f"The singer has left, the {outlets[(n + 1) % size]} reported.")
        for n, outlet in enumerate(outlets)
    ]
    assert interval(*held) == (0, 1)
