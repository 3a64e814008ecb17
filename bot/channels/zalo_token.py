"""The access token of a Zalo Official Account: 25 hours, renewed with a refresh token that works once.

The new pair is committed, sealed, before it is used; one renewal runs at a time. If the process dies between Zalo's
answer and the commit the pair is lost, and the operator must give a new refresh token: `danbiet doctor` says so.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
from sqlite_utils import Database

from bot.engine.database import durably
from bot.engine.sealing import Seal

EARLY = 600  # seconds before its end at which a token is renewed
PURPOSE = "zalo oa token"


class TokenError(Exception):
    """No access token can be had; `code` is Zalo's error. Holds no token."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


class TokenStore:
    """The present pair of tokens, one sealed row."""

    def __init__(self, db: Database, seal: Seal) -> None:
        self._db = db
        self._seal = seal

    def load(self, seed: str) -> tuple[str, str, int]:
        """Access token, refresh token, end of the access token; those of `seed` when it is a new one."""
        row = self._db.execute("SELECT seed, body FROM zalo_tokens").fetchone()
        if row is None or row[0] != self._seal.mark("zalo seed", seed):
            return "", seed, 0
        body = json.loads(self._seal.open(row[1], PURPOSE))
        return body["access"], body["refresh"], body["ends_at"]

    def save(self, seed: str, access: str, refresh: str, ends_at: int) -> None:
        """Commit a new pair, in the place of the old one."""
        body = json.dumps({"access": access, "refresh": refresh, "ends_at": ends_at})
        with durably(self._db):
            self._db.execute("DELETE FROM zalo_tokens")
            self._db.execute(
                "INSERT INTO zalo_tokens (seed, body) VALUES (?, ?)",
                [self._seal.mark("zalo seed", seed), self._seal.close(body, PURPOSE)],
            )


class AccessToken:
    """Gives a valid access token, renewing it when needed."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        store: TokenStore,
        *,
        oauth: str,
        app_id: str,
        app_secret: str,
        seed: str,
        now: Callable[[], int],
    ) -> None:
        self._http = http
        self._store = store
        self._url = f"{oauth}/v4/oa/access_token"
        self._app_id = app_id
        self._app_secret = app_secret
        self._seed = seed
        self._now = now
        self._lock = asyncio.Lock()

    async def get(self, refused: str = "") -> str:
        """The token to use; `refused` is one that Zalo did not take, and is renewed unless it already was."""
        # whoever waits may be cancelled when the product stops; a renewal that began has spent the refresh token
        return await asyncio.shield(asyncio.create_task(self._valid(refused)))

    async def settled(self) -> None:
        """Wait for a renewal that is under way: its pair must be kept before the product stops."""
        async with self._lock:
            return

    async def _valid(self, refused: str) -> str:
        async with self._lock:
            access, refresh, ends_at = self._store.load(self._seed)
            if access and access != refused and self._now() < ends_at - EARLY:
                return access
            return await self._renew(refresh)

    def kept(self) -> str:
        """The token of the last renewal, good or not; "" when there is none."""
        return self._store.load(self._seed)[0]

    async def _renew(self, refresh: str) -> str:
        form = {"refresh_token": refresh, "app_id": self._app_id, "grant_type": "refresh_token"}
        answer = await self._http.post(self._url, data=form, headers={"secret_key": self._app_secret})
        try:
            body = answer.json()
            access, again = str(body["access_token"]), str(body["refresh_token"])
            ends_at = self._now() + int(body["expires_in"])  # a string, as seen
        except (ValueError, KeyError, TypeError):
            raise TokenError(_error_code(answer)) from None
        self._store.save(self._seed, access, again, ends_at)
        return access


def _error_code(answer: httpx.Response) -> int:
    try:
        code = answer.json().get("error")
    except (ValueError, AttributeError):
        code = None
    return code if isinstance(code, int) else answer.status_code
