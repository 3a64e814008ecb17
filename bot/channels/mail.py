"""E-mail to the people of the union, over the operator's own SMTP server. Nothing is ever received."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial

from bot.engine.beside import Beside
from bot.settings import MailSettings

SECONDS = 20.0


class MailFailed(Exception):
    """The server did not take a message; the kind of the error, no address and no text."""


class Mailer:
    """Sends one message at a time."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._thread = Beside("mail")

    async def send(self, to: str, subject: str, text: str) -> None:
        """Hand a message to the server; raises MailFailed."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._settings.sender, to, subject
        message["Date"], message["Message-ID"] = (
            formatdate(),
            make_msgid(domain=self._settings.sender.partition("@")[2]),
        )
        message.set_content(text)
        try:
            await self._thread.do(partial(self._deliver, message))
        except (OSError, smtplib.SMTPException) as error:
            raise MailFailed(type(error).__name__) from None

    def _deliver(self, message: EmailMessage) -> None:
        chosen = self._settings
        if chosen.security == "tls":
            context = ssl.create_default_context()
            with smtplib.SMTP_SSL(chosen.host, chosen.port, timeout=SECONDS, context=context) as server:
                self._hand_over(server, message)
            return
        with smtplib.SMTP(chosen.host, chosen.port, timeout=SECONDS) as server:
            if chosen.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self._settings.user:
            server.login(self._settings.user, self._settings.password)
        server.send_message(message)
