"""Places of signature, recipients and what stands around them (F48, F50-F54, F65-F68)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from documents.checking.anatomy import Anatomy
from documents.checking.findings import RuleFinding, error, information, millimetres, warning
from documents.checking.page_rules import Subject
from documents.checking.pdf_measure import MeasuredPage, Picture, TextLine
from documents.layout import LIMITS

# How much of the signature the seal covers from the left; the decree says about a third.
SEAL_COVERS_LEAST, SEAL_COVERS_MOST = 0.25, 0.40
_SMALLEST_PICTURE_MM = 8.0


def check_closing(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    if anatomy.signer:
        yield from _signer(anatomy)
    if anatomy.recipients_label is not None:
        yield from _label(anatomy, anatomy.recipients_label)
    yield from _drafter(anatomy)
    yield from _contact(anatomy)
    yield from _signing_text(anatomy)


def _signer(anatomy: Anatomy) -> Iterator[RuleFinding]:
    lines, name = anatomy.signer, anatomy.signer_name
    for line in lines:
        off = abs(line.centre_mm - lines[0].centre_mm)
        if line.centre_mm < anatomy.text_centre_mm:
            yield error("F48", "Chức vụ người ký phải ở nửa phải.", at=line, measured=millimetres(line.centre_mm))
        elif off > LIMITS.centre_tolerance_mm:
            message = "Các dòng chức vụ người ký phải cân giữa với nhau."
            yield error("F48", message, at=line, measured=f"lệch {millimetres(off)}", required="lệch tối đa 2 mm")
    if name is None:
        return
    posts = [line for line in lines if line.page == name.page and line.baseline_mm < name.baseline_mm]
    off = abs(name.centre_mm - lines[-1].centre_mm)
    if off > LIMITS.centre_tolerance_mm:
        message = "Họ tên người ký phải cân giữa với chức vụ."
        yield error("F50", message, at=name, measured=f"lệch {millimetres(off)}", required="lệch tối đa 2 mm")
    if posts:
        yield from _signature_space(posts, name)
        yield from _pictures(anatomy.page_of(name), posts[-1], name)
    yield from _kept_with_text(anatomy, lines, name)


def _signature_space(posts: list[TextLine], name: TextLine) -> Iterator[RuleFinding]:
    """The widest gap between two lines of the block; the signer's post elsewhere stands just above the name."""
    block = [*posts, name]
    spaces = [lower.top_mm - upper.bottom_mm for upper, lower in pairwise(block)]
    space = max(spaces)
    if space not in LIMITS.signature_space_mm:
        yield warning(
            "F51", "Khoảng ký tên từ 20 đến 40 mm.", at=name, measured=millimetres(space), required="20-40 mm"
        )


def _kept_with_text(anatomy: Anatomy, lines: list[TextLine], name: TextLine) -> Iterator[RuleFinding]:
    if name.page != lines[0].page:
        yield warning("F52", "Khối chữ ký bị chia hai trang.", at=name)
    page = anatomy.page_of(lines[0])
    above = [line for line in anatomy.content(page) if line.baseline_mm < lines[0].baseline_mm - 1]
    label = anatomy.recipients_label
    above = [line for line in above if line is not label]
    if len(above) < 2:
        message = "Trang có chữ ký phải có ít nhất hai dòng nội dung."
        yield warning("F52", message, at=lines[0], measured=f"{len(above)} dòng", required="từ 2 dòng")


def _pictures(page: MeasuredPage, post: TextLine, name: TextLine) -> Iterator[RuleFinding]:
    """The image of the signature in the middle, that of the seal over about a third of it, on its left."""
    around = [
        picture
        for picture in page.pictures
        if picture.width_mm >= _SMALLEST_PICTURE_MM
        and picture.right_mm > name.left_mm - 30
        and picture.top_mm < name.bottom_mm
        and picture.bottom_mm > post.top_mm - 5
    ]
    seal = next((picture for picture in around if picture.is_red), None)
    signature = next((picture for picture in around if picture is not seal), None)
    if signature is None:
        return
    off = abs(signature.centre_mm - name.centre_mm)
    if off > 5 or signature.top_mm < post.bottom_mm - 6 or signature.bottom_mm > name.bottom_mm + 1:
        message = "Ảnh chữ ký phải ở giữa chức vụ và họ tên người ký."
        yield warning("F67", message, at=name, measured=f"lệch {millimetres(off)}", required="giữa chức vụ và họ tên")
    elif seal is not None:
        covers = _covered_from_left(signature, seal)
        if not SEAL_COVERS_LEAST <= covers <= SEAL_COVERS_MOST:
            message = "Ảnh dấu phải trùm khoảng 1/3 ảnh chữ ký về bên trái."
            yield warning("F67", message, at=name, measured=f"{covers:.0%}", required="25%-40%")


def _covered_from_left(signature: Picture, seal: Picture) -> float:
    """The share of the signature's width under the seal, 0 where the seal does not reach over its left edge."""
    if seal.left_mm > signature.left_mm or seal.bottom_mm < signature.top_mm or seal.top_mm > signature.bottom_mm:
        return 0.0
    return max(min(seal.right_mm, signature.right_mm) - signature.left_mm, 0.0) / signature.width_mm


def _label(anatomy: Anatomy, label: TextLine) -> Iterator[RuleFinding]:
    if abs(label.left_mm - anatomy.left_edge_mm) > 1:
        measured, required = millimetres(label.left_mm), millimetres(anatomy.left_edge_mm)
        yield error("F53", "“Nơi nhận:” phải sát lề trái.", at=label, measured=measured, required=required)
    if any(
        label.left_mm - 2 < rule.centre_mm < label.right_mm + 2 and 0 < rule.middle_mm - label.baseline_mm < 3
        for rule in anatomy.page_of(label).rules
    ):
        yield error("F53", "“Nơi nhận:” không gạch chân.", at=label, measured="gạch chân")
    if anatomy.signer and anatomy.signer[0].page == label.page:
        step = abs(anatomy.signer[0].baseline_mm - label.baseline_mm)
        if step > 3:
            message = "“Nơi nhận:” phải ngang hàng với dòng đầu của chức vụ người ký."
            yield error("F54", message, at=label, measured=f"lệch {millimetres(step)}", required="lệch tối đa 3 mm")


def _drafter(anatomy: Anatomy) -> Iterator[RuleFinding]:
    line = anatomy.drafter
    if line is None or not anatomy.recipients:
        return
    last = anatomy.recipients[-1]
    if last.page == line.page and abs(last.baseline_mm - line.baseline_mm) > 3:
        message = "Ký hiệu người soạn thảo ở cuối dòng cuối của nơi nhận."
        measured = f"lệch {millimetres(abs(last.baseline_mm - line.baseline_mm))}"
        yield information("F65", message, at=line, measured=measured, required="cùng dòng “- Lưu: …”")


def _contact(anatomy: Anatomy) -> Iterator[RuleFinding]:
    if not anatomy.contact:
        return
    elsewhere = next((line for line in anatomy.contact if line.page != 1), None)
    if elsewhere is not None:
        yield warning("F66", "Địa chỉ, điện thoại chỉ ghi ở trang 1.", at=elsewhere, required="trang 1")
        return
    width = anatomy.right_edge_mm - anatomy.left_edge_mm
    rule, first = anatomy.contact_rule, anatomy.contact[0]
    if rule is None:
        message = "Trên địa chỉ phải có đường kẻ suốt bề rộng vùng nội dung."
        yield warning("F66", message, at=first, measured="không có đường kẻ", required=millimetres(width))
    elif abs(rule.length_mm - width) > LIMITS.length_tolerance_mm:
        message = "Đường kẻ trên địa chỉ phải dài bằng bề rộng vùng nội dung."
        yield warning("F66", message, at=first, measured=millimetres(rule.length_mm), required=millimetres(width))


def _signing_text(anatomy: Anatomy) -> Iterator[RuleFinding]:
    line = anatomy.signing_text
    if line is not None and (line.centre_mm < anatomy.text_centre_mm or line.baseline_mm > 35):
        message = "Thông tin ký số của phụ lục ở góc phải trên của trang đầu."
        yield warning("F68", message, at=line, measured=line.place, required="góc phải trên")
