"""Pictures that a Zalo Official Account sends: uploaded once, then known by the id that Zalo gave.

Ids live in memory: after a restart a picture is uploaded again, and one that Zalo does not know any more is forgotten.
"""

from __future__ import annotations

from bot.channels.zalo_calls import ZaloOAClient, ZaloOAError
from bot.posters.qr_code import as_png

PATH = "/v2.0/oa/upload/image"  # PNG or JPEG (else -201), at most 1 MB; ours has less than 2 KB
NO_ID = -1  # ours, not Zalo's: an answer without error and without an id


class Pictures:
    """The uploaded QR codes, by the address that each holds."""

    def __init__(self, client: ZaloOAClient) -> None:
        self._client = client
        self._ids: dict[str, str] = {}

    async def attachment_id(self, address: str) -> str:
        """Zalo's id of the address's QR code; raises ZaloOAError."""
        if address not in self._ids:
            data = await self._client.call(PATH, files={"file": ("ma-qr.png", as_png(address), "image/png")})
            given = data.get("attachment_id") if isinstance(data, dict) else None
            if not isinstance(given, str) or not given:
                raise ZaloOAError(NO_ID)
            self._ids[address] = given
        return self._ids[address]

    def forget(self, address: str) -> None:
        """Upload it anew the next time."""
        self._ids.pop(address, None)
