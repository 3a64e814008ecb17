"""Conditions that are built from the enums stay word for word those of the indexes."""

from __future__ import annotations

from feedback.assembly import Feedback
from feedback.model.lifecycle import ENDED_STATES, State
from feedback.storage.database import listed


def test_the_queue_uses_its_index(feedback: Feedback) -> None:
    plan = feedback.db.rows(
        f"""EXPLAIN QUERY PLAN SELECT * FROM submission WHERE owner = 'x' AND state IN {listed({State.RECEIVED})}
            AND state NOT IN {listed(ENDED_STATES)} ORDER BY
            CASE lane WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, created_on, id"""
    )
    assert "submission_queue" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
