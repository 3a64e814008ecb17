"""`/dau` shows the mark of each day to everybody, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.web.record import pages
from feedback.sealing import keys
from tests.feedback.union import MONDAY, Union
from tests.petitions import trial_feedback


def test_everybody_reads_the_mark_of_each_day() -> None:
    feedback = trial_feedback(MONDAY)
    union = Union(feedback)
    _, number = union.send()
    feedback.clock.step(MONDAY + timedelta(days=1))
    (root,) = feedback.record.roots()
    routes = pages.routes(feedback.record.roots, feedback.submissions.verify_key)
    text = TestClient(Starlette(routes=routes)).get(pages.PATH).text
    assert root.root.hex() in text
    assert root.signature.hex() in text
    assert keys.verify(root.message(), bytes.fromhex(root.signature.hex()), feedback.submissions.verify_key)
    assert number not in text
