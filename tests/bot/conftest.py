"""A fixed clock, a small library, the whole product without a network, and the platforms that it talks to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.testclient import TestClient

from bot.app import App, build
from bot.clock import VIETNAM
from bot.settings import Settings
from tests.doubles.server import Switch, running
from tests.doubles.telegram import TelegramDouble
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble
from tests.library import SmallLibrary

Double = TypeVar("Double", TelegramDouble, ZaloBotDouble, ZaloOADouble)


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


@pytest.fixture(scope="session")
def switch() -> Iterator[Switch]:
    """One server on loopback for the doubles of all tests."""
    switch = Switch()
    with running(switch) as switch.address:
        yield switch


@pytest.fixture
def telegram(switch: Switch) -> TelegramDouble:
    return _behind(switch, TelegramDouble())


@pytest.fixture
def zalo_bot(switch: Switch) -> ZaloBotDouble:
    return _behind(switch, ZaloBotDouble())


@pytest.fixture
def zalo_oa(switch: Switch) -> ZaloOADouble:
    return _behind(switch, ZaloOADouble())


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that failed is tried again without the wait between tries."""
    monkeypatch.setattr("bot.engine.delivery.wait_before", lambda tries: 0)


def _behind(switch: Switch, double: Double) -> Double:
    """The double, answering at the server's address."""
    double.address, switch.app = switch.address, double.app
    return double
