"""Why something could not be signed or verified. Each error has a stable code and a Vietnamese sentence that says what to do."""

from __future__ import annotations


class SigningRefused(ValueError):
    """Nothing was signed. `code` is stable; the message is meant for the person who signs."""

    code = "signing_refused"
    message = "Không ký được tệp này. Hãy tải lại trang và thử lần nữa."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)


class NotAPkcs12File(SigningRefused):
    code = "not_pkcs12"
    message = "Tệp không phải chứng thư số PKCS#12. Hãy chọn tệp có đuôi .p12 hoặc .pfx do nơi cấp chứng thư số giao."


class Pkcs12TooLarge(SigningRefused):
    code = "pkcs12_too_large"
    message = "Tệp quá lớn so với một chứng thư số. Hãy chọn đúng tệp .p12 hoặc .pfx (thường chỉ vài KB)."


class Pkcs12TooCostly(SigningRefused):
    code = "pkcs12_too_costly"
    message = "Tệp chứng thư số khóa theo cách cổng không mở được. Hãy xuất lại tệp .p12 từ nơi cấp chứng thư số."


class WrongPassword(SigningRefused):
    code = "wrong_password"
    message = "Mật khẩu của tệp chứng thư số chưa đúng, hoặc tệp bị hỏng. Hãy chọn lại tệp và nhập lại mật khẩu."


class NoPrivateKey(SigningRefused):
    code = "no_private_key"
    message = "Tệp không có khóa riêng nên không ký được. Hãy chọn tệp .p12 hoặc .pfx xuất kèm khóa riêng."


class WeakKey(SigningRefused):
    code = "weak_key"
    message = "Khóa của chứng thư số quá yếu hoặc thuộc loại cổng không dùng. Hãy xin cấp chứng thư số RSA từ 2048 bit hoặc ECDSA."


class CertificateExpired(SigningRefused):
    code = "certificate_expired"

    def __init__(self, day: str) -> None:
        super().__init__(f"Chứng thư số đã hết hạn ngày {day}. Hãy gia hạn chứng thư số rồi ký lại.")


class CertificateNotYetValid(SigningRefused):
    code = "certificate_not_yet_valid"

    def __init__(self, day: str) -> None:
        super().__init__(f"Chứng thư số chỉ có hiệu lực từ ngày {day}. Hãy ký từ ngày đó hoặc dùng chứng thư số khác.")


class CertificateNotForSigning(SigningRefused):
    code = "certificate_not_for_signing"
    message = (
        "Chứng thư số này không được cấp để ký số (thiếu mục đích digitalSignature). Hãy dùng chứng thư số ký văn bản."
    )


class TokenUnavailable(SigningRefused):
    code = "token_unavailable"
    message = (
        "Máy chủ không mở được thiết bị ký số. Hãy báo người quản trị kiểm tra thiết bị và mục “Ký số” của cấu hình."
    )


class TokenPinRefused(SigningRefused):
    code = "token_pin_refused"
    message = "Thiết bị ký số không nhận mã PIN đã cấu hình. Đừng thử lại nhiều lần kẻo thiết bị bị khóa; hãy báo người quản trị."


class TokenKeyMissing(SigningRefused):
    code = "token_key_missing"
    message = "Thiết bị ký số không có khóa hoặc chứng thư số đã cấu hình. Hãy báo người quản trị kiểm tra tên khóa."


class UnsuitableImage(SigningRefused):
    """A picture of a signature or seal that would not print as the decree says."""

    code = "unsuitable_image"


class TimestampUnavailable(SigningRefused):
    code = "timestamp_unavailable"
    message = "Không lấy được dấu thời gian từ máy chủ thời gian. Văn bản chưa được ký; hãy thử lại sau ít phút."


class UnreadableSignedFile(ValueError):
    """A file that cannot be verified. `code` is stable; the message is meant for the person who uploaded it."""

    code = "unreadable"
    message = "Không kiểm tra được tệp này. Hãy tải lên đúng tệp PDF đã ký."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)


class NotAPdf(UnreadableSignedFile):
    code = "not_a_pdf"
    message = "Tệp không phải PDF. Hãy tải lên tệp PDF đã ký."


class BrokenSignedPdf(UnreadableSignedFile):
    code = "broken_pdf"
    message = (
        "Tệp PDF bị hỏng, đã bị thay đổi hoặc tải lên chưa đủ, nên không đọc được chữ ký. Hãy tải lên lại bản gốc."
    )


class EncryptedSignedPdf(UnreadableSignedFile):
    code = "encrypted_pdf"
    message = "Tệp PDF có đặt mật khẩu nên không kiểm tra được. Hãy dùng bản không đặt mật khẩu."


class VerificationTooSlow(UnreadableSignedFile):
    code = "too_slow"
    message = "Kiểm tra mãi chưa xong tệp này nên đã dừng. Hãy tải lên đúng tệp PDF do cổng hoặc phần mềm ký số tạo ra."


class VerificationCrashed(UnreadableSignedFile):
    code = "verifier_crashed"
    message = "Tệp làm phần kiểm tra phải dừng, nên không xác minh được. Hãy tải lên đúng tệp PDF đã ký."
