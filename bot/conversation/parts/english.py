"""The guide for those who write English."""

from bot.conversation.parts.menu import HOME
from bot.messages import Button, Reply, say
from bot.texts import talk

IN_VIETNAMESE = Button("guide:vi", talk.IN_VIETNAMESE)


def in_english() -> Reply:
    """How to use the bot, and that it answers in Vietnamese."""
    return say(*talk.GUIDE_ENGLISH, buttons=(IN_VIETNAMESE, HOME), in_place=True)
