"""Ways of saying where a report has it from, each class on planted reports of several subjects."""

import pytest

from corroboration.planted_members import Planted, said, told
from purport.corroboration.counting import count_roots

QUAKE = "The ground shook in Port Sarn on Saturday"


def interval(members):
    count = count_roots(members)
    return count.roots_min, count.roots_max


def sourced(report, publisher, text, words, source, kind="organisation", **voice):
    """A report in whose text somebody says something."""
    planted = Planted(report, text, publisher)
    planted.claim(words, planted.voice(source, kind, **voice))
    return planted.members()


# Transcripts


@pytest.mark.parametrize("label", ["PRESENTER", "HOST", "ANCHOR", "JOE"])
def test_the_stations_own_voice_is_no_root(label):
    text = f"{label}: The bridge at Ostrow is gone.\n\nBELL: It is."
    members = sourced("a", "Radio Kolm", text, "The bridge at Ostrow is gone", label, "unnamed")
    assert interval(members) == (0, 1)


def test_a_caller_who_was_there_is_a_witness_beside_the_police():
    text = "MAX: Who is that?\n\nCALLER: I’m inside, on C wing. I saw the guards locked in."
    planted = Planted("a", text, "Talk Five")
    words = "I’m inside, on C wing. I saw the guards locked in."
    planted.claim(words, planted.voice("CALLER", "unnamed"), kind="direct")
    b = said("b", "Gorm Mail", "Guards are locked in at Gorm", "the interior ministry")
    assert interval([*planted.members(), *b]) == (2, 2)


def test_a_guest_of_a_transcript_is_the_person_whom_another_report_names():
    text = "HOST: With us is the minister, Chief Bayo Akande.\n\nAKANDE: They keep six bronzes."
    a = sourced("a", "Radio Oy", text, "They keep six bronzes", "AKANDE", "group")
    b = said("b", "Sava Post", "Six bronzes are kept there", "Bayo Akande", "person")
    assert interval([*a, *b]) == (1, 1)


# Descriptions and names


@pytest.mark.parametrize("called", ["the charity", "the aid group", "the organisation"])
def test_a_charity_without_its_name_is_the_only_one_told_of(called):
    a = said("a", "Global Post", "Four children froze in the camp", "Open Hands")
    b = said("b", "Frontier Radio", "Four children have died of cold", called)
    assert interval([*a, *b]) == (1, 1)


def test_a_spokeswoman_for_an_owner_speaks_for_that_body():
    source = "a spokeswoman for the owner, Norfield Foods, Petra Quint"
    a = sourced(
        "a", "Allied Post", f"Work resumes on Monday, said {source}.", "Work resumes", source,
        "unnamed",
    )  # fmt: skip
    b = told("b", "Norfield Foods", "Norfield Foods will resume work on Monday. Lorries may come.")
    assert interval([*a, *b]) == (1, 1)


def test_a_director_and_her_museum_are_one_body():
    text = "The Trustees of the Hart Museum return the bell. “Gladly,” said the Director, Ann Moss."
    a = told("a", "Hart Museum", text)
    b = said("b", "Bell Herald", "The bell is coming home", "Ann Moss", "person")
    assert interval([*a, *b]) == (1, 1)


def test_a_nameless_man_is_the_one_whose_account_his_report_names():
    a = Planted("a", f"{QUAKE}, the skipper Jory Pell told the Echo.", "Weavers Echo")
    a.claim(QUAKE, a.voice("the skipper Jory Pell", "person", name="Jory Pell"))
    text = "Sarn was shaken, a boatman claims. Jory Pell’s account appeared in the Echo."
    b = sourced("b", "County Observer", text, "Sarn was shaken", "a boatman", "unnamed")
    assert interval([*a.members(), *b]) == (1, 1)


@pytest.mark.parametrize("noun", ["hunter", "welder"])
def test_somebody_without_a_name_may_be_the_witness_with_one(noun):
    a = Planted("a", f"A wolf was shot at Arn, said Egon Platt. “I saw it fall,” the {noun} said.")
    platt = a.voice("Egon Platt", "person")
    a.claim("A wolf was shot at Arn", platt)
    a.claim("“I saw it fall,”", platt, kind="direct")
    b = said("b", "Alpine Post", "A wolf has been shot", f"a {noun}", "unnamed")
    assert interval([*a.members(), *b])[0] == 1


# Papers and gatekeepers


def test_one_memo_seen_by_two_outlets_is_one_document():
    text = "The masks were faulty, a memo seen by the Daily Herald shows."
    a = sourced("a", "Daily Herald", text, "The masks were faulty", "a memo", "unnamed")
    text = "A leaked memo from the health ministry says that the masks had faults."
    source = "A leaked memo from the health ministry"
    b = sourced("b", "Tarn Observer", text, "the masks had faults", source, "unnamed")
    assert interval([*a, *b]) == (1, 1)


@pytest.mark.parametrize(
    "passed",
    [
        "obtained by Clean Courts",
        "shared with this paper by Clean Courts",
        "leaked by Clean Courts",
    ],
)
def test_papers_that_one_group_passed_on_are_that_groups(passed):
    text = f"Judge Rook took a gift, bank records {passed} show."
    a = sourced(
        "a", "Daily Plain", text, "Judge Rook took a gift", f"bank records {passed}", "unnamed"
    )
    b = said("b", "Legal Weekly", "The judge accepted a gift", "Clean Courts")
    assert interval([*a, *b]) == (1, 1)


def test_somebody_heard_in_a_call_is_no_witness():
    text = (
        "The party paid, an unnamed woman is heard saying in a call. "
        "The call was played to reporters by the Audit Bureau."
    )
    a = sourced("a", "Capital Daily", text, "The party paid", "an unnamed woman", "unnamed")
    b = said("b", "Sava Post", "Votes were paid for", "the Audit Bureau")
    assert interval([*a, *b]) == (1, 1)


# Nobody named


@pytest.mark.parametrize(
    "media", ["media reports", "local media", "press reports", "several outlets"]
)
def test_media_that_nobody_names_are_unknown(media):
    a = sourced("a", "Blitz24", f"The envoy left, according to {media}.", "The envoy left", media)
    assert interval(a) == (0, 1)


def test_two_reports_of_one_outlet_without_origin_are_one_unknown():
    a = told("a", "Sava Post", "The envoy has gone.")
    b = told("b", "Sava Post", "Mirov's ambassador left by the night train.")
    assert interval([*a, *b]) == (0, 1)


def test_a_body_of_such_a_name_that_cites_an_outlet_only_passes_on():
    a = said("a", "Gulf Lines", "A ransom was paid", "Pirate Monitor")
    b = said("b", "Pirate Monitor", "Three million were paid", "Gulf Lines")
    assert interval([*a, *b]) == (0, 1)


# A body and a person on their own matters


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("Soltis", "Soltis is not in talks with any bank."),
        ("Vantu 2025", "Mirela Vantu has not withdrawn from the race."),
        ("Presidency of the Republic", "The curfew stays in force."),
    ],
)
def test_who_publishes_on_its_own_matters_is_the_root(publisher, text):
    assert interval(told("a", publisher, text)) == (1, 1)


# Own access


@pytest.mark.parametrize(
    "text",
    [
        "I counted forty shots from the fort, lying under a tree.",
        "A Lantern reporter opened the sacks: they held shots from the fort.",
        "There were shots at the fort. The Lantern counted forty.",
    ],
)
def test_the_outlets_own_eyes_and_ears_make_two(text):
    a = told("a", "City Lantern", text)
    b = said("b", "Sava Post", "Shooting was heard at the fort", "the presidency")
    assert interval([*a, *b]) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "The minister told reporters he had seen the plans for the fort.",
        "I hear that there were shots at the fort.",
    ],
)
def test_hearsay_of_reporters_is_no_access(text):
    a = told("a", "City Lantern", text)
    b = said("b", "Sava Post", "Shooting was heard at the fort", "the presidency")
    assert interval([*a, *b])[0] == 1


def test_a_body_whose_own_staff_examined_it_has_access():
    a = told(
        "a", "Electoral Office", "My staff have today examined the sacks. There were no papers."
    )
    b = said("b", "Sava Post", "No papers were in the sacks", "the mayor")
    assert interval([*a, *b]) == (2, 2)


def test_a_mayor_who_was_there_has_access_and_one_who_saw_figures_has_none():
    for words, least in (("“I was in the gym, I saw the sky,”", 2), ("“I saw the figures,”", 1)):
        text = (
            f"The roof of the school is gone, said the mayor, Inga Ruud. {words} Mayor Ruud said."
        )
        a = Planted("a", text, "Sund Post")
        ruud = a.voice("the mayor, Inga Ruud", "person", name="Inga Ruud")
        a.claim("The roof of the school is gone", ruud)
        a.claim(words, ruud, kind="direct")
        b = said("b", "Echo", "The school lost its roof", "the county council")
        assert interval([*a.members("c1"), *b])[0] == least


def test_pictures_of_one_satellite_firm_are_one_sensor():
    text = "A blast tore open the depot, satellite pictures of the firm Skyline Imaging show."
    a = told("a", "Sava Post", text)
    source = "Images taken by a satellite of Skyline Imaging"
    b = sourced(
        "b",
        "Hill",
        f"{source} show that the depot blew up.",
        "the depot blew up",
        source,
        "unnamed",
    )
    assert interval([*a, *b]) == (1, 1)
