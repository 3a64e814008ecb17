"""Nonsense to every address of both sites: an answer in words each time, never a fault of ours.

DANBIET_FULL=1 sends 10,000 requests, the short form a tenth of them. Addresses, names of fields and their values are
those of the routes and the templates; what is put into them is drawn at random, by seed.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.app import build
from bot.settings import Settings
from bot.staff_site import build_console
from bot.web.console import templates as console_templates
from bot.web.console.steps import STEPS
from bot.web.console.stream import Stream
from tests.feedback.union import KEY, Union, trial_union
from tests.library import SmallLibrary

REQUESTS = int(os.environ.get("DANBIET_FUZZ", "10000" if os.environ.get("DANBIET_FULL") else "1000"))
SEED = int(os.environ.get("DANBIET_SEED", "15"))
NONSENSE = (
    "", " ", "0", "-1", "1", "9" * 19, "9" * 30, "9" * 5000, "1e9", "NaN", "'; DROP TABLE submission; --", "\x00", "²",
    "<script>alert(1)</script>", "../../etc/passwd", "//example.org", "ậ" * 500, "{{7*7}}", "%s%n", "\U0001f600",
    "a\nb", "\r\nSet-Cookie: a=b", "2026-02-30", "2026-11-23", "9999-12-31", "0001-01-01", "1|2|3", f"1|2|{9 * 10**29}",
    f"2026-11-23|{9 * 10**29}", "cd-kcn", "thu-1", "45/2019/QH14:97:1", "\ud800".encode("utf-8", "replace").decode(),
)  # fmt: skip
HTML = (console_templates.HTML, Path(console_templates.HTML).parents[1] / "html")
TEMPLATES = "".join(path.read_text("utf-8") for folder in HTML for path in sorted(folder.glob("*.html")))
NAMES = sorted({*re.findall(r'name="(\w+)"', TEMPLATES), "viec", "buoc", "sau", "den", "nhom", "tim", "tu_dong"})
VALUES = sorted({*re.findall(r'value="([\w-]+)"', TEMPLATES), *(verb.value for verb in STEPS)})
ENDLESS = Stream.listen
"""A stream ends with its session alone; `tests/console/test_stream.py` is about it."""


def routes(site: Starlette) -> list[tuple[str, str]]:
    """Method and path of everything that a site answers."""
    found = [r for r in site.routes if isinstance(r, Route) and getattr(r.endpoint, "__func__", None) is not ENDLESS]
    return sorted((method, route.path) for route in found for method in route.methods or ())


class Chance:
    """Draws requests."""

    def __init__(self, seed: int, known: list[str]) -> None:
        self.random = random.Random(seed)
        self._known = known

    def text(self) -> str:
        """Something of ours, or nonsense."""
        return str(self.random.choice(self.random.choice([NONSENSE, VALUES, self._known])))

    def path(self, pattern: str) -> str:
        """A path with something in its places."""

        def place(_: re.Match[str]) -> str:
            return re.sub(r"[^\w|:.-]", "x", self.text()) or "x"

        return re.sub(r"\{[^}]+\}", place, pattern)

    def fields(self) -> dict[str, str]:
        """Some fields of a form or an address."""
        names = self.random.sample(NAMES, self.random.randrange(0, 9))
        return {name: self.text() for name in names}


def shoot(client: TestClient, site: Starlette, chance: Chance, count: int, tokens: dict[str, str]) -> Counter[int]:
    """So many requests; fails with the first that is a fault of ours."""
    seen: Counter[int] = Counter()
    known = routes(site)
    for _ in range(count):
        method, pattern = chance.random.choice(known)
        path, fields = chance.path(pattern), chance.fields()
        if "ra" in path.split("/") and method == "POST":
            continue  # whoever logs out sees nothing more
        if chance.random.random() < 0.9:
            fields |= tokens
        sent = {"data": fields} if method == "POST" else {"params": fields}
        answer = client.request(method, path, **sent)  # type: ignore[arg-type]
        seen[answer.status_code] += 1
        assert answer.status_code != 500, (method, path, fields)
        assert "Traceback" not in answer.text, (method, path, fields)
        assert "<script>alert" not in answer.text, (method, path, fields)
    return seen


def test_no_request_to_the_console_is_a_fault_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    union = Union(trial_union(tmp_path / "feedback.db"))
    numbers = [union.send()[1], union.accepted()[1], union.working()[1]]
    site = build_console(Settings(data=tmp_path), SmallLibrary(), union.feedback, now=lambda: union.now)
    chance, seen = Chance(SEED, [*numbers, "KN26-ZZZZZ"]), Counter[int]()
    with TestClient(site, base_url="http://127.0.0.1:8081", raise_server_exceptions=False, follow_redirects=False) as c:
        seen += shoot(c, site, chance, REQUESTS // 10, {})  # nobody is logged in
        for _ in range(10):  # acts of a person may end in a log-out
            page = c.get("/vao").text
            csrf = re.search(r'name="csrf" value="([^"]+)"', page)
            if csrf:
                c.post("/vao", data={"csrf": csrf[1], "login": "thu-1", "trial": "1"})
            token = re.search(r'name="csrf" value="([^"]+)"', c.get("/").text)
            union.meet(numbers[1])
            own = {"csrf": token[1]} if token else {}
            seen += shoot(c, site, chance, REQUESTS // 20, own)
    with capsys.disabled():
        print(f"\nconsole: {sum(seen.values())} requests, {dict(sorted(seen.items()))}")
    union.feedback.db.close()


def test_no_request_to_the_public_site_is_a_fault_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    union = Union(trial_union(tmp_path / "feedback.db"))
    code, number = union.working()
    app = build(Settings(data=tmp_path, key=KEY.hex()), SmallLibrary(), now=lambda: union.now, feedback=union.feedback)
    chance = Chance(SEED, [number, code, "KN26-ZZZZZ", "Công ty chậm lương."])
    with TestClient(app.web, base_url="http://127.0.0.1:8080", raise_server_exceptions=False) as client:
        seen = shoot(client, app.web, chance, REQUESTS * 4 // 10, {})
    with capsys.disabled():
        print(f"\npublic site: {sum(seen.values())} requests, {dict(sorted(seen.items()))}")
    union.feedback.db.close()
