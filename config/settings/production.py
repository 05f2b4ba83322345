"""Service. Refuses to start, in one sentence, while a value that guards the data is missing."""

import sys

from .base import *
from .base import ALLOWED_HOSTS, SECRET_KEY, env


def _refuse(sentence: str) -> None:
    sys.exit(f"Không khởi động được: {sentence} Xem docs/configuration.md.")


if not SECRET_KEY:
    _refuse("chưa đặt biến môi trường SECRET_KEY (chuỗi ngẫu nhiên, giữ kín, ít nhất 50 ký tự).")
if len(SECRET_KEY) < 50:
    _refuse("SECRET_KEY quá ngắn, cần ít nhất 50 ký tự ngẫu nhiên.")
if env.bool("DEBUG", default=False):
    _refuse("DEBUG đang bật; chế độ này để lộ dữ liệu cho người ngoài, hãy bỏ biến DEBUG.")
if env.bool("DEMO", default=False):
    _refuse("DEMO đang bật; tài khoản trình diễn không được có trên hệ thống thật, hãy bỏ biến DEMO.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    _refuse("ALLOWED_HOSTS chưa nêu tên miền của cổng (ví dụ ALLOWED_HOSTS=nanghang.tinh.gov.vn).")
if not env("EMAIL_URL", default=""):
    _refuse(
        "chưa đặt EMAIL_URL, thư nhắc việc sẽ không gửi được (ví dụ smtp+tls://user:password@mail.tinh.gov.vn:587)."
    )

# A watchdog on the same machine asks for /readyz by its address.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost"]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Health checks come from the same machine over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
# Only where a proxy in front sets this header itself and drops the visitor's.
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
