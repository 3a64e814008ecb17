"""The one-time link that leads the first officer of a trial in, and what doctor says of the console's place."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.operations import stage
from bot.operations.staff_check import LOCKS, check_staff
from bot.settings import Settings
from bot.staff_site import build_console
from bot.texts import console as words
from bot.texts import doctor as words_doctor
from tests.console.conftest import Browser
from tests.feedback.union import MONDAY, Union
from tests.library import SmallLibrary


def test_the_one_time_link_leads_in_once_and_a_look_uses_nothing_up(union: Union) -> None:
    site = build_console(Settings(), SmallLibrary(), union.feedback, now=lambda: union.now, first="mot-lan")
    with TestClient(site, base_url="http://127.0.0.1:8081") as client:
        browser = Browser(client)
        assert client.get("/dau-tien/khac").status_code == 404
        browser.open("/dau-tien/mot-lan")
        page = browser.open("/dau-tien/mot-lan")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf
        assert client.post("/dau-tien/mot-lan", data={"csrf": csrf[1]}).url.path == "/"
        client.cookies.clear()
        assert words.FIRST_USED in browser.open("/dau-tien/mot-lan")


def test_without_a_token_no_link_leads_in(browser: Browser) -> None:
    assert browser.open("/dau-tien/ ")
    assert browser.status == 404


def test_doctor_says_when_console_and_pages_share_a_host(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, public_url="https://danbiet.example")
    assert list(check_staff(settings)) == []
    stage.settle(tmp_path, trial=False, now=MONDAY)
    found = {
        url: next(check_staff(replace(settings, staff_url=url))).ok for url in ("", "https://danbiet.example:8443")
    }
    assert found == {"": None, "https://danbiet.example:8443": False}
    assert next(check_staff(replace(settings, staff_url="https://canbo.danbiet.example"))).ok


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"staff_host": "0.0.0.0"}, words_doctor.STAFF_OPEN.format(host="0.0.0.0")),
        ({"staff_host": "0.0.0.0", "staff_url": "https://canbo.example"}, None),
        ({"staff_url": "http://canbo.example"}, words_doctor.STAFF_PLAIN_HTTP),
        ({"staff_url": "http://127.0.0.1:8081"}, None),
        (
            {"staff_url": "https://DANBIET.example.", "public_url": "https://danbiet.example"},
            words_doctor.STAFF_SAME_HOST,
        ),
        ({}, None),
    ],
)
def test_doctor_says_what_stands_open(tmp_path: Path, settings: dict[str, str], wrong: str | None) -> None:
    chosen = replace(Settings(data=tmp_path), **settings)  # type: ignore[arg-type]
    assert list(check_staff(chosen)) == [], "nothing on trial"
    stage.settle(tmp_path, trial=False, now=MONDAY)
    assert [finding.text for finding in check_staff(chosen) if finding.ok is False] == ([wrong] if wrong else [])


HOLD = """
import sys, pathlib
from bot.operations import lock
held = [lock.hold(pathlib.Path(path)) for path in sys.argv[1:]]
print(1, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("together", [True, False])
def test_doctor_says_when_one_process_serves_both(tmp_path: Path, together: bool) -> None:
    chosen = Settings(data=tmp_path, public_url="https://danbiet.example", staff_url="https://canbo.example")
    stage.settle(tmp_path, trial=False, now=MONDAY)
    paths = [str(tmp_path / name) for name in LOCKS]
    groups = [paths] if together else [[path] for path in paths]
    with ExitStack() as ended:
        for group in groups:
            command = [sys.executable, "-c", HOLD, *group]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            ended.enter_context(process)
            assert process.stdout
            process.stdout.readline()
        said = {finding.text: finding.ok for finding in check_staff(chosen)}
    text = words_doctor.STAFF_ONE_PROCESS if together else words_doctor.STAFF_OWN_PROCESS
    assert said[text] is not together
    assert len(list(check_staff(chosen))) == 1, "nothing is said of processes that do not run"
