"""Checking an uploaded file in a process of its own, with bounds on size, time and memory."""

from __future__ import annotations

import sys
from typing import Any

from documents import apart
from documents.checking import CheckedFile, NotADocument, check_file, finding_from_json
from documents.checking.kinds import AUTOMATIC

MAX_BYTES = 20 * 1024 * 1024
LONGEST_SECONDS = 60

_TOO_SLOW = (
    "Kiểm tra mãi chưa xong tệp này nên đã dừng. Hãy tách phụ lục dài thành tệp riêng, hoặc lưu lại bằng Word thành .docx, "
    "rồi tải lên lại."
)
_CRASHED = "Không kiểm tra được tệp này. Hãy mở thử tệp, lưu lại thành .docx hoặc .pdf rồi tải lên lần nữa."


def check_apart(
    data: bytes, *, type_code: str = AUTOMATIC, is_draft: bool = False, seconds: float = LONGEST_SECONDS
) -> CheckedFile:
    """Check the file in a child process. Raises NotADocument, whose message tells the person what to do."""
    if len(data) > MAX_BYTES:
        raise NotADocument(too_large(len(data)))
    question = {"type_code": type_code, "is_draft": is_draft}
    try:
        report = apart.ask("documents.checking_apart", question=question, data=data, seconds=seconds)
    except apart.TookTooLong as error:
        raise NotADocument(_TOO_SLOW) from error
    except apart.Crashed as error:
        raise NotADocument(_CRASHED) from error
    except apart.Refused as error:
        raise NotADocument(error.message) from error
    findings = [finding_from_json(finding) for finding in report["findings"]]
    return CheckedFile(findings, report["media"], report["type_code"], report["pages"])


def too_large(size: int) -> str:
    """Return the sentence for a file over the bound."""
    megabytes = f"{size / 1024 / 1024:.1f}".replace(".", ",")
    limit = MAX_BYTES // 1024 // 1024
    return f"Tệp nặng {megabytes} MB, vượt mức {limit} MB. Hãy bỏ bớt hình ảnh hoặc tách phụ lục rồi tải lên lại."


def _check(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    checked = check_file(data, type_code=question["type_code"], is_draft=question["is_draft"])
    return {
        "findings": [finding.as_json() for finding in checked.findings],
        "media": checked.media,
        "type_code": checked.type_code,
        "pages": checked.pages,
    }


if __name__ == "__main__":
    sys.exit(apart.answer(_check, refusals=NotADocument))
