"""The transition table T01–T69 of a case as data. Nothing changes a state except a row of this table.

A row is (id, from, event, to, who, guard, text). `guard` names a function of `guards.py`; `text` names the sentence
that the worker sees (its words live with the channels), "" when nothing is said. `<state` returns to where the case
came from, and to that state when nothing is remembered. No row deletes: `purged` is reached
through `archived` alone, except for a draft that was never sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedback.model.lifecycle import Actor, Event, State


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step of a case."""

    id: str
    source: State
    event: Event
    target: State
    actor: Actor
    guard: str = ""
    text: str = ""
    returns: bool = False
    """Back to the state in which the question was asked, or the withdrawal began; `target` when none is remembered."""


_TABLE = """
T01 draft            send               received         reporter    code_retyped      received
T02 draft            send_flood         quarantined      system      code_retyped      received_to_check
T03 draft            expire             purged           timer       -                 draft_expiring
T04 quarantined      release            received         staff       -                 received
T05 quarantined      propose_spam       refusal_proposed staff       spam_code         second_look
T06 quarantined      overdue            received         timer       not_flooded       received
T07 received         open               screening        staff       -                 screening
T08 received         overdue            received         timer       -                 late
T09 screening        ask                needs_info       staff       rounds_left       question
T10 screening        accept             accepted         staff       classified        accepted
T11 screening        split              screening        staff       has_parts         split
T12 screening        redirect           redirected       staff       named_body        redirected
T13 screening        propose_refusal    refusal_proposed staff       refusal_code      second_look
T14 screening        overdue            screening        timer       -                 late
T15 needs_info       reply              <screening       reporter    -                 -
T16 needs_info       timeout            closed           timer       -                 closed_without_information
T17 refusal_proposed confirm            not_accepted     other_staff second_person     not_accepted
T18 refusal_proposed reject             accepted         other_staff second_person     accepted
T19 refusal_proposed overdue            accepted         timer       not_flooded       accepted
T20 not_accepted     appeal             appeal           reporter    first_appeal      appeal
T21 not_accepted     timeout            closed           timer       -                 -
T22 appeal           uphold             closed           next_tier   reason_given      appeal_upheld
T23 appeal           overturn           accepted         next_tier   -                 accepted
T24 appeal           overdue            accepted         timer       -                 accepted
T25 accepted         assign             in_progress      lead        assignee_allowed  in_progress
T26 accepted         overdue            accepted         timer       -                 late
T27 in_progress      reassign           in_progress      lead        assignee_allowed  -
T28 in_progress      ask                needs_info       staff       -                 question
T29 in_progress      forward            waiting_external staff       forwarding_agreed forwarded
T30 in_progress      to_dialogue        in_dialogue      staff       dialogue_dated    in_dialogue
T31 in_progress      answer             answered         staff       answer_complete   answered
T32 in_progress      overdue            in_progress      timer       -                 late
T33 waiting_external result             in_progress      staff       -                 -
T34 waiting_external overdue            in_progress      timer       -                 external_silent
T35 in_dialogue      result             in_progress      staff       -                 dialogue_result
T36 in_dialogue      overdue            in_progress      timer       -                 dialogue_late
T37 answered         confirm            closed           reporter    -                 thanks
T38 answered         dispute            disputed         reporter    -                 reopened
T39 answered         timeout            closed           timer       -                 -
T40 disputed         reopen             in_progress      lead        other_handler     other_person_looks
T41 disputed         overdue            in_progress      timer       -                 next_tier_looks
T42 received         withdraw           withdraw_check   reporter    -                 withdraw_question
T43 screening        withdraw           withdraw_check   reporter    -                 withdraw_question
T44 accepted         withdraw           withdraw_check   reporter    -                 withdraw_question
T45 in_progress      withdraw           withdraw_check   reporter    -                 withdraw_question
T46 withdraw_check   confirm_free       closed           staff       not_coerced       -
T47 withdraw_check   coerced            <screening       staff       -                 coerced_guidance
T48 withdraw_check   timeout            closed           timer       -                 -
T49 redirected       needs_help         accepted         reporter    -                 union_helps
T50 redirected       timeout            closed           timer       -                 redirect_ended
T51 closed           reopen             in_progress      reporter    reopenable        reopened
T52 closed           retention          archived         timer       may_archive       archived
T53 archived         retention          purged           timer       no_hold           purged
T54 refusal_proposed reporter_reply     screening        reporter    -                 -
T55 redirected       forwarded_by_union waiting_external staff       forwarding_agreed forwarded
T56 needs_info       withdraw           withdraw_check   reporter    -                 withdraw_question
T57 waiting_external withdraw           withdraw_check   reporter    -                 withdraw_sent_out
T58 in_dialogue      withdraw           withdraw_check   reporter    -                 withdraw_sent_out
T59 quarantined      withdraw           withdraw_check   reporter    -                 withdraw_question
T60 withdraw_check   keep               <screening       reporter    -                 kept
T61 quarantined      leading_answer     answered         staff       -                 answered
T62 received         leading_answer     answered         staff       -                 answered
T63 screening        leading_answer     answered         staff       -                 answered
T64 needs_info       leading_answer     answered         staff       -                 answered
T65 accepted         leading_answer     answered         staff       -                 answered
T66 in_progress      leading_answer     answered         staff       -                 answered
T67 waiting_external leading_answer     answered         staff       -                 answered
T68 in_dialogue      leading_answer     answered         staff       -                 answered
T69 disputed         leading_answer     answered         staff       -                 answered
"""


def _parse(line: str) -> Transition:
    row, source, event, target, actor, guard, text = line.split()
    return Transition(
        row,
        State(source),
        Event(event),
        State(target.removeprefix("<")),
        Actor(actor),
        "" if guard == "-" else guard,
        "" if text == "-" else text,
        target.startswith("<"),
    )


TRANSITIONS = tuple(_parse(line) for line in _TABLE.strip().splitlines())
_BY_STEP = {(t.source, t.event): t for t in TRANSITIONS}


def find(source: State, event: Event) -> Transition | None:
    """The row for an event in a state, or None when the table does not allow it."""
    return _BY_STEP.get((source, event))


def allowed(source: State, actor: Actor) -> frozenset[Event]:
    """The events that this actor may cause in a state."""
    return frozenset(t.event for t in TRANSITIONS if t.source is source and t.actor is actor)
