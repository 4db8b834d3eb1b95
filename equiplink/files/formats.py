"""What a file is by its content, whatever its name says.

Only formats that a reader opens without running anything are taken: an office
document with macros is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from unicodedata import category, normalize
from zipfile import BadZipFile, ZipFile

from equiplink.files.states import Media

SIGNATURES = (
    (b"%PDF-", Media.PDF),
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
)
PACKED = (
    ("word/document.xml", Media.DOCX),
    ("xl/workbook.xml", Media.XLSX),
    ("OFD.xml", Media.OFD),
)
"""What lies inside each format that is a ZIP."""
LONGEST_NAME = 120


def media_of(name: str, content: bytes) -> Media | None:
    """Return the format of *content* when the ending of *name* says the same, else None."""
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return next((each for each in _possible(content) if each == ending), None)


def clean(name: str) -> str:
    """Return the last part of a file's name, without what a disk or a header could stumble on."""
    last = normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    shown = "".join(each for each in last if category(each)[0] != "C" and each not in '<>:"|?*')
    stem, dot, ending = shown.strip().rpartition(".")
    return stem[:LONGEST_NAME] + dot + ending if dot else shown.strip()[:LONGEST_NAME]


def _possible(content: bytes) -> Iterable[Media]:
    for start, media in SIGNATURES:
        if content.startswith(start):
            return [media]
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return [Media.TEXT, Media.CSV] if _is_text(content) else []


def _packed(content: bytes) -> list[Media]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except BadZipFile:
        return []
    if any(each.rpartition("/")[2] == "vbaProject.bin" for each in names):
        return []
    return [media for inside, media in PACKED if inside in names]


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(each in "\t\r\n" or category(each) != "Cc" for each in text)
