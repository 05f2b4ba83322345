"""An unfinished edit: every change kept, undone and redone, refused when the page is old, put into the draft or thrown away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import AuditEvent, RoleGrant, User
from documents.official import LegalBasis, OfficialDocument, ProvisionKind, Table
from documents.outline import Place
from registry.models import Edit, EditStep, IssuedDocument
from registry.services import documents as register
from registry.services import editing, outline_acts
from registry.services.documents import DocumentNotReady
from registry.services.editing import EditStale, NothingToUndo, SomebodySavedFirst
from registry.services.loading import load_document_types
from registry.services.outline_acts import Act, ActNotPossible, Change, TextTooLong
from registry.services.outline_parts import BASES, BODY, PartMissing, provisions_of
from tests import factories
from tests.documents.papers import appendix, decision, plan

AT = factories.moment(date(2026, 7, 14))
LATER = AT + timedelta(minutes=5)
K = ProvisionKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types():
    load_document_types()


@pytest.fixture
def colleague(province):
    return factories.make_person("coordinator", province, full_name="Ngô Đồng Nghiệp")


@pytest.fixture
def draft(home_affairs, coordinator) -> IssuedDocument:
    return entered(home_affairs, coordinator, plan(appendices=[appendix()]))


def entered(issuer, by, document: OfficialDocument) -> IssuedDocument:
    return register.draft_document(document=document, issuer=issuer, by=by, at=AT)


class Desk:
    """What a person does in the editor of one document, always from the newest page."""

    def __init__(self, document: IssuedDocument, person) -> None:
        self.document, self.person = document, person

    @property
    def space(self) -> editing.Workspace:
        self.document.refresh_from_db()
        return editing.workspace_of(self.document, self.person)

    def do(self, act: Act, item: int | None = None, *, part: str = BODY, at=AT, token: str | None = None, **values):
        return editing.change_draft(
            document_id=self.document.pk,
            change=Change(act=act, part=part, item=item, **values),
            token=self.space.token if token is None else token,
            by=self.person,
            at=at,
        )

    def undo(self):
        return editing.undo_change(document_id=self.document.pk, token=self.space.token, by=self.person, at=AT)

    def redo(self):
        return editing.redo_change(document_id=self.document.pk, token=self.space.token, by=self.person, at=AT)

    def save(self, **values):
        return editing.save_edit(
            document_id=self.document.pk, token=self.space.token, by=self.person, at=LATER, **values
        )

    @property
    def lines(self) -> list[str]:
        return [f"{item.marker} {item.text[:12]}".strip() for item in self.space.document.provisions]


@pytest.fixture
def desk(draft, coordinator) -> Desk:
    return Desk(draft, coordinator)


def test_looking_writes_nothing(desk):
    assert desk.space.edit is None
    assert not Edit.objects.exists()


def test_the_first_change_begins_the_edit_and_leaves_the_draft(desk, draft):
    desk.do(Act.TEXT, 1, text="Nâng cao nhận thức.")

    assert desk.lines[1] == "1. Nâng cao nhậ"
    assert [step.position for step in EditStep.objects.all()] == [0, 1]
    assert "Nâng cao nhận thức." not in str(IssuedDocument.objects.get().content)


def test_undo_and_redo_return_exactly(desk):
    start = desk.space.document
    changed = [start]
    for act, item in ((Act.ADD_BELOW, 1), (Act.INDENT, 2), (Act.DELETE, 3), (Act.UP, 0)):
        try:
            desk.do(act, item, at=AT)
        except ActNotPossible:
            continue
        changed.append(desk.space.document)

    assert len(changed) > 2
    for earlier in reversed(changed[:-1]):
        desk.undo()
        assert desk.space.document == earlier
    with pytest.raises(NothingToUndo):
        desk.undo()
    for later in changed[1:]:
        desk.redo()
        assert desk.space.document == later
    with pytest.raises(NothingToUndo):
        desk.redo()


def test_a_change_after_undo_drops_what_was_undone(desk):
    desk.do(Act.DELETE, 1)
    desk.undo()
    desk.do(Act.DELETE, 2)

    assert desk.space.redo_label is None
    assert desk.space.undo_label.startswith("xóa “2. Các cơ quan")


def test_typing_in_one_go_is_one_step(desk):
    desk.do(Act.TEXT, 1, text="Một")
    desk.do(Act.TEXT, 1, text="Một hai", at=AT + timedelta(seconds=20))
    desk.do(Act.TEXT, 1, text="Một hai ba", at=AT + timedelta(minutes=3))

    assert [step.act for step in EditStep.objects.filter(position__gt=0)] == [
        "sửa chữ “1. Một”",
        "sửa chữ “1. Một hai ba”",
    ]
    desk.undo()
    assert desk.lines[1] == "1. Một hai"


def test_the_same_words_again_are_no_change(desk):
    text = desk.space.document.provisions[1].text

    changed = desk.do(Act.TEXT, 1, text=f"  {text}\r\n")

    assert not changed.is_new_state
    assert not Edit.objects.exists()


def test_words_typed_with_an_act_are_kept_with_it(desk):
    desk.do(Act.DOWN, 1, text="Chuyển xuống")

    assert desk.lines[1:3] == ["1. Các cơ quan,", "2. Chuyển xuống"]


def test_enter_divides_a_provision(desk):
    changed = desk.do(Act.ADD_BELOW, 1, text="Nửa đầu", new_text="nửa sau")

    assert desk.lines[1:4] == ["1. Nửa đầu", "2. nửa sau", "3. Các cơ quan,"]
    assert desk.space.document.provisions[2].id == changed.outcome.focus


def test_an_act_from_an_older_page_is_refused(desk):
    shown = desk.space.token
    desk.do(Act.DELETE, 1)

    with pytest.raises(EditStale):
        desk.do(Act.DELETE, 2, token=shown)

    assert len(desk.space.document.provisions) == 5


def test_a_page_older_than_the_draft_is_refused(desk, draft, colleague):
    shown = desk.space.token
    register.revise_document(document_id=draft.pk, document=plan(title="Khác"), by=colleague, at=AT)

    with pytest.raises(EditStale):
        desk.do(Act.DELETE, 1, token=shown)

    assert not Edit.objects.exists()


def test_the_second_press_of_a_button_changes_nothing(desk):
    shown = desk.space.token
    desk.do(Act.ADD_BELOW, 1, token=shown)

    with pytest.raises(EditStale):
        desk.do(Act.ADD_BELOW, 1, token=shown)

    assert len(desk.space.document.provisions) == 7


def test_only_the_last_steps_are_kept(desk, monkeypatch):
    monkeypatch.setattr(editing, "KEPT_STEPS", 5)
    monkeypatch.setattr(editing, "FEWEST_STEPS", 5)
    for number in range(12):
        desk.do(Act.ADD_BELOW, 1, new_text=f"Mục {number}")

    assert list(EditStep.objects.values_list("position", flat=True)) == [0, 8, 9, 10, 11, 12]
    for _ in range(4):
        desk.undo()
    with pytest.raises(NothingToUndo):
        desk.undo()


def test_saving_puts_the_edit_into_the_draft(desk, draft, coordinator):
    desk.do(Act.TEXT, 1, text="Nội dung mới.")
    desk.do(Act.ADD_BELOW, 1)

    saved = desk.save()

    texts = [(item.marker, item.text[:13]) for item in saved.official.provisions]
    assert texts[:3] == [("I.", "Mục đích, yêu"), ("1.", "Nội dung mới."), ("2.", "Các cơ quan, ")]
    assert [item.id for item in saved.official.provisions] == list(range(6))
    assert not Edit.objects.exists()
    assert AuditEvent.objects.about(draft).filter(act="sửa dự thảo văn bản", actor=coordinator).count() == 1


def test_an_empty_provision_is_not_saved_and_its_row_closes(desk):
    desk.do(Act.ADD_BELOW, 1)

    assert [item.marker for item in desk.save().official.provisions] == ["I.", "1.", "2.", "II.", "1.", "2."]


def test_saving_twice_is_harmless(desk):
    desk.do(Act.DELETE, 1)
    desk.save()

    desk.save()

    assert len(IssuedDocument.objects.get().official.provisions) == 5


def test_somebody_who_saved_first_is_never_overwritten_silently(desk, draft, colleague):
    desk.do(Act.TEXT, 1, text="Bản của tôi")
    other = Desk(draft, colleague)
    other.do(Act.TEXT, 2, text="Bản của đồng nghiệp")
    other.save()

    with pytest.raises(SomebodySavedFirst):
        desk.save()

    assert desk.space.overtaken
    assert desk.space.saved_meanwhile.actor == colleague
    assert desk.lines[1] == "1. Bản của tôi"
    assert IssuedDocument.objects.get().official.provisions[2].text == "Bản của đồng nghiệp"


def test_mine_replaces_theirs_only_as_it_was_shown(desk, draft, colleague):
    desk.do(Act.TEXT, 1, text="Bản của tôi")
    other = Desk(draft, colleague)
    other.do(Act.TEXT, 2, text="Lần một")
    shown = other.save().content_hash
    other.do(Act.TEXT, 2, text="Lần hai")
    newest = other.save().content_hash

    with pytest.raises(SomebodySavedFirst):
        desk.save(over_hash=shown)
    desk.save(over_hash=newest)

    assert IssuedDocument.objects.get().official.provisions[1].text == "Bản của tôi"
    assert AuditEvent.objects.filter(act="ghi đè dự thảo người khác vừa lưu").count() == 1


def test_a_new_head_and_a_new_text_are_both_kept(desk, draft, colleague):
    desk.do(Act.TEXT, 1, text="Nội dung của tôi")
    head = draft.official
    head.title = "Trích yếu của đồng nghiệp"
    register.revise_document(document_id=draft.pk, document=head, by=colleague, at=AT)

    assert not desk.space.overtaken
    saved = desk.save()

    assert (saved.title, saved.official.provisions[1].text) == ("Trích yếu của đồng nghiệp", "Nội dung của tôi")


def test_a_submitted_document_keeps_the_edit_readable(desk, draft, coordinator):
    desk.do(Act.TEXT, 1, text="Chưa kịp lưu")
    register.submit_document(document_id=draft.pk, by=coordinator, at=AT)

    with pytest.raises(DocumentNotReady, match="không sửa được nữa"):
        desk.do(Act.DELETE, 1)
    with pytest.raises(DocumentNotReady):
        desk.save()

    assert desk.lines[1] == "1. Chưa kịp lưu"
    assert not desk.space.can_edit


def test_discarding_leaves_the_draft(desk, draft, coordinator):
    before = IssuedDocument.objects.get().content_hash
    desk.do(Act.DELETE, 0)

    editing.discard_edit(document_id=draft.pk, by=coordinator)

    assert not Edit.objects.exists()
    assert IssuedDocument.objects.get().content_hash == before


def test_each_person_has_an_edit_of_their_own(desk, draft, colleague):
    desk.do(Act.TEXT, 1, text="Của tôi")

    assert Desk(draft, colleague).space.edit is None
    Desk(draft, colleague).do(Act.TEXT, 1, text="Của đồng nghiệp")
    assert desk.lines[1] == "1. Của tôi"
    assert Edit.objects.count() == 2


@pytest.mark.parametrize("person", ["leader", "focal_point", "stranger"])
def test_only_those_who_prepare_documents_edit(desk, draft, person, request):
    other = request.getfixturevalue(person)

    with pytest.raises(PermissionDenied):
        editing.change_draft(
            document_id=draft.pk,
            change=Change(act=Act.DELETE, part=BODY, item=1),
            token=desk.space.token,
            by=other,
            at=AT,
        )
    with pytest.raises(PermissionDenied):
        editing.discard_edit(document_id=draft.pk, by=other)


def test_long_text_is_taken_up_to_the_limit(desk):
    text = "năm " * (outline_acts.LONGEST_TEXT // 4 - 1) + "2026"
    desk.do(Act.TEXT, 1, text=text)

    with pytest.raises(TextTooLong, match=r"40\.001 ký tự"):
        desk.do(Act.TEXT, 1, text=text + "!")
    with pytest.raises(TextTooLong, match="không có dấu cách"):
        desk.do(Act.TEXT, 1, text="x" * 2001)

    assert len(desk.space.document.provisions[1].text) == outline_acts.LONGEST_TEXT


def test_hostile_text_is_cleaned_and_kept_as_words(desk):
    desk.do(Act.TEXT, 1, text="<script>alert(1)</script>\x00\x07 Vie\u0323\u0302t\tNam\ud800\nhai")

    assert desk.space.document.provisions[1].text == "<script>alert(1)</script> Việt Nam hai"


def test_a_document_has_a_limit_as_a_whole(desk, monkeypatch):
    monkeypatch.setattr(outline_acts, "LONGEST_DOCUMENT", 1000)

    with pytest.raises(TextTooLong, match="quá dài"):
        desk.do(Act.TEXT, 1, text="a" * 900)


def test_grounds_are_edited_as_lines(home_affairs, coordinator):
    ground = LegalBasis("Luật", "72/2025/QH15", None, "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15")
    desk = Desk(entered(home_affairs, coordinator, decision(legal_bases=[ground])), coordinator)

    changed = desk.do(
        Act.ADD_BELOW, 0, part=BASES, new_text="Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"
    )
    desk.do(Act.UP, changed.outcome.focus, part=BASES)

    bases = desk.space.document.legal_bases
    assert [(basis.type, basis.number, basis.date) for basis in bases] == [
        ("Nghị định", "30/2020/NĐ-CP", date(2020, 3, 5)),
        ("Luật", "72/2025/QH15", None),
    ]
    with pytest.raises(ActNotPossible, match="một cấp"):
        desk.do(Act.INDENT, 1, part=BASES)


def test_the_closing_table_of_an_appendix_is_its_last_item(desk):
    table = provisions_of(desk.space.document, "phu-luc-1")[-1]
    desk.do(Act.ROW_ADD, table.id, part="phu-luc-1", place_number=0, cells={(1, 1): "Rà soát"})
    desk.do(Act.ADD_BELOW, table.id, part="phu-luc-1", new_text="Ghi chú.")
    desk.do(Act.UP, provisions_of(desk.space.document, "phu-luc-1")[-1].id, part="phu-luc-1")

    changed = desk.space.document.appendices[0]
    assert [item.text for item in changed.provisions] == ["Ghi chú."]
    assert changed.table.rows[0][1] == "Rà soát"
    assert changed.table.rows[1] == ["", "", "", ""]
    assert len(changed.table.rows) == 4


def test_a_table_in_the_text_is_added_and_edited(desk):
    added = desk.do(Act.ADD_TABLE, 1).outcome.focus
    desk.do(Act.COLUMN_ADD, added, place_number=2, cells={(0, 1): "Nhiệm vụ"})
    desk.do(Act.ROW_DELETE, added, place_number=0)

    table = next(item.table for item in desk.space.document.provisions if item.id == added)
    assert table == Table([["STT", "Nhiệm vụ", "Cơ quan thực hiện", ""]], [["2", "", "", ""]])
    with pytest.raises(TextTooLong):
        desk.do(Act.CELLS, added, cells={(0, 0): "x" * 4001})
    with pytest.raises(ActNotPossible, match="không còn là bảng"):
        desk.do(Act.CELLS, 0, cells={})


@pytest.mark.parametrize(
    ("act", "values", "error"),
    [
        (Act.INDENT, {"item": 0}, ActNotPossible),
        (Act.INDENT, {"item": 99}, ActNotPossible),
        (Act.DELETE, {}, ActNotPossible),
        (Act.MOVE, {"item": 1}, ActNotPossible),
        (Act.DELETE, {"item": 0, "part": "phu-luc-9"}, PartMissing),
        (Act.DELETE, {"item": 0, "part": "lạ"}, PartMissing),
    ],
)
def test_an_impossible_act_changes_nothing(desk, act, values, error):
    with pytest.raises(error):
        desk.do(act, values.pop("item", None), **values)

    assert not Edit.objects.exists()


def test_acts_reach_the_outline(desk):
    desk.do(Act.KIND, 2, kind=K.POINT)
    desk.do(Act.TITLE, 1, is_title=True)
    desk.do(Act.ADD_CHILD, 1, new_text="Con")
    desk.do(Act.MOVE, 5, target=0, place=Place.BEFORE)
    desk.do(Act.OUTDENT, 4)
    desk.do(Act.RENUMBER)

    assert desk.space.document.provisions[2].is_title or desk.space.document.provisions[1].is_title
    assert len(desk.space.document.provisions) == 7


def test_citations_whose_number_moved_are_named(home_affairs, coordinator):
    document = decision()
    document.provisions[2].text = "Chịu trách nhiệm theo Điều 2 Quyết định này."
    desk = Desk(entered(home_affairs, coordinator, document), coordinator)
    desk.do(Act.ADD_BELOW, desk.space.document.provisions[0].id, new_text="Mới.")

    (hint,) = desk.space.moved_references(BODY)

    assert (hint.words, hint.now) == ("Điều 2", "Điều 3")


def test_a_change_is_refused_when_the_office_has_ended(desk, coordinator):
    desk.do(Act.TEXT, 1, text="Còn quyền")
    token = desk.space.token
    RoleGrant.objects.filter(user=coordinator).delete()
    person = User.objects.get(pk=coordinator.pk)

    with pytest.raises(PermissionDenied):
        Desk(desk.document, person).do(Act.DELETE, 1, token=token)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_many_windows_pressing_at_once_one_act_counts(desk, draft, coordinator):
    token = desk.space.token
    start = Barrier(12)

    def press(number: int) -> bool:
        try:
            start.wait()
            Desk(IssuedDocument(pk=draft.pk), coordinator).do(Act.ADD_BELOW, 1, new_text=f"Mục {number}", token=token)
        except EditStale:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(press, range(12)))

    assert outcomes.count(True) == 1
    assert len(desk.space.document.provisions) == 7
    assert Edit.objects.get().revision == 1
