"""Following a petition by its code: read it, answer, and use every right that the code gives, in any channel."""

from __future__ import annotations

import base64
import secrets
from dataclasses import replace
from datetime import timedelta

from bot.conversation.follow.acts import AT_ONCE, BACK, BY_CHOICE, BY_WORDS, DANGER, Act
from bot.conversation.follow.typed import by_label, mistyped, quotes_number
from bot.conversation.follow.view import case_reply, clock_time, more_buttons, short_reply
from bot.conversation.intake.begin import file_trouble
from bot.conversation.intake.danger import first_words
from bot.conversation.intake.kinds import retaliation_blocks
from bot.conversation.parts import follow_session
from bot.conversation.parts.follow_session import FOLLOW, Session, open_session
from bot.conversation.parts.labels import day
from bot.conversation.parts.menu import HOME, LOST, PETITION, menu
from bot.conversation.parts.model import Dialogue, Outcome, Petitions, State, Turn
from bot.conversation.parts.words import fold
from bot.messages import Block, Button, Fleeting, Incoming, say
from bot.texts import follow as words
from bot.texts import intake as intake_words
from bot.texts.faults import for_worker
from feedback.errors import CodeNotFound, Fault, FeedbackError
from feedback.model.case import EmergencyKind, Level
from feedback.model.lifecycle import State as CaseState
from feedback.model.limits import MOST_PHOTOS
from feedback.model.view import CaseView
from feedback.sealing.receipt import CODE_DIGITS, find_code, format_code, last_group_matches

COMMANDS = frozenset({"/tracuu", "tra cuu", "xem kien nghi", "theo doi", "nhap ma", "ma tra cuu"})
MOVED_ON = frozenset({Fault.NOT_IN_THIS_STATE, Fault.NOT_YOUR_STEP, Fault.CONFLICT})
WAITS = "pending"  # the step of words that wait for a yes
YES = frozenset({"co", "gui", "gui di", "ok", "dong y", "u", "uh", "vang", "da", "duoc", "yes"})
NOT_SO = frozenset({"khong phai", "khong phai vay", "khong, khong phai vay", "ko phai", "khong sao", "khong co gi"})
NO = frozenset({"khong", "ko", "k", "thoi", "dung", "dung gui", "khong gui", "bo", "bo di", "no"})
SEND = Button("follow:skip", words.SEND_NOW)
DROP = Button("follow:drop", words.DROP)
QUESTION = Button("follow:question", words.QUESTION)
UNSAID = Button("follow:unsaid", words.UNSAID)
WATCH_YES = Button("follow:watch_yes", words.WATCH_YES)
PENDING = (SEND, QUESTION, UNSAID)


def accepts(state: State, incoming: Incoming) -> bool:
    """A code typed at any time, with words beside it or with a slip too, so that it reaches no question desk."""
    return bool(find_code(incoming.text)) or mistyped(incoming.text) > 0 or quotes_number(incoming.text)


def codes(state: State, incoming: Incoming) -> tuple[str, ...]:
    """The typed code, the one of the open session, and a new one whose last group was typed."""
    new = str(state.secret.get("new_code", ""))
    if typed := find_code(incoming.text) if incoming.text and not new else None:
        return (typed,)
    known = str(state.secret.get("code", "")) if state.dialogue == FOLLOW else ""
    changed = new if new and last_group_matches(new, incoming.text or "-") else ""
    return tuple(code for code in (known, changed) if code)


def answer(turn: Turn) -> Outcome:
    """Open a case by its code, or do what the open session waits for."""
    if turn.services.petitions is None:
        return turn.state, (menu(turn.services, words.NONE_HERE),)
    try:
        return _answer(turn, turn.services.petitions)
    except CodeNotFound:
        return _not_found(turn)
    except FeedbackError as error:
        return _refused(turn, turn.services.petitions, error)


def _refused(turn: Turn, petitions: Petitions, error: FeedbackError) -> Outcome:
    """Why a verb did not go; a case that moved on meanwhile is shown as it stands now."""
    session = follow_session.load(turn.state, turn.now)
    if session and error.fault in MOVED_ON:
        state, (case, *rest) = _show(turn, petitions, session)
        return state, (replace(case, blocks=(Block(words.STATE_CHANGED), *case.blocks)), *rest)
    return turn.state, (say(for_worker(error), buttons=(BACK, HOME)),)


def _answer(turn: Turn, petitions: Petitions) -> Outcome:
    session = follow_session.load(turn.state, turn.now)
    waits_for_new = session is not None and session.step == "change"
    code = find_code(turn.incoming.text) if turn.incoming.text and not waits_for_new else None
    if code:
        return _opened(turn, petitions, open_session(code, turn.now))
    if session is None:
        return _ask_code(turn)
    if not turn.incoming.button and (typed := by_label(turn.state.options, turn.incoming.text)):
        turn = replace(turn, incoming=replace(turn.incoming, text="", button=typed))
    if turn.incoming.button:
        return _pressed(turn, petitions, session)
    return _written(turn, petitions, session)


def _ask_code(turn: Turn) -> Outcome:
    if follow_session.was_open(turn.state):
        slip = mistyped(turn.incoming.text)
        if slip:
            return turn.state, (say(_slip(slip), buttons=(LOST, HOME)),)
        typed = turn.incoming.text
        kept = (words.WORDS_KEPT,) if typed.strip() or turn.state.draft.get("text") else ()
        return follow_session.keep_words(turn.state, typed), (say(words.SESSION_ENDED, *kept, buttons=(LOST, HOME)),)
    state = turn.state.waiting(FOLLOW)
    typed = turn.incoming.text
    if quotes_number(typed):
        return state, (say(*words.NUMBER_ONLY, buttons=(LOST, HOME)),)
    if fold(typed) in COMMANDS:
        typed = ""
    if typed and (turn.state.dialogue == FOLLOW or accepts(turn.state, turn.incoming)):
        return state, (say(_slip(mistyped(typed)), buttons=(LOST, HOME)),)
    return state, (say(*words.ASK_CODE, buttons=(LOST, HOME)),)


def _slip(digits: int) -> str:
    """What is wrong with digits that are no code: their number, or one of them."""
    if digits == CODE_DIGITS:
        return words.ONE_DIGIT_WRONG
    return words.NOT_TWENTY.format(count=digits) if digits else words.NOT_A_CODE


def _not_found(turn: Turn) -> Outcome:
    """No case has this code: a digit is wrong, or it was never sent. A draft that waits here is offered."""
    unsent = bool(turn.state.unfinished)
    lines = (*words.UNKNOWN_CODE, *((words.UNSENT_HERE,) if unsent else ()))
    return turn.state.waiting(FOLLOW), (say(*lines, buttons=(PETITION, LOST, HOME)),)


def _opened(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """The case; words that were typed while its code was not known are offered below it."""
    state, replies = _show(turn, petitions, session)
    waiting = follow_session.with_words(turn.state, session)
    if not waiting.step:
        return state, replies
    offered = say(words.WAITING_WORDS, *([waiting.text] if waiting.text else []), words.PENDING, buttons=PENDING)
    kept = follow_session.keep(state, waiting, turn.now)
    return kept, (*replies, replace(offered, fleeting=Fleeting.CASE))


def _show(turn: Turn, petitions: Petitions, session: Session, *, whole: bool = False) -> Outcome:
    """The case; from here on its news are read. A part that was chosen is shown alone."""
    view = _view(turn, petitions, session)
    session = replace(session.at_rest(), awaits=view.state is CaseState.NEEDS_INFO)
    state = follow_session.keep(turn.state, session, turn.now)
    until = clock_time(int(state.secret["until"]), turn.now)
    return state, (case_reply(view, until, whole=whole, trial=turn.services.trial),)


def _view(turn: Turn, petitions: Petitions, session: Session) -> CaseView:
    view = petitions.look_up(session.code, turn.now, turn.incoming.sender)
    return next((part for part in view.parts if part.public_no == session.part), view)


def _pressed(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    name, _, value = turn.incoming.button.removeprefix("follow:").partition(":")
    if name in AT_ONCE:
        return _do(turn, petitions, replace(session, step=name), AT_ONCE[name], "")
    if name in BY_WORDS or name in BY_CHOICE:
        return _begin(turn, session, name)
    if name == "choose" and session.step in BY_CHOICE:
        return _chosen(turn, petitions, session, value)
    if name == "skip" and session.step in {*BY_WORDS, WAITS}:
        return _say(turn, petitions, session, "")
    if name == "said" and session.said:
        return _say(turn, petitions, replace(session, step=WAITS, token=secrets.token_hex(8)), session.said)
    if name == "drop":
        return _begin(turn, replace(session, photos=()), "write")
    if name == "danger" and value in list(EmergencyKind):
        return _do(turn, petitions, replace(session, step=name), DANGER, value)
    if name in _OTHERS:
        return _OTHERS[name](turn, petitions, replace(session, part=value if name == "part" else session.part))
    return _show(turn, petitions, session, whole=name == "all")


def _begin(turn: Turn, session: Session, name: str) -> Outcome:
    act = BY_WORDS.get(name) or BY_CHOICE[name]
    waiting = replace(session.at_rest(), step=name, level=session.level, token=secrets.token_hex(8))
    return follow_session.keep(turn.state, waiting, turn.now), (say(act.ask, buttons=act.buttons),)


def _chosen(turn: Turn, petitions: Petitions, session: Session, value: str) -> Outcome:
    if session.step == "level":
        level = value if value in list(Level) else Level.NAMED.value
        return _begin(turn, replace(session, level=level), "contact")
    return _do(turn, petitions, session, BY_CHOICE[session.step], value)


def _written(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    if session.step == "change":
        return _retyped(turn, petitions, session)
    if session.step == "write" and turn.incoming.attachments:
        return _with_photos(turn, session)
    if session.step in BY_WORDS:
        return _say(turn, petitions, session, turn.incoming.text.strip())
    if turn.incoming.attachments:
        return _with_photos(turn, replace(session, step="write", token=secrets.token_hex(8)))
    return _pending(turn, petitions, session)


def _pending(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """Words that no act waits for are sent after a yes; more words join them."""
    said = fold(turn.incoming.text).strip(".! ")
    if session.step == WAITS and said in YES:
        return _say(turn, petitions, session, "")
    if session.step == WAITS and said in NO:
        return _unsaid(turn, petitions, session)
    if session.step == WAITS and said in NOT_SO:  # to the question about danger that stood beside
        return turn.state, (say(words.PENDING, buttons=PENDING),)
    token = session.token if session.step == WAITS else secrets.token_hex(8)
    text = "\n\n".join(t for t in (session.text, turn.incoming.text.strip()) if t)
    pending = replace(session.at_rest(), step=WAITS, token=token, text=text)
    asked = words.PENDING_REPLY if session.awaits else words.PENDING
    return follow_session.keep(turn.state, pending, turn.now), (say(asked, buttons=PENDING),)


def _unsaid(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """Words that shall not be sent are dropped, which is said above the case."""
    state, (case, *rest) = _show(turn, petitions, session)
    return state, (replace(case, blocks=(Block(words.UNSAID_DONE), *case.blocks)), *rest)


def _say(turn: Turn, petitions: Petitions, session: Session, text: str) -> Outcome:
    session = replace(session, step="write") if session.step == WAITS else session
    act = BY_WORDS[session.step]
    text = "\n\n".join(t for t in (session.text, text) if t)
    if act.needs_text and not text and not session.photos:
        return turn.state, (say(act.ask, buttons=act.buttons),)
    return _do(turn, petitions, session, act, text)


def _with_photos(turn: Turn, session: Session) -> Outcome:
    """Pictures wait until the worker has looked at them once more; words beside them wait too."""
    notes = []
    for attachment in turn.incoming.attachments:
        reason = file_trouble(turn.services, attachment) or (
            intake_words.PHOTOS_FULL if len(session.photos) >= MOST_PHOTOS else ""
        )
        if reason:
            notes.append(intake_words.FILE_REFUSED.format(reason=reason))
            continue
        session = replace(session, photos=(*session.photos, base64.b64encode(attachment.content).decode()))
        notes.append(words.PHOTO_KEPT.format(count=len(session.photos)))
    session = replace(session, text="\n\n".join(t for t in (session.text, turn.incoming.text.strip()) if t))
    buttons = (SEND, DROP, BACK) if session.photos else (BACK,)
    return follow_session.keep(turn.state, session, turn.now), (say(*notes, buttons=buttons),)


def _do(turn: Turn, petitions: Petitions, session: Session, act: Act, text: str) -> Outcome:
    """Run the verb; it is safe to repeat, so a repeated message does it once."""
    view = act.verb(petitions, session, text, turn)
    view = next((part for part in view.parts if part.public_no == session.part), view)
    return _done(turn, session, view, text)


def _done(turn: Turn, session: Session, view: CaseView, text: str) -> Outcome:
    name = "level" if session.step == "contact" else session.step
    name = "withdraw_coerced" if name == "withdraw" and text == "yes" else name
    more = tuple(retaliation_blocks(turn)) if name in {"retaliation", "withdraw_coerced"} else ()
    more = first_words(turn, EmergencyKind(text)) if name == "danger" else more
    rested = replace(session.at_rest(), awaits=view.state is CaseState.NEEDS_INFO)
    state = follow_session.keep(turn.state, rested, turn.now)
    done = words.DONE_TRIAL if turn.services.trial and name in words.PEOPLE_ACT else words.DONE[name]
    return state, (short_reply(view, done, more=more, trial=turn.services.trial),)


def _change(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """A new code, shown once; it counts when its last group was typed."""
    waiting = replace(session.at_rest(), step="change", new_code=petitions.new_code())
    first, last = words.CHANGE_ASK
    reply = say(first, format_code(waiting.new_code), last, buttons=(BACK,))
    return follow_session.keep(turn.state, waiting, turn.now), (replace(reply, fleeting=Fleeting.CODE),)


def _retyped(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    if not last_group_matches(session.new_code, turn.incoming.text):
        return turn.state, (say(words.CHANGE_WRONG, buttons=(BACK,)),)
    view = petitions.change_code(session.code, session.new_code, turn.now)
    return _done(turn, replace(session, code=session.new_code), view, "")


def _watch_asked(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """What would be kept for it, and until when, is said before."""
    until = day(turn.today + timedelta(days=follow_session.WATCHED_DAYS))
    lines = (line.format(app=turn.incoming.channel.traits.app, day=until) for line in words.WATCH_ASK)
    state = follow_session.keep(turn.state, session.at_rest(), turn.now)
    return state, (say(*lines, buttons=(WATCH_YES, BACK)),)


def _watch(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    token = petitions.watch_token(session.code, turn.now)
    state = follow_session.keep(turn.state, session.at_rest(), turn.now)
    until = day(turn.today + timedelta(days=follow_session.WATCHED_DAYS))
    return replace(state, mail=f"watch:{token}"), (say(words.WATCH_DONE.format(day=until), buttons=(BACK, HOME)),)


def _unwatch(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    state = follow_session.keep(turn.state, session.at_rest(), turn.now)
    return replace(state, mail="unwatch"), (say(words.UNWATCH_DONE, buttons=(BACK, HOME)),)


def _leave(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    return turn.state.idle(), (menu(turn.services, words.CLOSED_AGAIN),)


def _more(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    """What else can be done."""
    view, known = _view(turn, petitions, session), turn.services.watched_until
    watched = known(turn.incoming.sender, petitions.watch_token(session.code, turn.now)) if known else None
    buttons = more_buttons(view, turn.incoming.channel, watched)
    return follow_session.keep(turn.state, session.at_rest(), turn.now), (say(words.MORE_TITLE, buttons=buttons),)


def _part(turn: Turn, petitions: Petitions, session: Session) -> Outcome:
    return _show(turn, petitions, session)


_OTHERS = {
    "change": _change,
    "watch": _watch_asked,
    "watch_yes": _watch,
    "unwatch": _unwatch,
    "leave": _leave,
    "part": _part,
    "more": _more,
    "unsaid": _unsaid,
}

DIALOGUE = Dialogue(
    FOLLOW,
    answer,
    COMMANDS,
    takes_files=True,
    takes_long=True,
    accepts=accepts,
    codes=codes,
)
