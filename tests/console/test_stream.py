"""An open page learns at once that something changed, and nothing else."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import httpx
import pytest

from bot.settings import Settings
from bot.staff_site import build_console
from bot.web.console import stream
from feedback.model.access import Involvement
from tests.doubles.server import running
from tests.feedback.union import Union
from tests.library import SmallLibrary

WITHIN = 1.0  # second, in one process


@pytest.fixture
def console(union: Union) -> Iterator[httpx.Client]:
    """A real server: a test client would wait for the end of a stream. thu-1 is logged in."""
    site = build_console(Settings(), SmallLibrary(), union.feedback, now=lambda: union.now)
    with running(site) as address, httpx.Client(base_url=address, follow_redirects=True, timeout=10) as client:
        log_in(client, "thu-1")
        yield client
        site.state.end()


def log_in(client: httpx.Client, login: str) -> None:
    client.cookies.clear()
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/vao").text)
    assert csrf
    assert "Hôm nay" in client.post("/vao", data={"csrf": csrf[1], "login": login, "trial": "1"}).text


@contextmanager
def listening(client: httpx.Client, asked: str = "/nhip") -> Iterator[queue.Queue[str]]:
    """What the stream of a page says, line by line; "over" at its end."""
    path, _, number = asked.partition("?so=")
    told: queue.Queue[str] = queue.Queue()
    params = {"dau": client.get(asked).text, **({"so": number} if number else {})}

    def listen() -> None:
        with (
            suppress(httpx.HTTPError),  # the server of the test ends first
            httpx.Client(base_url=client.base_url, cookies=client.cookies, timeout=30) as own,
            own.stream("GET", f"{path}/dong", params=params) as answer,
        ):
            for line in filter(None, answer.iter_lines()):
                told.put(line)
        told.put("over")

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert told.get(timeout=5) == ":"
    time.sleep(stream.LOOK_SECONDS)
    yield told


def is_silent(told: queue.Queue[str]) -> bool:
    try:
        told.get(timeout=WITHIN)
    except queue.Empty:
        return True
    return False


def test_a_new_case_is_told_within_a_second(console: httpx.Client, union: Union) -> None:
    with listening(console) as told:
        sent = time.monotonic()
        union.send()
        assert told.get(timeout=5) == "data: changed"
        assert time.monotonic() - sent <= WITHIN


def test_a_note_stirs_the_page_of_its_case(console: httpx.Client, union: Union) -> None:
    _, number = union.working()
    union.meet(number)
    with listening(console, f"/nhip?so={number}") as told:
        union.feedback.desk.note(union.second, number, "Đã gọi cho công ty.", union.now)
        assert told.get(timeout=WITHIN) == "data: changed"


def test_reading_stirs_nothing(console: httpx.Client, union: Union) -> None:
    _, number = union.working()
    union.meet(number)
    with listening(console) as told:
        union.feedback.office.read(union.second, number, union.now)
        assert is_silent(told)


def test_a_case_that_bars_somebody_never_stirs_their_page(console: httpx.Client, union: Union) -> None:
    _, number = union.working()
    union.meet(number)
    union.feedback.desk.declare_involved(union.first, number, Involvement.PERSON, union.now)
    with listening(console) as told:
        before = union.feedback.office.unit_changes()
        union.feedback.desk.note(union.second, number, "Đã gọi cho công ty.", union.now)
        assert union.feedback.office.unit_changes() != before
        assert is_silent(told)


def test_a_stream_ends_with_its_session(console: httpx.Client, union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "ALIVE_SECONDS", 0.3)
    with listening(console) as told:
        token = console.cookies["danbiet_staff"]
        union.feedback.sessions.log_out(token)
        while (line := told.get(timeout=5)) != "over":
            assert line == ":"
    assert console.get("/nhip/dong").status_code == 204


def test_listening_keeps_no_session_alive(console: httpx.Client, union: Union) -> None:
    with listening(console):
        union.now += timedelta(minutes=31)
        assert console.get("/nhip/dong").status_code == 204


def test_what_a_script_draws_anew_keeps_no_session_alive(console: httpx.Client, union: Union) -> None:
    for _ in range(2):
        union.now += timedelta(minutes=16)
        console.get("/hang-doi", headers={"X-Quiet": "1"})
    assert "Đăng nhập" in console.get("/").text
