"""The page that a tag's symbol opens: what the thing is called, and a report without a name.

    GET  /E/{code}   the page
    POST /E/{code}   a report; neither its sender nor his address is kept

It runs no script, fetches nothing and tells nothing about persons or places. How many
reports one address sends is counted in memory for a while and never written down.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Annotated
from urllib.parse import parse_qs
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from equiplink import codes
from equiplink.campaign import tips
from equiplink.catalogue.models import Product
from equiplink.chain import Chain
from equiplink.errors import EquiplinkError, NotFound, Unreadable
from equiplink.register.models import Item, Tag
from equiplink.work import Actor
from equiplink_api.auth import Attempts
from equiplink_api.deps import Served
from equiplink_api.problems import PROBLEMS

STYLE = (
    "body{font:18px/1.6 sans-serif;margin:0 auto;max-width:34em;padding:1em}"
    "textarea{width:100%;min-height:8em;font:inherit;box-sizing:border-box}"
    "button{font:inherit;padding:.6em 1.4em;margin-top:.6em}"
    "h1{font-size:1.3em}.told{border:3px solid #06703c;padding:.6em}"
    ".not{border:3px solid #b3261e;padding:.6em}small{color:#444}"
)
POLICY = (
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PAGE = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
<style>{style}</style><h1>{title}</h1>{said}
<form method="post"><label for="text">发现问题请写在这里（不记姓名、电话、地址）<br>
<small>Report what is wrong; no name, phone or address is kept</small></label>
<textarea id="text" name="text" required maxlength="{longest}"></textarea>
<button>匿名举报 Report</button></form>
<p><small>紧急情况请直接向调度室报告。When it is urgent call the control room.</small></p></html>
"""
router = APIRouter(tags=["campaign"], responses=PROBLEMS)


def _thing(chain: Chain, given: str) -> tuple[str, UUID, str]:
    """Return code, mine and what the thing is called; raise ``NotFound`` for an unknown tag."""
    code = codes.parse(given)
    query = (
        select(Tag.mine_id, Product.name, Product.model, Item.number)
        .join(Item, (Item.mine_id == Tag.mine_id) & (Item.id == Tag.item_id))
        .join(Product, Product.id == Item.product_id)
        .where(Tag.code == code)
    )
    with Session(chain.engine) as session:
        row = session.execute(query).first()
    if row is None:
        raise NotFound(f"no tag {code}", zh=f"没有标签 {code}，请核对", field="code")
    return code, row.mine_id, f"{row.name} {row.model} {row.number}"


def _answer(title: str, said: str, status: int = 200) -> Response:
    text = PAGE.format(title=escape(title), style=STYLE, said=said, longest=tips.LONGEST)
    return Response(text, status_code=status, media_type="text/html", headers=HEADERS)


@router.get(
    "/E/{code}", response_class=HTMLResponse, summary="标签页面 / page of a tag",
    operation_id="tag_page",
)  # fmt: skip
@router.get("/e/{code}", include_in_schema=False)
def page(chain: Served, code: str) -> Response:
    """Return the page of a tag."""
    _, _, title = _thing(chain, code)
    return _answer(title, "")


async def _body(request: Request) -> bytes:
    """Return the form as it was sent; ``BodyLimit`` bounds it."""
    return await request.body()


@router.post(
    "/E/{code}", status_code=201, response_class=HTMLResponse,
    summary="匿名举报 / report without a name", operation_id="tips_tell",
)  # fmt: skip
@router.post("/e/{code}", include_in_schema=False)
def report(
    chain: Served,
    request: Request,
    code: str,
    body: Annotated[bytes, Depends(_body)],
) -> Response:
    """Keep a report and say so; or say why not."""
    known, mine_id, title = _thing(chain, code)
    attempts: Attempts = request.app.state.attempts
    key = ("tip", request.client.host if request.client else "")
    attempts.check(key, chain.clock())
    attempts.fail(key, chain.clock())
    try:
        try:
            given_text = parse_qs(body.decode("utf-8"), max_num_fields=5)
        except ValueError:
            raise Unreadable("the form cannot be read", zh="表单无法识别", field="text") from None
        with chain.work(Actor.anonymous(mine_id)) as work:
            tips.tell(work, code=known, text=given_text.get("text", [""])[0])
    except EquiplinkError as error:
        told = f"{escape(error.message('zh'))}<br><small>{escape(error.message('en'))}</small>"
        return _answer(title, f'<p class="not">{told}</p>', 422)
    thanks = "已收到，安监部门会核实。<br><small>Received; the safety department will look.</small>"
    return _answer(title, f'<p class="told">{thanks}</p>', 201)
