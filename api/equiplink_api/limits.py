"""How much a request may hold: refused while it arrives, before anybody is asked who he is.

Neither Starlette nor FastAPI bounds a body by default; a large one would be
read and parsed before the missing token is noticed.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from equiplink_api.problems import http_problem

LARGEST_BODY = 1_000_000
"""Bytes."""
TOO_LARGE = 413


class BodyLimit:
    """Answers 413 to a body that declares, or turns out, to be larger than *limit* bytes."""

    def __init__(self, app: ASGIApp, limit: int = LARGEST_BODY) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limit:
            await http_problem(Request(scope), TOO_LARGE)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise HTTPException(TOO_LARGE)
            return message

        await self.app(scope, counted, send)
