"""The match of the four: nameplate ↔ certificate ↔ contract ↔ the issuer's register.

One rule for each pair and field, so that a refusal names every mismatch. The
nameplate against the register is the catalogue's to judge (M01, M05 and
after). An absent certificate is told once, by ``G13``, not once for each field.
"""

from __future__ import annotations

from equiplink.acceptance.seen import Goods, same
from equiplink.catalogue.explosion import same_mark
from equiplink.catalogue.states import Paper
from equiplink.law import HOUSE, Broken, broken
from equiplink.rules import Rule, rule

CHECKED = HOUSE("第十九条", "厂家、名称、型号和编号应当与铭牌一致")


def _differ(one: str, other: str) -> Broken | None:
    return None if same(one, other) else broken(one=one or None, other=other or None)


@rule(
    "M10",
    CHECKED,
    zh="铭牌型号“{one}”与合同型号“{other}”不一致；请拒收退回",
    en="the nameplate's model '{one}' is not the contract's '{other}'; reject and send back",
)
def plate_model_is_the_contracts(c: Goods) -> Broken | None:
    """The nameplate shows the model that was bought."""
    return _differ(c.plate.model, c.bought.model)


@rule(
    "M10A",
    CHECKED,
    zh="铭牌厂家“{one}”与合同厂家“{other}”不一致；请拒收退回",
    en="the nameplate's maker '{one}' is not the contract's '{other}'; reject and send back",
)
def plate_maker_is_the_contracts(c: Goods) -> Broken | None:
    """The nameplate shows the maker that was bought from."""
    return _differ(c.plate.maker, c.bought.maker)


@rule(
    "M10B",
    CHECKED,
    zh="铭牌安标编号“{one}”与合同安标编号“{other}”不一致；请拒收退回",
    en="the nameplate's safety mark '{one}' is not the contract's '{other}'; reject and send back",
)
def plate_mark_is_the_contracts(c: Goods) -> Broken | None:
    """The nameplate shows the safety mark that was bid."""
    return _differ(c.plate.mark_number, c.bought.mark_number) if c.marked else None


@rule(
    "M10C",
    CHECKED,
    zh="铭牌安标编号“{one}”与安标证书编号“{other}”不一致；请拒收退回",
    en="the nameplate's safety mark '{one}' is not the certificate's '{other}'; "
    "reject and send back",
)
def plate_mark_is_the_certificates(c: Goods) -> Broken | None:
    """Nameplate and certificate carry one safety mark number."""
    return _differ(c.plate.mark_number, c.certificate.number) if c.certificate else None


@rule(
    "M10D",
    CHECKED,
    zh="铭牌型号“{one}”与安标证书型号“{other}”不一致；请拒收退回",
    en="the nameplate's model '{one}' is not the certificate's '{other}'; reject and send back",
)
def plate_model_is_the_certificates(c: Goods) -> Broken | None:
    """Nameplate and certificate name one model."""
    return _differ(c.plate.model, c.certificate.model) if c.certificate else None


@rule(
    "M10E",
    CHECKED,
    zh="铭牌厂家“{one}”与安标证书厂家“{other}”不一致；请拒收退回",
    en="the nameplate's maker '{one}' is not the certificate's '{other}'; reject and send back",
)
def plate_maker_is_the_certificates(c: Goods) -> Broken | None:
    """Nameplate and certificate name one maker."""
    return _differ(c.plate.maker, c.certificate.maker) if c.certificate else None


@rule(
    "M10F",
    HOUSE("第十九条", "应当核对安全标志的编号、有效期和真伪"),
    zh="安标证书有效期“{one}”与登记有效期“{other}”不一致；请核查证书真伪",
    en="the certificate is valid until '{one}', by the register until '{other}'; "
    "find out whether it is genuine",
)
def certificate_ends_as_registered(c: Goods) -> Broken | None:
    """Certificate and register end on the same day."""
    if c.certificate is None or not c.registered:
        return None
    one, other = c.certificate.valid_until, c.registered_until
    return None if one == other else broken(one=one, other=other)


@rule(
    "M10G",
    CHECKED,
    zh="铭牌出厂编号“{one}”与登记的出厂编号“{other}”不一致；请核对实物",
    en="the nameplate's serial number '{one}' is not the one given, '{other}'; look again",
)
def plate_serial_is_the_one_given(c: Goods) -> Broken | None:
    """The serial number given for a unit stands on its nameplate."""
    return _differ(c.plate.serial, c.serial) if c.serial else None


@rule(
    "M10H",
    CHECKED,
    zh="铭牌防爆标志“{one}”与防爆合格证防爆标志“{other}”不一致或未填写；请核对证书和实物，不符的拒收",
    en="the nameplate's ex mark '{one}' is not the ex certificate's '{other}', or was left out; "
    "look at both, reject what differs",
)
def plate_ex_mark_is_the_certificates(c: Goods) -> Broken | None:
    """Nameplate and ex certificate state one protection, in the old notation or the new."""
    paper = c.papers.get(Paper.EX_CERTIFICATE)
    one = c.plate.ex_mark
    if paper is None or same_mark(one, paper.ex_mark):
        return None
    return broken(one=one or None, other=paper.ex_mark or None)


MATCH: tuple[Rule[Goods], ...] = (
    plate_model_is_the_contracts,
    plate_maker_is_the_contracts,
    plate_mark_is_the_contracts,
    plate_mark_is_the_certificates,
    plate_model_is_the_certificates,
    plate_maker_is_the_certificates,
    certificate_ends_as_registered,
    plate_serial_is_the_one_given,
    plate_ex_mark_is_the_certificates,
)
