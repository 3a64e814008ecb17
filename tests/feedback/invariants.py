"""What must hold at any moment, whatever happened before (docs/rules.md §13.2, the part that lives in feedback.db).

I1 (one outcome per update) and the delivery half of I9 belong to the channels' inbox and outbox and are tested there.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta

from feedback.assembly import Feedback
from feedback.model.lifecycle import PROMISES, State
from feedback.model.subject import case_subject


def check(feedback: Feedback, now: datetime, planted: list[str]) -> None:
    """All of them."""
    nothing_planted_is_stored(feedback, planted)
    excluded_units_have_no_key(feedback)
    every_open_case_has_a_deadline(feedback)
    no_state_without_its_event(feedback)
    refusals_have_two_people(feedback)
    one_unit_works(feedback)
    notices_are_delivered_or_listed(feedback, now)
    totals_add_up(feedback)
    figures_match_the_log(feedback)


def nothing_planted_is_stored(feedback: Feedback, planted: list[str]) -> None:
    """I3: no code, sender, name or telephone number in any page of the database."""
    pages = feedback.db.db.conn.serialize()
    for secret in planted:
        assert secret.encode() not in pages


def excluded_units_have_no_key(feedback: Feedback) -> None:
    """I5."""
    rows = feedback.db.rows(
        "SELECT 1 FROM case_key_grant g JOIN exclusion e ON e.submission_id = g.submission_id AND e.unit = g.unit"
    )
    assert not rows


def every_open_case_has_a_deadline(feedback: Feedback) -> None:
    """I6."""
    rows = feedback.db.rows(
        """SELECT s.state FROM submission s WHERE s.state <> 'purged' AND NOT EXISTS(
           SELECT 1 FROM deadline d WHERE d.subject_id = s.id AND d.ended_on IS NULL)"""
    )
    assert not rows


def no_state_without_its_event(feedback: Feedback) -> None:
    """I7: the state is what the last transition in the log says, and the chains verify."""
    assert not feedback.audit.verify()
    for case in feedback.db.rows("SELECT id, state FROM submission"):
        moves = [json.loads(e["data"]) for e in feedback.events.of(case_subject(case["id"]))]
        assert [m["to"] for m in moves if "to" in m and "id" in m][-1] == case["state"]


def one_unit_works(feedback: Feedback) -> None:
    """The owner, and nobody else; a case that is being erased, or is gone, belongs to nobody."""
    rows = feedback.db.rows(
        """SELECT s.owner, s.sealed_on, s.state, (SELECT COUNT(*) FROM case_key_grant g WHERE g.submission_id = s.id
           AND g.mode = 'work' AND g.unit = s.owner) AS owning, (SELECT COUNT(*) FROM case_key_grant g
           WHERE g.submission_id = s.id AND g.mode = 'work') AS working FROM submission s"""
    )
    for row in rows:
        gone = row["sealed_on"] is not None or row["state"] == "purged"
        assert (row["owning"], row["working"]) == ((0, 0) if gone else (1, 1))
    assert not feedback.grants.forged()


def refusals_have_two_people(feedback: Feedback) -> None:
    """I8."""
    for row in feedback.db.rows("SELECT id, proposal FROM submission WHERE state = 'not_accepted'"):
        rounds = feedback.db.rows("SELECT * FROM screening WHERE submission_id = ?", row["id"])
        current = [r for r in rounds if r["n"] == row["proposal"]]
        assert [r["decision"] for r in current] == ["confirmed"]
        assert current[0]["decided_by"] not in {None, *(r["proposed_by"] for r in rounds)}


def notices_are_delivered_or_listed(feedback: Feedback, now: datetime) -> None:
    """I9."""
    listed = {row["id"] for row in feedback.notices.stuck(now)}
    for row in feedback.db.rows("SELECT * FROM notice"):
        recent = row["due_at"] >= (now - timedelta(hours=1, minutes=1)).strftime("%Y-%m-%dT%H:%M")
        made_now = row["made_at"][:10] == now.date().isoformat()
        assert row["id"] in listed or recent or made_now or row["sent_on"] or row["seen_on"]


def totals_add_up(feedback: Feedback) -> None:
    """I10: everything that was ever received is still counted somewhere."""
    sent = "SELECT COALESCE(SUM(n), 0) FROM stat_day WHERE measure IN ('event_send', 'event_send_flood')"
    parts = "SELECT COUNT(*) FROM link WHERE kind = 'part_of'"
    cut = "SELECT COALESCE(SUM(n), 0) FROM stat_day WHERE measure = 'cut'"
    rows = Counter(r["state"] for r in feedback.db.rows("SELECT state FROM submission"))
    assert set(rows) <= set(State) - {State.DRAFT}
    assert feedback.db.value(sent) + feedback.db.value(parts) == sum(rows.values()) + feedback.db.value(cut)


def figures_match_the_log(feedback: Feedback) -> None:
    """I12: daily counts are the log's, and a promise counts as met only when it ended in time."""
    counted = {
        r["measure"]: r["n"]
        for r in feedback.db.rows(
            "SELECT measure, SUM(n) AS n FROM stat_day WHERE measure LIKE 'event_%' GROUP BY measure"
        )
    }
    logged = Counter(
        f"event_{e['kind']}"
        for e in feedback.db.rows("SELECT kind, data FROM event")
        if "id" in json.loads(e["data"]) and "source" not in json.loads(e["data"])
    )
    logged["event_split"] -= feedback.db.value("SELECT COUNT(*) FROM link WHERE kind = 'part_of'")
    assert +logged == Counter(counted)
    for row in feedback.db.rows("SELECT * FROM deadline WHERE result = 'met'"):
        if row["clock"] in set(PROMISES):
            assert row["ended_on"] <= row["due_at"][:10]
