"""From a row of the table of resources to its routes. No route of a stage is written by hand.

GET  /plans                 a page
GET  /plans/{id}            one, with its parts; ETag is its version
POST /plans                 the verb that begins one
POST /plans/{id}/{action}   every other verb; If-Match guards against a stale page
"""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_type_hints
from uuid import UUID

from fastapi import APIRouter, Body, Header, Path, Query, Response
from pydantic import BaseModel, RootModel, SerializeAsAny

from equiplink.db import Base, Stateful
from equiplink.errors import Stale
from equiplink.work import Work
from equiplink_api import records
from equiplink_api.bodies import ExactRoute, arguments, body_of
from equiplink_api.deps import Signed
from equiplink_api.paging import page, page_of, query_of
from equiplink_api.problems import PROBLEMS
from equiplink_api.resources import Resource, Verb

IfMatch = Annotated[str | None, Header(description="the ETag that was read / 读取时的 ETag")]
Id = Annotated[UUID, Path(description="the record's id / 记录编号")]


class Rows(RootModel[list[SerializeAsAny[BaseModel]]]):
    """What a verb answers that makes or changes several records."""


def routes(resource: Resource) -> APIRouter:
    """Return every route of *resource*."""
    router = APIRouter(
        prefix=f"/{resource.path}",
        tags=[resource.stage],
        route_class=ExactRoute,
        responses=PROBLEMS,
    )
    _reading(router, resource)
    for name, verb in resource.create.items():
        _creating(router, resource, name, verb)
    for name, verb in resource.act.items():
        _acting(router, resource, name, verb)
    return router


def _reading(router: APIRouter, resource: Resource) -> None:
    model, pages = resource.model, page_of(resource.model)

    def listing(caller: Signed, query: Any) -> Response:
        with caller.read() as work:
            _may_read(work, resource)
            return _json(pages(**page(work, model, query)))

    def one(caller: Signed, id: Id) -> Response:  # noqa: A002  the name in the path
        with caller.read() as work:
            _may_read(work, resource)
            record = records.find(work, model, id)
            return _json(records.show(work, record), headers=records.etag(record))

    listing.__annotations__["query"] = Annotated[query_of(model), Query()]
    about, out = _about(resource, "list"), records.schema_of(model)
    router.add_api_route("", listing, methods=["GET"], response_model=pages, **about)
    about = _about(resource, "read")
    router.add_api_route("/{id}", one, methods=["GET"], response_model=out, **about)


def _creating(router: APIRouter, resource: Resource, name: str, verb: Verb) -> None:
    body = body_of(verb, _title(resource, name), skip=1)

    def create(caller: Signed, body: Any) -> Response:
        with caller.work() as work:
            made = verb(work, **arguments(body))
            answer = _shown(work, made)
        where = {"Location": f"{router.prefix}/{answer.id}"} if isinstance(made, Base) else {}
        return _json(answer, status=201, headers={**where, **records.etag(made)})

    create.__annotations__["body"] = body
    path = "" if name == resource.root else f"/{name}"
    about = {**_about(resource, name, verb), "response_model": _returned(verb)}
    router.add_api_route(path, create, methods=["POST"], status_code=201, **about)


def _acting(router: APIRouter, resource: Resource, name: str, verb: Verb) -> None:
    body = body_of(verb, _title(resource, name), skip=2)
    optional = not any(each.is_required() for each in body.model_fields.values())

    def act(caller: Signed, id: Id, body: Any, if_match: IfMatch = None) -> Response:  # noqa: A002  the name in the path
        with caller.work() as work:
            if if_match is not None and issubclass(resource.model, Stateful):
                _match(work.get(resource.model, id), if_match)
            changed = verb(work, id, **arguments(body))
            answer = _shown(work, changed)
        return _json(answer, headers=records.etag(changed))

    act.__annotations__["body"] = Annotated[body, Body(default_factory=body)] if optional else body
    about = {**_about(resource, name, verb), "response_model": _returned(verb)}
    router.add_api_route(f"/{{id}}/{name}", act, methods=["POST"], **about)


def _match(record: Stateful, wanted: str) -> None:
    known = {each.strip() for each in wanted.split(",")}
    if known.isdisjoint({"*", f'"{record.version}"'}):
        raise Stale(field="If-Match")


def _may_read(work: Work, resource: Resource) -> None:
    if resource.readers:
        work.allow(*sorted(resource.readers))


def _shown(work: Work, answer: Any) -> Any:
    if isinstance(answer, Base):
        return records.show(work, answer)
    return Rows([records.show(work, row, whole=False) for row in answer])


def _returned(verb: Verb) -> Any:
    kind = get_type_hints(verb)["return"]
    rows = get_args(kind)
    return list[records.schema_of(rows[0])] if rows else records.schema_of(kind)  # type: ignore[misc]  # built at run time


def _title(resource: Resource, name: str) -> str:
    return resource.model.__name__ + "".join(map(str.capitalize, name.split("_")))


def _json(answer: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(answer.model_dump_json(), status, headers, "application/json")


def _about(resource: Resource, name: str, verb: Verb | None = None) -> dict[str, Any]:
    return {
        "summary": f"{resource.model.zh}：{name}",
        "description": (verb or resource.model).__doc__ or "",
        "operation_id": f"{resource.path}_{name}".replace("-", "_"),
    }
