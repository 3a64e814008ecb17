"""The calculators under /tinh: a form with all questions, each may stay empty; no cookie, nothing stored.

Answers come by POST, so that nobody's wage stands in an address or a server's log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.ask.card import Find
from bot.conversation.calculate.view import result_blocks
from bot.conversation.parts.model import Library
from bot.texts import calculate as words
from bot.texts import web
from bot.web.forms import FormTooLarge, field, read_form
from bot.web.guard import LARGEST_FORM
from bot.web.templates import templates
from knowledge.calculators.asking import progress
from knowledge.calculators.calculator import Calculator
from knowledge.calculators.every import CALCULATORS, addressed

LONGEST_ANSWER = 200


class CalculatorPages:
    """The pages /tinh and /tinh/{name}."""

    def __init__(self, library: Library, today: Callable[[], date]) -> None:
        self._library = library
        self._today = today

    def routes(self) -> list[Route]:
        """The addresses of the calculators."""
        return [
            Route("/tinh", self.index),
            Route("/tinh/{slug}", self.form),
            Route("/tinh/{slug}", self.work_out, methods=["POST"]),
        ]

    async def index(self, request: Request) -> Response:
        """What can be calculated."""
        return self._page(request, "calculators.html", calculators=CALCULATORS)

    async def form(self, request: Request) -> Response:
        """The empty form."""
        return self._form(request, _calculator(request), {})

    async def work_out(self, request: Request) -> Response:
        """The result above the form with what was typed; or what was not understood, beside its question."""
        calculator = _calculator(request)
        try:
            sent = await read_form(request, LARGEST_FORM)
        except FormTooLarge:
            return PlainTextResponse(web.TOO_BIG, 413)
        said = {q.name: field(sent, q.name)[:LONGEST_ANSWER] for q in calculator.questions}
        done = progress(calculator, said, self._today(), self._library.wage_places)
        if done.unread:
            trouble = {question.name: words.NOT_READ[question.kind] for question in done.unread}
            return self._form(request, calculator, said, status=422, trouble=trouble)
        blocks = tuple(result_blocks(calculator.work_out(done.values), self._find()))
        return self._form(request, calculator, said, blocks=blocks)

    def _find(self) -> Find:
        today = self._today()
        return lambda citation: self._library.article(citation.document, citation.article, today, citation)

    def _form(
        self, request: Request, calculator: Calculator, said: Mapping[str, str], *, status: int = 200, **facts: object
    ) -> Response:
        facts = {"calculator": calculator, "said": said, "trouble": {}, "blocks": (), **facts}
        return self._page(request, "calculator.html", status=status, **facts)

    def _page(self, request: Request, template: str, *, status: int = 200, **facts: object) -> Response:
        return templates.TemplateResponse(
            request, template, {"here": "/tinh", "page": words, **facts}, status_code=status
        )


def _calculator(request: Request) -> Calculator:
    found = addressed(request.path_params["slug"])
    if found is None:
        raise HTTPException(404)
    return found
