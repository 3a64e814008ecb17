"""`danbiet serve public` and `danbiet serve staff`: two processes on one folder that see each other's changes."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from bot.submissions import open_submissions
from feedback.clockwork.working_days import ZONE
from feedback.model.draft import Draft
from tests.doubles.process import ROOT, Serve

SECONDS = 3


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Serve]:
    serve = Serve(tmp_path / "data", {})
    serve._arguments = ["public"]
    serve.start()
    serve.wait_until_ready()
    staff = subprocess.Popen(
        [sys.executable, "-m", "tests.doubles.small_serve", "staff"], cwd=ROOT, env=serve.environment
    )
    wait_for(f"{serve.staff_address}/vao")
    yield serve
    staff.terminate()
    assert staff.wait(20) == 0
    serve.kill()


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            httpx.get(address)
            return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def log_in(client: httpx.Client) -> None:
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/vao").text)
    assert csrf
    client.post("/vao", data={"csrf": csrf[1], "login": "thu-1", "trial": "1"})


def test_two_processes_share_a_folder_and_see_each_other_s_changes(two: Serve) -> None:
    whole = [sys.executable, "-m", "tests.doubles.small_serve"]
    third = subprocess.run(whole, cwd=ROOT, env=two.environment, capture_output=True, check=False, timeout=60)
    assert third.returncode == 1, "neither part runs twice"
    with httpx.Client(base_url=two.staff_address, follow_redirects=True) as client:
        log_in(client)
        assert "06:15-10:15" not in client.get("/to-chuc").text
        half = open_submissions(Settings(data=Path(two.environment["DANBIET_DATA"])))  # a command beside them
        half.house.set_hours(
            half.keyring.open_trial_session("thu-1", now := datetime.now(ZONE)), "cd-kcn", "06:15-10:15", now
        )
        half.db.close()
        changed, seen = time.monotonic(), False
        while not seen and time.monotonic() - changed < SECONDS:
            seen = "06:15-10:15" in client.get("/to-chuc").text
        assert seen


def test_an_open_page_learns_of_what_another_process_did(two: Serve) -> None:
    half = open_submissions(Settings(data=Path(two.environment["DANBIET_DATA"])))  # a command beside them
    with httpx.Client(base_url=two.staff_address, follow_redirects=True, timeout=30) as client:
        log_in(client)
        mark = client.get("/nhip").text
        with client.stream("GET", "/nhip/dong", params={"dau": mark}) as stream:
            lines = filter(None, stream.iter_lines())
            assert next(lines) == ":"
            half.submissions.submit(Draft("Công ty trả lương chậm."), half.submissions.new_code(), datetime.now(ZONE))
            changed = time.monotonic()
            assert next(lines) == "data: changed"
            seconds = time.monotonic() - changed
    half.db.close()
    print(f"told after {seconds:.2f} s")
    assert seconds <= SECONDS
