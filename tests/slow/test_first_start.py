"""The first start as people do it: browsers that click and type, every input counted.

Trial: from the one-time link that the terminal shows to an answered petition that its sender reads. Earnest: an
operator makes the union behind the link, three custodians and two officers come in by their invitations, each in a
browser of their own; without DANBIET_FULL=1 one of each.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_public_pages import CHROMIUM, browser
from tests.doubles.process import Serve

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
MOST_IN_TRIAL, MOST_IN_EARNEST = 25, 15
MOST_SECONDS = 300
PATIENCE = 180_000  # milliseconds; a union is made in one press
FULL = bool(os.environ.get("DANBIET_FULL"))
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
PASSWORD = "phở bò chuồn chuồn Hà Giang tím"
OFFICERS, CUSTODIANS = ("kcn-phu-trach", "tinh-phu-trach"), ("giu-1", "giu-2", "giu-3")


@dataclass
class Hand:
    """Somebody at a browser; `inputs` counts presses and fields."""

    page: Page
    inputs: int = 0

    def press(self, role: Literal["button", "link"], name: str) -> None:
        self.inputs += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label).first.select_option(label=option)

    def tick(self, label: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label).first.check()


@contextmanager
def terminal(serve: Serve) -> Iterator[str]:
    """`danbiet serve` at a terminal: the link that it shows there, and nowhere else."""
    master, slave = pty.openpty()
    with serve.errors.open("ab") as errors:
        command = [sys.executable, "-m", "tests.doubles.small_serve"]
        serve.process = subprocess.Popen(command, cwd=serve.folder, env=serve.environment, stdout=slave, stderr=errors)
    os.close(slave)
    try:
        serve.wait_until_ready(PATIENCE / 1000)
        shown = os.read(master, 4096).decode()
        link = re.search(r"http://\S+", shown)
        assert link, shown
        assert link[0] not in serve.errors.read_text(encoding="utf-8")
        yield link[0]
    finally:
        serve.end()
        os.close(master)


def test_a_trial_answers_its_first_petition(browser: Browser, tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data", {})
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "bot", "trial", "--if-new"], cwd=serve.folder, env=serve.environment, check=True
    )
    with terminal(serve) as link:
        officer = Hand(browser.new_context().new_page())
        officer.page.goto(link)
        officer.press("button", "Vào bảng làm việc")
        worker = Hand(browser.new_context().new_page())
        code = _sent(worker, serve.address)
        _answered(officer, serve.staff_address)
        worker.page.goto(f"{serve.address}/tra-cuu")
        worker.fill("Mã tra cứu", code)
        worker.press("button", "Xem")
        expect(worker.page.locator("main")).to_contain_text("Quạt mới lắp ngày mai.")
        inputs, seconds = officer.inputs + worker.inputs, time.monotonic() - begun
    print(f"trial: {inputs} inputs, {seconds:.0f} s")
    assert inputs <= MOST_IN_TRIAL
    assert seconds <= MOST_SECONDS


def _sent(worker: Hand, address: str) -> str:
    worker.page.goto(f"{address}/kien-nghi")
    worker.fill("Việc của bạn", "Quạt thông gió hỏng hai tuần nay, đề nghị sửa.")
    worker.choose("Khu công nghiệp, xã, phường", "KCN Sông Lam")
    worker.choose("Có liên quan đến ai", "Không")
    worker.tick("Tôi đã đọc")
    worker.press("button", "Xem lại trước khi gửi")
    worker.press("button", "Tiếp: nhận mã")
    code = CODE.search(worker.page.inner_text("main"))
    assert code
    worker.fill("4 số cuối", code.group()[-4:])
    worker.press("button", "Gửi kiến nghị")
    worker.page.get_by_text("PHIẾU TIẾP NHẬN").wait_for()
    return code.group()


def _answered(officer: Hand, address: str) -> None:
    officer.page.goto(address)  # Hôm nay
    officer.inputs += 1
    officer.page.locator(".cases a").first.click()
    officer.press("button", "Không. Tôi không liên quan")
    officer.press("link", "Tiếp nhận")
    officer.press("button", "Tiếp nhận")
    officer.press("link", "Giao người giải quyết")
    officer.press("button", "Giao người giải quyết")
    officer.press("link", "Trả lời")
    officer.fill("Bạn nêu", "Quạt hỏng hai tuần.")
    officer.fill("Công đoàn đã làm", "Đã làm việc với công ty.")
    officer.fill("Kết quả *", "Quạt mới lắp ngày mai.")
    officer.fill("Căn cứ", "Nơi làm việc phải thoáng.")
    officer.press("button", "Xem như người gửi")
    officer.press("button", "Gửi cho người gửi")
    expect(officer.page.get_by_role("status").first).to_contain_text("Đã gửi câu trả lời")


def test_a_union_in_earnest_begins_in_six_browsers(browser: Browser, tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data", {})
    serve.data.mkdir()
    counts = {}
    with terminal(serve) as link:
        operator = Hand(browser.new_context().new_page())
        operator.page.set_default_timeout(PATIENCE)
        operator.page.goto(link)
        operator.press("button", "Lập công đoàn và thử đường đi")
        operator.page.get_by_text("Công đoàn đã mở nhận").wait_for()
        with operator.page.expect_download():
            operator.press("link", "Tải bộ khôi phục")
        links = re.findall(r"http://\S+/moi/\S+", operator.page.inner_text("main"))
        invitations = {link.split("/")[-2]: link for link in links}
        operator.inputs += 1  # starts the server again
        counts["operator"] = operator.inputs
    serve.start()
    try:
        serve.wait_until_ready(PATIENCE / 1000)
        everybody = (*CUSTODIANS, *OFFICERS) if FULL else (CUSTODIANS[0], OFFICERS[0])
        for login in everybody:
            hand = Hand(browser.new_context().new_page())
            hand.page.set_default_timeout(PATIENCE)
            _came_in(hand, invitations[login])
            counts[login] = hand.inputs
    finally:
        serve.end()
    print(f"earnest: {counts}")
    assert len(counts) == 1 + len(everybody)
    assert max(counts.values()) <= MOST_IN_EARNEST


def _came_in(hand: Hand, invitation: str) -> None:
    """By the invitation to Hôm nay: a password, the second factor, in."""
    hand.page.goto(invitation)
    hand.fill("Mật khẩu mới", PASSWORD)
    hand.fill("Gõ lại lần nữa", PASSWORD)
    hand.press("button", "Dùng mật khẩu này")
    hand.press("link", "Đăng nhập")
    hand.fill("Tên đăng nhập", invitation.split("/")[-2])
    hand.fill("Mật khẩu", PASSWORD)
    hand.press("button", "Đăng nhập")
    secret = hand.page.locator(".secret").inner_text().replace(" ", "")
    hand.fill("Sáu số", pyotp.TOTP(secret).now())
    hand.press("button", "Xong, vào làm việc")
    expect(hand.page.locator("h1")).to_contain_text("Hôm nay", timeout=PATIENCE)
