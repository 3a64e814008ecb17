"""What the dialogues may call in an installation: the same for every channel, the terminal among them."""

from __future__ import annotations

import shutil
from dataclasses import replace

from bot.conversation.parts.model import Library, QuestionLog, Services, UnansweredDesk
from bot.conversation.parts.numbers import speaker
from bot.engine.staff_notices import StaffChat
from bot.operations.stage import Stage, stage_of
from bot.posters.unit_codes import workplace
from bot.settings import Settings
from feedback.assembly import Feedback
from feedback.organisation.hotlines import read_hotlines
from feedback.organisation.units import Area, Unit


def open_services(
    settings: Settings,
    library: Library,
    feedback: Feedback | None,
    desk: UnansweredDesk,
    counts: QuestionLog | None = None,
) -> Services:
    """The parts of an installation that its settings and its submissions half give."""
    number = speaker(read_hotlines(settings.data / "hotlines.toml"))
    services = Services(
        library,
        desk=desk,
        counts=counts,
        hotline=settings.hotline,
        number=number,
        public_url=settings.public_url,
        zalo_link=settings.zalo_link,
    )
    if feedback is None:
        return services
    petitions = feedback.submissions

    def unit(code: str) -> Area | Unit | None:
        return workplace(feedback.org.load(), code)

    is_trial = stage_of(settings.data) is Stage.TRIAL or feedback.staff.is_trial()

    def free_disk() -> float:
        usage = shutil.disk_usage(settings.data)
        return usage.free / usage.total

    staff = StaffChat(feedback)
    return replace(services, petitions=petitions, trial=is_trial, unit=unit, free_disk=free_disk, staff=staff)
