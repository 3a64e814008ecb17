"""Calls of a Zalo Official Account's interface: the token in a header, renewed once when Zalo does not take it."""

from __future__ import annotations

from typing import Any

import httpx

from bot.channels.zalo_token import AccessToken

BAD_TOKEN = {-216, -220}


class ZaloOAError(Exception):
    """Zalo answered with an error; the message is kept out: it can hold texts."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


class ZaloOAClient:
    """POSTs to Zalo in the account's name."""

    def __init__(self, http: httpx.AsyncClient, api: str, token: AccessToken) -> None:
        self._http = http
        self._api = api
        self._token = token

    async def call(self, path: str, **content: Any) -> Any:
        """The answer's `data`, or ZaloOAError; `content` is `json=…` or `files=…`.

        With a token that Zalo does not take any more, renew it and call once more.
        """
        token = await self._token.get()
        try:
            return await self._post(path, token, content)
        except ZaloOAError as error:
            if error.code not in BAD_TOKEN:
                raise
            return await self._post(path, await self._token.get(refused=token), content)

    async def _post(self, path: str, token: str, content: dict[str, Any]) -> Any:
        answer = await self._http.post(self._api + path, headers={"access_token": token}, **content)
        try:
            body = answer.json()
            error = body["error"]
        except (ValueError, KeyError, TypeError):
            raise ZaloOAError(answer.status_code) from None
        if error != 0:
            raise ZaloOAError(error if isinstance(error, int) else answer.status_code)
        return body.get("data")
