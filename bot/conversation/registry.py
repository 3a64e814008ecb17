"""Every dialogue of the product, in the one order in which they are asked whether a message is theirs."""

from bot.conversation import (
    article,
    ask,
    browse,
    cancel,
    emergency,
    follow,
    guide,
    helpful,
    intake,
    more,
    narrow,
    privacy,
    share,
    unit,
    unknown,
    unsupported,
    welcome,
)
from bot.conversation.model import Dialogue

START: Dialogue = welcome.DIALOGUE
FALLBACK: Dialogue = unknown.DIALOGUE

DIALOGUES: tuple[Dialogue, ...] = (
    cancel.DIALOGUE,
    emergency.DIALOGUE,
    welcome.DIALOGUE,
    more.DIALOGUE,
    guide.DIALOGUE,
    privacy.DIALOGUE,
    share.DIALOGUE,
    unit.DIALOGUE,
    browse.DIALOGUE,
    narrow.DIALOGUE,
    article.DIALOGUE,
    helpful.DIALOGUE,
    intake.DIALOGUE,
    follow.DIALOGUE,
    unsupported.DIALOGUE,
    ask.DIALOGUE,
    FALLBACK,
)
