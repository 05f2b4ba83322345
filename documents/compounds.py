"""Words of two syllables that a centred line does not part: "Chỉ / số" over two lines of a title reads badly."""

from __future__ import annotations

_WORDS = """
ban hành|báo cáo|bảo đảm|biên bản|bổ nhiệm|bộ phận|cải cách|cải thiện|cạnh tranh|cán bộ|chất lượng|chỉ đạo|chỉ số
chỉ thị|chi cục|chi tiết|chính quyền|chính sách|chủ tịch|chủ trì|chức năng|chương trình|công an|công chức|công dân
công khai|công tác|công thương|công văn|cơ quan|cơ sở|cung cấp|cử tri|dân chủ|dân tộc|danh mục|danh sách|dịch vụ
doanh nghiệp|dự án|dự thảo|đại biểu|đặc khu|đánh giá|đào tạo|địa bàn|địa phương|điều hành|điều tra|đô thị|đôn đốc|đơn vị
giai đoạn|giải pháp|giải quyết|giám đốc|giám sát|giáo dục|giấy mời|hành chính|hiệu lực|hiệu quả|hoàn thành|hoạt động
hội đồng|hội nghị|hội thảo|hồ sơ|hướng dẫn|kế hoạch|kế toán|kết luận|kết quả|khảo sát|khắc phục|khen thưởng|khoa học
kiểm tra|kinh phí|kinh tế|kỷ cương|lãnh đạo|liên hệ|lĩnh vực|mặt trận|mức độ|minh bạch|môi trường|năng lực|nâng cao
ngân sách|nghị quyết|nghị định|nghiêm túc|người dân|nhà nước|nhân dân|nhiệm vụ|nội dung|nội vụ|nông nghiệp|nông thôn
phân công|phân bổ|phê duyệt|phong trào|phối hợp|phụ lục|phương án|quá hạn|quản lý|quản trị|quốc gia|quy chế|quy định
quy hoạch|quyết định|rà soát|sắp xếp|sơ kết|số liệu|tài chính|tài liệu|tăng cường|tham gia|tham luận|tham mưu|tham nhũng
thành lập|thanh tra|thành phố|thành viên|thể thao|thị xã|thông báo|thông tin|thời gian|thủ tục|thực hiện|thường trực
thường xuyên|tiếp tục|tình hình|tinh thần|tổ chức|tổng hợp|tổng kết|trách nhiệm|trật tự|triển khai|trung tâm|trực thuộc
trực tuyến|truyền thông|tuyên truyền|ủy ban|văn hóa|văn phòng|văn thư|viên chức|xã hội|xây dựng|xếp hạng|xử lý|y tế
yêu cầu|chính công|hài lòng|phục vụ|uỷ ban
"""
_COMPOUNDS = frozenset(word for line in _WORDS.split("\n") for word in line.split("|") if word)
_BEFORE_A_NUMBER = frozenset({"ngày", "tháng", "năm", "quý", "kỳ", "số", "lần", "khóa", "đợt"})


def belong_together(word: str, following: str) -> bool:
    """Return whether two words of a text make one: a compound, a name ("Hưng Yên"), a number with its word ("năm 2026")."""
    first, second = word.lower(), following.lower().rstrip(".,;:)")
    if f"{first} {second}" in _COMPOUNDS:
        return True
    if first in _BEFORE_A_NUMBER and (second[:1].isdigit() or second.rstrip("/0123456789") in {"i", "ii", "iii", "iv"}):
        return True
    return _is_name(word) and _is_name(following.rstrip(".,;:)"))


def _is_name(word: str) -> bool:
    """A syllable of a name: one capital and small letters, without a mark that ends what it stands in."""
    return word.isalpha() and word[:1].isupper() and word[1:].islower()
