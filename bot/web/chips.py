"""The buttons below a reply of the web chat: what belongs to the reply, without the menu that the page has itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.parts.menu import (
    BROWSE,
    EMERGENCY,
    FOLLOW,
    GUIDE,
    HOME,
    LANGUAGE,
    PETITION,
    PRIVACY,
    SHARE,
    UNIT,
    languages,
)
from bot.conversation.parts.model import Services
from bot.messages import Button, Reply
from bot.texts import talk
from bot.texts.catalogue import said
from bot.texts.letters import Letter, letters_for

MENU = frozenset(b.id for b in (BROWSE, EMERGENCY, FOLLOW, GUIDE, PETITION, PRIVACY, SHARE, UNIT)) | {LANGUAGE}
OPINIONS = "helpful:"
WHY = "why:"
ABOUT = "intake:about:"


@dataclass(frozen=True, slots=True)
class Chips:
    """`choices` in their order, `opinions` (helpful or not), and `card`, the mark of the card that answers."""

    choices: tuple[Button, ...]
    opinions: tuple[Button, ...] = ()
    card: str = ""
    letters: tuple[Letter, ...] = ()  # templates for what the answer is about


def chips(reply: Reply) -> Chips:
    """The buttons of a reply, apart. Only the menu that was asked for stands in the chat."""
    hidden = {HOME.id} if _is_menu(reply) else {HOME.id, *(MENU if _has_menu(reply) else ())}
    shown = [button for button in reply.buttons if button.id not in hidden]
    first = [b for b in shown if b.id.startswith(ABOUT)]  # the one main action
    others = [b for b in shown if b not in first and not b.id.startswith(OPINIONS)]
    opinions = tuple(b for b in shown if b.id.startswith(OPINIONS))
    card = next((b.id.removeprefix(WHY) for b in shown if b.id.startswith(WHY)), "")
    about = [b.id.removeprefix(ABOUT) for b in reply.buttons if b.id.startswith(ABOUT)]
    letters = letters_for(about[0]) if about else ()
    return Chips((*first, *others), opinions, card, letters)


def quick(services: Services, language: str) -> tuple[Button, ...]:
    """What the page always offers beside its links, in the chat's language."""
    unit = (UNIT,) if services.unit else ()
    shared = (SHARE,) if services.public_url or services.zalo_link else ()
    return tuple(Button(b.id, said(b.label, language)) for b in (BROWSE, GUIDE, *unit, *shared, *languages()))


def _has_menu(reply: Reply) -> bool:
    return sum(button.id in MENU for button in reply.buttons) >= len(MENU) // 2


def _is_menu(reply: Reply) -> bool:
    return bool(reply.blocks) and reply.blocks[0].text == said(talk.MENU, reply.language)
