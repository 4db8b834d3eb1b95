"""What a stop-use notice names: a mark, a certificate, models of a maker, or his product (M13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equiplink.catalogue.models import StopUseNotice
from equiplink.catalogue.naming import names, plain
from equiplink.words import Both


@dataclass(frozen=True, slots=True)
class Named:
    """What the notice names. One that gives neither number nor models means the product's name."""

    maker: str
    product: str
    mark_number: str = ""
    certificate: str = ""
    models: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A thing, an order or a controlled part that may be meant."""

    maker: str
    name: str
    model: str
    mark_number: str = ""
    certificates: Iterable[str] = ()


def named(notice: StopUseNotice) -> Named:
    """Return what a notice on record names."""
    return Named(
        notice.maker,
        notice.product,
        notice.mark_number or "",
        notice.certificate,
        tuple(notice.models),
    )


def meant(notice: Named, target: Target) -> Both | None:
    """Return why the notice means the target; None when it does not."""
    mark, certificate = plain(notice.mark_number), plain(notice.certificate)
    if mark and plain(target.mark_number) == mark:
        return Both(f"safety mark {mark}", f"安标编号 {mark}")
    if certificate and certificate in map(plain, target.certificates):
        return Both(f"certificate {certificate}", f"证书编号 {certificate}")
    if not same_maker(notice, target):
        return None
    if names(notice.models, (), of=target.model, text=""):
        return Both(f"model {target.model} of the maker", f"该厂 {target.model} 型")
    unnumbered = not (mark or certificate or notice.models)
    if unnumbered and plain(notice.product) == plain(target.name):
        return Both(f"product {target.name} of the maker", f"该厂“{target.name}”")
    return None


def same_maker(notice: Named, target: Target) -> bool:
    """Say whether the target is by the notice's maker: his other products are to be looked at."""
    return bool(plain(notice.maker)) and plain(notice.maker) == plain(target.maker)
