"""The real Telegram adapter against a strict Bot API server, over HTTP on loopback."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramAdapter
from bot.channels.told_lately import ERASABLE, TAP_SECONDS, MessagesLately, Taps
from bot.engine.adapter import FetchFailed
from bot.engine.inbox import Inbox, Update
from bot.messages import Attachment, AttachmentKind, Channel
from bot.texts import talk
from tests.doubles.product import product, until
from tests.doubles.telegram import BOT, TOKEN, Failure, TelegramDouble

ANN, BEN = 5_000_000_001, 5_000_000_002
LINK = f"https://t.me/{BOT['username']}"


def polling(telegram: TelegramDouble, **more: str) -> dict[str, str]:
    return {
        "DANBIET_TELEGRAM_TOKEN": TOKEN,
        "DANBIET_TELEGRAM_API": telegram.address,
        "DANBIET_TELEGRAM_PER_SECOND": "1000",
        **more,
    }


def webhook(telegram: TelegramDouble) -> dict[str, str]:
    return polling(telegram, DANBIET_TELEGRAM_MODE="webhook", DANBIET_PUBLIC_URL="https://product.example")


async def test_a_worker_asks_and_is_answered(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.write(ANN, "bữa ăn giữa ca")
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])
        assert "Ca từ 6 giờ trở lên" in telegram.texts(ANN)[0]
        telegram.press(ANN, "Xem cả")
        await until(lambda: len(telegram.texts(ANN)) > 1)
        assert "<giữa ca> & nước uống" in telegram.texts(ANN)[-1], "escaped on the way, whole at its end"
        await until(lambda: not telegram.pending)


async def test_commands_menu_is_vietnamese(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        await until(lambda: any(m == "setMyCommands" for m, _ in telegram.calls))
    commands = next(a for m, a in telegram.calls if m == "setMyCommands")["commands"]
    assert {"command": "huongdan", "description": "Cách dùng"} in commands


async def test_buttons_redraw_their_message_and_stop_spinning(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "menu")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "chủ đề")
        await until(lambda: "Chọn chủ đề" in telegram.texts(ANN)[-1])
        telegram.press(ANN, "An toàn")
        await until(lambda: "An toàn" in telegram.texts(ANN)[-1])
        assert len(telegram.seen[ANN]) == 1
        assert len(telegram.answered_queries) == 2


async def test_a_quick_double_tap_answers_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "bữa ăn giữa ca")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "Xem cả")
        telegram.press(ANN, "Xem cả")
        await until(lambda: len(telegram.answered_queries) == 2)
        telegram.write(ANN, "menu")
        await until(lambda: talk.MENU in telegram.texts(ANN)[-1])
        assert len(telegram.texts(ANN)) == 3


async def test_forgetting_deletes_what_was_said_on_both_sides(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "bữa ăn giữa ca")
        telegram.write(ANN, "riêng tư")
        telegram.write(BEN, "menu")
        await until(lambda: len(telegram.seen[ANN]) == 2 and telegram.seen[BEN])
        mine = [call["message_id"] for call in telegram.seen[ANN]]
        telegram.press(ANN, "Xóa cuộc trò chuyện")
        await until(lambda: telegram.deleted[ANN] and telegram.texts(ANN))
        assert talk.FORGOTTEN in telegram.texts(ANN)[-1]
        assert set(mine) < set(telegram.deleted[ANN])
        assert len(telegram.deleted[ANN]) == 4, "two questions and two answers"
        assert len(telegram.seen[ANN]) == 1
        assert not telegram.deleted[BEN]


async def test_words_that_telegram_deletes_no_more_cost_no_answer(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.failures["deleteMessages"].append(Failure(400, "Bad Request: message can't be deleted"))
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "riêng tư")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "Xóa cuộc trò chuyện")
        await until(lambda: talk.ERASED_THERE in telegram.texts(ANN)[-1])


async def test_the_address_for_a_colleague_is_the_bots_own(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.seen[ANN])
        assert LINK in telegram.texts(ANN)[0]


async def test_an_unknown_command_gets_help_and_no_law(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "/bua_an_giua_ca")
        await until(lambda: telegram.seen[ANN])
        assert talk.UNKNOWN_COMMAND[0] in telegram.texts(ANN)[0]


def test_two_days_of_messages_are_known_and_no_more() -> None:
    now = 0.0
    lately = MessagesLately(clock=lambda: now)
    lately.note(ANN, 1)
    now = ERASABLE + 1.0
    lately.note(ANN, 2)
    lately.note(ANN, 2)
    lately.note(BEN, 3)
    assert lately.take(ANN) == [2]
    assert lately.take(ANN) == []
    assert lately.take(BEN) == [3]


def test_a_second_tap_is_one_for_three_seconds() -> None:
    now = 0.0
    taps = Taps(clock=lambda: now)
    assert not taps.again(ANN, "a")
    assert taps.again(ANN, "a")
    assert not taps.again(BEN, "a")
    assert not taps.again(ANN, "b")
    assert not taps.again(ANN)
    assert not taps.again(ANN, "b"), "something was said in between"
    now = TAP_SECONDS
    assert not taps.again(ANN, "b")


async def test_a_typed_number_does_what_the_button_does(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "bữa ăn giữa ca")
        await until(lambda: telegram.seen[ANN])
        telegram.write(ANN, "1")
        await until(lambda: len(telegram.seen[ANN]) == 2)
        assert "Không ăn thì được nhận tiền" in telegram.texts(ANN)[-1]


async def test_long_articles_keep_inside_telegrams_limit(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "lối đi")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "Xem cả")
        await until(lambda: len(telegram.seen[ANN]) == 2)
        assert "11. Nơi làm việc" in telegram.texts(ANN)[-1]


async def test_an_update_delivered_twice_is_answered_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.write(ANN, "mũ che nắng")
    again = telegram.pending[0]
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])
    telegram.pending = [again]
    async with product(tmp_path, polling(telegram)):
        telegram.write(BEN, "mũ che nắng")
        await until(lambda: telegram.seen[BEN])
    assert len(telegram.seen[ANN]) == 1


async def test_order_is_kept_in_each_chat(telegram: TelegramDouble, tmp_path: Path) -> None:
    for person in (ANN, BEN):
        for text in ("menu", "/donvi", "mũ che nắng"):
            telegram.write(person, text)
    async with product(tmp_path, polling(telegram)):
        await until(lambda: len(telegram.seen[ANN]) == len(telegram.seen[BEN]) == 3, 15)
    for person in (ANN, BEN):
        assert telegram.texts(person)[0].startswith(talk.MENU)


async def test_flood_limit_is_waited_for(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.failures["sendMessage"] = [Failure(429, "Too Many Requests: retry after 1", {"retry_after": 1})]
    telegram.write(ANN, "mũ che nắng")
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])
    assert len(telegram.seen[ANN]) == 1


@pytest.mark.usefixtures("at_once")
async def test_a_broken_send_is_tried_again(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.failures["sendMessage"] = [Failure(502, "Bad Gateway")]
    telegram.write(ANN, "mũ che nắng")
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])


async def test_being_blocked_ends_the_chat_and_nobody_elses(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.blocked.add(ANN)
    telegram.write(ANN, "mũ che nắng")
    telegram.write(BEN, "mũ che nắng")
    async with product(tmp_path, polling(telegram)) as (app, _):
        await until(lambda: telegram.seen[BEN])
        await until(lambda: app.engine.outbox.lag(0)[0] == 0)
        chat = {"id": BEN, "type": "private", "first_name": "B"}
        person = {"id": BEN, "is_bot": False, "first_name": "B"}
        left = {"status": "kicked", "user": BOT, "until_date": 0}
        was = {"status": "member", "user": BOT}
        telegram.update(
            my_chat_member={"chat": chat, "from": person, "date": 1, "old_chat_member": was, "new_chat_member": left}
        )
        await until(lambda: not telegram.pending)
        await until(lambda: app.engine.inbox.lag(0)[0] == 0)
        mark = app.engine.inbox.chat_mark(Channel.TELEGRAM, str(BEN))
        assert app.stores.states.load(mark, app.engine.seconds()).question == ""


async def test_groups_get_silence_and_when_called_a_hint(telegram: TelegramDouble, tmp_path: Path) -> None:
    group = {"id": -100123, "type": "supergroup", "title": "Tổ may 3"}
    telegram.update(message=telegram.message(ANN, "bữa ăn giữa ca", chat=group))
    telegram.update(message=telegram.message(ANN, f"@{BOT['username']} bữa ăn", chat=group))
    telegram.update(message=telegram.message(ANN, "/menu@OtherBot", chat=group))
    async with product(tmp_path, polling(telegram)) as (app, _):
        await until(lambda: not telegram.pending)
        await until(lambda: app.engine.inbox.lag(0)[0] + app.engine.outbox.lag(0)[0] == 0)
    (said,) = telegram.texts(-100123)
    assert said == f"{talk.GROUP}\n\n{talk.GROUP_LINK.format(address=LINK)}"


async def test_a_migrated_group_is_followed(telegram: TelegramDouble, tmp_path: Path) -> None:
    group = {"id": -55, "type": "group", "title": "Tổ may 3"}
    telegram.migrated[-55] = -10055
    telegram.update(message=telegram.message(ANN, "/menu", chat=group))
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[-10055])


async def test_an_edited_question_is_answered_anew(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, polling(telegram)):
        telegram.write(ANN, "mũ che mưa")
        await until(lambda: telegram.seen[ANN])
        edited = telegram.message(ANN, "mũ che nắng", edit_date=1_800_000_000)
        telegram.update(edited_message=edited)
        await until(lambda: len(telegram.seen[ANN]) == 2)
    assert "Điều 3" in telegram.texts(ANN)[-1]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False}}, "sticker"),
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "voice"),
        ({"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}, "photo"),
        ({"document": {"file_id": "d", "file_unique_id": "d"}}, "file"),
        ({"location": {"latitude": 10.0, "longitude": 105.0}}, "location"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "other"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_gets_a_kind_word(
    telegram: TelegramDouble, tmp_path: Path, content: dict[str, object], kind: str
) -> None:
    telegram.write(ANN, **content)  # type: ignore[arg-type]
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])
    assert talk.UNSUPPORTED[kind] in telegram.texts(ANN)[0]


async def test_malformed_updates_are_set_aside_and_hide_nobody(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.update(message={"chat": {"id": ANN}})
    telegram.update(message="no object")
    telegram.update(surprise={"deep": [[[]]]})
    telegram.write(ANN, "mũ che nắng")
    async with product(tmp_path, polling(telegram)) as (app, _):
        await until(lambda: telegram.seen[ANN])
        await until(lambda: app.engine.inbox.lag(0)[0] == 0)
        assert app.engine.inbox.set_aside() == 3


async def test_deep_link_carries_the_start_code(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.write(ANN, "/start KCN-01")
    async with product(tmp_path, polling(telegram)):
        await until(lambda: telegram.seen[ANN])
    assert talk.WELCOME in telegram.texts(ANN)[-1]


async def test_webhook_checks_its_secret_and_answers_afterwards(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(telegram)) as (_, client):
        await until(lambda: telegram.webhook)
        assert telegram.webhook["url"] == "https://product.example/webhook/telegram"
        assert (await client.post("/webhook/telegram", json={"update_id": 1})).status_code == 403
        for forged in ("", "wrong", telegram.webhook["secret_token"][:-1]):
            headers = {"X-Telegram-Bot-Api-Secret-Token": forged}
            assert (await client.post("/webhook/telegram", json={"update_id": 1}, headers=headers)).status_code == 403
        telegram.webhook["url"] = "https://product.example/webhook/telegram"
        telegram.write(ANN, "mũ che nắng")
        again = telegram.pending[0]
        await telegram.push(client)
        await until(lambda: telegram.seen[ANN])
        telegram.pending = [again]
        await telegram.push(client)
        telegram.write(BEN, "mũ che nắng")
        await telegram.push(client)
        await until(lambda: telegram.seen[BEN])
        assert len(telegram.seen[ANN]) == 1


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[" * 100_000, 400), (b"7", 200), (b"x" * 2_000_000, 200)])
async def test_webhook_survives_any_body(telegram: TelegramDouble, tmp_path: Path, body: bytes, status: int) -> None:
    async with product(tmp_path, webhook(telegram)) as (app, client):
        await until(lambda: telegram.webhook)
        headers = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
        answer = await client.post("/webhook/telegram", content=body, headers=headers)
        assert answer.status_code == status
        assert app.engine.inbox.set_aside() == (status == 200)


async def test_a_second_poller_is_named_in_the_log(
    telegram: TelegramDouble, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with product(tmp_path / "a", polling(telegram)):
        await until(lambda: any(m == "getUpdates" for m, _ in telegram.calls))
        async with product(tmp_path / "b", polling(telegram)):
            await until(lambda: telegram.conflicts)
            await until(lambda: "Một tiến trình khác" in caplog.text)


@pytest.mark.usefixtures("at_once")
async def test_no_log_line_holds_token_text_or_person(
    telegram: TelegramDouble, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(10)
    telegram.failures["sendMessage"] = [Failure(502, "Bad Gateway"), Failure(400, "Bad Request: odd")]
    telegram.write(ANN, "mũ che nắng của Tèo")
    telegram.update(message={"chat": {"id": ANN}, "text": "hỏng của Tèo"})
    async with product(tmp_path, polling(telegram)) as (app, _):
        await until(lambda: app.engine.inbox.set_aside() == 2)
    ours = "\n".join(str(r.getMessage()) + str(vars(r)) for r in caplog.records if r.name.startswith("bot"))
    for secret in (TOKEN, str(ANN), "Tèo"):
        assert secret not in ours


async def test_files_over_20_mb_are_refused_before_they_are_fetched(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.files = {"small": b"jpeg", "large": b"x" * (20 * 1024 * 1024 + 1)}
    async with product(tmp_path, polling(telegram)) as (app, _):
        await until(lambda: any(m == "getUpdates" for m, _ in telegram.calls))
        adapter = app.engine.channels[Channel.TELEGRAM]
        assert isinstance(adapter, TelegramAdapter)
        assert await adapter.fetch(Attachment(AttachmentKind.PHOTO, "small", 4)) == b"jpeg"
        with pytest.raises(FetchFailed, match="too_big"):
            await adapter.fetch(Attachment(AttachmentKind.FILE, "large", 20 * 1024 * 1024 + 1))
        assert not any(a.get("file_id") == "large" for m, a in telegram.calls if m == "getFile")
        telegram.failures["getFile"] = [Failure(502, "Bad Gateway")]
        with pytest.raises(FetchFailed, match="not_fetched"):
            await adapter.fetch(Attachment(AttachmentKind.PHOTO, "small", 4))
        with pytest.raises(FetchFailed, match="too_big"):
            await adapter.fetch(Attachment(AttachmentKind.FILE, "large"))


async def test_web_chat_works_while_telegram_is_cut_off(tmp_path: Path) -> None:
    environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": "http://127.0.0.1:9"}
    async with product(tmp_path, environment) as (_, client):
        await asyncio.sleep(0.05)
        await client.post("/chat", data={"text": "mũ che nắng", "key": "a"})
        assert "Điều 3" in (await client.get("/")).text


def test_the_double_refuses_what_telegram_refuses(telegram: TelegramDouble) -> None:
    import httpx

    def send(**arguments: object) -> str:
        answer = httpx.post(f"{telegram.address}/bot{TOKEN}/sendMessage", data=arguments).json()
        return "ok" if answer["ok"] else answer["description"]

    keyboard = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]})
    assert send(chat_id=1, text="ok") == "ok"
    assert "too long" in send(chat_id=1, text="x" * 4097)
    assert "BUTTON_DATA_INVALID" in send(chat_id=1, text="a", reply_markup=keyboard)
    assert "parse entities" in send(chat_id=1, text="<giữa ca>", parse_mode="HTML")
    assert "empty" in send(chat_id=1, text=" ")
    assert httpx.post(f"{telegram.address}/bot1:x/getMe").status_code == 401


async def test_what_could_not_be_committed_is_not_acknowledged(
    telegram: TelegramDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk while an update arrives: it is fetched again, and answered."""
    accept = Inbox.accept
    refused: list[list[Update]] = []

    def full_then_free(inbox: Inbox, updates: Iterable[Update], now: int) -> tuple[bytes, ...]:
        if not refused:
            refused.append(list(updates))
            raise sqlite3.OperationalError("database or disk is full")
        return accept(inbox, updates, now)

    monkeypatch.setattr(Inbox, "accept", full_then_free)
    asked = telegram.write(ANN, "bữa ăn giữa ca")
    async with product(tmp_path, polling(telegram)):
        await until(lambda: refused)
        assert asked not in telegram.acknowledged
        await until(lambda: telegram.seen[ANN])
    assert "Ca từ 6 giờ trở lên" in telegram.texts(ANN)[0]
