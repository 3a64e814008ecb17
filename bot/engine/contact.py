"""When each platform was last in touch, so that a revoked token, a cut line or a stuck polling does not stay unseen."""

from __future__ import annotations

from collections.abc import Callable

from bot.messages import Channel

SILENT_SECONDS = 180  # three looks, or seven long polls


class Contacts:
    """The instant of the last good exchange with each platform that is set up."""

    def __init__(self, seconds: Callable[[], int]) -> None:
        self._seconds = seconds
        self._reached: dict[Channel, int] = {}

    def reached(self, channel: Channel) -> None:
        """The platform took our token and what it brought is committed. The first call, at the start, is a promise."""
        self._reached[channel] = self._seconds()

    def silence(self) -> dict[Channel, int]:
        """Seconds since the last exchange, by channel."""
        now = self._seconds()
        return {channel: max(0, now - reached) for channel, reached in self._reached.items()}
