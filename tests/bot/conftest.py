"""A fixed clock, a small library, and the whole product without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import App, build
from bot.clock import VIETNAM
from bot.settings import Settings
from tests.library import SmallLibrary


class Clock:
    """An instant that only the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **spans: float) -> None:
        """Let time pass."""
        self.now += timedelta(**spans)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> App:
    return build(Settings(data=tmp_path), SmallLibrary(), now=clock)


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(app.web, follow_redirects=True) as client:
        yield client
