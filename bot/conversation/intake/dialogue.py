"""The intake: a petition in at most six steps, all but the text skippable, sent only after the code was copied.

Each step is an `ask` and a `take` (intake_step.py); the draft between messages is in the sealed conversation alone.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.intake import begin as intake_begin
from bot.conversation.intake import concern as intake_concern
from bot.conversation.intake import preview as intake_preview
from bot.conversation.intake import send as intake_send
from bot.conversation.intake import where as intake_where
from bot.conversation.intake.draft import GO_ON, INTAKE, IntakeDraft, keep, load
from bot.conversation.intake.hints import likely_category
from bot.conversation.intake.step import Step, Taken, pressed
from bot.conversation.intake.where import by_unit_code
from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.conversation.parts.words import choice, fold
from bot.messages import Block, BlockKind, Incoming, Reply
from bot.texts import intake as words
from bot.texts import talk
from bot.texts.faults import for_worker
from feedback.errors import FeedbackError
from feedback.model.case import EmergencyKind
from feedback.sealing.receipt import last_group_matches

STEPS: dict[str, Step] = {
    "notice": intake_begin.CONSENT,
    "danger": intake_begin.DANGER,
    "text": intake_begin.TEXT,
    "place": intake_where.PLACE,
    "concern": intake_concern.CONCERN,
    "preview": intake_preview.PREVIEW,
    "category": intake_preview.CATEGORY,
    "level": intake_preview.LEVEL,
    "reminder": intake_preview.REMINDER,
    "code": intake_send.CODE,
}
COMMANDS = frozenset({"/kiennghi", "kien nghi", "gui kien nghi", "/guikiennghi"})
CHOICES = frozenset({"notice", "danger", "concern", "preview", "category", "reminder"})  # steps that want no number
_BEGINNINGS = ("", "urgent", "about", "story")


def codes(state: State, incoming: Incoming) -> tuple[str, ...]:
    """The code under which this message sends."""
    code = str(state.secret.get("code", "")) if state.dialogue == INTAKE else ""
    return (code,) if code and last_group_matches(code, incoming.text or "-") else ()


def answer(turn: Turn) -> Outcome:
    """Begin, go on, or send."""
    if not turn.services.takes_petitions:
        return turn.state, (_closed(turn),)
    if turn.state.dialogue != INTAKE:
        return _open(turn)
    draft = load(turn.state)
    if sent_before := intake_send.was_sent(turn, draft):
        return sent_before
    if draft.step == "code" and not draft.code and draft.mark:
        return _show(turn, Taken(draft))
    if fold(turn.incoming.text) in GO_ON and not turn.incoming.button:
        return _show(turn, Taken(draft))
    if intake_send.sends(turn, draft):
        sent = intake_send.send(turn, draft)
        if isinstance(sent, FeedbackError):
            return _show(turn, Taken(replace(draft, step="preview"), (_not_sent(sent),)))
        return sent
    return _show(turn, _edited(turn, draft) or _take(turn, draft))


def _closed(turn: Turn) -> Reply:
    """Said plainly, with another way; a draft that was begun stays for its 24 hours."""
    lines = [words.FULL if turn.services.petitions else words.CLOSED]
    if turn.services.hotline:
        lines.append(words.CALL.format(hotline=turn.services.hotline))
    return menu(turn.services, *lines)


def _open(turn: Turn) -> Outcome:
    """A new draft at its first step, or the interrupted one where it was left."""
    if turn.state.unfinished:
        draft = IntakeDraft.unpack(turn.state.unfinished)
        return _show(replace(turn, state=replace(turn.state, unfinished={})), Taken(draft, (words.RESUMED,)))
    draft = _begin(turn)
    asked = STEPS["notice"].ask(turn, draft)
    gone = () if not turn.incoming.button or _begins(turn) else (Block(words.DRAFT_GONE, BlockKind.NOTE),)
    return keep(replace(turn.state, told=""), draft), (replace(asked, blocks=(*gone, *asked.blocks)),)


def _begins(turn: Turn) -> bool:
    """Whether an entry button was pressed, not one of a step."""
    return bool(turn.incoming.button) and pressed(turn).partition(":")[0] in _BEGINNINGS


def prompt(turn: Turn) -> Reply:
    """The question of the step in which the intake waits."""
    draft = load(turn.state)
    return STEPS[draft.step].ask(turn, draft)


def _take(turn: Turn, draft: IntakeDraft) -> Taken:
    """What the step makes of the message. An entry button or command again only repeats the question."""
    if _begins(turn) or fold(turn.incoming.text) in COMMANDS:
        return Taken(draft)
    number = choice(turn.incoming.text)
    if number is not None and draft.step in CHOICES:  # a number that was offered is a pressed button by now
        return Taken(draft, (talk.NO_SUCH_NUMBER.format(number=number),))
    taken = STEPS[draft.step].take(turn, draft)
    if taken.draft.step == "text" and draft.step == "preview" and turn.incoming.button == "":
        return STEPS["text"].take(turn, taken.draft)  # words typed at the preview belong to the text
    return taken


def _edited(turn: Turn, draft: IntakeDraft) -> Taken | None:
    """An earlier message that was edited counts until sending."""
    known = any(reference == turn.incoming.reference for reference, _ in draft.texts)
    if not (turn.incoming.edited and known):
        return None
    return Taken(draft.with_text(turn.incoming.reference, turn.incoming.text.strip()), (words.KEPT_EDIT,))


def _show(turn: Turn, taken: Taken) -> Outcome:
    """Keep the draft and ask its step; while text is being written only a short word is said."""
    lost = taken.draft.step == "code" and taken.draft.mark and not taken.draft.code  # a copied code opens nothing now
    draft = intake_send.with_code(turn, taken.draft)
    if draft.step == "preview":
        draft = replace(draft, seen=True)
    state = keep(turn.state, draft)
    notes = (*taken.notes, words.NEW_CODE) if lost else taken.notes
    said = (*taken.blocks, *(Block(note) for note in notes))
    if taken.buttons and draft.step == "text" and said:
        return state, (Reply(said, taken.buttons),)
    asked = STEPS[draft.step].ask(replace(turn, state=state), draft)
    return state, (
        replace(asked, blocks=(*said, *asked.blocks), buttons=(*taken.buttons, *asked.buttons, *taken.aside)),
    )


def _begin(turn: Turn) -> IntakeDraft:
    """A fresh draft: the legal basis of an answer, the unit of a poster and the urgent button come along."""
    petitions = turn.services.petitions
    assert petitions is not None
    kind, _, key = pressed(turn).partition(":")
    found = by_unit_code(petitions, turn.state.unit)
    return IntakeDraft(
        basis=(key,) if kind == "about" and key else (),
        category=_category_of(turn, key) if kind == "about" else "",
        emergency=key if kind == "urgent" and key in list(EmergencyKind) else "",
        texts=(("", turn.state.told),) if kind in {"urgent", "story"} and turn.state.told else (),
        place={found[0].value: found[1].code} if found else {},
        reminder="schedule" if turn.incoming.channel.traits.writes_first else "none",
    )


def _category_of(turn: Turn, key: str) -> str:
    """What an article is about, by its own title and the question that led to it."""
    document, _, article = key.rpartition(":")
    hit = turn.services.library.article(document, article, turn.today)
    return likely_category(f"{hit.title if hit else ''} {turn.state.question}").value


def _not_sent(error: FeedbackError) -> str:
    return words.NOT_SENT.format(reason=for_worker(error))


DIALOGUE = Dialogue(
    INTAKE,
    answer,
    COMMANDS,
    takes_files=True,
    takes_long=True,
    codes=codes,
)
