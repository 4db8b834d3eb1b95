"""The page for the shaft, ``/station``: files of this package, the same for everybody.

They hold no data; what the page shows it asks for as the enrolled device. Nothing
comes from another host and no script stands in the page itself, so its content
policy admits exactly these files.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, Response

from equiplink.errors import NotFound

TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(
            f"{each}-src 'self'"
            for each in ("script", "style", "img", "connect", "manifest", "worker")
        ),
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-cache",
    "Service-Worker-Allowed": "/station",
}
HOME, WORKER = "index.html", "worker.js"


def _read() -> dict[str, bytes]:
    found = files("equiplink_api").joinpath("static").iterdir()
    kept = {each.name: each.read_bytes() for each in found}
    version = sha256(b"".join(kept[name] for name in sorted(kept))).hexdigest()[:16]
    shown = ["/station", *(f"/station/{name}" for name in sorted(kept.keys() - {HOME, WORKER}))]
    head = f"const VERSION = {json.dumps(version)}, FILES = {json.dumps(shown)};\n"
    return kept | {WORKER: head.encode() + kept[WORKER]}


FILES = _read()
"""Read once; the service worker is told which files there are, and gets new ones by its text."""
router = APIRouter(prefix="/station", include_in_schema=False)


def _sent(name: str) -> Response:
    if name not in FILES:
        raise NotFound(f"no page {name}", zh=f"没有页面“{name}”", field="path")
    kind = TYPES[name.rpartition(".")[2]]
    return Response(FILES[name], media_type=kind, headers=HEADERS)


@router.get("")
def page() -> Response:
    """Return the page."""
    return _sent(HOME)


@router.get("/{name}")
def file(name: str) -> Response:
    """Return one of its files."""
    return _sent(name)
