"""`danbiet serve`: the web pages, the webhooks, the polling and the clock, in one process."""

from __future__ import annotations

import click
import uvicorn

from bot import app, logs, settings
from bot.texts import command as words


@click.command()
def serve() -> None:
    """Chạy Dân Biết: trang web và mọi kênh đã cài. Dừng bằng Ctrl+C.

    Không cần cài gì thêm: mở http://127.0.0.1:8080 là hỏi được ngay. Các cài đặt có trong .env.example.

    Ví dụ: danbiet serve
    """
    chosen = settings.load()
    logs.set_up()
    from knowledge.library import Library

    built = app.build(chosen, Library.open(chosen.data))
    click.echo(words.SERVING.format(host=chosen.host, port=chosen.port), err=True)
    uvicorn.run(
        built.web,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
        server_header=False,
    )
