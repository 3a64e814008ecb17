"""What the engine asks of a channel, and the three ways in which a delivery can fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.messages import Attachment, Incoming, Reply


class DeliveryError(Exception):
    """A reply was not taken. Holds no address and no text; `reason` is a short word for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatGone(DeliveryError):
    """The person blocked the bot, or the chat was deleted: nothing more can be sent there."""


class Refused(DeliveryError):
    """The channel will never take this reply."""


class FetchFailed(Exception):
    """A file could not be had; `reason` is "too_big" or "not_fetched"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RetryLater(DeliveryError):
    """The channel asks to wait; this does not count as a failure."""

    def __init__(self, seconds: float) -> None:
        super().__init__("retry later")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Received:
    """An update in the conversation's words. `address` is where its replies go.

    No `incoming` means: say nothing. `gone` means: this person left, forget the chat.
    """

    address: str
    incoming: Incoming | None
    gone: bool = False


class Adapter(Protocol):
    """A channel: translates what it received, delivers what is to be said.

    `reply_window` is the number of seconds after an update in which the channel takes replies; None: no end.
    """

    reply_window: int | None

    def translate(self, body: str) -> Received:
        """The update that `body` (as stored in the inbox) holds."""
        ...

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Send a reply, or raise a DeliveryError; any other exception is tried again later."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of an attachment, or FetchFailed."""
        ...
