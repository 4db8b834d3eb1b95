"""What is served to a browser: our own files only, under a policy that admits nothing else."""

from __future__ import annotations

import gzip
import json
import re

from equiplink_api.pages import DECODERS, FILES, READERS
from equiplink_api.vendor import SUMS
from tests.api.conftest import Client


def test_page_allows_nothing_but_its_own_files(anybody: Client) -> None:
    """No other host, no inline script or style, no frame."""
    answer = anybody.get("/station")
    policy = answer.headers["Content-Security-Policy"]

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert re.findall(r"<script(?! type=\"module\" src=)|<style| style=| on\w+=", answer.text) == []


def test_files_name_no_other_host() -> None:
    """A mine's network has no elsewhere: the only addresses are names of XML."""
    texts = {name: text.decode() for name, text in FILES.items() if not name.endswith("png")}
    found = {each for text in texts.values() for each in re.findall(r"https?://[\w.]+", text)}

    assert found == {"http://www.w3.org"}


def test_everything_that_is_asked_for_is_there(anybody: Client) -> None:
    """Each file that another one names is served with its type; what is not there is 404."""
    named = {
        each
        for text in (anybody.get("/station").text, *map(bytes.decode, _texts()))
        for each in re.findall(r"[\"'](?:/station|\.)/([\w.-]+\.\w+)[\"']", text)
    }
    answers = {name: anybody.get(f"/station/{name}") for name in named}

    assert {"page.js", "worker.js", "codes.js", "icon-192.png"} <= named
    assert {answer.status_code for answer in answers.values()} == {200}
    assert anybody.get("/station/nothing.js").status_code == 404


def test_worker_keeps_every_file(anybody: Client) -> None:
    """It is told all of them, and a version that changes with any of them."""
    first = anybody.get("/station/worker.js").text.splitlines()[0]
    found = re.fullmatch(
        r'const VERSION = "(\w{16})", FILES = (\[.*?\]), KEPT = "decoders-\w{16}", '
        r"DECODERS = (\[.*\]);",
        first,
    )

    assert found
    assert json.loads(found[3]) == [
        f"/station/decoders/{name}"
        for name in ("zbar.js", "zbar.wasm", "zxing_reader.js", "zxing_reader.wasm")
    ]
    kept = {f"/station/{name}" for name in FILES} - {"/station/index.html", "/station/worker.js"}
    assert set(json.loads(found[2])) == {"/station", *kept}


def test_only_the_decoders_workers_compile(anybody: Client) -> None:
    """The page itself may not; a decoder is sent with its type, and its licence can be read."""
    policies = {
        name: anybody.get(f"/station/{name}").headers["Content-Security-Policy"] for name in FILES
    }
    types = {
        name: anybody.get(f"/station/decoders/{name}").headers["Content-Type"]
        for name in DECODERS.keys() - {SUMS}
    }

    assert {name for name, policy in policies.items() if "unsafe" in policy} == READERS
    assert {policies[name].count("unsafe") for name in READERS} == {1}
    assert types["zxing_reader.wasm"] == types["zbar.wasm"] == "application/wasm"
    assert types["NOTICE.txt"].startswith("text/plain")
    assert anybody.get(f"/station/decoders/{SUMS}").status_code == 404


def test_first_load_is_small() -> None:
    """A weak network in a shaft: all files of the page, without the decoders."""
    assert sum(len(gzip.compress(each)) for each in FILES.values()) < 150_000


def test_decoders_are_told_where_their_wasm_is() -> None:
    """Left alone they would ask another host, which the policy forbids."""
    for name in READERS:
        assert "locateFile: (name) => `/station/decoders/${name}`" in FILES[name].decode()


def _texts() -> list[bytes]:
    return [text for name, text in FILES.items() if name.endswith(("js", "webmanifest"))]
