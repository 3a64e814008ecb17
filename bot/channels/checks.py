"""What `danbiet doctor` asks the channels: is the token good, is the webhook ours, can the platform be reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import httpx

from bot import lock
from bot.channels.telegram_check import check_telegram
from bot.channels.zalo_bot import ZaloBotClient, ZaloBotError
from bot.channels.zalo_token import AccessToken, TokenError, TokenStore
from bot.database import open_database
from bot.doctor import Finding
from bot.sealing import Seal, load_key
from bot.settings import Settings
from bot.texts import doctor as words


async def check_channels(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """One or two findings for each channel that is set up."""
    if settings.telegram.token:
        async for finding in check_telegram(settings, now):
            yield finding
    async with httpx.AsyncClient(proxy=settings.proxy or None, timeout=10) as http:
        if settings.zalo_bot.token:
            yield await _zalo_bot(settings, http)
        if settings.zalo_oa.app_id:
            yield await _zalo_oa(settings, http, now)
    if not (settings.telegram.token or settings.zalo_bot.token or settings.zalo_oa.app_id):
        yield Finding(None, words.NO_CHANNEL)


async def _zalo_bot(settings: Settings, http: httpx.AsyncClient) -> Finding:
    try:
        await ZaloBotClient(http, settings.zalo_bot.api, settings.zalo_bot.token).call("getMe")
    except ZaloBotError as error:
        return Finding(False, words.ZALO_BOT_BAD.format(code=error.code))
    except httpx.HTTPError:
        return Finding(False, words.ZALO_UNREACHABLE)
    return Finding(True, words.ZALO_BOT)


async def _zalo_oa(settings: Settings, http: httpx.AsyncClient, now: datetime) -> Finding:
    """Renews a token that is over, unless the product runs: the refresh token works once, for one of the two."""
    chosen = settings.zalo_oa
    seal = Seal(load_key(settings.data / "keys" / "bot.key", settings.key))
    store = TokenStore(open_database(settings.data / "bot.db"), seal)
    access, _, ends_at = store.load(chosen.refresh_token)
    if access and now.timestamp() < ends_at:
        return Finding(True, words.ZALO_OA)
    try:
        held = lock.hold(settings.data / "serve.lock")
    except lock.AlreadyRunning:
        return Finding(None, words.ZALO_OA_RENEWS)
    token = AccessToken(
        http,
        store,
        oauth=chosen.oauth,
        app_id=chosen.app_id,
        app_secret=chosen.app_secret,
        seed=chosen.refresh_token,
        now=lambda: int(now.timestamp()),
    )
    try:
        await token.get()
    except TokenError as error:
        return Finding(False, words.ZALO_OA_BAD.format(code=error.code))
    except httpx.HTTPError:
        return Finding(False, words.ZALO_UNREACHABLE)
    finally:
        held.close()
    return Finding(True, words.ZALO_OA)
