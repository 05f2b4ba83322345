"""The words under which the audit trail shows what an act changed. Events store short stable names; people read these.

Rooms above add acts without adding words here: an unknown name or value is shown as it was stored.
"""

from __future__ import annotations

from typing import Any

FIELD_WORDS = {
    "state": "trạng thái",
    "reason": "lý do",
    "version": "lần nộp",
    "evidence": "số minh chứng",
    "file": "tệp",
    "sha256": "mã băm tệp",
    "content_hash": "mã băm nội dung",
    "tasks": "số nhiệm vụ",
    "assignments": "số phân công",
    "deliverables": "số việc phải nộp",
    "unmatched": "tên chưa nhận ra",
    "progress_percent": "tiến độ (%)",
    "progress_note": "tình hình thực hiện",
    "text": "nội dung",
    "deadline": "thời hạn",
    "due": "hạn cuối",
    "name": "tên theo văn bản",
    "chosen": "cơ quan được chọn",
    "import": "lần nhập",
    "plan": "kế hoạch",
    "number": "số",
    "symbol": "ký hiệu",
    "issued_on": "ngày ban hành",
    "place": "địa danh",
    "title": "trích yếu",
    "authority": "thẩm quyền ký",
    "on_behalf": "ký thay",
    "position": "chức vụ",
    "signer": "người ký",
    "role": "với tư cách",
    "means": "phương tiện",
    "certificate_issuer": "nơi cấp chứng thư số",
    "certificate_serial": "số hiệu chứng thư số",
    "kind": "loại",
    "key": "khóa",
}

VALUE_WORDS = {
    "open": "đang mở",
    "submitted": "đã nộp, chờ duyệt",
    "returned": "trả lại",
    "accepted": "hoàn thành",
    "waived": "được miễn",
    "cancelled": "hủy",
    "draft": "dự thảo",
    "issued": "đã ban hành",
    "closed": "đã kết thúc",
    "proposed": "đề xuất",
    "dropped": "đã bỏ",
    "queued": "chờ gửi",
    "held": "giữ lại",
    "sent": "đã gửi",
    "failed": "không gửi được",
}


def field_word(name: str) -> str:
    """The word for a stored field name."""
    return FIELD_WORDS.get(name, name)


def value_words(name: str, value: Any) -> Any:
    """The value as people read it: states in words, lists joined, the rest as stored."""
    if name == "state" and isinstance(value, str):
        return VALUE_WORDS.get(value, value)
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value
