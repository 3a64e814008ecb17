"""Letters handed to their channels: at the channel's pace, tried again, ended where nobody is any more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.engine.adapter import Adapter, ChatGone, Refused, RetryLater
from bot.engine.outbox import Outbox, Posted, wait_before
from bot.engine.pace import Pace
from bot.logs import log_failure
from bot.messages import Channel

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Delivery:
    """Delivers letters of the outbox."""

    outbox: Outbox
    adapters: dict[Channel, Adapter]
    seconds: Callable[[], int]
    paces: dict[Channel, Pace] = field(default_factory=dict)

    async def deliver(self, posted: Posted) -> bool:
        """Hand a letter over; True when the channel took it. What became of it otherwise stands in the outbox."""
        letter, now = posted.letter, self.seconds()
        if letter.expires_at is not None and now >= letter.expires_at:
            self.outbox.drop(posted, "window closed", now)
            return False
        await self.paces[letter.channel].wait(posted.chat)
        try:
            await self.adapters[letter.channel].deliver(letter.address, letter.reply, f"{posted.id}")
        except RetryLater as error:
            self.outbox.postpone(posted, now + int(error.seconds) + 1, error.reason, counted=False)
        except ChatGone as error:
            self.outbox.end_chat(posted.chat, letter.channel, error.reason, now)
        except Refused as error:
            self.outbox.drop(posted, error.reason, now)
        except Exception as error:
            log_failure(log, "delivery", error)
            self.outbox.postpone(posted, now + wait_before(posted.tries), type(error).__name__)
        else:
            self.outbox.delivered(posted)
            return True
        return False
