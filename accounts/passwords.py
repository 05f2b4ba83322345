"""Password rules with the reason in Vietnamese; the rules themselves are Django's."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules


class NotLikeThePersonValidator(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu quá giống họ tên hoặc thư điện tử: hãy chọn cụm từ khác."


class MinimumLengthValidator(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự, ví dụ một cụm bốn từ."


class NotCommonValidator(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu này nhiều người dùng và dễ đoán: hãy chọn cụm từ khác."


class NotOnlyDigitsValidator(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu chỉ gồm chữ số: hãy thêm chữ cái."
