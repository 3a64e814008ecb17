"""What every page says about the installation: whose channel it is, its emblem, its telephone, the size of letters."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.texts import web as words
from bot.web.forms import FormTooLarge, read_form
from bot.web.forms import field as form_field
from bot.web.guard import LARGEST_FORM
from feedback.model.union import Tier
from feedback.organisation.tree import ATTACHED
from feedback.organisation.units import Organisation

BIG = "chu_to"  # the cookie of who wants big letters: it says that and nothing else
BIG_SECONDS = 365 * 24 * 3600
EMBLEM = "/bieu-trung.png"
KEPT_SECONDS = 300.0  # for which the union's name is remembered: reorganisations are rare
PUBLIC_CACHE = "public, max-age=3600"


@dataclass(slots=True)
class Site:
    """`organisation` is None where no union has been set up; `emblem` is a picture that the operator may lay down."""

    organisation: Callable[[], Organisation] | None = None
    emblem: Path | None = None
    hotline: str = ""
    public_url: str = ""
    today: Callable[[], date] = date.today
    _name: str = field(default="")
    _read_at: float = field(default=float("-inf"))

    @property
    def union(self) -> str:
        """The federation whose channel this is, "" when there is none yet."""
        if self.organisation and time.monotonic() - self._read_at > KEPT_SECONDS:
            self._name, self._read_at = head_name(self.organisation(), self.today()), time.monotonic()
        return self._name

    def routes(self) -> list[Route]:
        """The emblem, the manifest of an installable page, and the switch of the letters."""
        return [
            Route(EMBLEM, self.picture),
            Route("/danbiet.webmanifest", self.manifest),
            Route("/co-chu", switch_letters, methods=["POST"]),
        ]

    def has_emblem(self) -> bool:
        """Whether the operator laid an emblem into the data folder."""
        return self.emblem is not None and self.emblem.is_file()

    async def picture(self, request: Request) -> Response:
        """The union's emblem."""
        if self.emblem is None or not self.has_emblem():
            return Response(status_code=404)
        return FileResponse(self.emblem, media_type="image/png", headers={"Cache-Control": PUBLIC_CACHE})

    async def manifest(self, request: Request) -> Response:
        """What a telephone needs to lay the page onto its first screen. Nothing works or stays offline."""
        icons = [{"src": f"/static/icon-{n}.png", "sizes": f"{n}x{n}", "type": "image/png"} for n in (192, 512)]
        facts = {"name": words.TITLE, "short_name": words.TITLE, "description": words.ABOUT, "lang": "vi"}
        look = {"display": "standalone", "background_color": "#f3f5f4", "theme_color": "#0b5d4e"}
        return JSONResponse(
            {**facts, "start_url": "/", "scope": "/", **look, "icons": icons},
            media_type="application/manifest+json",
            headers={"Cache-Control": PUBLIC_CACHE},
        )


def head_name(organisation: Organisation, day: date) -> str:
    """The one provincial federation, or the unit above all provinces; "" when there is neither."""
    units = [u for u in organisation.units if u.exists(day) and u.kind not in ATTACHED]
    provinces = [u.name for u in units if u.tier is Tier.PROVINCE]
    centre = [u.name for u in units if u.tier is Tier.CENTRAL]
    return provinces[0] if len(provinces) == 1 else next(iter(centre), "")


def site_facts(request: Request) -> dict[str, Any]:
    """What the frame of every page shows."""
    site: Site = getattr(request.app.state, "site", None) or Site()
    return {
        "site": {
            "union": site.union,
            "hotline": site.hotline,
            "public_url": site.public_url,
            "emblem": EMBLEM if site.has_emblem() else "",
            "big": request.cookies.get(BIG) == "1",
        }
    }


async def switch_letters(request: Request) -> Response:
    """Big letters, or small ones again; back to the page where the switch was pressed."""
    try:
        back = form_field(await read_form(request, LARGEST_FORM), "ve")
    except FormTooLarge:
        back = "/"
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = RedirectResponse(back if is_ours else "/", 303)
    if request.cookies.get(BIG) == "1":
        response.delete_cookie(BIG, path="/", samesite="lax", httponly=True)
    else:
        response.set_cookie(BIG, "1", max_age=BIG_SECONDS, path="/", samesite="lax", httponly=True)
    return response
