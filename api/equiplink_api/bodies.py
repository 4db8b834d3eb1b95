"""From a verb's signature to the schema of its request body.

    def draft(work, *, number: str, budget: Decimal, lines: Sequence[Line]) -> Plan
    → {"number": "…", "budget": "12000.00", "lines": [{…}]}, nothing else

What JSON and Python understand differently is decided here once: a number is
read as ``Decimal`` and never passes through a float; a time names its zone;
``true`` is not 1 and 1 is not a date; unknown members and control characters are
refused. Dataclasses and TypedDicts become objects of their own.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from inspect import Parameter, signature
from typing import (
    Annotated,
    Any,
    NotRequired,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    create_model,
)

LONGEST_TEXT = 10_000
LONGEST_LIST = 5_000
LARGEST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""No plant is older, no certificate runs longer; at the ends of the calendar days overflow."""
D = TypeVar("D", date, datetime)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""PostgreSQL refuses NUL and both databases lone surrogates; the rest spoils a log."""


def _only_text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("write it as text in ISO 8601 / 请以 ISO 8601 文本填写")  # noqa: TRY004  pydantic asks for this class
    return value


def _number(value: object) -> object:
    # Python reads 1_0 as ten; people read it as a slip.
    if isinstance(value, bool) or (isinstance(value, str) and "_" in value):
        raise ValueError("write a number, such as 1 / 应为数字，例如 1")
    return value


def _of_our_time(value: D) -> D:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(
            f"the year must be {FIRST_YEAR} to {LAST_YEAR} / 年份应为 {FIRST_YEAR} 至 {LAST_YEAR}"
        )
    return value


def _document(value: Any) -> Any:
    """Return a free document with plain numbers, as JSON had them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {name: _document(each) for name, each in value.items()}
    return [_document(each) for each in value] if isinstance(value, list) else value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_text), AfterValidator(_of_our_time)]
"""A moment that names its zone, as text."""

_PLAIN: dict[Any, Any] = {
    str: Annotated[str, Field(max_length=LONGEST_TEXT)],
    int: Annotated[int, Strict(), Field(ge=-LARGEST, le=LARGEST)],
    bool: Annotated[bool, Strict()],
    Decimal: Annotated[Decimal, Field(max_digits=24), BeforeValidator(_number)],
    datetime: Moment,
    date: Annotated[date, BeforeValidator(_only_text), AfterValidator(_of_our_time)],
    Any: Annotated[Any, BeforeValidator(_document)],
    object: Annotated[Any, BeforeValidator(_document)],
}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


def body_of(verb: Callable[..., Any], name: str, *, skip: int) -> type[BaseModel]:
    """Return the model, called *name*, of what *verb* takes after its first *skip* parameters."""
    hints = get_type_hints(verb, include_extras=True)
    members = {
        parameter.name: (
            shape(hints[parameter.name]),
            ... if parameter.default is Parameter.empty else parameter.default,
        )
        for parameter in list(signature(verb).parameters.values())[skip:]
    }
    return _model(name, members)


def arguments(body: BaseModel) -> dict[str, Any]:
    """Return what was sent, as the verb's arguments; its own defaults stand for the rest."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def shape(hint: Any) -> Any:
    """Return the type that reads *hint* from JSON."""
    plain = _PLAIN.get(hint) if _hashable(hint) else None
    if plain is not None:
        return plain
    if is_typeddict(hint):
        return _typed_dict(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    return _container(hint, get_origin(hint), get_args(hint))


def _container(hint: Any, origin: Any, inner: tuple[Any, ...]) -> Any:
    if origin in {Union, types.UnionType}:
        return Union[tuple(shape(each) for each in inner)]  # noqa: UP007  built at run time
    if origin in {list, tuple, set, frozenset, Sequence, Iterable}:
        return Annotated[list[shape(inner[0])], Field(max_length=LONGEST_LIST)]  # type: ignore[misc]  # built at run time
    if origin in {dict, Mapping}:
        return dict[shape(inner[0]), shape(inner[1])]  # type: ignore[misc]  # the same
    return hint


def _hashable(hint: Any) -> bool:
    try:
        hash(hint)
    except TypeError:
        return False
    return True


def _model(name: str, members: Mapping[str, Any]) -> type[BaseModel]:
    made: type[BaseModel] = create_model(name, __base__=_Body, **members)
    return made


def _dataclass(kind: Any) -> Any:
    hints = get_type_hints(kind, include_extras=True)
    members = {
        each.name: (
            shape(hints[each.name]),
            ... if each.default is MISSING and each.default_factory is MISSING else None,
        )
        for each in fields(kind)
    }
    return Annotated[
        _model(kind.__name__, members), AfterValidator(lambda sent: kind(**arguments(sent)))
    ]


def _typed_dict(kind: Any) -> Any:
    # ``__required_keys__`` does not see a NotRequired in an annotation that is kept as text.
    marked = get_type_hints(kind, include_extras=True)
    free = kind.__optional_keys__ | {
        name for name, hint in marked.items() if get_origin(hint) is NotRequired
    }
    members = {
        name: (shape(hint), None if name in free else ...)
        for name, hint in get_type_hints(kind).items()
    }
    return Annotated[_model(kind.__name__, members), AfterValidator(arguments)]


class ExactRoute(APIRoute):
    """A route whose JSON is read exactly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def exact(request: Request) -> Response:
            return await handler(_ExactRequest(request.scope, request.receive))

        return exact


class _ExactRequest(Request):
    async def json(self) -> Any:
        text = await self.body()
        try:
            value = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
            _check_text(value)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError(str(error)[:200], "", 0) from None
        return value


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is no number / 不是数字")


def _check_text(value: object) -> None:
    if isinstance(value, str):
        if UNPRINTABLE.search(value):
            raise ValueError("text holds control characters / 文本含控制字符")
    elif isinstance(value, dict):
        for name, each in value.items():
            _check_text(name)
            _check_text(each)
    elif isinstance(value, list):
        for each in value:
            _check_text(each)
