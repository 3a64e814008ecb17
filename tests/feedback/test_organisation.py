"""The tree as data: round trips, faults, reorganisations, and where a submission goes."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.texts.faults import flaws
from feedback.assembly import Feedback
from feedback.cases.routing import find_route
from feedback.clockwork.working_days import ZONE
from feedback.errors import BadOrganisation, NoNeutralUnit
from feedback.model.case import Category, Concern, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.model.union import Role
from feedback.organisation.check import problems, warnings
from feedback.organisation.tree import Tree
from feedback.organisation.trial import sample_province
from feedback.organisation.units import Organisation, read_csv, read_toml, write_csv, write_toml
from tests.feedback.union import COMPANY, MONDAY, Union, shown

OLD_TREE = """
[[area]]
scope = "province"
code = "tinh"
name = "Tỉnh cũ"

[[area]]
scope = "district"
code = "huyen-a"
name = "Huyện A"
parent = "tinh"

[[area]]
scope = "commune"
code = "xa-1"
name = "Xã 1"
parent = "huyen-a"

[[unit]]
code = "ldld"
name = "LĐLĐ tỉnh"
tier = "province"
kind = "provincial_federation"
valid_from = 2013-01-01

[[unit]]
code = "ldld-huyen"
name = "LĐLĐ huyện A"
tier = "superior"
kind = "district_union"
parent = "ldld"
valid_from = 2013-01-01
valid_to = 2025-07-01
replaced_by = "cd-xa-1"

[[unit]]
code = "cd-xa-1"
name = "Công đoàn xã 1"
tier = "superior"
kind = "commune_union"
parent = "ldld"
valid_from = 2025-07-01

[[coverage]]
unit = "ldld"
scope = "province"
scope_code = "tinh"
valid_from = 2013-01-01

[[coverage]]
unit = "ldld-huyen"
scope = "district"
scope_code = "huyen-a"
valid_from = 2013-01-01
valid_to = 2025-07-01

[[coverage]]
unit = "cd-xa-1"
scope = "commune"
scope_code = "xa-1"
valid_from = 2025-07-01
"""
"""A tree as the 2024 plan still names it, with districts, and what became of it in July 2025."""

SHARED = "\n\n[[coverage]]\n".join(
    f'unit = "{unit}"\nscope = "commune"\nscope_code = "xa-1"\nvalid_from = 2025-07-01'
    for unit in ("cd-xa-1", "ldld-huyen")
)


def tree(organisation: Organisation, day: date) -> Tree:
    return Tree(organisation, day, frozenset(u.code for u in organisation.units))


def test_the_sample_comes_back_byte_for_byte() -> None:
    assert write_toml(read_toml(sample_province())) == sample_province()


def test_csv_and_toml_say_the_same() -> None:
    organisation = read_toml(sample_province())
    assert read_csv(write_csv(organisation)) == organisation
    assert read_csv("\ufeff" + write_csv(organisation)) == organisation


def test_the_database_gives_back_what_was_imported(feedback: Feedback) -> None:
    assert write_toml(feedback.org.load()) == sample_province()
    feedback.org.replace(read_toml(sample_province()))
    assert write_toml(feedback.org.load()) == sample_province()
    assert feedback.org.public_key("cd-kcn")


def test_the_sample_has_no_faults() -> None:
    organisation = read_toml(sample_province())
    assert problems(organisation) == []
    assert warnings(organisation, date(2026, 11, 23)) == []


def replaced(old: str, new: str) -> Organisation:
    assert old in OLD_TREE
    return read_toml(OLD_TREE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('parent = "ldld"\nvalid_from = 2025', 'parent = "không có"\nvalid_from = 2025', "cấp trên"),
        ('kind = "provincial_federation"', 'kind = "provincial_federation"\nparent = "cd-xa-1"', "Vòng lặp"),
        ('replaced_by = "cd-xa-1"', 'replaced_by = "mất"', "kế thừa"),
        ("valid_to = 2025-07-01\nreplaced_by", "valid_to = 2012-07-01\nreplaced_by", "kết thúc"),
        ('code = "cd-xa-1"', 'code = "ldld-huyen"', "2 lần"),
        ('scope_code = "xa-1"', 'scope_code = "xa-9"', "xa-9"),
        (
            'unit = "cd-xa-1"\nscope = "commune"\nscope_code = "xa-1"\nvalid_from = 2025-07-01',
            SHARED,
            "cùng phụ trách",
        ),
    ],
)
def test_faults_are_named(old: str, new: str, word: str) -> None:
    assert any(word in line for line in flaws(problems(replaced(old, new))))


def test_gaps_are_warned_of() -> None:
    before = read_toml(OLD_TREE)
    assert any("Huyện A" in line for line in flaws(warnings(before, date(2026, 1, 1))))


@pytest.mark.parametrize("text", ['[[unit]]\ncode = "x"', "[[unit", '[[area]]\nscope = "xyz"\ncode = "a"\nname = "b"'])
def test_unreadable_files_say_why(text: str) -> None:
    with pytest.raises(BadOrganisation):
        read_toml(text)


def test_a_faulty_import_changes_nothing(feedback: Feedback) -> None:
    before = feedback.org.load()
    with pytest.raises(BadOrganisation):
        feedback.org.replace(replaced('parent = "ldld"\nvalid_from = 2025', 'parent = "x"\nvalid_from = 2025'))
    assert feedback.org.load() == before


def test_a_unit_with_cases_is_not_forgotten(union: Union) -> None:
    union.send()
    with pytest.raises(BadOrganisation, match="organisation_unusable"):
        union.feedback.org.replace(read_toml(OLD_TREE))


@pytest.mark.parametrize(
    ("day", "owner"),
    [(date(2024, 10, 1), "ldld-huyen"), (date(2025, 6, 30), "ldld-huyen"), (date(2025, 7, 1), "cd-xa-1")],
)
def test_routing_looks_coverage_up_by_date(day: date, owner: str) -> None:
    route = find_route(tree(read_toml(OLD_TREE), day), Draft("x", place=Place(commune="xa-1")))
    assert route.owner.code == owner


@pytest.mark.parametrize(
    ("draft", "owner", "rule"),
    [
        (Draft("x", place=COMPANY), "cd-kcn", "coverage"),
        (Draft("x", place=Place(commune="an-thuong")), "cd-an-thuong", "coverage"),
        (Draft("x", place=Place(branch="giao-duc")), "cd-giao-duc", "coverage"),
        (Draft("x", place=Place(commune="an-thuong"), category=Category.HARASSMENT), "ldld-tinh-nu", "category"),
        (Draft("x", place=Place(province="hai-son")), "ldld-tinh", "province"),
        (Draft("x"), "ldld-tinh", "province"),
        (Draft("x", place=Place(province="tỉnh khác")), "ldld-tinh-tiep-nhan", "central_desk"),
        (Draft("x", place=COMPANY, emergency=EmergencyKind.ACCIDENT), "cd-kcn", "emergency"),
        (Draft("x", place=COMPANY, concerns=frozenset({Concern.UNKNOWN})), "cd-kcn", "coverage"),
        (Draft("x", place=COMPANY, concerns=frozenset({Concern.COMPANY_PRESSURE})), "cd-kcn", "coverage"),
        (Draft("x", place=COMPANY, concerns=frozenset({Concern.GRASSROOTS})), "ldld-tinh-ubkt", "conflict"),
        (Draft("x", concerns=frozenset({Concern.GRASSROOTS})), "ldld-tinh-ubkt", "conflict"),
        (Draft("x", place=COMPANY, units_concerned=("ldld-tinh-nu",)), "tld-ubkt", "conflict"),
    ],
    ids=str,
)
def test_where_a_submission_goes(feedback: Feedback, draft: Draft, owner: str, rule: str) -> None:
    route = feedback.submissions.route(draft, MONDAY)
    assert (route.owner.code, route.steps[-1].rule) == (owner, rule)
    assert route.owner.code not in route.excluded
    assert route.next_tier is None or route.next_tier.code not in route.excluded


def test_a_grassroots_union_is_never_the_owner(feedback: Feedback) -> None:
    for code in ("may-anh-duong", "dien-tu-sao-mai", "go-thanh-phat"):
        owner = feedback.submissions.route(Draft("x", place=Place(company=code)), MONDAY).owner
        assert not owner.code.startswith("cdcs")


def test_a_unit_without_people_is_passed_over(feedback: Feedback) -> None:
    feedback.db.run("UPDATE unit SET public_key = NULL WHERE code = 'cd-kcn'")
    route = feedback.submissions.route(Draft("x", place=COMPANY), MONDAY)
    assert route.owner.code == "ldld-tinh"
    assert any(s.unit == "cd-kcn" and s.rejected == "no_key" for s in route.steps)


def test_when_the_top_is_named_the_way_leads_outside(feedback: Feedback) -> None:
    """R9."""
    draft = Draft("x", place=COMPANY, units_concerned=("tld",))
    with pytest.raises(NoNeutralUnit, match="no_neutral_unit"):
        feedback.submissions.route(draft, MONDAY)


def test_cases_of_a_closed_unit_move_to_its_successor(union: Union) -> None:
    """A reorganisation: one audited job, with a key re-seal; the worker's code goes on working."""
    code, number = union.working()
    text = sample_province()
    ended = text.replace(
        'code = "cd-kcn"\nname = "Công đoàn các khu công nghiệp tỉnh"\ntier = "superior"\n'
        'kind = "industrial_park_union"\nparent = "ldld-tinh"\nvalid_from = 2025-07-01',
        'code = "cd-kcn"\nname = "Công đoàn các khu công nghiệp tỉnh"\ntier = "superior"\n'
        'kind = "industrial_park_union"\nparent = "ldld-tinh"\nvalid_from = 2025-07-01\n'
        'valid_to = 2027-01-01\nreplaced_by = "cd-an-thuong"',
    )
    union.feedback.org.replace(read_toml(ended))
    union.now = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)
    half, day, heir = union.feedback, union.now.date(), "unit cd-an-thuong"
    entry = half.recipients.expected("cd-kcn", day)[heir]
    half.recipients.settle("cd-kcn", union.first.unit_keys, heir, entry, day, accept=True)
    assert union.feedback.office.move_cases(union.first, "cd-kcn", union.now) == 1
    case = union.case(number)
    assert case.owner == "cd-an-thuong"
    assert shown(union.feedback, union.second, number, union.now).messages
    assert union.feedback.submissions.look_up(code, union.now).unit_name == "Công đoàn xã An Thượng"
    assert {g.unit for g in union.feedback.desk.mover.grants.of(case.id)} >= {"cd-an-thuong", "ldld-tinh"}
    assert "cd-kcn" not in {g.unit for g in union.feedback.desk.mover.grants.of(case.id)}
    assert not union.feedback.audit.verify()


def test_an_empty_role_table_has_nobody_on_duty(feedback: Feedback) -> None:
    feedback.db.run("DELETE FROM role_grant WHERE role = ?", Role.DUTY)
    route = feedback.submissions.route(Draft("x", place=COMPANY, emergency=EmergencyKind.ACCIDENT), MONDAY)
    assert route.owner.code == "cd-kcn"
