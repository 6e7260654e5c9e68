"""From what a shop tells of a member to what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator

from heliodesk.loyalty.v1 import member_service_pb2 as pb

from services.kit.errors import Away
from services.loyalty.domain.members.member import Told
from services.loyalty.domain.members.normal import address_form, email_form, phone_form
from services.loyalty.domain.members.signals import Signal, SignalKind, signal


class Telling:
    """`secret` is the deployment's; None: it has none, and then nothing can be hashed."""

    def __init__(self, secret: str | None) -> None:
        self._secret = secret.encode() if secret else None

    def told(self, tenant: str, request: pb.PutMemberRequest, market: str) -> Told:
        """`market` is the one of the member, for a phone number without a country. Raises Refused (INVALID_EMAIL,
        INVALID_PHONE, INVALID_ADDRESS), Away."""
        return Told(
            zone=_said(request, "zone"),
            market=_said(request, "market"),
            language=_said(request, "language"),
            segments=tuple(request.segments.names) if request.HasField("segments") else None,
            birthday=_said(request, "birthday"),
            signals=tuple(self._signal(tenant, kind, form) for kind, form in _forms(request, market)),
            cleared=tuple(_cleared(request)),
        )

    def _signal(self, tenant: str, kind: SignalKind, form: str) -> Signal:
        if self._secret is None:
            raise Away("members", "HELIODESK_MEMBER_SECRET is not set")
        return signal(self._secret, tenant, kind, form)


def _said(request: pb.PutMemberRequest, field: str) -> str | None:
    return getattr(request, field) if request.HasField(field) else None


def _forms(request: pb.PutMemberRequest, market: str) -> Iterator[tuple[SignalKind, str]]:
    """The normal forms of all that is told."""
    if request.email:
        yield SignalKind.EMAIL, email_form(request.email)
    if request.phone:
        yield SignalKind.PHONE, phone_form(request.phone, market)
    if request.HasField("address"):
        address = request.address
        form = address_form(address.lines, address.city, address.postal_code, address.country)
        yield SignalKind.ADDRESS, form
    for fingerprint in request.payment_fingerprints:
        yield SignalKind.PAYMENT, fingerprint.strip()
    for device in request.device_ids:
        yield SignalKind.DEVICE, device.strip()


def _cleared(request: pb.PutMemberRequest) -> Iterator[SignalKind]:
    if request.HasField("email") and not request.email:
        yield SignalKind.EMAIL
    if request.HasField("phone") and not request.phone:
        yield SignalKind.PHONE
