"""Downloads of pictures that a channel names by address: of Zalo's own hosts only, and never more than 20 MB."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from bot.engine.adapter import FetchFailed

LARGEST = 20 * 1024 * 1024  # bytes
HOSTS = (".zdn.vn", ".zadn.vn", ".zalo.me", ".zaloapp.com")


async def download(http: httpx.AsyncClient, url: str) -> bytes:
    """The bytes behind a Zalo address, or FetchFailed; an address in a message could name any host."""
    host = urlsplit(url).hostname or ""
    if urlsplit(url).scheme != "https" or not host.endswith(HOSTS):
        raise FetchFailed("not_fetched")
    parts, size = [], 0
    try:
        async with http.stream("GET", url, follow_redirects=False) as answer:
            if answer.status_code != 200:
                raise FetchFailed("not_fetched")
            async for part in answer.aiter_bytes():
                size += len(part)
                if size > LARGEST:
                    raise FetchFailed("too_big")
                parts.append(part)
    except httpx.HTTPError:
        raise FetchFailed("not_fetched") from None
    return b"".join(parts)
