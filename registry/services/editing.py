"""A person's unfinished edit of a draft: every change kept as a step, undone, redone, put into the register or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import AuditEvent, User
from accounts.permissions import require
from accounts.services.auditing import record_act
from documents.document_json import document_from_json, document_to_json
from documents.official import OfficialDocument
from documents.references import MovedReference, moved_references
from registry.enums import DocumentState
from registry.models import Edit, EditStep, IssuedDocument
from registry.permissions import can_prepare_document
from registry.services.documents import DocumentNotReady, revise_document
from registry.services.outline_acts import Act, Change, Outcome, apply_change, size_of
from registry.services.outline_parts import have_same_outlines, opened, provisions_of, tidied, with_outlines_of

KEPT_STEPS = 100
# Long documents keep fewer steps: about this many characters of content for one edit.
KEPT_CHARACTERS = 20_000_000
FEWEST_STEPS = 10
# Typing in one provision with shorter pauses is one step to undo.
ONE_GO = timedelta(seconds=60)
REVISED = "sửa dự thảo văn bản"


class EditStale(ValidationError):
    """The act was asked for on a page that shows an older state of the edit."""

    def __init__(self) -> None:
        super().__init__(
            "Bản đang sửa đã thay đổi ở cửa sổ khác, nên việc vừa bấm chưa làm. Trang này đã hiện bản mới nhất: hãy xem rồi làm lại."
        )


class SomebodySavedFirst(ValidationError):
    """The draft in the register is not the one the edit began from; the person has to choose."""

    def __init__(self) -> None:
        super().__init__("Có người đã lưu dự thảo này sau khi anh/chị bắt đầu sửa. Hãy đối chiếu hai bản rồi chọn một.")


class NothingToUndo(ValidationError):
    """There is no step before, or none after."""


@dataclass(frozen=True)
class Workspace:
    """A draft as one person sees it in the editor. `edit` is None until the first change."""

    entered: IssuedDocument
    edit: Edit | None
    document: OfficialDocument
    base: OfficialDocument | None
    steps: dict[int, str]
    overtaken: bool

    @property
    def token(self) -> str:
        """Tells the state this page shows; an act must bring it."""
        return _token(self.entered, self.edit)

    @property
    def can_edit(self) -> bool:
        return self.entered.state == DocumentState.DRAFT

    @property
    def undo_label(self) -> str | None:
        """What undo takes back, None when there is nothing."""
        if self.edit is None or self.edit.position - 1 not in self.steps:
            return None
        return self.steps[self.edit.position]

    @property
    def redo_label(self) -> str | None:
        return None if self.edit is None else self.steps.get(self.edit.position + 1)

    @cached_property
    def saved_meanwhile(self) -> AuditEvent | None:
        """Who saved first, and when."""
        if not self.overtaken:
            return None
        return AuditEvent.objects.about(self.entered).filter(act=REVISED).select_related("actor").order_by("pk").last()

    def moved_references(self, part: str) -> list[MovedReference]:
        """Citations whose number moved since the edit began."""
        if self.edit is None or self.base is None:
            return []
        try:
            before = provisions_of(self.base, part)
        except ValidationError:
            return []
        return moved_references(before, provisions_of(self.document, part))


@dataclass(frozen=True, slots=True)
class Changed:
    """The edit after an act and what the act did; `is_new_state` is False when nothing changed."""

    edit: Edit | None
    outcome: Outcome
    is_new_state: bool = True


def workspace_of(entered: IssuedDocument, user: User) -> Workspace:
    """Read the person's edit of a draft, or the draft itself where there is none."""
    edit = Edit.objects.filter(document=entered, editor=user).first()
    if edit is None:
        return Workspace(entered, None, opened(entered.official), None, {}, overtaken=False)
    steps = dict(edit.steps.values_list("position", "act"))
    content = dict(edit.steps.filter(position__in={0, edit.position}).values_list("position", "content"))
    document, base = document_from_json(content[edit.position]), document_from_json(content[0])
    overtaken = edit.base_hash != entered.content_hash
    if overtaken:
        theirs = opened(entered.official)
        overtaken = not have_same_outlines(base, theirs)
        if not overtaken:
            document = with_outlines_of(theirs, document)
    return Workspace(entered, edit, document, base, steps, overtaken=overtaken)


@transaction.atomic
def change_draft(*, document_id: int, change: Change, token: str, by: User, at: datetime) -> Changed:
    """Do one act and keep it as a step; the first act begins the edit.

    Raises PermissionDenied, DocumentNotReady, EditStale, PartMissing, TextTooLong, ActNotPossible.
    """
    entered, edit = _locked(document_id, by, token)
    if edit is None:
        document = opened(entered.official)
        before = document_to_json(document)
    else:
        before = edit.steps.get(position=edit.position).content
        document = document_from_json(before)
    outcome = apply_change(document, change)
    content = document_to_json(document)
    if content == before:
        return Changed(edit, outcome, is_new_state=False)
    if edit is None:
        edit = Edit.objects.create(document=entered, editor=by, base_hash=entered.content_hash, saved_at=at)
        EditStep.objects.create(edit=edit, position=0, act="mở dự thảo", content=before)
    _keep_step(edit, change, outcome, content, size=size_of(document), at=at)
    return Changed(edit, outcome)


@transaction.atomic
def undo_change(*, document_id: int, token: str, by: User, at: datetime) -> Edit:
    """Show the step before. Raises PermissionDenied, DocumentNotReady, EditStale, NothingToUndo."""
    return _step_to(document_id, -1, token, by, at)


@transaction.atomic
def redo_change(*, document_id: int, token: str, by: User, at: datetime) -> Edit:
    """Show the step that was undone. Raises PermissionDenied, DocumentNotReady, EditStale, NothingToUndo."""
    return _step_to(document_id, 1, token, by, at)


@transaction.atomic
def save_edit(*, document_id: int, token: str, over_hash: str = "", by: User, at: datetime) -> IssuedDocument:
    """Put the edit into the register's draft and end it.

    `over_hash` is the content hash of what somebody else saved meanwhile and the person chose to replace. Where only head or
    closing changed meanwhile, both changes stay. Raises PermissionDenied, DocumentNotReady, EditStale, SomebodySavedFirst.
    """
    entered, edit = _locked(document_id, by, token)
    if edit is None:
        return entered
    workspace = workspace_of(entered, by)
    if workspace.overtaken and over_hash != entered.content_hash:
        raise SomebodySavedFirst
    if workspace.overtaken:
        record_act(
            by, "ghi đè dự thảo người khác vừa lưu", entered, at=at, before={"content_hash": entered.content_hash}
        )
    saved = revise_document(
        document_id=entered.pk,
        document=tidied(workspace.document),
        by=by,
        at=at,
        shown_hash=entered.content_hash,
    )
    edit.delete()
    return saved


@transaction.atomic
def discard_edit(*, document_id: int, by: User) -> None:
    """Throw the person's unfinished edit away; the draft in the register stays. Also where the document is no draft any more."""
    entered = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    require(can_prepare_document, by, entered)
    Edit.objects.filter(document=entered, editor=by).delete()


def _locked(document_id: int, by: User, token: str) -> tuple[IssuedDocument, Edit | None]:
    """The draft and the person's edit under lock, in the state that `token` tells of."""
    entered = (
        IssuedDocument.objects.select_for_update(of=("self",)).select_related("type", "issuer").get(pk=document_id)
    )
    require(can_prepare_document, by, entered)
    if entered.state != DocumentState.DRAFT:
        raise DocumentNotReady(
            f"Văn bản đang ở trạng thái “{entered.get_state_display().lower()}” nên không sửa được nữa. Bản đang sửa của anh/chị "
            "vẫn còn để đọc và chép lại; muốn sửa tiếp, hãy đề nghị trả văn bản về dự thảo."
        )
    edit = Edit.objects.select_for_update().filter(document=entered, editor=by).first()
    if token != _token(entered, edit):
        raise EditStale
    return entered, edit


def _token(entered: IssuedDocument, edit: Edit | None) -> str:
    return f"{edit.pk}.{edit.revision}" if edit is not None else f"0.{entered.content_hash[:16]}"


def _keep_step(edit: Edit, change: Change, outcome: Outcome, content: dict, *, size: int, at: datetime) -> None:
    item = f"{change.part}:{change.item}" if change.act is Act.TEXT else ""
    last = edit.steps.filter(position=edit.position).only("item").first()
    goes_on = item and last is not None and last.item == item and at - edit.saved_at < ONE_GO
    edit.steps.filter(position__gt=edit.position).delete()
    if goes_on:
        edit.steps.filter(position=edit.position).update(content=content)
    else:
        edit.position += 1
        EditStep.objects.create(edit=edit, position=edit.position, act=outcome.said[:60], item=item, content=content)
        kept = max(FEWEST_STEPS, min(KEPT_STEPS, KEPT_CHARACTERS // max(size, 1)))
        # The first step stays: it is what the edit began from.
        edit.steps.filter(position__gt=0, position__lte=edit.position - kept).delete()
    _save(edit, at)


def _step_to(document_id: int, direction: int, token: str, by: User, at: datetime) -> Edit:
    _, edit = _locked(document_id, by, token)
    if edit is None or not edit.steps.filter(position=edit.position + direction).exists():
        raise NothingToUndo("Không còn bước nào để hoàn tác." if direction < 0 else "Không còn bước nào để làm lại.")
    edit.position += direction
    _save(edit, at)
    return edit


def _save(edit: Edit, at: datetime) -> None:
    edit.revision += 1
    edit.saved_at = at
    edit.save(update_fields=["position", "revision", "saved_at"])
