"""What is served to a browser: our own files only, under a policy that admits nothing else."""

from __future__ import annotations

import json
import re

from equiplink_api.pages import FILES
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
    found = re.fullmatch(r'const VERSION = "(\w{16})", FILES = (\[.*\]);', first)

    assert found
    kept = {f"/station/{name}" for name in FILES} - {"/station/index.html", "/station/worker.js"}
    assert set(json.loads(found[2])) == {"/station", *kept}


def _texts() -> list[bytes]:
    return [text for name, text in FILES.items() if name.endswith(("js", "webmanifest"))]
