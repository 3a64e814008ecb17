"""Questions that the operator's commands ask Telegram: who is the bot, and is its webhook ours?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram_feed import PATH, make_bot
from bot.operations.doctor import Finding, check_skew
from bot.settings import Settings
from bot.texts import doctor as words


async def bot_name(settings: Settings) -> str:
    """The bot's name on Telegram, or "" when there is no token or no way to Telegram."""
    if not settings.telegram.token:
        return ""
    bot, _ = make_bot(settings.telegram.token, settings.telegram.api, settings.proxy)
    try:
        await bot.initialize()
        return str(bot.username)
    except TelegramError:
        return ""
    finally:
        await bot.shutdown()


async def check_telegram(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Token, webhook, and the clock against Telegram's."""
    bot, _ = make_bot(settings.telegram.token, settings.telegram.api, settings.proxy)
    try:
        await bot.initialize()
        yield Finding(True, words.TELEGRAM.format(name=bot.username))
        info = await bot.get_webhook_info()
    except InvalidToken:
        yield Finding(False, words.TELEGRAM_REFUSES)
        return
    except TelegramError:
        yield Finding(False, words.TELEGRAM_UNREACHABLE)
        return
    finally:
        await bot.shutdown()
    expected = settings.public_url + PATH if settings.telegram.webhook else ""
    if info.url != expected:
        yield Finding(False, words.WEBHOOK_WRONG.format(url=info.url))
    elif expected:
        yield Finding(True, words.WEBHOOK.format(url=info.url, count=info.pending_update_count))
    else:
        yield Finding(True, words.POLLING.format(count=info.pending_update_count))
    if info.last_error_date:
        when = info.last_error_date.astimezone(now.tzinfo)
        yield Finding(None, words.WEBHOOK_ERROR.format(when=f"{when:%d/%m %H:%M}", url=info.url))
    yield await _skew(settings, now)


async def _skew(settings: Settings, now: datetime) -> Finding:
    """The clock against Telegram's server; the address asked holds no token."""
    async with httpx.AsyncClient(proxy=settings.proxy or None, timeout=10) as http:
        try:
            answer = await http.get(settings.telegram.api)
        except httpx.HTTPError:
            return Finding(None, words.NO_CLOCK)
    return check_skew(now, answer.headers.get("date", ""))
