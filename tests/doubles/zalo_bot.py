"""Zalo's Bot Platform as the documents and captures describe it.

Errors inside HTTP 200, 2,000 characters, no buttons.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = f"987654321:ZaloTestToken_{os.getpid():08}"  # of its own: real processes lock their token


class ZaloBotDouble:
    """The state of the server and the application that serves it."""

    def __init__(self) -> None:
        self.address = ""
        self.seen: dict[str, list[str]] = defaultdict(list)
        self.webhook: dict[str, str] = {}
        self.pending: list[dict[str, Any]] = []
        self.errors: list[tuple[int, str]] = []  # answers of the next sendMessage calls
        self.photo_errors: list[tuple[int, str]] = []  # and of the next sendPhoto calls
        self.photos: dict[str, list[str]] = defaultdict(list)  # addresses of the pictures that a person sees
        self.blocked: set[str] = set()
        self._next = 0
        self.app = Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["POST"])])

    def event(self, person: str, name: str = "message.text.received", **content: Any) -> dict[str, Any]:
        """Queue an event of a person; the event."""
        self._next += 1
        message: dict[str, Any] = {
            "from": {"id": person, "display_name": f"Người {person}", "is_bot": False},
            "chat": {"id": person, "chat_type": "PRIVATE"},
            "message_id": f"m{self._next}",
            "date": int(time.time() * 1000),
            **content,
        }
        event = {"event_name": name, "message": {k: v for k, v in message.items() if v is not None}}
        self.pending.append(event)
        return event

    def write(self, person: str, text: str) -> dict[str, Any]:
        """A person writes to the bot."""
        return self.event(person, text=text)

    async def push(self, http: httpx.AsyncClient, secret: str = "") -> list[int]:
        """Deliver what waits to the webhook; the status codes."""
        codes = []
        for event in self.pending:
            headers = {"X-Bot-Api-Secret-Token": secret or self.webhook["secret_token"]}
            answer = await http.post("/webhook/zalo-bot", json={"ok": True, "result": event}, headers=headers)
            codes.append(answer.status_code)
        self.pending.clear()
        return codes

    async def push_again(self, http: httpx.AsyncClient) -> None:
        """Deliver what waits; what gets no 200 stays, as with a platform that retries."""
        for event in list(self.pending):
            headers = {"X-Bot-Api-Secret-Token": self.webhook["secret_token"]}
            try:
                answer = await http.post("/webhook/zalo-bot", json={"result": event}, headers=headers)
            except httpx.HTTPError:
                return
            if answer.status_code == 200:
                self.pending.remove(event)

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != TOKEN:
            return _error(401, "Unauthorized")
        arguments = json.loads(await request.body() or b"{}")
        handler = getattr(self, f"_do_{request.path_params['method'].lower()}", None)
        return await handler(arguments) if handler else _error(404, "Not Found")

    async def _do_getme(self, arguments: dict[str, Any]) -> Response:
        return _result({"id": "1", "account_name": "Bot Dân Biết", "account_type": "BASIC", "can_join_groups": False})

    async def _do_setwebhook(self, arguments: dict[str, Any]) -> Response:
        if not arguments["url"].startswith("https://") or not 8 <= len(arguments["secret_token"]) <= 256:
            return _error(400, "Bad Request")
        self.webhook = arguments
        return _result({"url": arguments["url"]})

    async def _do_deletewebhook(self, arguments: dict[str, Any]) -> Response:
        self.webhook = {}
        return _result({"url": ""})

    async def _do_getupdates(self, arguments: dict[str, Any]) -> Response:
        if self.webhook:
            return _error(400, "Webhook is set")
        for _ in range(int(arguments["timeout"]) * 100):
            if self.pending:
                return _result(self.pending.pop(0))
            await asyncio.sleep(0.01)
        return _error(408, "Request timeout")

    async def _do_sendmessage(self, arguments: dict[str, Any]) -> Response:
        if self.errors:
            return _error(*self.errors.pop(0))
        if arguments["chat_id"] in self.blocked:
            return _error(403, "Forbidden")
        if not 1 <= len(arguments["text"]) <= 2000:
            return _error(400, "Text length must be 1..2000")
        self.seen[arguments["chat_id"]].append(arguments["text"])
        return _result({"message_id": f"s{len(self.seen)}", "date": int(time.time() * 1000)})

    async def _do_sendphoto(self, arguments: dict[str, Any]) -> Response:
        if self.photo_errors:
            return _error(*self.photo_errors.pop(0))
        if arguments["chat_id"] in self.blocked:
            return _error(403, "Forbidden")
        if urlsplit(arguments["photo"]).scheme != "https":
            return _error(400, "Invalid photo")
        if len(arguments["caption"]) > 2000:
            return _error(400, "Caption length must be at most 2000")
        self.seen[arguments["chat_id"]].append(arguments["caption"])
        self.photos[arguments["chat_id"]].append(arguments["photo"])
        return _result({"message_id": f"s{len(self.seen)}", "date": int(time.time() * 1000)})


def _result(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _error(code: int, description: str) -> Response:
    return JSONResponse({"ok": False, "error_code": code, "description": description})
