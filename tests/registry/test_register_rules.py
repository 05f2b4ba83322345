"""Rules of the register: numbers given by hand, numbers of the paper book, symbols, dates, and content that stays as issued."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent
from accounts.roles import Role
from documents.checking import Level, RuleFinding
from documents.official import OfficialDocument, SignatureBlock
from registry.enums import DocumentState, FileFormat
from registry.models import DocumentFrozen, DocumentType, IssuedDocument, NumberSequence, OutsideNumbers
from registry.services import documents as register
from registry.services import rendition
from registry.services.loading import load_document_types
from registry.services.numbering import NumberingNotContinued, NumberNotFree, continue_numbering, next_number
from registry.services.symbols import SymbolMalformed, SymbolMissing, require_well_formed, symbol_for, unit_of
from tests import factories
from tests.documents.papers import letter, plan

DAY = date(2026, 7, 14)
AT = factories.moment(DAY)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types():
    load_document_types()


@pytest.fixture
def approver(province):
    return factories.make_person(Role.APPROVER, province)


@pytest.fixture
def approved(home_affairs, coordinator, approver):
    def approve(document: OfficialDocument | None = None) -> IssuedDocument:
        entered = register.draft_document(document=document or plan(), issuer=home_affairs, by=coordinator, at=AT)
        register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
        return register.approve_document(document_id=entered.pk, by=approver, at=AT)

    return approve


@pytest.fixture
def issue(approved, approver):
    def issue(document: OfficialDocument | None = None, on: date = DAY, **more) -> IssuedDocument:
        return register.issue_document(document_id=approved(document).pk, on=on, by=approver, at=AT, **more)

    return issue


def kind(code: str) -> DocumentType:
    return DocumentType.objects.get(code=code)


# Numbers


def test_a_number_given_by_hand_is_taken_when_it_is_the_next(issue):
    issue()

    assert issue(number=2).sequence_number == 2


def test_a_number_that_would_leave_a_gap_is_refused_with_the_next_one(issue, approved, home_affairs):
    issue()

    with pytest.raises(NumberNotFree, match=r"không được bỏ cách\. Số kế tiếp của sổ là 02"):
        issue(number=5)
    assert next_number(issuer_id=home_affairs.pk, type_id=kind("KH").pk, year=2026) == 2


def test_a_number_already_given_is_refused_with_its_holder(issue):
    issue(plan(title="Nâng cao Chỉ số PAPI"))

    with pytest.raises(NumberNotFree, match="Số 01 đã cấp ngày 14/07/2026 cho “Nâng cao Chỉ số PAPI”"):
        issue(number=1)


def test_a_refused_number_leaves_the_document_approved(approved, approver):
    entered = approved()

    with pytest.raises(NumberNotFree):
        register.issue_document(document_id=entered.pk, on=DAY, by=approver, at=AT, number=7)
    entered.refresh_from_db()
    assert (entered.state, entered.sequence_number, NumberSequence.objects.count()) == (DocumentState.APPROVED, None, 0)


def test_a_register_goes_on_after_the_numbers_of_the_paper_book(home_affairs, administrator, issue):
    continue_numbering(
        issuer=home_affairs,
        kind=kind("KH"),
        year=2026,
        last_number=128,
        reason="Sổ giấy đến 13/7",
        by=administrator,
        at=AT,
    )

    assert issue().number_and_symbol == "129/KH-UBND"
    outside = OutsideNumbers.objects.get()
    assert (outside.first_number, outside.last_number) == (1, 128)
    event = AuditEvent.objects.get(act="ghi số đã cấp ngoài cổng")
    assert (event.actor, event.before, event.after) == (
        administrator,
        {"number": 0},
        {"number": 128, "reason": "Sổ giấy đến 13/7"},
    )


@pytest.mark.parametrize(
    ("last_number", "reason", "why"),
    [(0, "Sổ giấy", "chỉ ghi được số lớn hơn"), (5, "  ", "Hãy ghi lý do"), (10**7, "Sổ giấy", "Số lớn nhất")],
)
def test_a_register_never_goes_back_and_never_without_a_reason(home_affairs, administrator, last_number, reason, why):
    with pytest.raises(NumberingNotContinued, match=why):
        continue_numbering(
            issuer=home_affairs,
            kind=kind("KH"),
            year=2026,
            last_number=last_number,
            reason=reason,
            by=administrator,
            at=AT,
        )
    assert OutsideNumbers.objects.count() == 0


def test_only_administrators_continue_a_register(home_affairs, coordinator):
    with pytest.raises(PermissionDenied):
        continue_numbering(
            issuer=home_affairs, kind=kind("KH"), year=2026, last_number=5, reason="Sổ giấy", by=coordinator, at=AT
        )


# Dates


def test_no_document_is_issued_tomorrow(issue):
    with pytest.raises(register.DateNotPossible):
        issue(on=DAY + timedelta(days=1))


def test_a_date_before_the_last_one_is_taken_only_on_purpose(issue):
    issue()

    with pytest.raises(register.EarlierThanLastIssued, match="14/07/2026"):
        issue(on=DAY - timedelta(days=1))
    assert issue(on=DAY - timedelta(days=1), accepts_earlier_date=True).sequence_number == 2


# Symbols


@pytest.mark.parametrize(
    ("code", "unit", "symbol"), [("KH", "", "KH-SNV"), ("TTr", "", "TTr-SNV"), ("CV", "cchc", "SNV-CCHC")]
)
def test_a_symbol_is_made_of_the_configured_abbreviations(home_affairs, code, unit, symbol):
    assert symbol_for(kind(code), home_affairs, unit=unit) == symbol


def test_a_letter_needs_its_drafting_unit(home_affairs):
    with pytest.raises(SymbolMissing, match="đơn vị soạn thảo"):
        symbol_for(kind("CV"), home_affairs)


def test_an_agency_without_abbreviation_issues_nothing(province):
    nameless = factories.make_agency(province, "X", "Ban Văn hóa", symbol="")

    with pytest.raises(SymbolMissing, match="chưa có chữ viết tắt"):
        symbol_for(kind("KH"), nameless)


@pytest.mark.parametrize(
    ("symbol", "code"),
    [("KHUBND", "KH"), ("KH UBND", "KH"), ("KH-ubnd", "KH"), ("BC-UBND", "KH"), ("CV-SNV", "CV"), ("KH--SNV", "KH")],
)
def test_a_malformed_symbol_is_refused(symbol, code):
    with pytest.raises(SymbolMalformed):
        require_well_formed(symbol, kind(code))


def test_the_unit_is_found_in_the_symbol_of_a_letter():
    assert (unit_of("SNV-CCHC", kind("CV")), unit_of("KH-SNV", kind("KH"))) == ("CCHC", "")


# Content


@pytest.mark.parametrize("change", [{"title": "Khác"}, {"sequence_number": 9}, {"content": {}}, {"symbol": "KH-X"}])
def test_an_issued_document_cannot_be_saved_otherwise(issue, change):
    entered = issue()
    for name, value in change.items():
        setattr(entered, name, value)

    with pytest.raises(DocumentFrozen):
        entered.save()
    with pytest.raises(DocumentFrozen):
        IssuedDocument.objects.filter(pk=entered.pk).update(**change)


def test_an_issued_document_cannot_be_deleted(issue):
    entered = issue()

    with pytest.raises(DocumentFrozen):
        entered.delete()
    with pytest.raises(DocumentFrozen):
        IssuedDocument.objects.all().delete()


def test_content_changed_behind_the_portal_is_found_out(issue):
    entered = issue()
    assert register.verify_content(entered)

    forged = entered.official
    forged.title = "Khác"
    register._set_content(entered, forged)

    assert not register.verify_content(entered)


def test_content_without_its_hash_is_found_out(issue):
    entered = issue()
    entered.content["title"] = "Khác"

    assert not register.verify_content(entered)


# What was shown


def test_nobody_overwrites_what_a_colleague_saved(home_affairs, coordinator):
    entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)
    shown = entered.content_hash
    register.revise_document(
        document_id=entered.pk, document=plan(title="Của đồng nghiệp"), by=coordinator, at=AT, shown_hash=shown
    )

    with pytest.raises(register.DocumentChangedMeanwhile):
        register.revise_document(
            document_id=entered.pk, document=plan(title="Của tôi"), by=coordinator, at=AT, shown_hash=shown
        )
    entered.refresh_from_db()
    assert entered.title == "Của đồng nghiệp"


def test_what_is_approved_is_what_was_shown(home_affairs, coordinator, approver):
    entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)
    register.submit_document(document_id=entered.pk, by=coordinator, at=AT)

    with pytest.raises(register.DocumentChangedMeanwhile):
        register.approve_document(document_id=entered.pk, by=approver, at=AT, shown_hash="0" * 64)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"provisions": []}, "chưa có nội dung"),
        ({"signature": SignatureBlock("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", " ")}, "chưa ghi họ tên người ký"),
    ],
)
def test_a_document_without_text_or_signer_is_not_submitted(home_affairs, coordinator, missing, said):
    entered = register.draft_document(document=plan(**missing), issuer=home_affairs, by=coordinator, at=AT)

    with pytest.raises(register.DocumentIncomplete, match=said):
        register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
    entered.refresh_from_db()
    assert entered.state == DocumentState.DRAFT


def test_a_return_without_reason_is_refused_and_the_reason_stays_until_the_next_submission(
    home_affairs, coordinator, approver
):
    entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)
    register.submit_document(document_id=entered.pk, by=coordinator, at=AT)

    with pytest.raises(register.ReasonMissing):
        register.return_document(document_id=entered.pk, reason=" ", by=approver, at=AT)
    returned = register.return_document(document_id=entered.pk, reason="Thiếu phụ lục", by=approver, at=AT)
    assert returned.return_reason == "Thiếu phụ lục"
    assert register.submit_document(document_id=entered.pk, by=coordinator, at=AT).return_reason == ""


def test_the_whole_text_is_kept_in_words_to_search(issue):
    entered = issue(letter(title="cung cấp danh sách"))

    assert entered.body_key.startswith("01/snv-cchc cung cap danh sach")
    assert "to chuc thuc hien nghiem tuc" in entered.body_key


# Findings


def test_a_print_is_checked_once_and_its_findings_are_kept(monkeypatch):
    flawed = plan(recipients=[], signature=SignatureBlock("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None, "Nguyễn Văn A"))
    first = rendition.printed_file(document=flawed, file_format=FileFormat.PDF, at=AT)
    monkeypatch.setattr(rendition, "check_document", None)

    again = rendition.printed_file(document=flawed, file_format=FileFormat.PDF, at=AT)

    assert [finding.rule for finding in rendition.findings_of(again)] == [entry["rule"] for entry in first.findings]
    assert first.findings != []


def test_words_cut_within_an_emoji_are_kept_whole(monkeypatch):
    cut = RuleFinding("F10", Level.WARNING, "Cỡ chữ", words="Kế hoạch \ud83d\0")
    monkeypatch.setattr(rendition, "check_document", lambda *_, **__: [cut])

    printed = rendition.printed_file(document=plan(), file_format=FileFormat.PDF, at=AT)
    printed.refresh_from_db()

    assert rendition.findings_of(printed)[0].words == "Kế hoạch \ufffd"


@pytest.mark.parametrize("file_format", FileFormat)
def test_a_print_that_cannot_be_checked_says_so(monkeypatch, file_format, caplog):
    def broken(*_, **__):
        raise RuntimeError("hỏng")

    monkeypatch.setattr(rendition, "check_document", broken)

    printed = rendition.printed_file(document=plan(), file_format=file_format, at=AT)

    assert [finding.rule for finding in rendition.findings_of(printed)] == ["F00"]
    assert "could not be checked" in caplog.text
