"""Giấy mời: the paper for all, and the copy for each person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from documents.checking import Level, check_document
from documents.composing.frame import PaperFrame, recipients
from documents.composing.invitation import (
    Invitation,
    Invitee,
    NothingToAddress,
    compose_invitation,
    personal_invitation,
)
from documents.composing.issuers import peoples_committee
from documents.composing.signature import signed_for_collective_by_deputy
from documents.official import Appendix, Provision, ProvisionKind
from documents.rendering import render_docx, render_pdf
from tests.documents.papers import plan

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FRAME = PaperFrame(
    issuer=peoples_committee("tỉnh Hưng Yên"),
    place="Hưng Yên",
    number="8",
    issued_on=date(2022, 7, 14),
    signature=signed_for_collective_by_deputy("Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn A"),
    recipients=recipients("Như thành phần mời", "Sở Nội vụ", unit="CVNC"),
)
INVITATION = Invitation(
    frame=FRAME,
    invited=("Lãnh đạo các sở, ban, ngành tỉnh", "Chủ tịch Ủy ban nhân dân các xã, phường"),
    occasion="Hội nghị nâng cao Chỉ số PAPI của tỉnh",
    chair="Đồng chí Nguyễn Văn A, Phó Chủ tịch Ủy ban nhân dân tỉnh",
    starts_at=datetime(2022, 7, 21, 14, 0, tzinfo=HANOI),
    venues=("Hội trường Ủy ban nhân dân tỉnh",),
    requests=("Đề nghị đại biểu đến trước 15 phút để làm thủ tục",),
)
DIRECTOR = Invitee("Ông", "Trần Quốc Bảo", "Giám đốc", "Sở Tài chính")


def texts(document):
    return [f"{provision.marker} {provision.text}".strip() for provision in document.provisions]


def test_an_invitation_says_who_what_who_chairs_when_and_where_in_the_order_of_the_form():
    document = compose_invitation(INVITATION)

    assert (document.type_name, document.symbol) == ("GIẤY MỜI", "GM-UBND")
    assert document.title == "Dự Hội nghị nâng cao Chỉ số PAPI của tỉnh"
    assert texts(document) == [
        "Ủy ban nhân dân tỉnh Hưng Yên trân trọng kính mời:",
        "- Lãnh đạo các sở, ban, ngành tỉnh;",
        "- Chủ tịch Ủy ban nhân dân các xã, phường.",
        "Tới dự Hội nghị nâng cao Chỉ số PAPI của tỉnh.",
        "Chủ trì: Đồng chí Nguyễn Văn A, Phó Chủ tịch Ủy ban nhân dân tỉnh.",
        "Thời gian: 14 giờ 00, thứ Năm, ngày 21/7/2022.",
        "Địa điểm: Hội trường Ủy ban nhân dân tỉnh.",
        "Đề nghị đại biểu đến trước 15 phút để làm thủ tục.",
        "Rất hân hạnh được đón tiếp.",
    ]


def test_an_online_conference_names_every_venue_and_a_conference_of_two_days_both_ends():
    document = compose_invitation(
        replace(
            INVITATION,
            starts_at=datetime(2026, 2, 5, 8, 0, tzinfo=HANOI),
            ends_at=datetime(2026, 2, 6, 11, 30, tzinfo=HANOI),
            venues=("Điểm cầu chính: Trung tâm Hội nghị tỉnh", "Điểm cầu xã, phường: trụ sở Ủy ban nhân dân"),
        )
    )

    assert texts(document)[5:9] == [
        "Thời gian: từ 08 giờ 00, thứ Năm, ngày 05/02/2026 đến 11 giờ 30, thứ Sáu, ngày 06/02/2026.",
        "Địa điểm:",
        "- Điểm cầu chính: Trung tâm Hội nghị tỉnh;",
        "- Điểm cầu xã, phường: trụ sở Ủy ban nhân dân.",
    ]


@pytest.mark.parametrize("print_it", [lambda document: render_pdf(document).data, render_docx], ids=["pdf", "docx"])
def test_an_invitation_for_all_and_one_for_each_keep_the_format(print_it):
    for document in (compose_invitation(INVITATION), personal_invitation(compose_invitation(INVITATION), DIRECTOR)):
        findings = check_document(print_it(document), type_code="GM")
        assert [finding.message for finding in findings if finding.level != Level.INFORMATION] == []


def test_the_programme_goes_with_every_copy_of_the_invitation():
    whole = compose_invitation(replace(INVITATION, appendices=(Appendix("CHƯƠNG TRÌNH", "Hội nghị PAPI"),)))

    assert [appendix.label for appendix in personal_invitation(whole, DIRECTOR).appendices] == ["CHƯƠNG TRÌNH"]


def test_an_invitation_that_names_nobody_yet_leaves_the_place_blank_for_the_copies():
    blank = compose_invitation(replace(INVITATION, invited=()))

    assert texts(blank)[0] == "Ủy ban nhân dân tỉnh Hưng Yên trân trọng kính mời: …"
    assert texts(personal_invitation(blank, DIRECTOR))[0].endswith(
        "kính mời: Ông Trần Quốc Bảo, Giám đốc Sở Tài chính."
    )


def test_a_personal_copy_names_one_person_and_leaves_out_the_list_of_the_others():
    whole = compose_invitation(INVITATION)

    personal = personal_invitation(whole, DIRECTOR)

    assert texts(personal)[:2] == [
        "Ủy ban nhân dân tỉnh Hưng Yên trân trọng kính mời: Ông Trần Quốc Bảo, Giám đốc Sở Tài chính.",
        "Tới dự Hội nghị nâng cao Chỉ số PAPI của tỉnh.",
    ]
    assert texts(personal)[1:] == texts(whole)[3:]
    assert whole == compose_invitation(INVITATION)


@pytest.mark.parametrize(
    ("written", "addressed"),
    [
        (
            "Sở Nội vụ trân trọng kính mời: …",
            "Sở Nội vụ trân trọng kính mời: Ông Trần Quốc Bảo, Giám đốc Sở Tài chính.",
        ),
        (
            "Sở Nội vụ kính mời đại biểu tới dự Hội nghị.",
            "Sở Nội vụ kính mời Ông Trần Quốc Bảo, Giám đốc Sở Tài chính, tới dự Hội nghị.",
        ),
        (
            "Trân trọng kính mời: Lãnh đạo Sở Tài chính, tham dự cuộc họp.",
            "Trân trọng kính mời Ông Trần Quốc Bảo, Giám đốc Sở Tài chính, tham dự cuộc họp.",
        ),
        (
            "Sở Nội vụ kính mời Ban Quản lý dự án (dự tại điểm cầu tỉnh) dự họp vào ngày 05/02/2026.",
            "Sở Nội vụ kính mời Ông Trần Quốc Bảo, Giám đốc Sở Tài chính, dự họp vào ngày 05/02/2026.",
        ),
    ],
)
def test_the_person_takes_the_place_of_whoever_the_paragraph_invites(written, addressed):
    document = plan(type_code="GM", provisions=[Provision(1, "", written, ProvisionKind.PARAGRAPH)])

    assert texts(personal_invitation(document, DIRECTOR)) == [addressed]


@pytest.mark.parametrize(
    ("kind", "parent", "left"),
    [
        (ProvisionKind.DASH, None, ["Tới dự Hội nghị."]),
        (ProvisionKind.CLAUSE, 1, ["Tới dự Hội nghị."]),
        (ProvisionKind.CLAUSE, None, ["* Thời gian: 8 giờ.", "* Địa điểm: Hội trường.", "Tới dự Hội nghị."]),
    ],
    ids=["dashes right after", "clauses below", "clauses of their own"],
)
def test_only_what_lists_the_invited_is_left_out(kind, parent, left):
    document = plan(
        type_code="GM",
        provisions=[
            Provision(1, "", "Sở Nội vụ trân trọng kính mời:", ProvisionKind.PARAGRAPH),
            Provision(2, "*", "Thời gian: 8 giờ.", kind, parent),
            Provision(3, "*", "Địa điểm: Hội trường.", kind, parent),
            Provision(4, "", "Tới dự Hội nghị.", ProvisionKind.PARAGRAPH),
        ],
    )

    assert texts(personal_invitation(document, DIRECTOR))[1:] == left


def test_an_invitee_without_post_is_named_alone():
    assert Invitee("Bà", "Lê Thị Hoa").in_full == "Bà Lê Thị Hoa"
    assert Invitee("", "Lê Thị Hoa", "", "Hội Phụ nữ tỉnh").in_full == "Lê Thị Hoa, Hội Phụ nữ tỉnh"


@pytest.mark.parametrize("text", ["Trân trọng kính mời.", "Đề nghị các cơ quan dự họp.", "Trân trọng kính mời./."])
def test_a_paper_that_invites_nobody_by_name_is_refused_with_what_to_do(text):
    document = plan(type_code="GM", provisions=[Provision(1, "", text, ProvisionKind.PARAGRAPH)])

    with pytest.raises(NothingToAddress, match="thêm đoạn này"):
        personal_invitation(document, DIRECTOR)
