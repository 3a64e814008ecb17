"""Step 6 of the intake: the whole petition before sending, what could give the worker away, and what may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.intake.begin import STOPS, basis_words
from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.intake.hints import identity_hints, likely_kinds
from bot.conversation.intake.kinds import kind_blocks
from bot.conversation.intake.step import TO_PREVIEW, Step, Taken, pressed, question, says, typed
from bot.conversation.intake.where import place_words
from bot.conversation.parts.model import Turn
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import intake as words
from bot.texts.faults import for_worker
from bot.texts.submissions import CATEGORIES, EMERGENCIES, LEVELS
from feedback.errors import FeedbackError
from feedback.model.case import Category, EmergencyKind, Level

SEND = Button("intake:send", words.SEND)
CHANGES = {
    "text": words.ADD,
    "rewrite": words.REWRITE,
    "place": words.CHANGE_PLACE,
    "concern": words.CHANGE_CONCERN,
    "category": words.CHANGE_CATEGORY,
    "level": words.CHANGE_LEVEL,
    "reminder": words.CHANGE_REMINDER,
}


def ask_preview(turn: Turn, draft: IntakeDraft) -> Reply:
    """All of it, as it would be stored, and where it would go."""
    assert turn.services.petitions is not None
    sending: tuple[Button, ...] = (SEND,)
    try:
        unit = turn.services.petitions.route(draft.submission(turn.incoming.channel), turn.now).owner.name
        lines = [words.PREVIEW_UNIT.format(unit=unit)]
    except FeedbackError as error:  # nobody neutral is left (§9, R9), or nobody receives yet
        lines, sending = [for_worker(error)], ()
    blocks = (
        *question(6, words.PREVIEW_TITLE).blocks,
        Block(words.PREVIEW_TEXT, BlockKind.HEADING),
        *(Block(text, BlockKind.OWN) for _, text in draft.texts),
        *(Block(line) for line in [*_facts(turn, draft), *lines]),
        *_hint_blocks(draft.text),
        *kind_blocks(turn, likely_kinds(draft.text)),
        *((Block(words.TRIAL, BlockKind.NOTE),) if turn.services.trial else ()),
    )
    return Reply(blocks, (*sending, *_changes(turn)))


def take_preview(turn: Turn, draft: IntakeDraft) -> Taken:
    """Send, or go to the step that is to be changed; more words are added to the text."""
    chosen = pressed(turn)
    draft = replace(draft, seen=True)
    if chosen == "send" or says(turn, "gui", "gui di", "dong y", "ok", "tiep", "tiep tuc", "nhan ma"):
        return Taken(replace(draft, step="code")) if _goes_somewhere(turn, draft) else Taken(draft)
    if says(turn, *STOPS):
        return Taken(draft, (words.STOP_HINT,))
    if says(turn, "quay lai", "xem lai", "quay lai ban xem truoc"):
        return Taken(draft)
    if chosen == "rewrite":
        return Taken(replace(draft, texts=(), photos=(), step="text"))
    if chosen == "place":
        return Taken(replace(draft, step="place", place={}, company="", scope=""))
    if chosen in CHANGES:
        return Taken(replace(draft, step=chosen))
    if typed(turn) or turn.incoming.attachments:
        return Taken(replace(draft, step="text"))
    return Taken(draft)


def _goes_somewhere(turn: Turn, draft: IntakeDraft) -> bool:
    """Whether anybody may receive it; if not the preview says so, and no code is shown for nothing."""
    assert turn.services.petitions is not None
    try:
        turn.services.petitions.route(draft.submission(turn.incoming.channel), turn.now)
    except FeedbackError:
        return False
    return True


def ask_category(turn: Turn, draft: IntakeDraft) -> Reply:
    """The kinds of matter to choose from."""
    buttons = tuple(Button(f"intake:category:{c}", label) for c, label in CATEGORIES.items())
    return question(6, words.CATEGORY_TITLE, buttons=(*buttons, TO_PREVIEW))


def ask_level(turn: Turn, draft: IntakeDraft) -> Reply:
    """How much of an identity is kept; the two upper levels then ask for a contact."""
    if draft.level != Level.ANONYMOUS and not draft.contact:
        anonymous = Button(f"intake:level:{Level.ANONYMOUS}", words.LEVELS[Level.ANONYMOUS])
        return question(6, words.CONTACT, buttons=(anonymous,))
    buttons = tuple(Button(f"intake:level:{level}", label) for level, label in words.LEVELS.items())
    return question(6, words.LEVEL_TITLE, buttons=(*buttons, TO_PREVIEW))


def ask_reminder(turn: Turn, draft: IntakeDraft) -> Reply:
    """The three choices of §3.6."""
    buttons = tuple(Button(f"intake:reminder:{name}", label) for name, label in words.REMINDERS.items())
    return question(6, words.REMINDER_TITLE, *words.REMINDER, buttons=(*buttons, TO_PREVIEW))


def take_choice(turn: Turn, draft: IntakeDraft) -> Taken:
    """A choice of category, level or reminder, or the contact; then the preview again."""
    name, _, value = pressed(turn).partition(":")
    if name == "category" and value in list(Category):
        return Taken(replace(draft, category=value, step="preview"))
    if name == "reminder" and value in words.REMINDERS:
        return Taken(replace(draft, reminder=value, step="preview"))
    if name == "level" and value in list(Level):
        step = "preview" if value == Level.ANONYMOUS else "level"
        return Taken(replace(draft, level=value, contact="", step=step))
    waits_for_contact = draft.step == "level" and draft.level != Level.ANONYMOUS and not draft.contact
    if waits_for_contact and typed(turn):
        return Taken(replace(draft, contact=typed(turn)[:500], step="preview"))
    if waits_for_contact and name == "preview":
        return Taken(replace(draft, level=Level.ANONYMOUS.value, step="preview"))
    return Taken(replace(draft, step="preview"))


def _facts(turn: Turn, draft: IntakeDraft) -> Iterator[str]:
    assert turn.services.petitions is not None
    if draft.person:
        yield f"Người liên quan: {draft.person}"
    if draft.photos:
        yield words.PREVIEW_PHOTOS.format(count=len(draft.photos))
    yield words.PREVIEW_ABOUT.format(category=CATEGORIES[Category(draft.category or Category.OTHER)])
    if draft.basis:
        yield words.PREVIEW_BASIS.format(basis=basis_words(draft))
    yield words.PREVIEW_PLACE.format(place=place_words(turn.services.petitions, draft))
    if draft.emergency:
        yield words.PREVIEW_URGENT.format(kind=EMERGENCIES[EmergencyKind(draft.emergency)])
    yield words.PREVIEW_LEVEL.format(level=LEVELS[Level(draft.level)])
    if turn.incoming.channel.traits.writes_first:
        yield words.PREVIEW_REMINDER.format(reminder=words.REMINDERS[draft.reminder])


def _hint_blocks(text: str) -> Iterator[Block]:
    hints = identity_hints(text)
    if hints:
        yield Block(words.HINTS_TITLE, BlockKind.HEADING)
        yield Block("\n".join(f"• {hint.what}: “{hint.passage}”" for hint in hints), BlockKind.NOTE)
        yield Block(words.HINTS_END)


def _changes(turn: Turn) -> tuple[Button, ...]:
    offered = [name for name in CHANGES if name != "reminder" or turn.incoming.channel.traits.writes_first]
    return tuple(Button(f"intake:{name}", CHANGES[name]) for name in offered)


PREVIEW = Step(ask_preview, take_preview)
CATEGORY = Step(ask_category, take_choice)
LEVEL = Step(ask_level, take_choice)
REMINDER = Step(ask_reminder, take_choice)
