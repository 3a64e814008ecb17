"""Makes the two folders of tests/data/folders with the program of commit b89bd44: run it in a checkout of that commit.

    PYTHONPATH=. python make.py OUT     # writes OUT/trial.tar.xz, OUT/earnest.tar.xz

Argon2 is cheap (1 pass, 8 MiB), so that the tests that open the folders stay fast; all else is as it was written then.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.key_check import MARK, key_mark

from feedback.model.case import Category, Kind, Level
from feedback.model.draft import Draft, Place
from tests.feedback.real_union import PASSWORD, PEOPLE, real_union, session
from tests.feedback.stories import ANSWER, STARTS
from tests.feedback.union import KEY, MONDAY, Union, trial_union


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in (("trial", trial), ("earnest", earnest)):
            folder = Path(scratch) / name
            (folder / "keys").mkdir(parents=True)
            (folder / "keys" / "bot.key").write_text(KEY.hex() + "\n")
            told = make(folder / "feedback.db")
            (folder / "told.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))
            with tarfile.open(out / f"{name}.tar.xz", "w:xz") as tar:
                tar.add(folder, name)


def trial(path: Path) -> dict[str, object]:
    union = Union(trial_union(path))
    cases = []
    for start in STARTS:
        code, number = start(union)
        cases.append(told(union.feedback, code, number))
    return finish(union.feedback, cases, union.now)


def earnest(path: Path) -> dict[str, object]:
    feedback = real_union(path)
    now = MONDAY
    intake, handler, lead = (session(feedback, f"kcn-{who}") for who in ("tiep", "xu-ly", "lanh-dao"))
    cases = []

    def send(text: str, **values: object) -> tuple[str, str]:
        code = feedback.submissions.new_code()
        draft = Draft(text, **{"place": Place(company="may-anh-duong"), "category": Category.WAGE, **values})
        return code, feedback.submissions.submit(draft, code, now).public_no

    received = send("Công ty trả lương chậm hai tháng nay.")
    looked = send("Xưởng nóng quá, quạt hỏng cả tuần.")
    feedback.triage.open(intake, looked[1], now, not_involved=True)
    working = send("Tổ trưởng trừ lương vô cớ.", level=Level.CONFIDENTIAL, contact="Chị Hoa, 0900 000 001")
    feedback.triage.open(intake, working[1], now, not_involved=True)
    feedback.triage.accept(intake, working[1], Kind.PETITION, Category.WAGE, now)
    feedback.handling.assign(lead, working[1], "kcn-xu-ly", now)
    answered = send("Căng tin có dòi.")
    feedback.triage.open(intake, answered[1], now, not_involved=True)
    feedback.triage.accept(intake, answered[1], Kind.PETITION, Category.WAGE, now)
    feedback.handling.assign(lead, answered[1], "kcn-xu-ly", now)
    feedback.desk.show(handler, answered[1], now, not_involved=True)
    feedback.handling.answer(handler, answered[1], ANSWER, now)
    recused = send("Lãnh đạo tổ ép tăng ca.")
    feedback.desk.recuse(intake, recused[1], now)
    climbed = send("Công ty không cho nghỉ phép.")
    for day in range(1, 30):
        feedback.clock.step(now + timedelta(days=day))
    for code, number in (received, looked, working, answered, recused, climbed):
        cases.append(told(feedback, code, number))
    return finish(feedback, cases, now + timedelta(days=29))


def told(feedback, code, number) -> dict[str, object]:
    case = feedback.desk.mover.cases.by_public_no(number)
    thread = feedback.submissions.look_up(code, MONDAY)
    return {
        "code": code,
        "number": number,
        "state": case.state.value,
        "owner": case.owner,
        "words": [m.text for m in thread.messages if m.text],
    }


def finish(feedback, cases, now) -> dict[str, object]:
    feedback.db.set_setting(MARK, key_mark(KEY))
    people = {login: [unit, role.value] for login, (unit, role) in PEOPLE.items()}
    result = {"made_by": "b89bd44", "now": now.isoformat(), "password": PASSWORD, "people": people, "cases": cases}
    for case in cases:
        row = feedback.desk.mover.cases.by_public_no(case["number"])
        case["state"], case["owner"] = row.state.value, row.owner
    feedback.db.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return result


if __name__ == "__main__":
    main(Path(sys.argv[1]))
