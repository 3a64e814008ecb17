"""The handbook as pages: by topic, by document, by search; no cookie, nothing stored.

A search is a POST, so that what people look for does not stand in addresses and server logs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.ask.answering import whole_article
from bot.conversation.ask.card import card_blocks
from bot.conversation.parts.labels import document as document_label
from bot.conversation.parts.model import Library
from bot.texts import web as words
from bot.texts.letters import letters_for
from bot.web.forms import FormTooLarge, field, read_form
from bot.web.guard import LARGEST_FORM
from bot.web.templates import templates
from knowledge.model import Citation, Document, Hit

LONGEST_QUESTION = 300


class Shelf(Library, Protocol):
    """A library that can also list its documents, and take up changes."""

    def documents(self) -> Sequence[Document]: ...
    def prepare(self) -> None: ...
    def reload(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a list of articles."""

    document: str
    article: str
    title: str  # "Điều 43. Tên điều"
    document_title: str = ""


class HandbookPages:
    """The pages under /so-tay."""

    def __init__(self, library: Shelf, today: Callable[[], date]) -> None:
        self._library = library
        self.today = today

    def routes(self) -> list[Route]:
        """The addresses of the handbook."""
        return [
            Route("/so-tay", self.index),
            Route("/so-tay/tim", self.search, methods=["POST"]),
            Route("/so-tay/chu-de/{topic}", self.topic),
            Route("/so-tay/van-ban/{number:path}", self.document),
            Route("/so-tay/dieu/{article}/{number:path}", self.article),
            Route("/tra-loi/{mark}", self.answer),
        ]

    async def index(self, request: Request) -> Response:
        """Topics with their parts, then the documents."""
        topics = self._library.topics()
        tree = [(t, [p for p in topics if p.parent == t.id]) for t in topics if t.parent is None]
        documents = [d for d in self._library.documents() if d.articles]
        return self._page(request, "handbook.html", topics=tree, documents=documents, question="")

    async def topic(self, request: Request) -> Response:
        """The articles of one topic and of its parts."""
        topics = {t.id: t for t in self._library.topics()}
        topic = topics.get(request.path_params["topic"])
        if topic is None:
            raise HTTPException(404)
        parts = [topic.id, *(t.id for t in topics.values() if t.parent == topic.id)]
        hits = [hit for part in parts for hit in self._library.topic_articles(part, self.today())]
        return self._page(request, "articles.html", heading=topic.title, places=_places(hits))

    async def document(self, request: Request) -> Response:
        """The articles of one document."""
        number = request.path_params["number"]
        for document in self._library.documents():
            if document.number == number:
                places = [
                    Place(number, a.number, _named(Citation(number, a.number, part=document.part), a.title))
                    for a in document.articles
                ]
                return self._page(request, "articles.html", heading=document.title, intro=document.note, places=places)
        raise HTTPException(404)

    async def article(self, request: Request) -> Response:
        """One article, whole."""
        number, article = request.path_params["number"], request.path_params["article"]
        hit = self._library.article(number, article, self.today())
        if hit is None:
            raise HTTPException(404)
        blocks = whole_article(hit, self.today()).blocks
        return self._page(
            request,
            "article.html",
            heading=blocks[0].text,
            blocks=blocks[1:],
            number=number,
            document_title=document_label(hit),
            see=_places(self._related(hit)),
        )

    async def answer(self, request: Request) -> Response:
        """One card as a page of its own, to be sent to colleagues."""
        hit = self._library.marked_card(request.path_params["mark"][:64], self.today())
        if hit is None or hit.card is None:
            raise HTTPException(404)
        blocks = tuple(card_blocks(hit, hit.card, self._found))
        title = hit.card.name[:1].upper() + hit.card.name[1:]
        facts = {
            "heading": title,
            "blocks": blocks,
            "about": hit.card.answer.text,
            "basis": hit.citation.key,
            "letters": letters_for(hit.citation.key),
        }
        return self._page(request, "answer.html", **facts)

    def _found(self, citation: Citation) -> Hit | None:
        return self._library.article(citation.document, citation.article, self.today(), citation)

    async def search(self, request: Request) -> Response:
        """The articles that answer a question, best first."""
        try:
            question = field(await read_form(request, LARGEST_FORM), "question")[:LONGEST_QUESTION]
        except FormTooLarge:
            return PlainTextResponse(words.TOO_BIG, 413)
        hits = self._library.answer(question, self.today()).hits if question else ()
        sentence = words.HANDBOOK_FOUND if hits else words.HANDBOOK_NOTHING
        return self._page(
            request,
            "articles.html",
            heading=words.HANDBOOK_SEARCH,
            intro=sentence.format(question=question),
            places=_places(hits[:20]),
            searching=True,
            question=question,
        )

    def _related(self, hit: Hit) -> list[Hit]:
        keys = dict.fromkeys(key for p in hit.passages for key in p.article.see)
        found = []
        for key in keys:
            number, _, article = key.rpartition(":")
            related = self._library.article(number, article, self.today())
            if related:
                found.append(related)
        return found

    def _page(self, request: Request, template: str, **facts: object) -> Response:
        return templates.TemplateResponse(request, template, {"here": "/so-tay", **facts})


def _places(hits: Iterable[Hit]) -> list[Place]:
    """The hits as lines, each article once."""
    unique = {hit.citation.key: hit for hit in hits}
    return [
        Place(h.citation.document, h.citation.article, _named(h.citation, h.title), document_label(h))
        for h in unique.values()
    ]


def _named(citation: Citation, title: str) -> str:
    """ "Điều 43. Tên điều"."""
    return ". ".join(filter(None, [citation.article_name, title]))
