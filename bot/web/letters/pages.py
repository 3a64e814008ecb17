"""`/don-mau`: letters to fill in. What is typed goes into the answer and nowhere else."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.texts import letters as words
from bot.texts import web as web_words
from bot.texts.letters import Letter
from bot.web.forms import FormTooLarge, field, read_form
from bot.web.guard import LARGEST_FORM
from bot.web.letters.fill import BY_ID, as_text, body, read_fields, signed
from bot.web.letters.word_file import as_word
from bot.web.templates import templates

PATH = "/don-mau"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes() -> list[Route]:
    """The list, each template, and the filled letter as page, text and Word file."""
    return [
        Route(PATH, index),
        Route(PATH + "/{id}", empty),
        Route(PATH + "/{id}", filled, methods=["POST"]),
        Route(PATH + "/{id}/don.docx", word_file, methods=["POST"]),
        Route(PATH + "/{id}/don.txt", text_file, methods=["POST"]),
    ]


async def index(request: Request) -> Response:
    """All templates."""
    facts = {"page": words, "here": PATH, "letters": words.LETTERS}
    return templates.TemplateResponse(request, "letters.html", facts)


async def empty(request: Request) -> Response:
    """One template to fill in."""
    return _page(request, _letter(request), {}, done=False)


async def filled(request: Request) -> Response:
    """The letter as it will be printed; or the form again, to be changed."""
    letter = _letter(request)
    typed = await _typed(request, letter)
    if typed is None:
        return PlainTextResponse(web_words.TOO_BIG, 413)
    said, changes = typed
    return _page(request, letter, said, done=not changes)


async def word_file(request: Request) -> Response:
    """The letter as a Word document."""
    letter = _letter(request)
    typed = await _typed(request, letter)
    if typed is None:
        return PlainTextResponse(web_words.TOO_BIG, 413)
    return _file(await run_in_threadpool(as_word, letter, typed[0]), WORD, "don.docx")


async def text_file(request: Request) -> Response:
    """The letter as plain text."""
    letter = _letter(request)
    typed = await _typed(request, letter)
    if typed is None:
        return PlainTextResponse(web_words.TOO_BIG, 413)
    return _file(as_text(letter, typed[0]).encode("utf-8-sig"), "text/plain; charset=utf-8", "don.txt")


def _letter(request: Request) -> Letter:
    letter = BY_ID.get(request.path_params["id"])
    if letter is None:
        raise HTTPException(404)
    return letter


async def _typed(request: Request, letter: Letter) -> tuple[dict[str, str], bool] | None:
    """The fields, and whether they are to be changed; None for a body that is no letter."""
    try:
        form = await read_form(request, LARGEST_FORM)
    except FormTooLarge:
        return None
    return read_fields(letter, {name: field(form, name) for name in form}), field(form, "change") == "1"


def _page(request: Request, letter: Letter, said: dict[str, str], *, done: bool) -> Response:
    facts = {
        "page": words,
        "here": PATH,
        "letter": letter,
        "said": said,
        "done": done,
        "body": body(letter, said),
        "signed": signed(said),
    }
    return templates.TemplateResponse(request, "letter.html", facts)


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
