"""The log proves something: nine kinds of tampering are found, honest lives raise no alarm, and a restore is signed.

`tests/slow/test_tampering.py` does the same at many random places.
"""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.errors import FeedbackError, NotAllowed, StorageError
from feedback.journal.audit import Trouble
from feedback.journal.events import RecordAct
from feedback.model.subject import HOUSE
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase
from tests.feedback import tampering
from tests.feedback.histories import copied, live
from tests.feedback.real_union import real_union, session
from tests.feedback.stories import answered, screened
from tests.feedback.union import CHEAP, KEY, MONDAY, Union, shown, trial_union


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    folder = tmp_path_factory.mktemp("life") / "data"
    return folder, live(folder, random.Random(1), 30)


def troubles(folder: Path) -> set[Trouble]:
    feedback = open_feedback(folder / "feedback.db", KEY, CHEAP)
    found = {finding.trouble for finding in feedback.audit.verify()}
    feedback.db.close()
    return found


def test_an_honest_life_raises_no_alarm(life: tuple[Path, list[Path]], tmp_path: Path) -> None:
    assert troubles(copied(life[0], tmp_path / "copy")) == set()


@pytest.mark.parametrize("kind", tampering.KINDS)
def test_tampering_is_found(kind: str, life: tuple[Path, list[Path]], tmp_path: Path) -> None:
    for place in range(4):
        folder = copied(life[0], tmp_path / str(place))
        tampering.KINDS[kind](folder, life[1], random.Random(place))
        assert troubles(folder), place


@pytest.mark.parametrize("kind", ["deleted_tail", "changed_state_or_grant"])
def test_what_is_written_afterwards_hides_nothing(kind: str, tmp_path: Path) -> None:
    union = Union(trial_union(tmp_path / "feedback.db"))
    code, number = answered(union)
    union.feedback.db.close()
    tampering.KINDS[kind](tmp_path, [], random.Random(2))
    again = Union(open_feedback(tmp_path / "feedback.db", KEY, CHEAP))
    again.feedback.submissions.look_up(code, again.now)
    with suppress(FeedbackError):  # the log may have lost who had answered the question of involvement
        again.feedback.desk.note(again.first, number, "Ghi chú.", again.now)
    assert again.feedback.audit.verify()
    again.feedback.db.close()


@pytest.mark.parametrize("running", [False, True])
def test_an_older_file_that_is_written_on_is_found(tmp_path: Path, running: bool) -> None:
    """Somebody puts back the file of an hour ago, the service up or down; then petitions come in as if nothing was."""
    path = tmp_path / "feedback.db"
    union = Union(trial_union(path))
    union.send()
    earlier = union.feedback.db.copy_to(tmp_path / "earlier.db")
    union.send()
    if not running:
        union.feedback.db.close()
    with closing(sqlite3.connect(earlier)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    if not running:
        union = Union(open_feedback(path, KEY, CHEAP))
    for _ in range(3):
        union.send()
    assert Trouble.OTHER_DATABASE in {finding.trouble for finding in union.feedback.audit.verify()}
    union.feedback.db.close()


def test_a_kill_between_the_two_writes_is_no_alarm(tmp_path: Path) -> None:
    """The witness was written, the commit never came."""
    union = Union(trial_union(tmp_path / "feedback.db"))
    union.send()
    before = sqlite3.connect(tmp_path / "feedback.db")
    before.execute("VACUUM INTO ?", [str(tmp_path / "before.db")])
    before.close()
    union.send()
    promised = json.loads((tmp_path / "keys" / "journal.json").read_text())
    earlier = FeedbackDatabase(tmp_path / "before.db")
    totals = earlier.row("SELECT events, digest FROM journal")
    earlier.close()
    assert totals
    union.feedback.db.close()
    (tmp_path / "keys" / "journal.json").write_text(
        json.dumps({**promised, "before": [totals["events"], totals["digest"].hex()]})
    )
    for end in ("-wal", "-shm"):
        (tmp_path / f"feedback.db{end}").unlink(missing_ok=True)
    (tmp_path / "before.db").replace(tmp_path / "feedback.db")
    assert troubles(tmp_path) == set()


def test_each_day_has_a_signed_root(union: Union) -> None:
    union.send()
    union.wait(3)
    roots = union.feedback.record.roots()
    assert [root.day for root in roots] == [(MONDAY + timedelta(days=n)).date() for n in (2, 1, 0)]
    verify_key = union.feedback.submissions.verify_key
    assert all(keys.verify(root.message(), root.signature, verify_key) for root in roots)
    assert union.feedback.clock.step(union.now).handled.total() == 0
    assert len(union.feedback.record.roots()) == 3  # once a day


def test_nothing_is_added_to_a_day_whose_root_is_out(union: Union) -> None:
    code, _ = union.send()
    union.wait(3)
    union.now -= timedelta(days=3)
    union.feedback.submissions.look_up(code, union.now)
    shown(union.feedback, union.first, union.send()[1], union.now)
    assert not union.feedback.audit.verify()


def test_two_custodians_sign_a_restore(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    half.db.copy_to(tmp_path / "older.db")
    Union.send(_as_union(half))
    half.db.close()
    (tmp_path / "older.db").replace(tmp_path / "feedback.db")
    again = open_feedback(tmp_path / "feedback.db", KEY, CHEAP)
    assert {finding.trouble for finding in again.audit.verify()} == {Trouble.OTHER_DATABASE}
    with pytest.raises(NotAllowed, match="two_custodians_needed"):
        again.record.sign_restore(session(again, "kcn-lanh-dao"), session(again, "giu-1"), MONDAY)
    again.record.sign_restore(session(again, "giu-2"), session(again, "giu-1"), MONDAY)
    assert not again.audit.verify()
    assert again.events.of(HOUSE)[-1]["kind"] == RecordAct.RESTORED
    again.db.close()


def _as_union(half: Feedback) -> Union:
    found = object.__new__(Union)
    found.feedback, found.now = half, MONDAY
    return found


def test_who_reads_the_record(tmp_path: Path) -> None:
    half = real_union()
    number = Union.send(_as_union(half))[1]
    handler, lead = session(half, "kcn-tiep"), session(half, "kcn-lanh-dao")
    shown(half, lead, number, MONDAY)
    assert [line.kind for line in half.record.of_case(lead, number, MONDAY)][:2] == ["send", "declared_uninvolved"]
    assert half.record.of_house(lead)
    with pytest.raises(NotAllowed):
        half.record.of_house(handler)
    with pytest.raises(NotAllowed):
        half.record.verify(handler)


def test_excluded_units_are_kept_out_of_changed_rows_too(union: Union) -> None:
    _, number = screened(union)
    case, db = union.case(number), union.feedback.db
    waiting = [g.unit for g in union.feedback.desk.mover.grants.of(case.id) if g.unit != case.owner]
    union.feedback.desk.mover.exclusions.bar_unit(case.id, waiting[0], "declared")
    with pytest.raises(StorageError, match="excluded unit"):
        db.run(
            "UPDATE case_key_grant SET unit = ? WHERE submission_id = ? AND unit = ?", waiting[0], case.id, case.owner
        )
    with pytest.raises(StorageError, match="grassroots"):
        db.run("UPDATE unit SET tier = 'grassroots' WHERE code = ?", case.owner)
    db.run("UPDATE exclusion SET unit = ? WHERE submission_id = ? AND unit = ?", case.owner, case.id, waiting[0])
    assert case.owner not in {g.unit for g in union.feedback.desk.mover.grants.of(case.id)}
