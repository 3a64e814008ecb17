"""`kill -9` before every statement of send, answer and escalate: whole or not at all, and a restart goes on."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.backup import check_feedback
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from feedback.sealing.receipt import with_check_digits
from tests.feedback import invariants
from tests.feedback.stories import ANSWER
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, Union, trial_union

FULL = bool(os.environ.get("DANBIET_FULL"))
CODE = with_check_digits("482177300295116437")
TEXT = "Công ty trả lương chậm hai tháng nay."


def send(feedback: Feedback) -> str:
    return feedback.submissions.submit(Draft(TEXT, place=COMPANY), CODE, MONDAY).public_no


def only_case(feedback: Feedback) -> str:
    number = feedback.db.value("SELECT public_no FROM submission")
    assert isinstance(number, str)
    return number


def answer(feedback: Feedback) -> str:
    first = feedback.keyring.open_trial_session("thu-1", MONDAY)
    return feedback.handling.answer(first, only_case(feedback), ANSWER, MONDAY).public_no


def escalate(feedback: Feedback) -> str:
    """By the clock, two months later: one step takes many rungs."""

    feedback.clock.step(MONDAY + timedelta(days=60))
    return only_case(feedback)


VERBS: dict[str, Callable[[Feedback], str]] = {"send": send, "answer": answer, "escalate": escalate}


def run_and_die(path: Path, verb: str, kill_at: int, done: Path) -> None:
    """In a child process: kill this process when the statement with that number is about to run."""
    feedback = open_feedback(path, KEY, CHEAP)
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    feedback.db.db.conn.set_trace_callback(count)
    done.write_text(VERBS[verb](feedback))  # the moment at which "Đã nhận" would be said
    feedback.db.db.conn.set_trace_callback(None)
    (done.parent / "statements").write_text(str(seen))
    os._exit(0)


def in_child(path: Path, verb: str, kill_at: int, done: Path) -> int:
    child = multiprocessing.get_context("fork").Process(target=run_and_die, args=(path, verb, kill_at, done))
    child.start()
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A database before each verb."""
    paths = {}
    for verb in VERBS:
        path = tmp_path_factory.mktemp(verb) / "feedback.db"
        feedback = trial_union(path)
        if verb != "send":
            Union(feedback).working()
        feedback.db.close()
        paths[verb] = path
    return paths


def copied(path: Path, folder: Path) -> Path:
    """The database with the files of its keys folder: they follow every commit."""
    shutil.copytree(path.parent, folder)
    return folder / path.name


def statements(prepared: dict[str, Path], verb: str, scratch: Path) -> int:
    """How many statements the verb runs when nobody kills it."""
    assert in_child(copied(prepared[verb], scratch / "count"), verb, 0, scratch / "counted") == 0
    return int((scratch / "statements").read_text())


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_kill_leaves_all_or_nothing(verb: str, prepared: dict[str, Path], tmp_path: Path) -> None:
    total = statements(prepared, verb, tmp_path)
    points = range(1, total + 1) if FULL else sorted({2, total // 3, total * 2 // 3, total - 1, total})
    for point in points:
        folder = tmp_path / str(point)
        path = copied(prepared[verb], folder)
        assert in_child(path, verb, point, folder / "done") == -signal.SIGKILL
        check_after(verb, path, folder / "done")


def check_after(verb: str, path: Path, done: Path) -> None:
    check_feedback(path, KEY)
    feedback = open_feedback(path, KEY, CHEAP)
    try:
        invariants.check(feedback, MONDAY, [CODE, TEXT])
        stored = feedback.db.value("SELECT COUNT(*) FROM submission")
        assert not done.exists() or stored == 1, "said without the row"
        number = VERBS[verb](feedback)  # the replay after the restart
        assert feedback.db.value("SELECT COUNT(*) FROM submission") == 1
        invariants.check(feedback, MONDAY, [CODE, TEXT])
        assert_arrived(verb, feedback, number)
    finally:
        feedback.db.close()


def assert_arrived(verb: str, feedback: Feedback, number: str) -> None:
    case = feedback.desk.mover.cases.by_public_no(number)
    assert case is not None
    if verb == "send":
        assert case.state is State.RECEIVED
        assert feedback.submissions.look_up(CODE, MONDAY).messages[0].text == TEXT
    elif verb == "answer":
        answers = feedback.db.value("SELECT COUNT(*) FROM message WHERE template = 'answer'")
        assert (case.state, answers) == (State.ANSWERED, 1)
    else:
        assert case.owner == "ldld-tinh"
