"""A small SMTP server on loopback: keeps what it takes, and can refuse everything for a while."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Post:
    """What arrived, as (recipient, subject, text)."""

    port: int = 0
    letters: list[tuple[str, str, str]] = field(default_factory=list)
    refuses: bool = False

    def of(self, address: str) -> list[tuple[str, str]]:
        return [(subject, text) for to, subject, text in self.letters if to == address]


@contextmanager
def post_office() -> Iterator[Post]:
    post = Post()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 loopback")
            to = ""
            while line := self.rfile.readline().decode().strip():
                word = line.upper()
                if word.startswith("RCPT TO:"):
                    to = line[8:].strip("<> ")
                    self.say("451 later" if post.refuses else "250 ok")
                elif word == "DATA":
                    self.say("354 go on")
                    self.take(to)
                    self.say("250 ok")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def take(self, to: str) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            post.letters.append((to, str(message["Subject"]), message.get_content().strip()))

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield post
        server.shutdown()
        thread.join()
