"""How the running product is, in a few numbers without anybody's data: for /healthz, /metrics and the operator."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.engine.contact import SILENT_SECONDS
from bot.engine.lanes import Engine
from bot.operations.stage import Stage, stage_of

LATE_SECONDS = 120  # an update older than this should have been answered
LEAST_FREE = 50  # megabytes; below this what workers write may not be kept
DISK, INBOX, OUTBOX = "disk", "inbox", "outbox"


@dataclass(frozen=True, slots=True)
class Health:
    """Numbers of one moment. Ages are in seconds; `silence` is the time since each platform was last in touch."""

    inbox_waiting: int
    inbox_oldest: int
    outbox_waiting: int
    outbox_oldest: int
    outbox_stuck: int
    set_aside: int
    disk_free_mb: int
    silence: Mapping[str, int]
    notices_stuck: int = 0
    stage: str = Stage.NONE.value

    @property
    def troubles(self) -> list[str]:
        """What is not as it should be, by name: "inbox", "outbox", "disk", or a channel that is out of touch."""
        wrong = {INBOX: self.inbox_oldest > LATE_SECONDS, OUTBOX: self.outbox_stuck > 0}
        wrong[DISK] = self.disk_free_mb < LEAST_FREE
        wrong |= {channel: seconds > SILENT_SECONDS for channel, seconds in self.silence.items()}
        return [name for name, is_wrong in wrong.items() if is_wrong]


def measure(engine: Engine, data: Path, stuck_notices: Callable[[], int] = lambda: 0) -> Health:
    """The product's health now; `data` is the folder whose disk must have room."""
    now = engine.seconds()
    waiting, oldest = engine.inbox.lag(now)
    letters, oldest_letter, stuck = engine.outbox.lag(now)
    free = shutil.disk_usage(data).free // 2**20
    silence = {channel.value: seconds for channel, seconds in engine.contacts.silence().items()}
    aside = engine.inbox.set_aside()
    return Health(
        waiting, oldest, letters, oldest_letter, stuck, aside, free, silence, stuck_notices(), stage_of(data).value
    )


def routes(look: Callable[[], Health], metrics: Callable[[], bytes] | None) -> list[Route]:
    """/healthz always, /metrics where the operator wants it."""

    async def healthz(request: Request) -> Response:
        health = look()
        troubles = health.troubles
        body = {"status": "late" if troubles else "ok", "troubles": troubles, **asdict(health)}
        return JSONResponse(body, 503 if troubles else 200)

    async def show_metrics(request: Request) -> Response:
        assert metrics
        return Response(metrics(), media_type="text/plain; version=0.0.4")

    found = [Route("/healthz", healthz)]
    return [*found, Route("/metrics", show_metrics)] if metrics else found
