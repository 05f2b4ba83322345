"""The parts of a page, drawn as their users draw them."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template

from accounts.components import STATUS_LOOKS
from accounts.forms.mixins import FormActionsMixin
from assignments.enums import DutyStatus
from config.navigation import ADMINISTRATION, ENTRIES

ROOT = Path(settings.BASE_DIR)


def draw(source, rf=None, path="/", **context):
    if rf is not None:
        context["request"] = rf.get(path)
    return Template("{% load components %}" + source).render(Context(context))


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_status_of_a_duty_has_a_look_of_its_own():
    assert set(STATUS_LOOKS) == set(DutyStatus.values)
    assert [look.word for look in STATUS_LOOKS.values()] == [DutyStatus(value).label for value in STATUS_LOOKS]
    assert len({(look.icon, look.tone) for look in STATUS_LOOKS.values()}) == len(STATUS_LOOKS)


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        (DutyStatus.DUE_SOON, 3, "Sắp đến hạn còn 3 ngày làm việc"),
        (DutyStatus.DUE_SOON, 0, "Sắp đến hạn hạn hôm nay"),
        (DutyStatus.OVERDUE, 5, "Quá hạn chậm 5 ngày"),
        (DutyStatus.OVERDUE, 2427, "Quá hạn chậm 2.427 ngày"),
        (DutyStatus.DONE_LATE, 2, "Hoàn thành chậm chậm 2 ngày"),
        (DutyStatus.SUBMITTED, 4, "Đã nộp, chờ duyệt"),
        (DutyStatus.NOT_STARTED, None, "Chưa bắt đầu"),
    ],
)
def test_status_is_said_in_words(status, days, words):
    assert words_of(draw("{% status_badge status days=days %}", status=status, days=days)) == words


def test_every_picture_named_is_in_the_sprite():
    listed = set((ROOT / "static/icons.txt").read_text(encoding="utf-8").split())
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r"""{% icon "([\w-]+)"|icon_name="([\w-]+)\"""", templates))
    used = {name for pair in named for name in pair if name}
    used |= {look.icon for look in STATUS_LOOKS.values()} | {entry.icon for entry in [*ENTRIES, *ADMINISTRATION]}

    assert used - listed == set()


def test_text_in_a_component_is_escaped():
    assert "<b>" not in draw('{% empty_state text text action_label=text action_url="/" %}', text="<b>x</b>")
    assert "<b>" not in draw("{% icon text label=text %}", text="<b>x</b>")


def test_progress_not_reported_is_not_zero():
    assert words_of(draw("{% progress_bar None %}")) == "chưa báo cáo"
    assert words_of(draw("{% progress_bar 0 %}")) == "0 0 %"


def test_pages_keep_the_filters(rf):
    page = Paginator(range(100), 10).page(2)

    html = draw("{% pagination page_obj %}", rf, "/?q=papi&page=2", page_obj=page)

    assert 'href="?q=papi&amp;page=3"' in html
    assert 'href="?q=papi&amp;page=1"' in html
    assert "11–20 trong 100 dòng" in words_of(html)


class DutyFilter(forms.Form):
    q = forms.CharField(label="Từ khóa", required=False)
    state = forms.ChoiceField(label="Trạng thái", choices=[("overdue", "Quá hạn")], required=False)
    day = forms.DateField(label="Ngày", required=False)


def test_chips_name_the_filters_in_force_and_take_each_away(rf):
    query = "q=papi&state=overdue&day=31/12/2026&page=4"
    request = rf.get(f"/?{query}")

    html = draw("{% filter_chips form count=7 noun='việc' %}", rf, f"/?{query}", form=DutyFilter(request.GET))

    assert words_of(html).startswith("7 việc Từ khóa: papi Trạng thái: Quá hạn Ngày: 31/12/2026")
    assert 'href="?q=papi&amp;day=31%2F12%2F2026"' in html
    assert 'href="."' in html


class PaperForm(FormActionsMixin, forms.Form):
    name = forms.CharField(label="Tên văn bản")
    day = forms.DateField(label="Ngày ban hành")
    kind = forms.ChoiceField(label="Loại", choices=[("KH", "Kế hoạch")], error_messages={"required": "Chọn loại đi."})

    submit_label = "Lưu"
    cancel_url = "/quay-lai/?a=1&b=2"
    draft_key = "paper"

    def clean(self):
        raise forms.ValidationError("Số văn bản đã có.")


def draw_form(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_errors_are_summed_up_above_with_links_to_their_fields():
    html = draw_form(PaperForm({"day": "31/02/2026"}))

    assert '<a href="#id_name">Tên văn bản: Hãy nhập mục này.</a>' in html
    assert '<a href="#id_day">Ngày ban hành: Ngày không có trong lịch hoặc chưa đúng mẫu' in html
    assert "Số văn bản đã có." in html
    assert "Còn 4 chỗ phải sửa" in html
    # A form's own sentence goes before the house's.
    assert "Loại: Chọn loại đi." in html


def test_form_is_sent_once_and_keeps_what_is_typed():
    html = draw_form(PaperForm())

    assert "data-disable-on-submit" in html
    assert 'data-keep-draft="paper"' in html
    assert 'href="/quay-lai/?a=1&amp;b=2"' in html
    assert "error-summary" not in html
    assert "style=" not in html


def test_gallery_is_for_builders_only(signed_in, person_with, settings):
    client = signed_in(person_with())

    settings.DEMO = False
    closed = client.get("/thu-vien-giao-dien/")
    settings.DEMO = True
    opened = client.get("/thu-vien-giao-dien/")

    assert (closed.status_code, opened.status_code) == (404, 200)
