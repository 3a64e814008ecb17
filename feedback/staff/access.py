"""Reads from the stores what the policy decides by: how a person stands to a case, and who else could decide.

access.may(session, case, now)     # every verb: None, or why not
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import Mover
from feedback.clockwork.working_days import local
from feedback.errors import Fault
from feedback.journal.events import staff_actor
from feedback.model.access import Mode, Purpose, Verb
from feedback.model.case_log import CaseAct
from feedback.model.union import CONTENT_ROLES, Role, UnitKind
from feedback.organisation.grant_store import Grant, usable
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys
from feedback.staff.policy import DECISIONS, LEADING, RULES, Facts, Standing, decide, refusal

_HANDLING = frozenset({Role.HANDLER, *LEADING})


class Access:
    """The questions about permission, each answered by the policy."""

    def __init__(self, mover: Mover, staff: StaffStore) -> None:
        self._mover = mover
        self._staff = staff

    def may(self, session: StaffSession, case: Case, now: datetime) -> dict[Verb, Fault | None]:
        """Every verb: None when this person may do it now, or the reason why not."""
        return decide(self._facts_of(session, case, now))

    def refusal(self, session: StaffSession, case: Case, verb: Verb, now: datetime) -> Fault | None:
        """Why this person may not do this, or None."""
        return refusal(verb, self._facts_of(session, case, now))

    def grants(self, session: StaffSession, case: Case) -> list[Grant]:
        """The grants that this session's keys open, the strongest first."""
        found = usable(self._mover.grants.of(case.id))
        return [g for g in found if (g.unit, g.epoch) in session.unit_keys and session.roles.get(g.unit)]

    def lacking(self, case: Case, now: datetime) -> frozenset[Verb]:
        """Decisions that are due in this state and that nobody of the owner unit may take."""
        due = {verb for verb in DECISIONS if any(case.state in rule.states for rule in RULES[verb])}
        if not due:
            return frozenset()
        owner = [self._facts(case, who, [standing]) for who, standing in self._people(case, case.owner, now)]
        return frozenset(v for v in due if self._is_due(v, case) and all(refusal(v, facts) for facts in owner))

    def could_decide(self, case: Case, unit: str, verbs: frozenset[Verb], now: datetime) -> bool:
        """Whether a unit above has somebody who may take one of these decisions, once it is asked."""
        for who, standing in self._people(case, unit, now):
            asked = Standing(unit, Mode.REVIEW, standing.roles, standing.is_board)
            facts = self._facts(case, who, [asked], lacking=verbs)
            if any(refusal(verb, facts) is None for verb in verbs):
                return True
        return False

    def other_handlers(self, case: Case, now: datetime) -> list[int]:
        """People of the owner unit who may work on the case and did not have it before the dispute."""
        had = self._mover.had_before_dispute(case)
        people = self._people(case, case.owner, now)
        barred = {who for who, _ in people if self._is_barred(case, who)}
        return [who for who, s in people if s.roles & _HANDLING and who not in had | barred]

    # --- inside ---

    def _facts_of(self, session: StaffSession, case: Case, now: datetime) -> Facts:
        grants = self.grants(session, case)
        standings = [self._standing(g.unit, g.mode, session.roles[g.unit], now) for g in grants]
        reviews = any(g.mode is Mode.REVIEW for g in grants)
        declared = self._mover.events.has(case.subject, staff_actor(session.member.id), CaseAct.DECLARED_UNINVOLVED)
        lacking = self.lacking(case, now) if reviews else frozenset()
        private = self.case_key(session, case.id) if self._mover.exclusions.has_marks(case.id) else None
        return self._facts(case, session.member.id, standings, declared=declared, lacking=lacking, private=private)

    def case_key(self, session: StaffSession, case_id: int) -> bytes | None:
        """The key of a case that this session's keys open, remembered as long as the session; None without one."""
        known = session.memory.setdefault("case keys", {})
        if known.get(case_id) is None:  # a grant that waited yesterday may open today
            held = ((g, session.unit_keys.get((g.unit, g.epoch))) for g in usable(self._mover.grants.of(case_id)))
            known[case_id] = next((keys.unseal(g.sealed, private) for g, private in held if private), None)
        found = known[case_id]
        assert found is None or isinstance(found, bytes)
        return found

    def _facts(
        self,
        case: Case,
        who: int,
        standings: Iterable[Standing],
        *,
        declared: bool = True,
        lacking: frozenset[Verb] = frozenset(),
        private: bytes | None = None,
    ) -> Facts:
        hold = self._mover.holds.open(case.id)
        return Facts(
            state=case.state,
            lane=case.lane,
            category=case.category,
            level=case.level,
            conflict=case.conflict,
            standings=tuple(standings),
            is_assignee=case.assignee == who,
            is_assigned=case.assignee is not None,
            barred=bool(case.sealed_on) or self._is_barred(case, who, private),
            declared=declared,
            proposed=who in self._mover.proposals.proposers(case.id),
            decided=who in self._mover.proposals.deciders(case.id),
            held=case.legal_hold,
            hold_wanted=bool(hold and hold["confirmed_by"] is None),
            asked_hold=bool(hold and hold["proposed_by"] == who),
            sampled=any(g.purpose == Purpose.SAMPLE for g in self._mover.grants.of(case.id)),
            lacking=lacking,
        )

    def _is_due(self, verb: Verb, case: Case) -> bool:
        """ASSIGN is a decision that is wanted only while nobody has the case; a hold only when one was proposed."""
        if verb is Verb.ASSIGN:
            return case.assignee is None or bool(case.disputes)
        if verb is Verb.CONFIRM_HOLD:
            hold = self._mover.holds.open(case.id)
            return bool(hold and hold["confirmed_by"] is None)
        return True

    def _is_barred(self, case: Case, who: int, private: bytes | None = None) -> bool:
        return self._mover.exclusions.bars(case.id, who, self._staff.posts(who), private)

    def _people(self, case: Case, unit: str, now: datetime) -> list[tuple[int, Standing]]:
        """Who has a role and the key at a unit, each with the standing that it gives."""
        today, holders = local(now).date(), set(self._staff.key_holders(unit))
        found = []
        for member in self._staff.members(unit, CONTENT_ROLES, today):
            roles = self._staff.roles(member.id, today).get(unit, frozenset())
            if member.id in holders and roles:
                found.append((member.id, self._standing(unit, Mode.WORK, roles, now)))
        return found

    def _standing(self, unit: str, mode: Mode, roles: frozenset[Role], now: datetime) -> Standing:
        found = self._mover.org.tree(local(now).date()).get(unit)
        return Standing(unit, mode, roles, found is not None and found.kind is UnitKind.SUPERVISION_BOARD)
