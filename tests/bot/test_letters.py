"""Letter templates: filled by the worker, given back as text and as Word, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from string import Formatter

import docx
import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.messages import Block, Button, Reply
from bot.settings import Settings
from bot.texts import letters as words
from bot.texts.letters import LETTERS, Letter
from bot.web.chips import chips
from tests.bot.conftest import Clock
from tests.library import SmallLibrary

SAID = {"name": "Đặng Thị Mẫu", "employer": 'Công ty <b>"Mẫu"</b> & Con', "last_day": "31/12/2026", "date": "Hải Sơn"}
HANDBOOK = Path("knowledge/handbook")


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    with TestClient(build(Settings(data=tmp_path), SmallLibrary(), now=clock).web) as client:
        yield client


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.id)
def test_every_template_asks_for_what_it_uses_and_names_law_that_the_handbook_has(letter: Letter) -> None:
    used = {name for p in letter.paragraphs for _, name, _, _ in Formatter().parse(p) if name}
    assert used | {"date", "name"} == {f.name for f in letter.fields}
    for place in (*letter.basis, *letter.answers):
        number, _, article = place.rpartition(":")
        file = HANDBOOK / f"{number.replace('/', '-').replace('Đ', 'D')}.txt"
        assert f"\nĐiều {article}. " in file.read_text("utf-8"), place
        assert place in letter.answers or f"Điều {article}" in "".join(letter.paragraphs)


def test_a_letter_is_filled_and_nothing_of_it_is_kept(client: TestClient, tmp_path: Path) -> None:
    assert words.LETTERS[0].title in client.get("/don-mau").text
    page = client.post("/don-mau/nghi-viec", data=SAID)
    assert "Kính gửi: Công ty &lt;b&gt;&#34;Mẫu&#34;&lt;/b&gt; &amp; Con" in page.text
    assert f"Bộ phận: {words.BLANK}" in page.text
    assert "Lý do:" not in page.text, "an optional line that was left empty is left out"
    again = client.post("/don-mau/nghi-viec", data={**SAID, "change": "1"}).text
    assert 'value="Đặng Thị Mẫu"' in again
    assert not client.cookies
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert "Đặng Thị Mẫu".encode() not in kept


def test_the_files_hold_the_letter_and_no_author(client: TestClient) -> None:
    text = client.post("/don-mau/nghi-viec/don.txt", data={**SAID, "name": "Mẫu\x00\x1b"})
    assert 'filename="don.txt"' in text.headers["content-disposition"]
    assert text.content.decode("utf-8-sig").rstrip().endswith("\nMẫu")
    answer = client.post("/don-mau/nghi-viec/don.docx", data=SAID)
    document = docx.Document(BytesIO(answer.content))
    lines = [p.text for p in document.paragraphs]
    assert 'Kính gửi: Công ty <b>"Mẫu"</b> & Con' in lines
    assert lines[-1] == "Đặng Thị Mẫu"
    assert document.core_properties.author == ""


@pytest.mark.parametrize("path", ["/don-mau/khong-co", "/don-mau/../x"])
def test_an_unknown_template_is_a_wrong_address(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_body_that_is_no_letter_is_refused(client: TestClient) -> None:
    assert client.post("/don-mau/nghi-viec", data={"name": "x" * 100_000}).status_code == 413


def test_the_matching_answer_offers_its_letter() -> None:
    reply = Reply((Block("Được."),), (Button("intake:about:45/2019/QH14:35", "…"), Button("why:abc", "…")))
    assert [letter.id for letter in chips(reply).letters] == ["nghi-viec"]
    assert not chips(Reply((), (Button("intake:about:45/2019/QH14:137", "…"),))).letters


def test_page_reads_as_a_letter(client: TestClient) -> None:
    page = unescape(client.post("/don-mau/doi-luong", data=SAID).text)
    for line in (*words.NATION, "ĐỀ NGHỊ TRẢ LƯƠNG CÒN NỢ", words.SIGNED):
        assert line in page
