"""What is released: one wheel, four packages, nothing heavy unless it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from equiplink_api import vendor

HOME = Path(__file__).parent.parent


def run(*command: object, cwd: Path | None = None, **environment: str) -> str:
    """Run a command and return what it prints; fail with all that it said."""
    done = subprocess.run(  # noqa: S603  our own commands
        [str(part) for part in command], cwd=cwd, env=os.environ | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, HOME)
    return next(out.glob("*.whl"))


def test_wheel_has_four_packages_of_our_name(wheel: Path) -> None:
    """Nothing generic such as ``api`` or ``tests`` lands in site-packages."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        files = set(archive.namelist())
    info = {top for top in tops if top.endswith(".dist-info")}

    assert tops - info == {
        "equiplink", "equiplink_api", "equiplink_labels", "equiplink_migrations",
    }  # fmt: skip
    assert len(info) == 1
    assert "equiplink/py.typed" in files
    assert "equiplink_api/static/index.html" in files
    assert {name for name in files if name.startswith("equiplink_migrations/versions/0001")}


def test_wheel_has_the_decoders_and_their_licences(wheel: Path) -> None:
    """Unchanged, as their packages have them; the wheel's metadata names the licences."""
    place = "equiplink_api/static/decoders/"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        held = {
            name.removeprefix(place): archive.read(name) for name in names if name.startswith(place)
        }
        (metadata,) = (archive.read(each).decode() for each in names if each.endswith("METADATA"))
    told = {line[66:]: line[:64] for line in held[vendor.SUMS].decode().splitlines()}
    taken = {name for package in vendor.PACKAGES for name in package.files.values()}

    assert "License-Expression: Apache-2.0 AND MIT AND LGPL-2.1-or-later" in metadata
    assert told.keys() == taken
    assert held.keys() == taken | {vendor.SUMS, "NOTICE.txt"}
    assert {name: sha256(held[name]).hexdigest() for name in taken} == told
    for package in vendor.PACKAGES:
        assert f"{package.name} {package.version}" in held["NOTICE.txt"].decode()


def test_another_archive_is_not_taken() -> None:
    """A package is known by its hash, not by its name and version."""
    with pytest.raises(SystemExit, match=r"zxing-wasm 3\.1\.4 has the hash"):
        vendor.taken(vendor.PACKAGES[0], b"another")


def test_library_loads_neither_http_nor_pixels() -> None:
    """``import equiplink`` alone brings in no server and no image code."""
    loaded = run(
        sys.executable, "-c",
        "import sys, equiplink, equiplink.work, equiplink.schema; print(*sys.modules)",
    ).split()  # fmt: skip

    assert {"fastapi", "starlette", "uvicorn", "PIL", "qrcode", "typer"} & set(loaded) == set()


def test_installed_wheel_makes_its_schema(wheel: Path, tmp_path: Path) -> None:
    """Unpacked beside its dependencies, without the source tree, it opens a database."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "import equiplink_migrations\n"
        "from equiplink.chain import Chain\n"
        "chain = Chain('sqlite:///made.db')\n"
        "chain.init()\n"
        "print(equiplink_migrations.__file__, len(chain.mines()))"
    )
    said = run(
        sys.executable, "-W", "error", "-c", script,
        cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"),
    )  # fmt: skip

    assert said.split() == [str(tmp_path / "site/equiplink_migrations/__init__.py"), "0"]
    assert (tmp_path / "made.db").exists()
