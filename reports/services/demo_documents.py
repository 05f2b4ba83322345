"""Documents of the demo in every state of the register, of the province's committee and of its department of home affairs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Province
from documents.composing.frame import PaperFrame, recipients
from documents.composing.invitation import Invitation, compose_invitation
from documents.composing.letter import Letter, compose_letter
from documents.composing.notice import Notice, compose_notice
from documents.composing.passages import clause, section
from documents.composing.plan import AgencyDuties, Plan, compose_plan
from documents.composing.report import Report, compose_report
from documents.composing.signature import signed_by_deputy, signed_by_head, signed_for_collective_by_deputy
from documents.official import OfficialDocument
from registry.enums import DocumentState
from registry.models import IssuedDocument
from registry.services import documents as register
from registry.services.drafting import issuer_block
from reports.services.demo_people import demo_user
from reports.services.demo_plan import SAMPLE_PROVINCE

COMMITTEE, HOME_AFFAIRS = "UBNDT", "SNV"
_STEPS = (DocumentState.DRAFT, DocumentState.SUBMITTED, DocumentState.APPROVED, DocumentState.ISSUED)


@transaction.atomic
def load_sample_documents(*, at: datetime) -> int:
    """Enter the documents of the demo once; return how many were made now, none when they stand already."""
    province = Province.objects.get(slug=SAMPLE_PROVINCE)
    if IssuedDocument.objects.filter(province=province).exists():
        return 0
    committee, home_affairs = (Agency.objects.get(province=province, code=code) for code in (COMMITTEE, HOME_AFFAIRS))
    on, by = timezone.localdate(at), demo_user("coordinator")
    papers = (
        (_plan(_frame(committee, on)), committee, DocumentState.ISSUED, 21),
        (_urging(_frame(home_affairs, on)), home_affairs, DocumentState.ISSUED, 9),
        (_conclusions(_frame(committee, on)), committee, DocumentState.APPROVED, 3),
        (_invitation(_frame(committee, on), on), committee, DocumentState.SUBMITTED, 2),
        (_report(_frame(home_affairs, on)), home_affairs, DocumentState.DRAFT, 1),
    )
    for document, issuer, state, days_ago in papers:
        _bring(document, issuer, state, at=_morning(on - timedelta(days=days_ago)), by=by)
    _send_back(_frame(home_affairs, on), home_affairs, at=_morning(on - timedelta(days=4)), by=by)
    return IssuedDocument.objects.filter(province=province).count()


def _bring(document: OfficialDocument, issuer: Agency, state: DocumentState, *, at: datetime, by: User) -> None:
    entered = register.draft_document(document=document, issuer=issuer, by=by, at=at)
    reached = _STEPS.index(state)
    if reached >= 1:
        register.submit_document(document_id=entered.pk, by=by, at=at + timedelta(minutes=20))
    if reached >= 2:
        register.approve_document(document_id=entered.pk, by=by, at=at + timedelta(hours=2))
    if reached >= 3:
        issued_at = at + timedelta(hours=3)
        register.issue_document(document_id=entered.pk, on=timezone.localdate(issued_at), by=by, at=issued_at)


def _send_back(frame: PaperFrame, issuer: Agency, *, at: datetime, by: User) -> None:
    entered = register.draft_document(document=_survey(frame), issuer=issuer, by=by, at=at)
    register.submit_document(document_id=entered.pk, by=by, at=at)
    register.return_document(
        document_id=entered.pk,
        reason="Chưa nêu thời hạn gửi danh sách; đề nghị bổ sung ngày và địa chỉ thư điện tử nhận.",
        by=by,
        at=at + timedelta(hours=1),
    )


def _frame(issuer: Agency, on: date) -> PaperFrame:
    if issuer.code == COMMITTEE:
        signature = signed_for_collective_by_deputy("Ủy ban nhân dân", "Chủ tịch", "Trần Văn Lãnh Đạo")
        sent: tuple[str, ...] = (
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Các sở, ban, ngành tỉnh",
            "UBND các xã, phường",
        )
    else:
        signature = signed_by_deputy("Giám đốc", "Phạm Thị Phó Giám Đốc")
        sent = ("UBND tỉnh (để báo cáo)", "Lãnh đạo Sở")
    return PaperFrame(
        issuer=issuer_block(issuer),
        place=issuer.place or issuer.province.name,
        signature=signature,
        recipients=recipients(*sent, unit="SNV" if issuer.code == COMMITTEE else "CCHC"),
        drafted_in=on,
    )


def _plan(frame: PaperFrame) -> OfficialDocument:
    return compose_plan(
        Plan(
            frame=frame,
            title="Khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính của tỉnh",
            opening=f"{frame.issuer_name} ban hành Kế hoạch khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính như sau:",
            purposes=("Khắc phục các tiêu chí bị trừ điểm trong kỳ đánh giá gần nhất.",),
            requirements=("Mỗi tiêu chí có cơ quan chủ trì, sản phẩm và thời hạn cụ thể.",),
            duties=(
                AgencyDuties(
                    "Sở Nội vụ",
                    (
                        "Theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng quý.",
                        "Tham mưu kiểm tra công tác cải cách hành chính tại các cơ quan, đơn vị.",
                    ),
                ),
                AgencyDuties(
                    "Sở Khoa học và Công nghệ",
                    ("Nâng tỷ lệ hồ sơ trực tuyến toàn trình.", "Hoàn thiện hệ thống thông tin giải quyết thủ tục."),
                ),
            ),
        )
    )


def _urging(frame: PaperFrame) -> OfficialDocument:
    return compose_letter(
        Letter(
            frame=frame,
            unit="CCHC",
            subject="đôn đốc thực hiện nhiệm vụ nâng cao Chỉ số cải cách hành chính",
            addressees=("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"),
            body=(
                "Để bảo đảm tiến độ, Sở Nội vụ đề nghị các cơ quan, đơn vị, địa phương thực hiện một số nội dung sau:",
                clause("Rà soát nhiệm vụ được giao, khẩn trương hoàn thành các nhiệm vụ đã quá hạn."),
                clause("Cập nhật kết quả và minh chứng trên hệ thống theo dõi của tỉnh."),
                "Đề nghị các cơ quan, đơn vị, địa phương quan tâm, phối hợp thực hiện.",
            ),
        )
    )


def _conclusions(frame: PaperFrame) -> OfficialDocument:
    return compose_notice(
        Notice(
            frame=frame,
            title="Kết quả rà soát nhiệm vụ nâng cao các chỉ số của tỉnh",
            body=(
                clause("Phần lớn nhiệm vụ được các cơ quan thực hiện đúng hạn, có minh chứng kèm theo."),
                clause("Các cơ quan còn nhiệm vụ quá hạn báo cáo nguyên nhân về Sở Nội vụ để tổng hợp."),
            ),
        )
    )


def _invitation(frame: PaperFrame, on: date) -> OfficialDocument:
    return compose_invitation(
        Invitation(
            frame=frame,
            title="Dự Hội nghị phân tích các chỉ số đánh giá tỉnh",
            invited=("Thủ trưởng các sở, ban, ngành tỉnh", "Chủ tịch Ủy ban nhân dân các xã, phường"),
            occasion="Hội nghị phân tích, bàn giải pháp nâng cao các Chỉ số PAPI, PAR Index, SIPAS và PCI",
            chair="Lãnh đạo Ủy ban nhân dân tỉnh",
            starts_at=datetime.combine(on + timedelta(days=14), time(14, 0)),
            venues=("Hội trường Ủy ban nhân dân tỉnh",),
        )
    )


def _report(frame: PaperFrame) -> OfficialDocument:
    return compose_report(
        Report(
            frame=frame,
            title="Công tác cải cách hành chính quý này",
            addressees=("Ủy ban nhân dân tỉnh",),
            opening="Thực hiện chế độ báo cáo định kỳ, Sở Nội vụ báo cáo công tác cải cách hành chính như sau:",
            body=(
                section(
                    "Kết quả thực hiện", clause("Công tác chỉ đạo, điều hành."), clause("Cải cách thủ tục hành chính.")
                ),
                section("Nhiệm vụ thời gian tới", clause("Tiếp tục rà soát, khắc phục các tiêu chí bị trừ điểm.")),
            ),
        )
    )


def _survey(frame: PaperFrame) -> OfficialDocument:
    head = PaperFrame(
        issuer=frame.issuer,
        place=frame.place,
        signature=signed_by_head("Giám đốc", "Nguyễn Văn Giám Đốc"),
        recipients=frame.recipients,
        drafted_in=frame.drafted_in,
    )
    return compose_letter(
        Letter(
            frame=head,
            unit="CCHC",
            subject="cung cấp danh sách điều tra xã hội học",
            addressees=("Các sở, ban, ngành tỉnh",),
            body=("Sở Nội vụ đề nghị các cơ quan cung cấp danh sách người dân, doanh nghiệp đã giải quyết thủ tục.",),
        )
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 0)))
