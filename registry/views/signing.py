"""Signing an issued document: the page with the next signature, the acts, the signed files, and the page that verifies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import View

from accounts.confirming import ConfirmedActMixin
from accounts.permissions import require
from documents.signing.errors import UnreadableSignedFile
from registry.enums import DocumentState, FileFormat, SignatureRole
from registry.forms.signing import Pkcs12Form, SignedUploadForm, VerifyForm
from registry.models import IssuedDocument, SignedFile
from registry.permissions import can_prepare_document, can_sign_document
from registry.services.distribution import note_opening
from registry.services.signed_uploads import record_signed_upload
from registry.services.signing import (
    AlreadySigned,
    CannotSign,
    SigningState,
    file_bytes,
    sign_with_pkcs12,
    sign_with_token,
    signing_state,
    token_signs_for,
)
from registry.services.verification import Match, VerifiedUpload, verify_upload
from registry.views.documents import file_name_of, visible_document
from registry.views.uploads import MemoryOnlyUploadHandler

NEXT_STEPS = {
    SignatureRole.PERSON: "Người ký văn bản ký số",
    SignatureRole.ORGANISATION: "Cơ quan ban hành ký số (đóng dấu)",
}
VERDICTS = {
    "unsigned": ("amber", "alert-triangle", "Tệp chưa có chữ ký số"),
    "changed": ("red", "alert-triangle", "Tệp đã bị thay đổi sau khi ký"),
    "untrusted": ("amber", "alert-triangle", "Tệp nguyên vẹn, nhưng có chữ ký không do nơi tin cậy cấp"),
    "whole": ("green", "circle-check", "Tệp nguyên vẹn từ khi ký"),
    "genuine": ("green", "circle-check", "Chữ ký số hợp lệ, tệp nguyên vẹn"),
}


def document_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """What is signed already, and the ways to make the next signature."""
    document = _to_sign(request, pk)
    return _page(request, document)


@method_decorator(csrf_exempt, name="dispatch")
class SignWithPkcs12(View):
    """Sign with an uploaded key file. The file stays in memory and its password in this one request."""

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Set before anything reads the form: the usual handler writes larger uploads to disk.
        request.upload_handlers = [MemoryOnlyUploadHandler(request)]
        return self._protected(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def _protected(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("registry:document_sign", _to_sign(request, pk).pk)

    @sensitive_variables()
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_sign(request, pk)
        role = _role(request.POST.get("role"))
        form = Pkcs12Form(request.POST, request.FILES, role=role)
        if not form.is_valid():
            return _page(request, document, pkcs12_form=form)
        picture = form.cleaned_data.get("picture")
        try:
            signed = sign_with_pkcs12(
                document_id=document.pk,
                role=role,
                pkcs12=form.cleaned_data["pkcs12"].read(),
                password=form.cleaned_data["password"],
                picture=picture.read() if picture else None,
                by=request.user,
                at=timezone.now(),
            )
        except AlreadySigned as error:
            messages.info(request, " ".join(error.messages))
            return redirect("registry:document_sign", document.pk)
        except CannotSign as error:
            form.add_error(None, error)
            return _page(request, document, pkcs12_form=form)
        return _done(request, document, signed)


class SignWithToken(ConfirmedActMixin, View):
    """Put the seal with the key on the server's token."""

    def get_confirm_context(self) -> dict[str, Any]:
        document = _to_sign(self.request, self.kwargs["pk"])
        return {
            "question": f"Ký số của {document.issuer} lên {document}?",
            "detail": "Khóa của cơ quan nằm trên thiết bị ký số của máy chủ. Chữ ký đã ký không gỡ ra được.",
            "button": "Ký số của cơ quan",
            "cancel_url": reverse("registry:document_sign", args=[document.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = _to_sign(request, pk)
        try:
            signed = sign_with_token(document_id=document.pk, by=request.user, at=timezone.now())
        except AlreadySigned as error:
            messages.info(request, " ".join(error.messages))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            return _done(request, document, signed)
        return redirect("registry:document_sign", document.pk)


def document_sign_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the file signed outside the portal."""
    document = _to_sign(request, pk)
    if request.method != "POST":
        return redirect("registry:document_sign", pk)
    form = SignedUploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            added = record_signed_upload(
                document_id=document.pk, data=form.cleaned_data["file"].read(), by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return _done(request, document, *added)
    return _page(request, document, upload_form=form)


def signed_file(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """A signed file, shown in the browser. Earlier stages are for those who prepare or sign; all others get the last one."""
    document = visible_document(request, pk)
    signed = get_object_or_404(SignedFile, document=document, sequence=sequence)
    is_last = not SignedFile.objects.filter(document=document, sequence__gt=sequence).exists()
    if not is_last and not (can_prepare_document(request.user, document) or can_sign_document(request.user, document)):
        raise Http404
    note_opening(document=document, by=request.user, at=timezone.now())
    name = file_name_of(document, FileFormat.PDF).removesuffix(".pdf") + ".signed.pdf"
    disposition = content_disposition_header(False, name) or ""
    return HttpResponse(
        file_bytes(signed), content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


def verify_document(request: HttpRequest) -> HttpResponse:
    """Upload any PDF and read who signed it, when, and whether it has changed."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    result: VerifiedUpload | None = None
    if request.method == "POST" and form.is_valid():
        try:
            result = verify_upload(form.cleaned_data["file"].read(), by=request.user)
        except UnreadableSignedFile as error:
            form.add_error("file", str(error))
    context: dict[str, Any] = {"form": form, "result": result, "file_name": ""}
    if result is not None:
        colour, icon, words = VERDICTS[verdict_of(result)]
        context |= {
            "file_name": form.cleaned_data["file"].name,
            "verdict": {"colour": colour, "icon": icon, "words": words},
            "signatures": result.verification.signatures,
            "is_whole": result.verification.is_whole,
            "same_file": result.known is not None and result.known.match == Match.SAME_FILE,
            "same_text": result.known is not None and result.known.match == Match.SAME_TEXT,
        }
        context["form"] = VerifyForm()
    return render(request, "registry/verify.html", context, status=422 if form.errors else 200)


def verdict_of(result: VerifiedUpload) -> str:
    """The one line above the details: a key of VERDICTS."""
    verification = result.verification
    if not verification.signatures:
        return "unsigned"
    if not verification.is_whole:
        return "changed"
    if result.roots_are_missing:
        return "whole"
    good = all(one.trust == "trusted" and one.was_in_force for one in verification.signatures)
    return "genuine" if good else "untrusted"


def panel(request: HttpRequest, document: IssuedDocument) -> tuple[str, dict[str, Any]] | None:
    """The part of a document's page about its signatures; None for a document that nobody can sign yet."""
    if document.state != DocumentState.ISSUED:
        return None
    state = signing_state(document)
    may_sign = can_sign_document(request.user, document)
    if not state.files and not may_sign:
        return None
    return "registry/fragments/signing_panel.html", {
        "files": state.files,
        "current": state.current,
        "may_sign": may_sign and state.next_role is not None,
        "next_step": NEXT_STEPS[state.next_role] if state.next_role else "",
        "sees_stages": may_sign or can_prepare_document(request.user, document),
    }


def _page(
    request: HttpRequest,
    document: IssuedDocument,
    *,
    pkcs12_form: Pkcs12Form | None = None,
    upload_form: SignedUploadForm | None = None,
) -> HttpResponse:
    state = signing_state(document)
    failed: forms.Form | None = next((form for form in (pkcs12_form, upload_form) if form and form.errors), None)
    context = {
        "document": document,
        "official": document.official,
        "is_issued": document.state == DocumentState.ISSUED,
        "files": state.files,
        "current": state.current,
        "next_role": state.next_role,
        "next_step": NEXT_STEPS[state.next_role] if state.next_role else "",
        "is_person": state.next_role == SignatureRole.PERSON,
        "pkcs12_form": pkcs12_form or _pkcs12_form(state),
        "upload_form": upload_form or SignedUploadForm(),
        "has_token": state.next_role == SignatureRole.ORGANISATION and token_signs_for(document.issuer),
        "failed": failed,
    }
    return render(request, "registry/sign.html", context, status=422 if failed else 200)


def _pkcs12_form(state: SigningState) -> Pkcs12Form | None:
    return Pkcs12Form(role=state.next_role) if state.next_role else None


def _role(value: str | None) -> SignatureRole:
    try:
        return SignatureRole(value or "")
    except ValueError:
        return SignatureRole.PERSON


def _done(request: HttpRequest, document: IssuedDocument, *added: SignedFile) -> HttpResponse:
    names = " và ".join(f"“{signed.signer_name}”" for signed in added)
    following = signing_state(document).next_role
    hint = (
        f" Bước tiếp theo: {NEXT_STEPS[following].lower()}." if following else " Văn bản đã đủ chữ ký, có thể gửi đi."
    )
    messages.success(request, f"Đã ghi chữ ký số của {names}.{hint}")
    return redirect(document)


def _to_sign(request: HttpRequest, pk: int) -> IssuedDocument:
    document = visible_document(request, pk)
    require(can_sign_document, request.user, document)
    return document
