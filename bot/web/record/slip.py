"""`/phieu`: whether a slip was issued here. It is pasted or laid down as a file, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.parts.model import Services
from bot.texts import petition_pages as words
from bot.web.allowance import Allowance
from bot.web.forms import FormTooLarge, field, read_form
from bot.web.guard import LARGEST_FORM, address_of
from bot.web.templates import templates
from feedback.sealing.slips import read_slip

PATH = "/phieu"
LONGEST = 20_000  # characters


def routes(services: Services) -> list[Route]:
    """The page, empty and with its verdict."""
    allowance = Allowance(60)

    def page(request: Request, facts: Mapping[str, object], status: int = 200) -> Response:
        shown = {"page": words, "here": PATH, "closed": services.petitions is None, **facts}
        return templates.TemplateResponse(request, "slip.html", shown, status_code=status)

    async def empty(request: Request) -> Response:
        return page(request, {})

    async def check(request: Request) -> Response:
        if allowance.wait(address_of(request)):
            return page(request, {"verdict": words.TOO_FAST}, 429)
        try:
            text = await _text(await read_form(request, LARGEST_FORM))
        except FormTooLarge:
            return page(request, {"verdict": words.SLIP_NOT_READ}, 413)
        return page(request, {"typed": text, **await run_in_threadpool(verdict, services, text)})

    return [Route(PATH, empty), Route(PATH, check, methods=["POST"])]


def verdict(services: Services, text: str) -> dict[str, object]:
    """The sentence about a slip, and whether it is good."""
    read = read_slip(text)
    if read is None or services.petitions is None:
        return {"verdict": words.SLIP_NOT_READ}
    if not services.petitions.verify_slip(text):
        return {"verdict": words.SLIP_FALSE}
    trial = {"trial": words.SLIP_TRIAL} if services.trial else {}
    said = words.SLIP_TRUE.format(unit=read.unit_name, day=read.day, number=read.public_no)
    return {"verdict": said, "good": True, **trial}


async def _text(form: FormData) -> str:
    """The pasted words, or those of the file."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename and not field(form, "text"):
        return (await file.read(LONGEST)).decode("utf-8-sig", "replace")
    return field(form, "text")[:LONGEST]
