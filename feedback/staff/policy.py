"""Who may do what in a case: the one place that decides.

    policy.may(session, case, now)[Verb.ANSWER]    # None: allowed; otherwise the Fault that says why not

A person stands to a case through units: the mode of each unit's grant, and the roles that the person holds there. The
strongest usable standing counts. A verb is allowed when one standing fits a rule of the table below, the state of the
case has the step, and neither exclusion, nor an unanswered "bạn có liên quan không?", nor the rule of the second person
stands against it. Verbs, pages and commands all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback.cases.states import TRANSITIONS
from feedback.errors import Fault
from feedback.model.access import Mode, Verb
from feedback.model.case import Category, Lane, Level
from feedback.model.lifecycle import EMPTIED_STATES, ENDED_STATES, TRIAGE_STATES, Event, State
from feedback.model.union import CONTENT_ROLES, Role

LEAD_ANSWERS = frozenset({Category.HARASSMENT, Category.UNION_AFFAIRS})
"""Categories whose answer only a lead sends."""
TRIAGE = frozenset({Role.INTAKE, Role.LEAD, Role.SUPERVISOR, Role.DUTY})
WORK = frozenset({Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.DUTY})
LEADING = frozenset({Role.LEAD, Role.SUPERVISOR})
HEAD = frozenset({Role.LEAD})
"""Who leads a unit; at a supervision board its head."""
DESK = frozenset({Role.INTAKE, Role.HANDLER, *LEADING})

_KEPT = frozenset(State) - EMPTIED_STATES - {State.DRAFT}
_OPEN = frozenset(State) - ENDED_STATES - {State.DRAFT}
_AFTER_INTAKE = frozenset({State.REDIRECTED, State.WITHDRAW_CHECK})
"""Still with whoever took the case in, unless it was assigned."""
_READING = frozenset({Mode.WORK, Mode.REVIEW, Mode.READ})
_WORKING = frozenset({Mode.WORK})
_REVIEWING = frozenset({Mode.REVIEW})


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a case through one unit."""

    unit: str
    mode: Mode
    roles: frozenset[Role]
    is_board: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides. `lacking`: what nobody of the owner unit may decide, so that a unit above does."""

    state: State
    lane: Lane
    category: Category
    level: Level
    conflict: bool
    standings: tuple[Standing, ...]
    is_assignee: bool = False
    is_assigned: bool = False
    barred: bool = False
    declared: bool = True
    proposed: bool = False
    decided: bool = False
    asked_hold: bool = False
    hold_wanted: bool = False
    held: bool = False
    sampled: bool = False
    lacking: frozenset[Verb] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a verb is allowed."""

    modes: frozenset[Mode]
    roles: frozenset[Role]
    states: frozenset[State]
    boards_only: bool = False


def _from(*events: Event) -> frozenset[State]:
    """The states in which the table has one of these steps."""
    return frozenset(t.source for t in TRANSITIONS if t.event in events)


def _work(roles: Iterable[Role], states: frozenset[State]) -> Rule:
    return Rule(_WORKING, frozenset(roles), states)


def _board(states: frozenset[State]) -> Rule:
    return Rule(_REVIEWING, LEADING, states, boards_only=True)


RULES: Mapping[Verb, tuple[Rule, ...]] = {
    Verb.READ: (Rule(_READING, CONTENT_ROLES, frozenset(State)),),
    Verb.NOTE: (Rule(_WORKING | _REVIEWING, CONTENT_ROLES, _KEPT),),
    Verb.DECLARE_UNINVOLVED: (Rule(_READING, CONTENT_ROLES, frozenset(State)),),
    Verb.DECLARE_INVOLVED: (Rule(_READING, CONTENT_ROLES, frozenset(State)),),
    Verb.OPEN: (_work(TRIAGE, _from(Event.OPEN)),),
    Verb.RELEASE: (_work(TRIAGE, _from(Event.RELEASE)),),
    Verb.ASK: (_work(TRIAGE, frozenset({State.SCREENING})), _work(WORK, frozenset({State.IN_PROGRESS}))),
    Verb.ACCEPT: (_work(TRIAGE, _from(Event.ACCEPT)),),
    Verb.CLASSIFY: (_work(CONTENT_ROLES, _OPEN),),
    Verb.LEAVE_LEAD_CATEGORY: (_work(LEADING, _OPEN),),
    Verb.SPLIT: (_work(TRIAGE, _from(Event.SPLIT)),),
    Verb.REDIRECT: (_work(TRIAGE, _from(Event.REDIRECT)),),
    Verb.FORWARD_REDIRECTED: (_work(CONTENT_ROLES, _from(Event.FORWARDED_BY_UNION)),),
    Verb.PROPOSE_REFUSAL: (_work(TRIAGE, _from(Event.PROPOSE_REFUSAL, Event.PROPOSE_SPAM)),),
    Verb.CONFIRM_REFUSAL: (_work(LEADING | {Role.INTAKE}, frozenset({State.REFUSAL_PROPOSED})),),
    Verb.REJECT_REFUSAL: (_work(LEADING | {Role.INTAKE}, frozenset({State.REFUSAL_PROPOSED})),),
    Verb.ASSIGN: (_work(LEADING, frozenset({State.ACCEPTED, State.IN_PROGRESS, State.DISPUTED})),),
    Verb.FORWARD: (_work(WORK, _from(Event.FORWARD)),),
    Verb.TO_DIALOGUE: (_work(WORK, _from(Event.TO_DIALOGUE)),),
    Verb.RESULT: (_work(WORK, _from(Event.RESULT)),),
    Verb.ANSWER: (_work(WORK, _from(Event.ANSWER)),),
    Verb.CORRECT: (_work(WORK, frozenset({State.ANSWERED})),),
    Verb.MESSAGE: (_work(CONTENT_ROLES, _OPEN),),
    Verb.RETURN_CONSENT: (_work(CONTENT_ROLES, _OPEN),),
    Verb.EXTEND: (_work(LEADING, _OPEN),),
    Verb.ESCALATE: (_work(LEADING, _OPEN),),
    Verb.SUMMARISE: (_work(WORK | {Role.INTAKE}, _KEPT),),
    Verb.CONFIRM_FREE: (_work(DESK, _from(Event.CONFIRM_FREE)),),
    Verb.COERCED: (_work(DESK, _from(Event.COERCED)),),
    Verb.LINK: (_work(DESK, _KEPT),),
    Verb.PROPOSE_HOLD: (_work(LEADING, _KEPT),),
    Verb.CONFIRM_HOLD: (_work(LEADING, _KEPT),),
    Verb.LIFT_HOLD: (_work(LEADING, _KEPT),),
    Verb.ASK_IDENTITY: (_work(WORK, _OPEN),),
    Verb.UPHOLD: (_board(_from(Event.UPHOLD)),),
    Verb.OVERTURN: (_board(_from(Event.OVERTURN)),),
    Verb.MARK_SAMPLE: (_board(_KEPT),),
}

DECISIONS = frozenset(
    {
        Verb.CONFIRM_REFUSAL,
        Verb.REJECT_REFUSAL,
        Verb.ASSIGN,
        Verb.ANSWER,
        Verb.CONFIRM_FREE,
        Verb.COERCED,
        Verb.CONFIRM_HOLD,
    }
)
"""What a unit above decides when nobody of the owner may: no case waits for somebody who does not exist."""
CLOSING = frozenset({Verb.ANSWER, Verb.CORRECT, Verb.CONFIRM_FREE, Verb.CONFIRM_REFUSAL, Verb.UPHOLD})
"""R10: what ends a case about the union; its board's head alone does it."""
_SECOND_PERSON = frozenset({Verb.CONFIRM_REFUSAL, Verb.REJECT_REFUSAL, Verb.UPHOLD, Verb.OVERTURN})
_DECLARATIONS = frozenset({Verb.DECLARE_UNINVOLVED, Verb.DECLARE_INVOLVED})


def decide(facts: Facts) -> dict[Verb, Fault | None]:
    """Every verb with None when it is allowed, or the reason why it is not."""
    return {verb: refusal(verb, facts) for verb in Verb}


def refusal(verb: Verb, facts: Facts) -> Fault | None:
    """Why somebody may not do this, or None."""
    usable = [s for s in facts.standings if s.mode in _READING and s.roles & CONTENT_ROLES]
    if facts.barred or not usable:
        return Fault.NO_KEY
    if verb in _DECLARATIONS:
        return None
    applying = [s for s in (_applying(s, facts) for s in usable) if s.roles]
    if not applying:
        return Fault.NOT_YOUR_CASE
    if not facts.declared:
        return Fault.ARE_YOU_INVOLVED
    rules = _rules(verb, facts)
    if not any(facts.state in rule.states for rule in rules):
        return Fault.NOT_IN_THIS_STATE
    if not any(_fits(rule, standing, verb, facts) for rule in rules for standing in applying):
        return _who_may(verb, facts)
    return _objection(verb, facts)


def sees(roles: frozenset[Role], state: State, lane: Lane, *, is_assignee: bool, is_assigned: bool) -> bool:
    """Whether a case of one's own unit is one's work, so that it stands in one's lists."""
    facts = Facts(
        state, lane, Category.OTHER, Level.ANONYMOUS, False, (), is_assignee=is_assignee, is_assigned=is_assigned
    )
    standing = Standing("", Mode.WORK, roles)
    return any(_applies(role, standing, facts) for role in roles & CONTENT_ROLES)


def _applying(standing: Standing, facts: Facts) -> Standing:
    """The roles that count in this case: intake sees new cases, handlers their own, duty emergencies."""
    roles = frozenset(r for r in standing.roles & CONTENT_ROLES if _applies(r, standing, facts))
    return Standing(standing.unit, standing.mode, roles, standing.is_board)


def _applies(role: Role, standing: Standing, facts: Facts) -> bool:
    if role in LEADING:
        return True
    if standing.mode is not Mode.WORK:
        return False
    if role is Role.INTAKE:
        return facts.state in TRIAGE_STATES or (facts.state in _AFTER_INTAKE and not facts.is_assigned)
    if role is Role.HANDLER:
        return facts.is_assignee
    return role is Role.DUTY and facts.lane is Lane.EMERGENCY


def _rules(verb: Verb, facts: Facts) -> tuple[Rule, ...]:
    rules = RULES[verb]
    if verb in facts.lacking:
        rules += tuple(Rule(_REVIEWING, LEADING, rule.states) for rule in rules)
    return rules


def _fits(rule: Rule, standing: Standing, verb: Verb, facts: Facts) -> bool:
    if facts.state not in rule.states or standing.mode not in rule.modes:
        return False
    if rule.boards_only and not standing.is_board:
        return False
    return bool(standing.roles & rule.roles & _needed(verb, facts))


def _needed(verb: Verb, facts: Facts) -> frozenset[Role]:
    """The roles to which the matter itself narrows a verb."""
    if facts.conflict and verb in CLOSING:
        return HEAD
    if facts.category in LEAD_ANSWERS and verb in {Verb.ANSWER, Verb.CORRECT}:
        return LEADING
    if facts.conflict and verb is Verb.FORWARD and facts.lane is Lane.NORMAL:
        return LEADING  # R8: a unit complained about is contacted by decision of the board only
    return CONTENT_ROLES


def _who_may(verb: Verb, facts: Facts) -> Fault:
    if facts.conflict and verb in CLOSING:
        return Fault.BOARD_HEAD_CLOSES_THIS
    if facts.category in LEAD_ANSWERS and verb in {Verb.ANSWER, Verb.CORRECT, Verb.LEAVE_LEAD_CATEGORY}:
        return Fault.LEAD_ANSWERS_THIS
    return Fault.NOT_YOUR_STEP


def _objection(verb: Verb, facts: Facts) -> Fault | None:
    """What stands against a step that mode, role and state allow."""
    if verb in _SECOND_PERSON and facts.proposed:
        return Fault.PROPOSER_CANNOT_DECIDE
    if verb is Verb.UPHOLD and facts.decided:
        return Fault.DECIDED_BEFORE
    if verb is Verb.ASK_IDENTITY and facts.level is not Level.CONFIDENTIAL:
        return Fault.IDENTITY_ONLY_IF_CONFIDENTIAL
    if verb is Verb.MARK_SAMPLE and not facts.sampled:
        return Fault.NOT_IN_THIS_STATE
    return _hold_objection(verb, facts)


def _hold_objection(verb: Verb, facts: Facts) -> Fault | None:
    if verb is Verb.PROPOSE_HOLD and (facts.held or facts.hold_wanted):
        return Fault.HELD_ALREADY
    if verb is Verb.CONFIRM_HOLD and not facts.hold_wanted:
        return Fault.NO_HOLD_PROPOSED
    if verb is Verb.CONFIRM_HOLD and facts.asked_hold:
        return Fault.PROPOSER_CANNOT_DECIDE
    if verb is Verb.LIFT_HOLD and not (facts.held or facts.hold_wanted):
        return Fault.NO_HOLD_PROPOSED
    return None
