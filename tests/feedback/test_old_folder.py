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
