"""The matrix of authority: size × matter × state × person × verb, by keys, by office and by command.

Every cell is what `may` says. A seeded tenth of the scenes; all of them with DANBIET_FULL=1.
"""

from __future__ import annotations

import importlib
import os
import random

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.commands.log_in import Office
from bot.texts.faults import sentence
from feedback.errors import Fault, FeedbackError, NoKey
from feedback.model.access import Mode, Verb
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from tests.feedback.scenes import DAY, PLACES, REQUESTS, Scene, scene

FULL = bool(os.environ.get("DANBIET_FULL"))
CHOSEN = PLACES if FULL else tuple(random.Random(9).sample(PLACES, len(PLACES) // 10))
PARTS = 12 if FULL else 3
PERMISSION = frozenset(
    {
        Fault.NO_KEY,
        Fault.NOT_YOUR_CASE,
        Fault.ARE_YOU_INVOLVED,
        Fault.NOT_IN_THIS_STATE,
        Fault.NOT_YOUR_STEP,
        Fault.BOARD_HEAD_CLOSES_THIS,
        Fault.LEAD_ANSWERS_THIS,
        Fault.PROPOSER_CANNOT_DECIDE,
        Fault.DECIDED_BEFORE,
        Fault.IDENTITY_ONLY_IF_CONFIDENTIAL,
    }
)
"""Reasons of the policy; others say that something else does not fit (a day, a name, a round)."""
MODULES = tuple(f"bot.commands.{name}" for name in ("acting", "feedback_watch", "feedback_work", "log_in"))
LINES: dict[Verb, tuple[str, ...]] = {
    Verb.NOTE: ("note", "Ghi chú."),
    Verb.DECLARE_UNINVOLVED: ("declare", "--uninvolved"),
    Verb.DECLARE_INVOLVED: ("declare", "--involved"),
    Verb.OPEN: ("open",),
    Verb.RELEASE: ("release",),
    Verb.ASK: ("ask", "Từ tháng nào?"),
    Verb.CLASSIFY: ("classify", "--lane", "urgent"),
    Verb.FORWARD: ("forward", "--to", "Công ty", "--copy", "Bản gọn."),
    Verb.CONFIRM_REFUSAL: ("refuse", "--confirm"),
    Verb.REJECT_REFUSAL: ("refuse", "--reject"),
    Verb.ASSIGN: ("assign", "mot"),
    Verb.TO_DIALOGUE: ("dialogue", "--on", DAY.isoformat()),
    Verb.RESULT: ("result", "Có kết quả."),
    Verb.MESSAGE: ("message", "Đang xem."),
    Verb.RETURN_CONSENT: ("return-consent", "Bạn gọi điện báo."),
    Verb.EXTEND: ("extend", "Chờ số liệu."),
    Verb.ESCALATE: ("escalate", "--reason", "Vượt thẩm quyền."),
    Verb.SUMMARISE: ("note", "Đã trả.", "--summary"),
    Verb.CONFIRM_FREE: ("withdrawal", "--free"),
    Verb.COERCED: ("withdrawal", "--forced"),
    Verb.PROPOSE_HOLD: ("hold", "Thanh tra.", "--until", DAY.isoformat()),
    Verb.LIFT_HOLD: ("hold", "Xong.", "--lift"),
    Verb.ASK_IDENTITY: ("identity", "--ask", "Cần gọi."),
    Verb.UPHOLD: ("review", "--uphold", "Đúng."),
    Verb.OVERTURN: ("review", "--overturn"),
    Verb.MARK_SAMPLE: ("sample", "Rõ.", "--right"),
}


def test_the_requests_cover_every_verb() -> None:
    assert set(Verb) - set(REQUESTS) == {Verb.READ, Verb.LINK, Verb.LEAVE_LEAD_CATEGORY}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_cell_is_what_may_says(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, cells, reached = [], 0, 0
    for place in CHOSEN[part::PARTS]:
        found = scene(*place)
        if found is None:
            continue
        reached += 1
        for module in map(importlib.import_module, MODULES):
            monkeypatch.setattr(module, "vietnam_now", lambda at=found: at.now)
        chance = random.Random(str(place))
        for _ in ("before the question", "after it"):
            for login, person in found.union.people.items():
                said = found.may(person)
                verb = chance.choice(list(LINES))
                lies = by_keys(found, person, said) + by_office(found, person, said)
                lies += by_command(found, login, verb, said[verb])
                wrong += [(*place, login, lie) for lie in lies]
                cells += len(Verb)
            found.meet()
        found.union.feedback.db.close()
    print(f"{reached} scenes, {cells} cells, {len(wrong)} wrong")
    assert reached
    assert wrong == [], "\n".join(map(str, wrong))


def by_keys(scene: Scene, person: StaffSession, said: dict[Verb, Fault | None]) -> list[str]:
    """Who may anything opens the case's key with keys of their own; who opens none may nothing."""
    half = scene.union.feedback
    case = half.cases.by_public_no(scene.number)
    assert case is not None
    opens = any(_opens(grant.sealed, person) for grant in half.grants.of(case.id) if grant.mode is not Mode.WAITING)
    can = [verb for verb, fault in said.items() if fault is None]
    return [f"{can} without a key"] if can and not opens else []


def _opens(sealed: bytes, person: StaffSession) -> bool:
    for private in person.unit_keys.values():
        try:
            keys.unseal(sealed, private)
        except NoKey:
            continue
        return True
    return False


def by_office(scene: Scene, person: StaffSession, said: dict[Verb, Fault | None]) -> list[str]:
    """What is refused is refused for that reason; what is allowed is done, or fails for what no permission is."""
    wrong = []
    for verb, expected in said.items():
        if verb is Verb.LEAVE_LEAD_CATEGORY or _is_other(scene, verb):
            continue
        outcome: Fault | None = None
        with scene.undone():
            try:
                scene.act(person, verb)
            except FeedbackError as error:
                outcome = error.fault
        if (outcome != expected) if expected else (outcome in PERMISSION):
            wrong.append(f"{verb}: {outcome} instead of {expected}")
    return wrong


def _is_other(scene: Scene, verb: Verb) -> bool:
    """A copy for others leaves a redirected case by one verb and every other case by another."""
    case = scene.union.feedback.cases.by_public_no(scene.number)
    redirected = case is not None and case.state is State.REDIRECTED
    return verb is (Verb.FORWARD if redirected else Verb.FORWARD_REDIRECTED)


def by_command(scene: Scene, login: str, verb: Verb, expected: Fault | None) -> list[str]:
    if _is_other(scene, verb):
        return []
    token = scene.union.feedback.sessions.log_in_trial(login, scene.now)
    command, *rest = LINES[verb]
    with scene.undone():
        typed = ["feedback", command, scene.number, *rest]
        result = CliRunner().invoke(main, typed, obj=Office(scene.union.feedback, login, token))
    # a command names no case that is not one's own, so it says no more than "no key"
    heard = Fault.NO_KEY if expected is Fault.NOT_YOUR_CASE else expected
    refused = heard is not None and sentence(FeedbackError(heard)) in result.output
    right = result.exit_code == 1 and refused if expected else isinstance(result.exception, SystemExit | None)
    return [] if right else [f"command {verb}: {result.exit_code} {result.output[-120:]!r} instead of {expected}"]
