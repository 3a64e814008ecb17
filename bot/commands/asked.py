"""`danbiet knowledge asked`: how many questions came, by topic and outcome, without anybody behind them."""

from __future__ import annotations

import json
from datetime import timedelta

import click

from bot import settings
from bot.clock import vietnam_now
from bot.texts import asked as words
from knowledge.handbook.bundled import read_topics
from knowledge.question_counts import LEAST_SHOWN, QuestionCounts


@click.command()
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 800), help="Tính từ mấy ngày trước.")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
def asked(days: int, as_json: bool) -> None:
    """Đếm câu hỏi theo chủ đề và kết quả, không có chữ nào của người hỏi.

    Ví dụ: danbiet knowledge asked --days 90
    """
    last = vietnam_now().date()
    first = last - timedelta(days=days - 1)
    rows = list(QuestionCounts(settings.load().data / "counts.db").between(first, last))
    if as_json:
        listed = [{"topic": r.topic, "outcome": r.outcome, "count": r.shown} for r in rows]
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    if not rows:
        click.echo(words.NOTHING)
        return
    titles = {topic.id: topic.title for topic in read_topics()}
    click.echo(words.HEAD.format(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}", least=LEAST_SHOWN))
    for row in rows:
        topic = titles.get(row.topic, row.topic) or words.NO_TOPIC
        count = words.FEW.format(least=LEAST_SHOWN) if row.shown is None else str(row.shown)
        click.echo(words.ROW.format(topic=topic[:44], outcome=words.OUTCOMES[row.outcome], count=count))
