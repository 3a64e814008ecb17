"""Reading the body of a webhook, with a limit that holds also when no length was announced."""

from __future__ import annotations

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
