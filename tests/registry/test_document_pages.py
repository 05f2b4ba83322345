"""The pages of the register: finding a document, reading it, and taking it from draft to issue."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from agencies.enums import AgencyKind
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument
from registry.services import documents as register
from registry.services import rendition
from registry.services.documents import verify_content
from registry.services.loading import load_document_types
from registry.views import panels
from tests import factories
from tests.documents.papers import letter, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def committee(province):
    return factories.make_agency(
        province, "UBNDT", "Ủy ban nhân dân tỉnh", symbol="UBND", kind=AgencyKind.PROVINCE_COMMITTEE
    )


def url(name: str, *args) -> str:
    return reverse(f"registry:{name}", args=args)


def listed(client, **query) -> list[IssuedDocument]:
    return list(client.get(url("document_list"), query).context["documents"])


def facts(agency, code: str = "KH", **more) -> dict[str, str]:
    load_document_types()
    return {
        "kind": str(DocumentType.objects.get(code=code).pk),
        "issuer": str(agency.pk),
        "title": "Nâng cao Chỉ số PAPI",
        "recipients": "Bộ Nội vụ (để báo cáo)\nLưu: VT, SNV",
        "way": "tm_kt",
        "name": "Nguyễn Văn A",
    } | more


# The list


@pytest.mark.parametrize("words", ["1", "01", "01/KH-UBND", "1/kh-ubnd"])
def test_a_document_is_found_by_its_number(desk, document_in, words):
    document_in("issued", title="Khác", document=letter())
    wanted = document_in("issued")
    document_in("issued")

    assert wanted in listed(desk, q=words)
    assert all(found.sequence_number == 1 for found in listed(desk, q=words))


@pytest.mark.parametrize("words", ["nang cao papi", "NÂNG CAO", "to chuc thuc hien nghiem tuc", "so noi vu papi"])
def test_a_document_is_found_by_words_of_title_text_and_issuer_without_diacritics(desk, document_in, words):
    wanted = document_in(title="Nâng cao Chỉ số PAPI")
    document_in(title="Chuyển đổi số", provisions=[])

    assert listed(desk, q=words) == [wanted]


@pytest.mark.parametrize("words", ["999999999999999999999", "%", "khong co", "1/BC-UBND"])
def test_words_that_fit_nothing_find_nothing(desk, document_in, words):
    document_in("issued")

    assert listed(desk, q=words) == []


def test_filters_narrow_the_list(desk, document_in):
    today = timezone.localdate()
    old = document_in("issued", on=today - timedelta(days=400))
    sent = document_in("issued", document=letter())
    draft = document_in()

    assert listed(desk, state="draft") == [draft]
    assert listed(desk, type="CV") == [sent]
    assert listed(desk, year=str(old.year)) == [old]
    assert listed(desk, since=f"{today:%d/%m/%Y}") == [sent]
    assert listed(desk, until=f"{today - timedelta(days=1):%d/%m/%Y}") == [old]
    assert len(listed(desk, issuer=str(draft.issuer_id))) == 3


@pytest.mark.parametrize("query", [{"year": "x"}, {"type": "KHÔNG"}, {"state": "1"}, {"since": "32/13/2026"}])
def test_a_filter_nobody_knows_is_told_and_shows_nothing(desk, document_in, query):
    document_in("issued")

    page = desk.get(url("document_list"), query)

    assert page.status_code == 200
    assert list(page.context["documents"]) == []
    assert "Bỏ mọi bộ lọc" in page.content.decode()


def test_drafts_stand_before_issued_ones_and_newest_first(desk, document_in):
    today = timezone.localdate()
    earlier = document_in("issued", on=today - timedelta(days=3))
    later = document_in("issued", on=today)
    draft = document_in()

    assert listed(desk) == [draft, later, earlier]


def test_the_list_asks_a_constant_number_of_questions(desk, document_in, django_assert_max_num_queries):
    document_in()
    desk.get(url("document_list"))
    with django_assert_max_num_queries(40) as one:
        desk.get(url("document_list"))
    for _ in range(3):
        document_in("issued")
    with django_assert_max_num_queries(len(one)):
        desk.get(url("document_list"))


def test_the_spreadsheet_has_the_rows_of_the_page(desk, document_in):
    document_in("issued", title="=CMD()")
    document_in(title="Nâng cao Chỉ số PAPI")

    answer = desk.get(url("document_list_xlsx"), {"state": "issued"})
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    texts = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())

    assert "=CMD()" in texts
    assert "01/KH-UBND" in texts
    assert "Nâng cao Chỉ số PAPI" not in texts


# Reading


def test_a_document_is_shown_with_the_next_act(desk, document_in):
    document = document_in()

    page = desk.get(document.get_absolute_url()).content.decode()

    assert document.title in page
    assert url("document_submit", document.pk) in page
    assert url("document_approve", document.pk) not in page


def test_the_print_is_shown_as_pictures_with_its_findings(desk, document_in):
    document = document_in(recipients=[])

    page = desk.get(url("document_preview", document.pk), headers={"HX-Request": "true"}).content.decode()
    picture = desk.get(url("document_page", document.pk, 1))

    assert url("document_page", document.pk, 1) in page
    assert "điểm về thể thức" in page
    assert picture.content.startswith(b"\x89PNG")
    assert desk.get(url("document_page", document.pk, 9)).status_code == 404


def test_findings_are_for_those_who_prepare_and_issue(document_in, focal_point, signed_in):
    document = document_in("issued", recipients=[])

    page = signed_in(focal_point).get(url("document_preview", document.pk)).content.decode()

    assert url("document_page", document.pk, 1) in page
    assert "điểm về thể thức" not in page


def test_files_come_from_the_kept_prints(desk, document_in, monkeypatch):
    document = document_in("issued")
    pdf, word = desk.get(url("document_pdf", document.pk)), desk.get(url("document_docx", document.pk))
    monkeypatch.setattr(rendition, "render_pdf", None)

    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Disposition"] == f'inline; filename="ke-hoach-01-KH-UBND-{document.year}.pdf"'
    assert word.content.startswith(b"PK")
    assert word["Content-Disposition"].startswith("attachment")
    assert desk.get(url("document_pdf", document.pk)).content == pdf.content


@pytest.mark.parametrize("name", ["document_detail", "document_pdf", "document_docx", "document_preview"])
def test_drafts_are_closed_to_focal_points_and_everything_to_strangers(
    name, document_in, focal_point, stranger, signed_in
):
    draft, issued = document_in(), document_in("issued")

    assert signed_in(focal_point).get(url(name, draft.pk)).status_code == 404
    assert signed_in(focal_point).get(url(name, issued.pk)).status_code == 200
    assert signed_in(stranger).get(url(name, issued.pk)).status_code == 404


def test_content_changed_behind_the_portal_is_said_loudly(desk, document_in):
    document = document_in("issued")
    changed = document.content | {"title": "Sửa lén"}
    super(type(IssuedDocument.objects.all()), IssuedDocument.objects.filter(pk=document.pk)).update(content=changed)

    page = desk.get(document.get_absolute_url()).content.decode()

    document.refresh_from_db()
    assert not verify_content(document)
    assert "không khớp với nội dung lúc ban hành" in page


def test_other_work_adds_its_part_to_the_page(desk, document_in, monkeypatch):
    document = document_in()
    found = []
    monkeypatch.setattr(panels, "PANELS", [lambda request, shown: found.append((request.user, shown)) or None])

    desk.get(document.get_absolute_url())

    assert [shown for _, shown in found] == [document]


# Writing


def test_a_new_document_is_a_draft_of_its_issuer(desk, committee):
    answer = desk.post(url("document_new"), facts(committee))

    document = IssuedDocument.objects.get()
    official = document.official
    assert answer.status_code == 302
    assert (document.state, document.symbol, document.issuer) == (DocumentState.DRAFT, "KH-UBND", committee)
    assert official.issuer.name_lines == ["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"]
    assert (official.type_name, official.place, official.number) == ("KẾ HOẠCH", "Hưng Yên", None)
    signature = official.signature
    assert (signature.authority, signature.on_behalf, signature.position, signature.name) == (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
    )
    assert [recipient.text for recipient in official.recipients] == ["Bộ Nội vụ (để báo cáo)", "Lưu: VT, SNV"]


@pytest.mark.parametrize(
    ("way", "lines"),
    [
        ("head", (None, None, "GIÁM ĐỐC")),
        ("kt", (None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("tl", (None, "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("tuq", (None, "TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("q", (None, None, "Q. GIÁM ĐỐC")),
    ],
)
def test_the_signer_of_a_department_stands_as_the_decree_says(desk, home_affairs, way, lines):
    desk.post(url("document_new"), facts(home_affairs, "CV", unit="cchc", way=way, post="Chánh Văn phòng"))

    document = IssuedDocument.objects.get()
    signature = document.official.signature
    assert (signature.authority, signature.on_behalf, signature.position) == lines
    assert document.symbol == "SNV-CCHC"
    form = desk.get(url("document_facts", document.pk)).context["form"]
    assert (form["way"].value(), form["unit"].value()) == (way, "CCHC")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Hãy ghi trích yếu"),
        ({"kind": "9999"}, "Loại văn bản"),
        ({"issuer": "abc"}, "Cơ quan ban hành"),
        ({"way": "tm"}, "không ký TM."),
        ({"way": "tl"}, "phải ghi chức vụ của người ký"),
        ({"copies": "-1"}, "Số lượng bản"),
        ({"title": "x" * 1001}, "Trích yếu"),
    ],
)
def test_a_form_with_a_mistake_is_shown_again_with_what_was_typed(desk, home_affairs, change, said):
    answer = desk.post(url("document_new"), facts(home_affairs, way="head", name="Nguyễn Văn Đang Gõ") | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Nguyễn Văn Đang Gõ" in page
    assert IssuedDocument.objects.count() == 0


def test_a_letter_without_unit_is_told_what_to_write(desk, home_affairs):
    answer = desk.post(url("document_new"), facts(home_affairs, "CV", way="head"))

    assert "đơn vị soạn thảo hoặc lĩnh vực" in answer.content.decode()


def test_control_characters_and_markup_do_no_harm(desk, committee):
    title = "Kế hoạch <script>alert(1)</script>\x07 \u200b file:///etc/passwd"
    desk.post(url("document_new"), facts(committee, title=title))

    document = IssuedDocument.objects.get()
    assert document.title == "Kế hoạch <script>alert(1)</script> file:///etc/passwd"
    assert "<script>alert(1)" not in desk.get(document.get_absolute_url()).content.decode()
    assert desk.get(url("document_pdf", document.pk)).content.startswith(b"%PDF-")


def test_letters_without_a_shape_are_named_and_nothing_is_issued(document_in, approver, signed_in):
    document = document_in("approved", title="Nâng cao Chỉ số 😀")
    chief = signed_in(approver)

    read = chief.get(url("document_pdf", document.pk), follow=True).content.decode()
    today = f"{timezone.localdate():%d/%m/%Y}"
    refused = chief.post(url("document_issue", document.pk), {"on": today, "accepts_findings": "on"})

    assert "“😀”" in read
    document.refresh_from_db()
    assert (refused.status_code, document.state, document.sequence_number) == (422, DocumentState.APPROVED, None)


def test_pressing_twice_makes_one_draft(desk, committee):
    first, second = (desk.post(url("document_new"), facts(committee)) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert IssuedDocument.objects.count() == 1


def test_an_issuer_of_another_province_is_no_choice(desk, other_province):
    foreign = factories.make_agency(other_province, "SNV", "Sở Nội vụ")

    assert desk.post(url("document_new"), facts(foreign, way="head")).status_code == 422


def test_facts_of_a_draft_are_edited_and_its_text_stays(desk, document_in, home_affairs):
    document = document_in()
    before = document.official
    form = desk.get(url("document_facts", document.pk)).context["form"]

    desk.post(
        url("document_facts", document.pk),
        facts(home_affairs, title="Tên mới", way="kt", shown_hash=form["shown_hash"].value())
        | {"recipients": form["recipients"].value()},
    )

    document.refresh_from_db()
    after = document.official
    assert (document.title, document.symbol, after.provisions) == ("Tên mới", "KH-SNV", before.provisions)
    assert after.recipients == before.recipients
    assert after.signature.position == "PHÓ GIÁM ĐỐC"


def test_a_form_overtaken_by_a_colleague_overwrites_nothing(desk, document_in, home_affairs, coordinator):
    document = document_in()
    register.revise_document(
        document_id=document.pk, document=plan(title="Của đồng nghiệp"), by=coordinator, at=timezone.now()
    )

    answer = desk.post(
        url("document_facts", document.pk),
        facts(home_affairs, title="Của tôi", way="kt", shown_hash=document.content_hash),
    )

    document.refresh_from_db()
    assert answer.status_code == 422
    assert document.title == "Của đồng nghiệp"
    page = answer.content.decode()
    assert "Có người vừa sửa văn bản này" in page
    assert "Của tôi" in page


def test_a_file_becomes_a_draft_without_number_and_date(desk, committee):
    load_document_types()
    text = plan(title="Nâng cao Chỉ số PAPI")
    data = rendition.render_docx(text)

    answer = desk.post(url("document_from_file"), {"file": SimpleUploadedFile("a.docx", data), "issuer": committee.pk})

    document = IssuedDocument.objects.get()
    assert answer["Location"] == document.get_absolute_url()
    official = document.official
    assert (document.type.code, document.title, official.number, official.issued_on) == (
        "KH",
        "Nâng cao Chỉ số PAPI",
        None,
        None,
    )
    assert len(official.provisions) == len(text.provisions)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, b"PK\x03\x04 hong"])
def test_a_file_that_gives_no_document_is_told_beside_the_field(desk, committee, data):
    load_document_types()

    answer = desk.post(url("document_from_file"), {"file": SimpleUploadedFile("a.docx", data), "issuer": committee.pk})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert IssuedDocument.objects.count() == 0


def test_a_copy_is_a_draft_with_the_same_text(desk, document_in):
    document = document_in("issued")

    answer = desk.post(url("document_copy", document.pk))

    copy = IssuedDocument.objects.exclude(pk=document.pk).get()
    assert answer["Location"] == copy.get_absolute_url()
    assert (copy.state, copy.sequence_number, copy.official.number) == (DocumentState.DRAFT, None, None)
    assert copy.official.provisions == document.official.provisions


def test_a_letter_of_correction_names_the_old_document_and_both_pages_say_so(desk, document_in):
    wrong = document_in("issued")

    desk.post(url("document_correct", wrong.pk), {"way": "letter", "unit": "cchc"})

    correction = wrong.corrections.get()
    words = " ".join(provision.text for provision in correction.official.provisions)
    assert (correction.type.code, correction.symbol) == ("CV", "SNV-CCHC")
    assert "Kế hoạch số 01/KH-UBND ngày" in words
    assert correction.get_absolute_url() in desk.get(wrong.get_absolute_url()).content.decode()
    assert wrong.get_absolute_url() in desk.get(correction.get_absolute_url()).content.decode()


def test_a_document_in_place_of_another_names_it_at_its_end(desk, document_in):
    wrong = document_in("issued")

    desk.post(url("document_correct", wrong.pk), {"way": "replacement"})

    replacement = wrong.corrections.get()
    assert replacement.type == wrong.type
    assert replacement.official.provisions[-1].text.startswith("Kế hoạch này thay thế Kế hoạch số 01/KH-UBND ngày")


@pytest.mark.parametrize("data", [{}, {"way": "letter"}, {"way": "khac"}])
def test_a_correction_without_its_way_is_asked_for(desk, document_in, data):
    assert desk.post(url("document_correct", document_in("issued").pk), data).status_code == 422


def test_a_draft_is_not_corrected_but_edited(desk, document_in):
    document = document_in()

    assert (
        desk.post(url("document_correct", document.pk), {"way": "replacement"})["Location"]
        == document.get_absolute_url()
    )
    assert document.corrections.count() == 0


# Acts


def test_the_whole_way_from_draft_to_issue(desk, document_in, approver, signed_in):
    document = document_in()
    chief = signed_in(approver)

    desk.post(url("document_submit", document.pk), {"shown": document.content_hash})
    chief.post(url("document_approve", document.pk), {"shown": document.content_hash})
    form = chief.get(url("document_issue", document.pk)).context["form"]
    chief.post(
        url("document_issue", document.pk),
        {
            "on": f"{timezone.localdate():%d/%m/%Y}",
            "shown_hash": form["shown_hash"].value(),
            "accepts_findings": "on",
        },
    )

    document.refresh_from_db()
    assert (document.state, document.number_and_symbol) == (DocumentState.ISSUED, "01/KH-UBND")
    assert verify_content(document)


@pytest.mark.parametrize(("state", "act"), [("submitted", "document_submit"), ("approved", "document_approve")])
def test_pressing_an_act_twice_is_told_kindly(document_in, administrator, signed_in, state, act):
    document = document_in(state)
    office = signed_in(administrator)

    page = office.post(url(act, document.pk), follow=True).content.decode()

    assert "không cần làm lại" in page
    document.refresh_from_db()
    assert document.state == state


def test_an_act_on_what_was_changed_meanwhile_is_refused(desk, document_in):
    document = document_in()

    page = desk.post(url("document_submit", document.pk), {"shown": "0" * 64}, follow=True).content.decode()

    document.refresh_from_db()
    assert document.state == DocumentState.DRAFT
    assert "Có người vừa sửa văn bản này" in page


def test_a_document_is_sent_back_with_its_reason(document_in, approver, coordinator, signed_in):
    document = document_in("submitted")

    refused = signed_in(approver).post(url("document_return", document.pk), {"reason": " "})
    signed_in(approver).post(url("document_return", document.pk), {"reason": "Thiếu phụ lục"})

    assert refused.status_code == 422
    assert "Thiếu phụ lục" in signed_in(coordinator).get(document.get_absolute_url()).content.decode()


def test_findings_must_be_accepted_before_the_issue(document_in, approver, signed_in):
    document = document_in("approved", recipients=[])
    chief = signed_in(approver)
    today = f"{timezone.localdate():%d/%m/%Y}"

    refused = chief.post(url("document_issue", document.pk), {"on": today})
    document.refresh_from_db()
    assert (refused.status_code, document.state) == (422, DocumentState.APPROVED)
    assert "điểm về thể thức" in refused.content.decode()

    chief.post(url("document_issue", document.pk), {"on": today, "accepts_findings": "on"})
    document.refresh_from_db()
    assert document.state == DocumentState.ISSUED


def test_a_number_that_is_not_the_next_is_refused_in_words(document_in, approver, signed_in):
    document_in("issued")
    document = document_in("approved")

    answer = signed_in(approver).post(
        url("document_issue", document.pk),
        {"on": f"{timezone.localdate():%d/%m/%Y}", "number": "1", "accepts_findings": "on"},
    )

    assert answer.status_code == 422
    assert "Số 01 đã cấp ngày" in answer.content.decode()
    assert "Số kế tiếp của sổ là 02" in answer.content.decode()


def test_an_earlier_date_asks_first(document_in, approver, signed_in):
    document_in("issued")
    document = document_in("approved")
    chief = signed_in(approver)
    data = {"on": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}", "accepts_findings": "on"}

    asked = chief.post(url("document_issue", document.pk), data)
    assert asked.status_code == 422
    assert 'type="checkbox" name="accepts_earlier_date"' in asked.content.decode()

    chief.post(url("document_issue", document.pk), data | {"accepts_earlier_date": "on"})
    document.refresh_from_db()
    assert document.sequence_number == 2


def test_issuing_twice_tells_the_number(document_in, approver, signed_in):
    document = document_in("issued")

    page = signed_in(approver).post(url("document_issue", document.pk), follow=True).content.decode()

    assert "Văn bản đã ban hành, số 01/KH-UBND" in page


@pytest.mark.parametrize("act", ["document_approve", "document_return", "document_issue"])
def test_who_only_prepares_elsewhere_decides_nothing(document_in, province, health, signed_in, act):
    document = document_in("submitted")
    auditor = factories.make_person(Role.AUDITOR, province)

    assert signed_in(auditor).post(url(act, document.pk), {"reason": "x"}).status_code in {403, 404}
    document.refresh_from_db()
    assert document.state == DocumentState.SUBMITTED
