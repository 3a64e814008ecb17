"""`danbiet knowledge desk`: questions that were not answered well, to be tied to an article or marked out of scope."""

from __future__ import annotations

import json

import click

from bot import settings
from bot.clock import vietnam_now
from bot.engine.desk_beside import open_desk
from bot.texts import desk as words
from knowledge.desk import Desk, OpenQuestion
from knowledge.model import KnowledgeError


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="In danh sách JSON cho máy đọc.")
@click.pass_context
def desk(ctx: click.Context, as_json: bool) -> None:
    """Câu hỏi chưa trả lời được: xem, gắn vào điều luật, hoặc bỏ ra ngoài.

    Ví dụ: danbiet knowledge desk
    """
    if ctx.invoked_subcommand:
        return
    rows = _open().open()
    if as_json:
        listed = [{"id": q.id, "day": q.day.isoformat(), "reason": q.reason, "question": q.question} for q in rows]
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            words.ROW.format(id=row.id, day=f"{row.day:%d/%m}", reason=words.REASONS[row.reason], q=row.question)
        )
    click.echo(words.COUNT.format(count=len(rows)), err=True)


@desk.command()
@click.argument("number", type=int)
@click.argument("place")
def tie(number: int, place: str) -> None:
    """Gắn câu hỏi vào một điều luật; từ đó câu hỏi giống vậy được trả lời.

    Ví dụ: danbiet knowledge desk tie 12 "Điều 43 145/2020/NĐ-CP"
    """
    from knowledge.library import Library

    store = _open()
    question = _find(store, number)
    library = Library.open(settings.load().data, lambda line: click.echo(line, err=True))
    hits = library.answer(place, vietnam_now().date()).hits
    direct = hits[0] if hits and hits[0].citation.article in place else None
    if direct is None:
        raise KnowledgeError(words.NO_ARTICLE.format(place=place))
    library.questions.add([(question.question, direct.citation.key)])
    store.remove(number)
    click.echo(words.TIED.format(article=direct.citation.article, document=direct.citation.document))


@desk.command("out-of-scope")
@click.argument("number", type=int)
def out_of_scope(number: int) -> None:
    """Câu hỏi không thuộc việc của Dân Biết.

    Ví dụ: danbiet knowledge desk out-of-scope 12
    """
    store = _open()
    store.mark_out_of_scope(_find(store, number).id)
    click.echo(words.MARKED)


@desk.command()
@click.argument("number", type=int)
def remove(number: int) -> None:
    """Xóa hẳn một câu hỏi, thí dụ khi còn sót tên người.

    Ví dụ: danbiet knowledge desk remove 12
    """
    store = _open()
    store.remove(_find(store, number).id)
    click.echo(words.REMOVED)


def _open() -> Desk:
    return open_desk(settings.load())


def _find(store: Desk, number: int) -> OpenQuestion:
    question = store.find(number)
    if question is None:
        raise KnowledgeError(words.NO_QUESTION.format(number=number))
    return question
