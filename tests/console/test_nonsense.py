"""Nonsense in every address and form: an answer in words, never a fault of ours."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.staff_site import build_console
from bot.web.console.site import PAGES
from bot.web.console.steps import STEPS
from bot.web.console.visit import Page
from tests.console.conftest import Browser
from tests.feedback.union import CHEAP, KEY, MONDAY, Union, trial_union
from tests.images import from_image, image_of
from tests.library import SmallLibrary

NONSENSE = (
    "", "0", "-1", "9" * 30, "'; DROP TABLE submission; --", "<script>alert(1)</script>", "../../etc/passwd", "\x00",
    "ậ" * 500, "{{7*7}}", "%s%n", "KN26-7F3KQ", "answer", "1|2|3", "²", "2026-02-30", "\U0001f600", "a\nb",
    f"1|2|{9 * 10**29}", f"2026-11-23|{9 * 10**29}", "9" * 19,
)  # fmt: skip
NAMES = (
    "viec", "buoc", "version", "token", "seen", "text", "law", "q", "kind", "code", "on", "answer", "number", "muc",
    "lan", "sau", "tu", "truoc", "nguoi", "don_vi", "so", "den", "login", "password", "mark",
)  # fmt: skip
ROUNDS = 1000 if os.environ.get("DANBIET_FULL") else 2  # 8 more in tests/slow


Begun = tuple[bytes, str]


@pytest.fixture(scope="module")
def begun() -> Begun:
    """A union with a case that somebody works on, and the case's number."""
    union = Union(trial_union())
    _, number = union.working()
    return image_of(union.feedback), number


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_no_nonsense_is_a_fault_of_ours(begun: Begun, tmp_path: Path, page: Page) -> None:
    send_nonsense(begun, tmp_path, page, random.Random(page.path), ROUNDS)


def send_nonsense(begun: Begun, folder: Path, page: Page, chance: random.Random, rounds: int) -> None:
    """Open or send a page again and again with senseless values."""
    image, number = begun
    half = from_image(image, KEY, CHEAP, folder / "feedback.db")
    site = build_console(Settings(), SmallLibrary(), half, now=lambda: MONDAY)
    with TestClient(site, base_url="http://127.0.0.1:8081", raise_server_exceptions=False) as client:
        browser = Browser(client)
        browser.log_in("thu-1")
        csrf = browser.hidden("/ra")["csrf"]
        for _ in range(rounds):
            path = page.path.replace("{number}", chance.choice([number, "KN26-ZZZZZ", "x"]))
            path = path.replace("{photo}", chance.choice(["1", "x", "9" * 40]))
            values = {name: chance.choice(NONSENSE) for name in chance.sample(NAMES, 8)}
            if chance.random() < 0.7:
                values |= {
                    "viec": chance.choice(list(STEPS)).value,
                    "buoc": chance.choice(["gui", "xem", "luat", "sua"]),
                }
            if page.method == "GET":
                answer = client.get(path, params=values)
            else:
                answer = client.post(path, data={**values, "csrf": csrf})
            assert answer.status_code != 500, (path, values)
            assert "<script>alert" not in answer.text
    half.db.close()
