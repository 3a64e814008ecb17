"""A case as its worker reads it: state, deadlines and delay in plain words, the thread, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import date, datetime

from bot.conversation.follow.acts import BACK, LOCK
from bot.conversation.follow.stages import stage_block
from bot.conversation.parts.labels import day, place
from bot.messages import Block, BlockKind, Button, Channel, Fleeting, Reply
from bot.texts import follow as words
from bot.texts.submissions import CATEGORIES, CLOCKS, LANES, LEVELS, OUTCOMES, REFUSALS, STATES
from feedback.model.case import Lane, Level
from feedback.model.lifecycle import Clock, Event, State
from feedback.model.view import Author, CaseView, Message
from knowledge.citations import read_citation

MORE = Button("follow:more", words.MORE)
LATEST = 3  # messages shown when nothing is new
RIGHTS = frozenset({Clock.APPEAL_WINDOW, Clock.REOPENING})  # what the worker may do until a day, nobody's promise
_GONE = frozenset({State.ARCHIVED, State.PURGED})
_ACTS = (
    (Event.CONFIRM, "confirm", words.CONFIRM),
    (Event.DISPUTE, "dispute", words.DISPUTE),
    (Event.APPEAL, "appeal", words.APPEAL),
    (Event.NEEDS_HELP, "help", words.NEEDS_HELP),
    (Event.KEEP, "keep", words.KEEP),
)


def case_reply(view: CaseView, until: str, *, whole: bool = False, trial: bool = False) -> Reply:
    """The case with its news (or the whole thread), until when it is open, and its buttons."""
    view = in_trial(view) if trial else view
    note = Block(words.OPEN_UNTIL.format(time=until), BlockKind.NOTE)
    blocks = (*_trial(trial), *case_blocks(view), *thread_blocks(view, whole=whole), note)
    return Reply(blocks, (*_part_buttons(view), *case_buttons(view)), fleeting=Fleeting.CASE)


def short_reply(view: CaseView, done: str, *, more: tuple[Block, ...] = (), trial: bool = False) -> Reply:
    """After an act: what was done, where the case stands, and its buttons."""
    view = in_trial(view) if trial else view
    return Reply((*_trial(trial), Block(done), *more, *case_blocks(view)), case_buttons(view), fleeting=Fleeting.CASE)


def in_trial(view: CaseView) -> CaseView:
    """The case where nobody is there: no promise of a day, no delay, nobody who looks."""
    spoken = (replace(m, template="trial_step") if m.template in words.PEOPLE_SPOKEN_OF else m for m in view.messages)
    return replace(
        view,
        deadlines=tuple(d for d in view.deadlines if d.clock in RIGHTS),
        messages=tuple(spoken),
        moved_up=False,
        parts=tuple(in_trial(part) for part in view.parts),
    )


def _trial(trial: bool) -> tuple[Block, ...]:
    """In trial mode nobody is there, whatever the case says."""
    return (Block(words.TRIAL_CASE, BlockKind.NOTE),) if trial else ()


def case_blocks(view: CaseView) -> Iterator[Block]:
    """State, unit, deadlines; each delay is said."""
    yield Block(words.HEADER.format(number=view.public_no, state=STATES[view.state]), BlockKind.HEADING)
    yield from stage_block(view.state)
    yield Block("\n".join(_facts(view)))
    for part in view.parts:
        yield from case_blocks(part)


def _facts(view: CaseView) -> Iterator[str]:
    yield words.FACTS.format(
        unit=view.unit_name, day=day(view.created_on), category=CATEGORIES[view.category], level=LEVELS[view.level]
    )
    if view.register_no:
        yield words.REGISTERED.format(number=view.register_no)
    if view.lane is not Lane.NORMAL:
        yield words.LANE.format(lane=LANES[view.lane])
    if view.moved_up:
        yield words.MOVED_UP.get(view.moved_why, words.MOVED_UP[""])
    for deadline in view.deadlines:
        line = words.PAUSED if deadline.paused else words.OVERDUE if deadline.overdue else words.DUE
        yield line.format(clock=CLOCKS[deadline.clock], day=day(deadline.due_on))
    if view.refusal:
        yield words.REFUSED.format(reason=REFUSALS[view.refusal])
    if view.outcome:
        yield words.OUTCOME.format(outcome=OUTCOMES[view.outcome])
    if view.duplicate_of:
        yield words.DUPLICATE.format(number=view.duplicate_of)
    if view.erase_on:
        held = view.held_until
        yield words.ERASING_HELD.format(held=day(held)) if held else words.ERASING.format(day=day(view.erase_on))
    if view.parts:
        yield words.PARTS.format(count=len(view.parts))


def thread_blocks(view: CaseView, *, whole: bool) -> Iterator[Block]:
    """What is new; the last messages when nothing is; everything when asked for."""
    unread = tuple(m for m in view.messages if m.unread)
    shown = view.messages if whole else unread or view.messages[-LATEST:]
    if shown:
        yield Block(words.NEWS if unread and not whole else words.THREAD, BlockKind.HEADING)
    for message in shown:
        yield Block(message_text(message))
    if not unread and not whole:
        yield Block(words.NO_NEWS)
    for part in view.parts:
        yield from thread_blocks(part, whole=whole)


def message_text(message: Message) -> str:
    """One entry of the thread: who, when, the sentence of the system, the words, the law behind them."""
    template = words.TEMPLATES.get(message.template, "")
    lines = [words.LINE.format(day=day(message.day), author=words.AUTHORS[message.author]), template, said(message)]
    if message.photos:
        lines.append(words.PHOTOS.format(count=len(message.photos)))
    if message.law_refs and message.author is not Author.WORKER:
        lines.append(words.LAW.format(places="; ".join(law_place(key) for key in message.law_refs)))
    return "\n".join(line for line in lines if line)


def said(message: Message) -> str:
    """The words of a message; the five parts of an answer under their headings."""
    if not message.answer:
        return message.text
    parts = zip(words.ANSWER_PARTS, astuple(message.answer), strict=True)
    return "\n\n".join(f"{heading}\n{part}" for heading, part in parts)


def law_place(key: str) -> str:
    """ "45/2019/QH14:97:2" as people read it: khoản 2 Điều 97, 45/2019/QH14."""
    cited = read_citation(key)
    return f"{place(cited)}, {cited.document}" if cited else key


def case_buttons(view: CaseView) -> tuple[Button, ...]:
    """At most five: what is expected now, writing, locking, and "Thêm" for the rest."""
    if _is_gone(view):
        return (LOCK,)
    expected = [(name, label) for event, name, label in _ACTS if event in view.can]
    other = [] if expected else [("retaliation", words.RETALIATION)]
    offered = [*expected, ("write", words.WRITE), *other]
    return (*(Button(f"follow:{name}", label) for name, label in offered), LOCK, MORE)


def more_buttons(view: CaseView, channel: Channel, watched: date | None) -> tuple[Button, ...]:
    """Everything else that the code gives a right to; being told of news is begun or ended, as it is now."""
    if _is_gone(view):
        return (LOCK,)
    offered = [("all", words.ALL), ("retaliation", words.RETALIATION)]
    if Event.WITHDRAW in view.can:
        offered.append(("withdraw", words.WITHDRAW))
    offered.append(("agree", words.AGREE))
    if view.level is not Level.NAMED:
        offered.append(("level", words.LEVEL))
    if channel.traits.writes_first:
        until = words.UNWATCH.format(day=day(watched)) if watched else ""
        offered.append(("unwatch", until) if watched else ("watch", words.WATCH))
    offered += [("change", words.CHANGE), ("delete", words.DELETE)]
    return (*(Button(f"follow:{name}", label) for name, label in offered), BACK)


def clock_time(until: int, now: datetime) -> str:
    """ "10:25", in the time zone of `now`."""
    return f"{datetime.fromtimestamp(until, now.tzinfo):%H:%M}"


def _is_gone(view: CaseView) -> bool:
    return view.state in _GONE or view.erase_on is not None


def _part_buttons(view: CaseView) -> tuple[Button, ...]:
    return tuple(
        Button(f"follow:part:{part.public_no}", words.PART.format(number=part.public_no)) for part in view.parts
    )
