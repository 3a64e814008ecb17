"""How Telegram's updates arrive: our own fetch-commit-acknowledge loop, or a webhook with a secret.

An update is acknowledged by asking for the next offset, and only after it was committed to the inbox. What was
committed but not acknowledged comes again, and is known by its mark.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, BotCommand
from telegram.error import RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.body import BodyTooLarge, read_body, storable
from bot.channels.telegram import seconds_of
from bot.channels.told_lately import Taps
from bot.engine.inbox import Update
from bot.engine.lanes import Engine
from bot.logs import log_failure
from bot.messages import Channel
from bot.texts import operator as words

log = logging.getLogger(__name__)

KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL = 25  # seconds that a getUpdates may stay open
LOOK_SECONDS = 60  # between two questions whether the token is good, behind a webhook
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PATH = "/webhook/telegram"


def make_bot(token: str, api: str, proxy: str) -> tuple[Bot, HTTPXRequest]:
    """The bot, and the connection on which updates are fetched."""
    fetching = HTTPXRequest(connection_pool_size=2, proxy=proxy or None)
    sending = HTTPXRequest(connection_pool_size=16, pool_timeout=30, read_timeout=20, proxy=proxy or None)
    bot = Bot(token, f"{api}/bot", f"{api}/file/bot", request=sending, get_updates_request=fetching)
    return bot, fetching


class TelegramFeed:
    """Brings updates into the inbox, by polling or by webhook."""

    def __init__(self, bot: Bot, fetching: HTTPXRequest, engine: Engine, secret: str) -> None:
        self._bot = bot
        self._fetching = fetching
        self._engine = engine
        self._secret = secret
        self._offset = 0
        self._taps = Taps()
        self._spinners: set[asyncio.Task[None]] = set()

    async def run(self, webhook_url: str = "") -> None:
        """Connect, tell Telegram how to deliver, and poll for ever; behind a webhook only ask now and then."""
        await self._persist(lambda: self._connect(webhook_url))
        while True:
            await self._persist(self._look if webhook_url else self._fetch)

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    def routes(self) -> list[Route]:
        """The address of the webhook."""
        return [Route(PATH, self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """A pushed update: checked, committed, then acknowledged."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        try:
            raw = storable(json.loads(await read_body(request)))
        except BodyTooLarge:
            self._engine.inbox.refused(Channel.TELEGRAM, "too large", self._engine.seconds())
            return Response(status_code=200)  # refusing it would make Telegram send it for a day
        except (ValueError, RecursionError):
            return Response(status_code=400)
        self._take([raw])
        return Response(status_code=200)

    async def _connect(self, webhook_url: str) -> None:
        await self._bot.initialize()
        self._engine.inform(telegram_link=f"https://t.me/{self._bot.username}")
        await self._bot.set_my_commands([BotCommand(name, text) for name, text in words.TELEGRAM_COMMANDS])
        if webhook_url:
            await self._bot.set_webhook(
                webhook_url + PATH, secret_token=self._secret, allowed_updates=KINDS, max_connections=40
            )
        else:
            await self._bot.delete_webhook(drop_pending_updates=False)
        self._engine.contacts.reached(Channel.TELEGRAM)
        log.info("telegram connected", extra={"facts": {"by": "webhook" if webhook_url else "polling"}})

    async def _fetch(self) -> None:
        """Fetch and commit; asking for the next offset acknowledges what was committed."""
        asked = {
            "offset": self._offset,
            "limit": 100,
            "timeout": LONG_POLL,
            "allowed_updates": json.dumps(KINDS),
        }
        # Bot.get_updates would parse the whole batch, and one malformed update would hide the others
        url = f"{self._bot.base_url}/getUpdates?{urlencode(asked)}"
        raws = await self._fetching.post(url, read_timeout=LONG_POLL + 10)
        if not isinstance(raws, list):
            raise TelegramError("getUpdates gave no list")
        self._take([storable(raw) for raw in raws])
        ids = [_identity(raw) for raw in raws]
        self._offset = max((i + 1 for i in ids if i is not None), default=self._offset)
        self._engine.contacts.reached(Channel.TELEGRAM)  # not before the commit: a full disk is no contact

    async def _look(self) -> None:
        """Whether Telegram still takes the token, a minute from now."""
        await asyncio.sleep(LOOK_SECONDS)
        await self._bot.get_me()
        self._engine.contacts.reached(Channel.TELEGRAM)

    def _take(self, raws: list[Any]) -> None:
        updates = []
        for raw in raws:
            identity = _identity(raw)
            if identity is None:
                self._engine.inbox.refused(Channel.TELEGRAM, "no update_id", self._engine.seconds())
                continue
            if self._is_second_tap(raw):
                continue
            body = json.dumps(raw, ensure_ascii=False)
            updates.append(Update(Channel.TELEGRAM, str(identity), _chat(raw), body))
        self._engine.accept(updates)

    def _is_second_tap(self, raw: dict[str, Any]) -> bool:
        """A quick second tap on the same button: only its spinner is ended."""
        query = raw.get("callback_query")
        message = query.get("message") if isinstance(query, dict) else None
        if not isinstance(query, dict) or not isinstance(message, dict):
            return False
        if not self._taps.again(_chat(raw), (str(message.get("message_id")), str(query.get("data")))):
            return False
        task = asyncio.get_running_loop().create_task(self._end_spinner(str(query.get("id"))))
        self._spinners.add(task)
        task.add_done_callback(self._spinners.discard)
        return True

    async def _end_spinner(self, query: str) -> None:
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(query)

    async def _persist(self, attempt: Callable[[], Awaitable[None]]) -> None:
        """Try until it works; say plainly what stands in the way, once for each new kind of trouble."""
        pause, said = FIRST_PAUSE, ""
        while True:
            try:
                await attempt()
                return
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except Exception as error:  # the loop must outlive everything, a full disk too
                kind = type(error).__name__
                if said != kind:
                    _report(error)
                said = kind
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


def _report(error: Exception) -> None:
    sentence = words.TELEGRAM_TROUBLE.get(type(error).__name__)
    if sentence:
        log.error(sentence)
    else:
        log_failure(log, "telegram contact", error)


def _identity(raw: Any) -> int | None:
    identity = raw.get("update_id") if isinstance(raw, dict) else None
    return identity if isinstance(identity, int) and not isinstance(identity, bool) else None


def _chat(raw: dict[str, Any]) -> str:
    """The chat of a raw update; malformed ones share a lane, where they are set aside."""
    for kind in KINDS:
        part = raw.get(kind)
        if isinstance(part, dict):
            message = part.get("message") if kind == "callback_query" else part
            chat = message.get("chat") if isinstance(message, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return str(chat["id"])
    return "?"
