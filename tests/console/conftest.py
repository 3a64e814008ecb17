"""The console over a real submissions half in memory, reached by HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.staff_site import build_console
from knowledge.citations import read_citation
from tests.feedback.real_union import real_union
from tests.feedback.union import MONDAY, Union, trial_union
from tests.library import SmallLibrary


def is_law(ref: str, day: date) -> bool:
    """The small library's own check of a citation."""
    cited = read_citation(ref)
    hit = SmallLibrary().article(cited.document, cited.article, day, cited) if cited else None
    return hit is not None and hit.in_force


class Clock:
    """An instant that only the test moves."""

    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


class Browser:
    """Somebody at the console: pages are opened, forms are sent with their hidden fields."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""
        self.status = 0

    def open(self, path: str) -> str:
        """Open a page."""
        return self._keep(self.client.get(path))

    def send(self, path: str, **fields: object) -> str:
        """Send a form of the open page: the page's hidden fields are those of its first form to that address."""
        return self._keep(self.client.post(path, data={**self.hidden(path), **fields}))

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the first form of the open page that leads to an address."""
        form = self.page.partition(f'action="{path}"')[2].partition("</form>")[0]
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))

    def log_in(self, login: str) -> str:
        """Come in, in trial mode."""
        self.client.cookies.clear()
        self.open("/vao")
        return self.send("/vao", login=login)

    def _keep(self, answer: object) -> str:
        self.status = answer.status_code  # type: ignore[attr-defined]
        self.page = answer.text  # type: ignore[attr-defined]
        return self.page


@pytest.fixture
def union() -> Iterator[Union]:
    feedback = trial_union(check_law=is_law)
    yield Union(feedback)
    feedback.db.close()


@pytest.fixture
def browser(union: Union) -> Iterator[Browser]:
    """Nobody is logged in yet; the clock is the union's."""
    site = build_console(Settings(), SmallLibrary(), union.feedback, now=lambda: union.now)
    with TestClient(site, base_url="http://127.0.0.1:8081") as client:
        yield Browser(client)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def earnest(clock: Clock) -> Iterator[Browser]:
    """A union where everybody has a password, behind https."""
    feedback = real_union()
    settings = Settings(staff_url="https://staff.example")
    site = build_console(settings, SmallLibrary(), feedback, now=clock)
    with TestClient(site, base_url="https://staff.example") as client:
        yield Browser(client)
    feedback.db.close()
