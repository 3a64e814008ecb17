"""The one place that reads the clock: the present instant in Việt Nam."""

from datetime import datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vietnam_now() -> datetime:
    """The present instant, with the time zone of Việt Nam."""
    return datetime.now(VIETNAM)
