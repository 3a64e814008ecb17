"""The QR code of the installation's own address as a public picture, for platforms that fetch pictures themselves.

It takes nothing from the request, so nobody can make this server draw another address.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.posters.qr_code import as_png

PATH = "/ma-qr.png"
CACHE = "public, max-age=86400"


def routes(public_url: str) -> list[Route]:
    """The picture's address, where the installation has one of its own."""

    async def picture(request: Request) -> Response:
        return Response(as_png(public_url), media_type="image/png", headers={"Cache-Control": CACHE})

    return [Route(PATH, picture)] if public_url else []
