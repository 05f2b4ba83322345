"""How a document is signed: the case chosen from a list, so that TM., KT., TL., TUQ. and Q. always stand right (rule F49)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from agencies.enums import AgencyKind
from agencies.models import Agency
from documents.composing import signature as blocks
from documents.official import SignatureBlock
from documents.vietnamese import fold_spaces

COLLECTIVES = {
    AgencyKind.PROVINCE_COMMITTEE: "ỦY BAN NHÂN DÂN",
    AgencyKind.DISTRICT_COMMITTEE: "ỦY BAN NHÂN DÂN",
    AgencyKind.COMMUNE_COMMITTEE: "ỦY BAN NHÂN DÂN",
    AgencyKind.COUNCIL: "HỘI ĐỒNG NHÂN DÂN",
}
# The head's post by the opening word of the agency's name, where it is not GIÁM ĐỐC.
_HEADS = (
    ("Văn phòng", "CHÁNH VĂN PHÒNG"),
    ("Thanh tra", "CHÁNH THANH TRA"),
    ("Ban ", "TRƯỞNG BAN"),
    ("Phòng ", "TRƯỞNG PHÒNG"),
    ("Chi cục", "CHI CỤC TRƯỞNG"),
)


class SigningWay(models.TextChoices):
    """The cases of ô 7a."""

    HEAD = "head", "Người đứng đầu ký (GIÁM ĐỐC)"
    DEPUTY = "kt", "KT. – cấp phó ký thay người đứng đầu"
    FOR_COLLECTIVE = "tm", "TM. – người đứng đầu thay mặt tập thể"
    DEPUTY_FOR_COLLECTIVE = "tm_kt", "TM. và KT. – cấp phó ký, thay mặt tập thể"
    BY_ORDER = "tl", "TL. – thừa lệnh người đứng đầu"
    BY_MANDATE = "tuq", "TUQ. – thừa ủy quyền người đứng đầu"
    ACTING = "q", "Q. – quyền người đứng đầu"
    AS_WRITTEN = "keep", "Giữ như đang ghi trong văn bản"


class SignerIncomplete(ValidationError):
    """The chosen case needs a post or a collective that nobody gave."""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """The case and its posts. What is empty follows from the issuer: CHỦ TỊCH of a committee, GIÁM ĐỐC of a department."""

    way: SigningWay
    collective: str = ""
    head_post: str = ""
    post: str = ""
    name: str = ""
    other_post: str = ""


def signature_block(signer: Signer, issuer: Agency, *, written: SignatureBlock | None = None) -> SignatureBlock:
    """Return the block as printed; `written` is the one that AS_WRITTEN keeps. Raises SignerIncomplete."""
    head = fold_spaces(signer.head_post) or head_post_of(issuer)
    collective = fold_spaces(signer.collective) or COLLECTIVES.get(AgencyKind(issuer.kind), "")
    post, name = fold_spaces(signer.post), fold_spaces(signer.name)
    other = fold_spaces(signer.other_post).upper()
    if signer.way in {SigningWay.FOR_COLLECTIVE, SigningWay.DEPUTY_FOR_COLLECTIVE} and not collective:
        raise SignerIncomplete(
            f"{issuer} do thủ trưởng đứng đầu nên không ký TM.; nếu văn bản của một tập thể, hãy ghi tên tập thể."
        )
    if signer.way in {SigningWay.BY_ORDER, SigningWay.BY_MANDATE} and not post:
        raise SignerIncomplete("Ký TL. hoặc TUQ. phải ghi chức vụ của người ký, ví dụ CHÁNH VĂN PHÒNG.")
    match signer.way:
        case SigningWay.HEAD:
            block = blocks.signed_by_head(head, name)
        case SigningWay.DEPUTY:
            block = blocks.signed_by_deputy(head, name)
        case SigningWay.FOR_COLLECTIVE:
            block = blocks.signed_for_collective(collective, head, name, other_post=other)
        case SigningWay.DEPUTY_FOR_COLLECTIVE:
            block = blocks.signed_for_collective_by_deputy(collective, head, name, other_post=other)
        case SigningWay.BY_ORDER:
            block = blocks.signed_by_order(head, post, name)
        case SigningWay.BY_MANDATE:
            block = blocks.signed_by_mandate(head, post, name)
        case SigningWay.ACTING:
            block = blocks.signed_by_acting_head(head, name, collective=fold_spaces(signer.collective))
        case SigningWay.AS_WRITTEN:
            block = written or SignatureBlock()
            block.name = name or block.name
    return block


def signer_of(block: SignatureBlock, issuer: Agency) -> Signer:
    """Return the case that prints this very block, AS_WRITTEN when none of the list does."""
    authority, on_behalf, position = (
        fold_spaces(part or "").upper() for part in (block.authority, block.on_behalf, block.position)
    )
    prefix, _, after = on_behalf.partition(". ")
    collective = authority.removeprefix("TM.").strip()
    signer = Signer(
        way=SigningWay.AS_WRITTEN,
        collective="" if collective == COLLECTIVES.get(AgencyKind(issuer.kind)) else collective,
        head_post=after or position.removeprefix("Q. "),
        post=position if prefix in {"TL", "TUQ"} else "",
        name=block.name or "",
        other_post=block.other_post,
    )
    wanted = SignatureBlock(authority or None, on_behalf or None, position or None, fold_spaces(block.name or ""))
    for way in SigningWay:
        attempt = _with_way(signer, way)
        if way is not SigningWay.AS_WRITTEN and _prints(attempt, issuer, wanted):
            return attempt
    return signer


def head_post_of(issuer: Agency) -> str:
    """Return the post of the issuer's head in capitals."""
    if AgencyKind(issuer.kind) in COLLECTIVES:
        return "CHỦ TỊCH"
    return next((post for opening, post in _HEADS if issuer.name.startswith(opening)), "GIÁM ĐỐC")


def _with_way(signer: Signer, way: SigningWay) -> Signer:
    return Signer(
        way=way,
        collective=signer.collective,
        head_post=signer.head_post,
        post=signer.post,
        name=signer.name,
        other_post=signer.other_post,
    )


def _prints(signer: Signer, issuer: Agency, wanted: SignatureBlock) -> bool:
    try:
        block = signature_block(signer, issuer)
    except SignerIncomplete:
        return False
    block.name, block.other_post = block.name or "", ""
    return block == wanted
