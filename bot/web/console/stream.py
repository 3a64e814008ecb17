"""Tells an open page at once that something changed, and nothing else: server-sent events without any content.

The numbers of the units are read twice a second while anybody listens, once for all of them, whichever process or
command made the change. When a number of one's own units has grown, the mark of the page is worked out anew with the
rights of this moment; only another mark is told. So a case that bars somebody never stirs their page.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.logs import log_failure
from bot.web.console.door import Door
from bot.web.console.faces import Faces
from bot.web.console.pulse import PATH, mark_of
from bot.web.console.visit import Visit
from feedback.errors import FeedbackError, StorageError

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.4
ALIVE_SECONDS = 20.0
"""How often a silent stream says that it is there, and looks whether its session still is."""
CHANGED = b"data: changed\n\n"
ALIVE = b":\n\n"


class Stream:
    """The address of the stream, and what all listeners share."""

    def __init__(self, faces: Faces, door: Door, now: Callable[[], datetime]) -> None:
        self._faces = faces
        self._door = door
        self._now = now
        self._numbers: Mapping[str, int] = {}
        self._looked_at = 0.0
        self._one_at_a_time = asyncio.Lock()
        self._ended = False

    def routes(self) -> list[Route]:
        """The address."""
        return [Route(f"{PATH}/dong", self.listen)]

    def end(self) -> None:
        """The server stops: no listener keeps it waiting."""
        self._ended = True

    async def listen(self, request: Request) -> Response:
        """Open a stream for one page; where there is no session, nobody is told to try again."""
        visit = await run_in_threadpool(self._visit, request)
        if visit is None:
            return Response(status_code=204)
        return StreamingResponse(self._events(visit), media_type="text/event-stream")

    async def _events(self, visit: Visit) -> AsyncIterator[bytes]:
        request, told, known, said_at = visit.request, visit.query("dau"), None, 0.0
        while not self._ended:
            numbers = await self._look()
            own = {unit: numbers.get(unit, 0) for unit in visit.session.roles}
            silent = time.monotonic() - said_at > ALIVE_SECONDS
            if own != known or silent:
                again = await run_in_threadpool(self._visit, request)
                if again is None:
                    return
                visit = again
                mark = await run_in_threadpool(self._mark, visit) if own != known else told
                if silent or mark != told:
                    yield ALIVE if mark == told else CHANGED
                    said_at = time.monotonic()
                known, told = own, mark
            await asyncio.sleep(LOOK_SECONDS)

    def _visit(self, request: Request) -> Visit | None:
        """The request with the rights of this moment; None when the session is over."""
        now = self._now()
        try:
            session = self._faces.sessions.use(self._door.token(request), now, quiet=True)
        except FeedbackError:
            return None
        return Visit(request, self._faces, session, now, "")

    @staticmethod
    def _mark(visit: Visit) -> str:
        try:
            return mark_of(visit)
        except StorageError as error:  # the next change is told
            log_failure(log, "looking for changes", error)
            return visit.query("dau")

    async def _look(self) -> Mapping[str, int]:
        """The numbers, read again when they are older than `LOOK_SECONDS`."""
        async with self._one_at_a_time:
            if time.monotonic() - self._looked_at >= LOOK_SECONDS:
                self._numbers = await run_in_threadpool(self._read)
                self._looked_at = time.monotonic()
            return self._numbers

    def _read(self) -> Mapping[str, int]:
        try:
            return self._faces.office.unit_changes()
        except StorageError as error:
            log_failure(log, "looking for changes", error)
            return self._numbers
