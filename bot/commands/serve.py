"""`danbiet serve`: web pages, webhooks, polling, the clock, and the console beside them.

One process does all of it; `danbiet serve public` and `danbiet serve staff` are two, so that the one that strangers
reach never holds an unlocked key. What one changes the other sees at its next question (PRAGMA data_version).
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from signal import SIGINT, SIGTERM
from socket import socket

import click
import uvicorn
from starlette.applications import Starlette

from bot import app, logs, settings
from bot.clock import vietnam_now
from bot.engine.database import DATABASE_ERRORS
from bot.engine.question_desk import open_question_desk
from bot.operations import lock
from bot.operations.doctor import check_files
from bot.operations.key_check import check_keys
from bot.operations.stage import Stage, stage_of
from bot.settings import Settings
from bot.staff_site import build_console, set_up_site
from bot.submissions import open_if_begun
from bot.texts import command as words
from bot.texts import console as console_words
from bot.texts import stage as stage_words
from bot.texts import submissions as submission_words
from bot.web.sockets import careful_protocol, raise_limit

STOP_SECONDS = 2  # for requests in hand; what was accepted is durable, and is answered after the next start
PUBLIC, STAFF = "public", "staff"
_LOCKS = {PUBLIC: "serve.lock", STAFF: "serve-staff.lock"}


@click.command()
@click.argument("part", type=click.Choice([PUBLIC, STAFF]), required=False)
def serve(part: str | None) -> None:
    """Chạy Dân Biết: trang web và mọi kênh đã cài. Dừng bằng Ctrl+C.

    Không cần cài gì thêm: mở http://127.0.0.1:8080 là hỏi được ngay. Các cài đặt có trong .env.example.
    Làm thật thì nên chạy hai tiến trình: public (trang web, kênh, đồng hồ) và staff (bảng làm việc của cán bộ).

    Ví dụ: danbiet serve
    """
    run(settings.load(), (part,) if part else (PUBLIC, STAFF))


def run(chosen: Settings, parts: tuple[str, ...] = (PUBLIC, STAFF)) -> None:
    """Serve an installation, or a part of it, until it is stopped."""
    logs.set_up()
    with ExitStack() as locks:
        first = secrets.token_urlsafe(18)
        public, console = _build(chosen, parts, locks, first)
        raise_limit()
        servers = []
        if public:
            click.echo(words.SERVING.format(host=chosen.host, port=chosen.port), err=True)
            servers.append(_server(chosen, public.web, chosen.host, chosen.port))
        if console:
            _say_console(chosen, parts, first)
            servers.append(_server(chosen, console, chosen.staff_host, chosen.staff_port))
        asyncio.run(_run(servers))


def _say_console(chosen: Settings, parts: tuple[str, ...], first: str) -> None:
    """Where the console is. The one-time link goes to a terminal alone: standard error of a service is a log."""
    address = {"host": chosen.staff_host, "port": chosen.staff_port}
    click.echo(console_words.SERVING.format(**address), err=True)
    links = {Stage.TRIAL: console_words.FIRST_LINK, Stage.NONE: console_words.SET_UP_LINK}
    link = links.get(stage_of(chosen.data))
    if link and sys.stdout.isatty():
        click.echo(link.format(**address, token=first))
    if len(parts) > 1 and chosen.public_url and stage_of(chosen.data) is Stage.EARNEST:
        click.secho(console_words.TWO_ARE_SAFER, fg="yellow", err=True)


class _Server(uvicorn.Server):
    """One of the servers of this process; `_run` listens to signals for all of them."""

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """What an application keeps open without end is ended first."""
        assert isinstance(self.config.app, Starlette)
        getattr(self.config.app.state, "end", lambda: None)()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield


def _server(chosen: Settings, web: Starlette, host: str, port: int) -> _Server:
    return _Server(
        uvicorn.Config(
            web,
            host=host,
            port=port,
            log_config=None,
            http=careful_protocol(chosen.trusted_proxy),
            backlog=256,
            access_log=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            server_header=False,
            proxy_headers=bool(chosen.trusted_proxy),
            forwarded_allow_ips=chosen.trusted_proxy,
        )
    )


async def _run(servers: list[_Server]) -> None:
    """All of them until a signal, or until one ends; a second signal waits for nobody."""

    def end() -> None:
        for server in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    for signal in (SIGINT, SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, end)

    async def run(server: _Server) -> None:
        try:
            await server.serve()
        finally:
            for other in servers:
                other.should_exit = True

    await asyncio.gather(*(run(server) for server in servers))


def _build(
    chosen: Settings, parts: tuple[str, ...], locks: ExitStack, first: str
) -> tuple[app.App | None, Starlette | None]:
    """Everything put together; a folder or a database that cannot be used is said with what to do about it."""
    try:
        check_keys(chosen)
        _lock(chosen, parts, locks)
        from knowledge.library import Library  # slow to import: after the settings are known to be good

        library = Library.open(chosen.data, lambda line: click.echo(line, err=True))
        feedback = open_if_begun(chosen)
        if feedback is None:
            click.secho(stage_words.HOW_TO_BEGIN, bold=True, err=True)
        elif stage_of(chosen.data) is Stage.TRIAL:
            click.secho(submission_words.TRIAL, fg="red", bold=True, err=True)
        public = app.build(chosen, library, feedback=feedback) if PUBLIC in parts else None
        if STAFF not in parts:
            return public, None
        if feedback is None:
            return public, set_up_site(chosen, first)
        questions = open_question_desk(chosen)
        return public, build_console(chosen, library, feedback, questions=questions, first=first)
    except (OSError, *DATABASE_ERRORS) as error:
        found = [finding.text for finding in check_files(chosen, vietnam_now()) if finding.ok is False]
        raise click.ClickException("\n".join(found) or words.CANNOT_START.format(error=type(error).__name__)) from None


def _lock(chosen: Settings, parts: tuple[str, ...], locks: ExitStack) -> None:
    """Refuse to be the second process for the same part of the same data, or on the same token."""
    try:
        for part in parts:
            locks.enter_context(lock.hold(chosen.data / _LOCKS[part]))
        tokens = (chosen.telegram.token, chosen.zalo_bot.token) if PUBLIC in parts else ()
        for token in filter(None, tokens):
            locks.enter_context(lock.hold_token(token))
    except lock.AlreadyRunning:
        raise click.ClickException(words.ALREADY_RUNNING) from None
