"""The transition table itself: what it promises whatever the code around it does."""

from __future__ import annotations

from collections import defaultdict

import pytest

from feedback.cases.effects import STATE_CLOCK, TIMER_EVENT
from feedback.cases.guards import GUARDS
from feedback.cases.states import TRANSITIONS, Transition, allowed, find
from feedback.model.lifecycle import FINAL_STATES, PROMISES, Actor, Event, State


def test_the_rows_are_numbered_without_gaps() -> None:
    assert [t.id for t in TRANSITIONS] == [f"T{n:02d}" for n in range(1, 70)]


def test_a_state_and_an_event_lead_to_one_place() -> None:
    steps = [(t.source, t.event) for t in TRANSITIONS]
    assert len(steps) == len(set(steps))


def test_every_state_is_reached_from_a_draft() -> None:
    reached, front = {State.DRAFT}, [State.DRAFT]
    while front:
        here = front.pop()
        for t in TRANSITIONS:
            if t.source is here and t.target not in reached:
                reached.add(t.target)
                front.append(t.target)
    assert reached == set(State)


def test_every_state_before_the_last_has_a_timer() -> None:
    timers = {t.source for t in TRANSITIONS if t.actor is Actor.TIMER}
    assert timers == set(State) - FINAL_STATES


def test_a_timer_leads_out_of_every_state_that_is_no_promise_of_ours() -> None:
    """Self-loops are the ladder's: they end in a change of owner, not in a state."""
    out = {t.source for t in TRANSITIONS if t.actor is Actor.TIMER and t.target is not t.source}
    laddered = {State.RECEIVED, State.SCREENING, State.ACCEPTED, State.IN_PROGRESS}
    assert out | laddered == set(State) - FINAL_STATES


def test_every_state_clock_ends_in_a_row_of_the_table() -> None:
    for state, clock in STATE_CLOCK.items():
        if clock in TIMER_EVENT:
            row = find(state, TIMER_EVENT[clock])
            assert row is not None
            assert row.actor is Actor.TIMER


def test_purged_is_reached_through_archived_alone() -> None:
    assert {t.source for t in TRANSITIONS if t.target is State.PURGED} == {State.ARCHIVED, State.DRAFT}


def test_a_refusal_passes_a_second_person() -> None:
    into = [t for t in TRANSITIONS if t.target is State.NOT_ACCEPTED]
    assert [(t.source, t.actor, t.guard) for t in into] == [
        (State.REFUSAL_PROPOSED, Actor.OTHER_STAFF, "second_person")
    ]


def test_no_decision_means_accepted() -> None:
    for state in (State.REFUSAL_PROPOSED, State.APPEAL):
        row = find(state, Event.OVERDUE)
        assert row is not None
        assert row.target is State.ACCEPTED


@pytest.mark.parametrize("state", [State.NOT_ACCEPTED, State.ANSWERED, State.CLOSED, State.REDIRECTED])
def test_every_dead_end_gives_the_worker_a_right(state: State) -> None:
    assert allowed(state, Actor.REPORTER)


def test_a_worker_can_withdraw_from_every_state_that_staff_work_in() -> None:
    withdrawable = {t.source for t in TRANSITIONS if t.event is Event.WITHDRAW}
    assert withdrawable == {
        State.RECEIVED,
        State.SCREENING,
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.NEEDS_INFO,
        State.WAITING_EXTERNAL,
        State.IN_DIALOGUE,
        State.QUARANTINED,
    }


def test_every_guard_exists() -> None:
    assert {t.guard for t in TRANSITIONS if t.guard} <= set(GUARDS)


def test_no_state_is_a_trap() -> None:
    """From every state the end can be reached by timers and staff, without the worker."""
    onward: dict[State, set[State]] = defaultdict(set)
    for t in TRANSITIONS:
        if t.actor is not Actor.REPORTER:
            onward[t.source].add(t.target)
    for state in set(State) - FINAL_STATES:
        reached, front = {state}, [state]
        while front:
            for target in onward[front.pop()] - reached:
                reached.add(target)
                front.append(target)
        assert State.PURGED in reached, state


def test_promises_are_no_state_clocks() -> None:
    assert not set(STATE_CLOCK.values()) & set(PROMISES)


def test_rows_are_values() -> None:
    row = find(State.DRAFT, Event.SEND)
    assert row == Transition(
        "T01", State.DRAFT, Event.SEND, State.RECEIVED, Actor.REPORTER, "code_retyped", "received", False
    )


def test_what_returns_goes_back_along_a_row() -> None:
    """A reply, a withdrawal that was forced or given up: back to a state from which a row led here."""
    returning = {(t.source, t.event) for t in TRANSITIONS if t.returns}
    assert returning == {
        (State.NEEDS_INFO, Event.REPLY),
        (State.WITHDRAW_CHECK, Event.COERCED),
        (State.WITHDRAW_CHECK, Event.KEEP),
    }
    for source, _ in returning:
        assert {t.source for t in TRANSITIONS if t.target is source}
