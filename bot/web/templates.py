"""The templates of the public pages, and what every one of them may use."""

import re
import secrets
from pathlib import Path

from starlette.templating import Jinja2Templates

from bot.posters.qr_code import as_data_url
from bot.texts import web as words
from bot.web.chips import chips
from bot.web.language import language_facts
from bot.web.site import site_facts
from bot.web.stages import stages


def dial(number: str) -> str:
    """A telephone number as a link calls it: "096 306 1414" → "0963061414"."""
    return re.sub(r"[^\d+]", "", number)


templates = Jinja2Templates(Path(__file__).parent / "html", context_processors=[site_facts, language_facts])
templates.env.globals.update(words=words, as_data_url=as_data_url, new_key=lambda: secrets.token_urlsafe(12))
templates.env.filters.update(chips=chips, dial=dial, stages=stages)
templates.env.trim_blocks = templates.env.lstrip_blocks = True
