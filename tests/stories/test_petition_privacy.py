"""Submissions with planted names, chat ids, GPS photos and codes leave none of them anywhere.

Searched: every file of the data folder while the product runs (databases, WAL, keys), the temporary files, a backup,
and the log as the product writes it. DANBIET_FULL=1 sends 500 of them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import tempfile
from pathlib import Path

import pytest

from bot.clock import vietnam_now
from bot.logs import JsonLines
from bot.settings import Settings
from bot.submissions import installation_key
from feedback.assembly import Feedback, open_feedback
from feedback.backup import make_backup
from tests.doubles.product import product, until, without_pauses
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.feedback.test_files import MARK, exif, picture, saved
from tests.petitions import CHEAP

SUBMISSIONS = 500 if os.environ.get("DANBIET_FULL") else 3
TOGETHER = 5
FIRST = 8_700_000_000
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
TEXT = "Tôi là Nguyễn Markervan{n}, gọi 09{phone:08d}, quản lý Markerboss{n} ở cty Markerfirm{n} trừ lương."
FOLLOWED = "Bổ sung của Markerlater{n}"


def open_half(data: Path) -> Feedback:
    feedback = open_feedback(data / "feedback.db", installation_key(Settings(data=data)), CHEAP)
    feedback.begin_trial(vietnam_now())
    return feedback


class Sender:
    """One worker on Telegram who sends, follows, and asks to be told."""

    def __init__(self, telegram: TelegramDouble, n: int) -> None:
        self.telegram, self.n, self.me = telegram, n, FIRST + n
        self.code = ""

    async def does(self, text: str = "", *, press: str = "", **more: object) -> str:
        before = len(self.telegram.sent_at[self.me])
        if press:
            self.telegram.press(self.me, press)
        else:
            self.telegram.write(self.me, text, **more)
        await until(lambda: len(self.telegram.sent_at[self.me]) > before, 120)
        return self.telegram.texts(self.me)[-1]

    async def sends(self) -> None:
        await self.does("/kiennghi")
        await self.does(press="Đồng ý")
        await self.does("không")
        await self.does(TEXT.format(n=self.n, phone=self.n + 12345678))
        if self.n % 5 == 0:
            photo = {"file_id": "gps", "file_unique_id": "u", "width": 320, "height": 200, "file_size": 5000}
            await self.does(photo=[photo], caption=f"Ảnh của Markerphoto{self.n}")
        await self.does("xong")
        await self.does(press="Bỏ qua hết")
        await self.does("không")
        await self.does(press="Đổi mức")
        await self.does(press="Nêu tên")
        await self.does(f"Markercontact{self.n}")
        if self.n % 2:
            await self.does(press="Đổi cách nhắc")
            await self.does(press="Báo ngay")
        found = CODE.search(await self.does("gửi"))
        assert found
        self.code = found.group()
        await self.does(self.code[-4:])
        await until(lambda: any("PHIẾU" in t for t in self.telegram.texts(self.me)), 60)
        await self.does(self.code)
        await self.does(press="Viết thêm")
        await self.does(FOLLOWED.format(n=self.n))

    def planted(self) -> list[str]:
        """Everything that must be found nowhere."""
        n = self.n
        names = ("Markervan", "Markerboss", "Markerfirm", "Markerphoto", "Markerlater", "Markercontact")
        phone = f"09{n + 12345678:08d}"
        joined = self.code.replace(" ", "")
        return [*(f"{name}{n}" for name in names), phone, str(self.me), f"user{self.me}", self.code, joined]


async def test_nothing_planted_is_found_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    caplog.set_level(logging.INFO)
    telegram, feedback = TelegramDouble(), open_half(tmp_path / "data")
    key = installation_key(Settings(data=tmp_path / "data"))
    telegram.files["gps"] = saved(picture(), "JPEG", exif=exif())
    with running(telegram.app) as address:
        environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": address}
        async with product(tmp_path / "data", environment, feedback) as (app, _):
            without_pauses(app)
            senders = [Sender(telegram, n) for n in range(SUBMISSIONS)]
            for start in range(0, SUBMISSIONS, TOGETHER):
                await asyncio.gather(*(s.sends() for s in senders[start : start + TOGETHER]))
            make_backup(feedback.db, tmp_path / "backups", vietnam_now(), key)
            searched = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert feedback.db.value("SELECT count(*) FROM submission") == SUBMISSIONS
    assert {"bot.db", "bot.db-wal", "feedback.db", "push.db", "desk.db"} <= {p.name for p in searched}
    assert any(p.suffix == ".danbiet-backup" for p in searched)
    markers = [MARK.decode(), *(marker for sender in senders for marker in sender.planted())]
    contents = {str(p): content.decode(errors="replace").casefold() for p, content in searched.items()}
    contents["log"] = "\n".join(map(JsonLines().format, caplog.records)).casefold()
    hits = [(name, marker) for name, text in contents.items() for marker in markers if marker.casefold() in text]
    assert hits == []
