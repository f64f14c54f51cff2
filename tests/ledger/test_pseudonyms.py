import json
import re
import stat
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from purport.errors import DamagedInput, LockedKey, UsageError
from purport.ledger.decisions import decide
from purport.ledger.pseudonym_key import PseudonymKey, new_key, read_key, write_key
from purport.ledger.pseudonyms import disguise_of, disguised, disguised_words, private_names
from purport.ledger.search import Filters, find_claims
from purport.ledger.store import open_ledger
from purport.ledger.transfer import ledger_lines, ledger_records
from purport.ledger.transfer_import import import_lines
from purport.ledger.transfer_reduction import ledger_private_names, with_pseudonyms, without_text
from purport.model.reading_json import reading_dict, reading_of
from purport.model.report import Credit, Timing
from purport.model.span import Span
from purport.model.voice import Voice
from readings import readings as any_readings
from sayings import Saying, add, reading

KEY = PseudonymKey(b"k" * 32)
TEXT = (
    "FLOOD: ANN LEE SPEAKS\nAnn\nLee, a farmer, said the dam leaks. “It does,” Lee’s brother said. "
    "Mayor Ana Kovač denied it. Kovač and Ms Lee met at the Lee Bridge Trust; Zoë Lee-Marsh came."
)


def span(words, after=0):
    start = TEXT.index(words, after)
    return Span(start, start + len(words), words)


def made(**changes):
    base = reading("ann-lee-speaks", [Saying("x", "y")])
    report = replace(
        base.report, text=TEXT, title="Ann Lee speaks", url="https://e.example/ann-lee",
        credits=(Credit("creditText", "Photo: Ann Lee"),),
    )  # fmt: skip
    content = span("the dam leaks")
    claim = replace(
        base.claims[0],
        attribution=replace(
            base.claims[0].attribution, content=(content,), cue=(span("said"),),
            source=(span("Ann\nLee, a farmer"),),
        ),
        chain=(), voice="v1", certainty=replace(base.claims[0].certainty, hedges=()),
    )  # fmt: skip
    voices = (
        Voice("v1", "Ann Lee", "person", (span("Ann\nLee, a farmer"), span("Lee’s")), "a farmer"),
        Voice("v2", "Ana Kovač", "person", (span("Mayor Ana Kovač"), span("Kovač and")), "mayor"),
        Voice("v3", "Lee Bridge Trust", "organisation", (span("the Lee Bridge Trust"),)),
        Voice("v4", "brother", "unnamed", (span("Lee’s brother"),), "Lee’s brother"),
    )
    return replace(base, report=report, claims=(claim,), voices=voices, **changes)


def hide(one, others=()):
    data = reading_dict(one)
    private = private_names([data, *map(reading_dict, others)])
    return disguised(data, disguise_of(data, private, KEY.token))


def test_a_private_persons_names_are_tokens_and_offices_and_organisations_stay():
    out = hide(made())
    text, lee = out["report"]["text"], KEY.token("Ann Lee")
    assert "Lee" not in text.replace("Lee Bridge Trust", "")
    assert "LEE" not in text
    assert "Ana Kovač" in text
    assert text.count(lee) == 5
    assert out["report"]["title"] == f"{lee} speaks"
    assert out["report"]["credits"][0]["value"] == f"Photo: {lee}"
    assert [voice["name"] for voice in out["voices"]] == [
        lee, "Ana Kovač", "Lee Bridge Trust", "brother",
    ]  # fmt: skip
    assert out["voices"][3]["described"] == f"{lee}’s brother"
    assert "Lee" not in json.dumps(out).replace("Lee Bridge Trust", "").replace("ann-lee", "")


def test_offsets_are_exact_afterwards():
    out = reading_of(hide(made()))
    assert out.claims[0].attribution.content[0].text == "the dam leaks"
    assert out.claims[0].attribution.source[0].text == f"{KEY.token('Ann Lee')}, a farmer"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.generate])  # fmt: skip
@given(any_readings(), st.data())
def test_any_reading_stays_sound_with_any_words_of_it_as_names(one, data):
    text = one.report.text
    words = re.findall(r"\S+", text) or ["a"]
    names = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    voices = tuple(Voice(f"n{n}", name, "person", ()) for n, name in enumerate(names))
    out = hide(replace(one, voices=voices + one.voices))
    again = reading_of(out)
    assert len(again.claims) == len(one.claims)


def test_who_is_official_in_one_report_and_private_in_another_is_a_token_in_both():
    other = replace(made(), voices=(Voice("v1", "ana kovac", "person", (), described="a driver"),))
    assert "Kovač" not in hide(made(), [other])["report"]["text"]
    silent = replace(made(), voices=(Voice("v1", "Ana Kovač", "person", ()),))
    assert "Ana Kovač" in hide(silent, [made()])["report"]["text"]
    assert "Kovač" not in hide(silent)["report"]["text"]


def test_a_transcripts_speakers_are_persons_and_their_places_move():
    base = made()
    timed = (
        Timing(0, 5, 0.0, 1.0, "Ann Lee"),
        Timing(len(TEXT) - 5, len(TEXT), 1.0, 2.0, "Ed Fox"),
    )
    out = hide(replace(base, report=replace(base.report, timings=timed)))
    speakers = [timing["speaker"] for timing in out["report"]["timings"]]
    assert speakers == [KEY.token("Ann Lee"), KEY.token("Ed Fox")]
    assert out["report"]["timings"][1]["end"] == len(out["report"]["text"])


def test_two_of_one_surname_are_told_apart_where_the_report_does():
    text = "Ann Lee and Bo Lee said no. Lee left."
    voices = tuple(Voice(n, n, "person", (Span.of(text, *s),)) for n, s in
                   (("Ann Lee", (0, 7)), ("Bo Lee", (12, 18))))  # fmt: skip
    base = made()
    out = hide(replace(base, report=replace(base.report, text=text), claims=(), voices=voices))
    ann, bo, lee = (KEY.token(name) for name in ("Ann Lee", "Bo Lee", "Lee"))
    assert out["report"]["text"] == f"{ann} and {bo} said no. {lee} left."


def test_the_same_name_has_the_same_token_with_the_same_key_alone():
    assert KEY.token("Ana Kovač") == KEY.token("ANA KOVAC")
    assert KEY.token("Ana Kovač") != new_key().token("Ana Kovač")
    private = private_names([reading_dict(reading("a", [Saying("Ana Kovač", "no")]))])
    assert disguised_words("as Ana Kovac’s said", private, KEY.token) == (
        f"as {KEY.token('Ana Kovač')}’s said"
    )


def test_a_whole_name_is_a_token_where_the_person_is_only_spoken_of():
    text = "Police looked for ann lee. Lee, they said, and O’Brien of the Ann Lee Fund had left."
    base = made()
    silent = replace(base, report=replace(base.report, text=text), claims=(), voices=())
    out = hide(silent, [made()])["report"]
    lee = KEY.token("Ann Lee")
    assert out["text"] == (
        f"Police looked for {lee}. Lee, they said, and O’Brien of the {lee} Fund had left."
    )


def exported(ledger, token=KEY.token):
    with ledger.reading() as connection:
        private = ledger_private_names(connection)
        records = with_pseudonyms(connection, ledger_records(connection), private, token)
        return [json.loads(line) for line in ledger_lines(records, "pseudonyms")]


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "l.db", create=True) as opened:
        add(opened, made(), reading("plain", [Saying("Ann Lee", "the dam broke")]))
        [claim] = [r.id for r in find_claims(opened, Filters(report="plain")).rows]
        decide(opened, "Cy", "comment", [claim], "ask Ann Lee again")
        decide(opened, "Cy", "comment", ["voice:Ann Lee"], "who?")
        yield opened


def test_a_whole_ledger_has_no_private_name_left(ledger):
    records = exported(ledger)
    said = json.dumps(records, ensure_ascii=False)
    assert "Ann" not in said
    assert "ann-lee" not in said
    assert re.findall(r".{12}Lee.{12}", said.replace("Lee Bridge Trust", "")) == []
    assert {r["is"] for r in records[1:]} == {
        "original", "report", "capture", "reading", "decision", "end",
    }  # fmt: skip
    names = [v["name"] for r in records if r.get("is") == "reading" for v in r["body"]["voices"]]
    assert names.count(KEY.token("Ann Lee")) == 2
    assert f"voice:{KEY.token('Ann Lee')}" in said
    assert all(r["body"] is None for r in records if r.get("is") == "original")


def test_such_an_export_is_not_taken_for_a_ledger(ledger, tmp_path):
    lines = [json.dumps(record).encode() + b"\n" for record in exported(ledger)]
    with (
        open_ledger(tmp_path / "b.db", create=True) as other,
        pytest.raises(DamagedInput, match="not whole"),
    ):
        import_lines(other, lines, "x", "Cy")


def test_without_text_no_word_of_a_report_is_left(ledger):
    with ledger.reading() as connection:
        records = list(without_text(ledger_records(connection)))
    said = json.dumps(records, ensure_ascii=False).replace("ask Ann Lee again", "")
    words = set(re.findall(r"[A-Z]?[a-z]{4,}", TEXT + " the dam broke")) - {"said"}
    for word in words:
        assert not re.search(rf'[" ]{word}[" ,.]', said), word
    read = next(r for r in records if r["is"] == "reading")["body"]
    content = read["claims"][0]["content"][0]
    assert TEXT[content["start"] : content["end"]] == "the dam leaks"
    assert content["text"].startswith("sha256:")
    assert read["claims"][0]["status"] == "unknown"


def test_a_key_opens_with_its_passphrase_alone_and_is_its_owners(tmp_path):
    path = tmp_path / "names.key"
    key = replace(new_key(), names={"Person-a": "Ana Kovač"})
    write_key(path, key, "open sesame")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Kova" not in path.read_text()
    assert read_key(path, "open sesame") == key
    with pytest.raises(LockedKey, match="does not open"):
        read_key(path, "open barley")
    path.write_text("{}")
    with pytest.raises(LockedKey, match="no key"):
        read_key(path, "open sesame")
    with pytest.raises(UsageError, match="empty"):
        write_key(path, key, "")
