"""`danbiet ask` and `danbiet chat`: a question from the command line, a conversation in the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from bot import settings
from bot.channels import terminal
from bot.clock import vietnam_now
from bot.conversation import Services, State, respond
from bot.conversation.parts.model import Library
from bot.engine.database import DATABASE_ERRORS
from bot.engine.desk_beside import DeskBeside, open_desk
from bot.messages import Channel, Incoming
from bot.operations.stage import Stage, stage_of
from bot.services import open_services
from bot.settings import Settings
from bot.submissions import open_if_begun
from bot.texts import command as words
from bot.texts import submissions as submission_words
from bot.texts.answers import note_text
from knowledge.model import Amendment, Answer, Card, Hit, Statement


@click.command()
@click.argument("question")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Trả lời theo luật của ngày này.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON cho máy đọc.")
def ask(question: str, as_of: Any, as_json: bool) -> None:
    """Hỏi một câu, nhận điều luật trả lời kèm căn cứ.

    Ví dụ: danbiet ask "công ty có được phạt tiền khi đi trễ không"
    """
    if not question.strip():
        raise click.ClickException(words.ASK_NOTHING)
    library = _open_library()
    day = as_of.date() if as_of else vietnam_now().date()
    if as_json:
        click.echo(json.dumps(as_object(library.answer(question, day)), ensure_ascii=False))
        return
    now = vietnam_now().replace(year=day.year, month=day.month, day=day.day)
    incoming = Incoming(Channel.TERMINAL, question, limit=terminal.LIMIT)
    _, replies = respond(State(), incoming, services=Services(library), now=now)
    for reply in replies:
        click.echo(reply.text)


@click.command()
def chat() -> None:
    """Trò chuyện ngay trong cửa sổ lệnh, như trên Telegram hay Zalo; kiến nghị gửi ở đây là gửi thật.

    Ví dụ: danbiet chat
    """
    services = _services(settings.load())
    click.echo(words.CHAT_HELLO + "\n", err=True)
    terminal.talk(_typed(), lambda text: click.echo(text + "\n"), services=services, now=vietnam_now)


def _services(chosen: Settings) -> Services:
    """The same as `danbiet serve` has, petitions among them."""
    try:
        feedback = open_if_begun(chosen)
        if stage_of(chosen.data) is Stage.TRIAL:
            click.secho(submission_words.TRIAL, fg="red", bold=True, err=True)
        desk = DeskBeside(open_desk(chosen))
        return open_services(chosen, _open_library(), feedback, desk)
    except (OSError, *DATABASE_ERRORS) as error:
        raise click.ClickException(words.CANNOT_START.format(error=type(error).__name__)) from None


def as_object(answer: Answer) -> dict[str, Any]:
    """The answer as `ask --json` prints it; one hit is one article, with the text that answers first."""
    return {
        "question": answer.question,
        "rewritten": answer.rewritten,
        "as_of": answer.as_of.isoformat(),
        "answered": answer.answered,
        "chance": round(answer.chance, 4),
        "pointer": answer.pointer,
        "hits": [_hit_object(hit) for hit in answer.hits],
    }


def _hit_object(hit: Hit) -> dict[str, Any]:
    passage = hit.passages[0]
    return {
        "document": hit.citation.document,
        "article": hit.citation.article,
        "clause": hit.citation.clause,
        "point": hit.citation.point,
        "title": hit.title,
        "text": passage.clause.full_text() if passage.clause else passage.article.full_text(),
        "source": passage.source.value,
        "in_force": hit.in_force,
        "score": round(hit.score, 4),
        "notes": [note_text(note) for note in hit.notes],
        "references": [key for p in hit.passages for key in p.article.see],
        "audience": [audience.value for audience in hit.audience],
        "amendments": [_amendment_object(amendment) for amendment in hit.amendments],
        "card": _card_object(hit.card) if hit.card else None,
    }


def _amendment_object(amendment: Amendment) -> dict[str, Any]:
    since = amendment.effective_on.isoformat() if amendment.effective_on else None
    return {"by": amendment.by, "effective_on": since, "text": amendment.text}


def _card_object(card: Card) -> dict[str, Any]:
    """A card with the sums of the day; what each part rests on as "document:article:clause:point"."""
    return {
        "name": card.name,
        "answer": _statement_object(card.answer),
        "steps": [_statement_object(step) for step in card.steps],
        "exceptions": [_statement_object(exception) for exception in card.exceptions],
    }


def _statement_object(statement: Statement) -> dict[str, Any]:
    return {"text": statement.text, "citations": [citation.place for citation in statement.citations]}


def _open_library() -> Library:
    from knowledge.library import Library as Opened  # slow to import: only when a command needs it

    return Opened.open(settings.load().data, lambda line: click.echo(line, err=True))


def _typed() -> Iterator[str]:
    """What the person types, until the end of input."""
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\n")
