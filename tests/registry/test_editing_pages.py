"""The outline editor by plain forms, as a browser without script sends them, and the fragments the script asks for."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from lxml import html
from PIL import Image

from accounts.roles import Role
from documents.official import Provision, ProvisionKind
from jobs.models import Job
from jobs.tasks import run_job
from registry.models import Edit, IssuedDocument
from registry.services import documents as register
from registry.services import previewing
from registry.services.editing import workspace_of
from registry.services.loading import load_document_types
from registry.services.long_previews import PREVIEW_KIND
from tests import factories
from tests.documents.papers import appendix, plan

AT = factories.moment(date(2026, 7, 14))
SCRIPT = {"HTTP_HX_REQUEST": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types():
    load_document_types()


@pytest.fixture
def draft(home_affairs, coordinator) -> IssuedDocument:
    document = plan(appendices=[appendix()])
    return register.draft_document(document=document, issuer=home_affairs, by=coordinator, at=AT)


@pytest.fixture
def client(signed_in, coordinator):
    return signed_in(coordinator)


@pytest.fixture
def colleague(province):
    return factories.make_person(Role.COORDINATOR, province, full_name="Ngô Đồng Nghiệp")


@pytest.fixture
def approver(province):
    """Sees drafts and decides on them, but does not write them."""
    return factories.make_person(Role.APPROVER, province, full_name="Lê Duyệt")


def page_of(response) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def open_editor(client, draft, **query) -> html.HtmlElement:
    response = client.get(reverse("registry:document_edit", args=[draft.pk]), query)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return page_of(response)


def form_of(page: html.HtmlElement, item: int) -> html.HtmlElement:
    return page.get_element_by_id(f"muc-{item}").find("form")


def fields_of(form: html.HtmlElement) -> dict[str, str]:
    """What the browser would send of a form, without the button."""
    return dict(form.form_values())


def picture_of(page: html.HtmlElement) -> str:
    return page.xpath(".//img[contains(@src, '/trang/')]")[0].get("src")


def first_item(page: html.HtmlElement) -> int:
    return int(page.find_class("outline-item")[0].get("data-item"))


def words_of(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def press(client, page: html.HtmlElement, item: int, button: str, *, follow: bool = True, **changes):
    """Press a button below a provision."""
    form = form_of(page, item)
    assert form.xpath(f'.//button[@value="{button}"]'), f"no button {button}"
    return client.post(form.action, fields_of(form) | {"act": button} | changes, follow=follow)


def outline_of(page: html.HtmlElement) -> list[str]:
    return [
        f"{line.find_class('outline-marker')[0].text or ''} {(line.find('.//textarea').text or '').strip()[:14]}".strip()
        for line in page.find_class("outline-item")
        if line.find(".//textarea") is not None
    ]


def test_every_act_has_a_button_without_script(client, draft):
    page = open_editor(client, draft)

    buttons = {button.get("value") for button in form_of(page, 1).xpath(".//button[@name='act']")}

    assert buttons == {
        "text",
        "add-below",
        "add-child",
        "up",
        "down",
        "outdent",
        "indent",
        "delete",
        "kind",
        "title:1",
        "add-table",
        "renumber",
    }


def test_an_act_changes_the_outline_and_tells_so(client, draft):
    page = page_of(press(client, open_editor(client, draft), 1, "add-below", text="Nâng cao nhận thức"))

    assert outline_of(page)[:4] == [
        "I. Mục đích, yêu",
        "1. Nâng cao nhận",
        "2.",
        "3. Các cơ quan, đ",
    ]
    assert "Đã thêm mục." in words_of(page)


def test_deleting_says_how_to_take_it_back_and_undo_does(client, draft):
    page = page_of(press(client, open_editor(client, draft), 0, "delete"))
    assert "cùng 2 mục con. Bấm Hoàn tác để lấy lại." in words_of(page)
    assert len(outline_of(page)) == 3

    history = page.find_class("editor-history")[0]
    page = page_of(client.post(history.action, fields_of(history) | {"act": "undo"}, follow=True))

    assert len(outline_of(page)) == 6


@pytest.mark.parametrize(
    ("button", "changes", "expected"),
    [
        ("indent", {}, ["1. Các cơ quan, đ", "a) Các cơ quan, đ"]),
        ("up", {"text": "Hai"}, ["1. Hai", "2. Các cơ quan, đ"]),
        ("kind", {"kind": "dash"}, ["1. Các cơ quan, đ", "- Các cơ quan, đ"]),
        ("title:1", {}, ["1. Các cơ quan, đ", "2. Các cơ quan, đ"]),
        ("add-child", {}, ["1. Các cơ quan, đ", "2. Các cơ quan, đ"]),
        ("text", {"text": "Chỉ sửa chữ"}, ["1. Các cơ quan, đ", "2. Chỉ sửa chữ"]),
    ],
)
def test_acts_by_their_buttons(client, draft, button, changes, expected):
    page = page_of(press(client, open_editor(client, draft), 2, button, **changes))

    assert outline_of(page)[1:3] == expected


def test_a_pause_in_typing_is_answered_by_the_bar_alone(client, draft):
    form = form_of(open_editor(client, draft), 1)

    response = client.post(form.action, fields_of(form) | {"act": "text", "text": "Đang gõ"}, **SCRIPT)

    bar = html.fragments_fromstring(response.content.decode())[-1]
    assert bar.get("data-token") == f"{Edit.objects.get().pk}.1"
    assert b"data-outline" not in response.content.replace(b"data-outline-form", b"")


def test_an_act_of_the_script_is_answered_without_printing(client, draft, monkeypatch):
    monkeypatch.setattr(previewing, "render_pdf", lambda *args, **kwargs: pytest.fail("printed while acting"))
    form = form_of(open_editor(client, draft), 1)

    response = client.post(form.action, fields_of(form) | {"act": "indent", "item": "2"}, **SCRIPT)

    assert response.status_code == 200
    assert outline_of(page_of(response))[2].startswith("a)")


def test_an_old_page_is_refused_and_gives_the_typed_words_back(client, draft):
    page = open_editor(client, draft)
    press(client, page, 2, "indent")

    response = press(client, page, 1, "delete", text="Chữ vừa gõ ở cửa sổ cũ")

    assert response.status_code == 409
    shown = page_of(response)
    assert "đã thay đổi ở cửa sổ khác" in words_of(shown)
    assert fields_of(form_of(shown, 1))["text"] == "Chữ vừa gõ ở cửa sổ cũ"
    assert len(outline_of(shown)) == 6


def test_words_for_a_provision_that_is_gone_are_shown_to_copy(client, draft):
    page = open_editor(client, draft)
    press(client, page, 1, "delete")

    shown = page_of(press(client, page, 1, "text", text="Chữ của mục đã xóa"))

    assert shown.xpath("//textarea[@readonly]")[0].text == "Chữ của mục đã xóa"


def test_too_long_a_text_is_told_and_not_lost(client, draft):
    long = "dài " * 10_001

    response = press(client, open_editor(client, draft), 1, "text", text=long)

    assert response.status_code == 422
    page = page_of(response)
    assert "Hãy tách thành nhiều mục" in words_of(page)
    assert fields_of(form_of(page, 1))["text"].strip() == long.strip()
    assert not Edit.objects.exists()


def test_markup_and_control_characters_in_text_stay_words(client, draft):
    response = press(client, open_editor(client, draft), 1, "text", text="<script>alert(1)</script>\x00 & <b>")

    assert "<script>alert(1)" not in response.content.decode()
    assert fields_of(form_of(page_of(response), 1))["text"] == "<script>alert(1)</script> & <b>"


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "phá"},
        {"act": "row-add:x"},
        {"act": ""},
        {"item": "-3"},
        {"item": "một"},
        {"kind": "lạ"},
        {"place": "đâu đó"},
        {"target": "9" * 30},
        {"token": ""},
    ],
)
def test_nonsense_is_refused(client, draft, wrong):
    form = form_of(open_editor(client, draft), 1)

    response = client.post(form.action, fields_of(form) | {"act": "text"} | wrong)

    assert response.status_code in {409, 422}
    assert not Edit.objects.exists()


def test_reopening_goes_on_with_the_edit(client, draft):
    press(client, open_editor(client, draft), 1, "text", text="Chưa xong")

    page = open_editor(client, draft)

    assert "Bạn có bản đang sửa lưu lúc" in words_of(page)
    assert outline_of(page)[1] == "1. Chưa xong"


def test_the_page_of_the_document_tells_of_the_unfinished_edit(client, draft, signed_in, colleague):
    detail = reverse("registry:document_detail", args=[draft.pk])
    assert "bản đang sửa" not in client.get(detail).content.decode()
    press(client, open_editor(client, draft), 1, "text", text="Chưa xong")

    assert "Bạn có bản đang sửa lưu lúc" in client.get(detail).content.decode()
    assert "bản đang sửa" not in signed_in(colleague).get(detail).content.decode()


def test_saving_returns_to_the_document(client, draft):
    page = page_of(press(client, open_editor(client, draft), 1, "text", text="Xong"))
    form = page.xpath("//form[@data-save-form]")[0]

    response = client.post(form.action, fields_of(form))

    assert response["Location"] == reverse("registry:document_detail", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.official.provisions[1].text == "Xong"


def test_discarding_asks_first(client, draft):
    press(client, open_editor(client, draft), 1, "text", text="Bỏ đi")
    address = reverse("registry:document_edit_discard", args=[draft.pk])

    assert "Bỏ bản đang sửa?" in client.get(address).content.decode()
    assert Edit.objects.exists()
    client.post(address)

    assert not Edit.objects.exists()


def test_both_versions_are_shown_when_somebody_saved_first(client, draft, colleague):
    page = page_of(press(client, open_editor(client, draft), 1, "text", text="Bản của tôi"))
    theirs = draft.official
    theirs.provisions[2].text = "Bản của đồng nghiệp"
    register.revise_document(document_id=draft.pk, document=theirs, by=colleague, at=AT)
    form = page.xpath("//form[@data-save-form]")[0]

    shown = page_of(client.post(form.action, fields_of(form), follow=True))

    assert "Ngô Đồng Nghiệp đã lưu dự thảo" in words_of(shown)
    different = [[words_of(cell) for cell in row.findall("td")] for row in shown.find_class("is-different")]
    assert [left for left, _ in different if "đồng nghiệp" in left] == ["2. Bản của đồng nghiệp"]
    assert [right for _, right in different if "của tôi" in right] == ["1. Bản của tôi"]
    assert "Ngô Đồng Nghiệp đã lưu dự thảo này" in words_of(open_editor(client, draft))
    choice = next(form for form in shown.forms if "over" in form.fields)
    client.post(choice.action, fields_of(choice))
    draft.refresh_from_db()
    assert draft.official.provisions[1].text == "Bản của tôi"


def test_taking_theirs_ends_the_edit(client, draft, colleague):
    press(client, open_editor(client, draft), 1, "text", text="Bản của tôi")
    register.revise_document(document_id=draft.pk, document=plan(title="Của đồng nghiệp"), by=colleague, at=AT)
    shown = page_of(client.get(reverse("registry:document_edit_compare", args=[draft.pk])))

    taking = next(form for form in shown.forms if "Lấy bản vừa lưu" in words_of(form))
    client.post(taking.action, fields_of(taking))

    assert not Edit.objects.exists()
    draft.refresh_from_db()
    assert draft.title == "Của đồng nghiệp"


def test_a_submitted_document_is_shown_and_not_changed(client, draft, coordinator):
    page = open_editor(client, draft)
    press(client, page, 1, "text", text="Chưa kịp lưu")
    page = open_editor(client, draft)
    register.submit_document(document_id=draft.pk, by=coordinator, at=AT)

    refused = press(client, page, 1, "delete")
    shown = open_editor(client, draft)

    assert refused.status_code == 422
    assert "vẫn còn để đọc" in refused.content.decode()
    assert shown.xpath("//form[@data-outline-form]") == []
    assert "Chưa kịp lưu" in words_of(shown)


@pytest.mark.parametrize("person", ["stranger", "leader", "focal_point", "approver", "colleague"])
def test_the_edit_of_another_person_is_invisible(client, draft, signed_in, person, request):
    press(client, open_editor(client, draft), 1, "text", text="Chỉ tôi thấy")
    other = signed_in(request.getfixturevalue(person))

    answers = [
        other.get(reverse(f"registry:{name}", args=[draft.pk, *more]))
        for name, more in (
            ("document_edit", []),
            ("document_edit_preview", []),
            ("document_edit_findings", []),
            ("document_edit_pdf", []),
            ("document_edit_compare", []),
            ("document_edit_page", ["x", 1]),
        )
    ]

    assert all("Chỉ tôi thấy" not in answer.content.decode("latin-1") for answer in answers)
    if person != "colleague":
        assert {answer.status_code for answer in answers} == {404}
        assert other.post(reverse("registry:document_edit_act", args=[draft.pk])).status_code == 404
        assert other.post(reverse("registry:document_edit_save", args=[draft.pk])).status_code == 404
        assert other.post(reverse("registry:document_edit_discard", args=[draft.pk])).status_code == 404


def test_pages_are_pictures_that_change_with_the_text(client, draft):
    address = reverse("registry:document_edit_preview", args=[draft.pk])
    before = page_of(client.get(address, **SCRIPT))
    press(client, open_editor(client, draft), 1, "text", text="Chữ khác hẳn.")
    after = page_of(client.get(address, **SCRIPT))

    pictures = [client.get(picture_of(page)) for page in (before, after)]

    assert picture_of(before) != picture_of(after)
    assert [picture["Content-Type"] for picture in pictures] == ["image/png"] * 2
    assert all("no-store" in picture["Cache-Control"] for picture in pictures)
    with Image.open(BytesIO(pictures[1].content)) as picture:
        assert picture.width > 800
    assert len(after.xpath(".//img[contains(@src, '/trang/')]")) == 2
    assert client.get(reverse("registry:document_edit_page", args=[draft.pk, "x", 99])).status_code == 404


def test_pages_are_printed_once_for_the_same_content(client, draft, monkeypatch):
    printed = []
    real = previewing.render_pdf
    monkeypatch.setattr(previewing, "render_pdf", lambda *args, **kw: printed.append(1) or real(*args, **kw))
    address = reverse("registry:document_edit_preview", args=[draft.pk])

    page = page_of(client.get(address, **SCRIPT))
    client.get(address, **SCRIPT)
    client.get(picture_of(page))
    client.get(reverse("registry:document_edit_pdf", args=[draft.pk]))

    assert len(printed) == 1


def test_each_provision_knows_its_page(draft, coordinator):
    document = draft.official
    text = "Nội dung dài của khoản này được lặp lại cho đủ trang in. " * 12
    document.provisions = [
        Provision(number, f"{number + 1}.", f"Số {number}: {text}", ProvisionKind.CLAUSE) for number in range(12)
    ]
    register.revise_document(document_id=draft.pk, document=document, by=coordinator, at=AT)
    draft.refresh_from_db()

    preview = previewing.preview_of(draft, workspace_of(draft, coordinator).document, coordinator)

    pages = [preview.places[f"noi-dung:{number}"] for number in range(12)]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (1, len(preview.sizes) - 1)
    assert preview.places["phu-luc-1:1000000"] == len(preview.sizes)


def test_findings_of_the_format_stand_beside_the_pages(client, draft):
    address = reverse("registry:document_edit_findings", args=[draft.pk])
    assert "Không có điểm sai thể thức" in client.get(address, **SCRIPT).content.decode()

    document = draft.official
    document.signature.position = "CHÁNH VĂN PHÒNG"
    register.revise_document(document_id=draft.pk, document=document, by=draft.created_by, at=AT)

    shown = page_of(client.get(address, **SCRIPT))
    assert "F49" in words_of(shown)


def test_pages_have_an_address_of_their_own_without_script(client, draft):
    page = page_of(client.get(reverse("registry:document_edit_preview", args=[draft.pk])))

    assert words_of(page.find(".//h1")) == "Trang in"
    assert len(page.find_class("preview-page")) == 2


def test_a_long_draft_is_printed_and_checked_by_a_worker(
    client, draft, coordinator, monkeypatch, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(previewing, "LONGEST_AT_ONCE", 100)
    preview, findings, pdf = (
        reverse(f"registry:document_edit_{name}", args=[draft.pk]) for name in ("preview", "findings", "pdf")
    )

    with django_capture_on_commit_callbacks():
        waiting = client.get(preview, **SCRIPT).content.decode()
        assert client.get(pdf)["Location"] == preview
    assert "data-working" in waiting
    job = Job.objects.get(kind=PREVIEW_KIND)
    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.progress_done, job.progress_total) == ("done", 3, 3)
    assert len(page_of(client.get(preview, **SCRIPT)).find_class("preview-page")) == 2
    assert "Không có điểm sai thể thức" in client.get(findings, **SCRIPT).content.decode()
    assert client.get(pdf).content.startswith(b"%PDF")

    press(client, open_editor(client, draft), 1, "text", text="Đổi chữ")
    with django_capture_on_commit_callbacks():
        assert "data-working" in client.get(preview, **SCRIPT).content.decode()
    run_job(job_id=Job.objects.filter(kind=PREVIEW_KIND).latest("pk").pk)

    assert len(page_of(client.get(preview, **SCRIPT)).find_class("preview-page")) == 2
    assert sorted(path.suffix for path in tmp_path.rglob("*.*")) == [".json", ".pdf"]


@pytest.mark.parametrize("longest_at_once", [75_000, 100])
def test_text_that_no_font_has_is_named_in_place_of_the_pages(
    client, draft, monkeypatch, django_capture_on_commit_callbacks, settings, tmp_path, longest_at_once
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(previewing, "LONGEST_AT_ONCE", longest_at_once)
    press(client, open_editor(client, draft), 1, "text", text="Hoàn thành 😀")
    address = reverse("registry:document_edit_preview", args=[draft.pk])

    with django_capture_on_commit_callbacks():
        client.get(address, **SCRIPT)
    for job in Job.objects.filter(kind=PREVIEW_KIND):
        run_job(job_id=job.pk)

    page = client.get(address, **SCRIPT).content.decode()
    assert "😀" in page
    assert "data-working" not in page
    assert Job.objects.filter(kind=PREVIEW_KIND).count() == (1 if longest_at_once == 100 else 0)


def test_the_draft_opens_as_pdf(client, draft):
    response = client.get(reverse("registry:document_edit_pdf", args=[draft.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_a_table_is_opened_filled_and_lengthened(client, draft):
    closed = open_editor(client, draft, phan="phu-luc-1")
    item = first_item(closed)
    page = open_editor(client, draft, phan="phu-luc-1", bang=item)

    page = page_of(press(client, page, item, "row-add:0", **{"cell-1-1": "Rà soát thủ tục"}))
    shown = form_of(page, item)
    fields = fields_of(shown)

    assert fields["cell-1-1"] == "Rà soát thủ tục"
    assert fields["cell-2-0"] == ""
    assert "cell-4-3" in fields
    page = page_of(press(client, page, item, "column-delete:3"))
    assert "cell-1-3" not in fields_of(form_of(page, item))


def test_too_long_a_cell_is_told_and_not_lost(client, draft):
    item = first_item(open_editor(client, draft, phan="phu-luc-1"))
    page = open_editor(client, draft, phan="phu-luc-1", bang=item)

    response = press(client, page, item, "cells", **{"cell-1-1": "x" * 5000})

    assert response.status_code == 422
    assert fields_of(form_of(page_of(response), item))["cell-1-1"] == "x" * 5000


def test_an_empty_part_offers_the_first_provision(client, draft):
    page = open_editor(client, draft, phan="can-cu")
    form = page.find_class("outline-empty")[0]

    page = page_of(client.post(form.action, fields_of(form) | {"act": "add-below"}, follow=True))

    assert "text" in fields_of(form_of(page, 0))


def test_an_unknown_part_shows_the_text(client, draft):
    assert len(outline_of(open_editor(client, draft, phan="lạ", chon="x", bang="-1"))) == 6


def test_the_number_of_queries_does_not_grow_with_the_document(
    client, draft, coordinator, django_assert_max_num_queries
):
    press(client, open_editor(client, draft), 1, "text", text="Một bước")
    with django_assert_max_num_queries(14):
        open_editor(client, draft)
    document = draft.official
    document.provisions = [Provision(n, "-", f"Mục {n}", ProvisionKind.DASH) for n in range(300)]
    register.revise_document(document_id=draft.pk, document=document, by=coordinator, at=AT)
    client.post(reverse("registry:document_edit_discard", args=[draft.pk]))
    press(client, open_editor(client, draft), 1, "text", text="Một bước")

    with django_assert_max_num_queries(14):
        open_editor(client, draft)
