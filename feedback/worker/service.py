"""What a worker can do, one method per verb: the public face of the submissions half for every channel.

    code = submissions.new_code()                       # show it, ask the worker to retype the last group
    slip = submissions.submit(draft, code, now)         # "Đã nhận" only after this returned
    view = submissions.look_up(code, now)               # state, deadlines, thread; marks everything as read

Every verb takes the twenty digits of the code (`receipt.read_code` understands what people type) and `now` (with a time
zone), raises a FeedbackError whose text can be shown, and returns the new `CaseView`. The code is never stored: one
Argon2id run (about 0.3 s and 128 MiB, two at a time) finds the case and opens it. Verbs are safe to repeat: the
same step a second time changes nothing, and a message with the same `token` is stored once. `part` names the public
number of a part when a submission was split (`CaseView.parts`). `sender` is any opaque value of the channel, for
limits in memory.
"""

from __future__ import annotations

from feedback.worker.data import WorkerData
from feedback.worker.messages import WorkerMessages
from feedback.worker.sending import WorkerSending
from feedback.worker.steps import WorkerSteps


class Submissions(WorkerSending, WorkerMessages, WorkerSteps, WorkerData):
    """The verbs of a worker, each group in its own file."""
