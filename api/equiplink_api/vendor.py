"""The decoders of the scan station: which files of which npm packages they are.

They lie unchanged in ``static/decoders`` and go into the wheel, so that neither an
installation nor a device fetches anything from elsewhere. ``python -m
equiplink_api.vendor`` brings them in anew with ``npm pack`` after a version here was
raised; the hash of a package is that of its archive, as npm tells it.
"""

from __future__ import annotations

import base64
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path

PLACE = Path(__file__).parent / "static" / "decoders"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm, its hash, and what is taken from it under which name."""

    name: str
    version: str
    sha512: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "zxing-wasm",
        "3.1.4",
        "1+v8p7sauddySVNG+ye7GD/0TS95BG2ycdkrC+EnBrFBFkHeIghzUt2yVjtx3NucJeNrQnhT8yGAIz60Vx9o0w==",
        {
            "dist/iife/reader/index.js": "zxing_reader.js",
            "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
            "LICENSE": "zxing-wasm.LICENSE.txt",
        },
    ),
    Package(
        "@undecaf/zbar-wasm",
        "0.11.0",
        "z2UZ+Uc50+qyE+HbU+Obdk/E5ecB7xYiu0i99bHQ9VlZVH0JMmE/5mJQa16Cutvwt80C9OZl8jEVayf5s5Azow==",
        {
            "dist/index.js": "zbar.js",
            "dist/zbar.wasm": "zbar.wasm",
            "LICENSE": "zbar-wasm.LICENSE.txt",
        },
    ),
)


def taken(package: Package, archive: bytes) -> dict[str, bytes]:
    """Return the files that are taken from the archive of a package; refuse another archive."""
    found = base64.b64encode(sha512(archive).digest()).decode()
    if found != package.sha512:
        raise SystemExit(f"{package.name} {package.version} has the hash {found}")
    with tempfile.TemporaryFile() as file:
        file.write(archive)
        file.seek(0)
        with tarfile.open(fileobj=file) as tar:
            read = {
                name: tar.extractfile(f"package/{path}") for path, name in package.files.items()
            }
            return {name: each.read() for name, each in read.items() if each is not None}


def main() -> None:
    """Write the files of all packages and their hashes."""
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            wanted = f"{package.name}@{package.version}"
            said = subprocess.run(  # noqa: S603  our own words
                ["npm", "pack", "--silent", wanted],  # noqa: S607  wherever it is installed
                cwd=folder, check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            files = taken(package, (Path(folder) / said.split()[-1]).read_bytes())
        for name, data in files.items():
            (PLACE / name).write_bytes(data)
    (PLACE / SUMS).write_text(sums())


def sums() -> str:
    """Return the hash of each file that was taken, as ``sha256sum`` writes them."""
    names = sorted(name for package in PACKAGES for name in package.files.values())
    return "".join(f"{sha256((PLACE / each).read_bytes()).hexdigest()}  {each}\n" for each in names)


if __name__ == "__main__":
    main()
