"""The page for the shaft, ``/station``: files of this package, the same for everybody.

They hold no data; what the page shows it asks for as the enrolled device. Nothing
comes from another host and no script stands in the page itself, so its content
policy admits exactly these files.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Response

from equiplink.errors import NotFound

TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
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
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-cache",
    "Service-Worker-Allowed": "/station",
}
HOME, WORKER = "index.html", "worker.js"
READERS = {"zxing.js", "zbar.js"}
"""The workers that run a decoder: they alone may compile WebAssembly."""
COMPILING = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def _files(folder: Traversable) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def _version(kept: dict[str, bytes]) -> str:
    return sha256(b"".join(kept[name] for name in sorted(kept))).hexdigest()[:16]


def _read(static: Traversable, decoders: dict[str, bytes]) -> dict[str, bytes]:
    kept = _files(static)
    told = {
        "VERSION": _version(kept),
        "FILES": [
            "/station",
            *(f"/station/{each}" for each in sorted(kept.keys() - {HOME, WORKER})),
        ],
        "KEPT": f"decoders-{_version(decoders)}",
        "DECODERS": [
            f"/station/decoders/{each}"
            for each in sorted(decoders)
            if each.endswith(("js", "wasm"))
        ],
    }
    head = ", ".join(f"{name} = {json.dumps(each)}" for name, each in told.items())
    return kept | {WORKER: f"const {head};\n".encode() + kept[WORKER]}


STATIC = files("equiplink_api").joinpath("static")
DECODERS = _files(STATIC.joinpath("decoders"))
"""What reads the camera's pictures: fetched when a camera is opened for the first time."""
FILES = _read(STATIC, DECODERS)
"""Read once; the service worker is told which files there are, and gets new ones by its text."""
router = APIRouter(prefix="/station", include_in_schema=False)


def _sent(name: str, kept: dict[str, bytes]) -> Response:
    kind = TYPES.get(name.rpartition(".")[2])
    if name not in kept or kind is None:
        raise NotFound(f"no page {name}", zh=f"没有页面“{name}”", field="path")
    policy = COMPILING if kept is FILES and name in READERS else POLICY
    headers = HEADERS | {"Content-Security-Policy": policy}
    return Response(kept[name], media_type=kind, headers=headers)


@router.get("")
def page() -> Response:
    """Return the page."""
    return _sent(HOME, FILES)


@router.get("/{name}")
def file(name: str) -> Response:
    """Return one of its files."""
    return _sent(name, FILES)


@router.get("/decoders/{name}")
def decoder(name: str) -> Response:
    """Return a file of a decoder, or its licence."""
    return _sent(name, DECODERS)
