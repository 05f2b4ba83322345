"""Papers nobody should write: each prints within the page or is refused in words, and the next paper prints as ever."""

from __future__ import annotations

import logging
import resource
import socket
import time
import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from documents.document_json import document_from_json, document_to_json
from documents.official import (
    Appendix,
    Issuer,
    OfficialDocument,
    Provision,
    ProvisionKind,
    Recipient,
    SignatureBlock,
    Table,
)
from documents.rendering import UnprintableText, render_docx, render_pdf
from documents.rendering.fonts import covered_letters
from tests.documents.independent_check import check_pdf
from tests.documents.independent_measure import measure_pdf
from tests.documents.independent_word_check import WordFile, check_word
from tests.documents.papers import SENTENCE, appendix, clause, plan
from tests.documents.test_printing_pdf import TINOS, font_names
from tests.documents.word_streams import assert_same_words, pdf_lines

LONG_WORD = "Nghiêng" * 72  # 504 letters without a place to break
MARK_UP = [
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#60;",
    "</p></div></body></html>",
    '<img src="http://127.0.0.1:9/x.png">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    "<style>* { display: none } body { background: url(http://127.0.0.1:9/b.png) }</style>",
    '@import url("file:///etc/passwd"); url(http://127.0.0.1:9/c)',
    "file:///etc/passwd",
    "[bấm vào đây](http://127.0.0.1:9/d)",
    "{{ 7 * 7 }} {% include 'x' %} ${7*7}",
    "</w:t></w:r></w:p><w:p/> ]]>",
]


@pytest.fixture(autouse=True)
def nothing_is_fetched(monkeypatch, caplog):
    """No text opens a connection, and WeasyPrint has nothing to complain of, such as an address it did not load."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a document's text opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield
    assert [
        each.getMessage() for each in caplog.records if each.name == "weasyprint" and each.levelno >= logging.WARNING
    ] == []


@pytest.fixture(scope="module")
def normal_paper():
    return render_pdf(plan()).data, render_docx(plan())


@pytest.fixture(autouse=True)
def the_next_paper_prints_as_ever(normal_paper):
    """Whatever a paper held, a normal one after it has the bytes it had before."""
    yield
    assert (render_pdf(plan()).data, render_docx(plan())) == normal_paper


def table_of(head: list[list[str]], rows: list[list[str]]) -> Provision:
    return Provision(9, "", "", ProvisionKind.PARAGRAPH, table=Table(head, rows))


def everywhere(text: str) -> OfficialDocument:
    """A document with the text in each field that a person types."""
    return plan(
        title=f"Kế hoạch thử {text}",
        issuer=Issuer(["ỦY BAN NHÂN DÂN", f"TỈNH {text}"], [f"CHỦ QUẢN {text}"], "UBND"),
        place=f"Nơi {text}",
        provisions=[
            Provision(0, "I.", f"Mục {text}", ProvisionKind.SECTION),
            clause(1, f"{SENTENCE} {text}"),
            Provision(
                2,
                "",
                f"Bảng {text} theo Phụ lục",
                ProvisionKind.PARAGRAPH,
                table=Table([[f"Cột {text}", "B"]], [[f"Ô {text}", "c"]]),
            ),
            clause(3, f"{text} {SENTENCE}"),
        ],
        recipients=[Recipient(f"Cơ quan {text}", "Đ"), Recipient("Lưu: VT")],
        signature=SignatureBlock("TM. ỦY BAN NHÂN DÂN", None, f"CHỦ TỊCH {text}", f"Nguyễn {text}"),
        appendices=[Appendix("Phụ lục", f"Danh mục {text}", table=Table([["A"]], [[text]]))],
    )


def keeps_to_the_page(document: OfficialDocument) -> None:
    """All of the paper stands between the margins, in Tinos, with the same words in PDF and Word file."""
    pdf, word = render_pdf(document).data, render_docx(document)
    places = {"F01", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F13", "F14"}
    found = [each for each in check_pdf(pdf, type_code=document.type_code, is_draft=True) if each.split()[0] in places]
    assert found == []
    assert [
        each for each in check_word(word, type_code=document.type_code, is_draft=True) if each.split()[0] in places
    ] == []
    assert font_names(pdf) <= TINOS
    assert_same_words(pdf, word)


def letters_of(document: OfficialDocument) -> str:
    data = render_pdf(document).data
    return "".join("".join(pdf_lines(measure_pdf(data), WordFile(render_docx(document)))).split())


# --- Long and large ---------------------------------------------------------------------------------------------------


def test_a_provision_of_forty_thousand_letters_prints_whole():
    text = (SENTENCE + " ") * (40_000 // len(SENTENCE) + 1)
    document = plan(provisions=[clause(1, text), clause(2)])

    keeps_to_the_page(document)

    assert letters_of(document).count("".join(SENTENCE[:60].split())) == 40_000 // len(SENTENCE) + 2


@pytest.mark.parametrize(
    "document",
    [
        plan(provisions=[clause(1, f"{LONG_WORD} {SENTENCE}"), clause(2, f"a-{LONG_WORD}/{LONG_WORD}")]),
        plan(title=f"Tổ chức hội nghị {LONG_WORD} năm 2026"),
        plan(provisions=[clause(1), table_of([["Stt", "Nội dung"]], [["1", LONG_WORD]]), clause(3)]),
        plan(recipients=[Recipient(LONG_WORD, LONG_WORD[:40]), Recipient("Lưu: VT")]),
        plan(signature=SignatureBlock("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", LONG_WORD)),
        plan(signature=SignatureBlock(None, None, LONG_WORD.upper(), "Nguyễn Văn A")),
        plan(issuer=Issuer([LONG_WORD.upper()], ["UBND TỈNH HƯNG YÊN"], "UBND")),
        plan(place=LONG_WORD),
        plan(symbol=f"KH-{LONG_WORD}"),
        plan(type_code="CV", type_name="CÔNG VĂN", symbol="UBND-VX", title=LONG_WORD, addressees=[LONG_WORD]),
        plan(type_code="CV", type_name="CÔNG VĂN", symbol="UBND-VX", addressees=[LONG_WORD, LONG_WORD]),
        plan(provisions=[clause(1, "Theo Phụ lục.")], appendices=[Appendix("Phụ lục", LONG_WORD, table=Table([["A"]], [["b"]]))]),
    ],
    ids=["body", "title", "cell", "recipient", "signer", "post", "issuer", "place", "symbol", "V/v", "addressees", "appendix"],
)  # fmt: skip
def test_a_word_of_five_hundred_letters_stays_on_the_page(document):
    keeps_to_the_page(document)


@pytest.mark.parametrize("columns", [30, 80])
def test_a_table_wider_than_the_page_keeps_to_it(columns):
    table = Table([[f"Cột {column}" for column in range(columns)]], [[SENTENCE[:30]] * columns] * 3)
    document = plan(provisions=[clause(1), Provision(1, "", "", ProvisionKind.PARAGRAPH, table=table), clause(2)])

    data = render_pdf(document).data

    assert [each for each in check_pdf(data, type_code="KH") if each.split()[0] in {"F03", "F04", "F06", "F07"}] == []
    assert letters_of(document).count("Cột") >= columns


def provisions_of(count: int) -> OfficialDocument:
    return plan(provisions=[clause(number, SENTENCE[:90]) for number in range(1, count + 1)])


def rows_of(count: int) -> OfficialDocument:
    rows = [[str(number), SENTENCE[:60], "Sở Nội vụ", "Quý III/2026"] for number in range(1, count + 1)]
    listed = Appendix("Phụ lục", "Danh mục", table=Table([["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]], rows))
    return plan(provisions=[clause(1, "Theo Phụ lục."), clause(2)], appendices=[listed])


@pytest.mark.parametrize("document_of", [provisions_of, rows_of])
def test_time_and_memory_of_a_very_long_paper_grow_with_its_length_only(document_of):
    """A thousand provisions and a thousand rows tell how ten thousand grow."""

    def seconds_and_kilobytes(count: int) -> tuple[float, int]:
        memory, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        assert render_pdf(document_of(count), processes=1).pages > count / 50
        return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory

    short_seconds, _ = seconds_and_kilobytes(250)
    long_seconds, kilobytes = seconds_and_kilobytes(1_000)

    assert long_seconds < 7 * short_seconds + 0.5
    assert kilobytes < 400_000


def test_provisions_nested_fifty_deep_print_in_order():
    kinds = {"-": ProvisionKind.DASH, "+": ProvisionKind.PLUS}
    nested = [
        Provision(level, marker, f"Cấp {level}: {SENTENCE}", kinds[marker], level - 1 if level else None)
        for level, marker in enumerate("-+" * 25)
    ]
    document = plan(provisions=nested)

    keeps_to_the_page(document)

    letters = letters_of(document)
    assert [letters.index(f"Cấp{level}:") for level in range(50)] == sorted(
        letters.index(f"Cấp{level}:") for level in range(50)
    )


# --- Mark-up and letters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", MARK_UP)
def test_mark_up_is_printed_as_it_is_typed_and_never_obeyed(text):
    document = everywhere(text)

    keeps_to_the_page(document)

    letters, typed = letters_of(document), "".join(text.split())
    assert letters.lower().count(typed.lower()) >= 10
    with pdfium.PdfDocument(render_pdf(document).data) as file:
        assert text in " ".join(file.get_metadata_dict()["Title"].split())


@pytest.mark.parametrize(
    "sign",
    [*"\x00\x08\x0b\x0c\x1b\x1f\x7f\x85\x9f\u00ad\u200b\u200d\u200e\u2028\u202e\u2066\ufe0f\ufeff\ufffe\uffff", "\ud83d"],
    ids=lambda sign: f"U+{ord(sign):04X}",
)  # fmt: skip
def test_signs_nobody_sees_are_left_out(sign):
    document = everywhere(f"trước{sign} sau")

    keeps_to_the_page(document)

    letters = letters_of(document)
    assert "trướcsau" in letters
    assert sign not in letters
    assert document_from_json(document_to_json(document)).title.isprintable() or sign not in "\x00\ud83d\udc00"


@pytest.mark.parametrize(
    ("sign", "stands_for"), [("①", "1"), ("㎡", "m2"), ("𝐀𝐁", "AB"), ("Ａ", "A"), ("\uf0b7", "•"), ("\u00d0", "Đ")]
)
def test_signs_that_stand_for_letters_are_printed_as_these(sign, stands_for):
    assert f"trước{stands_for}sau" in letters_of(plan(provisions=[clause(1, f"trước{sign}sau"), clause(2)]))


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (plan(title="Chúc mừng năm mới 🎉"), "trích yếu"),
        (plan(provisions=[clause(1, "Hoàn thành ✓ đúng hạn"), clause(2)]), "nội dung"),
        (plan(recipients=[Recipient("Sở 中央"), Recipient("Lưu: VT")]), "Nơi nhận"),
        (plan(signature=SignatureBlock(None, None, "GIÁM ĐỐC", "Nguyễn 😀")), "chữ ký"),
        (plan(appendices=[Appendix("Phụ lục", "Bảng", table=Table([["a"]], [["☐ Có"]]))]), "phụ lục"),
        (plan(title="Chữ \ufffd bị mất"), "trích yếu"),
        (plan(number="٣"), "số"),
    ],
)  # fmt: skip
def test_letters_the_font_lacks_are_refused_with_their_place(document, place):
    for render in (render_pdf, render_docx):
        with pytest.raises(
            UnprintableText, match=f"Times New Roman không in được .* ở {place}: “.*Hãy xóa hoặc viết lại"
        ):
            render(document)


def test_a_refusal_names_five_places_and_counts_the_others():
    with pytest.raises(UnprintableText) as refusal:
        render_pdf(plan(provisions=[clause(number, f"Việc thứ {number} ✅") for number in range(1, 10)]))

    assert len(refusal.value.found) == 9
    assert str(refusal.value).count("U+2705") == 5
    assert "và 4 chỗ khác" in str(refusal.value)


def test_the_four_faces_have_every_letter_of_vietnamese():
    bare = [base + mark for base in "aeiouyAEIOUY" for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")]
    shaped = [
        f"{letter}{mark}"
        for letter in "aăâeêoôơuưAĂÂEÊOÔƠUƯ"
        for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ]
    letters = {unicodedata.normalize("NFC", letter) for letter in [*bare, *shaped]} | {"đ", "Đ"}

    assert letters <= covered_letters()
    assert all(len(letter) == 1 for letter in letters)


def test_decomposed_text_prints_composed_everywhere():
    text = "Ường ễ ặ ỵ Đ"
    composed, decomposed = everywhere(text), everywhere(unicodedata.normalize("NFD", text))

    assert render_pdf(decomposed).data == render_pdf(composed).data
    assert render_docx(decomposed) == render_docx(composed)


# --- Missing and wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        plan(signature=SignatureBlock()),
        plan(signature=SignatureBlock("", "  ", None, "")),
        plan(recipients=[]),
        plan(title="", place=None, issuer=Issuer(), symbol=None, number=None, issued_on=None),
        plan(provisions=[]),
        plan(provisions=[Provision(0, "", "", ProvisionKind.PARAGRAPH, table=Table())]),
        plan(provisions=[Provision(0, "", "", ProvisionKind.PARAGRAPH, table=Table([[]], [[], [""]]))]),
        OfficialDocument(),
        replace(OfficialDocument(), type_code="", type_name=""),
        plan(number="129a"),
        plan(number="một trăm"),
        plan(appendices=[Appendix("", "")]),
        plan(copies=-1, drafter="\n"),
    ],
)  # fmt: skip
def test_a_paper_with_parts_missing_or_wrong_prints_what_there_is(document):
    pdf, word = render_pdf(document), render_docx(document)

    assert pdf.pages >= 1
    assert_same_words(pdf.data, word)


def test_numbers_with_letters_are_printed_as_typed():
    assert "Số:129a/KH-UBND" in letters_of(plan(number="129a"))


def test_an_appendix_of_an_appendix_label_in_any_form_prints():
    keeps_to_the_page(
        plan(
            provisions=[clause(1, "Theo Phụ lục."), clause(2)],
            appendices=[appendix("PHỤ LỤC SỐ 01"), appendix("phụ lục 2")],
        )
    )
