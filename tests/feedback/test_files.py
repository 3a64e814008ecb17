"""Pictures: metadata gone or the file refused with one sentence. Every file here is made by the test itself."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import resource
import socket
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from bot.texts.faults import photo_refused
from feedback.sealing import photo_worker
from feedback.worker.files import LARGEST, FileRefused, clean_photo

MARK = b"Nguyen Thi Danh Dau 0912000111"
GPS_IFD, ORIENTATION = 0x8825, 0x0112
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>' + MARK + b"</rdf></x:xmpmeta>"


def picture(width: int = 320, height: int = 200) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 30, 30), (0, 0, width // 2, height // 2))  # red stands in the upper left quarter
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[ORIENTATION] = orientation
    found[0x010F] = MARK.decode()  # maker
    found[0x9286] = MARK.decode()  # user comment
    found.get_ifd(GPS_IFD).update({1: "N", 2: (21.0, 2.0, 3.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    return found


def png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(), "PNG", pnginfo=info)


def heic() -> bytes:
    pillow_heif.register_heif_opener()
    return saved(picture(), "HEIF", exif=exif().tobytes(), xmp=XMP)


def jpeg_and_zip() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("ten.txt", MARK)
    return saved(picture(), "JPEG") + archive.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "jpeg with gps": lambda: saved(picture(), "JPEG", exif=exif()),
    "jpeg with xmp and comment": lambda: saved(picture(), "JPEG", xmp=XMP, comment=MARK),
    "jpeg with a profile": lambda: saved(picture(), "JPEG", icc_profile=b"\0" * 128 + MARK),
    "png with text": png_with_text,
    "webp": lambda: saved(picture(), "WEBP", exif=exif().tobytes(), xmp=XMP),
    "heic": heic,
    "jpeg that is also a zip": jpeg_and_zip,
    "jpeg followed by a page": lambda: saved(picture(), "JPEG") + b"<script>" + MARK + b"</script>",
}


@pytest.mark.parametrize("name", GOOD)
def test_only_the_picture_is_left(name: str) -> None:
    content = GOOD[name]()
    jpeg = clean_photo(content).jpeg
    assert MARK not in jpeg
    assert b"PK\x03\x04" not in jpeg
    with Image.open(io.BytesIO(jpeg)) as clean:
        assert (clean.format, clean.size) == ("JPEG", (320, 200))
        assert not clean.getexif()
        assert set(clean.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        red, green, _ = clean.convert("RGB").getpixel((40, 40))  # type: ignore[misc]
        assert red > 150 > green


def test_a_turned_picture_stands_upright_without_its_tag() -> None:
    with Image.open(io.BytesIO(clean_photo(saved(picture(), "JPEG", exif=exif(orientation=6))).jpeg)) as clean:
        assert clean.size == (200, 320)


def test_transparent_ground_becomes_white() -> None:
    content = saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")
    with Image.open(io.BytesIO(clean_photo(content).jpeg)) as clean:
        assert clean.getpixel((25, 25)) == (255, 255, 255)


def test_large_pictures_become_small_ones() -> None:
    with Image.open(io.BytesIO(clean_photo(saved(picture(3000, 1500), "JPEG")).jpeg)) as clean:
        assert clean.size == (2000, 1000)


def bomb() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


BAD = {
    "empty": (b"", "empty"),
    "21 MB": (b"\xff\xd8" + bytes(21 * 1024 * 1024), "too_big"),
    "bomb": (bomb(), "too_many_pixels"),
    "half a jpeg": (saved(picture(), "JPEG")[:700], "broken"),
    "only a header": (b"\xff\xd8\xff\xe0", "not_a_photo"),
    "pdf": (b"%PDF-1.7 ...", "pdf"),
    "office": (b"PK\x03\x04" + bytes(50), "document"),
    "old office": (b"\xd0\xcf\x11\xe0" + bytes(50), "document"),
    "mp4": (b"\0\0\0\x18ftypisom" + bytes(50), "video"),
    "avif": (b"\0\0\0\x18ftypavif" + bytes(50), "not_a_photo"),
    "voice": (b"OggS" + bytes(50), "voice"),
    "program": (b"\x7fELF" + bytes(50), "not_a_photo"),
    "gif that is also a page": (b"GIF89a" + b"<script>1</script>", "not_a_photo"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_a_usable_picture_gets_one_sentence(name: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(FileRefused) as refused:
        clean_photo(content)
    assert refused.value.reason == reason
    assert photo_refused(reason)


def test_a_picture_just_under_the_limit_is_tried() -> None:
    padded = saved(picture(), "JPEG")
    padded += bytes(LARGEST - len(padded))
    assert clean_photo(padded).jpeg


@pytest.mark.parametrize("position", [2, 90, 300])
def test_damage_never_escapes_as_another_error(position: int) -> None:
    content = bytearray(saved(picture(), "JPEG", exif=exif()))
    content[position : position + 4] = b"\xff\x00\x13\x37"
    with contextlib.suppress(FileRefused):
        assert clean_photo(bytes(content)).jpeg.startswith(b"\xff\xd8")


def test_the_worker_lies_down_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback.worker.files.LONGEST", 0.01)
    with pytest.raises(FileRefused) as refused:
        clean_photo(saved(picture(), "JPEG"))
    assert refused.value.reason == "too_slow"


def in_a_child(action: str) -> int:
    """The exit status of a child that confines itself and then tries something."""
    child = os.fork()
    if child == 0:
        try:
            photo_worker.confine()
            os._exit(_try(action))
        except BaseException:
            os._exit(9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _try(action: str) -> int:
    if action == "memory":
        bytearray(photo_worker.MEMORY)
    if action == "write":
        Path("danbiet-photo").write_bytes(b"x")
    if action == "network":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.connect(("127.0.0.1", 9))  # sends nothing; without a network there is not even a way there
    return 0


def may_drop_the_network() -> bool:
    child = os.fork()
    if child == 0:
        os._exit(0 if ctypes.CDLL(None).unshare(0x50000000) == 0 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_the_worker_cannot_take_all_memory() -> None:
    assert in_a_child("nothing") == 0
    assert in_a_child("memory") != 0


def test_the_worker_cannot_write_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert in_a_child("write") != 0


@pytest.mark.skipif(not may_drop_the_network(), reason="this system lets no ordinary user drop the network")
def test_the_worker_has_no_network() -> None:
    assert in_a_child("network") != 0


def test_nothing_of_a_picture_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    clean_photo(saved(picture(), "JPEG", exif=exif()))
    assert list(tmp_path.iterdir()) == []


def test_every_picture_comes_out_small_enough_for_ten_of_them() -> None:
    noise = Image.effect_noise((2400, 2400), 120).convert("RGB")
    assert len(clean_photo(saved(noise, "JPEG", quality=97)).jpeg) <= 800 * 1024


def test_a_large_jpeg_is_decoded_at_a_fraction_and_another_format_refused() -> None:
    large = Image.new("RGB", (8000, 6000), "gray")  # 48 million points
    assert clean_photo(saved(large, "JPEG")).jpeg
    for kind, quick in (("PNG", {"compress_level": 1}), ("WEBP", {"method": 0})):
        with pytest.raises(FileRefused) as refused:
            clean_photo(saved(large, kind, **quick))
        assert refused.value.reason == "too_many_pixels"


def test_the_worker_confines_itself_before_it_reads() -> None:
    """The process itself, asked from outside while it waits for the picture."""
    command = [sys.executable, "-I", str(Path(photo_worker.__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as worker:
        try:
            limits = resource.prlimit(worker.pid, resource.RLIMIT_AS)
            end = time.monotonic() + 10
            while limits[0] != photo_worker.MEMORY and time.monotonic() < end:
                time.sleep(0.01)
                limits = resource.prlimit(worker.pid, resource.RLIMIT_AS)
            assert limits == (photo_worker.MEMORY, photo_worker.MEMORY)
            assert resource.prlimit(worker.pid, resource.RLIMIT_FSIZE) == (0, 0)
            assert resource.prlimit(worker.pid, resource.RLIMIT_CORE) == (0, 0)
            assert resource.prlimit(worker.pid, resource.RLIMIT_CPU)[0] == photo_worker.CPU_SECONDS
        finally:
            worker.kill()
