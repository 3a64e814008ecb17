"""Words of danger in whatever is written, in both halves of the product, and what is said at once.

To a message outside a petition or an open case they are the whole answer, and nothing of it is kept but what the button
to an urgent petition takes along. Elsewhere they stand first; nothing is swallowed. Unclear words are asked about. In
an unfinished petition a sure word of danger, or a "yes", puts it into the emergency lane; so it does with an open case,
whose verb reads what is written into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.intake import draft as intake_draft
from bot.conversation.intake.draft import INTAKE
from bot.conversation.parts import follow_session
from bot.conversation.parts.menu import HOME, urgent_petition
from bot.conversation.parts.model import Outcome, State, Turn
from bot.conversation.parts.numbers import bundled, fill
from bot.conversation.parts.words import fold
from bot.messages import Block, BlockKind, Button, Incoming, Reply
from bot.texts import emergency as words
from feedback.errors import FeedbackError
from feedback.model.case import EmergencyKind
from feedback.worker.emergency import Alarm, find_alarms
from knowledge.keystrokes import decoded
from knowledge.shorthand import is_syllable

Alarms = tuple[Alarm, ...]
ALONE = frozenset({"ask", "matter", "unsupported", "unknown"})  # dialogues whose answer gives way
NO_LAW = frozenset({EmergencyKind.SELF_HARM, EmergencyKind.SEXUAL_HARASSMENT})  # no law is shown below these
LAW = {  # the topic behind "Xem luật"; a child in danger is too often harmed as well
    EmergencyKind.ACCIDENT: "accident",
    EmergencyKind.STOPPAGE: "strike",
}
DIGITS = re.compile(r"(?:\d[\s.,_\-–—·/]{0,3}){12,}")  # a code, perhaps with a slip: its "0114" calls nobody
NAMES = frozenset({"place", "concern", "level"})  # steps of the intake at which a name is typed: "Sông Lam" is none
COMMANDS = frozenset(
    {"115", "114", "113", "111", "/khancap", "khan cap", "/sos", "sos", "cap cuu", "cuu", "cuu voi", "cuu toi"}
)


def alarms_in(incoming: Incoming, state: State) -> Alarms:
    """The dangers of typed words; a command has its own dialogue.

    Unclear words are none where a name is asked for.
    """
    if incoming.button or not incoming.text or fold(incoming.text) in COMMANDS:
        return ()
    text = DIGITS.sub(" ", incoming.text)
    alarms = (find_alarms(text) or find_alarms(_read_keys(text))) if any(c.isalpha() for c in text) else ()
    if not alarms or alarms[0].sure:
        return alarms
    names = state.dialogue == INTAKE and intake_draft.load(state).step in NAMES
    return () if names else alarms


def _read_keys(text: str) -> str:
    """The text with raw keys of Telex or VNI read ("chays roofi"), nothing where no word is typed so."""
    words = text.split()
    read = [word if is_syllable(word.casefold()) else decoded(word) or word for word in words]
    return " ".join(read) if read != words else ""


def guarded(turn: Turn, alarms: Alarms) -> Turn:
    """The turn without the desk, when its words speak of danger: they are nobody's to read."""
    return replace(turn, services=replace(turn.services, desk=None)) if alarms else turn


def alone(turn: Turn, alarms: Alarms, dialogue: str) -> Outcome | None:
    """First words as the whole answer to a message of danger that no petition and no open case waits for."""
    if not alarms or dialogue not in ALONE or follow_session.load(turn.state, turn.now) is not None:
        return None
    kinds = tuple(alarm.kind for alarm in alarms)
    state = replace(turn.state.idle(), question="", cited=(), told=turn.incoming.text.strip())
    if alarms[0].sure:
        law = tuple(
            Button(f"browse:{LAW[k]}", words.SEE_LAW) for k in kinds[:1] if k in LAW and not set(kinds) & NO_LAW
        )
        buttons = (*urgent_petition(turn.services, kinds[0]), *law, HOME)
        return state, (Reply(first_words(turn, *kinds), buttons),)
    if not set(kinds) & NO_LAW:
        return None
    question = fill(words.ASK[kinds[0]], turn.services.number or bundled(), turn.today)
    yes, no = Button(f"emergency:{kinds[0]}", words.YES), Button(f"emergency:no:{kinds[0]}", words.NO)
    return state, (Reply((Block(question),), (yes, no, HOME)),)


def watch(turn: Turn, alarms: Alarms, outcome: Outcome) -> Outcome:
    """The outcome of a turn, with first words or a question in front when the message speaks of danger."""
    alarm = next(iter(alarms), None)
    state, replies = outcome
    if alarm is None or _known(state, alarm):
        return outcome
    if state.question != turn.state.question:
        state = replace(state, question="")
    if alarm.sure:
        steps = () if state.dialogue == INTAKE else urgent_petition(turn.services, alarm.kind)
        return in_lane(state, alarm.kind), _in_front(first_words(turn, alarm.kind), steps, replies)
    question = fill(words.ASK[alarm.kind], turn.services.number or bundled(), turn.today)
    in_case = follow_session.load(state, turn.now) is not None
    yes = Button(f"follow:danger:{alarm.kind}" if in_case else f"emergency:{alarm.kind}", words.YES)
    return state, _in_front((Block(question, BlockKind.NOTE),), (yes,), replies)


def first_words(turn: Turn, *kinds: EmergencyKind) -> tuple[Block, ...]:
    """What is said at once to each kind of danger, then who reads this and who does not."""
    speak = turn.services.number or bundled()
    lines = [fill(line, speak, turn.today) for line in dict.fromkeys(ln for k in kinds for ln in words.AT_ONCE[k])]
    if turn.state.dialogue == INTAKE:
        lines += [words.IN_DRAFT, watched(turn, receiver(turn, kinds[0] if kinds else None)), words.WHERE]
    elif follow_session.load(turn.state, turn.now):
        called = not turn.services.trial and within(turn, "") > 0
        lines += [words.IN_CASE_WATCHED if called else words.IN_CASE, watched(turn, ""), words.WHERE]
    else:
        tell = words.TELL_UNION if turn.services.petitions else ""
        lines += [words.NOT_A_HOTLINE, words.WATCHED_TRIAL if turn.services.trial else tell]
    return (Block(words.HEADING, BlockKind.HEADING), *(Block(line) for line in lines if line))


def watched(turn: Turn, unit: str) -> str:
    """Who looks, and when: only what is so at this moment. "" stands for every unit that has cases."""
    if turn.services.trial:
        return words.WATCHED_TRIAL
    minutes = within(turn, unit)
    if not minutes:
        return words.UNWATCHED
    length = words.HOURS.format(count=minutes // 60) if minutes % 60 == 0 else words.MINUTES.format(count=minutes)
    return words.WATCHED.format(within=length)


def within(turn: Turn, unit: str) -> int:
    """Minutes until somebody on duty looks, 0 when nobody is."""
    return turn.services.staff.minutes_until_seen(unit, turn.now) if turn.services.staff else 0


def receiver(turn: Turn, kind: EmergencyKind | None = None) -> str:
    """The unit that would get the draft of this chat, "" when that cannot be told."""
    draft = intake_draft.load(turn.state)
    submission = replace(
        draft.submission(turn.incoming.channel), photos=(), emergency=kind or EmergencyKind(draft.emergency)
    )
    try:
        return turn.services.petitions.route(submission, turn.now).owner.code if turn.services.petitions else ""
    except FeedbackError:
        return ""


def kind_buttons(prefix: str) -> tuple[Button, ...]:
    """A button for each kind of danger."""
    return tuple(Button(f"{prefix}:{kind}", label) for kind, label in words.KINDS.items())


def in_lane(state: State, kind: EmergencyKind) -> State:
    """An unfinished petition enters the emergency lane; any other state stays what it is."""
    if state.dialogue != INTAKE:
        return state
    return intake_draft.keep(state, replace(intake_draft.load(state), emergency=kind.value))


def _known(state: State, alarm: Alarm) -> bool:
    """Whether this danger of an unfinished petition was spoken of before."""
    if state.dialogue != INTAKE:
        return False
    draft = intake_draft.load(state)
    return bool(draft.emergency) or (not alarm.sure and alarm.kind in draft.asked)


def _in_front(blocks: Iterable[Block], buttons: tuple[Button, ...], replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Blocks before the first reply, buttons before those of the last: numbers count the buttons of one reply."""
    shown = list(replies)
    shown[0] = replace(shown[0], blocks=(*blocks, *shown[0].blocks))
    shown[-1] = replace(shown[-1], buttons=(*buttons, *shown[-1].buttons))
    return tuple(shown)
