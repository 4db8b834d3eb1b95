"""How much a request may hold: refused while it arrives, before anybody is asked who he is.

Neither Starlette nor FastAPI bounds a body by default; a large one would be
read and parsed before the missing token is noticed.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from equiplink_api.problems import http_problem

LARGEST_BODY = 1_000_000
"""Bytes."""
LARGEST_FILE = 50_000_000
"""Bytes of an attachment, whatever the mine allows."""
TOO_LARGE = 413


class BodyLimit:
    """Answers 413 to a body that declares, or turns out, to be larger than its path may take."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self.app, self.larger = app, larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.larger.get(scope["path"], LARGEST_BODY)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            await http_problem(Request(scope), TOO_LARGE)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(TOO_LARGE)
            return message

        await self.app(scope, counted, send)
