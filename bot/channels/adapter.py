"""What the engine asks of a channel, and the three ways in which a delivery can fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.messages import Incoming, Reply


class DeliveryError(Exception):
    """A reply was not taken. Holds no address and no text; `reason` is a short word for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatGone(DeliveryError):
    """The person blocked the bot, or the chat was deleted: nothing more can be sent there."""


class Refused(DeliveryError):
    """The channel will never take this reply."""


class RetryLater(DeliveryError):
    """The channel asks to wait; this does not count as a failure."""

    def __init__(self, seconds: float) -> None:
        super().__init__("retry later")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Received:
    """An update in the conversation's words. `address` is where its replies go; None means: say nothing."""

    address: str
    incoming: Incoming | None


class Adapter(Protocol):
    """A channel: translates what it received, delivers what is to be said."""

    def translate(self, body: str) -> Received:
        """The update that `body` (as stored in the inbox) holds."""
        ...

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Send a reply, or raise a DeliveryError; any other exception is tried again later."""
        ...
