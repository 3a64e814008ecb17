"""What `danbiet doctor` asks the channels: is the token good, is the webhook ours, can the platform be reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime

import httpx
from sqlite_utils import Database

from bot.channels.zalo_bot import ZaloBotClient, ZaloBotError
from bot.channels.zalo_calls import ZaloOAClient, ZaloOAError
from bot.channels.zalo_token import AccessToken, TokenError, TokenStore
from bot.engine.database import DATABASE_ERRORS, look_into, open_database
from bot.engine.sealing import Seal, SealingError, read_key
from bot.operations import lock
from bot.operations.doctor import Finding
from bot.operations.key_check import check_key
from bot.operations.telegram_check import check_telegram
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


async def check_running(settings: Settings) -> AsyncIterator[Finding]:
    """What the running product says of itself."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 (asked, not bound)
    try:
        async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
            troubles = (await http.get(f"http://{host}:{settings.port}/healthz")).json()["troubles"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        yield Finding(None, words.NOT_RUNNING.format(host=host, port=settings.port))
        return
    for trouble in troubles:
        yield Finding(False, words.RUNNING_LATE.get(trouble) or words.RUNNING_SILENT.format(channel=trouble))
    if not troubles:
        yield Finding(True, words.RUNNING)


async def _zalo_bot(settings: Settings, http: httpx.AsyncClient) -> Finding:
    try:
        await ZaloBotClient(http, settings.zalo_bot.api, settings.zalo_bot.token).call("getMe")
    except ZaloBotError as error:
        return Finding(False, words.ZALO_BOT_BAD.format(code=error.code))
    except httpx.HTTPError:
        return Finding(False, words.ZALO_UNREACHABLE)
    return Finding(True, words.ZALO_BOT)


async def _zalo_oa(settings: Settings, http: httpx.AsyncClient, now: datetime) -> Finding:
    """Zalo is asked with the token that is kept.

    One that it refuses is renewed here, unless the product runs and does it: the refresh token works once, for one of
    the two. Before the product's first start there is nowhere to keep a new pair, so none is asked for.
    """
    keys, path = settings.data / "keys" / "bot.key", settings.data / "bot.db"
    try:
        if not path.exists() or not check_key(keys, settings.key):
            return Finding(None, words.ZALO_OA_FIRST)
        with closing(look_into(path)) as kept:
            client = _client(settings, http, Database(kept), now)
            if await client.is_taken():
                return Finding(True, words.ZALO_OA)
        with closing(lock.hold(settings.data / "serve.lock")):
            db = open_database(path)
            try:
                await _client(settings, http, db, now).look()
            finally:
                db.close()
    except lock.AlreadyRunning:
        return Finding(None, words.ZALO_OA_RENEWS)
    except TokenError as error:
        return Finding(False, words.ZALO_OA_BAD.format(code=error.code))
    except ZaloOAError as error:
        return Finding(False, words.ZALO_OA_ERROR.format(code=error.code))
    except httpx.HTTPError:
        return Finding(False, words.ZALO_UNREACHABLE)
    except (OSError, *DATABASE_ERRORS, SealingError):
        return Finding(None, words.ZALO_OA_UNKNOWN)  # the reason has its own line
    return Finding(True, words.ZALO_OA)


def _client(settings: Settings, http: httpx.AsyncClient, db: Database, now: datetime) -> ZaloOAClient:
    chosen = settings.zalo_oa
    token = AccessToken(
        http,
        TokenStore(db, Seal(read_key(settings.data / "keys" / "bot.key", settings.key))),
        oauth=chosen.oauth,
        app_id=chosen.app_id,
        app_secret=chosen.app_secret,
        seed=chosen.refresh_token,
        now=lambda: int(now.timestamp()),
    )
    return ZaloOAClient(http, chosen.api, token)
