"""How the running product is, in a few numbers without anybody's data: for /healthz, /metrics and the operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.engine import Engine

LATE_SECONDS = 120  # an update older than this should have been answered


@dataclass(frozen=True, slots=True)
class Health:
    """Numbers of one moment. Ages are in seconds."""

    inbox_waiting: int
    inbox_oldest: int
    outbox_waiting: int
    outbox_oldest: int
    outbox_stuck: int
    set_aside: int

    @property
    def is_well(self) -> bool:
        """Whether answers come in time and nothing is stuck."""
        return self.inbox_oldest <= LATE_SECONDS and self.outbox_stuck == 0


def measure(engine: Engine) -> Health:
    """The engine's health now."""
    now = engine.seconds()
    waiting, oldest = engine.inbox.lag(now)
    letters, oldest_letter, stuck = engine.outbox.lag(now)
    return Health(waiting, oldest, letters, oldest_letter, stuck, engine.inbox.set_aside())


def routes(engine: Engine, metrics: Callable[[], bytes] | None) -> list[Route]:
    """/healthz always, /metrics where the operator wants it."""

    async def healthz(request: Request) -> Response:
        health = measure(engine)
        status = "ok" if health.is_well else "late"
        return JSONResponse({"status": status, **asdict(health)}, 200 if health.is_well else 503)

    async def show_metrics(request: Request) -> Response:
        assert metrics
        return Response(metrics(), media_type="text/plain; version=0.0.4")

    found = [Route("/healthz", healthz)]
    return [*found, Route("/metrics", show_metrics)] if metrics else found
