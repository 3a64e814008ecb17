"""Naming one person of the union's staff at step 5, by button, by number or by typing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.messages import Channel
from bot.texts import intake as words
from feedback.assembly import Feedback
from feedback.errors import NoKey
from feedback.model.case import Concern
from tests.bot.test_intake import NOW, Worker
from tests.feedback.real_union import real_union, session

BOARD = "Ủy ban Kiểm tra Liên đoàn"


@pytest.fixture(scope="module")
def union() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


@pytest.fixture
def worker(union: Feedback) -> Worker:
    """A worker of the park, asked for one person's name."""
    worker = Worker(Channel.TELEGRAM)
    worker.feedback = union
    worker.services = replace(worker.services, petitions=union.submissions)
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Lương tháng này trả chậm mười ngày.")
    worker.presses("Xong")
    worker.says("KCN-SONG-LAM")
    worker.presses("Bỏ qua hết")
    worker.presses(words.CONCERNS[Concern.PERSON])
    return worker


def barred(worker: Worker) -> list[str]:
    """Logins of the people that the newest petition bars."""
    sql = "SELECT f.login FROM exclusion e JOIN staff f ON f.id = e.staff_id ORDER BY e.rowid DESC LIMIT 1"
    return [row["login"] for row in worker.feedback.db.rows(sql)]


def number_of(worker: Worker, code: str) -> str:
    return worker.feedback.submissions.look_up(code.replace(" ", ""), worker.now).public_no


def test_a_chosen_person_never_opens_the_case(worker: Worker) -> None:
    assert words.PERSON_STAFF in worker.heard
    preview = worker.presses("kcn-tiep")
    assert "Người liên quan: kcn-tiep, Công đoàn các khu công nghiệp" in preview
    assert BOARD in preview
    code = worker.sends()
    assert barred(worker) == ["kcn-tiep"]
    with pytest.raises(NoKey):
        worker.feedback.desk.show(session(worker.feedback, "kcn-tiep"), number_of(worker, code), NOW)


def test_a_number_chooses_too(worker: Worker) -> None:
    assert "Người liên quan: kcn-lanh-dao" in worker.says("1")


def test_a_typed_name_like_theirs_is_asked_about(worker: Worker) -> None:
    heard = worker.says("xu-ly")
    assert words.PERSON_LIKE in heard
    labels = [button.label for button in worker.replies[-1].buttons]
    assert [label for label in labels if label.startswith("kcn")] == [
        label for label in labels if label != words.PERSON_OTHER
    ]
    assert "Người liên quan: kcn-xu-ly" in worker.presses("kcn-xu-ly")


@pytest.mark.parametrize("kept", ["button", "typed again"])
def test_somebody_else_of_that_name_stays_words(worker: Worker, kept: str) -> None:
    worker.says("xu-ly")
    preview = worker.presses(words.PERSON_OTHER) if kept == "button" else worker.says("xu-ly")
    assert "Người liên quan: xu-ly" in preview
    assert worker.state.draft["people"] == []


def test_a_name_that_nobody_has_is_taken_as_it_is(worker: Worker) -> None:
    assert "Người liên quan: phó chủ tịch phụ trách tài chính" in worker.says("phó chủ tịch phụ trách tài chính")


def test_an_invented_person_is_not_taken(worker: Worker) -> None:
    worker.says(button="intake:person:12345")
    assert words.PERSON in worker.heard
    assert worker.state.draft["people"] == []


def test_another_answer_forgets_the_person(worker: Worker) -> None:
    worker.presses("kcn-tiep")
    worker.presses(words.CHANGE_CONCERN)
    worker.presses(words.CONCERNS[Concern.NOBODY])
    assert worker.state.draft["people"] == []
    assert "Người liên quan" not in worker.heard
