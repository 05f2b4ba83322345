"""What the printed file carries besides its look: where to sign, archive and accessibility, order of its text."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from documents.layout import CLOSING, PAGE, POINTS_PER_MM
from documents.official import SignatureBlock
from documents.rendering import render_pdf
from tests.documents.papers import appendix, letter, long_plan, plan


def text_lines(data: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """Each stretch of text of the page with its left, bottom, right and top in points."""
    with pdfium.PdfDocument(data) as file:
        text = file[page].get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        return [(text.get_text_bounded(*box).strip(), *box) for box in boxes]


@pytest.mark.parametrize("document", [plan(), letter(), long_plan()], ids=["plan", "letter", "long plan"])
def test_the_signature_box_is_the_empty_space_between_post_and_name(document):
    printed = render_pdf(document)
    box = printed.signature_box

    lines = text_lines(printed.data, box.page)
    post = next(line for line in lines if line[0] == document.signature.position)
    name = next(line for line in lines if line[0] == document.signature.name)
    inside = [line for line in lines if line[1] < box.right and line[3] > box.left and box.bottom < line[2] < box.top]
    assert inside == []
    assert name[4] <= box.bottom < box.top <= post[2] + 3
    assert box.top - box.bottom == pytest.approx(CLOSING.signature_space_mm * POINTS_PER_MM, abs=0.1)
    assert (box.left + box.right) / 2 == pytest.approx((name[1] + name[3]) / 2, abs=2)
    assert box.right == pytest.approx((PAGE.width_mm - PAGE.margin_right_mm) * POINTS_PER_MM, abs=0.1)


def test_the_signature_box_stands_on_the_page_of_the_signer_not_on_the_last():
    printed = render_pdf(long_plan(appendices=[appendix()]))

    assert 0 < printed.signature_box.page < printed.pages - 1


def test_a_document_without_a_signer_has_no_signature_box():
    assert render_pdf(plan(signature=SignatureBlock())).signature_box is None
