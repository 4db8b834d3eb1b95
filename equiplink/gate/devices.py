"""扫码设备: enrolled once with a one-time code, revoked when lost; its key never leaves it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from equiplink import codes
from equiplink.errors import Forbidden, Unreadable, said
from equiplink.gate.models import Gate
from equiplink.gate.offline_models import Device
from equiplink.mine.states import Role
from equiplink.settings import Setting, Stricter
from equiplink.work import Actor, Work

INVITATION_HOURS = Setting(
    "gate.invitation_hours",
    24,
    "小时",
    Stricter.LOWER,
    zh="扫码设备登记码有效小时数",
    en="hours in which a device has to use its one-time code",
)
KEY = 64
"""Letters of an Ed25519 public key in hex."""


def invite_device(work: Work, *, name: str, gate_id: UUID) -> tuple[Device, str]:
    """Name a device for a gate; return it with its one-time code, which is shown this once."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    work.get(Gate, gate_id)
    name = said(name, "设备名称", field="name")
    code = codes.new()
    device = Device(
        name=name,
        gate_id=gate_id,
        invitation_hash=_hash(code),
        invited_until=work.now + timedelta(hours=work.setting(INVITATION_HOURS)),
        public_key="",
        revoked_why="",
    )
    work.record(device, "invite_device", name=name, gate_id=gate_id)
    return device, code


def enrol_device(work: Work, device_id: UUID, *, code: str, public_key: str) -> Device:
    """Take the device's public key, in hex, against its one-time code.

    Raises ``Forbidden`` when the code is wrong, was used or is over.
    """
    work.allow(Role.KEEPER)
    device = work.get(Device, device_id)
    late = work.now > device.invited_until or device.revoked_at is not None
    if late or _hash(codes.parse(code)) != device.invitation_hash:
        raise Forbidden(
            "the one-time code is wrong, used or over; ask for a new invitation",
            zh="登记码不对、已使用或已过期，请管理员重新发放",
            field="code",
        )
    if len(public_key) != KEY or set(public_key) - set("0123456789abcdef"):
        raise Unreadable(
            f"public_key is {KEY} hex digits of an Ed25519 key; send what the device made",
            zh=f"public_key 应为 {KEY} 位十六进制的 Ed25519 公钥，请发送设备生成的公钥",
            field="public_key",
        )
    device.public_key, device.invitation_hash = public_key, ""
    device.enrolled_at = work.now
    work.record(device, "enrol_device", public_key=public_key)
    return device


def speaking(work: Work, device_id: UUID, *, about: UUID, said: bytes, signature: str) -> Actor:
    """Return the device as the one who acts, on *about*: itself or its gate.

    Raises ``Forbidden`` unless its key signed what was *said*, and once it is revoked:
    what a lost device still holds is then uploaded by a person who signs in.
    """
    device = work.first(Device, id=device_id)
    if (
        device is None
        or device.revoked_at is not None
        or about not in {device.id, device.gate_id}
        or not signed(device, said, signature)
    ):
        raise Forbidden(
            "the device is unknown, revoked, or did not sign this; sign in, or enrol it again",
            zh="设备未登记、已停用或签名不符；请登录后上传，或重新登记设备",
            field="device",
        )
    return Actor(device.id, device.name, work.mine_id, frozenset({Role.KEEPER}))


def signed(device: Device, said: bytes, signature: str) -> bool:
    """Return whether the device's key made *signature*, in hex, of what was *said*."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(device.public_key))
        key.verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True


def revoke_device(work: Work, device_id: UUID, *, reason: str) -> Device:
    """Trust nothing that the device does from now on; what it did before stays."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    device = work.get(Device, device_id)
    device.revoked_why = said(reason, "停用原因", field="reason")
    device.revoked_at = device.revoked_at or work.now
    device.invitation_hash = ""
    work.record(device, "revoke_device", reason=device.revoked_why)
    return device


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
