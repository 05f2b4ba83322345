"""Papers composed from facts: what each says, in which order, and how it numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from documents.composing.decision import AttachedText, Decision, compose_decision
from documents.composing.delegates import Delegate, DelegateGroup, delegate_appendix, delegate_table
from documents.composing.frame import PaperFrame, compose, recipients
from documents.composing.issuers import department, peoples_committee
from documents.composing.letter import Letter, compose_letter
from documents.composing.moments import clock_time, in_words, short_date, weekday
from documents.composing.notice import ConferenceConclusions, compose_conclusions
from documents.composing.outline import Outline, TooManyPoints
from documents.composing.passages import article, clause, dash, heading, part, plus, point, section
from documents.composing.plan import AgencyDuties, Plan, PlannedTask, compose_plan, task_appendix, task_table
from documents.composing.programme import AgendaEntry, Programme, agenda_table, compose_programme, programme_appendix
from documents.composing.report import Report, compose_report
from documents.composing.signature import (
    signed_by_acting_head,
    signed_by_deputy,
    signed_by_head,
    signed_by_mandate,
    signed_by_order,
    signed_by_order_by_deputy,
    signed_for_collective,
    signed_for_collective_by_deputy,
)
from documents.composing.submission import Submission, compose_submission
from documents.composing.urging import LateAgency, NobodyIsLate, OverdueDuty, UrgingLetter, compose_urging_letter
from documents.official import Appendix, Table

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FRAME = PaperFrame(
    issuer=department("Sở Nội vụ", of_unit="tỉnh Hưng Yên", symbol="SNV"),
    place="Hưng Yên",
    number="8",
    issued_on=date(2026, 3, 9),
    signature=signed_by_head("Giám đốc", "Lê Quốc Bảo"),
    recipients=recipients("Lãnh đạo Sở", unit="CCHC"),
)
LATE = UrgingLetter(
    frame=FRAME,
    unit="CCHC",
    mandate="Kế hoạch số 21/KH-UBND",
    agencies=(),
    counted_on=date(2026, 10, 5),
    act_by=date(2026, 10, 15),
)


def texts(document):
    return [f"{provision.marker} {provision.text}".strip() for provision in document.provisions]


def late(name, *due):
    return LateAgency(name, tuple(OverdueDuty(f"Việc {number}", day) for number, day in enumerate(due, 1)))


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (signed_for_collective("Ủy ban nhân dân", "Chủ tịch", "A"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (
            signed_for_collective_by_deputy("Ủy ban nhân dân", "Chủ tịch", "A"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (signed_by_head("Giám đốc", "A"), ["GIÁM ĐỐC"]),
        (signed_by_deputy("Giám đốc", "A"), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (signed_by_deputy("Bộ trưởng", "A"), ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]),
        (signed_by_order("Chủ tịch", "Chánh Văn phòng", "A"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (
            signed_by_order_by_deputy("Chủ tịch", "Chánh Văn phòng", "A"),
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        (signed_by_mandate("Chủ tịch", "Giám đốc Sở Nội vụ", "A"), ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"]),
        (signed_by_acting_head("Giám đốc", "A"), ["Q. GIÁM ĐỐC"]),
        (
            signed_by_acting_head("Chủ tịch", "A", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        ),
    ],
)
def test_the_authority_of_the_signer_is_written_as_the_decree_says(signature, lines):
    assert [line for line in (signature.authority, signature.on_behalf, signature.position) if line] == lines


def test_issuers_print_their_parent_only_where_they_have_one():
    province, commune = peoples_committee("tỉnh Hưng Yên"), peoples_committee("đặc khu Phú Quốc")
    office = department("Phòng Kinh tế", of_unit="xã Tân Hưng", symbol="KT")

    assert (province.parent_lines, province.name_lines) == ([], ["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"])
    assert (commune.name_lines[1], commune.symbol) == ("ĐẶC KHU PHÚ QUỐC", "UBND")
    assert (office.parent_lines, office.name_lines, office.symbol) == (["UBND XÃ TÂN HƯNG"], ["PHÒNG KINH TẾ"], "KT")


def test_provisions_number_themselves_by_level_and_know_what_they_stand_below():
    outline = Outline()
    outline.add(
        section(
            "Mục đích",
            clause("Một.", point("A;"), point("B;", dash("gạch", plus("cộng")))),
            clause("Hai.", point("A;")),
        ),
        section("Nội dung", clause("Lại một."), "Lời dẫn:", dash("gạch của lời dẫn")),
    )

    markers = [provision.marker for provision in outline.provisions]
    above = {provision.id: provision.parent for provision in outline.provisions}
    assert markers == ["I.", "1.", "a)", "b)", "-", "+", "2.", "a)", "II.", "1.", "", "-"]
    assert [above[number] for number in range(1, 13)] == [None, 1, 2, 2, 4, 5, 1, 7, None, 9, 10, 11]


def test_points_follow_the_vietnamese_alphabet_and_end_with_it():
    outline = Outline()
    outline.add(*(point(str(number)) for number in range(23)))

    markers = [provision.marker for provision in outline.provisions]
    assert markers[:7] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]
    assert markers[-1] == "y)"
    with pytest.raises(TooManyPoints, match="tách thành nhiều khoản"):
        outline.add(point("thừa"))


def test_articles_count_through_the_parts_while_sections_begin_again():
    outline = Outline()
    outline.add(part("Chung", section("Một"), article("A")), part("Riêng", section("Một"), article("B")))

    assert [provision.marker for provision in outline.provisions] == [
        "Phần I",
        "I.",
        "Điều 1.",
        "Phần II",
        "I.",
        "Điều 2.",
    ]


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2022, 7, 21), "21/7/2022"), (date(2026, 2, 5), "05/02/2026"), (date(2026, 10, 1), "01/10/2026")],
)
def test_short_dates_carry_the_zeros_of_the_date_of_issue(day, written):
    assert short_date(day) == written


def test_times_are_written_with_weekday_and_clock():
    assert (clock_time(time(8, 5)), weekday(date(2026, 11, 22))) == ("08 giờ 05", "Chủ nhật")
    assert in_words(datetime(2022, 7, 21, 14, 0, tzinfo=HANOI), datetime(2022, 7, 21, 16, 30, tzinfo=HANOI)) == (
        "từ 14 giờ 00 đến 16 giờ 30, thứ Năm, ngày 21/7/2022"
    )


def test_a_draft_keeps_its_month_and_a_letter_the_unit_in_its_symbol():
    draft = compose(
        replace(FRAME, number=None, issued_on=None, drafted_in=date(2026, 4, 1)), "KH", title="T", provisions=[]
    )
    letter = compose_letter(Letter(frame=FRAME, unit="CCHC", subject="s", addressees=("Sở Y tế",), body=("Nội dung.",)))

    assert (draft.is_draft, draft.date_written, draft.symbol) == (True, (2026, 4), "KH-SNV")
    assert (letter.symbol, letter.addressees) == ("SNV-CCHC", ["Sở Y tế"])


def test_two_appendices_get_roman_numbers_and_one_gets_none():
    appendices = [Appendix("Phụ lục", "Một"), Appendix("Phụ lục", "Hai"), Appendix("CHƯƠNG TRÌNH", "Hội nghị")]

    both = compose(FRAME, "KH", title="T", provisions=[], appendices=appendices)
    single = compose(FRAME, "KH", title="T", provisions=[], appendices=appendices[1:])

    assert [appendix.label for appendix in both.appendices] == ["Phụ lục I", "Phụ lục II", "CHƯƠNG TRÌNH"]
    assert [appendix.label for appendix in single.appendices] == ["Phụ lục", "CHƯƠNG TRÌNH"]


def test_an_urging_letter_to_one_agency_names_its_duties_delay_and_the_last_day():
    urging = replace(
        LATE, agencies=(late("Sở Tài chính", date(2026, 9, 30), date(2026, 6, 30)),), report_to="Sở Nội vụ"
    )

    document = compose_urging_letter(urging)

    assert document.addressees == ["Sở Tài chính"]
    assert texts(document)[0] == (
        "Thực hiện Kế hoạch số 21/KH-UBND; đến ngày 05/10/2026, Sở Tài chính còn 02 nhiệm vụ quá hạn chưa hoàn thành, gồm:"
    )
    assert document.provisions[1].table.rows == [
        ["1", "Việc 2", "30/6/2026", "97 ngày"],
        ["2", "Việc 1", "30/9/2026", "5 ngày"],
    ]
    assert "gửi kết quả về Sở Nội vụ chậm nhất ngày 15/10/2026" in texts(document)[2]


def test_an_urging_letter_to_several_groups_the_duties_by_agency_and_leaves_out_who_is_not_late():
    agencies = (late("Sở Y tế", date(2026, 9, 1)), late("Sở Tư pháp"), late("Sở Xây dựng", date(2026, 9, 1)))

    document = compose_urging_letter(replace(LATE, agencies=agencies))

    assert document.addressees == ["Sở Y tế", "Sở Xây dựng"]
    assert [row[0] for row in document.provisions[1].table.rows] == ["Sở Y tế", "1", "Sở Xây dựng", "2"]
    assert document.appendices == []


def test_many_overdue_duties_stand_in_an_appendix_that_the_text_points_to():
    agencies = tuple(late(f"Ủy ban nhân dân xã {number}", date(2026, 9, 1)) for number in range(11))

    document = compose_urging_letter(replace(LATE, agencies=agencies))

    assert document.addressees == ["Các cơ quan, đơn vị có tên tại Phụ lục"]
    assert "11 cơ quan, đơn vị còn 11 nhiệm vụ quá hạn chưa hoàn thành (Phụ lục kèm theo)." in texts(document)[0]
    assert len(document.appendices[0].table.rows) == 22


def test_nobody_is_urged_who_is_not_late():
    with pytest.raises(NobodyIsLate):
        compose_urging_letter(replace(LATE, agencies=(late("Sở Y tế"),)))


def test_a_submission_asks_the_higher_body_to_decide_and_names_what_it_encloses():
    document = compose_submission(
        Submission(
            frame=FRAME,
            title="Về việc ban hành Kế hoạch",
            addressee="Ủy ban nhân dân tỉnh",
            grounds=("Căn cứ Luật Tổ chức chính quyền địa phương",),
            matter="ban hành Kế hoạch năm 2026",
            body=(section("Sự cần thiết", "Lý do."),),
            enclosed=("dự thảo Kế hoạch", "bảng tổng hợp ý kiến"),
        )
    )

    assert (document.symbol, document.addressees) == ("TTr-SNV", ["Ủy ban nhân dân tỉnh"])
    assert texts(document) == [
        "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh ban hành Kế hoạch năm 2026 như sau:",
        "I. Sự cần thiết",
        "Lý do.",
        "Gửi kèm theo Tờ trình: dự thảo Kế hoạch; bảng tổng hợp ý kiến.",
        "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, quyết định.",
    ]


def test_a_decision_that_issues_a_plan_names_it_and_attaches_it_without_number_date_and_signature():
    document = compose_decision(
        Decision(
            frame=FRAME,
            title="Ban hành Kế hoạch khảo sát",
            grounds=("Căn cứ Luật Tổ chức chính quyền địa phương",),
            proposed_by="Trưởng phòng Cải cách hành chính",
            issues=AttachedText(type_code="KH", title="Khảo sát năm 2026", body=(section("Mục đích", "Để biết."),)),
            carried_out_by="Các phòng thuộc Sở",
        )
    )

    assert [basis.text for basis in document.legal_bases][-1] == "Theo đề nghị của Trưởng phòng Cải cách hành chính"
    assert texts(document) == [
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch khảo sát năm 2026.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 3. Các phòng thuộc Sở chịu trách nhiệm thi hành Quyết định này.",
    ]
    (plan,) = document.attached
    assert (plan.type_name, plan.number, plan.symbol, plan.issued_on) == ("KẾ HOẠCH", None, None, None)
    assert (plan.signature.position, plan.recipients, plan.issuer) == (None, [], FRAME.issuer)


def test_a_decision_may_carry_a_list_as_its_appendix():
    document = compose_decision(
        Decision(
            frame=FRAME,
            title="Thành lập Tổ khảo sát",
            grounds=("Căn cứ Luật Tổ chức chính quyền địa phương",),
            proposed_by="Trưởng phòng Cải cách hành chính",
            articles=(article("Thành lập Tổ khảo sát gồm các thành viên tại Phụ lục kèm theo."),),
            carried_out_by="Các thành viên",
            appendices=(Appendix("Phụ lục", "Danh sách thành viên"),),
        )
    )

    assert [appendix.title for appendix in document.appendices] == ["Danh sách thành viên"]
    assert texts(document)[0] == "Điều 1. Thành lập Tổ khảo sát gồm các thành viên tại Phụ lục kèm theo."


def test_an_abbreviation_keeps_its_capitals_in_the_article_that_names_the_attached_text():
    assert AttachedText(type_code="KH", title="PAPI năm 2026", body=()).in_sentence == "Kế hoạch PAPI năm 2026"


def test_conclusions_say_when_where_who_chaired_and_what_was_concluded():
    document = compose_conclusions(
        ConferenceConclusions(
            frame=FRAME,
            occasion="Hội nghị PAPI",
            held_on=date(2026, 2, 5),
            venue="Hội trường Sở",
            chair="đồng chí Lê Quốc Bảo, Giám đốc Sở Nội vụ",
            heard="báo cáo của các phòng",
            conclusions=(clause("Việc một."), clause("Việc hai.")),
        )
    )

    assert document.title == "Kết luận của đồng chí Lê Quốc Bảo, Giám đốc Sở Nội vụ tại Hội nghị PAPI"
    assert texts(document) == [
        "Ngày 05/02/2026, tại Hội trường Sở, đồng chí Lê Quốc Bảo, Giám đốc Sở Nội vụ chủ trì Hội nghị PAPI.",
        "Sau khi nghe báo cáo của các phòng, đồng chí Lê Quốc Bảo kết luận như sau:",
        "1. Việc một.",
        "2. Việc hai.",
        "Sở Nội vụ thông báo để các cơ quan, đơn vị biết, thực hiện.",
    ]


@pytest.mark.parametrize(
    ("addressees", "closing"),
    [
        ((), "Trên đây là Báo cáo của Sở Nội vụ."),
        (("Bộ Nội vụ",), "Trên đây là Báo cáo của Sở Nội vụ, kính gửi Bộ Nội vụ xem xét, chỉ đạo."),
    ],
)
def test_a_report_closes_with_those_it_goes_up_to(addressees, closing):
    document = compose_report(
        Report(
            frame=FRAME, title="Kết quả", addressees=addressees, opening="Báo cáo như sau:", body=(section("Kết quả"),)
        )
    )

    assert (texts(document)[-1], document.addressees) == (closing, list(addressees))


def test_a_plan_goes_from_purpose_to_what_each_agency_does():
    document = compose_plan(
        Plan(
            frame=FRAME,
            title="Kế hoạch",
            opening="Sở Nội vụ ban hành Kế hoạch:",
            purposes=("Nâng điểm.",),
            requirements=("Đúng hạn.",),
            body=(section("Nội dung", clause("Khảo sát.")),),
            duties=(AgencyDuties("Phòng A", ("Chủ trì.",)), AgencyDuties("Phòng B", ("Phối hợp;", "Báo cáo."))),
        )
    )

    assert texts(document) == [
        "Sở Nội vụ ban hành Kế hoạch:",
        "I. Mục đích, yêu cầu",
        "1. Mục đích",
        "- Nâng điểm.",
        "2. Yêu cầu",
        "- Đúng hạn.",
        "II. Nội dung",
        "1. Khảo sát.",
        "III. Tổ chức thực hiện",
        "1. Phòng A",
        "Chủ trì.",
        "2. Phòng B",
        "a) Phối hợp;",
        "b) Báo cáo.",
        "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện Kế hoạch này.",
    ]
    assert [provision.is_title for provision in document.provisions][8:10] == [True, True]


def test_the_table_of_tasks_has_the_columns_that_are_filled_and_lies_across_when_it_has_all():
    tasks = [
        PlannedTask(task="Một", lead="Sở A", group="I. Nhóm"),
        PlannedTask(task="Hai", lead="Sở B", group="I. Nhóm"),
    ]
    full = PlannedTask(task="Ba", lead="Sở A", coordinating="Sở B", output="Báo cáo", deadline="30/6/2026")

    assert task_table(tasks).head == [["STT", "Nhiệm vụ", "Cơ quan chủ trì"]]
    assert task_table(tasks).rows == [["I. Nhóm"], ["1", "Một", "Sở A"], ["2", "Hai", "Sở B"]]
    assert [task_appendix("T", rows).is_landscape for rows in (tasks, [full])] == [False, True]


def test_a_programme_stands_alone_with_time_and_place_or_behind_a_plan():
    rows = (
        AgendaEntry(time(8, 0), time(8, 15), "Khai mạc", "Sở Nội vụ", "Sáng"),
        AgendaEntry(time(8, 15), None, "Báo cáo", "Sở Tài chính", "Sáng"),
    )
    programme = Programme(
        occasion="Hội nghị PAPI",
        entries=rows,
        starts_at=datetime(2026, 2, 5, 8, 0, tzinfo=HANOI),
        venues=("Hội trường",),
    )

    assert agenda_table(rows).rows == [
        ["Sáng"],
        ["08h00 - 08h15", "Khai mạc", "Sở Nội vụ"],
        ["08h15", "Báo cáo", "Sở Tài chính"],
    ]
    assert (programme_appendix(programme).label, programme_appendix(programme).title) == (
        "CHƯƠNG TRÌNH",
        "Hội nghị PAPI",
    )
    alone = compose_programme(programme, FRAME)
    assert (alone.symbol, texts(alone)[:2]) == (
        "CTr-SNV",
        ["Thời gian: 08 giờ 00, thứ Năm, ngày 05/02/2026.", "Địa điểm: Hội trường."],
    )
    assert texts(alone)[-1] == "Trên đây là Chương trình Hội nghị PAPI."


def test_delegates_are_numbered_through_their_groups_and_empty_columns_are_left_out():
    groups = (
        DelegateGroup("I. Lãnh đạo tỉnh", (Delegate("Nguyễn Văn A", "Chủ tịch"),)),
        DelegateGroup("II. Vắng", ()),
        DelegateGroup("III. Các sở", (Delegate("Trần Thị B", "Giám đốc"), Delegate("Lê Văn C"))),
    )

    table = delegate_table(groups)

    assert table.head == [["STT", "Họ và tên", "Chức vụ"]]
    assert table.rows == [
        ["I. Lãnh đạo tỉnh (01 đại biểu)"],
        ["1", "Nguyễn Văn A", "Chủ tịch"],
        ["III. Các sở (02 đại biểu)"],
        ["2", "Trần Thị B", "Giám đốc"],
        ["3", "Lê Văn C", ""],
    ]


def test_a_list_with_every_column_lies_across_the_page():
    narrow = (DelegateGroup("", (Delegate("Nguyễn Văn A", "Chủ tịch", "UBND xã"),)),)
    wide = (DelegateGroup("", (Delegate("Nguyễn Văn A", "Chủ tịch", "UBND xã", "Điểm cầu xã", "Báo cáo"),)),)

    assert [delegate_appendix("Hội nghị", groups).is_landscape for groups in (narrow, wide)] == [False, True]


def test_a_table_may_stand_anywhere_in_the_text():
    outline = Outline()
    outline.add(heading("Phân công", Table([["STT"]], [["1"]])))

    assert (outline.provisions[1].table.rows, outline.provisions[1].parent) == ([["1"]], 1)
