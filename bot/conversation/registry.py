"""Every dialogue of the product, in the one order in which they are asked whether a message is theirs."""

from bot.conversation.ask import article, browse, helpful, more, narrow, reader, why
from bot.conversation.ask import dialogue as ask
from bot.conversation.calculate import dialogue as calculate
from bot.conversation.follow import dialogue as follow
from bot.conversation.intake import dialogue as intake
from bot.conversation.intake import emergency
from bot.conversation.intents import (
    cancel,
    guide,
    language,
    own_matters,
    privacy,
    share,
    told,
    unit,
    unknown,
    unsupported,
    welcome,
)
from bot.conversation.parts.model import Dialogue

START: Dialogue = welcome.DIALOGUE
FALLBACK: Dialogue = unknown.DIALOGUE

DIALOGUES: tuple[Dialogue, ...] = (
    cancel.DIALOGUE,
    emergency.DIALOGUE,
    told.DIALOGUE,
    welcome.DIALOGUE,
    more.DIALOGUE,
    guide.DIALOGUE,
    language.DIALOGUE,
    privacy.DIALOGUE,
    share.DIALOGUE,
    unit.DIALOGUE,
    browse.DIALOGUE,
    calculate.DIALOGUE,
    narrow.DIALOGUE,
    reader.DIALOGUE,
    article.DIALOGUE,
    why.WHY,
    why.CARD,
    helpful.DIALOGUE,
    intake.DIALOGUE,
    follow.DIALOGUE,
    own_matters.DIALOGUE,
    unsupported.DIALOGUE,
    ask.DIALOGUE,
    FALLBACK,
)
