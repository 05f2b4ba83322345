"""Two hundred invitations: every person gets one, none is printed twice, and what fails holds up nobody."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pypdfium2 as pdfium
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from documents.composing.invitation import Invitee
from documents.official import OfficialDocument, Provision, ProvisionKind
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_job, sweep_jobs
from registry.enums import BatchItemState
from registry.models import Batch, BatchItem
from registry.services import batches
from registry.services.batches import (
    BatchEnded,
    BatchStillRunning,
    NobodyInvited,
    NotAnInvitation,
    cancel_batch,
    print_item,
    progress_of,
    retry_batch,
    start_batch,
)
from tests.documents.papers import plan

PEOPLE = [
    Invitee("Ông", "Nguyễn Văn Ánh", "Giám đốc", "Sở Y tế"),
    Invitee("Bà", "Trần Thị Đào", "Chủ tịch", "Ủy ban nhân dân phường Phố Hiến"),
    Invitee("Ông/Bà", "=HYPERLINK(1)", "", "../Sở Nội vụ"),
]

pytestmark = pytest.mark.django_db


def invitation(**fields) -> OfficialDocument:
    """A Giấy mời with a paragraph that invites."""
    texts = [
        "Sở Nội vụ trân trọng kính mời các đồng chí đại biểu tới dự Hội nghị đánh giá kết quả các Chỉ số năm 2026.",
        "Thời gian: 8 giờ 00 phút, ngày 20 tháng 7 năm 2026.",
        "Địa điểm: Hội trường Sở Nội vụ.",
    ]
    provisions = [Provision(number, "", text, ProvisionKind.PARAGRAPH) for number, text in enumerate(texts)]
    values = {"type_code": "GM", "type_name": "GIẤY MỜI", "title": "Dự Hội nghị đánh giá", "symbol": "GM-SNV"}
    return plan(**(values | {"provisions": provisions} | fields))


@pytest.fixture
def document(document_in):
    return document_in("issued", document=invitation())


@pytest.fixture
def start(document, coordinator, django_capture_on_commit_callbacks):
    """`start(people)` asks for a batch; its jobs run at once unless `runs=False`."""

    def start_with(people=tuple(PEOPLE), *, runs: bool = True) -> Batch:
        with django_capture_on_commit_callbacks(execute=runs):
            batch = start_batch(document_id=document.pk, invitees=people, by=coordinator, at=timezone.now())
        return Batch.objects.get(pk=batch.pk)

    return start_with


def texts(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def content(file) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def test_each_person_has_a_page_in_the_order_of_the_list(start):
    batch = start()

    pages = texts(content(batch.joined_file))
    assert batch.finished_at is not None
    assert [person.name in page for person, page in zip(PEOPLE, pages, strict=True)] == [True, True, True]
    assert "trân trọng kính mời Ông Nguyễn Văn Ánh, Giám đốc Sở Y tế, tới dự Hội nghị" in pages[0]
    assert progress_of(batch).done == 3


def test_the_archive_has_a_file_for_each_person_under_a_harmless_name(start):
    batch = start()

    with zipfile.ZipFile(io.BytesIO(content(batch.archive_file))) as archive:
        assert archive.namelist() == ["001-Nguyen-Van-Anh.pdf", "002-Tran-Thi-Dao.pdf", "003-Hyperlink-1.pdf"]
        assert archive.read("002-Tran-Thi-Dao.pdf") == content(batch.items.get(order=2).file)


def test_every_copy_is_checked(start):
    batch = start()

    item = batch.items.get(order=1)
    assert (item.state, item.pages, len(item.sha256)) == (BatchItemState.DONE, 1, 64)
    assert [finding for finding in item.findings if finding["level"] == "E"] == []


def test_the_copies_are_those_of_the_moment_of_asking(document_in, coordinator):
    draft = document_in("draft", document=invitation())
    batch = start_batch(document_id=draft.pk, invitees=PEOPLE[:1], by=coordinator, at=timezone.now())
    changed = invitation(title="Dự cuộc họp khác")

    from registry.services.documents import revise_document

    revise_document(document_id=draft.pk, document=changed, by=coordinator, at=timezone.now())
    run_all(batch)

    batch.refresh_from_db()
    assert "Dự Hội nghị đánh giá" in texts(content(batch.joined_file))[0]


def run_all(batch: Batch) -> None:
    """Run the jobs of the batch as a worker would, and those they ask for."""
    while waiting := list(batch.jobs.filter(state=JobState.WAITING).order_by("pk")):
        for job in waiting:
            run_job(job_id=job.pk)


def test_work_is_parted_so_that_workers_share_it(start, monkeypatch):
    monkeypatch.setattr(batches, "ITEMS_PER_JOB", 2)

    batch = start(runs=False)

    assert [len(job.arguments["items"]) for job in batch.jobs.order_by("pk")] == [2, 1]


def test_a_part_that_runs_twice_prints_nothing_twice(start, monkeypatch):
    batch = start(runs=False)
    drawn = []
    render = batches.render_pdf
    monkeypatch.setattr(batches, "render_pdf", lambda *args, **kwargs: drawn.append(1) or render(*args, **kwargs))
    run_all(batch)
    files = list(batch.items.order_by("order").values_list("file", "sha256"))

    for job in batch.jobs.all():
        Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
        run_job(job_id=job.pk)

    assert len(drawn) == 3
    assert list(batch.items.order_by("order").values_list("file", "sha256")) == files


def test_one_copy_that_fails_holds_up_nobody_and_alone_is_repeated(start, monkeypatch, coordinator, caplog):
    render = batches.render_pdf

    def fails_for_one(document, **kwargs):
        if any("Trần Thị Đào" in provision.text for provision in document.provisions):
            raise RuntimeError("máy in hỏng")
        return render(document, **kwargs)

    batch = start(runs=False)
    monkeypatch.setattr(batches, "render_pdf", fails_for_one)
    run_all(batch)
    batch.refresh_from_db()
    failed = batch.items.get(order=2)
    assert failed.state == BatchItemState.FAILED
    assert failed.error.startswith("Chưa in được do lỗi phần mềm (RuntimeError).")
    assert len(texts(content(batch.joined_file))) == 2
    before = dict(batch.items.values_list("order", "file"))
    caplog.clear()

    drawn = []
    monkeypatch.setattr(batches, "render_pdf", lambda *args, **kwargs: drawn.append(1) or render(*args, **kwargs))
    retry_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
    run_all(batch)

    batch.refresh_from_db()
    after = dict(batch.items.values_list("order", "file"))
    assert len(drawn) == 1
    assert (after[1], after[3]) == (before[1], before[3])
    assert len(texts(content(batch.joined_file))) == 3


def test_a_part_given_up_by_its_workers_is_printed_by_the_retry(start, coordinator, monkeypatch):
    monkeypatch.setattr(batches, "ITEMS_PER_JOB", 1)
    batch = start(runs=False)
    first, *others = batch.jobs.order_by("pk")
    for job in others:
        run_job(job_id=job.pk)
    Job.objects.filter(pk=first.pk).update(state=JobState.FAILED, error="Việc bị ngắt giữa chừng quá nhiều lần.")
    assert (progress_of(batch).waiting, progress_of(batch).is_running) == (1, False)

    retry_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
    run_all(batch)

    batch.refresh_from_db()
    assert len(texts(content(batch.joined_file))) == 3


def test_a_worker_that_died_is_followed_by_another_that_prints_the_rest(start, monkeypatch):
    batch = start(runs=False)
    job = batch.jobs.get()
    print_item(item_id=job.arguments["items"][0], document=batch.official, at=timezone.now())
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1, lease_until=timezone.now())
    drawn = []
    render = batches.render_pdf
    monkeypatch.setattr(batches, "render_pdf", lambda *args, **kwargs: drawn.append(1) or render(*args, **kwargs))

    sweep_jobs()
    run_all(batch)

    batch.refresh_from_db()
    assert len(drawn) == 2
    assert len(texts(content(batch.joined_file))) == 3


def test_what_is_printed_stays_after_a_cancel(start, coordinator, monkeypatch):
    monkeypatch.setattr(batches, "ITEMS_PER_JOB", 1)
    batch = start(runs=False)
    run_job(job_id=batch.jobs.order_by("pk")[0].pk)

    cancel_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
    run_all(batch)

    batch.refresh_from_db()
    progress = progress_of(batch)
    assert (progress.done, progress.cancelled, progress.waiting, progress.is_running) == (1, 2, 0, False)
    assert len(texts(content(batch.joined_file))) == 1
    with pytest.raises(BatchEnded):
        cancel_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
    with pytest.raises(BatchEnded):
        retry_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())


def test_a_copy_cancelled_while_it_is_drawn_is_not_kept(start, coordinator, monkeypatch):
    batch = start(runs=False)
    render = batches.render_pdf

    def cancelled_meanwhile(*args, **kwargs):
        printed = render(*args, **kwargs)
        cancel_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
        return printed

    monkeypatch.setattr(batches, "render_pdf", cancelled_meanwhile)
    run_job(job_id=batch.jobs.get().pk)

    assert set(batch.items.values_list("state", "file")) == {(BatchItemState.CANCELLED, "")}


def test_nothing_is_repeated_while_workers_are_at_it(start, coordinator):
    with pytest.raises(BatchStillRunning):
        retry_batch(batch_id=start(runs=False).pk, by=coordinator, at=timezone.now())


def test_nothing_is_repeated_when_all_is_printed(start, coordinator):
    with pytest.raises(BatchEnded):
        retry_batch(batch_id=start().pk, by=coordinator, at=timezone.now())


def test_a_joining_that_was_given_up_can_be_asked_for_again(start, coordinator):
    batch = start(runs=False)
    run_job(job_id=batch.jobs.get().pk)
    Job.objects.filter(kind=batches.JOIN_KIND).update(state=JobState.FAILED)

    retry_batch(batch_id=batch.pk, by=coordinator, at=timezone.now())
    run_all(batch)

    batch.refresh_from_db()
    assert len(texts(content(batch.joined_file))) == 3


def test_a_button_pressed_twice_starts_one_batch(start):
    assert start(runs=False) == start(runs=False)
    assert start(PEOPLE[:2], runs=False) != start(runs=False)


def test_who_may_not_prepare_the_document_may_not_print_it(document, focal_point, stranger, leader):
    for person in (focal_point, stranger, leader):
        with pytest.raises(PermissionDenied):
            start_batch(document_id=document.pk, invitees=PEOPLE, by=person, at=timezone.now())
    assert Batch.objects.count() == 0


def test_only_a_paper_that_invites_is_printed_for_many(document_in, document, coordinator):
    with pytest.raises(NotAnInvitation):
        start_batch(document_id=document_in("draft").pk, invitees=PEOPLE, by=coordinator, at=timezone.now())
    silent = document_in("draft", document=invitation(provisions=plan().provisions))
    with pytest.raises(NotAnInvitation, match="kính mời"):
        start_batch(document_id=silent.pk, invitees=PEOPLE, by=coordinator, at=timezone.now())
    with pytest.raises(NobodyInvited):
        start_batch(document_id=document.pk, invitees=[], by=coordinator, at=timezone.now())
    assert Batch.objects.count() == 0


def test_start_and_cancel_stand_in_the_trail(start, coordinator):
    cancel_batch(batch_id=start(runs=False).pk, by=coordinator, at=timezone.now())

    acts = AuditEvent.objects.filter(act__contains="giấy mời hàng loạt").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["in giấy mời hàng loạt", "hủy in giấy mời hàng loạt"]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_copy_store_it_once(start, monkeypatch):
    monkeypatch.setattr("jobs.services._dispatch", lambda job_id: None)
    batch = start(PEOPLE[:1], runs=False)
    item, document = batch.items.get(), batch.official
    together = Barrier(2)

    def work() -> bool:
        try:
            together.wait()
            return print_item(item_id=item.pk, document=document, at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        stored = [future.result() for future in [pool.submit(work), pool.submit(work)]]

    assert sorted(stored) == [False, True]
    assert BatchItem.objects.get(pk=item.pk).state == BatchItemState.DONE


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_parts_that_end_together_ask_for_one_joining(start, monkeypatch):
    monkeypatch.setattr(batches, "ITEMS_PER_JOB", 1)
    monkeypatch.setattr("jobs.services._dispatch", lambda job_id: None)
    batch = start(PEOPLE[:2], runs=False)
    parts = list(batch.jobs.values_list("pk", flat=True))
    together = Barrier(2)

    def work(job_id: int) -> None:
        try:
            together.wait()
            run_job(job_id=job_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(work, part) for part in parts]:
            future.result()

    assert Job.objects.filter(kind=batches.JOIN_KIND).count() == 1
    run_all(batch)
    batch.refresh_from_db()
    assert len(texts(content(batch.joined_file))) == 2
