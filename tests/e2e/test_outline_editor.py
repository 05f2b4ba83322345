"""The outline editor in the browser: keys, mouse, a lost session, two windows, and the pages beside the outline."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import Agency
from documents.official import Provision, ProvisionKind
from registry.models import Edit, IssuedDocument
from registry.services import documents as register
from reports.services.demo_people import DEMO_DOMAIN, demo_user
from tests.documents.papers import appendix, plan
from tests.e2e.conftest import PASSWORD, PHONE, serious_barriers

pytestmark = pytest.mark.browser

K = ProvisionKind
OUTLINE = [
    Provision(0, "I.", "Mục đích, yêu cầu", K.SECTION, is_title=True),
    Provision(1, "1.", "Nâng cao nhận thức của cán bộ.", K.CLAUSE, parent=0),
    Provision(2, "2.", "Phân công rõ cơ quan chủ trì theo Phụ lục.", K.CLAUSE, parent=0),
    Provision(3, "II.", "Tổ chức thực hiện", K.SECTION, is_title=True),
    Provision(4, "1.", "Sở Nội vụ theo dõi, đôn đốc.", K.CLAUSE, parent=3),
    Provision(5, "2.", "Sở Tài chính bố trí kinh phí.", K.CLAUSE, parent=3),
]


@pytest.fixture
def draft(demo) -> IssuedDocument:
    person = demo_user("coordinator")
    issuer = Agency.objects.get(province=person.current_grants[0].province, code="SNV")
    document = plan(provisions=OUTLINE, appendices=[appendix()])
    return register.draft_document(document=document, issuer=issuer, by=person, at=timezone.now())


def open_editor(page: Page, draft: IssuedDocument) -> None:
    page.goto(f"/van-ban/{draft.pk}/sua/")
    expect(page.locator(".editor.has-script")).to_have_count(1)


def text(page: Page, item: int):
    return page.locator(f"#chu-{item}")


def handle(page: Page, item: int):
    return page.locator(f"#muc-{item} [data-handle]")


def lines(page: Page) -> list[str]:
    return page.locator("[data-item]").evaluate_all(
        "items => items.map(item => '  '.repeat(item.dataset.level - 1) + (item.querySelector('.outline-marker')"
        ".firstChild.nodeValue ?? '').trim() + ' ' + (item.querySelector('[data-text]')?.value ?? '').slice(0, 12))"
    )


def is_kept(page: Page) -> None:
    """Nothing is on its way any more."""
    expect(page.locator(".is-unsaved")).to_have_count(0)
    expect(page.locator("[data-workspace][aria-busy]")).to_have_count(0)


def test_a_coordinator_writes_with_the_keyboard_alone(signed_in_as, draft, complaints):
    page = signed_in_as("coordinator")
    open_editor(page, draft)

    text(page, 1).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Rà soát tiêu chí thành phần.")
    is_kept(page)
    expect(text(page, 6)).to_be_focused()
    assert lines(page)[1:4] == ["  1. Nâng cao nhậ", "  2. Rà soát tiêu", "  3. Phân công rõ"]

    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#muc-6 .outline-marker")).to_have_text("a)")
    expect(text(page, 6)).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#muc-6 .outline-marker")).to_have_text("2.")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#muc-6 .outline-marker")).to_have_text("1.")

    page.keyboard.press("Escape")
    expect(handle(page, 6)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(page.locator("#muc-1")).to_have_count(0)
    assert lines(page)[1:3] == ["  1. Rà soát tiêu", "  2. Phân công rõ"]
    page.keyboard.press("Control+z")
    expect(page.locator("#muc-1")).to_have_count(1)
    page.keyboard.press("Control+y")
    expect(page.locator("#muc-1")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("#muc-1")).to_have_count(1)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("thụt vào, đưa ra một cấp")
    page.keyboard.press("Escape")
    assert serious_barriers(page, complaints) == []

    page.get_by_role("button", name="Lưu vào dự thảo").click()
    expect(page.get_by_text("Đã lưu bản sửa vào dự thảo.")).to_be_visible()
    draft.refresh_from_db()
    assert [item.text[:7] for item in draft.official.provisions[1:4]] == ["Rà soát", "Nâng ca", "Phân cô"]
    assert not Edit.objects.exists()


def test_tab_leaves_every_field(signed_in_as, draft):
    page = signed_in_as("coordinator")
    open_editor(page, draft)

    text(page, 1).focus()
    page.keyboard.press("Tab")
    expect(handle(page, 2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(text(page, 2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(handle(page, 2)).to_be_focused()


def test_words_typed_before_the_answer_go_to_the_new_provision(signed_in_as, draft):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    page.route("**/sua/viec/", lambda route: (page.wait_for_timeout(400), route.continue_()))

    text(page, 1).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Gõ liền tay")
    is_kept(page)

    assert (text(page, 1).input_value(), text(page, 6).input_value()) == (OUTLINE[1].text, "Gõ liền tay")


def test_a_provision_is_dragged_with_the_mouse(signed_in_as, draft):
    page = signed_in_as("coordinator")
    open_editor(page, draft)

    drag(page, 5, 1, 0.1)
    expect(page.locator("#muc-5 .outline-marker")).to_have_text("1.")
    assert lines(page)[:4] == [
        "I. Mục đích, yê",
        "  1. Sở Tài chính",
        "  2. Nâng cao nhậ",
        "  3. Phân công rõ",
    ]
    drag(page, 5, 4, 0.5)
    expect(page.locator("#muc-5 .outline-marker")).to_have_text("a)")
    assert lines(page)[-2:] == ["  1. Sở Nội vụ th", "    a) Sở Tài chính"]


def drag(page: Page, item: int, onto: int, share: float) -> None:
    start, end = handle(page, item).bounding_box(), page.locator(f"#muc-{onto} .outline-line").bounding_box()
    page.mouse.move(start["x"] + 6, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 16, start["y"] + 16, steps=3)
    page.mouse.move(end["x"] + 120, end["y"] + end["height"] * share, steps=6)
    page.mouse.up()
    is_kept(page)


def test_the_tools_act_on_the_chosen_provision(signed_in_as, draft):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    tools = page.get_by_role("toolbar")

    text(page, 2).click()
    tools.get_by_role("button", name="Chuyển lên").click()
    expect(page.locator("#muc-2 .outline-marker")).to_have_text("1.")
    expect(tools.get_by_role("button", name="Chuyển lên")).to_be_focused()
    tools.get_by_label("Loại của mục đang chọn").select_option("Gạch đầu dòng (-)")
    expect(page.locator("#muc-2 .outline-marker")).to_have_text("-")
    tools.get_by_role("button", name="Thêm bảng bên dưới").click()
    page.get_by_role("link", name="Sửa bảng").click()
    page.get_by_label("Hàng 2, cột 2").fill("Rà soát")
    is_kept(page)
    page.get_by_role("button", name="Thêm hàng dưới hàng 2").click()
    expect(page.get_by_label("Hàng 4, cột 1")).to_be_visible()
    expect(page.get_by_label("Hàng 2, cột 2")).to_have_value("Rà soát")


def test_the_pages_follow_what_is_written_and_stay_where_they_were(signed_in_as, draft):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    picture = page.get_by_role("img", name="Trang 1 trên 2")
    expect(picture).to_be_visible(timeout=30_000)
    # The findings come after the pages and push them down: what is seen stays where it was only afterwards.
    expect(page.locator("[data-preview-findings] .status")).to_be_visible(timeout=30_000)
    before = picture.get_attribute("src")
    seen = page.request.get(before).body()
    page.locator("[data-preview]").evaluate("pane => { pane.scrollTop = 120; }")

    text(page, 1).fill("Chữ khác hẳn để thấy trang đổi.")

    expect(picture).not_to_have_attribute("src", before, timeout=30_000)
    assert page.request.get(picture.get_attribute("src")).body() != seen
    assert page.locator("[data-preview]").evaluate("pane => pane.scrollTop") == 120


@pytest.mark.parametrize("gone", [{"name": "sessionid"}, {}], ids=["session", "every cookie"])
def test_typed_words_outlive_an_ended_session(signed_in_as, draft, complaints, gone):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    page.context.clear_cookies(**gone)

    text(page, 1).fill("Gõ khi phiên đã hết.")
    page.wait_for_url("**/dang-nhap/**")
    page.get_by_label("Thư điện tử").fill(f"coordinator@{DEMO_DOMAIN}")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.get_by_text("Đã lấy lại nội dung đang nhập dở trên máy này.")).to_be_visible()
    expect(text(page, 1)).to_have_value("Gõ khi phiên đã hết.")
    text(page, 1).press("Control+End")
    text(page, 1).press("!")
    is_kept(page)
    assert Edit.objects.get().steps.last().content["provisions"][1]["text"] == "Gõ khi phiên đã hết.!"
    # The refusal for want of a cookie is noted by the browser.
    assert [complaint for complaint in complaints if "403" not in complaint] == []
    complaints.clear()


def test_words_wait_for_the_network(signed_in_as, draft, complaints):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    page.context.set_offline(True)
    text(page, 1).fill("Gõ khi mất mạng.")
    expect(page.get_by_text("mất kết nối").first).to_be_visible()

    page.context.set_offline(False)

    is_kept_later = page.locator(".is-unsaved")
    expect(is_kept_later).to_have_count(0, timeout=15_000)
    assert Edit.objects.get().steps.last().content["provisions"][1]["text"] == "Gõ khi mất mạng."
    # The browser notes every call that did not get through.
    complaints.clear()


def test_an_older_window_is_told_and_keeps_the_typed_words(signed_in_as, draft, complaints):
    page = signed_in_as("coordinator")
    open_editor(page, draft)
    other = page.context.new_page()
    open_editor(other, draft)
    handle(other, 5).press("Delete")
    expect(other.locator("#muc-5")).to_have_count(0)

    text(page, 1).fill("Gõ ở cửa sổ cũ")

    expect(page.get_by_role("alert")).to_contain_text("đã thay đổi ở cửa sổ khác")
    expect(page.locator("#muc-5")).to_have_count(0)
    expect(text(page, 1)).to_have_value("Gõ ở cửa sổ cũ")
    # Refused once and shown; on the fresh outline the words are then kept.
    is_kept(page)
    assert Edit.objects.get().steps.last().content["provisions"][1]["text"] == "Gõ ở cửa sổ cũ"
    assert [complaint for complaint in complaints if "409" not in complaint] == []
    complaints.clear()


def test_on_a_phone_outline_and_pages_take_turns(signed_in_as, draft, complaints):
    page = signed_in_as("coordinator", viewport=PHONE)
    open_editor(page, draft)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert serious_barriers(page, complaints) == []

    page.get_by_role("link", name="Xem trang in").first.click()
    expect(page.get_by_role("img", name="Trang 1 trên 2")).to_be_visible(timeout=30_000)
    expect(text(page, 1)).to_be_hidden()
    assert serious_barriers(page, complaints) == []

    page.get_by_role("link", name="Soạn", exact=True).click()
    text(page, 2).tap()
    page.get_by_role("button", name="Thụt vào một cấp").tap()
    expect(page.locator("#muc-2 .outline-marker")).to_have_text("a)")
