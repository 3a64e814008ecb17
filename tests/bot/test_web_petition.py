"""The web form and the code page: no JavaScript, no cookie, the same dialogue behind them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import SimpleNamespace

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot.app import App, build
from bot.conversation import Services
from bot.settings import Settings
from bot.texts import emergency as emergency_words
from bot.texts import follow as follow_words
from bot.texts import intake as intake_words
from bot.texts import matters, talk
from bot.texts import petition_pages as words
from bot.texts import web as web_words
from bot.web.petition.draft import drafted
from feedback.assembly import Feedback
from feedback.model.case import Lane
from tests.bot.conftest import Clock
from tests.bot.test_intake import CODE
from tests.feedback.test_files import MARK, exif, picture, saved
from tests.feedback.union import trial_union
from tests.library import MEALS, SmallLibrary
from tests.petitions import trial_feedback

TEXT = "Nước uống ở xưởng có mùi, đề nghị thay bình lọc."
FORM = {"text": TEXT, "consent": "1", "concern": "nobody", "area": "industrial_park:kcn-song-lam"}


@pytest.fixture
def feedback(clock: Clock) -> Feedback:
    return trial_feedback(clock.now)


@pytest.fixture
def app(tmp_path: Path, clock: Clock, feedback: Feedback) -> App:
    return build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=feedback)


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(app.web, follow_redirects=True) as client:
        yield client


class Visitor:
    """Somebody who fills in forms and presses buttons."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""

    def sends(self, path: str, data: dict[str, str], **more: object) -> str:
        """Post a form; the page that comes back, without its tags."""
        answer = self.client.post(path, data=data, **more)  # type: ignore[arg-type]
        self.page = answer.text
        return self.text

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]+>", "", self.page))

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.page)
        assert found
        return found.group(1)

    def presses(self, label: str) -> str:
        """Press the button that shows `label`."""
        for identity, shown in re.findall(r'<button name="button" value="([^"]+)"[^>]*>([^<]+)<', self.page):
            if label in unescape(shown):
                return self.sends("/kien-nghi/buoc", {"token": self.token, "button": unescape(identity)})
        raise AssertionError(f"no button {label!r}")

    def says(self, text: str) -> str:
        """Fill in the field below."""
        return self.sends("/kien-nghi/buoc", {"token": self.token, "text": text})

    def petition(self, **more: object) -> str:
        """Fill in the form, send it, and return the code."""
        self.sends("/kien-nghi", FORM, **more)
        found = CODE.search(self.presses(words.TO_CODE))
        assert found
        self.says(found.group()[-4:])
        return found.group()


def test_a_petition_goes_from_the_form_to_the_slip_without_a_cookie(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    preview = visitor.sends("/kien-nghi", FORM)
    assert TEXT in preview
    assert "Nơi nhận: Công đoàn các khu công nghiệp tỉnh" in preview
    visitor.petition()
    assert "✅ Đã nhận, số KN26-" in visitor.text
    assert intake_words.AFTER_TIMES.partition("{")[0] not in visitor.text, "nobody is there in trial mode"
    assert intake_words.AFTER_TRIAL in visitor.text
    slip = re.search(r"PHIẾU TIẾP NHẬN.*?Chữ ký: [\w+/=]+", visitor.text, re.DOTALL)
    assert slip
    assert feedback.submissions.verify_slip(slip.group())
    assert not client.cookies
    assert not re.search(r"<script(?! src=\"/static/)|\son\w+=", visitor.page)


def test_the_code_page_says_that_nothing_is_sent(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", FORM)
    found = CODE.search(visitor.presses(words.TO_CODE))
    assert found
    before_the_code = visitor.page.partition(found.group())[0]
    assert "CHƯA GỬI" in before_the_code
    assert 'inputmode="numeric"' in visitor.page
    assert words.SEND_PETITION in visitor.text
    assert words.TO_CODE not in visitor.text
    note = client.post("/kien-nghi/ghi-chep.txt", data={"token": visitor.token})
    assert note.text == f"{found.group()}\n"
    assert note.headers["content-disposition"] == 'attachment; filename="ghi-chep.txt"'
    assert "CHƯA GỬI" in visitor.says("0000")
    assert intake_words.CODE_WRONG in visitor.text
    assert follow_words.UNSENT[0] in Visitor(client).sends("/tra-cuu", {"text": found.group()})
    assert feedback.db.value("SELECT count(*) FROM submission") == 0
    assert "✅ Đã nhận" in visitor.says(found.group()[-4:])
    assert (
        client.post("/kien-nghi/ghi-chep.txt", data={"token": visitor.token}).headers["content-type"][:9] == "text/html"
    )
    assert words.CODE_LABEL in client.post("/kien-nghi/ghi-chep.txt", data={"token": "x"}).text


def test_a_lost_code_has_a_way_on(client: TestClient) -> None:
    page = unescape(client.get("/tra-cuu").text)
    for line in (*matters.ANSWERS["lost_code"], *follow_words.UNSENT):
        assert line in page


def test_a_typed_company_is_matched_when_sure_and_its_union_barred(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    sure = {**FORM, "company": "cty may anh duong", "concern": "grassroots"}
    assert "Nơi xảy ra: Công ty May Ánh Dương (mẫu), KCN Sông Lam" in visitor.sends("/kien-nghi", sure)
    draft, _ = drafted(Services(SmallLibrary(), petitions=feedback.submissions), sure, ())
    assert "cdcs-anh-duong" in feedback.submissions.route(draft.submission("web"), Clock().now).excluded


def test_a_company_that_may_be_meant_is_asked_about(client: TestClient) -> None:
    visitor = Visitor(client)
    asked = visitor.sends("/kien-nghi", {**FORM, "company": "may", "concern": "person"})
    assert intake_words.COMPANY_LIKE.format(name="may") in asked
    assert intake_words.PERSON in visitor.presses(intake_words.COMPANY_OTHER)
    assert "Nơi xảy ra: may, KCN Sông Lam" in visitor.says("tổ trưởng tổ 2")
    assert intake_words.COMPANY_LIKE.format(name="may") in visitor.sends("/kien-nghi", {**FORM, "company": "may"})
    assert "Nơi xảy ra: Công ty May Ánh Dương (mẫu), KCN Sông Lam" in visitor.presses("May Ánh Dương")


def test_the_receipt_loaded_again_is_the_receipt(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", FORM)
    found = CODE.search(visitor.presses(words.TO_CODE))
    assert found
    typed = {"token": visitor.token, "text": found.group()[-4:]}
    receipt = visitor.sends("/kien-nghi/buoc", typed)
    assert "✅ Đã nhận, số KN26-" in receipt
    assert words.KEPT_NOTE not in receipt
    assert visitor.sends("/kien-nghi/buoc", typed) == receipt
    assert feedback.db.value("SELECT count(*) FROM submission") == 1
    assert words.CODE_LABEL in visitor.presses("Xem kiến nghị")
    assert "đã nhận" in visitor.says(found.group())


def test_the_code_page_shows_the_case_and_takes_an_answer(client: TestClient) -> None:
    visitor = Visitor(client)
    code = visitor.petition()
    heard = visitor.sends("/tra-cuu", {"text": code})
    assert "đã nhận" in heard
    assert code not in visitor.page
    visitor.presses("Viết thêm")
    assert follow_words.DONE["write"] in visitor.says("Hôm nay vẫn vậy")
    visitor.presses(follow_words.MORE)
    assert "Hôm nay vẫn vậy" in visitor.presses(follow_words.ALL)
    visitor.presses(follow_words.MORE)
    visitor.presses(follow_words.WITHDRAW)
    assert follow_words.DONE_TRIAL in visitor.presses("tự rút")


def test_words_of_danger_on_the_code_page_raise_the_case(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    code = visitor.petition()
    visitor.sends("/tra-cuu", {"text": code})
    visitor.presses("Viết thêm")
    assert emergency_words.IN_CASE in visitor.says("Vừa có người bị máy cuốn tay!")
    assert feedback.db.value("SELECT lane FROM submission") == Lane.EMERGENCY


def test_the_form_goes_on_to_the_name_of_one_person(client: TestClient) -> None:
    visitor = Visitor(client)
    assert intake_words.PERSON in visitor.sends("/kien-nghi", {**FORM, "concern": "person"})
    assert intake_words.PERSON_STAFF in visitor.text
    assert "Người liên quan: tổ trưởng tổ 2" in visitor.says("tổ trưởng tổ 2")


def test_a_wrong_code_is_said(client: TestClient) -> None:
    assert follow_words.ONE_DIGIT_WRONG in Visitor(client).sends("/tra-cuu", {"text": "1234 5678 9012 3456 7890"})


def test_what_was_written_is_given_back_when_something_is_missing(client: TestClient) -> None:
    answer = client.post("/kien-nghi", data={"text": TEXT, "company": "Công ty Mẫu"})
    assert answer.status_code == 422
    assert words.NEED_CONSENT in answer.text
    assert TEXT in answer.text
    assert "Công ty Mẫu" in answer.text
    assert words.NEED_TEXT in client.post("/kien-nghi", data={"consent": "1"}).text


def test_a_full_disk_costs_no_word_of_the_form(app: App, client: TestClient) -> None:
    app.engine.inbox._db.execute("PRAGMA query_only = ON")
    answer = client.post("/kien-nghi", data=FORM)
    assert answer.status_code == 503
    assert words.NOT_TAKEN in answer.text
    assert f">{TEXT}</textarea>" in answer.text
    app.engine.inbox._db.execute("PRAGMA query_only = OFF")
    assert "Nơi nhận" in Visitor(client).sends("/kien-nghi", FORM)


def test_a_full_disk_costs_no_word_of_a_step(app: App, client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", {**FORM, "concern": "person"})
    token = visitor.token
    app.engine.inbox._db.execute("PRAGMA query_only = ON")
    assert words.NOT_TAKEN in visitor.says("tổ trưởng tổ 2")
    assert ">tổ trưởng tổ 2</textarea>" in visitor.page
    assert visitor.token == token
    app.engine.inbox._db.execute("PRAGMA query_only = OFF")
    assert "Người liên quan: tổ trưởng tổ 2" in visitor.says("tổ trưởng tổ 2")
    app.engine.inbox._db.execute("PRAGMA query_only = ON")
    assert words.NOT_TAKEN in visitor.presses(words.TO_CODE)
    app.engine.inbox._db.execute("PRAGMA query_only = OFF")
    assert CODE.search(visitor.presses(words.AGAIN))


def test_those_who_must_wait_lose_no_word(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", {**FORM, "concern": "person"})
    for _ in range(40):
        answer = client.post("/kien-nghi", data=FORM)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert words.TOO_FAST in answer.text
    assert f">{TEXT}</textarea>" in answer.text
    assert words.TOO_FAST in visitor.says("tổ trưởng tổ 2")
    assert ">tổ trưởng tổ 2</textarea>" in visitor.page


def test_a_button_leaves_half_typed_words_in_the_field(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", {**FORM, "concern": "person"})
    pressed = {"token": visitor.token, "button": "article:01/2021/NĐ-THU:7", "text": "tổ trưởng"}
    assert "Cơm nóng" in visitor.sends("/kien-nghi/buoc", pressed)
    visitor.presses("Tiếp tục")
    pressed = {"token": visitor.token, "button": "intake:", "text": "tổ trưởng"}
    assert intake_words.PERSON in visitor.sends("/kien-nghi/buoc", pressed)
    assert ">tổ trưởng</textarea>" in visitor.page


def test_forgetting_ends_the_draft_and_the_chat(client: TestClient, tmp_path: Path) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    visitor = Visitor(client)
    visitor.petition()
    assert talk.FORGOTTEN in visitor.presses("Xóa cuộc trò chuyện này")
    assert not client.cookies
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        for table in ("state", "web_lines"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_photos_lose_their_metadata_and_bad_ones_leave_the_text(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    files = [
        ("photos", ("IMG_Nguyen_Thi_Danh_Dau.jpg", saved(picture(), "JPEG", exif=exif()), "image/jpeg")),
        ("photos", ("luong.pdf", b"%PDF-1.7", "application/pdf")),
    ]
    preview = visitor.sends("/kien-nghi", FORM, files=files)
    assert "Ảnh: 1" in preview
    assert "Ảnh 2: Chưa nhận tệp PDF" in preview
    assert TEXT in preview
    found = CODE.search(visitor.presses(words.TO_CODE))
    assert found
    visitor.says(found.group()[-4:])
    code = found.group().replace(" ", "")
    (attachment,) = feedback.submissions.look_up(code, Clock().now).messages[0].photos
    kept = feedback.submissions.photo(code, attachment, Clock().now)
    assert kept
    assert MARK not in kept.jpeg


def test_too_large_a_form_is_refused_with_a_sentence(client: TestClient) -> None:
    headers = {"content-length": str(60 * 1024 * 1024), "content-type": "multipart/form-data; boundary=x"}
    answer = client.post("/kien-nghi", content=b"x", headers=headers)
    assert answer.status_code == 413
    assert words.TOO_BIG in answer.text


def test_danger_gets_its_first_words_before_the_preview(client: TestClient) -> None:
    visitor = Visitor(client)
    heard = visitor.sends("/kien-nghi", {**FORM, "text": "Bạn tôi vừa bị điện giật nằm bất tỉnh"})
    assert "115 (cấp cứu y tế, 24/7)" in heard
    assert "KHẨN" in heard
    heard = visitor.sends("/kien-nghi", {**FORM, "text": "ban toi noi tu tu thoi"})
    assert "không muốn sống" in heard
    assert "KHẨN" not in heard
    assert "KHẨN" in visitor.sends("/kien-nghi", {**FORM, "danger": "violence"})


def test_a_basis_from_the_handbook_comes_along(client: TestClient) -> None:
    page = client.get("/kien-nghi", params={"can-cu": MEALS.citation.key}).text
    assert f'value="{MEALS.citation.key}"' in page
    preview = Visitor(client).sends("/kien-nghi", {**FORM, "basis": MEALS.citation.key})
    assert f"Điều luật: Điều {MEALS.citation.article}" in preview


@pytest.mark.parametrize("basis", ["to-may-3", "145/2020/NĐ-CP:999", "x" * 300, ":"])
def test_a_basis_that_the_library_has_not_is_dropped(client: TestClient, basis: str) -> None:
    """Any text in a link would mark who used it."""
    assert 'name="basis" value=""' in client.get("/kien-nghi", params={"can-cu": basis}).text
    assert basis[:50] not in Visitor(client).sends("/kien-nghi", {**FORM, "basis": basis}) or basis == ":"


def test_eleven_pictures_lose_nothing_but_the_eleventh(client: TestClient, feedback: Feedback) -> None:
    visitor = Visitor(client)
    photos = [("photos", (f"{n}.jpg", saved(picture(), "JPEG"), "image/jpeg")) for n in range(11)]
    preview = visitor.sends("/kien-nghi", FORM, files=photos)
    assert TEXT in preview
    assert preview.count("gửi bổ sung sau bằng mã tra cứu") == 1
    assert "10 ảnh" in preview


def test_a_body_that_is_too_large_keeps_the_words(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.petition.pages.LARGEST_FORM", 200_000)
    photos = [("photos", ("1.jpg", saved(picture(), "JPEG") + bytes(300_000), "image/jpeg"))]
    page = Visitor(client).sends("/kien-nghi", FORM, files=photos)
    assert TEXT in page
    assert "quá 40 MB" in page


def test_a_step_that_is_too_large_keeps_its_words_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", FORM)
    visitor.presses("Viết thêm")
    monkeypatch.setattr("bot.web.petition.pages.LARGEST_FORM", 200_000)
    fields = {"token": visitor.token, "text": "thêm một điều nữa"}
    page = visitor.sends(
        "/kien-nghi/buoc",
        fields,
        files=[("photos", ("1.jpg", saved(picture(), "JPEG") + bytes(300_000), "image/jpeg"))],
    )
    assert "thêm một điều nữa" in page


def test_a_token_that_we_did_not_make_opens_no_page_of_its_own(client: TestClient) -> None:
    visitor = Visitor(client)
    planted = "a" * 43
    visitor.sends("/kien-nghi/buoc", {"token": planted, "button": "intake:"})
    assert visitor.token != planted


def test_hostile_fields_are_shown_and_stored_as_words(client: TestClient) -> None:
    evil = '<script>alert(1)</script>"'
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", {**FORM, "text": evil, "area": "company:../../x", "concern": "x", "danger": "x"})
    assert "<script>alert" not in visitor.page
    assert evil in visitor.text


def test_a_token_of_another_page_opens_nothing(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", FORM)
    heard = visitor.sends("/kien-nghi/buoc", {"token": "A" * 43, "button": "intake:send"})
    assert TEXT not in heard
    assert "Trước khi viết" in heard or follow_words.ASK_CODE[0] in heard


def test_leaving_forgets_the_draft(client: TestClient, tmp_path: Path) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", FORM)
    token = visitor.token
    visitor.sends("/kien-nghi/buoc", {"token": token, "button": "welcome:menu"})
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        assert db.execute("SELECT count(*) FROM state").fetchone() == (0,)


@pytest.mark.parametrize("path", ["/kien-nghi", "/tra-cuu"])
def test_pages_carry_headers_and_the_trial_notice_in_red(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert 'class="trial"' in answer.text


def test_without_the_submissions_half_the_pages_say_so(tmp_path: Path, clock: Clock) -> None:
    closed = build(Settings(data=tmp_path), SmallLibrary(), now=clock)
    with TestClient(closed.web) as client:
        assert words.CLOSED in client.get("/kien-nghi").text
        assert words.CLOSED in client.get("/tra-cuu").text
        answer = client.post("/kien-nghi", data=FORM)
        assert answer.status_code < 500


def test_the_web_chat_sends_a_petition_too(client: TestClient) -> None:
    page = client.post("/chat", data={"text": "gửi kiến nghị", "key": "k1"}).text
    assert intake_words.NOTICE_TITLE in page
    assert intake_words.TRIAL in page


def test_an_upload_never_becomes_a_file(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a large one: an original in a temporary file would outlive the request on the disk."""
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", lambda file: pytest.fail("an upload became a file"))
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *_, **__: pytest.fail("an upload became a file"))
    noise = Image.effect_noise((2000, 2000), 120).convert("RGB")
    content = saved(noise, "JPEG", quality=95)
    assert len(content) > 2 * 2**20
    Visitor(client).petition(files={"photos": ("a.jpg", content, "image/jpeg")})


@pytest.mark.parametrize("typed", ["{code}", "{digits}", "mã của tôi {code} nhé", "{dots}"])
def test_a_typed_code_stands_in_no_line(client: TestClient, typed: str) -> None:
    code = Visitor(client).petition()
    digits = code.replace(" ", "")
    said = typed.format(code=code, digits=digits, dots=code.replace(" ", "."))
    client.post("/chat", data={"text": said, "key": "k1"})
    page = client.get("/").text
    assert web_words.CODE_TYPED in page
    assert digits not in re.sub(r"\D", "", page)


def test_nothing_ties_the_draft_to_its_case_once_the_receipt_is_out(client: TestClient, feedback: Feedback) -> None:
    kept: list[int] = []
    forget = feedback.submissions.forget_mark

    def counted(mark: str) -> None:
        kept.append(feedback.db.value("SELECT count(*) FROM draft_mark"))
        forget(mark)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(feedback.submissions), "forget_mark", lambda _, mark: counted(mark))
        Visitor(client).petition()
    assert kept == [1]  # it was there for a repeated last step
    assert feedback.db.value("SELECT count(*) FROM draft_mark") == 0


def test_under_three_percent_of_disk_words_stay_and_look_ups_work(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    feedback = trial_union(tmp_path / "cases" / "feedback.db")
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=feedback)
    with TestClient(app.web, follow_redirects=True) as client:
        code, begun, looking = Visitor(client).petition(), Visitor(client), Visitor(client)
        begun.sends("/kien-nghi", FORM)
        with monkeypatch.context() as full:
            full.setattr("shutil.disk_usage", lambda _: SimpleNamespace(total=100, free=2))
            assert intake_words.FULL in client.get("/kien-nghi").text
            answer = client.post("/kien-nghi", data=FORM)
            assert answer.status_code == 503
            assert intake_words.FULL in answer.text
            assert TEXT in answer.text
            assert intake_words.FULL in begun.presses(words.TO_CODE)
            assert words.CODE_LABEL in client.get("/tra-cuu").text
            assert "đã nhận" in looking.sends("/tra-cuu", {"text": code})
            looking.presses(follow_words.MORE)
            assert TEXT in looking.presses(follow_words.ALL)
        begun.presses("Gửi kiến nghị ẩn danh")  # the same draft, where it was left
        assert TEXT in begun.text
        found = CODE.search(begun.presses(words.TO_CODE))
        assert found
        assert "✅ Đã nhận" in begun.says(found.group()[-4:])
        assert feedback.db.value("SELECT count(*) FROM submission") == 2


def test_pictures_that_came_before_the_limit_are_kept(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = saved(picture(), "JPEG"), saved(picture(), "JPEG") + bytes(300_000)
    monkeypatch.setattr("bot.web.petition.pages.LARGEST_FORM", len(small) + 100_000)
    sent = [("photos", ("1.jpg", small, "image/jpeg")), ("photos", ("2.jpg", large, "image/jpeg"))]
    preview = Visitor(client).sends("/kien-nghi", {**FORM, "danger": "violence"}, files=sent)
    assert TEXT in preview
    assert words.PHOTOS_CUT.format(count=1) in preview
    assert "KHẨN" in preview


def test_the_web_chat_takes_pictures_where_it_asks_for_them(client: TestClient) -> None:
    def post(key: str, **form: str) -> str:
        return client.post("/chat", data={"key": key, **form}).text

    assert 'id="pictures" hidden' in client.get("/").text
    post("1", text="gửi kiến nghị")
    post("2", button="intake:agree")
    page = post("3", button="intake:danger:no")
    assert 'id="pictures">' in page
    files = [
        ("photos", ("a.jpg", saved(picture(), "JPEG", exif=exif()), "image/jpeg")),
        ("photos", ("b.pdf", b"%PDF-1.7", "application/pdf")),
    ]
    page = client.post("/chat", data={"key": "4", "text": TEXT}, files=files).text
    assert "(2 ảnh)" in page
    assert intake_words.PHOTO_KEPT.format(count=1)[:20] in unescape(page)
    assert "Chưa nhận tệp PDF" in page
    assert TEXT in page


def test_words_outlive_pictures_that_are_too_large_in_the_chat(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/chat", data={"key": "1", "text": "gửi kiến nghị"})
    monkeypatch.setattr("bot.web.chat.pages.LARGEST_WITH_PHOTOS", 100_000)
    files = [("photos", ("a.jpg", bytes(200_000), "image/jpeg"))]
    page = client.post("/chat", data={"key": "2", "text": "lời kể"}, files=files)
    assert page.status_code == 413
    assert ">lời kể</textarea>" in page.text


def test_a_slip_can_be_checked_by_anybody(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.petition()
    slip = re.search(r"PHIẾU TIẾP NHẬN.*?Chữ ký: [\w+/=]+", visitor.text, re.DOTALL)
    assert slip
    number = re.search(r"KN26-\w{5}", slip.group())
    assert number
    day = re.search(r"\d\d/\d\d/\d{4}", slip.group())
    assert day
    told = words.SLIP_TRUE.format(unit="Công đoàn các khu công nghiệp tỉnh", day=day.group(), number=number.group())
    wrapped = "Gửi bạn: " + slip.group().replace("\n", "  ") + " Hết."
    for copied in (slip.group(), slip.group().replace("\n", "\r\n  "), wrapped):
        assert told in Visitor(client).sends("/phieu", {"text": copied}), copied
    file = {"file": ("phieu.txt", slip.group().encode(), "text/plain")}
    assert told in Visitor(client).sends("/phieu", {"text": ""}, files=file)
    forged = slip.group().replace(number.group(), "KN26-AAAAA")
    assert words.SLIP_FALSE in Visitor(client).sends("/phieu", {"text": forged})
    for none in ("", "KN26-AAAAA", "PHIẾU TIẾP NHẬN", TEXT):
        assert words.SLIP_NOT_READ in Visitor(client).sends("/phieu", {"text": none})
    assert not client.cookies


def test_a_page_whose_answer_never_came_counts_once_when_it_is_sent_again(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.sends("/kien-nghi", {**FORM, "concern": "person"})
    key = re.search(r'name="key" value="([^"]+)"', visitor.page)
    assert key
    form = {"token": visitor.token, "key": key[1], "text": "tổ trưởng tổ 2"}
    for _ in range(3):
        preview = visitor.sends("/kien-nghi/buoc", form)
    assert preview.count("tổ trưởng tổ 2") == 1
    visitor.presses("Viết thêm")
    form = {"token": visitor.token, "key": "k2", "text": "Nước vẫn đục."}
    visitor.sends("/kien-nghi/buoc", form)
    visitor.sends("/kien-nghi/buoc", form)
    visitor.sends("/kien-nghi/buoc", {**form, "text": "Bình lọc chưa thay."})  # back, and other words
    preview = visitor.presses(intake_words.DONE)
    assert preview.count("Nước vẫn đục.") == 1
    assert preview.count("Bình lọc chưa thay.") == 1
