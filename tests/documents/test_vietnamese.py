"""The one normal form of Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest

from documents.official import Provision, ProvisionKind, Recipient
from documents.rendering import render_docx, render_pdf
from documents.vietnamese import fold_spaces, to_nfc
from tests.documents.papers import plan


def test_decomposed_letters_and_the_legacy_eth_become_the_letters_of_the_alphabet():
    assert to_nfc(unicodedata.normalize("NFD", "Ứng dụng Ðề án")) == "Ứng dụng Đề án"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_signs_that_no_file_can_hold_are_left_out(sign):
    assert to_nfc(f"Sở{sign} Nội vụ") == "Sở Nội vụ"


@pytest.mark.parametrize("sign", ["\t", "\n", "\x0b", "\x0c", "\x1f", "\u00a0"])
def test_every_white_space_becomes_one_space(sign):
    assert fold_spaces(f"Sở {sign}Nội vụ") == "Sở Nội vụ"


def test_a_paper_full_of_control_characters_prints_as_if_they_were_not_there():
    def paper(noise: str):
        return plan(
            title=f"Nâng cao{noise} Chỉ số",
            provisions=[Provision(1, "1.", f"Sở Nội vụ{noise} chủ trì.", ProvisionKind.CLAUSE)],
            recipients=[Recipient(f"Bộ Nội vụ{noise}", f"H{noise}"), Recipient("Lưu: VT, SNV")],
        )

    assert render_docx(paper("\x00\x07\ud800\ufffe")) == render_docx(paper(""))
    assert render_pdf(paper("\x00\x07\ud800\ufffe")).data == render_pdf(paper("")).data
