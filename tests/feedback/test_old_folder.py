"""A data folder of the first version (commit b89bd44, made by tests/data/folders/make.py) opens, and nothing in it
became unreadable: neither for the worker with the code nor for the staff who could read it then."""

from __future__ import annotations

import json
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.errors import Fault, NotAllowed, SecondFactorMissing
from feedback.model.lifecycle import State
from tests.feedback.union import CHEAP, shown

FOLDERS = Path(__file__).parents[1] / "data" / "folders"


class Old:
    """One unpacked folder, opened by today's program, and what was true in it."""

    def __init__(self, name: str, scratch: Path) -> None:
        with tarfile.open(FOLDERS / f"{name}.tar.xz") as tar:
            tar.extractall(scratch, filter="data")
        folder = scratch / name
        self.told: dict[str, Any] = json.loads((folder / "told.json").read_text("utf-8"))
        self.now = datetime.fromisoformat(self.told["now"])
        key = bytes.fromhex((folder / "keys" / "bot.key").read_text().strip())
        self.feedback: Feedback = open_feedback(folder / "feedback.db", key, CHEAP)

    @property
    def cases(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told["cases"]
        return found


@pytest.fixture(params=["trial", "earnest"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Old:
    return Old(request.param, tmp_path)


def test_every_code_opens_its_case_with_all_its_words(old: Old) -> None:
    for case in old.cases:
        view = old.feedback.submissions.look_up(case["code"], old.now)
        assert [m.text for m in view.messages if m.text][: len(case["words"])] == case["words"], case["number"]


def test_every_case_is_in_the_state_and_with_the_owner_it_had(old: Old) -> None:
    for case in old.cases:
        row = old.feedback.desk.mover.cases.by_public_no(case["number"])
        assert row
        assert (row.state, row.owner) == (State(case["state"]), case["owner"])


LEADS = {"cd-kcn": "kcn-lanh-dao", "ldld-tinh": "tinh-lanh-dao", "tld": "tld-lanh-dao"}


def test_who_leads_the_owner_reads_every_case(old: Old) -> None:
    for case in old.cases:
        if old.feedback.staff.is_trial():
            session = old.feedback.keyring.open_trial_session("thu-1", old.now)
        else:
            session = old.feedback.keyring.open_session(LEADS[case["owner"]], old.told["password"], old.now)
        dossier = shown(old.feedback, session, case["number"], old.now)
        said = [m.text for m in dossier.messages]
        assert all(words in said for words in case["words"]), case["number"]


def test_units_of_an_earnest_folder_wait_for_their_leads_word(tmp_path: Path) -> None:
    """Nothing was confirmed in the first version: doctor names each unit, and a rotation waits for the first list."""
    old = Old("earnest", tmp_path)
    half, now = old.feedback, old.now
    assert {"cd-kcn", "ldld-tinh", "tld"} <= set(half.people.unconfirmed(now))
    assert half.manifest.differences() == []
    assert half.house.is_open()
    lead = half.keyring.open_session("kcn-lanh-dao", old.told["password"], now)
    with pytest.raises(NotAllowed) as error:
        half.people.rotate(lead, "cd-kcn", now)
    assert error.value.fault is Fault.CONFIRM_RECIPIENTS_FIRST
    for key in half.people.waiting(lead, now):
        half.people.confirm(lead, key, now)
    assert "cd-kcn" not in half.people.unconfirmed(now)
    half.people.rotate(lead, "cd-kcn", now)
    lead = half.keyring.open_session("kcn-lanh-dao", old.told["password"], now)
    for case in old.cases:
        if case["owner"] == "cd-kcn":
            assert shown(half, lead, case["number"], now).messages


def test_staff_messages_of_an_old_folder_are_adopted_once(old: Old) -> None:
    assert old.feedback.desk.vault.forged() == []


def test_everybody_of_an_earnest_folder_sets_up_a_second_factor_at_the_next_log_in(tmp_path: Path) -> None:
    old = Old("earnest", tmp_path)
    with pytest.raises(SecondFactorMissing):
        old.feedback.sessions.log_in("kcn-lanh-dao", old.told["password"], "000000", old.now)


def test_a_trial_folder_gets_its_lists_from_the_server(tmp_path: Path) -> None:
    old = Old("trial", tmp_path)
    old.feedback.begin_trial(old.now)
    reader = old.feedback.keyring.open_trial_session("thu-1", old.now)
    assert old.feedback.people.waiting(reader, old.now) == []
    old.feedback.people.rotate(reader, "cd-kcn", old.now)
    reader = old.feedback.keyring.open_trial_session("thu-1", old.now)
    assert all(shown(old.feedback, reader, case["number"], old.now).messages for case in old.cases)
