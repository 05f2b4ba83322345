"""A plan comes in: what is read, what is refused, and that nothing counts before a person confirms."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.roles import Role
from plans.enums import DraftState, ImportState, MatchKind
from plans.models import DraftTask, Plan, PlanImport, Task
from plans.services import confirming, importing, reviewing
from tests import factories
from tests.plans.conftest import REAL_PLANS, SAMPLES


def expected(file_name: str) -> dict:
    return json.loads((SAMPLES / file_name.replace(".txt", ".expected.json")).read_text("utf-8"))


@pytest.mark.parametrize(("file_name", "slug"), REAL_PLANS)
def test_a_real_plan_waits_for_review_with_the_tasks_it_orders(take_in, file_name, slug):
    plan_import = take_in(file_name, slug)

    assert plan_import.state == ImportState.REVIEW
    assert plan_import.title == expected(file_name)["title"]
    # Items of one group may be answered by one merged task (LABELS.md).
    labels = expected(file_name)["tasks"]
    merged = len({label.get("group", number) for number, label in enumerate(labels)})
    assert merged <= plan_import.draft_tasks.count() <= len(labels)
    assert not Plan.objects.exists()
    assert not Task.objects.exists()


@pytest.mark.parametrize(("file_name", "slug"), REAL_PLANS)
def test_names_of_a_real_plan_meet_known_agencies_but_for_those_that_name_nobody(take_in, file_name, slug):
    vague = {
        "các cơ quan có liên quan",
        "các cơ quan, đơn vị liên quan",
        "Các ngành",
        "các cấp",
        "Các ngành, các cấp",
        "Các đơn vị được UBND tỉnh giao làm đầu mối tham mưu thực hiện các nhiệm vụ nâng cao hiệu quả quản trị "
        "và hành chính công tỉnh",
    }

    unmatched = set(reviewing.unmatched_names(take_in(file_name, slug)))

    assert unmatched <= vague


def test_each_draft_stands_beside_the_lines_it_was_read_from(take_in):
    plan_import = take_in("000_0072ae9554e38013.txt")
    lines = plan_import.parsed["source_lines"]

    for draft in plan_import.draft_tasks.all():
        source = " ".join(lines[draft.first_line - 1 : draft.last_line])
        assert draft.text[:30] in source


def test_a_department_that_has_merged_since_is_found_on_the_plans_date(take_in):
    plan_import = take_in("000_0072ae9554e38013.txt")

    row = plan_import.draft_tasks.get(text__startswith="Chuẩn bị báo cáo sơ kết công tác").agencies.get()

    assert (row.agency.code, row.match) == ("SKHDT", MatchKind.EXACT)


def test_the_same_file_is_refused_and_says_where_it_is(take_in):
    first = take_in("000_0072ae9554e38013.txt")

    with pytest.raises(importing.PlanAlreadyImported) as refused:
        take_in("000_0072ae9554e38013.txt")

    assert refused.value.plan_import == first
    assert PlanImport.objects.count() == 1


def test_a_discarded_file_may_come_in_again(take_in, planner):
    first = take_in("000_0072ae9554e38013.txt")
    importing.discard_import(import_id=first.pk, by=planner, at=timezone.now())

    assert take_in("000_0072ae9554e38013.txt").pk != first.pk


def zip_of(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def scanned_pdf() -> bytes:
    """Two pages without a letter, as a scanner makes them."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("file_name", "data", "words"),
    [
        ("trong.txt", b"", "không có nội dung"),
        ("bom.docx", zip_of("word/document.xml", b"0" * 60_000_000), ""),
        ("nen.docx", zip_of("ghi-chu.txt", b"abc"), "không phải văn bản Word"),
        ("hong.docx", b"PK\x03\x04" + b"\x00" * 200, ""),
        ("to.txt", b"a" * 30_000_000, "vượt mức 20 MB"),
        ("anh.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "không phải là văn bản"),
        ("hong.pdf", b"%PDF-1.7\nnothing", ""),
        ("quet.pdf", scanned_pdf(), "không có chữ"),
        ("english.txt", b"The quick brown fox jumps over the lazy dog. " * 20, "tiếng Việt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_advice_and_leaves_nothing(take_in, file_name, data, words):
    with pytest.raises(importing.PlanImportError) as refused:
        take_in(file_name, data=data)

    message = " ".join(refused.value.messages)
    assert words in message
    assert "Hãy" in message
    assert not PlanImport.objects.exists()
    assert not DraftTask.objects.exists()


def test_text_in_windows_1258_reads_as_the_same_plan(take_in):
    text = (SAMPLES / "003_b152130177d1810b.txt").read_text("utf-8")
    decomposed = _as_windows_1258(text)

    plan_import = take_in("cu.txt", "khanh-hoa", data=decomposed)

    assert plan_import.title == expected("003_b152130177d1810b.txt")["title"]
    assert plan_import.draft_tasks.count() == 10


def _as_windows_1258(text: str) -> bytes:
    """Windows-1258 writes the tone as a mark of its own after the vowel."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        tone = "".join(mark for mark in parts if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out.append(base + tone)
    return "".join(out).encode("cp1258", errors="replace")


def test_a_focal_point_may_not_take_plans_in(hung_yen):
    officer = factories.make_person(Role.FOCAL_POINT, hung_yen, hung_yen.agencies.get(code="SYT"))

    with pytest.raises(PermissionDenied):
        importing.start_import(province=hung_yen, file_name="a.txt", data=b"x", by=officer, at=timezone.now())


def accept_and_confirm(plan_import: PlanImport, by) -> Plan:
    reviewing.accept_all(import_id=plan_import.pk, by=by, at=timezone.now())
    return confirming.confirm_import(import_id=plan_import.pk, by=by, at=timezone.now())


@pytest.mark.parametrize(("file_name", "slug"), REAL_PLANS)
def test_a_confirmed_import_is_a_plan_with_its_head_and_tasks(take_in, planner, file_name, slug):
    label = expected(file_name)
    plan_import = take_in(file_name, slug)

    plan = accept_and_confirm(plan_import, planner)

    assert (plan.number or None, plan.symbol, plan.title) == (label["number"], label["symbol"], label["title"])
    assert (plan.issued_on.isoformat() if plan.issued_on else None) == label["date"]
    assert plan.tasks.count() == plan_import.draft_tasks.count()
    assert {index.short_name.upper() for index in plan.indices.all()} == set(label["indices"])
    assert AuditEvent.objects.about(plan).count() == 1


def test_a_draft_without_a_day_looks_agencies_up_in_its_month(take_in, planner):
    plan = accept_and_confirm(take_in("002_a33ec1afb35c387e.txt", "dong-thap"), planner)

    assert (plan.issued_on, plan.effective_on.isoformat()) == (None, "2024-04-01")


def test_confirming_twice_gives_one_plan(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    first = accept_and_confirm(plan_import, planner)

    second = confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())

    assert second == first
    assert Plan.objects.count() == 1


def test_an_undecided_task_holds_the_plan_back(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")

    with pytest.raises(confirming.TasksUndecided):
        confirming.confirm_import(import_id=plan_import.pk, by=planner, at=timezone.now())

    assert not Plan.objects.exists()


def test_another_file_with_the_same_number_is_refused(take_in, planner):
    accept_and_confirm(take_in("000_0072ae9554e38013.txt"), planner)
    text = (SAMPLES / "000_0072ae9554e38013.txt").read_bytes() + b"\n\n"
    second = take_in("ban-khac.txt", data=text)

    with pytest.raises(confirming.PlanNumberTaken):
        accept_and_confirm(second, planner)

    assert Plan.objects.count() == 1


def test_tasks_serve_the_dimension_their_heading_quotes(take_in, planner):
    plan = accept_and_confirm(take_in("001_3033c6bec59dec3f.txt"), planner)

    task = plan.tasks.get(text__contains="chất lượng cung cấp dịch vụ y tế công lập")

    assert [criterion.code for criterion in task.criteria.all()] == ["PAPI.6"]


def test_measures_nobody_owns_are_offered_to_the_agencies_of_their_dimension(take_in, planner):
    plan = accept_and_confirm(take_in("001_3033c6bec59dec3f.txt"), planner)

    measure = plan.measures.filter(criterion__code="PAPI.8").first()

    assert measure.proposed_lead == ["Sở Thông tin và Truyền thông"]


def words(**changes) -> reviewing.TaskWords:
    return reviewing.TaskWords(**{"text": "Chuẩn bị báo cáo", "lead": ["Sở Nội vụ"]} | changes)


def test_an_edited_task_is_accepted_under_its_new_words_and_agencies(take_in, planner):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()

    reviewing.edit_draft(draft_id=draft.pk, words=words(lead=["Sở Y tế", "Sở Tư pháp"]), by=planner, at=timezone.now())

    draft.refresh_from_db()
    assert (draft.text, draft.state) == ("Chuẩn bị báo cáo", DraftState.ACCEPTED)
    assert [row.agency.code for row in draft.agencies.all()] == ["SYT", "STP"]


def test_a_row_changed_by_a_colleague_is_not_overwritten(take_in, planner):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()
    shown = reviewing.fingerprint_of(draft)
    reviewing.edit_draft(draft_id=draft.pk, words=words(text="Bản của đồng nghiệp"), by=planner, at=timezone.now())

    with pytest.raises(reviewing.DraftChangedMeanwhile):
        reviewing.edit_draft(draft_id=draft.pk, words=words(), fingerprint=shown, by=planner, at=timezone.now())

    draft.refresh_from_db()
    assert draft.text == "Bản của đồng nghiệp"


def test_a_task_without_a_lead_agency_is_not_saved(take_in, planner):
    draft = take_in("000_0072ae9554e38013.txt").draft_tasks.first()

    with pytest.raises(reviewing.TaskNeedsLead):
        reviewing.edit_draft(draft_id=draft.pk, words=words(lead=[" "]), by=planner, at=timezone.now())


def test_a_task_added_by_hand_stands_in_the_plan(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    reviewing.add_draft(import_id=plan_import.pk, words=words(), by=planner, at=timezone.now())

    plan = accept_and_confirm(plan_import, planner)

    assert plan.tasks.last().text == "Chuẩn bị báo cáo"


def test_a_dropped_task_does_not_stand_in_the_plan(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    reviewing.drop_draft(draft_id=plan_import.draft_tasks.first().pk, by=planner, at=timezone.now())

    plan = accept_and_confirm(plan_import, planner)

    assert plan.tasks.count() == 12


def test_nothing_can_be_decided_after_confirming(take_in, planner):
    plan_import = take_in("000_0072ae9554e38013.txt")
    accept_and_confirm(plan_import, planner)

    with pytest.raises(importing.ImportClosed):
        reviewing.drop_draft(draft_id=plan_import.draft_tasks.first().pk, by=planner, at=timezone.now())


def test_a_stranger_gets_no_plan_from_a_confirmed_import(take_in, planner, other_officer):
    plan_import = take_in("000_0072ae9554e38013.txt")
    accept_and_confirm(plan_import, planner)

    with pytest.raises(PermissionDenied):
        confirming.confirm_import(import_id=plan_import.pk, by=other_officer, at=timezone.now())


@pytest.fixture
def other_officer(hung_yen):
    return factories.make_person(Role.FOCAL_POINT, hung_yen, hung_yen.agencies.get(code="SYT"))


def test_the_day_of_an_early_upload_is_told_as_in_vietnam(hung_yen, planner):
    data = (SAMPLES / "000_0072ae9554e38013.txt").read_bytes()
    early = factories.moment(date(2026, 3, 2), hour=6)
    importing.start_import(province=hung_yen, file_name="a.txt", data=data, by=planner, at=early)

    with pytest.raises(importing.PlanAlreadyImported, match="02/03/2026"):
        importing.start_import(province=hung_yen, file_name="a.txt", data=data, by=planner, at=early)
