"""Files over HTTP: sent as they are, given back as a download that no browser runs."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Body, Query, Response

from equiplink.exchange.exports import exported
from equiplink.files import actions as files
from equiplink.files.models import Attachment
from equiplink.files.states import FileKind
from equiplink_api import records
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id

router = APIRouter(prefix="/attachments", tags=["files"], responses=PROBLEMS)

_BYTES = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "",
    status_code=201,
    summary="附件：attach",
    operation_id="attachments_attach",
    response_model=records.schema_of(Attachment),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}
    },
)
def attach(
    caller: Signed,
    subject: Annotated[str, Query(description="the table of the record / 记录类型")],
    subject_id: Annotated[UUID, Query(description="the record's id / 记录编号")],
    kind: Annotated[FileKind, Query(description="what it is about / 附件种类")],
    name: Annotated[str, Query(description="its file name / 文件名", max_length=300)],
    content: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
) -> Any:
    """Attach the body, as it is, to a record; the answer has its SHA-256."""
    with caller.work() as work:
        made = files.attach(
            work, subject=subject, subject_id=subject_id, kind=kind, name=name, content=content
        )
        return records.show(work, made)


@router.get(
    "/{id}/content",
    summary="附件：下载 / download",
    operation_id="attachments_content",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": _BYTES}}},
)
def download(caller: Signed, id: Id) -> Response:  # noqa: A002  the name in the path
    """Return the file, after it was held against its hash; the ledger tells who took it."""
    with caller.read() as work:
        found = records.find(work, Attachment, id)
        assert isinstance(found, Attachment)  # noqa: S101  ``find`` returns what it was asked for
        content = files.read(work, id)
    with caller.work() as work:
        exported(work, "attachment", content, record_id=id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
        "ETag": f'"{found.sha256}"',
    }
    return Response(content, headers=headers, media_type=found.media.mime)
