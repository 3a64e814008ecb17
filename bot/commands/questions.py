"""`danbiet knowledge questions`: the operator's own sample questions."""

from __future__ import annotations

from pathlib import Path

import click

from bot import settings
from bot.texts import questions as words
from knowledge.library import Library
from knowledge.model import KnowledgeError
from knowledge.questions import OwnQuestions, read_questions


@click.group()
def questions() -> None:
    """Câu hỏi mẫu của riêng nơi bạn: thêm, xem, nhập, xuất.

    Ví dụ: danbiet knowledge questions add "tăng ca chủ nhật tính sao" "45/2019/QH14:98"
    """


@questions.command()
@click.argument("question")
@click.argument("article")
def add(question: str, article: str) -> None:
    """Gắn một câu hỏi với điều luật trả lời nó; có tác dụng ngay.

    Ví dụ: danbiet knowledge questions add "tăng ca chủ nhật tính sao" "Điều 98 Bộ luật Lao động"
    """
    library = Library.open(settings.load().data)
    key = library.find_article(article)
    if key is None:
        raise click.ClickException(words.NO_ARTICLE.format(article=article))
    _add([(question.strip(), key)])


@questions.command("list")
def list_questions() -> None:
    """Liệt kê câu hỏi mẫu.

    Ví dụ: danbiet knowledge questions list
    """
    rows = _own().all()
    for question, article in rows:
        click.echo(f"{article}\t{question}")
    if not rows:
        click.echo(words.NONE, err=True)


@questions.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(path: Path) -> None:
    """Nhập câu hỏi mẫu từ một tệp .jsonl đã xuất ở nơi khác.

    Ví dụ: danbiet knowledge questions import cau_hoi.jsonl
    """
    try:
        rows = list(read_questions(path))
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from None
    library = Library.open(settings.load().data)
    unknown = sorted({article for _, article in rows if library.find_article(article) != article})
    if unknown:
        raise click.ClickException(words.NO_ARTICLE.format(article=", ".join(unknown)))
    _add(rows)


@questions.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path) -> None:
    """Xuất câu hỏi mẫu ra một tệp .jsonl.

    Ví dụ: danbiet knowledge questions export cau_hoi.jsonl
    """
    own = _own()
    path.write_text(own.path.read_text("utf-8") if own.path.exists() else "", "utf-8")
    click.echo(words.EXPORTED.format(count=len(own.all()), path=path))


def _own() -> OwnQuestions:
    return Library.own_questions(settings.load().data)


def _add(rows: list[tuple[str, str]]) -> None:
    click.echo(words.ADDED.format(count=_own().add(rows)))
