"""What people type about a document: the facts around its text, a file to begin from, a correction, the acts of the register."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.html import format_html

from accounts.forms.mixins import DateInput, FormActionsMixin
from agencies.models import Agency
from documents.extraction import MAX_BYTES
from documents.extraction.errors import FileTooLarge
from documents.layout import URGENCY_WIDTHS_MM
from registry.models import DocumentType
from registry.services.correcting import CorrectionWay
from registry.services.drafting import DraftFacts
from registry.services.signers import Signer, SigningWay
from registry.services.symbols import LETTER

APPENDIX = "PL"
CIRCULATIONS = ("LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI")
_UNIT_HELP = "Chỉ ghi cho công văn: đơn vị soạn thảo hoặc lĩnh vực, ví dụ CCHC để có ký hiệu SNV-CCHC."


class LinesField(forms.CharField):
    """One item a line; empty lines are left out."""

    def __init__(self, *, rows: int, most: int = 200, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), required=False, max_length=20_000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(f"Nhiều nhất {self.most} dòng; hãy gộp lại hoặc đưa danh sách vào phụ lục.")
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


def document_types() -> QuerySet[DocumentType]:
    """Types that are issued by themselves: all but the Phụ lục."""
    return DocumentType.objects.exclude(code=APPENDIX)


class FactsForm(FormActionsMixin, forms.Form):
    """Everything around the text of a document. `shown_hash` tells a form that was overtaken by a colleague."""

    submit_label = "Lưu dự thảo"

    kind = forms.ModelChoiceField(label="Loại văn bản", queryset=DocumentType.objects.none(), empty_label="Chọn loại")
    issuer = forms.ModelChoiceField(
        label="Cơ quan ban hành", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    unit = forms.CharField(label="Đơn vị soạn thảo trong ký hiệu", required=False, max_length=30, help_text=_UNIT_HELP)
    title = forms.CharField(
        label="Trích yếu",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Một câu nói nội dung chính, không ghi “V/v”: cổng tự thêm cho công văn.",
        error_messages={"required": "Hãy ghi trích yếu của văn bản."},
    )
    place = forms.CharField(
        label="Địa danh", required=False, max_length=80, help_text="Để trống: lấy địa danh của cơ quan ban hành."
    )
    addressees = LinesField(
        label="Kính gửi", rows=2, help_text="Công văn, tờ trình, báo cáo gửi cấp trên. Mỗi dòng một nơi."
    )
    recipients = LinesField(
        label="Nơi nhận", rows=4, help_text="Mỗi dòng một nơi, không ghi gạch đầu dòng; dòng cuối là “Lưu: VT, …”."
    )
    way = forms.ChoiceField(label="Cách ký", choices=SigningWay.choices)
    collective = forms.CharField(
        label="Tập thể (sau TM.)", required=False, max_length=120, help_text="Để trống: Ủy ban hoặc Hội đồng ban hành."
    )
    head_post = forms.CharField(
        label="Chức vụ người đứng đầu",
        required=False,
        max_length=120,
        help_text="CHỦ TỊCH, GIÁM ĐỐC… Để trống: theo cơ quan ban hành. Chức vụ cấp phó do cổng ghi.",
    )
    post = forms.CharField(
        label="Chức vụ người ký thừa lệnh, thừa ủy quyền",
        required=False,
        max_length=120,
        help_text="Chỉ ghi khi ký TL. hoặc TUQ., ví dụ CHÁNH VĂN PHÒNG.",
    )
    name = forms.CharField(
        label="Họ tên người ký", required=False, max_length=120, help_text="Không ghi học hàm, học vị."
    )
    other_post = forms.CharField(
        label="Chức vụ khác của người ký",
        required=False,
        max_length=120,
        help_text="Chỉ khi hội đồng, ban chỉ đạo ban hành, ví dụ GIÁM ĐỐC SỞ NỘI VỤ.",
    )
    urgency = forms.ChoiceField(
        label="Mức độ khẩn",
        required=False,
        choices=[("", "Không"), *((word, word) for word in sorted(URGENCY_WIDTHS_MM))],
    )
    circulation = forms.ChoiceField(
        label="Phạm vi lưu hành", required=False, choices=[("", "Không"), *((word, word) for word in CIRCULATIONS)]
    )
    contact = forms.CharField(
        label="Dòng liên hệ cuối trang 1",
        required=False,
        max_length=300,
        help_text="Địa chỉ, điện thoại, thư điện tử của cơ quan, nếu cần in.",
    )
    drafter = forms.CharField(label="Ký hiệu người soạn thảo", required=False, max_length=10)
    copies = forms.IntegerField(label="Số lượng bản phát hành", required=False, min_value=1, max_value=9999)
    is_electronic_original = forms.BooleanField(
        label="Bản gốc điện tử",
        required=False,
        help_text="Phụ lục để trống chỗ ghi số và ngày, vì số và ngày do chữ ký số mang.",
    )
    shown_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        facts: DraftFacts | None = None,
        shown_hash: str = "",
        **kwargs: Any,
    ) -> None:
        initial = {"recipients": ["Lưu: VT"], "shown_hash": shown_hash}
        if facts is not None:
            initial |= {name: getattr(facts, name) for name in self.base_fields if hasattr(facts, name)}
            initial |= {name: getattr(facts.signer, name) for name in _SIGNER_FIELDS}
            initial |= {"kind": facts.kind.pk, "issuer": facts.issuer.pk}
        super().__init__(*args, **{**kwargs, "initial": initial | kwargs.get("initial", {})})
        self.fields["kind"].queryset = document_types()
        self.fields["issuer"].queryset = agencies
        if facts is None:
            self.fields["way"].choices = [choice for choice in SigningWay.choices if choice[0] != SigningWay.AS_WRITTEN]

    def get_layout(self) -> Layout:
        return Layout(
            *_section("Văn bản", "kind", "issuer", "unit", "title", "place"),
            *_section("Gửi và nhận", "addressees", "recipients"),
            *_section("Người ký", "way", "head_post", "name"),
            *self._more("Chức danh khác của người ký", "collective", "post", "other_post"),
            *self._more(
                "Dấu khẩn, phạm vi lưu hành, liên hệ",
                "urgency",
                "circulation",
                "contact",
                "drafter",
                "copies",
                "is_electronic_original",
            ),
            "shown_hash",
        )

    def _more(self, title: str, *fields: str) -> list[Any]:
        """Fields that few documents need, behind one press; open while one of them holds something or is wrong."""
        is_open = any(self[name].errors or self[name].value() for name in fields)
        opening = format_html(
            '<details class="mb-3"{}><summary class="btn">{}</summary>', " open" if is_open else "", title
        )
        return [HTML(opening), Div(*fields, css_class="mt-2"), HTML("</details>")]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = values.get("kind")
        if kind is not None and kind.code == LETTER and not values.get("unit"):
            self.add_error("unit", "Công văn cần đơn vị soạn thảo hoặc lĩnh vực để lập ký hiệu, ví dụ CCHC.")
        needs_post = {SigningWay.BY_ORDER, SigningWay.BY_MANDATE}
        if values.get("way") in needs_post and not values.get("post"):
            self.add_error("post", "Ký TL. hoặc TUQ. phải ghi chức vụ của người ký, ví dụ CHÁNH VĂN PHÒNG.")
        return values

    def facts(self) -> DraftFacts:
        """What was typed, as the services take it."""
        values = dict(self.cleaned_data)
        values.pop("shown_hash")
        signer = {name: values.pop(name) for name in _SIGNER_FIELDS}
        return DraftFacts(**values, signer=Signer(**{**signer, "way": SigningWay(signer["way"])}))


class FileForm(FormActionsMixin, forms.Form):
    """A Word or text file to begin a draft from."""

    submit_label = "Tải lên và lập dự thảo"

    file = forms.FileField(
        label="Tệp văn bản",
        help_text="DOCX, TXT hoặc PDF có chữ, không quá 20 MB.",
        error_messages={"empty": "Tệp không có nội dung. Hãy chọn đúng tệp rồi tải lên lại."},
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.md,.pdf,.html,.htm", "data-file-input": ""}),
    )
    issuer = forms.ModelChoiceField(
        label="Cơ quan ban hành", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    kind = forms.ModelChoiceField(
        label="Loại văn bản", queryset=DocumentType.objects.none(), required=False, empty_label="Theo tệp"
    )
    unit = forms.CharField(label="Đơn vị soạn thảo trong ký hiệu", required=False, max_length=30, help_text=_UNIT_HELP)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = document_types()
        self.fields["issuer"].queryset = agencies

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(str(FileTooLarge(size=upload.size, max_bytes=MAX_BYTES)))
        return upload


class CorrectionForm(FormActionsMixin, forms.Form):
    """How an issued document is put right."""

    submit_label = "Lập dự thảo"
    warn_unsaved = False

    way = forms.ChoiceField(
        label="Cách đính chính",
        choices=CorrectionWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cách đính chính."},
    )
    unit = forms.CharField(label="Đơn vị soạn thảo trong ký hiệu", required=False, max_length=30, help_text=_UNIT_HELP)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == CorrectionWay.LETTER and not values.get("unit"):
            self.add_error("unit", "Công văn đính chính cần đơn vị soạn thảo hoặc lĩnh vực, ví dụ CCHC.")
        return values


class ReturnDocumentForm(FormActionsMixin, forms.Form):
    submit_label = "Trả lại"

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi rõ cần sửa gì; người soạn đọc lý do này trên trang văn bản.",
        error_messages={"required": "Hãy ghi lý do trả lại để người soạn biết cần sửa gì."},
    )


class IssueForm(FormActionsMixin, forms.Form):
    """Date and number of the issue. Boxes to tick appear when there is something to be aware of."""

    submit_label = "Ban hành"
    warn_unsaved = False

    on = forms.DateField(label="Ngày ban hành (ngày/tháng/năm)", widget=DateInput())
    number = forms.IntegerField(
        label="Số",
        required=False,
        min_value=1,
        max_value=99_999,
        help_text="Để trống: cổng cấp số kế tiếp. Số ghi tay chỉ nhận khi đúng là số kế tiếp.",
    )
    accepts_findings = forms.BooleanField(
        label="Tôi đã xem các điểm chưa đúng thể thức và vẫn ban hành",
        required=True,
        error_messages={
            "required": "Hãy xem các điểm chưa đúng thể thức ở trên rồi đánh dấu ô này, hoặc trả lại để sửa."
        },
    )
    accepts_earlier_date = forms.BooleanField(
        label="Đúng là ngày này sớm hơn ngày của văn bản đã cấp số trước đó", required=False
    )
    shown_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_findings: bool, asks_earlier_date: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_findings:
            del self.fields["accepts_findings"]
        if not (asks_earlier_date or self.data.get("accepts_earlier_date")):
            self.fields["accepts_earlier_date"].widget = forms.HiddenInput()


class ContinueForm(FormActionsMixin, forms.Form):
    """Up to which number a register was kept on paper."""

    submit_label = "Ghi vào sổ"

    issuer = forms.ModelChoiceField(
        label="Cơ quan ban hành", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    kind = forms.ModelChoiceField(label="Loại văn bản", queryset=DocumentType.objects.none(), empty_label="Chọn loại")
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    last_number = forms.IntegerField(
        label="Số cuối cùng đã cấp trên giấy",
        min_value=1,
        help_text="Văn bản ban hành tiếp theo mang số lớn hơn một. Số đã ghi không giảm lại được.",
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: số 01 đến 128 đã cấp trong sổ giấy trước khi dùng cổng. Lý do hiện trong sổ đăng ký.",
        error_messages={"required": "Hãy ghi lý do; lý do hiện trong sổ đăng ký và nhật ký."},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = document_types()
        self.fields["issuer"].queryset = agencies


_SIGNER_FIELDS = ("way", "collective", "head_post", "post", "name", "other_post")


def _section(title: str, *fields: str) -> list[Any]:
    return [HTML(f'<h2 class="h3 mt-3">{title}</h2>'), *fields]
