"""Reading what a platform sends: bodies with a limit that holds also when no length was announced, and JSON whose every
text can be stored.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

LARGEST = 1024 * 1024  # bytes


class BodyTooLarge(Exception):
    """The body has more bytes than a webhook ever has."""


async def read_body(request: Request, largest: int = LARGEST) -> bytes:
    """The whole body; raises BodyTooLarge as soon as it passes `largest` bytes."""
    parts = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)


def storable(value: Any) -> Any:
    """A value read from JSON, in whose texts "?" stands for half of a surrogate pair: no encoding can write that."""
    text = json.dumps(value, ensure_ascii=False)
    whole = text.encode(errors="replace").decode()
    return value if whole == text else json.loads(whole)
