"""The templates of the public pages, and what every one of them may use."""

import secrets
from pathlib import Path

from starlette.templating import Jinja2Templates

from bot.posters.qr_code import as_data_url
from bot.texts import web as words

templates = Jinja2Templates(Path(__file__).parent / "html")
templates.env.globals.update(words=words, as_data_url=as_data_url, new_key=lambda: secrets.token_urlsafe(12))
templates.env.trim_blocks = templates.env.lstrip_blocks = True
