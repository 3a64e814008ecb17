"""Those who flood: `python -m tests.bench.attackers PORT KIND…`, until it is killed; each kind at one address."""

from __future__ import annotations

import asyncio
import io
import secrets
import struct
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress

import httpx
from PIL import Image

from feedback.sealing.receipt import new_code

CONNECTIONS = 40
HALF_SENT = 1_100
UPLOADS = 25
FORM = {"text": "Việc thứ {n}.", "consent": "1", "concern": "nobody", "area": "industrial_park:kcn-song-lam"}


def client(port: int, address: str) -> httpx.AsyncClient:
    transport = httpx.AsyncHTTPTransport(local_address=address, verify=False)
    return httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}", timeout=60)


async def codes(port: int) -> None:
    """40 connections, each with wrong codes whose check digits are right, one after the other."""

    async def guess(number: int) -> None:
        async with client(port, "127.0.0.2") as http:
            while True:
                with suppress(httpx.HTTPError):
                    text = new_code(secrets.randbelow)
                    path = "/tra-cuu" if number % 2 else "/chat"
                    await http.post(path, data={"text": text, "key": text})

    await asyncio.gather(*(guess(n) for n in range(CONNECTIONS)))


async def bodies(port: int) -> None:
    """25 uploads that come as far as they may and never end."""

    async def upload() -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.3", 0))
                head = "POST /kien-nghi HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 41000000\r\n"
                kind = "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
                part = 'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n'
                writer.write((head + kind + part).encode())
                for _ in range(400):
                    writer.write(b"\xff" * 100_000)
                    await writer.drain()
                await reader.read()
                writer.close()
            await asyncio.sleep(0.5)

    await asyncio.gather(*(upload() for _ in range(UPLOADS)))


async def heads(port: int) -> None:
    """1,100 requests that are half sent."""

    async def half() -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.4", 0))
                writer.write(b"GET / HTTP/1.1\r\nHost: a")
                await reader.read()
                writer.close()
            await asyncio.sleep(5)

    await asyncio.gather(*(half() for _ in range(HALF_SENT)))


async def drafts(port: int) -> None:
    """Forms with ten pictures each, as fast as they are taken."""
    out = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "JPEG", quality=92)
    files = [("photos", ("a.jpg", out.getvalue(), "image/jpeg"))] * 10

    async def fill() -> None:
        async with client(port, "127.0.0.5") as http:
            while True:
                with suppress(httpx.HTTPError):
                    await http.post("/kien-nghi", data=FORM, files=files)

    await asyncio.gather(*(fill() for _ in range(5)))


async def bombs(port: int) -> None:
    """Small files of very many points, in each format that is taken."""
    found = [png(60_000, 60_000), *(packed(kind, (4_890, 4_890)) for kind in ("PNG", "WEBP", "JPEG"))]
    files = [("photos", (f"{n}.img", content, "image/png")) for n, content in enumerate(found)]

    async def throw() -> None:
        async with client(port, "127.0.0.6") as http:
            while True:
                with suppress(httpx.HTTPError):
                    await http.post("/kien-nghi", data=FORM, files=files)

    await asyncio.gather(*(throw() for _ in range(3)))


def packed(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "gray").save(out, kind)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims so many points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


KINDS: dict[str, Callable[[int], Awaitable[None]]] = {f.__name__: f for f in (codes, bodies, heads, drafts, bombs)}


async def main(port: int, kinds: list[str]) -> None:
    """Everything at once."""
    await asyncio.gather(*(KINDS[kind](port) for kind in kinds))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
