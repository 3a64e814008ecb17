"""The composition root: settings in, a web application out that answers in every channel that is set up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.mail import Mailer
from bot.channels.setup import Channels, set_up
from bot.clock import vietnam_now
from bot.engine import upgrade
from bot.engine.browsers import Browsers
from bot.engine.database import DATABASE_ERRORS, open_database, tidy
from bot.engine.desk_beside import DeskBeside, open_desk
from bot.engine.freshness import keep_fresh, knowledge_files
from bot.engine.inbox import Inbox
from bot.engine.jobs import Jobs
from bot.engine.lanes import Engine
from bot.engine.mailbox import Mailbox
from bot.engine.outbox import Outbox
from bot.engine.pace import Pace
from bot.engine.sealing import Seal, load_key
from bot.engine.staff_notices import StaffChat, StaffNotices
from bot.engine.state import States
from bot.logs import log_failure
from bot.messages import Channel
from bot.operations import health
from bot.operations.metrics import exposition
from bot.posters import qr_page
from bot.services import open_services
from bot.settings import Settings
from bot.web import errors as web_errors
from bot.web.bodies import Bodies
from bot.web.calculators.pages import CalculatorPages
from bot.web.chat.cookie import ChatCookie
from bot.web.chat.lines import WebLines
from bot.web.chat.pages import WebChat
from bot.web.emergency import routes as emergency_routes
from bot.web.guard import Guard
from bot.web.handbook.pages import HandbookPages, Shelf
from bot.web.letters import pages as letter_pages
from bot.web.petition.pages import PetitionPages
from bot.web.record import pages as record_pages
from bot.web.record import slip as slip_page
from bot.web.site import Site
from bot.web.turnstile import Turnstile
from feedback.assembly import Feedback
from feedback.sealing.keys import Secrets
from knowledge.question_counts import QuestionCounts

log = logging.getLogger(__name__)
TIDY_SECONDS = 600
LOG_SECONDS = 60
STATIC = Path(__file__).parent / "web" / "static"


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of `bot.db`, on one connection."""

    inbox: Inbox
    states: States
    outbox: Outbox
    lines: WebLines

    def purge(self, now: int) -> None:
        """Forget what is past its time."""
        self.inbox.purge(now)
        self.states.purge(now)
        self.lines.purge(now)


@dataclass(frozen=True, slots=True)
class App:
    """The running product: the engine, its stores and the web application around them."""

    engine: Engine
    stores: Stores
    web: Starlette


def build(
    settings: Settings,
    library: Shelf,
    *,
    now: Callable[[], datetime] = vietnam_now,
    feedback: Feedback | None = None,
) -> App:
    """Open the databases and put everything together once; without `feedback` no petitions are taken."""
    seal = Seal(load_key(settings.data / "keys" / "bot.key", settings.key))
    db = open_database(settings.data / "bot.db")
    upgrade.begin(db, seal)
    browsers = Browsers(seal)
    tidies: list[Callable[[], None]] = [partial(tidy, db)]
    stores = Stores(Inbox(db, browsers), States(db, browsers), Outbox(db, browsers), WebLines(db, browsers))
    kept_desk = open_desk(settings)
    desk = DeskBeside(kept_desk)
    counts = QuestionCounts(settings.data / "counts.db")
    tidies += [counts.flush, lambda: desk.later(partial(kept_desk.purge, now().date()))]
    services = open_services(settings, library, feedback, desk, counts)
    engine = Engine(db, stores.inbox, stores.states, stores.outbox, services, now)
    is_https = settings.public_url.startswith("https:")
    chat = WebChat(engine, stores.lines, services, ChatCookie(seal, is_https))
    engine.add_channel(Channel.WEB, chat, Pace())
    pages = HandbookPages(library, lambda: now().date())
    channels = set_up(settings, engine, db, seal)
    if feedback:
        mailbox = Mailbox(settings.data / "push.db", Seal(load_key(settings.data / "keys" / "push.key")))
        engine.use_mailbox(mailbox, lambda day, days: feedback.deadlines.calendar.add_working_days(day, days))
        secrets = Secrets.derive(load_key(settings.data / "keys" / "bot.key", settings.key))
        send_mail = Mailer(settings.mail).send if settings.mail.host else None
        staff = StaffNotices(feedback, mailbox, engine, send_mail, settings.staff_url)
        if isinstance(services.staff, StaffChat):
            services.staff.delivery = staff
        channels.tasks.append(Jobs(feedback, secrets, mailbox, engine, now, staff).run)
        tidies += [partial(feedback.db.tidy, False), mailbox.tidy]
    channels.closers += [desk.close, partial(asyncio.to_thread, counts.flush)]
    files = knowledge_files(settings.data)
    channels.tasks.append(lambda: keep_fresh(files, library.prepare, lambda: engine.between_answers(library.reload)))
    look = partial(health.measure, engine, settings.data, stuck_notices(feedback, now))
    metrics = exposition(engine, look) if settings.metrics else None
    petition_pages = PetitionPages(engine, services, seal, now)
    organisation = feedback.org.load if feedback else None
    site = Site(organisation, settings.data / "emblem.png", settings.hotline, settings.public_url, pages.today)
    routes = [
        *chat.routes(),
        *pages.routes(),
        *CalculatorPages(library, lambda: now().date()).routes(),
        *petition_pages.routes(),
        *site.routes(),
        *emergency_routes(services, now),
        *slip_page.routes(services),
        *letter_pages.routes(),
        *channels.routes,
        *qr_page.routes(settings.public_url),
        *health.routes(look, metrics),
        *(record_pages.routes(feedback.record.roots, feedback.submissions.verify_key) if feedback else ()),
    ]
    web = _web(engine, stores, channels, routes, tidies, settings.public_url)
    web.state.site = site
    return App(engine, stores, web)


def stuck_notices(feedback: Feedback | None, now: Callable[[], datetime]) -> Callable[[], int]:
    """How many notices to the people of the union reach nobody."""
    return lambda: len(feedback.notices.stuck(now())) if feedback else 0


def _web(
    engine: Engine,
    stores: Stores,
    channels: Channels,
    routes: list[Route],
    tidies: Sequence[Callable[[], None]],
    public_url: str,
) -> Starlette:
    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        stores.purge(engine.seconds())
        engine.resume()
        tasks = [asyncio.ensure_future(start()) for start in channels.tasks]
        tasks += [asyncio.create_task(_tidy(engine, stores)), asyncio.create_task(_empty_logs(tidies))]
        yield
        for task in tasks:
            task.cancel()
        await engine.stop()
        for close in channels.closers:
            await close()

    return Starlette(
        routes=[*routes, Mount("/static", GZipMiddleware(StaticFiles(directory=STATIC)))],
        middleware=[Middleware(Guard, public_url=public_url), Middleware(Turnstile), Middleware(Bodies)],
        exception_handlers={404: web_errors.not_found, 405: web_errors.wrong_way, Exception: web_errors.failed},
        lifespan=life,
    )


async def _empty_logs(tidies: Sequence[Callable[[], None]]) -> None:
    """Every minute: what was deleted leaves the write-ahead logs too."""
    while True:
        await asyncio.sleep(LOG_SECONDS)
        for one in tidies:
            try:
                one()
            except DATABASE_ERRORS as error:  # somebody else reads: the next minute does it
                log_failure(log, "emptying a log", error)


async def _tidy(engine: Engine, stores: Stores) -> None:
    """Every ten minutes: forget what is past its time, and look for chats that were left waiting."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        try:
            stores.purge(engine.seconds())
            engine.resume()
        except Exception as error:  # a locked database: the next round does both
            log_failure(log, "tidying", error)
