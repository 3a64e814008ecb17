"""A Zalo Official Account's interface as public sources describe it: signed events, tokens that work once, windows."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.doubles.pictures import kind_of

APP_ID, APP_SECRET, OA_SECRET, OA_ID = "1122334455", "app-secret-for-tests", "oa-secret-for-tests", "579745863508352884"
FIRST_REFRESH = "first-refresh-token"
LARGEST_PICTURE = 1024 * 1024


class ZaloOADouble:
    """The state of the server and the application that serves it."""

    def __init__(self) -> None:
        self.address = ""
        self.seen: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.refresh, self.access = FIRST_REFRESH, ""
        self.used: set[str] = set()
        self.refreshes = 0
        self.errors: list[int] = []  # answers of the next sends
        self.upload_errors: list[int] = []  # and of the next uploads
        self.uploads: dict[str, bytes] = {}  # attachment id → picture
        self._next = 0
        self.app = Starlette(
            routes=[
                Route("/v4/oa/access_token", self._token, methods=["POST"]),
                Route("/v3.0/oa/message/cs", self._send, methods=["POST"]),
                Route("/v2.0/oa/getoa", self._info, methods=["GET"]),
                Route("/v2.0/oa/upload/image", self._upload, methods=["POST"]),
            ]
        )

    def environment(self) -> dict[str, str]:
        """The product's settings for this account."""
        return {
            "DANBIET_ZALO_OA_APP_ID": APP_ID,
            "DANBIET_ZALO_OA_APP_SECRET": APP_SECRET,
            "DANBIET_ZALO_OA_SECRET": OA_SECRET,
            "DANBIET_ZALO_OA_REFRESH_TOKEN": FIRST_REFRESH,
            "DANBIET_ZALO_OA_API": self.address,
            "DANBIET_ZALO_OA_OAUTH": self.address,
        }

    def event(self, person: str, name: str = "user_send_text", **message: Any) -> dict[str, Any]:
        """An event of a person."""
        self._next += 1
        return {
            "app_id": APP_ID,
            "user_id_by_app": f"by-app-{person}",
            "event_name": name,
            "timestamp": str(int(time.time() * 1000)),
            "sender": {"id": person},
            "recipient": {"id": OA_ID},
            "message": {"msg_id": f"z{self._next}", **message},
        }

    async def push(self, http: httpx.AsyncClient, event: dict[str, Any], *, prefix: str = "mac=") -> int:
        """Deliver an event, signed over its raw body; the status code."""
        raw = json.dumps(event, ensure_ascii=False).encode()
        mac = hashlib.sha256(APP_ID.encode() + raw + event["timestamp"].encode() + OA_SECRET.encode()).hexdigest()
        headers = {"X-ZEvent-Signature": prefix + mac, "Content-Type": "application/json"}
        answer = await http.post("/webhook/zalo-oa", content=raw, headers=headers)
        return answer.status_code

    def texts(self, person: str) -> list[str]:
        """What a person sees, oldest first."""
        return [m["text"] for m in self.seen[person]]

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        if request.headers.get("secret_key") != APP_SECRET or form.get("app_id") != APP_ID:
            return JSONResponse({"error": -14004, "error_name": "Invalid secret key"})
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh:
            return JSONResponse({"error": -14020, "error_name": "Invalid refresh token"})
        self.used.add(self.refresh)
        self.refreshes += 1
        self.access, self.refresh = f"access-{self.refreshes}", f"refresh-{self.refreshes}"
        return JSONResponse({"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"})

    async def _send(self, request: Request) -> Response:
        if self.errors:
            return JSONResponse({"error": self.errors.pop(0), "message": "as the test said"})
        if not self.access or request.headers.get("access_token") != self.access:
            return JSONResponse({"error": -216, "message": "Access token is invalid"})
        body = await request.json()
        person, message = body["recipient"]["user_id"], body["message"]
        if not 1 <= len(message["text"]) <= 2000:
            return JSONResponse({"error": -210, "message": "Parameter exceeds allowable limit"})
        if "attachment" in message and not self._good_attachment(message["attachment"]):
            return JSONResponse({"error": -201, "message": "Params is invalid"})
        self.seen[person].append(message)
        quota = {"quota_type": "reply"}
        return JSONResponse({"data": {"message_id": "x", "user_id": person, "quota": quota}, "error": 0})

    async def _info(self, request: Request) -> Response:
        if not self.access or request.headers.get("access_token") != self.access:
            return JSONResponse({"error": -216, "message": "Access token is invalid"})
        return JSONResponse({"data": {"oa_id": OA_ID, "name": "OA of the tests"}, "error": 0, "message": "Success"})

    async def _upload(self, request: Request) -> Response:
        if self.upload_errors:
            return JSONResponse({"error": self.upload_errors.pop(0), "message": "as the test said"})
        if not self.access or request.headers.get("access_token") != self.access:
            return JSONResponse({"error": -216, "message": "Access token is invalid"})
        file = (await request.form()).get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        if kind_of(content) not in {"PNG", "JPEG"}:
            return JSONResponse({"error": -201, "message": "file is invalid. We only support png and jpeg"})
        if len(content) > LARGEST_PICTURE:
            return JSONResponse({"error": -210, "message": "Parameter exceeds allowable limit"})
        identity = f"picture-{len(self.uploads) + 1}"
        self.uploads[identity] = content
        return JSONResponse({"data": {"attachment_id": identity}, "error": 0, "message": "Success"})

    def _good_attachment(self, attachment: dict[str, Any]) -> bool:
        if "template_type" not in attachment["payload"]:
            return _good_buttons(attachment)
        elements = attachment["payload"]["elements"]
        return (
            attachment["type"] == "template"
            and set(attachment["payload"]) == {"template_type", "elements"}
            and attachment["payload"]["template_type"] == "media"
            and len(elements) == 1
            and elements[0]["media_type"] == "image"
            and elements[0]["attachment_id"] in self.uploads
        )


def _good_buttons(attachment: dict[str, Any]) -> bool:
    buttons = attachment["payload"]["buttons"]
    return (
        attachment["type"] == "template"
        and 1 <= len(buttons) <= 5
        and all(
            b["type"] == "oa.query.show" and 1 <= len(b["title"]) <= 100 and 1 <= len(b["payload"]) <= 1000
            for b in buttons
        )
    )
