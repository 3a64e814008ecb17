"""Whether the console stands apart from the public pages: its own host (cookies ignore ports) and process, https."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.operations.doctor import Finding
from bot.operations.lock import holder
from bot.operations.stage import Stage, stage_of
from bot.settings import Settings
from bot.texts import doctor as words

LOCKS = ("serve.lock", "serve-staff.lock")


def check_staff(settings: Settings) -> Iterator[Finding]:
    """Nothing to say on trial, or where nothing is open to others."""
    if stage_of(settings.data) is not Stage.EARNEST:
        return
    if not settings.staff_url and not _is_here(settings.staff_host):
        yield Finding(False, words.STAFF_OPEN.format(host=settings.staff_host))
    elif settings.staff_url and not settings.staff_url.startswith("https:") and not _is_here(_host(settings.staff_url)):
        yield Finding(False, words.STAFF_PLAIN_HTTP)
    if not settings.public_url:
        return
    if not settings.staff_url:
        yield Finding(None, words.STAFF_NO_ADDRESS)
    elif _host(settings.staff_url) == _host(settings.public_url):
        yield Finding(False, words.STAFF_SAME_HOST)
    else:
        yield Finding(True, words.STAFF_APART)
    yield from _processes(settings.data)


def _processes(data: Path) -> Iterator[Finding]:
    """Whether one process that strangers reach holds unlocked keys; nothing is said while it does not run."""
    public, staff = (holder(data / name) for name in LOCKS)
    if public and staff:
        apart = public != staff
        yield Finding(apart, words.STAFF_OWN_PROCESS if apart else words.STAFF_ONE_PROCESS)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _is_here(host: str) -> bool:
    """Whether only this machine reaches it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
