"""Which channels are set up: each with its adapter at the engine, its routes, and its task while the product runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from sqlite_utils import Database
from starlette.routing import Route

from bot.channels.telegram import TelegramAdapter
from bot.channels.telegram_feed import LOOK_SECONDS, TelegramFeed, make_bot
from bot.channels.zalo_bot import ZaloBotAdapter, ZaloBotClient, ZaloBotFeed
from bot.channels.zalo_calls import ZaloOAClient
from bot.channels.zalo_oa import FREE_WINDOW, PAID_WINDOW, ZaloOAAdapter, ZaloOAFeed
from bot.channels.zalo_token import AccessToken, TokenStore
from bot.engine.lanes import Engine
from bot.engine.pace import Pace
from bot.engine.sealing import Seal
from bot.logs import log_failure
from bot.messages import Channel
from bot.settings import Settings

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0


@dataclass(slots=True)
class Channels:
    """What the set-up channels add to the product."""

    routes: list[Route] = field(default_factory=list)
    tasks: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    closers: list[Callable[[], Awaitable[None]]] = field(default_factory=list)


def set_up(settings: Settings, engine: Engine, db: Database, seal: Seal) -> Channels:
    """Telegram and Zalo, as far as their settings are there."""
    channels = Channels()
    if settings.telegram.token:
        _telegram(settings, engine, seal, channels)
    if settings.zalo_bot.token or settings.zalo_oa.app_id:
        http = httpx.AsyncClient(proxy=settings.proxy or None, timeout=10)
        if settings.zalo_bot.token:
            _zalo_bot(settings, engine, seal, http, channels)
        if settings.zalo_oa.app_id:
            _zalo_oa(settings, engine, db, seal, http, channels)
        channels.closers.append(http.aclose)
    return channels


def webhook_secret(seal: Seal, channel: Channel) -> str:
    """The secret that a platform repeats with each delivery; it follows from the installation key."""
    return seal.mark("webhook", channel).hex()


def _telegram(settings: Settings, engine: Engine, seal: Seal, channels: Channels) -> None:
    chosen = settings.telegram
    bot, fetching = make_bot(chosen.token, chosen.api, settings.proxy)
    feed = TelegramFeed(bot, fetching, engine, webhook_secret(seal, Channel.TELEGRAM))
    engine.add_channel(Channel.TELEGRAM, TelegramAdapter(bot), Pace(chosen.per_second, each_chat=1))
    url = settings.public_url if chosen.webhook else ""
    channels.routes += feed.routes() if chosen.webhook else []
    engine.contacts.reached(Channel.TELEGRAM)
    channels.tasks.append(lambda: feed.run(url))
    channels.closers.append(feed.close)


def _zalo_bot(settings: Settings, engine: Engine, seal: Seal, http: httpx.AsyncClient, channels: Channels) -> None:
    chosen = settings.zalo_bot
    client = ZaloBotClient(http, chosen.api, chosen.token)
    feed = ZaloBotFeed(client, engine, webhook_secret(seal, Channel.ZALO_BOT))
    engine.add_channel(Channel.ZALO_BOT, ZaloBotAdapter(client, http, settings.public_url), Pace(20, each_chat=1))
    url = settings.public_url if chosen.webhook else ""
    channels.routes += feed.routes() if chosen.webhook else []

    async def poll() -> None:
        while not url:
            await persist("zalo bot polling", feed.fetch)

    async def run() -> None:
        await persist("zalo bot contact", lambda: feed.connect(url))
        await asyncio.gather(keep_contact(engine, Channel.ZALO_BOT, lambda: client.call("getMe")), poll())

    engine.contacts.reached(Channel.ZALO_BOT)
    channels.tasks.append(run)


def _zalo_oa(
    settings: Settings,
    engine: Engine,
    db: Database,
    seal: Seal,
    http: httpx.AsyncClient,
    channels: Channels,
) -> None:
    chosen = settings.zalo_oa
    token = AccessToken(
        http,
        TokenStore(db, seal),
        oauth=chosen.oauth,
        app_id=chosen.app_id,
        app_secret=chosen.app_secret,
        seed=chosen.refresh_token,
        now=engine.seconds,
    )
    window = PAID_WINDOW if chosen.paid_window else FREE_WINDOW
    client = ZaloOAClient(http, chosen.api, token)
    adapter = ZaloOAAdapter(client, http, reply_window=window)
    engine.add_channel(Channel.ZALO_OA, adapter, Pace(50, each_chat=1))  # the app may call 4,000 times a minute
    channels.routes += ZaloOAFeed(engine, chosen.app_id, chosen.oa_secret).routes()
    channels.closers.append(token.settled)
    engine.contacts.reached(Channel.ZALO_OA)
    channels.tasks.append(lambda: keep_contact(engine, Channel.ZALO_OA, client.look))


async def keep_contact(engine: Engine, channel: Channel, look: Callable[[], Awaitable[object]]) -> None:
    """Ask a platform every minute whether it takes our token; while it does not, /healthz is late after a while."""
    while True:
        await persist(f"{channel} contact", look)
        engine.contacts.reached(channel)
        await asyncio.sleep(LOOK_SECONDS)


async def persist(what: str, attempt: Callable[[], Awaitable[object]]) -> None:
    """Try until it works, with growing pauses; a failure is logged once for each new kind."""
    pause, said = 1.0, ""
    while True:
        try:
            await attempt()
            return
        except Exception as error:
            if said != type(error).__name__:
                log_failure(log, what, error)
            said = type(error).__name__
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
