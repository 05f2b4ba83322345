"""What a file to be checked is: refused in words where it cannot be checked, and of which document type it is."""

from __future__ import annotations

import re

from documents.checking.paper import Paper
from documents.extraction.errors import EmptyFile, EncryptedOfficeFile
from documents.vietnamese import search_key

AUTOMATIC = "auto"
# Names of the types of Phụ lục III with their codes; "Công văn" is known by its form instead.
TYPE_CODES = {
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "thông báo": "TB",
    "giấy mời": "GM",
    "tờ trình": "TTr",
    "quyết định": "QĐ",
    "phụ lục": "PL",
    "chương trình": "CTr",
    "nghị quyết": "NQ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "hướng dẫn": "HD",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "biên bản": "BB",
    "hợp đồng": "HĐ",
    "công điện": "CĐ",
    "bản ghi nhớ": "BGN",
    "bản thỏa thuận": "BTT",
    "giấy ủy quyền": "GUQ",
    "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}
_BY_KEY = {search_key(name).replace(" ", ""): code for name, code in TYPE_CODES.items()}
_SYMBOL = re.compile(r"/\s*([^\W\d_]+)-")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"


class NotADocument(ValueError):
    """The bytes are neither a readable PDF nor a Word file. The message tells the person what to do."""

    code = "not_a_document"


def refuse_other_files(data: bytes) -> None:
    """Raise NotADocument for what is neither PDF nor DOCX, with advice that fits what it is."""
    start = data[:1024].lstrip()
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise NotADocument(EmptyFile.message.replace("tệp kế hoạch", "tệp"))
    if data.startswith(_OLE):
        raise NotADocument(EncryptedOfficeFile.message)
    if start.startswith(b"{\\rtf"):
        raise NotADocument("Tệp ở dạng RTF. Hãy mở bằng Word, lưu thành .docx rồi tải lên lại.")
    if start[:1] == b"<" and re.search(rb"<(?:!doctype\s+html|html|body|w:wordDocument)", start, re.IGNORECASE):
        raise NotADocument("Tệp là trang web hoặc Word XML. Hãy mở bằng Word, lưu thành .docx rồi tải lên lại.")
    if not data.startswith(_ZIP) and b"%PDF-" not in data[:1024]:
        raise NotADocument("Tệp không phải là PDF hoặc văn bản Word. Hãy chọn tệp .pdf hoặc .docx rồi tải lên lại.")


def recognise_type(paper: Paper, *, has_letter_subject: bool) -> str:
    """Return the code of the type: by "V/v" under the number, by the type line, by the symbol; "" where nothing tells."""
    if has_letter_subject:
        return "CV"
    if paper.type_name is not None:
        named = search_key(paper.type_name.text).replace(" ", "")
        for name in sorted(_BY_KEY, key=len, reverse=True):
            if named.startswith(name):
                return _BY_KEY[name]
    if paper.nation is None and paper.appendices:
        return "PL"
    symbol = _SYMBOL.search(paper.number.text) if paper.number else None
    if symbol is None:
        return ""
    return symbol[1] if symbol[1] in TYPE_CODES.values() else "CV"
