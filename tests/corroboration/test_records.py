"""What became of what a publisher or a voice said."""

from purport.corroboration.records import find_records
from purport.ledger.group_counts import Published
from purport.model.group import Group, Root
from purport.model.record import Record

PUBLISHED = {
    "a1": Published("The Courier", "2024-03-04"),
    "a2": Published("The Courier", "2024-04-01"),
    "b1": Published("Ober Post", "2024-03-05"),
    "b2": Published("Ober Post", "2024-04-01"),
    "c1": Published(None, None),
}


def group(least, reports, *roots, unknown=(), against=()):
    found = tuple(Root(f"root:{name}", name, reports=tuple(held)) for name, held in roots)
    return Group(
        "g", "a mill burned", "happened", (), tuple(reports), least, len(found) + len(unknown),
        len(unknown), least, len(found), roots=found, contradicted_by=tuple(against),
        unknown=tuple((u,) for u in unknown),
    )  # fmt: skip


def by_name(groups, who, **more):
    return {(r.name, r.month): r for r in find_records(groups, PUBLISHED, who, **more)}


def test_a_claim_that_another_root_bears_out_later_is_confirmed_for_who_was_first():
    held = [group(2, ["a1", "b1"], ("police", ["a1"]), ("Ann Bell", ["b1"]))]
    publishers = by_name(held, "publishers")
    assert publishers["The Courier", None].confirmed == 1
    assert publishers["Ober Post", None].confirmed == 0
    assert by_name(held, "voices")["police", None].confirmed == 1


def test_copies_of_one_root_are_only_repetition():
    held = [group(1, ["a1", "b1"], ("police", ["a1", "b1"]))]
    assert by_name(held, "publishers")["The Courier", None] == Record(
        "The Courier", None, 1, 0, 0, 1, 0, 0
    )
    assert by_name(held, "voices")["police", None] == Record("police", None, 1, 0, 0, 1, 0, 0)


def test_two_roots_that_may_be_one_confirm_nothing():
    held = [group(1, ["a1", "b1"], ("police", ["a1"]), ("the mayor", ["b1"]))]
    record = by_name(held, "publishers")["The Courier", None]
    assert (record.confirmed, record.repeated) == (0, 0)


def test_contradiction_missing_origin_and_loneliness_are_told():
    held = [group(0, ["a2"], unknown=["a2"], against=["g9"])]
    assert by_name(held, "publishers")["The Courier", None] == Record(
        "The Courier", None, 1, 0, 1, 0, 1, 1
    )


def test_months_are_those_of_the_first_own_report_and_names_are_folded():
    held = [
        group(1, ["a1", "a2"], ("the police", ["a1", "a2"])),
        group(1, ["a2"], ("Police", ["a2"])),
    ]
    found = by_name(held, "voices", monthly=True)
    assert [(name, month, r.claims) for (name, month), r in found.items()] == [
        ("the police", "2024-03", 1),
        ("the police", "2024-04", 1),
    ]


def test_names_are_chosen_by_their_words_and_reports_without_publisher_have_no_record():
    held = [group(1, ["a1", "b1", "c1"], ("police", ["a1", "b1", "c1"]))]
    assert [r.name for r in find_records(held, PUBLISHED, "publishers", "ober")] == ["Ober Post"]
    assert len(find_records(held, PUBLISHED, "publishers")) == 2
