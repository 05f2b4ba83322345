"""What the scripts of the shell add for a person at the keyboard, and that nothing is lost without them."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.e2e.conftest import PASSWORD, PHONE, serious_barriers

pytestmark = pytest.mark.browser

ADD_PERSON = "/quan-tri/tai-khoan/them/"


def test_shell_at_the_keyboard(signed_in_as, complaints):
    page = signed_in_as("admin")
    page.goto("/quan-tri/tai-khoan/")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.locator(".top-bar summary").last.click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()

    assert serious_barriers(page, complaints) == []


def test_typed_text_outlives_an_ended_session(signed_in_as):
    page = signed_in_as("admin")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(ADD_PERSON)
    page.get_by_label("Họ và tên").press_sequentially("Nguyễn Thị Mới")
    page.wait_for_timeout(500)

    page.context.clear_cookies()
    page.goto(ADD_PERSON)
    page.get_by_label("Thư điện tử").fill("admin@demo.invalid")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Mới")
    page.get_by_role("button", name="Bỏ nội dung này").click()
    expect(page.get_by_label("Họ và tên")).to_have_value("")


def test_closing_an_account_asks_in_a_dialog_on_a_phone(signed_in_as):
    page = signed_in_as("admin", viewport=PHONE)
    person = User.objects.get(email="leader@demo.invalid")
    page.goto(f"/quan-tri/tai-khoan/{person.pk}/")

    page.get_by_role("link", name="Ngừng tài khoản").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ngừng tài khoản này?")
    dialog.get_by_role("button", name="Quay lại").click()
    expect(dialog).to_be_hidden()

    page.get_by_role("link", name="Ngừng tài khoản").click()
    dialog.get_by_role("button", name="Ngừng tài khoản").click()

    expect(page.get_by_text("Bấm Mở lại để hoàn tác")).to_be_visible()
    person.refresh_from_db()
    assert not person.is_active
