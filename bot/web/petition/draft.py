"""The petition form as a draft of the conversation, and which field a page shows for the step that waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation import State
from bot.conversation.follow.acts import BY_WORDS
from bot.conversation.intake.begin import file_trouble
from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.intake.hints import likely_category
from bot.conversation.intake.where import by_company
from bot.conversation.parts.model import Services
from bot.messages import Attachment, Block, BlockKind, Reply
from bot.texts import follow as follow_words
from bot.texts import intake as intake_words
from bot.texts import petition_pages as words
from bot.texts.catalogue import said
from feedback.model.case import Concern, EmergencyKind
from feedback.model.limits import MOST_CHARACTERS
from feedback.model.union import Scope


def drafted(
    services: Services, values: Mapping[str, str], sent: tuple[Attachment, ...]
) -> tuple[IntakeDraft, tuple[Block, ...]]:
    """The form as a draft that stands at its preview, or at the question that is left, and the refused pictures."""
    concern = values.get("concern", "")
    scope, _, code = values.get("area", "").partition(":")
    places = {scope: code, Scope.BRANCH.value: values.get("branch", "")}
    draft = IntakeDraft(
        step="concern" if concern == Concern.PERSON else "preview",  # one person is asked for by name
        seen=concern != Concern.PERSON,
        texts=(("", values["text"][:MOST_CHARACTERS]),),
        category=likely_category(values["text"]).value,
        basis=(values["basis"],) if values.get("basis") else (),
        emergency=values.get("danger", "") if values.get("danger") in list(EmergencyKind) else "",
        place={s: c for s, c in places.items() if _is_place(services, s, c)},
        concerns=(concern if concern in list(Concern) else Concern.UNKNOWN.value,),
    )
    if services.petitions and values.get("company", "").strip():
        draft = by_company(services.petitions, draft, values["company"]).draft
    notes = []
    for number, attachment in enumerate(sent, 1):
        reason = file_trouble(services, attachment)
        draft = draft if reason else draft.with_photo(attachment.content)
        notes += [Block(words.PHOTO_REFUSED.format(number=number, reason=reason), BlockKind.NOTE)] if reason else []
    return draft, tuple(notes)


def waits_for(state: State) -> str:
    """The step that waits for words, "" when only buttons are expected."""
    step = str(state.draft.get("step", ""))
    if state.dialogue == "follow":
        step = str(state.secret.get("step", ""))
        return "lookup" if not state.secret.get("code") else step if step in {*BY_WORDS, "change"} else ""
    return step if state.dialogue == "intake" and step in {"text", "place", "concern", "level", "code"} else ""


def size_of(state: State) -> int:
    """The bytes that a page keeps, as good as; packing pictures to count them would cost as much as keeping them."""
    photos = state.draft.get("photos", ())
    return sum(map(len, photos)) + len(replace(state, draft={**state.draft, "photos": ()}).pack())


def label(state: State) -> str:
    """What to write into the field below, "" for no field."""
    step = waits_for(state)
    return words.LABELS.get(step, words.REPLY_LABEL) if step else ""


def beside_code(replies: Sequence[Reply]) -> tuple[Block, ...]:
    """What is said before the step of the code itself: a wrong last group, a danger, a restart."""
    blocks = [block for reply in replies for block in reply.blocks]
    titles = {said(intake_words.CODE_TITLE, reply.language) for reply in replies}
    headings = [n for n, block in enumerate(blocks) if any(block.text.endswith(title) for title in titles)]
    return tuple(blocks[: headings[-1]] if headings else ())


def says_trial(replies: Sequence[Reply]) -> bool:
    """Whether the first thing said is that nobody is there, so that the page need not say it too."""
    first = next((reply.blocks[0].text for reply in replies if reply.blocks), "")
    return first == follow_words.TRIAL_CASE


def _is_place(services: Services, scope: str, code: str) -> bool:
    if services.petitions is None or not code or scope not in list(Scope):
        return False
    return any(a.code == code for a in services.petitions.areas(Scope(scope)))
