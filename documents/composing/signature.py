"""Signature blocks by case, so that the authority of the signer is always written right (ô 7a; Điều 13 of the decree).

Posts are leadership posts as officially named: "CHỦ TỊCH", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"; never "phó thường trực".
A deputy's post follows from the head's, so that "KT." can not stand before the wrong post (F49).
"""

from __future__ import annotations

from documents.official import SignatureBlock

# Deputies whose post is not "PHÓ …".
_DEPUTY_POSTS = {"BỘ TRƯỞNG": "THỨ TRƯỞNG"}


def signed_by_head(post: str, name: str) -> SignatureBlock:
    """GIÁM ĐỐC: the head of a body that is led by one person."""
    return SignatureBlock(position=_post(post), name=name)


def signed_by_deputy(head_post: str, name: str) -> SignatureBlock:
    """KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC: a deputy in the place of the head."""
    return SignatureBlock(on_behalf=f"KT. {_post(head_post)}", position=_deputy_of(head_post), name=name)


def signed_for_collective(collective: str, post: str, name: str, *, other_post: str = "") -> SignatureBlock:
    """TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH: the head on behalf of a collective.

    `other_post` is the signer's post elsewhere, above the name: only for councils and steering committees (ô 7b).
    """
    return SignatureBlock(f"TM. {_post(collective)}", position=_post(post), name=name, other_post=other_post)


def signed_for_collective_by_deputy(
    collective: str, head_post: str, name: str, *, other_post: str = ""
) -> SignatureBlock:
    """TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: a deputy on behalf of a collective."""
    return SignatureBlock(
        f"TM. {_post(collective)}", f"KT. {_post(head_post)}", _deputy_of(head_post), name, other_post=other_post
    )


def signed_by_order(of_post: str, post: str, name: str) -> SignatureBlock:
    """TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG: the head of an office by order of the head of the body."""
    return SignatureBlock(on_behalf=f"TL. {_post(of_post)}", position=_post(post), name=name)


def signed_by_order_by_deputy(of_post: str, head_post: str, name: str) -> SignatureBlock:
    """TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG: the holder of the order lets a deputy sign."""
    return SignatureBlock(f"TL. {_post(of_post)}", f"KT. {_post(head_post)}", _deputy_of(head_post), name)


def signed_by_mandate(of_post: str, post: str, name: str) -> SignatureBlock:
    """TUQ. CHỦ TỊCH / GIÁM ĐỐC SỞ NỘI VỤ: by a mandate in writing and for a time, which can not be passed on."""
    return SignatureBlock(on_behalf=f"TUQ. {_post(of_post)}", position=_post(post), name=name)


def signed_by_acting_head(post: str, name: str, *, collective: str = "") -> SignatureBlock:
    """Q. GIÁM ĐỐC: one who has been given the head's office for the time being; with TM. where a collective issues."""
    authority = f"TM. {_post(collective)}" if collective else None
    return SignatureBlock(authority, position=f"Q. {_post(post)}", name=name)


def _deputy_of(head_post: str) -> str:
    post = _post(head_post)
    return _DEPUTY_POSTS.get(post, f"PHÓ {post}")


def _post(text: str) -> str:
    return text.strip().upper()
