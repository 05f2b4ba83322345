"""The golden papers: one realistic paper of each type, with invented persons and figures, in the style of Hưng Yên."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from documents.composing.decision import AttachedText, Decision, compose_decision
from documents.composing.delegates import (
    Delegate,
    DelegateGroup,
    DelegateNotice,
    compose_delegate_notice,
    delegate_appendix,
)
from documents.composing.frame import PaperFrame, recipients
from documents.composing.invitation import Invitation, Invitee, compose_invitation, personal_invitation
from documents.composing.issuers import department, peoples_committee
from documents.composing.letter import Letter, compose_letter
from documents.composing.name_plates import NamePlate, PlateForm, plates_of
from documents.composing.notice import ConferenceConclusions, compose_conclusions
from documents.composing.passages import article, clause, dash, heading, plus, point, section
from documents.composing.plan import AgencyDuties, Plan, PlannedTask, compose_plan, task_appendix
from documents.composing.programme import AgendaEntry, Programme, compose_programme, programme_appendix
from documents.composing.report import Report, compose_report
from documents.composing.signature import (
    signed_by_deputy,
    signed_by_head,
    signed_by_order,
    signed_for_collective,
    signed_for_collective_by_deputy,
)
from documents.composing.submission import Submission, compose_submission
from documents.composing.urging import LateAgency, OverdueDuty, UrgingLetter, compose_urging_letter
from documents.official import Appendix, OfficialDocument, Table

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PROVINCE = peoples_committee("tỉnh Hưng Yên")
HOME_AFFAIRS = department("Sở Nội vụ", of_unit="tỉnh Hưng Yên", symbol="SNV")
COMMUNE = peoples_committee("xã Tân Hưng")
COMMUNE_OFFICE = department("Phòng Văn hóa - Xã hội", of_unit="xã Tân Hưng", symbol="VHXH")
COMMITTEE = "Ủy ban nhân dân"
CHAIR = signed_for_collective(COMMITTEE, "Chủ tịch", "Nguyễn Văn Hưng")
VICE_CHAIR = signed_for_collective_by_deputy(COMMITTEE, "Chủ tịch", "Trần Thị Minh Hòa")
OFFICE_HEAD = signed_by_order("Chủ tịch", "Chánh Văn phòng", "Đỗ Xuân Trường")
DIRECTOR = signed_by_head("Giám đốc", "Lê Quốc Bảo")
DEPUTY_DIRECTOR = signed_by_deputy("Giám đốc", "Phạm Thị Thanh Huyền")
CONFERENCE = "Hội nghị nâng cao các Chỉ số PAPI, PAR INDEX, SIPAS, PCI năm 2026"
MANDATE = (
    "Kế hoạch số 21/KH-UBND ngày 30/01/2026 của Ủy ban nhân dân tỉnh về nâng cao Chỉ số hiệu quả quản trị và hành chính công "
    "cấp tỉnh (PAPI) tỉnh Hưng Yên năm 2026"
)
ORGANISATION_LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
TO_ALL = ("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường")


def province_plan() -> OfficialDocument:
    """An issued plan of the province: a wide table of tasks and the programme of its conference attached."""
    return compose_plan(
        Plan(
            frame=PaperFrame(
                issuer=PROVINCE,
                place="Hưng Yên",
                number="21",
                issued_on=date(2026, 1, 30),
                signature=VICE_CHAIR,
                recipients=recipients(
                    "Bộ Nội vụ (để báo cáo)",
                    "Thường trực Tỉnh ủy, Hội đồng nhân dân tỉnh (để báo cáo)",
                    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
                    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
                    *TO_ALL,
                    "Lãnh đạo Văn phòng UBND tỉnh",
                    unit="SNV, CVNC",
                    initials="H",
                ),
            ),
            title="Nâng cao Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) tỉnh Hưng Yên năm 2026",
            opening=(
                "Thực hiện Chỉ thị số 06/CT-CTUBND ngày 17/5/2019 của Chủ tịch Ủy ban nhân dân tỉnh về nâng cao Chỉ số hiệu quả "
                "quản trị và hành chính công (PAPI) tỉnh Hưng Yên, Ủy ban nhân dân tỉnh Hưng Yên ban hành Kế hoạch nâng cao Chỉ "
                "số PAPI tỉnh Hưng Yên năm 2026 như sau:"
            ),
            purposes=(
                "Nâng cao chất lượng điều hành, quản trị và hành chính công của chính quyền hai cấp; xây dựng nền hành chính minh "
                "bạch, hiệu lực, hiệu quả.",
                "Phấn đấu năm 2026 cả 08 chỉ số nội dung của PAPI tăng điểm so với năm 2025.",
            ),
            requirements=(
                "Mỗi nhiệm vụ có một cơ quan chủ trì, thời hạn và sản phẩm cụ thể.",
                "Kết quả thực hiện là căn cứ đánh giá, xếp loại người đứng đầu cơ quan, đơn vị, địa phương.",
            ),
            body=(
                section(
                    "Nhiệm vụ và giải pháp",
                    heading(
                        "Tham gia của người dân ở cấp cơ sở",
                        point(
                            "Ủy ban nhân dân các xã, phường:",
                            dash("Công khai đầy đủ nội dung người dân được biết, được bàn, được quyết định, gồm:"),
                            plus("Các khoản đóng góp tự nguyện và kết quả sử dụng;"),
                            plus("Quy hoạch, kế hoạch sử dụng đất trên địa bàn."),
                            dash("Tổ chức đối thoại với người dân ít nhất 02 lần trong năm."),
                        ),
                        point("Sở Nội vụ hướng dẫn, kiểm tra việc thực hiện dân chủ ở cơ sở."),
                    ),
                    heading(
                        "Thủ tục hành chính công",
                        "Văn phòng Ủy ban nhân dân tỉnh chủ trì rà soát, cắt giảm thời gian giải quyết thủ tục hành chính; công khai "
                        "tiến độ giải quyết hồ sơ trên Cổng dịch vụ công.",
                    ),
                    "Nhiệm vụ cụ thể của từng cơ quan, đơn vị, địa phương tại Phụ lục kèm theo Kế hoạch này.",
                ),
                section(
                    "Kinh phí thực hiện",
                    "Kinh phí thực hiện Kế hoạch do ngân sách nhà nước bảo đảm theo phân cấp và nguồn hợp pháp khác.",
                ),
            ),
            duties=(
                AgencyDuties(
                    "Sở Nội vụ",
                    (
                        "Theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026;",
                        "Tham mưu tổ chức Hội nghị (Chương trình kèm theo).",
                    ),
                ),
                AgencyDuties("Sở Tài chính", ("Tham mưu bố trí kinh phí thực hiện Kế hoạch.",)),
                AgencyDuties(
                    "Các sở, ban, ngành tỉnh; Ủy ban nhân dân các xã, phường",
                    (
                        "Xây dựng kế hoạch thực hiện, hoàn thành trước ngày 28/02/2026;",
                        "Báo cáo kết quả hằng quý về Sở Nội vụ trước ngày 20 tháng cuối quý.",
                    ),
                ),
            ),
            appendices=(
                task_appendix("Phân công nhiệm vụ nâng cao Chỉ số PAPI năm 2026", _tasks()),
                programme_appendix(_programme()),
            ),
        )
    )


def _tasks() -> tuple[PlannedTask, ...]:
    first, second = "I. Tham gia của người dân ở cấp cơ sở", "II. Công khai, minh bạch trong việc ra quyết định"
    third = "III. Thủ tục hành chính công"
    communes = "Ủy ban nhân dân các xã, phường"
    return (
        PlannedTask(
            task="Tập huấn Luật Thực hiện dân chủ ở cơ sở cho cán bộ thôn, tổ dân phố",
            lead="Sở Nội vụ",
            coordinating=communes,
            output="Hội nghị tập huấn",
            deadline="Quý II/2026",
            group=first,
        ),
        PlannedTask(
            task="Đối thoại giữa người đứng đầu chính quyền với người dân",
            lead=communes,
            coordinating="Ủy ban Mặt trận Tổ quốc Việt Nam các xã, phường",
            output="Biên bản, thông báo kết luận",
            deadline="Trước ngày 30/6 và ngày 30/11/2026",
            group=first,
        ),
        PlannedTask(
            task="Công khai danh sách hộ nghèo, thu chi ngân sách cấp xã, quy hoạch sử dụng đất",
            lead=communes,
            coordinating="Sở Tài chính; Sở Nông nghiệp và Môi trường",
            output="Chuyên mục trên trang thông tin điện tử",
            deadline="Thường xuyên",
            group=second,
        ),
        PlannedTask(
            task="Rà soát, cắt giảm ít nhất 30% thời gian giải quyết thủ tục hành chính",
            lead="Văn phòng UBND tỉnh",
            coordinating="Các sở, ban, ngành tỉnh",
            output="Quyết định công bố",
            deadline="30/9/2026",
            group=third,
        ),
        PlannedTask(
            task="Khảo sát mức độ hài lòng của người dân tại Trung tâm Phục vụ hành chính công các xã, phường",
            lead="Sở Nội vụ",
            coordinating=communes,
            output="Báo cáo kết quả khảo sát",
            deadline="31/10/2026",
            group=third,
        ),
    )


def _programme() -> Programme:
    morning, afternoon = "Sáng ngày 05/02/2026", "Chiều ngày 05/02/2026"
    return Programme(
        occasion=CONFERENCE,
        starts_at=datetime(2026, 2, 5, 8, 0, tzinfo=HANOI),
        ends_at=datetime(2026, 2, 5, 16, 30, tzinfo=HANOI),
        venues=(
            "Điểm cầu chính: Trung tâm Thông tin - Hội nghị tỉnh",
            "Điểm cầu xã, phường: trụ sở Ủy ban nhân dân xã, phường",
        ),
        entries=(
            AgendaEntry(time(7, 30), time(8, 0), "Đón tiếp đại biểu", "Sở Nội vụ", morning),
            AgendaEntry(time(8, 0), time(8, 15), "Tuyên bố lý do, giới thiệu đại biểu", "Lãnh đạo Sở Nội vụ", morning),
            AgendaEntry(
                time(8, 15),
                time(9, 0),
                "Báo cáo kết quả các Chỉ số năm 2025 và nhiệm vụ năm 2026",
                "Giám đốc Sở Nội vụ",
                morning,
            ),
            AgendaEntry(
                time(9, 0), time(11, 30), "Tham luận của các cơ quan, đơn vị", "Đại biểu theo phân công", morning
            ),
            AgendaEntry(
                time(14, 0), time(16, 0), "Thảo luận tại các điểm cầu", "Lãnh đạo Ủy ban nhân dân tỉnh", afternoon
            ),
            AgendaEntry(time(16, 0), time(16, 30), "Phát biểu kết luận", "Chủ tịch Ủy ban nhân dân tỉnh", afternoon),
        ),
        notes=("Đại biểu có mặt trước 15 phút để ổn định tổ chức",),
    )


def commune_plan_draft() -> OfficialDocument:
    """A draft of a commune, without number and day."""
    return compose_plan(
        Plan(
            frame=PaperFrame(
                issuer=COMMUNE,
                place="Tân Hưng",
                drafted_in=date(2026, 2, 1),
                signature=signed_for_collective(COMMITTEE, "Chủ tịch", "Vũ Đình Khôi"),
                recipients=recipients(
                    "UBND tỉnh (để báo cáo)",
                    "Sở Nội vụ",
                    "Thường trực Đảng ủy, HĐND xã",
                    "Các phòng, đơn vị thuộc xã",
                    unit="VHXH",
                ),
            ),
            title="Thực hiện dân chủ ở cơ sở và nâng cao Chỉ số PAPI trên địa bàn xã năm 2026",
            opening=f"Thực hiện {MANDATE}, Ủy ban nhân dân xã Tân Hưng xây dựng Kế hoạch thực hiện trên địa bàn xã như sau:",
            purposes=(
                "Bảo đảm người dân được biết, được bàn, được làm, được kiểm tra, giám sát, được thụ hưởng.",
                "Nâng điểm các nội dung “Tham gia của người dân ở cấp cơ sở” và “Thủ tục hành chính công” so với năm 2025.",
            ),
            body=(
                section(
                    "Nội dung thực hiện",
                    clause("Niêm yết công khai thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã."),
                    clause("Đối thoại với người dân 02 lần trong năm, vào tháng 6 và tháng 11 năm 2026."),
                    clause("Khảo sát ý kiến của ít nhất 200 hộ dân tại 08 thôn."),
                    clause(
                        "Công khai trên trang thông tin điện tử và hệ thống truyền thanh của xã danh sách hộ nghèo, hộ cận nghèo, thu "
                        "chi ngân sách, các khoản đóng góp tự nguyện của người dân; trả lời kiến nghị của người dân trong 15 ngày."
                    ),
                    clause(
                        "Mỗi quý một lần, Chủ tịch Ủy ban nhân dân xã tiếp công dân tại thôn; kết quả giải quyết kiến nghị được niêm yết "
                        "tại nhà văn hóa thôn."
                    ),
                ),
                section(
                    "Kinh phí thực hiện",
                    "Kinh phí thực hiện Kế hoạch bố trí trong dự toán ngân sách xã năm 2026 và các nguồn hợp pháp khác.",
                ),
            ),
            duties=(
                AgencyDuties(
                    "Phòng Văn hóa - Xã hội",
                    (
                        "Chủ trì tham mưu thực hiện Kế hoạch, theo dõi, tổng hợp kết quả;",
                        "Báo cáo Ủy ban nhân dân xã trước ngày 15 tháng cuối quý.",
                    ),
                ),
                AgencyDuties(
                    "Trung tâm Phục vụ hành chính công xã",
                    ("Giải quyết hồ sơ đúng hạn từ 99% trở lên, xin lỗi bằng văn bản khi trễ hạn.",),
                ),
            ),
            closing="Yêu cầu các phòng, đơn vị, các thôn nghiêm túc triển khai thực hiện Kế hoạch này.",
        )
    )


def invitation() -> OfficialDocument:
    """An invitation of the province to an online conference."""
    return compose_invitation(
        Invitation(
            frame=PaperFrame(
                issuer=PROVINCE,
                place="Hưng Yên",
                number="8",
                issued_on=date(2026, 2, 2),
                urgency="HỎA TỐC",
                signature=OFFICE_HEAD,
                recipients=recipients(
                    "Như thành phần mời", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Sở Nội vụ", unit="CVNC", initials="L"
                ),
            ),
            invited=(
                "Thường trực Tỉnh ủy, Thường trực Hội đồng nhân dân tỉnh",
                "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh",
                "Thủ trưởng các sở, ban, ngành tỉnh",
                "Chủ tịch Ủy ban nhân dân các xã, phường (dự tại điểm cầu xã, phường)",
            ),
            occasion=CONFERENCE,
            chair="Đồng chí Nguyễn Văn Hưng, Chủ tịch Ủy ban nhân dân tỉnh",
            starts_at=datetime(2026, 2, 5, 8, 0, tzinfo=HANOI),
            ends_at=datetime(2026, 2, 5, 16, 30, tzinfo=HANOI),
            venues=_programme().venues,
            requests=(
                "Đề nghị Sở Nội vụ chuẩn bị tài liệu, gửi đại biểu trước ngày 04/02/2026",
                "Đề nghị Ủy ban nhân dân các xã, phường chuẩn bị đường truyền, kiểm tra kỹ thuật với điểm cầu chính vào lúc 15 giờ 00, "
                "ngày 04/02/2026",
            ),
        )
    )


def invitation_to_one() -> OfficialDocument:
    """The same invitation addressed to one person."""
    return personal_invitation(invitation(), Invitee("Bà", "Hoàng Thị Ngọc Lan", "Phó Giám đốc", "Sở Tài chính"))


def department_letter() -> OfficialDocument:
    """A letter of a department to several bodies, with contact line and drafter's mark."""
    return compose_letter(
        Letter(
            frame=PaperFrame(
                issuer=HOME_AFFAIRS,
                place="Hưng Yên",
                number="456",
                issued_on=date(2026, 3, 9),
                signature=DEPUTY_DIRECTOR,
                recipients=recipients("Lãnh đạo Sở", unit="CCHC"),
                contact="Số 10 đường Chùa Chuông, phường Phố Hiến, tỉnh Hưng Yên; ĐT: 0221 3862 000; E-mail: sonoivu@hungyen.gov.vn",
                drafter="TH",
                copies=120,
            ),
            unit="CCHC",
            subject="cung cấp danh sách điều tra xã hội học xác định Chỉ số SIPAS năm 2026",
            addressees=TO_ALL,
            body=(
                f"Thực hiện {MANDATE}, Sở Nội vụ đề nghị các cơ quan, đơn vị, địa phương cung cấp danh sách phục vụ điều tra xã hội "
                "học như sau:",
                clause(
                    "Nội dung: danh sách người dân, tổ chức đã nhận kết quả giải quyết thủ tục hành chính từ ngày 01/01/2026 đến "
                    "ngày 28/02/2026, gồm:"
                ),
                point("Họ và tên, địa chỉ, số điện thoại;"),
                point("Tên thủ tục hành chính, ngày nhận kết quả."),
                clause("Thời hạn: gửi về Sở Nội vụ chậm nhất ngày 20/3/2026."),
                "Sở Nội vụ đề nghị các cơ quan, đơn vị, địa phương quan tâm, phối hợp thực hiện.",
            ),
        )
    )


def commune_office_letter() -> OfficialDocument:
    """A letter of an office of a commune to one body."""
    return compose_letter(
        Letter(
            frame=PaperFrame(
                issuer=COMMUNE_OFFICE,
                place="Tân Hưng",
                number="5",
                issued_on=date(2026, 3, 12),
                signature=signed_by_deputy("Trưởng phòng", "Bùi Thị Thu"),
                recipients=recipients(unit="VHXH"),
            ),
            unit="CCHC",
            subject="báo cáo số hộ tham gia khảo sát",
            addressees=("Sở Nội vụ tỉnh Hưng Yên",),
            body=(
                "Phúc đáp Công văn số 456/SNV-CCHC ngày 09/3/2026 của Sở Nội vụ về việc cung cấp danh sách điều tra xã hội học xác "
                "định Chỉ số SIPAS năm 2026, Phòng Văn hóa - Xã hội xã Tân Hưng báo cáo: trên địa bàn xã có 212 hộ tham gia khảo "
                "sát tại 08 thôn.",
                "Phòng Văn hóa - Xã hội xã Tân Hưng báo cáo để Sở Nội vụ tổng hợp.",
            ),
        )
    )


def _urging(*agencies: LateAgency, number: str, urgency: str = "") -> OfficialDocument:
    return compose_urging_letter(
        UrgingLetter(
            frame=PaperFrame(
                issuer=PROVINCE,
                place="Hưng Yên",
                number=number,
                issued_on=date(2026, 10, 5),
                urgency=urgency,
                signature=VICE_CHAIR,
                recipients=recipients("Chủ tịch, các Phó Chủ tịch UBND tỉnh (để báo cáo)", "Sở Nội vụ", unit="NC"),
            ),
            unit="NC",
            mandate=MANDATE,
            agencies=agencies,
            counted_on=date(2026, 10, 5),
            act_by=date(2026, 10, 15),
            report_to="Sở Nội vụ",
        )
    )


def _late(name: str, *days: date) -> LateAgency:
    tasks = (
        "Tập huấn Luật Thực hiện dân chủ ở cơ sở cho cán bộ thôn, tổ dân phố",
        "Công khai danh sách hộ nghèo, thu chi ngân sách cấp xã",
        "Báo cáo kết quả quý III năm 2026",
    )
    return LateAgency(name, tuple(OverdueDuty(task, day) for task, day in zip(tasks, days, strict=False)))


def urging_one() -> OfficialDocument:
    """A letter that urges one agency."""
    return _urging(_late("Sở Tài chính", date(2026, 6, 30), date(2026, 9, 30)), number="1203", urgency="THƯỢNG KHẨN")


def urging_several() -> OfficialDocument:
    """A letter that urges three agencies, their duties grouped in its table."""
    return _urging(
        _late("Sở Y tế", date(2026, 9, 15)),
        _late("Sở Giáo dục và Đào tạo", date(2026, 6, 30), date(2026, 8, 31)),
        _late("Ủy ban nhân dân phường Phố Hiến", date(2026, 6, 30)),
        number="1204",
        urgency="KHẨN",
    )


def urging_many() -> OfficialDocument:
    """A letter that urges twelve communes, their duties in a Phụ lục."""
    names = ("Phụng Công", "Văn Giang", "Nghĩa Trụ", "Như Quỳnh", "Lạc Đạo", "Đại Đồng", "Tân Hưng", "Hoàng Hoa Thám")
    agencies = [_late(f"Ủy ban nhân dân xã {name}", date(2026, 6, 30), date(2026, 9, 20)) for name in names]
    wards = [
        _late(f"Ủy ban nhân dân phường {name}", date(2026, 9, 30)) for name in ("Phố Hiến", "Sơn Nam", "Hồng Châu")
    ]
    return _urging(*agencies, *wards, number="1205")


def submission() -> OfficialDocument:
    """A department asks the province to issue a plan."""
    return compose_submission(
        Submission(
            frame=PaperFrame(
                issuer=HOME_AFFAIRS,
                place="Hưng Yên",
                number="365",
                issued_on=date(2026, 1, 15),
                signature=DIRECTOR,
                recipients=recipients("Lãnh đạo Sở", unit="CCHC"),
            ),
            title="Về việc ban hành Kế hoạch nâng cao Chỉ số PAPI tỉnh Hưng Yên năm 2026",
            addressee="Ủy ban nhân dân tỉnh Hưng Yên",
            grounds=(
                ORGANISATION_LAW,
                "Căn cứ Chỉ thị số 06/CT-CTUBND ngày 17 tháng 5 năm 2019 của Chủ tịch Ủy ban nhân dân tỉnh về nâng cao Chỉ số hiệu "
                "quả quản trị và hành chính công (PAPI) tỉnh Hưng Yên",
            ),
            matter="ban hành Kế hoạch nâng cao Chỉ số PAPI tỉnh Hưng Yên năm 2026",
            body=(
                section(
                    "Sự cần thiết ban hành",
                    "Năm 2025, một số chỉ số nội dung của PAPI tỉnh Hưng Yên giảm điểm. Việc ban hành Kế hoạch với nhiệm vụ, cơ quan chủ "
                    "trì, thời hạn và sản phẩm cụ thể là cần thiết.",
                ),
                section(
                    "Nội dung chủ yếu của dự thảo",
                    clause("Mục đích, yêu cầu."),
                    clause("Nhiệm vụ và giải pháp theo 08 chỉ số nội dung."),
                    clause("Kinh phí và tổ chức thực hiện."),
                ),
                section(
                    "Kết quả lấy ý kiến",
                    "Dự thảo đã được gửi lấy ý kiến 14 sở, ban, ngành và 20 xã, phường; 34/34 ý kiến nhất trí.",
                ),
            ),
            enclosed=("dự thảo Kế hoạch", "bảng tổng hợp ý kiến tham gia"),
        )
    )


def decision_with_plan() -> OfficialDocument:
    """A decision of the chair that issues a plan with an appendix."""
    return compose_decision(
        Decision(
            frame=PaperFrame(
                issuer=PROVINCE,
                place="Hưng Yên",
                number="302",
                issued_on=date(2026, 2, 10),
                signature=VICE_CHAIR,
                recipients=recipients("Bộ Nội vụ", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", unit="SNV", initials="H"),
            ),
            title="Ban hành Kế hoạch khảo sát mức độ hài lòng của người dân năm 2026",
            grounds=(
                ORGANISATION_LAW,
                "Căn cứ Kế hoạch số 21/KH-UBND ngày 30 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về nâng cao Chỉ số hiệu quả quản trị "
                "và hành chính công cấp tỉnh (PAPI) tỉnh Hưng Yên năm 2026",
            ),
            proposed_by="Giám đốc Sở Nội vụ tại Tờ trình số 371/TTr-SNV ngày 05 tháng 02 năm 2026",
            issues=AttachedText(
                type_code="KH",
                title="Khảo sát mức độ hài lòng của người dân năm 2026",
                body=(
                    section(
                        "Mục đích, yêu cầu",
                        clause(
                            "Đo lường khách quan mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính."
                        ),
                        clause("Việc khảo sát đúng đối tượng, bảo mật thông tin người trả lời."),
                    ),
                    section(
                        "Nội dung",
                        clause(
                            "Đối tượng: người dân đã giao dịch tại Trung tâm Phục vụ hành chính công các xã, phường."
                        ),
                        clause("Cỡ mẫu: 3.000 phiếu, phân bổ theo Phụ lục kèm theo Kế hoạch này."),
                        clause("Thời gian: từ ngày 01/6/2026 đến ngày 31/8/2026."),
                    ),
                    section(
                        "Tổ chức thực hiện",
                        clause("Sở Nội vụ chủ trì, báo cáo kết quả trước ngày 30/9/2026."),
                        clause("Sở Tài chính bố trí kinh phí khảo sát."),
                    ),
                ),
                appendices=(
                    Appendix(
                        "Phụ lục",
                        "Phân bổ phiếu khảo sát",
                        table=Table(
                            [["STT", "Khu vực", "Số xã, phường", "Số phiếu"]],
                            [
                                ["I. Các phường"],
                                ["1", "Khu vực trung tâm tỉnh", "6", "900"],
                                ["II. Các xã"],
                                ["2", "Khu vực phía Bắc", "18", "1.200"],
                                ["3", "Khu vực phía Nam", "14", "900"],
                            ],
                        ),
                    ),
                ),
            ),
            articles=(
                article(
                    "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị, địa phương tổ chức thực hiện Kế hoạch."
                ),
            ),
            carried_out_by=(
                "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính, Chủ tịch Ủy ban nhân dân các xã, "
                "phường và Thủ trưởng các cơ quan, đơn vị có liên quan"
            ),
        )
    )


def commune_decision() -> OfficialDocument:
    """A decision of the head of a commune on one matter."""
    return compose_decision(
        Decision(
            frame=PaperFrame(
                issuer=COMMUNE,
                place="Tân Hưng",
                number="57",
                issued_on=date(2026, 3, 2),
                signature=signed_by_head("Chủ tịch", "Vũ Đình Khôi"),
                recipients=recipients("Sở Nội vụ", "Thường trực Đảng ủy, HĐND xã", unit="VHXH"),
            ),
            title="Về việc thành lập Tổ khảo sát ý kiến người dân xã Tân Hưng năm 2026",
            grounds=(ORGANISATION_LAW, "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022"),
            proposed_by="Trưởng phòng Phòng Văn hóa - Xã hội",
            articles=(
                article(
                    "Thành lập Tổ khảo sát ý kiến người dân xã Tân Hưng năm 2026, gồm các ông, bà:",
                    clause("Ông Nguyễn Đức Thắng, Phó Chủ tịch Ủy ban nhân dân xã, Tổ trưởng;"),
                    clause("Bà Bùi Thị Thu, Phó Trưởng phòng Văn hóa - Xã hội, Tổ phó;"),
                    clause("Các trưởng thôn trên địa bàn xã, thành viên."),
                ),
                article("Tổ khảo sát tự giải thể sau khi hoàn thành nhiệm vụ."),
            ),
            carried_out_by="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Phòng Văn hóa - Xã hội và các ông, bà có tên tại Điều 1",
        )
    )


def conclusions() -> OfficialDocument:
    """The conclusions of the chair at the conference."""
    return compose_conclusions(
        ConferenceConclusions(
            frame=PaperFrame(
                issuer=PROVINCE,
                place="Hưng Yên",
                number="64",
                issued_on=date(2026, 2, 9),
                signature=OFFICE_HEAD,
                recipients=recipients(
                    "Thường trực Tỉnh ủy, HĐND tỉnh (để báo cáo)",
                    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
                    *TO_ALL,
                    unit="CVNC",
                ),
            ),
            occasion=CONFERENCE,
            held_on=date(2026, 2, 5),
            venue="Trung tâm Thông tin - Hội nghị tỉnh",
            chair="đồng chí Nguyễn Văn Hưng, Chủ tịch Ủy ban nhân dân tỉnh",
            attended_by="lãnh đạo các sở, ban, ngành tỉnh; lãnh đạo Ủy ban nhân dân các xã, phường tại 104 điểm cầu",
            heard="báo cáo của Sở Nội vụ và ý kiến của các đại biểu",
            conclusions=(
                clause(
                    "Đánh giá cao kết quả năm 2025 của các cơ quan, đơn vị; yêu cầu khắc phục ngay việc chậm công khai thông tin ở một số "
                    "xã, phường."
                ),
                clause(
                    "Về nhiệm vụ năm 2026:",
                    point("Sở Nội vụ theo dõi, đôn đốc, hằng quý công bố danh sách cơ quan chậm;"),
                    point("Sở Tài chính bố trí kinh phí trước ngày 15/3/2026;"),
                    point("Ủy ban nhân dân các xã, phường tổ chức đối thoại với người dân trước ngày 30/6/2026."),
                ),
            ),
        )
    )


def commune_report() -> OfficialDocument:
    """A report of a commune upward, with a wide table as appendix."""
    return compose_report(
        Report(
            frame=PaperFrame(
                issuer=COMMUNE,
                place="Tân Hưng",
                number="118",
                issued_on=date(2026, 9, 18),
                signature=signed_for_collective_by_deputy(COMMITTEE, "Chủ tịch", "Nguyễn Đức Thắng"),
                recipients=recipients("Sở Nội vụ", "Thường trực Đảng ủy, HĐND xã", unit="VHXH"),
            ),
            title="Kết quả thực hiện Kế hoạch nâng cao Chỉ số PAPI quý III năm 2026",
            addressees=("Ủy ban nhân dân tỉnh Hưng Yên",),
            opening=f"Thực hiện {MANDATE}, Ủy ban nhân dân xã Tân Hưng báo cáo kết quả quý III năm 2026 như sau:",
            body=(
                section(
                    "Kết quả thực hiện",
                    clause("Đã hoàn thành 05/06 nhiệm vụ được giao đến hết quý III năm 2026 (Phụ lục kèm theo)."),
                    clause("Tiếp nhận 1.842 hồ sơ thủ tục hành chính, giải quyết đúng hạn 1.829 hồ sơ, đạt 99,3%."),
                ),
                section(
                    "Hạn chế và nguyên nhân",
                    "Việc công khai thu chi ngân sách quý II chậm 20 ngày do thay đổi phần mềm kế toán.",
                ),
                section(
                    "Nhiệm vụ quý IV năm 2026",
                    clause("Tổ chức đối thoại lần thứ hai trước ngày 30/11/2026."),
                    clause("Hoàn thành khảo sát 212 hộ dân trước ngày 15/10/2026."),
                ),
            ),
            appendices=(
                Appendix(
                    "Phụ lục",
                    "Kết quả thực hiện nhiệm vụ quý III năm 2026",
                    table=Table(
                        [
                            [
                                "STT",
                                "Nhiệm vụ",
                                "Đơn vị thực hiện",
                                "Thời hạn",
                                "Ngày hoàn thành",
                                "Kết quả",
                                "Minh chứng",
                            ]
                        ],
                        [
                            [
                                "1",
                                "Đối thoại với người dân lần thứ nhất",
                                "Văn phòng HĐND và UBND xã",
                                "30/6/2026",
                                "25/6/2026",
                                "Đúng hạn",
                                "Thông báo số 41/TB-UBND",
                            ],
                            [
                                "2",
                                "Công khai thu chi ngân sách quý II",
                                "Phòng Kinh tế",
                                "10/7/2026",
                                "30/7/2026",
                                "Chậm 20 ngày",
                                "Trang thông tin điện tử xã",
                            ],
                            [
                                "3",
                                "Niêm yết thủ tục hành chính",
                                "Trung tâm Phục vụ hành chính công xã",
                                "31/7/2026",
                                "20/7/2026",
                                "Đúng hạn",
                                "Biên bản kiểm tra ngày 20/7/2026",
                            ],
                        ],
                    ),
                    is_landscape=True,
                ),
            ),
        )
    )


def programme() -> OfficialDocument:
    """The programme issued alone."""
    return compose_programme(
        _programme(),
        PaperFrame(
            issuer=PROVINCE,
            place="Hưng Yên",
            number="3",
            issued_on=date(2026, 2, 2),
            signature=VICE_CHAIR,
            recipients=recipients(*TO_ALL, unit="SNV"),
        ),
    )


def _groups() -> tuple[DelegateGroup, ...]:
    return (
        DelegateGroup(
            "I. Lãnh đạo tỉnh",
            (
                Delegate("Nguyễn Văn Hưng", "Chủ tịch", "Ủy ban nhân dân tỉnh", "Điểm cầu chính", "Chủ trì"),
                Delegate("Trần Thị Minh Hòa", "Phó Chủ tịch", "Ủy ban nhân dân tỉnh", "Điểm cầu chính"),
            ),
        ),
        DelegateGroup(
            "II. Các sở, ban, ngành tỉnh",
            (
                Delegate("Lê Quốc Bảo", "Giám đốc", "Sở Nội vụ", "Điểm cầu chính"),
                Delegate("Hoàng Thị Ngọc Lan", "Phó Giám đốc", "Sở Tài chính", "Điểm cầu chính"),
                Delegate("Đỗ Xuân Trường", "Chánh Văn phòng", "Văn phòng Ủy ban nhân dân tỉnh", "Điểm cầu chính"),
            ),
        ),
        DelegateGroup(
            "III. Điểm cầu xã, phường",
            (
                Delegate("Vũ Đình Khôi", "Chủ tịch", "Ủy ban nhân dân xã Tân Hưng", "Xã Tân Hưng"),
                Delegate(
                    "Bùi Thị Thu", "Phó Trưởng phòng", "Phòng Văn hóa - Xã hội xã Tân Hưng", "Xã Tân Hưng", "Báo cáo"
                ),
                Delegate("Nguyễn Hữu Phước", "Chủ tịch", "Ủy ban nhân dân phường Phố Hiến", "Phường Phố Hiến"),
            ),
        ),
    )


def name_plates() -> list[NamePlate]:
    """Plates of the first delegates and of two with long names."""
    return [
        *plates_of(_groups()[:2])[:3],
        NamePlate("Công Tằng Tôn Nữ Thị Phương Thảo", "Phó Giám đốc", "Trung tâm Thông tin - Hội nghị tỉnh"),
    ]


def delegate_notice() -> OfficialDocument:
    """The list of delegates in a notice of its own, three columns."""
    groups = tuple(
        DelegateGroup(group.title, tuple(Delegate(each.name, each.post, each.organisation) for each in group.delegates))
        for group in _groups()
    )
    return compose_delegate_notice(
        DelegateNotice(
            frame=PaperFrame(
                issuer=HOME_AFFAIRS,
                place="Hưng Yên",
                number="22",
                issued_on=date(2026, 2, 3),
                signature=DIRECTOR,
                recipients=recipients("Các đại biểu có tên trong danh sách", "Lãnh đạo Sở", unit="CCHC"),
            ),
            occasion=CONFERENCE,
            opening=f"Sở Nội vụ thông báo danh sách đại biểu dự {CONFERENCE} như sau:",
            groups=groups,
            requests=("Đề nghị các đại biểu có mặt tại điểm cầu trước 15 phút để ổn định tổ chức",),
        )
    )


def electronic_letter_with_delegates() -> OfficialDocument:
    """An electronic letter with two appendices: the wide list of delegates and the papers asked for."""
    return compose_letter(
        Letter(
            frame=PaperFrame(
                issuer=HOME_AFFAIRS,
                place="Hưng Yên",
                number="301",
                issued_on=date(2026, 2, 3),
                signature=DEPUTY_DIRECTOR,
                recipients=recipients("UBND tỉnh (để báo cáo)", unit="CCHC"),
                is_electronic_original=True,
            ),
            unit="CCHC",
            subject="chuẩn bị Hội nghị nâng cao các Chỉ số năm 2026",
            addressees=TO_ALL,
            body=(
                f"Để chuẩn bị {CONFERENCE}, Sở Nội vụ gửi danh sách đại biểu tại Phụ lục I và danh sách tham luận tại Phụ lục II kèm "
                "theo Công văn này.",
                "Đề nghị các cơ quan, đơn vị, địa phương rà soát, phản hồi và gửi tham luận về Sở Nội vụ chậm nhất ngày 04/02/2026.",
            ),
            appendices=(
                delegate_appendix(CONFERENCE, _groups()),
                Appendix(
                    "Phụ lục",
                    "Danh sách tham luận",
                    table=Table(
                        [["STT", "Cơ quan, đơn vị", "Nội dung tham luận"]],
                        [
                            ["1", "Văn phòng UBND tỉnh", "Kết quả cắt giảm thời gian giải quyết thủ tục hành chính"],
                            ["2", "Sở Tài chính", "Giải pháp nâng cao Chỉ số năng lực cạnh tranh cấp tỉnh"],
                            ["3", "Ủy ban nhân dân xã Tân Hưng", "Kinh nghiệm đối thoại với người dân ở cơ sở"],
                        ],
                    ),
                ),
            ),
        )
    )


GOLDEN = {
    paper.__name__.replace("_", "-"): paper
    for paper in (
        province_plan,
        commune_plan_draft,
        invitation,
        invitation_to_one,
        department_letter,
        commune_office_letter,
        urging_one,
        urging_several,
        urging_many,
        submission,
        decision_with_plan,
        commune_decision,
        conclusions,
        commune_report,
        programme,
        delegate_notice,
        electronic_letter_with_delegates,
    )
}
NAME_PLATES = {f"name-plates-{form}": form for form in PlateForm}
