"""From an error to an HTTP answer: the one place where the two meet.

Every refusal is RFC 9457 ``application/problem+json``: ``type`` is a page of the
docs, ``detail`` speaks Chinese unless ``Accept-Language`` prefers English, and a
refusal by rules lists every finding with its source. The input never comes back
in an answer: it may hold a password.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from equiplink.errors import (
    Conflict,
    EquiplinkError,
    Forbidden,
    IllegalStep,
    NotFound,
    Refused,
    Stale,
    Tampered,
    Unreadable,
)
from equiplink.rules import describe
from equiplink_api.headers import SAFE
from equiplink_api.malformed import place, sentence

log = logging.getLogger(__name__)

PAGES = "/reference/errors#"
"""Where the docs explain an error, by its code."""
MEDIA_TYPE = "application/problem+json"


class Unauthenticated(Forbidden):
    """Sign in first: send a valid token as "Authorization: Bearer …"."""

    code = "unauthenticated"
    zh = "请先登录：以 Authorization: Bearer 提交有效令牌。"


class TooManyAttempts(Forbidden):
    """Too many failed sign-ins; wait before the next one."""

    code = "too-many-attempts"
    zh = "登录失败次数过多，请稍后再试。"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"too many failed sign-ins; try again in {seconds} s",
            zh=f"登录失败次数过多，请 {seconds} 秒后再试",
        )


STATUS: dict[type[EquiplinkError], int] = {
    Unreadable: 422,
    NotFound: 404,
    Unauthenticated: 401,
    TooManyAttempts: 429,
    Forbidden: 403,
    Stale: 412,
    Conflict: 409,
    Tampered: 500,
    EquiplinkError: 500,
}
"""The status of each class; one that is not listed has that of its nearest parent."""

_HTTP_ZH = {
    400: "请求无法解析。",
    404: "没有这个地址。",
    405: "此地址不支持该方法。",
    413: "请求内容过大，请分次提交。",
    422: "提交的内容不符合格式，请按 errors 逐项改正。",
    500: "服务器内部错误，操作未生效；请凭 instance 编号联系管理员。",
}
_HTTP_EN = {
    413: "The request is too large; send it in parts.",
    422: "The body or a parameter is malformed; correct each entry of errors.",
    500: "Something failed inside and nothing was changed; quote the instance.",
}


class SourceOut(BaseModel):
    """The clause behind a finding."""

    statute: str
    edition: str
    article: str
    quote: str
    basis: str
    reading: str


class FindingOut(BaseModel):
    """One broken rule: its code, its sentence with the remedy, its numbers, its clause."""

    code: str
    severity: str
    message: str
    params: dict[str, Any]
    source: SourceOut | None


class Malformed(BaseModel):
    """One place of the request that does not fit the schema."""

    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details. Members that do not apply are left out."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    field: str | None = None
    allowed: list[str] | None = None
    findings: list[FindingOut] | None = None
    errors: list[Malformed] | None = None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (401, 403, 404, 409, 412, 422)
}
"""What the OpenAPI document says about refusals, for every route."""


def status_of(kind: type[EquiplinkError]) -> int:
    """Return the status of an error class."""
    return next(STATUS[each] for each in kind.__mro__ if each in STATUS)


def language(request: Request) -> str:
    """Return ``en`` when the client prefers English to Chinese, else ``zh``."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, rest = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _weight(rest))
    return "en" if weights["en"] > weights["zh"] else "zh"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


def handle(app: FastAPI) -> None:
    """Answer every error of *app* with a problem."""
    app.add_exception_handler(EquiplinkError, _known)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _known(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, EquiplinkError)  # noqa: S101  registered for this class
    lang = language(request)
    status = status_of(type(error))
    extra: dict[str, Any] = {"field": error.field}
    headers: dict[str, str] = {}
    if isinstance(error, IllegalStep):
        extra["allowed"] = list(error.allowed)
    if isinstance(error, Refused):
        extra["findings"] = [describe(finding, lang) for finding in error.findings]
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyAttempts):
        headers["Retry-After"] = str(error.seconds)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request %s: %s", _id(request), error)
    title = (type(error).__doc__ or "").strip() if lang == "en" else type(error).zh
    words = {"code": error.code, "title": title, "detail": error.message(lang)}
    return _answer(request, status, {**words, **extra}, headers)


def _malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this class
    lang = language(request)
    errors = [{"field": place(each), "message": sentence(each, lang)} for each in error.errors()]
    return http_problem(request, 422, {"errors": errors, "field": errors[0]["field"]})


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this class
    return http_problem(request, error.status_code, headers=error.headers)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request %s failed", _id(request), exc_info=error)
    # This handler stands outside of every middleware, so it adds the headers itself.
    return http_problem(request, 500, headers=SAFE)


def http_problem(
    request: Request,
    status: int,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return the problem for a bare HTTP status."""
    phrase = HTTPStatus(status).phrase
    english = language(request) == "en"
    detail = _HTTP_EN.get(status, phrase) if english else _HTTP_ZH.get(status, phrase)
    title = phrase if english else detail
    code = "malformed" if status == HTTPStatus.UNPROCESSABLE_ENTITY else f"http-{status}"
    words = {"code": code, "title": title, "detail": detail}
    return _answer(request, status, {**words, **(extra or {})}, headers or {})


def _answer(
    request: Request, status: int, members: Mapping[str, Any], headers: Mapping[str, str]
) -> JSONResponse:
    body = {
        "type": f"{PAGES}{members['code']}",
        "status": status,
        "instance": f"urn:uuid:{_id(request)}",
        **{name: value for name, value in members.items() if value is not None},
    }
    said = {"Content-Language": language(request), "Vary": "Accept-Language", **headers}
    return JSONResponse(body, status, headers=said, media_type=MEDIA_TYPE)


def _id(request: Request) -> UUID | None:
    return getattr(request.state, "request_id", None)
