"""The tree redrawn in the browser: seen before it is kept, by a form or by a file; cases of a merged unit move on."""

from __future__ import annotations

from datetime import timedelta

from bot.texts import console_redraw as words
from feedback.model.union import UnitKind
from feedback.organisation.units import read_csv, read_toml, write_csv, write_toml
from tests.console.conftest import Browser
from tests.feedback.union import MONDAY, Union, shown

PATH = "/to-chuc/cay"
MERGE = {"unit": "cd-kcn", "heir": "cd-an-thuong", "on": f"{MONDAY:%Y-%m-%d}"}


def page(browser: Browser) -> str:
    browser.log_in("thu-1")
    return browser.open(PATH)


def upload(browser: Browser, name: str, data: bytes) -> str:
    csrf = browser.hidden(f"{PATH}/tep")["csrf"]
    answer = browser.client.post(f"{PATH}/tep", data={"csrf": csrf}, files={"file": (name, data)})
    browser.page, browser.status = answer.text, answer.status_code
    return browser.page


def test_a_merger_is_seen_before_it_is_kept_and_moves_what_was_covered(browser: Browser, union: Union) -> None:
    page(browser)
    before = union.feedback.org.load()
    seen = browser.send(f"{PATH}/gop", **MERGE)
    assert "<b>KCN Sông Lam</b>: Công đoàn các khu công nghiệp tỉnh → <b>Công đoàn xã An Thượng</b>" in seen
    assert union.feedback.org.load() == before
    assert words.KEPT in browser.send(f"{PATH}/luu")
    organisation = union.feedback.org.load()
    unit = organisation.unit("cd-kcn")
    assert unit
    assert (unit.valid_to, unit.replaced_by) == (MONDAY.date(), "cd-an-thuong")
    assert not [row for row in organisation.coverage if row.unit == "cd-kcn" and row.applies(MONDAY.date())]


def test_the_cases_of_a_merged_unit_move_when_its_successor_was_confirmed(browser: Browser, union: Union) -> None:
    _, number = union.working()
    page(browser)
    browser.send(f"{PATH}/gop", **MERGE)
    browser.send(f"{PATH}/luu")
    browser.send(f"{PATH}/chuyen-vu")
    assert browser.status == 409, "nobody has confirmed the successor yet"
    heir = "unit cd-an-thuong"
    day = union.now.date()
    entry = union.feedback.recipients.expected("cd-kcn", day)[heir]
    union.feedback.recipients.settle("cd-kcn", union.first.unit_keys, heir, entry, day, accept=True)
    assert words.MOVED.format(count=1) in browser.send(f"{PATH}/chuyen-vu")
    assert union.case(number).owner == "cd-an-thuong"
    assert shown(union.feedback, union.second, number, union.now).messages


def test_a_unit_is_added_renamed_and_put_under_another(browser: Browser, union: Union) -> None:
    page(browser)
    new = {"code": "cd-moi", "name": "Công đoàn phường Mới", "kind": "commune_union", "parent": "ldld-tinh"}
    seen = browser.send(f"{PATH}/them", **new, since=f"{MONDAY:%Y-%m-%d}")
    assert "thêm Công đoàn phường Mới dưới Liên đoàn Lao động tỉnh" in seen
    browser.send(f"{PATH}/luu")
    browser.open(PATH)
    seen = browser.send(f"{PATH}/doi", unit="cd-kcn", name="Công đoàn khu công nghiệp")
    assert "Hôm nay không nơi nào đổi người nhận" in seen, "another name is no other receiver"
    browser.send(f"{PATH}/doi", unit="cd-moi", name="Công đoàn phường Tân", parent="cd-an-thuong")
    browser.send(f"{PATH}/luu")
    unit = union.feedback.org.load().unit("cd-moi")
    assert unit
    assert (unit.name, unit.parent, unit.kind) == ("Công đoàn phường Tân", "cd-an-thuong", UnitKind.COMMUNE_UNION)


def test_a_file_is_seen_before_it_is_kept(browser: Browser, union: Union) -> None:
    page(browser)
    used = union.feedback.org.load()
    changed = write_csv(used).replace("Công đoàn xã An Thượng", "Công đoàn xã An Thượng mới")
    assert "đổi tên thành Công đoàn xã An Thượng mới" in upload(browser, "to-chuc.csv", changed.encode("utf-8-sig"))
    assert union.feedback.org.load() == used
    browser.send(f"{PATH}/luu")
    assert union.feedback.org.load() == read_csv(changed)


def test_a_wrong_file_says_where_and_changes_nothing(browser: Browser, union: Union) -> None:
    used = union.feedback.org.load()
    circle = write_toml(used).replace('parent = ""', "") + '\n[[unit]]\ncode = "x"\nname = "X"\n'
    for name, data in (
        ("a.toml", circle.encode()),
        ("a.toml", b"[[unit]\n"),
        ("a.csv", b"\xff\xfe\x00x"),
        ("a.toml", write_toml(used).replace('parent = "ldld-tinh"', 'parent = "khong-co"', 1).encode()),
    ):
        page(browser)
        upload(browser, name, data)
        assert browser.status == 409, name
        assert f'action="{PATH}/luu"' not in browser.page
    assert union.feedback.org.load() == used


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(browser: Browser, union: Union) -> None:
    page(browser)
    browser.send(f"{PATH}/gop", **MERGE)
    used = union.feedback.org.load()
    union.feedback.house.set_hours(union.first, "cd-kcn", "07:00-11:00", union.now)
    assert words.CHANGED_MEANWHILE in browser.send(f"{PATH}/luu")
    unit = union.feedback.org.load().unit("cd-kcn")
    assert unit
    assert (unit.valid_to, unit.hours) == (None, "07:00-11:00")
    assert union.feedback.org.load() != used


def test_the_files_that_one_takes_away_are_read_again(browser: Browser, union: Union) -> None:
    page(browser)
    used = union.feedback.org.load()
    assert read_toml(browser.open(f"{PATH}.toml")) == used
    assert read_csv(browser.open(f"{PATH}.csv")) == used


def test_a_merger_in_the_future_changes_nobodys_receiver_today(browser: Browser, union: Union) -> None:
    page(browser)
    seen = browser.send(f"{PATH}/gop", **{**MERGE, "on": f"{MONDAY + timedelta(days=30):%Y-%m-%d}"})
    assert "Hôm nay không nơi nào đổi người nhận" in seen
    assert browser.status == 200


def test_whoever_may_not_change_the_house_is_told_so(browser: Browser, union: Union) -> None:
    browser.log_in("thu-giu-1")
    browser.open(PATH)
    assert browser.status == 409
