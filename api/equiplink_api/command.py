"""``equiplink serve``: the service on this machine.

One process: SQLite has one writer anyway, and with PostgreSQL further processes
are started beside it on further ports. It listens on the loopback address
unless told otherwise and speaks plain HTTP; TLS belongs to the proxy before it.
"""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from equiplink_api.app import create_app


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="监听地址 / address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 / port", min=0, max=65535)] = 8000,
) -> None:
    """启动 HTTP 服务 / Serve the HTTP API."""
    # Proxy headers stay unread: an address that a client may choose is no address.
    # No access log: it would keep the address of whoever reports without a name.
    uvicorn.run(
        create_app(ctx.obj.chain), host=host, port=port, proxy_headers=False, server_header=False,
        access_log=False,
    )  # fmt: skip
