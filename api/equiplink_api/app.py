"""The service: ``create_app(chain)`` gives an ASGI application over one chain.

It serves no documentation pages, because those load their scripts from
elsewhere and a mine's network has no elsewhere; ``/openapi.json`` is complete.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text

from equiplink.chain import Chain
from equiplink_api import (
    agenda,
    approvals,
    auth,
    choosing,
    files,
    offline,
    pages,
    problems,
    rates,
    reading,
    readings,
    scans,
    shaft,
    stations,
    stores,
    tag_page,
    underground,
)
from equiplink_api.auth import Attempts
from equiplink_api.deps import Served
from equiplink_api.headers import Headers
from equiplink_api.limits import LARGEST_FILE, BodyLimit
from equiplink_api.problems import Problem
from equiplink_api.routes import routes
from equiplink_api.table import RESOURCES

TITLE = "煤矿设备 采购—入井溯源链 / equiplink"
ABOUT = """\
从采购计划到入井：每一步都要有据可查，缺一环不得入井。

令牌放在 `Authorization: Bearer …`；错误为 RFC 9457 `application/problem+json`，
违反规则时 `findings` 一次列出全部原因与条款。金额、数量用文本或数字均可，返回一律为文本。

From the purchase plan to the shaft: what lacks a link does not go underground. Send the
token as `Authorization: Bearer …`; ask for English with `Accept-Language: en`.
"""


class Service(FastAPI):
    """FastAPI, whose OpenAPI document also describes the problems."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
        return document


def create_app(chain: Chain) -> FastAPI:
    """Return the service over *chain*, which it closes when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.chain.close()

    app = Service(
        title=TITLE,
        version=version("equiplink"),
        description=ABOUT,
        openapi_tags=_tags(),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.chain, app.state.attempts = chain, Attempts()
    app.add_middleware(BodyLimit, larger={"/attachments": LARGEST_FILE})
    app.add_middleware(Headers)  # the last one added is the outermost
    problems.handle(app)
    for router in (
        auth.router,
        scans.router,
        scans.trips,
        agenda.router,
        approvals.router,
        choosing.router,
        underground.router,
        offline.router,
        shaft.router,
        stations.router,
        pages.router,
        tag_page.router,
        files.router,
        rates.router,
        reading.router,
        readings.router,
        stores.router,
        reading.law,
    ):
        app.include_router(router)
    for resource in RESOURCES:
        app.include_router(routes(resource))
    _service(app)
    return app


def _service(app: FastAPI) -> None:
    @app.get("/healthz", tags=["service"], summary="健康检查 / health", operation_id="healthz")
    def healthz(chain: Served) -> dict[str, str]:
        """Answer when the database answers."""
        with chain.engine.connect() as connection:
            connection.execute(text("select 1"))
        return {"status": "ok", "version": version("equiplink")}


def _tags() -> list[dict[str, str]]:
    stages = dict.fromkeys(each.stage for each in RESOURCES)
    return [
        {"name": stage, "description": (import_module(f"equiplink.{stage}").__doc__ or "").strip()}
        for stage in stages
    ]
