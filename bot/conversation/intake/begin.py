"""Steps 1 to 3 of the intake: notice and consent, danger, and the text with its photos."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.intake.danger import first_words, in_lane, kind_buttons
from bot.conversation.intake.draft import IntakeDraft, keep
from bot.conversation.intake.hints import likely_category
from bot.conversation.intake.step import DONE, Step, Taken, onward, pressed, question, says, typed
from bot.conversation.parts.labels import article_button
from bot.conversation.parts.model import Services, Turn
from bot.messages import Attachment, AttachmentKind, Block, BlockKind, Button, Reply
from bot.texts import intake as words
from bot.texts.faults import for_worker, photo_refused
from feedback.errors import CodeInText, FeedbackError
from feedback.model.case import EmergencyKind
from feedback.model.limits import MOST_CHARACTERS, MOST_PHOTOS
from feedback.sealing.receipt import contains_any_code

AGREE = Button("intake:agree", words.AGREE)
MORE = Button("intake:more", words.READ_MORE)
NOBODY = Button("intake:danger:no", words.DANGER_NOBODY)
DROP = Button("intake:drop", words.PHOTO_DROP)
USEFUL = 2  # articles shown beside the question for the place
GOES_ON = ("gui", "gui di", "gui luon", "quay lai", "xem lai")  # a lone "gửi" is a wish, no word of the petition
STOPS = ("thoi", "thoi khong gui nua", "khong gui nua", "khong gui", "thoi khong gui", "dung lai")
_KINDS = {
    AttachmentKind.VOICE: "voice",
    AttachmentKind.VIDEO: "video",
    AttachmentKind.STICKER: "not_a_photo",
    AttachmentKind.LOCATION: "not_a_photo",
    AttachmentKind.OTHER: "not_a_photo",
}


def ask_consent(turn: Turn, draft: IntakeDraft) -> Reply:
    """Who reads it, what is kept, what cannot be promised."""
    app = words.APPS.get(turn.incoming.channel)
    opening = [line.format(app=app) for line in words.NOTICE_APP] if app else list(words.NOTICE_WEB)
    lines = [*opening, *(line.format(unit=_receiver(turn, draft)) for line in words.NOTICE)]
    if draft.basis:
        lines.insert(0, words.NOTICE_ABOUT.format(basis=basis_words(draft)))
    reply = question(1, words.NOTICE_TITLE, *lines, words.STOP_HINT, buttons=(AGREE, MORE))
    trial = (Block(words.TRIAL, BlockKind.NOTE),) if turn.services.trial else ()
    return replace(reply, blocks=(*trial, *reply.blocks))


def take_consent(turn: Turn, draft: IntakeDraft) -> Taken:
    """Agreement leads on; words that came too early are kept."""
    if pressed(turn) == "agree" or says(turn, "dong y", "ok", "co", "tiep tuc", "yes"):
        return Taken(replace(draft, step="danger" if not draft.emergency else "text"))
    if says(turn, "khong", "ko", "khong dong y", "ko dong y", "thoi", "chua", "khong gui"):
        return Taken(draft, (words.NO_CONSENT,))
    if pressed(turn) == "more":
        on_web = () if words.APPS.get(turn.incoming.channel) else (words.NOTICE_WEB_MORE,)
        return Taken(draft, (*on_web, *words.READ_MORE_TEXT))
    return _keep_early(turn, draft)


def ask_danger(turn: Turn, draft: IntakeDraft) -> Reply:
    """Is anybody in danger?"""
    return question(2, words.DANGER_TITLE, buttons=(NOBODY, *kind_buttons("intake:danger")))


def take_danger(turn: Turn, draft: IntakeDraft) -> Taken:
    """A kind of danger brings its first words and the emergency lane; anything else leads on."""
    chosen = pressed(turn).removeprefix("danger:")
    kind = next((k for k in EmergencyKind if k.value == chosen), None)
    following = onward(draft, "text")
    if kind:
        inside = replace(turn, state=in_lane(keep(turn.state, draft), kind))
        return Taken(replace(following, emergency=kind.value), blocks=first_words(inside, kind))
    nobody = says(turn, "khong", "ko", "k", "khong co ai", "khong ai", "khong co", "khong co ai nguy hiem")
    if chosen in {"no", "skip"} or nobody:
        return Taken(following)
    early = _keep_early(turn, draft)
    return replace(early, draft=replace(early.draft, step="text")) if early.draft.texts else early


def ask_text(turn: Turn, draft: IntakeDraft) -> Reply:
    """Tell it, in as many messages as you like."""
    photos = words.TEXT_PHOTOS if turn.incoming.channel.traits.takes_files else words.TEXT_NO_PHOTOS
    return question(3, words.TEXT_TITLE, *words.TEXT, photos, buttons=(DONE,))


def take_text(turn: Turn, draft: IntakeDraft) -> Taken:
    """One more piece of text, one more photo, or the end of it."""
    if pressed(turn) == "done" or says(turn, "xong", "/xong", "het", "done", *(GOES_ON if draft.text else ())):
        return _done(turn, draft)
    if says(turn, *STOPS):
        return Taken(draft, (words.STOP_HINT,), buttons=(DONE,))
    if pressed(turn) == "drop":
        shorter = replace(draft, photos=draft.photos[:-1])
        return Taken(shorter, (words.PHOTO_DROPPED.format(count=len(shorter.photos)),), buttons=(DONE,))
    notes: list[str] = []
    buttons: tuple[Button, ...] = (DONE,)
    for attachment in turn.incoming.attachments:
        draft, note = _take_file(turn, draft, attachment)
        notes.append(note)
        buttons = (DONE, DROP) if draft.photos else (DONE,)
    if typed(turn):
        draft, note = _take_words(turn, draft)
        notes.append(note)
    return Taken(draft, tuple(notes), buttons=buttons) if notes else Taken(draft)


def basis_words(draft: IntakeDraft) -> str:
    """ "145/2020/NĐ-CP:43" → "Điều 43, 145/2020/NĐ-CP"."""
    places = (key.rpartition(":") for key in draft.basis)
    return "; ".join(f"Điều {article}, {document}" for document, _, article in places)


def _receiver(turn: Turn, draft: IntakeDraft) -> str:
    """The unit that would get it by what is known now; the preview names the final one."""
    assert turn.services.petitions is not None
    try:
        known = replace(draft.submission(turn.incoming.channel), concerns=frozenset())
        return turn.services.petitions.route(known, turn.now).owner.name
    except FeedbackError as error:
        return for_worker(error)


def _keep_early(turn: Turn, draft: IntakeDraft) -> Taken:
    if not typed(turn):
        return Taken(draft)
    draft, note = _take_words(turn, draft)
    return Taken(draft, (words.KEPT_EARLY if draft.texts else note,))


def _take_words(turn: Turn, draft: IntakeDraft) -> tuple[IntakeDraft, str]:
    text = typed(turn)
    if contains_any_code(text):
        return draft, for_worker(CodeInText())
    longer = draft.with_text(turn.incoming.reference, text)
    if len(longer.text) > MOST_CHARACTERS:
        return draft, words.TOO_MUCH.format(limit=MOST_CHARACTERS)
    if len(longer.texts) == len(draft.texts):
        return longer, words.KEPT_EDIT
    return longer, words.KEPT.format(count=len(longer.texts))


def _take_file(turn: Turn, draft: IntakeDraft, attachment: Attachment) -> tuple[IntakeDraft, str]:
    if len(draft.photos) >= MOST_PHOTOS:
        return draft, words.PHOTOS_FULL
    reason = file_trouble(turn.services, attachment)
    if reason:
        return draft, words.FILE_REFUSED.format(reason=reason)
    longer = draft.with_photo(attachment.content)
    return longer, words.PHOTO_KEPT.format(count=len(longer.photos))


def file_trouble(services: Services, attachment: Attachment) -> str:
    """Why a file cannot be taken, in one sentence; "" when it is a clean photo."""
    if not services.takes_photos:
        return words.NO_ROOM
    if attachment.kind in _KINDS:
        return photo_refused(_KINDS[attachment.kind])
    if attachment.trouble or not attachment.content:
        return photo_refused(attachment.trouble or "not_fetched")
    return ""


def _done(turn: Turn, draft: IntakeDraft) -> Taken:
    if not draft.text.strip():
        return Taken(draft, (words.NEED_TEXT,))
    if not draft.category:
        draft = replace(draft, category=likely_category(draft.text).value)
    found = turn.services.library.answer(draft.text[:1000], turn.today, most=USEFUL) if not draft.basis else None
    useful = [b for hit in found.hits if (b := article_button(hit))] if found and found.answered else []
    notes = (words.MAYBE_USEFUL,) if useful else ()
    return Taken(onward(draft, "place"), notes, aside=tuple(useful))


CONSENT = Step(ask_consent, take_consent)
DANGER = Step(ask_danger, take_danger)
TEXT = Step(ask_text, take_text)
