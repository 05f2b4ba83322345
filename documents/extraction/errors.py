"""Why a file could not be read. Each error has a stable code and a Vietnamese sentence that says what to do."""

from __future__ import annotations


class UnreadableDocument(ValueError):
    """The file gives no plan text. `code` is stable; the message is meant for the person who uploaded it."""

    code = "unreadable"
    message = "Không đọc được tệp này. Hãy kiểm tra lại tệp và tải lên bản TXT, DOCX, PDF hoặc HTML."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)


class EmptyFile(UnreadableDocument):
    code = "empty_file"
    message = "Tệp không có nội dung. Hãy chọn đúng tệp kế hoạch rồi tải lên lại."


class FileTooLarge(UnreadableDocument):
    code = "file_too_large"

    def __init__(self, *, size: int, max_bytes: int) -> None:
        super().__init__(
            f"Tệp nặng {_megabytes(size)} MB, vượt mức {_megabytes(max_bytes)} MB. "
            "Hãy bỏ bớt hình ảnh hoặc tách phụ lục thành tệp riêng rồi tải lên lại."
        )


class ScannedPdf(UnreadableDocument):
    code = "scanned_pdf"
    message = (
        "Tệp PDF chỉ có hình ảnh trang giấy, không có chữ. "
        "Hãy dùng bản DOCX gốc hoặc chạy nhận dạng chữ (OCR) rồi tải lên lại."
    )


class EncryptedPdf(UnreadableDocument):
    code = "encrypted_pdf"
    message = "Tệp PDF có đặt mật khẩu. Hãy bỏ mật khẩu hoặc dùng bản DOCX gốc rồi tải lên lại."


class BrokenPdf(UnreadableDocument):
    code = "broken_pdf"
    message = "Tệp PDF bị hỏng hoặc tải lên chưa đủ. Hãy mở thử tệp, lưu lại và tải lên lần nữa."


class EncryptedOfficeFile(UnreadableDocument):
    code = "encrypted_or_old_office"
    message = (
        "Tệp Word có mật khẩu hoặc ở dạng cũ (.doc). Hãy mở bằng Word, bỏ mật khẩu, lưu thành .docx rồi tải lên lại."
    )


class BrokenDocx(UnreadableDocument):
    code = "broken_docx"
    message = "Tệp Word bị hỏng hoặc tải lên chưa đủ. Hãy mở bằng Word, lưu lại thành .docx và tải lên lần nữa."


class NotADocx(UnreadableDocument):
    code = "not_a_docx"
    message = "Tệp là một gói nén, không phải văn bản Word. Hãy giải nén và tải lên chính tệp kế hoạch."


class ArchiveBomb(UnreadableDocument):
    code = "archive_bomb"
    message = (
        "Tệp nén phình ra quá lớn khi mở nên bị từ chối. Hãy lưu lại văn bản bằng Word thành .docx rồi tải lên lại."
    )


class BinaryFile(UnreadableDocument):
    code = "binary_file"
    message = "Tệp không phải là văn bản. Hãy tải lên kế hoạch ở dạng TXT, DOCX, PDF hoặc HTML."


class NotVietnamese(UnreadableDocument):
    code = "not_vietnamese"
    message = "Không nhận ra chữ tiếng Việt trong tệp. Hãy kiểm tra bảng mã hoặc tải lên bản DOCX của kế hoạch."


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".replace(".", ",").removesuffix(",0")
