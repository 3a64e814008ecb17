"""Whatever a platform's payload turns out to be: no crash, no lost chat, a reply or a recorded refusal.

Payloads are valid ones with parts replaced by anything: missing fields, wrong types, huge and nested values, control
characters, right-to-left marks, NFD, emoji, a megabyte of text. DANBIET_FULL=1 tries 2,000 a channel.
"""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.app import App, build
from bot.channels.body import storable
from bot.channels.setup import webhook_secret
from bot.channels.zalo_oa import sign
from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.parts.plain import as_plain
from bot.engine.sealing import Seal, load_key
from bot.messages import Attachment, AttachmentKind, Channel, Incoming
from bot.settings import Settings
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import APP_ID, OA_SECRET, ZaloOADouble
from tests.library import SmallLibrary

EXAMPLES = 2000 if os.environ.get("DANBIET_FULL") else 40
ODD_TEXTS = (
    "\x00\x01\x1b[31m",
    "\u202eđảo ngược\u202c",
    "bu\u031b\u0303a a\u0306n",
    "👩\u200d🏭🔥" * 50,
    "x" * 1_000_000,
    "<b>&amp;</i>",
    "' OR 1=1 --",
    "\ud7ff\ufffe",
    "nửa hình \ud83d",  # what is left of an emoji that was cut
)
texts = st.one_of(st.text(max_size=40), st.sampled_from(ODD_TEXTS))
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
patience = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a payload."""
    found = [here] if here else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*here, key))
    return found


@st.composite
def damaged(draw: st.DrawFn, valid: dict[str, Any]) -> dict[str, Any]:
    """The valid payload with one to three parts removed or replaced."""
    payload = copy.deepcopy(valid)
    for _ in range(draw(st.integers(1, 3))):
        places = paths(payload)
        if not places:
            break
        *parents, last = draw(st.sampled_from(places))
        holder = payload
        for key in parents:
            holder = holder[key]
        if draw(st.booleans()) and isinstance(holder, dict):
            del holder[last]
        else:
            holder[last] = draw(values)
    return payload


class Platforms:
    """One product behind the webhooks of three platforms, and the doubles that it answers to."""

    def __init__(self, app: App, client: TestClient, seal: Seal) -> None:
        self.app = app
        self.client = client
        self.telegram, self.zalo_bot, self.zalo_oa = TelegramDouble(), ZaloBotDouble(), ZaloOADouble()
        self._secrets = {c: webhook_secret(seal, c) for c in (Channel.TELEGRAM, Channel.ZALO_BOT)}

    def push(self, channel: Channel, payload: Any) -> int:
        """Deliver a payload as its platform would; the status."""
        body = json.dumps(payload).encode()
        if channel is Channel.TELEGRAM:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self._secrets[channel]}
            return self.client.post("/webhook/telegram", content=body, headers=headers).status_code
        if channel is Channel.ZALO_BOT:
            headers = {"X-Bot-Api-Secret-Token": self._secrets[channel]}
            return self.client.post("/webhook/zalo-bot", content=body, headers=headers).status_code
        stamp = str(storable(payload).get("timestamp", "")) if isinstance(payload, dict) else ""
        headers = {"X-ZEvent-Signature": "mac=" + sign(APP_ID, body, stamp, OA_SECRET)}
        return self.client.post("/webhook/zalo-oa", content=body, headers=headers).status_code

    def settle(self, condition: Callable[[], object] = lambda: True) -> None:
        """Wait until the inbox is empty and the condition holds."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if self.client.get("/healthz").json()["inbox_waiting"] == 0 and condition():
                return
            time.sleep(0.005)
        raise AssertionError("an update was left in the inbox")


@pytest.fixture(scope="module")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platforms]:
    data = tmp_path_factory.mktemp("hostile")
    telegram, zalo_bot, zalo_oa = TelegramDouble(), ZaloBotDouble(), ZaloOADouble()
    with running(telegram.app) as t, running(zalo_bot.app) as b, running(zalo_oa.app) as o:
        zalo_oa.address = o
        environment = {
            "DANBIET_DATA": str(data),
            "DANBIET_PUBLIC_URL": "https://product.example",
            "DANBIET_TELEGRAM_TOKEN": TOKEN,
            "DANBIET_TELEGRAM_API": t,
            "DANBIET_TELEGRAM_MODE": "webhook",
            "DANBIET_TELEGRAM_PER_SECOND": "1000",
            "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
            "DANBIET_ZALO_BOT_API": b,
            **zalo_oa.environment(),
        }
        app = build(Settings.from_mapping(environment), SmallLibrary())
        with TestClient(app.web, base_url="https://product.example") as client:
            found = Platforms(app, client, Seal(load_key(data / "keys" / "bot.key")))
            found.telegram, found.zalo_bot, found.zalo_oa = telegram, zalo_bot, zalo_oa
            yield found


VALID: dict[Channel, dict[str, Any]] = {
    Channel.TELEGRAM: {
        "update_id": 1,
        "message": {
            "message_id": 2,
            "date": 1_800_000_000,
            "chat": {"id": 77, "type": "private", "first_name": "A"},
            "from": {"id": 77, "is_bot": False, "first_name": "A"},
            "text": "mũ che nắng",
            "entities": [{"type": "bold", "offset": 0, "length": 2}],
        },
    },
    Channel.ZALO_BOT: {
        "ok": True,
        "result": {
            "event_name": "message.text.received",
            "message": {
                "from": {"id": "p77", "display_name": "A", "is_bot": False},
                "chat": {"id": "p77", "chat_type": "PRIVATE"},
                "text": "mũ che nắng",
                "message_id": "m",
                "date": 1_800_000_000_000,
            },
        },
    },
    Channel.ZALO_OA: {
        "app_id": APP_ID,
        "event_name": "user_send_text",
        "timestamp": "1800000000000",
        "sender": {"id": "p77"},
        "recipient": {"id": "9"},
        "message": {"msg_id": "z", "text": "mũ che nắng", "attachments": [{"type": "image", "payload": {"url": "x"}}]},
    },
}


@pytest.mark.parametrize("channel", list(VALID))
def test_damaged_payloads_are_answered_or_recorded(platforms: Platforms, channel: Channel) -> None:
    @patience
    @given(payload=damaged(VALID[channel]))
    def deliver(payload: dict[str, Any]) -> None:
        assert platforms.push(channel, payload) in {200, 400, 403}

    deliver()
    platforms.settle()


@pytest.mark.parametrize("channel", list(VALID))
@pytest.mark.parametrize("payload", [None, [], 7, "x", [[[[]]]] * 3, {"a": "x" * 2_000_000}])
def test_payloads_of_another_world(platforms: Platforms, channel: Channel, payload: Any) -> None:
    assert platforms.push(channel, payload) in {200, 400, 403}
    platforms.settle()


@pytest.mark.parametrize("channel", list(VALID))
def test_half_an_emoji_stops_nobody(platforms: Platforms, channel: Channel) -> None:
    valid = json.dumps(VALID[channel]).replace("p77", "p\\ud83d").replace('"update_id": 1', '"update_id": 7777')
    payload = json.loads(valid)
    message = payload.get("message") or payload["result"]["message"]
    message |= {"text": "mũ che nắng \ud83d", "msg_id": "\ud83d"}
    if "entities" not in message:
        message["message_id"] = "half"
    before = platforms.app.engine.answered[channel]
    assert platforms.push(channel, payload) == 200
    platforms.settle(lambda: platforms.app.engine.answered[channel] > before)


def test_after_all_that_everybody_is_still_answered(platforms: Platforms) -> None:
    telegram = copy.deepcopy(VALID[Channel.TELEGRAM])
    telegram["update_id"], telegram["message"]["chat"]["id"], telegram["message"]["from"]["id"] = 10**9, 99, 99
    zalo = copy.deepcopy(VALID[Channel.ZALO_BOT])
    zalo["result"]["message"] |= {"message_id": "last", "chat": {"id": "p99", "chat_type": "PRIVATE"}}
    official = copy.deepcopy(VALID[Channel.ZALO_OA])
    official |= {"sender": {"id": "p99"}, "message": {"msg_id": "last", "text": "mũ che nắng"}}
    for channel, payload in zip(VALID, (telegram, zalo, official), strict=True):
        assert platforms.push(channel, payload) == 200
    platforms.settle(
        lambda: platforms.telegram.seen[99] and platforms.zalo_bot.seen["p99"] and platforms.zalo_oa.seen["p99"]
    )


attachments = st.lists(st.builds(Attachment, st.sampled_from(AttachmentKind), texts), max_size=2).map(tuple)
messages = st.builds(
    Incoming,
    st.sampled_from(Channel),
    texts,
    button=st.one_of(
        st.just(""), texts, st.sampled_from(["more:", "article:", "browse:@9", "ask:example:99", "unit:"])
    ),
    start=st.one_of(st.just(""), texts),
    attachments=attachments,
    edited=st.booleans(),
    group=st.booleans(),
    limit=st.sampled_from([640, 2000, 4096]),
)


@patience
@given(conversation=st.lists(messages, min_size=1, max_size=6))
def test_the_conversation_always_replies_within_the_limit(conversation: list[Incoming]) -> None:
    state = State()
    services, now = Services(SmallLibrary()), datetime(2026, 11, 22, tzinfo=VIETNAM)
    for incoming in conversation:
        state, replies = respond(state, incoming, services=services, now=now)
        state = State.unpack(state.pack())
        assert replies
        for reply in replies:
            assert reply.text.strip()
            assert len(as_plain(reply)) <= incoming.limit


def test_paths_are_found(tmp_path: Path) -> None:
    assert paths({"a": [{"b": 1}]}) == [("a",), ("a", 0), ("a", 0, "b")]
