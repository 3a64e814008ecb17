"""Calls of a Zalo Official Account's interface: the token in a header, renewed once when Zalo does not take it.

To be confirmed by a first live test: that GET getoa costs nothing of the account's quota.
"""

from __future__ import annotations

from typing import Any

import httpx

from bot.channels.zalo_token import AccessToken

INFO = "/v2.0/oa/getoa"
BAD_TOKEN = {-216, -220}


class ZaloOAError(Exception):
    """Zalo answered with an error; the message is kept out: it can hold texts."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


class ZaloOAClient:
    """Calls Zalo in the account's name."""

    def __init__(self, http: httpx.AsyncClient, api: str, token: AccessToken) -> None:
        self._http = http
        self._api = api
        self._token = token

    async def call(self, path: str, **content: Any) -> Any:
        """The answer's `data`, or ZaloOAError; `content` is `json=…` or `files=…`.

        With a token that Zalo does not take any more, renew it and call once more.
        """
        return await self._ask("POST", path, content)

    async def look(self) -> None:
        """Ask who we are: whether Zalo takes the token, or gives a new one."""
        await self._ask("GET", INFO, {})

    async def is_taken(self) -> bool:
        """Whether Zalo takes the token that is kept; nothing is renewed."""
        token = self._token.kept()
        if not token:
            return False
        try:
            await self._send("GET", INFO, token, {})
        except ZaloOAError as error:
            if error.code not in BAD_TOKEN:
                raise
            return False
        return True

    async def _ask(self, method: str, path: str, content: dict[str, Any]) -> Any:
        token = await self._token.get()
        try:
            return await self._send(method, path, token, content)
        except ZaloOAError as error:
            if error.code not in BAD_TOKEN:
                raise
            return await self._send(method, path, await self._token.get(refused=token), content)

    async def _send(self, method: str, path: str, token: str, content: dict[str, Any]) -> Any:
        answer = await self._http.request(method, self._api + path, headers={"access_token": token}, **content)
        try:
            body = answer.json()
            error = body["error"]
        except (ValueError, KeyError, TypeError):
            raise ZaloOAError(answer.status_code) from None
        if error != 0:
            raise ZaloOAError(error if isinstance(error, int) else answer.status_code)
        return body.get("data")
