"""The web chat and the handbook's pages, through real requests; the browser tests are in tests/browser."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import App, build
from bot.settings import Settings
from bot.texts import talk
from bot.texts import web as words
from bot.web.allowance import Allowance
from bot.web.chat.cookie import COOKIE
from tests.bot.conftest import Clock
from tests.library import MEALS, SmallLibrary


def test_first_visit_shows_examples_and_sets_no_cookie(client: TestClient) -> None:
    page = client.get("/")
    assert talk.EXAMPLES[0] in page.text
    assert "set-cookie" not in page.headers
    assert words.NOT_KEPT in page.text
    assert 'id="kept" hidden' in page.text


def test_a_question_is_answered_on_the_page_without_javascript(client: TestClient) -> None:
    page = client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    assert "Ca từ 6 giờ trở lên" in page.text
    whole = client.post("/chat", data={"button": f"article:{MEALS.citation.key}", "key": "w"})
    assert "&lt;giữa ca&gt; &amp; nước" in whole.text, "the law's words are escaped"
    assert words.KEPT in page.text


def test_cookie_is_random_short_lived_and_not_for_scripts(client: TestClient) -> None:
    answer = client.post("/chat", data={"text": "bữa ăn", "key": "a"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303
    assert "HttpOnly" in cookie
    assert "Max-Age=86400" in cookie
    assert "SameSite=lax" in cookie


def test_cookie_goes_over_https_only_where_the_address_does(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, public_url="https://danbiet.example.vn")
    with TestClient(build(settings, SmallLibrary()).web, base_url=settings.public_url) as client:
        answer = client.post("/chat", data={"text": "bữa ăn", "key": "a"}, follow_redirects=False)
        assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["set-cookie"].startswith("__Host-")
        assert answer.headers["strict-transport-security"]


def test_another_host_name_is_refused_once_we_have_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, public_url="https://danbiet.example.vn")
    with TestClient(build(settings, SmallLibrary()).web, base_url=settings.public_url) as client:
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
        assert client.get("/", headers={"Host": "127.0.0.1:8080"}).status_code == 200


def test_a_planted_cookie_is_not_taken(client: TestClient) -> None:
    client.cookies.set(COOKIE, "a" * 43)
    answer = client.post("/chat", data={"text": "bữa ăn", "key": "a"}, follow_redirects=False)
    assert "a" * 43 not in answer.headers["set-cookie"]


def test_an_address_opened_in_a_wrong_way_says_so_in_vietnamese(client: TestClient) -> None:
    answer = client.post("/rieng-tu")
    assert answer.status_code == 405
    assert "không mở được theo cách đó" in answer.text


def test_live_use_gets_only_the_new_lines(client: TestClient) -> None:
    client.post("/chat", data={"text": "bữa ăn", "key": "a"})
    part = client.post("/chat", data={"text": "lối đi", "key": "b"}, headers={"X-Live": "1"})
    assert "<html" not in part.text
    assert "Điều 12a" in part.text
    assert "Điều 7" not in part.text
    assert part.headers["x-next-key"]


def test_a_form_sent_twice_is_answered_once(client: TestClient) -> None:
    for _ in range(3):
        page = client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "same"})
    assert page.text.count("Ca từ 6 giờ trở lên") == 1


def test_buttons_work_as_forms(client: TestClient) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    page = client.post("/chat", data={"button": "article:01/2021/NĐ-THU:7", "key": "b"})
    assert "Không ăn thì được nhận tiền" in page.text
    assert re.search(r'class="line mine".*Xem cả Điều 7', page.text)


@pytest.mark.parametrize("sent", [{}, {"text": " "}, {"button": "nothing-of-ours"}])
def test_a_form_that_says_nothing_leaves_the_chat_readable(client: TestClient, sent: dict[str, str]) -> None:
    assert client.post("/chat", data={**sent, "key": "a"}).status_code == 200
    assert client.get("/").status_code == 200


def test_two_browsers_do_not_see_each_other(app: App) -> None:
    with TestClient(app.web) as one:
        one.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
        other = TestClient(app.web)
        assert "bữa ăn giữa ca" not in other.get("/").text.replace("placeholder", "")
        assert "bữa ăn giữa ca" in one.get("/").text


def rows_of(data: Path) -> dict[str, int]:
    """How many rows of conversations the database holds, by table."""
    with closing(sqlite3.connect(data / "bot.db")) as db:
        tables = ("web_lines", "state", "inbox", "outbox")
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


NOTHING = {"web_lines": 0, "state": 0, "inbox": 0, "outbox": 0}


@pytest.mark.parametrize("form", [{"button": "privacy:forget"}, {"text": "1"}], ids=["pressed", "by number"])
def test_the_button_that_forgets_leaves_no_row_and_no_cookie(
    client: TestClient, tmp_path: Path, form: dict[str, str]
) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    client.post("/chat", data={"text": "riêng tư", "key": "b"})
    page = client.post("/chat", data={"key": "c", **form})
    assert talk.FORGOTTEN in page.text
    assert "Điều 7" not in page.text
    assert words.NOT_KEPT in page.text
    assert COOKIE not in client.cookies
    assert rows_of(tmp_path) == NOTHING


def test_forgetting_twice_leaves_nothing_either(client: TestClient, tmp_path: Path) -> None:
    client.post("/chat", data={"text": "riêng tư", "key": "a"})
    cookie = client.cookies[COOKIE]
    for _ in range(2):
        client.cookies.set(COOKIE, cookie)
        client.post("/chat", data={"button": "privacy:forget", "key": "b"})
        client.cookies.clear()
    assert rows_of(tmp_path) == NOTHING


def test_live_use_is_sent_to_the_page_after_forgetting(client: TestClient) -> None:
    client.post("/chat", data={"text": "riêng tư", "key": "a"})
    part = client.post("/chat", data={"button": "privacy:forget", "key": "b"}, headers={"X-Live": "1"})
    assert part.status_code == 205
    assert talk.FORGOTTEN in client.get(part.headers["x-next-page"]).text


def test_forgetting_drops_cookie_and_lines(client: TestClient, tmp_path: Path) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    page = client.post("/xoa")
    assert "Điều 7" not in page.text
    assert talk.FORGOTTEN in page.text
    assert COOKIE not in client.cookies
    assert rows_of(tmp_path) == NOTHING


def test_lines_go_24_hours_after_the_last(app: App, clock: Clock, client: TestClient) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    clock.advance(hours=23)
    app.stores.purge(int(clock().timestamp()))
    assert "Điều 7" in client.get("/").text
    clock.advance(hours=1, seconds=1)
    app.stores.purge(int(clock().timestamp()))
    assert "Điều 7" not in client.get("/").text


def test_a_chat_goes_on_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    with TestClient(build(Settings(data=tmp_path), SmallLibrary(), now=clock).web) as client:
        client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
        cookies = client.cookies
    with TestClient(build(Settings(data=tmp_path), SmallLibrary(), now=clock).web, cookies=cookies) as again:
        page = again.post("/chat", data={"text": "điều đó ở luật nào?", "key": "b"})
    assert "Căn cứ: Điều 7" in page.text


def test_forms_of_other_sites_are_refused(client: TestClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}):
        answer = client.post("/chat", data={"text": "bữa ăn", "key": "a"}, headers=headers)
        assert answer.status_code == 403


def test_nobody_loses_what_they_wrote_when_they_write_too_fast(client: TestClient) -> None:
    for n in range(40):
        page = client.post("/chat", data={"text": f"câu hỏi {n}", "key": str(n)})
        if page.status_code == 429:
            break
    assert page.status_code == 429
    assert f">câu hỏi {n}</textarea>" in page.text
    assert page.headers["retry-after"].isdecimal()


def test_a_button_sends_no_draft_and_brings_it_back(client: TestClient) -> None:
    page = client.post("/chat", data={"text": "em muốn hỏi <b>", "button": "privacy:", "key": "a"})
    assert ">em muốn hỏi &lt;b&gt;</textarea>" in page.text
    assert talk.PRIVACY[1] in page.text
    assert "em muốn hỏi" not in str(page.url)
    assert "em muốn hỏi" not in client.get("/").text
    assert client.get("/chat").status_code == 200, "the address of that page can be opened again"


@pytest.mark.parametrize("live", [{}, {"X-Live": "1"}], ids=["page", "live"])
@pytest.mark.parametrize("form", [{"text": "mũ che nắng"}, {"button": "privacy:", "text": "mũ che nắng"}])
def test_a_full_disk_costs_nobody_a_word(
    app: App, client: TestClient, form: dict[str, str], live: dict[str, str]
) -> None:
    app.engine.inbox._db.execute("PRAGMA query_only = ON")
    page = client.post("/chat", data={"key": "a", **form}, headers=live)
    assert page.status_code == 503
    assert words.NOT_TAKEN in page.text
    assert live or ">mũ che nắng</textarea>" in page.text
    app.engine.inbox._db.execute("PRAGMA query_only = OFF")
    assert "Mỗi người một mũ" in client.post("/chat", data={"key": "a", "text": "mũ che nắng"}).text


@pytest.mark.parametrize("path", ["/chat", "/so-tay/tim", "/kien-nghi", "/tra-cuu"])
@pytest.mark.parametrize("many", ["fields", "files"])
def test_a_form_that_is_not_ours_is_refused_in_vietnamese(client: TestClient, path: str, many: str) -> None:
    fields = {f"x{n}": "x" for n in range(1100)}
    files = dict.fromkeys(fields, ("a.jpg", b"x")) if many == "files" else None
    answer = client.post(path, data=fields, files=files)
    assert "Too many" not in answer.text
    assert answer.status_code == 413


def test_allowance_refills() -> None:
    now = [0.0]
    allowance = Allowance(20, clock=lambda: now[0])
    assert [allowance.wait("a") for _ in range(20)] == [0.0] * 20
    assert allowance.wait("a") == pytest.approx(3.0)
    assert allowance.wait("b") == 0.0
    now[0] = 3.1
    assert allowance.wait("a") == 0.0


def test_a_huge_body_is_refused(client: TestClient) -> None:
    assert client.post("/chat", data={"text": "x" * 100_000, "key": "a"}).status_code == 413


@pytest.mark.parametrize("path", ["/", "/so-tay", "/rieng-tu", "/khong-co"])
def test_every_page_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_hold_no_inline_script_or_style_and_ask_nobody_else(client: TestClient) -> None:
    for path in ("/", "/so-tay", "/so-tay/chu-de/safety", "/rieng-tu"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*src=\"/static/)|<style|\sstyle=|\son\w+=|https?://", page), path


def test_handbook_by_topic_by_document_and_by_search(client: TestClient) -> None:
    assert "An toàn" in client.get("/so-tay").text
    assert "Bữa ăn giữa ca" in client.get("/so-tay/chu-de/safety").text, "a topic shows its parts' articles"
    listing = client.get("/so-tay/van-ban/01/2021/NĐ-THU").text
    link = re.search(r'href="(/so-tay/dieu/7/[^"]+)"', listing)
    assert link
    article = client.get(link[1]).text
    assert "Không ăn thì được nhận tiền" in article
    assert "Căn cứ: Điều 7" in article
    assert "Bữa ăn giữa ca" in client.post("/so-tay/tim", data={"question": "com"}).text
    assert "Chưa tìm thấy" in client.post("/so-tay/tim", data={"question": "<b>"}).text


@pytest.mark.parametrize("path", ["/so-tay/chu-de/x", "/so-tay/van-ban/x", "/so-tay/dieu/1/x", "/gi-do"])
def test_a_wrong_address_gets_a_page_in_plain_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert words.NOT_FOUND in answer.text


def test_a_fault_of_ours_shows_a_mark_and_no_details(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(self: SmallLibrary) -> None:
        raise RuntimeError("secret 0912345678")

    monkeypatch.setattr(SmallLibrary, "topics", explode)
    with TestClient(app.web, raise_server_exceptions=False) as client:
        answer = client.get("/so-tay")
    assert answer.status_code == 500
    assert words.FAILED in answer.text
    assert "0912345678" not in answer.text


def test_a_damaged_line_does_not_hide_the_others(client: TestClient, app: App) -> None:
    for text in ("mũ che nắng", "lối đi"):
        client.post("/chat", data={"text": text, "key": text})
    db = app.stores.lines._db
    with db.atomic():
        db.execute("UPDATE web_lines SET body = x'00' WHERE id = (SELECT min(id) FROM web_lines)")
    page = client.get("/").text
    assert "Điều 12a" in page
