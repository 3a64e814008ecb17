"""`danbiet serve`: the web pages, the webhooks, the polling and the clock, in one process."""

from __future__ import annotations

from typing import IO

import click
import uvicorn

from bot import app, lock, logs, settings
from bot.clock import vietnam_now
from bot.settings import Settings
from bot.submissions import begin_trial, open_submissions
from bot.texts import command as words
from bot.texts import submissions as submission_words


@click.command()
def serve() -> None:
    """Chạy Dân Biết: trang web và mọi kênh đã cài. Dừng bằng Ctrl+C.

    Không cần cài gì thêm: mở http://127.0.0.1:8080 là hỏi được ngay. Các cài đặt có trong .env.example.

    Ví dụ: danbiet serve
    """
    logs.set_up()
    chosen = settings.load()
    locks = _locks(chosen)
    from knowledge.library import Library  # slow to import: after the settings are known to be good

    library = Library.open(chosen.data, lambda line: click.echo(line, err=True))
    feedback = open_submissions(chosen)
    if begin_trial(feedback, vietnam_now()):
        click.secho(submission_words.TRIAL, fg="red", bold=True, err=True)
    built = app.build(chosen, library, feedback=feedback)
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
    for held in locks:
        held.close()


def _locks(chosen: Settings) -> list[IO[str]]:
    """Refuse to be the second process on the same data or the same token."""
    tokens = [t for t in (chosen.telegram.token, chosen.zalo_bot.token) if t]
    try:
        return [lock.hold(path) for path in (chosen.data / "serve.lock", *map(lock.token_lock, tokens))]
    except lock.AlreadyRunning:
        raise click.ClickException(words.ALREADY_RUNNING) from None
