"""How a case goes in the sample union: each story is a generator that yields the days until its next step.

A story that stops early leaves its case in that state; what follows is the clock's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from bot.operations.demo.union import DemoUnion, Sent
from bot.texts import demo as words
from feedback.model.access import Verb
from feedback.model.case import Kind, RefusalCode
from feedback.staff import requests as ask

Story = Iterator[int]
Tell = Callable[[DemoUnion, Sent], Story]


def received(union: DemoUnion, case: Sent) -> Story:
    """Nobody has looked."""
    yield 0


def screened(union: DemoUnion, case: Sent) -> Story:
    """Somebody has looked."""
    yield 1
    union.act(case.number, Verb.OPEN, ask.Open)


def asked(union: DemoUnion, case: Sent) -> Story:
    """The worker is asked something."""
    yield from screened(union, case)
    yield 1
    union.act(case.number, Verb.ASK, ask.Ask, text=words.QUESTION)


def proposed(union: DemoUnion, case: Sent) -> Story:
    """A refusal waits for a second person."""
    yield from screened(union, case)
    yield 1
    code = RefusalCode.PRIVATE_MATTER
    union.act(case.number, Verb.PROPOSE_REFUSAL, ask.ProposeRefusal, code=code, reason=words.REFUSAL)


def refused(union: DemoUnion, case: Sent) -> Story:
    """Two people refuse."""
    yield from proposed(union, case)
    yield 1
    union.act(case.number, Verb.CONFIRM_REFUSAL, ask.ConfirmRefusal)


def appealed(union: DemoUnion, case: Sent) -> Story:
    """The worker asks the board."""
    yield from refused(union, case)
    yield 2
    union.worker.appeal(case.code, union.now, text=words.APPEAL)


def upheld(union: DemoUnion, case: Sent) -> Story:
    """The board says that the refusal stands."""
    yield from appealed(union, case)
    yield 4
    union.act(case.number, Verb.UPHOLD, ask.Uphold, reason=words.UPHELD)


def redirected(union: DemoUnion, case: Sent) -> Story:
    """Another body is named."""
    yield from screened(union, case)
    yield 1
    union.act(case.number, Verb.REDIRECT, ask.Redirect, to=words.REDIRECT_TO, how=words.REDIRECT_HOW)


def accepted(union: DemoUnion, case: Sent) -> Story:
    """Accepted, nobody has it yet."""
    yield from screened(union, case)
    yield union.chance.choice((0, 1, 2))
    values = {"kind": Kind.PETITION, "category": case.letter.category, "no_conflict": True}
    union.act(case.number, Verb.ACCEPT, ask.Accept, **values)


def working(union: DemoUnion, case: Sent) -> Story:
    """Somebody works on it."""
    yield from accepted(union, case)
    yield union.chance.choice((0, 1))
    union.assign(case.number)
    yield 2
    union.act(case.number, Verb.NOTE, ask.Note, text=words.NOTE)


def told(union: DemoUnion, case: Sent) -> Story:
    """A working case whose worker wrote again and nobody has read it."""
    yield from working(union, case)
    yield 1
    union.act(case.number, Verb.MESSAGE, ask.Message, text=words.MESSAGE)
    yield 1
    union.worker.add_message(case.code, words.REPLY, union.now, token=case.number)


def retaliated(union: DemoUnion, case: Sent) -> Story:
    """The worker is under pressure."""
    yield from working(union, case)
    yield 2
    union.worker.report_retaliation(case.code, words.RETALIATION, union.now, token=case.number)


def identity(union: DemoUnion, case: Sent) -> Story:
    """The custodians are asked for the contact."""
    yield from working(union, case)
    yield 1
    union.act(case.number, Verb.ASK_IDENTITY, ask.AskIdentity, reason=words.IDENTITY)


def external(union: DemoUnion, case: Sent) -> Story:
    """A rewritten copy is with the company."""
    yield from working(union, case)
    yield 1
    union.act(case.number, Verb.FORWARD, ask.Forward, to=words.FORWARD_TO, copy=words.FORWARD_COPY)


def in_dialogue(union: DemoUnion, case: Sent) -> Story:
    """It is put to a dialogue."""
    yield from working(union, case)
    yield 1
    union.act(case.number, Verb.TO_DIALOGUE, ask.ToDialogue, on=(union.now + timedelta(days=10)).date())


def extended(union: DemoUnion, case: Sent) -> Story:
    """The lead takes fifteen days more, then answers."""
    yield from working(union, case)
    yield 18
    union.act(case.number, Verb.EXTEND, ask.Extend, reason=words.MESSAGE)
    yield 10
    _answer(union, case)


def answered(union: DemoUnion, case: Sent) -> Story:
    """Answered in five parts, within a few weeks."""
    yield from working(union, case)
    yield union.chance.choice((4, 6, 9, 12, 16))
    _answer(union, case)


def slow(union: DemoUnion, case: Sent) -> Story:
    """Answered late, by whoever has it then."""
    yield from working(union, case)
    yield union.chance.choice((34, 40))
    _answer(union, case)


def solved(union: DemoUnion, case: Sent) -> Story:
    """The worker says that it is solved."""
    yield from answered(union, case)
    yield union.chance.choice((1, 2, 5))
    union.worker.confirm(case.code, union.now, stars=union.chance.choice((3, 4, 4, 5, 5)))


def replied(union: DemoUnion, case: Sent) -> Story:
    """The worker answers the question, and it goes on to a solution."""
    yield from asked(union, case)
    yield 2
    union.worker.add_message(case.code, words.REPLY, union.now, token=case.number)
    yield from _onward(union, case)


def disputed(union: DemoUnion, case: Sent) -> Story:
    """The answer did not solve it."""
    yield from working(union, case)
    yield 1
    _answer(union, case)
    yield 2
    union.worker.dispute(case.code, union.now, text=words.DISPUTE)


def settled(union: DemoUnion, case: Sent) -> Story:
    """Disputed, given to another handler, answered again, solved."""
    yield from disputed(union, case)
    yield 2
    union.assign(case.number)
    yield 8
    _answer(union, case)
    yield 3
    union.worker.confirm(case.code, union.now, stars=4)


def handed_up(union: DemoUnion, case: Sent) -> Story:
    """The lead hands it to the tier above, which answers."""
    yield from working(union, case)
    yield 5
    union.act(case.number, Verb.ESCALATE, ask.Escalate, reason=words.ESCALATE)
    yield 3
    union.assign(case.number)
    yield 6
    _answer(union, case)


def dialogued(union: DemoUnion, case: Sent) -> Story:
    """The dialogue brought a result."""
    yield from in_dialogue(union, case)
    yield 11
    union.act(case.number, Verb.RESULT, ask.Result, text=words.RESULT)
    yield 2
    _answer(union, case)
    yield 3
    union.worker.confirm(case.code, union.now, stars=5)


def withdrawing(union: DemoUnion, case: Sent) -> Story:
    """The worker wants to withdraw; staff have not asked yet."""
    yield from working(union, case)
    yield 2
    union.worker.withdraw(case.code, union.now)


def withdrawn(union: DemoUnion, case: Sent) -> Story:
    """Withdrawn freely."""
    yield from withdrawing(union, case)
    yield 2
    union.act(case.number, Verb.CONFIRM_FREE, ask.DecideWithdrawal, coerced=False)


def deleted(union: DemoUnion, case: Sent) -> Story:
    """The worker has everything deleted: the clock purges it."""
    yield from withdrawn(union, case)
    yield 3
    union.worker.delete(case.code, union.now)


def neglected(union: DemoUnion, case: Sent) -> Story:
    """Accepted and left: the clock tells the tier above, and moves it up."""
    yield from accepted(union, case)


def spam(union: DemoUnion, case: Sent) -> Story:
    """An advertisement, refused by two."""
    yield 1
    values = {"code": RefusalCode.ADVERTISING, "reason": words.SPAM_REASON}
    union.act(case.number, Verb.PROPOSE_REFUSAL, ask.ProposeRefusal, **values)
    yield 1
    union.act(case.number, Verb.CONFIRM_REFUSAL, ask.ConfirmRefusal)


def rescued(union: DemoUnion, case: Sent) -> Story:
    """An emergency: duty opens it at once."""
    yield 0
    union.act(case.number, Verb.OPEN, ask.Open)
    yield from _onward(union, case)


def _onward(union: DemoUnion, case: Sent) -> Story:
    yield 1
    values = {"kind": Kind.PETITION, "category": case.letter.category, "no_conflict": True}
    union.act(case.number, Verb.ACCEPT, ask.Accept, **values)
    yield 1
    union.assign(case.number)
    yield 8
    _answer(union, case)
    yield 2
    union.worker.confirm(case.code, union.now, stars=5)


def _answer(union: DemoUnion, case: Sent) -> None:
    reply = union.replies[case.letter.category]
    union.act(case.number, Verb.ANSWER, ask.GiveAnswer, answer=reply.to(case.letter.text), law_refs=reply.refs)


PAST: Mapping[Tell, int] = {
    solved: 60, answered: 20, replied: 10, slow: 9, settled: 5, handed_up: 5, dialogued: 6, redirected: 6, refused: 5,
    upheld: 3, withdrawn: 4, deleted: 4, asked: 3, extended: 6, rescued: 5,
}  # fmt: skip
"""Stories of the year, and how many of each."""
PRESENT: Mapping[Tell, tuple[int, ...]] = {
    received: (0, 0, 1, 6), screened: (2, 3, 4), asked: (5, 6), proposed: (4, 5, 6), refused: (9,), appealed: (12,),
    redirected: (7,), accepted: (4, 5, 7), working: (8, 12, 20), told: (11, 13), retaliated: (13,), identity: (12,),
    external: (13,), in_dialogue: (13,), answered: (22,), disputed: (10, 13, 15), withdrawing: (13,),
    neglected: (16, 44, 55), rescued: (1,), solved: (28,),
}  # fmt: skip
"""Stories of the last weeks: how many days ago each case came."""
CODED: Mapping[Tell, int] = {
    received: 1, screened: 2, asked: 4, working: 8, told: 10, answered: 20, disputed: 9, redirected: 5, refused: 8,
    solved: 27,
}  # fmt: skip
"""The ten cases whose codes are printed: how many days ago each came."""
