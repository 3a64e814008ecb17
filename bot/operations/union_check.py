"""What doctor says of the union: whether it can receive, whether anybody changed keys past the verbs, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.operations.doctor import Finding
from bot.settings import Settings
from bot.submissions import open_submissions
from bot.texts import audit as audit_words
from bot.texts import notices as notice_words
from bot.texts import setup as words
from feedback.assembly import Feedback
from feedback.errors import DatabaseAltered, StorageError
from feedback.journal.audit import Trouble
from feedback.sealing.keys import fingerprint
from feedback.staff.house import Readiness


def check_union(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The findings about feedback.db; none before there is one."""
    if not (settings.data / "feedback.db").exists():
        return
    try:
        half = open_submissions(settings)
    except (OSError, StorageError):
        yield Finding(None, words.UNION_UNREADABLE)
        return
    except DatabaseAltered as error:  # so much that it is not even opened
        yield Finding(False, words.UNION_ALTERED.format(**error.facts))
        return
    try:
        yield from findings(half, now)
    finally:
        half.db.close()


def findings(half: Feedback, now: datetime) -> Iterator[Finding]:
    """One line for each thing that was looked at."""
    altered = half.manifest.differences()
    if altered:
        yield Finding(False, words.UNION_ALTERED.format(subjects=", ".join(altered)))
        return
    forged = half.desk.vault.forged()
    if forged:
        yield Finding(False, words.UNION_FORGED.format(numbers=", ".join(forged)))
    if not half.staff.all():
        return
    yield Finding(True, words.UNION_UNCHANGED)
    alarms = half.record.alarms()
    if alarms:
        yield Finding(False, audit_words.TROUBLES[Trouble.OTHER_DATABASE])
    yield from _readiness(half, now)
    yield from _stuck_notices(half, now)
    if half.staff.is_trial():
        yield Finding(None, words.UNION_TRIAL)
        return
    for unit, subjects in half.people.unconfirmed(now).items():
        yield Finding(False, words.UNION_WAITING.format(unit=unit, subjects=", ".join(subjects)))
    public = half.staff.recovery_public()
    if public:
        yield Finding(None, words.UNION_RECOVERY.format(fingerprint=fingerprint(public)))
    without = [person.login for person in half.people.all(now) if not person.second_factor]
    if without:
        yield Finding(None, words.UNION_NO_FACTOR.format(logins=", ".join(without)))


def _stuck_notices(half: Feedback, now: datetime) -> Iterator[Finding]:
    reasons = Counter(row["trouble"] or "unseen" for row in half.notices.stuck(now))
    for reason, count in sorted(reasons.items()):
        yield Finding(False, notice_words.STUCK.format(count=count, why=notice_words.WHY[reason]))
    if not reasons:
        yield Finding(True, notice_words.NOT_STUCK)


def lacking(found: Readiness) -> list[str]:
    """What a union still lacks, a phrase each."""
    return [
        *([words.NO_TIER] if found.no_tier else []),
        *(words.NO_TIER_ABOVE.format(unit=unit) for unit in found.no_tier_above),
        *([words.NO_BOARD] if found.no_board else []),
        *(words.HEADLESS_BOARD.format(unit=unit) for unit in found.headless_boards),
        *([words.NO_CUSTODIANS] if found.no_custodians else []),
        *(words.UNCOVERED.format(area=area) for area in found.uncovered),
        *(words.WITHOUT_HOLDER.format(unit=unit) for unit in found.without_holder),
        *(words.OVERDUE.format(unit=unit) for unit in found.overdue_rotations),
    ]


def _readiness(half: Feedback, now: datetime) -> Iterator[Finding]:
    missing = lacking(half.house.readiness(now))
    for what in missing:
        yield Finding(False, words.UNION_LACKS.format(what=what))
    if not missing:
        yield Finding(True, words.UNION_READY)
    if not half.house.is_open():
        yield Finding(False, words.UNION_SHUT)
