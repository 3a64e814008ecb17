"""A late promise is heard of by more and more people, until another tier owns the case and can open it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from feedback.cases.unsealed import Unsealed
from feedback.clockwork.working_days import ZONE
from feedback.errors import NoKey
from feedback.model.access import Involvement, Mode
from feedback.model.case import Concern, EmergencyKind
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from feedback.model.union import Role, Tier, UnitKind
from feedback.organisation.units import Unit
from tests.feedback.sized import Sized, sized
from tests.feedback.stories import ANSWER, disputed, external
from tests.feedback.union import COMPANY, MONDAY, Union, opened, shown


def told(union: Union, kind: str) -> list[int]:
    return [r["person"] for r in union.feedback.db.rows("SELECT person FROM notice WHERE kind = ?", kind)]


def everybody(union: Union) -> list[int]:
    return sorted(person.member.id for person in (union.first, union.second, union.third))


def rungs(union: Union, number: str) -> list[str]:
    case = union.case(number)
    return [e["kind"] for e in union.feedback.events.of(case.subject)]


def test_the_ladder_in_order(union: Union) -> None:
    _, number = union.accepted()
    seen: list[str] = []
    for _ in range(70):
        union.wait(1)
        for template in ("due_soon", "late", "on_your_list", "must_acknowledge", "moved_up"):
            if told(union, template) and template not in seen:
                seen.append(template)
    assert seen == ["due_soon", "late", "on_your_list", "must_acknowledge", "moved_up"]
    assert union.case(number).owner == "ldld-tinh"


def test_the_new_owner_can_open_what_the_clock_handed_up(union: Union) -> None:
    code, number = union.accepted()
    union.wait(60)
    case = union.case(number)
    assert case.owner == "ldld-tinh"
    assert case.moved_up
    assert shown(union.feedback, union.second, number, union.now).messages[0].text
    assert union.feedback.submissions.look_up(code, union.now).moved_up


def test_the_worker_reads_that_it_is_late(union: Union) -> None:
    code, _ = union.accepted()
    union.wait(34)
    view = union.feedback.submissions.look_up(code, union.now)
    assert "late" in [m.template for m in view.messages]
    assert any(d.overdue for d in view.deadlines)


def test_the_lower_unit_is_counted(union: Union) -> None:
    union.accepted()
    union.wait(60)
    row = union.feedback.db.row("SELECT unit, n FROM stat_day WHERE measure = 'moved_up_overdue'")
    assert row == {"unit": "cd-kcn", "n": 1}


def test_escalation_skips_an_excluded_tier(union: Union) -> None:
    """R7: the province is named, so the case starts above it, and nothing in the province can ever open it."""
    _, number = union.send(concerns=frozenset({Concern.PROVINCE}))
    union.wait(120)
    case = union.case(number)
    assert case.owner == "tld-ubkt"
    grants = {g.unit for g in union.feedback.desk.mover.grants.of(case.id)}
    assert not any(unit.startswith("ldld-tinh") for unit in grants)


def test_at_the_top_the_head_is_reminded_again_and_again(union: Union) -> None:
    union.send(concerns=frozenset({Concern.PROVINCE}))
    union.wait(120)
    assert (
        len(told(union, "overdue_at_top")) >= 2
        or union.feedback.db.value("SELECT SUM(n) FROM stat_day WHERE measure = 'overdue_at_top'") >= 2
    )


def test_waiting_for_others_pauses_nothing(union: Union) -> None:
    _, number = external(union)
    due = union.feedback.db.value("SELECT due_at FROM deadline WHERE clock = 'answer' AND ended_on IS NULL")
    union.wait(5)
    assert union.case(number).state is State.WAITING_EXTERNAL
    assert due == union.feedback.db.value("SELECT due_at FROM deadline WHERE clock = 'answer' AND ended_on IS NULL")


def test_a_silent_assignee_loses_the_case_to_the_lead(union: Union) -> None:
    keyring, staff = union.feedback.keyring, union.feedback.staff
    newcomer = keyring.add_trial_person("thu-moi", "Người mới")
    keyring.give_role(newcomer, Role.HANDLER, "cd-kcn", union.now, union.first)
    _, number = union.accepted()
    union.feedback.handling.assign(union.first, number, "thu-moi", union.now)
    union.wait(6)
    lead = staff.by_login("thu-1")
    assert lead is not None
    assert union.case(number).assignee == lead.id


def test_a_second_dispute_goes_to_the_next_tier(union: Union) -> None:
    code, number = disputed(union)
    union.feedback.handling.assign(union.first, number, "thu-2", union.now)
    shown(union.feedback, union.second, number, union.now)
    union.feedback.handling.answer(union.second, number, ANSWER, union.now)
    union.feedback.submissions.dispute(code, union.now)
    union.feedback.handling.assign(union.first, number, "thu-1", union.now)
    case = union.case(number)
    assert case.owner == "ldld-tinh"
    assert case.state is State.IN_PROGRESS


def test_an_emergency_calls_every_fifteen_minutes(union: Union) -> None:
    union.now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
    _, number = union.send(emergency=EmergencyKind.ACCIDENT)
    assert sorted(told(union, "emergency")) == everybody(union)
    for _ in range(24):
        union.now += timedelta(minutes=5)
        union.feedback.clock.step(union.now)
    assert len(told(union, "emergency")) == 3 + 2  # all at once, then one after the other
    assert sorted(told(union, "emergency_below")) == everybody(union)
    assert rungs(union, number).count("emergency_called") == 4


def test_an_emergency_never_calls_a_person_who_is_barred(union: Union) -> None:
    union.now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
    _, number = union.send(emergency=EmergencyKind.ACCIDENT)
    union.feedback.desk.declare_involved(union.first, number, Involvement.PERSON, union.now)
    before = str(tuple(row["id"] for row in union.feedback.db.rows("SELECT id FROM notice")))
    for _ in range(24):
        union.now += timedelta(minutes=5)
        union.feedback.clock.step(union.now)
    calls = union.feedback.db.rows("SELECT person FROM notice WHERE kind = 'emergency' AND id NOT IN " + before)
    assert {row["person"] for row in calls} == {person.member.id for person in (union.second, union.third)}


def test_an_emergency_that_is_opened_calls_nobody(union: Union) -> None:
    _, number = union.send(emergency=EmergencyKind.VIOLENCE)
    opened(union.feedback, union.first, number, union.now)
    union.now += timedelta(hours=2)
    union.feedback.clock.step(union.now)
    assert "emergency_called" not in rungs(union, number)


def test_minutes_are_forgotten_when_an_emergency_closes(union: Union) -> None:
    code, number = union.send(emergency=EmergencyKind.ACCIDENT)
    opened(union.feedback, union.first, number, union.now)
    union.feedback.submissions.withdraw(code, union.now)
    union.feedback.handling.decide_withdrawal(union.first, number, False, union.now)
    due = union.feedback.db.value("SELECT due_at FROM deadline WHERE clock = 'first_look'")
    assert due.endswith("T23:59")


def test_staff_can_hand_up_before_the_clock_does(union: Union) -> None:
    _, number = union.working()
    case = union.feedback.handling.escalate(union.first, number, "Vượt thẩm quyền.", union.now)
    assert case.owner == "ldld-tinh"
    again = union.feedback.handling.escalate(union.first, number, "Vượt thẩm quyền.", union.now)
    assert again.owner == "tld"


def test_the_clock_is_safe_to_repeat(union: Union) -> None:
    _, number = union.accepted()
    union.wait(34)
    log = len(union.feedback.events.of(union.case(number).subject))
    union.feedback.clock.step(union.now)
    union.feedback.clock.step(union.now)
    assert len(union.feedback.events.of(union.case(number).subject)) == log


def test_one_faulty_case_does_not_stop_the_others(union: Union) -> None:
    _, bad = union.accepted()
    _, good = union.accepted()
    union.feedback.db.run("UPDATE deadline SET started_on = 'hỏng' WHERE subject_id = ?", union.case(bad).id)
    union.now += timedelta(days=60)
    report = union.feedback.clock.step(union.now)
    assert report.failed
    assert union.case(good).owner == "ldld-tinh"


def test_a_person_without_key_stays_outside(union: Union) -> None:
    """The tier above sees that something is late, not what it is."""
    keyring = union.feedback.keyring
    person = keyring.add_trial_person("thu-tinh", "Cán bộ tỉnh")
    province = keyring.open_trial_session("thu-1", union.now)
    keyring.give_role(person, Role.LEAD, "ldld-tinh", union.now, province)
    session = keyring.open_trial_session("thu-tinh", union.now)
    _, number = union.accepted()
    union.wait(34)
    assert number in {r["public_no"] for r in union.feedback.oversight.late_below(session, union.now)}
    union.feedback.oversight.acknowledge(session, number, union.now)
    try:
        shown(union.feedback, session, number, union.now)
    except NoKey:
        return
    raise AssertionError("metadata must not open content")


# --- every tier, with nobody opening ---


def test_the_clock_climbs_every_tier_though_nobody_opens() -> None:
    u = with_a_district()
    half, now = u.feedback, MONDAY
    number = half.submissions.submit(Draft("Chậm lương.", place=COMPANY), half.submissions.new_code(), now).public_no
    owners: list[str] = []
    for _ in range(260):
        now += timedelta(days=1)
        half.clock.step(now)
        case = half.cases.by_public_no(number)
        assert case is not None
        if not owners or owners[-1] != case.owner:
            owners.append(case.owner)
    assert owners == ["cd-kcn", "cd-huyen", "ldld-tinh", "tld"]
    counts = {
        r["unit"]: r["n"] for r in half.db.rows("SELECT unit, n FROM stat_day WHERE measure = 'moved_up_overdue'")
    }
    assert counts == {"cd-kcn": 1, "cd-huyen": 1, "ldld-tinh": 1}
    assert half.db.value("SELECT SUM(n) FROM stat_day WHERE measure = 'overdue_at_top'") >= 1
    assert half.db.value("SELECT SUM(n) FROM stat_day WHERE measure = 'overdue_unsealed'") is None
    case = half.cases.by_public_no(number)
    assert case is not None
    assert [g.unit for g in half.grants.of(case.id) if g.mode is Mode.WORK] == ["tld"]


def with_a_district() -> Sized:
    """The sample province with a district union between the park and the province, as before 2025."""
    u = sized(5)
    half = u.feedback
    organisation = half.org.load()
    district = Unit("cd-huyen", "Công đoàn huyện", Tier.SUPERIOR, UnitKind.DISTRICT_UNION, parent="ldld-tinh")
    units = tuple(replace(unit, parent="cd-huyen") if unit.code == "cd-kcn" else unit for unit in organisation.units)
    with half.manifest.changing():
        half.org.replace(replace(organisation, units=(*units, district)))
    member = half.keyring.add_trial_person("huyen-1", "huyen-1")
    half.keyring.give_role(member, Role.LEAD, "cd-huyen", MONDAY)
    return u


def test_a_tier_that_got_its_key_later_is_listed_until_a_case_is_opened() -> None:
    u = sized(5)
    half = u.feedback
    sent = half.submissions.submit(Draft("Chậm lương.", place=COMPANY), half.submissions.new_code(), MONDAY)
    assert half.office.unsealed(MONDAY) == []
    organisation = half.org.load()
    district = Unit("cd-huyen", "Công đoàn huyện", Tier.SUPERIOR, UnitKind.DISTRICT_UNION, parent="ldld-tinh")
    units = tuple(replace(unit, parent="cd-huyen") if unit.code == "cd-kcn" else unit for unit in organisation.units)
    with half.manifest.changing():
        half.org.replace(replace(organisation, units=(*units, district)))
    member = half.keyring.add_trial_person("huyen-1", "huyen-1")
    half.keyring.give_role(member, Role.LEAD, "cd-huyen", MONDAY)
    assert half.office.unsealed(MONDAY) == [Unsealed("cd-kcn", "cd-huyen", 1)]
    shown(half, u.people["mot"], sent.public_no, MONDAY)
    assert half.office.unsealed(MONDAY) == [Unsealed("cd-kcn", "cd-huyen", 1)]  # nobody has confirmed the new tier
    entry = half.recipients.expected("cd-kcn", MONDAY.date())["unit cd-huyen"]
    lead = u.people["mot"]
    half.recipients.settle("cd-kcn", lead.unit_keys, "unit cd-huyen", entry, MONDAY.date(), accept=True)
    shown(half, lead, sent.public_no, MONDAY)
    assert half.office.unsealed(MONDAY) == []
