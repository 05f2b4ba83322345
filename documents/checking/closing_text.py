"""Words and form of signature, recipients and appendices (F48-F50, F53, F55-F57, F59-F62, F64-F66, F68)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.body_text import roman
from documents.checking.findings import RuleFinding, error, information, points, warning
from documents.checking.header_text import sized, upright_bold
from documents.checking.paper import AppendixPaper, Paper, Passage
from documents.vietnamese import search_key

_PREFIX = re.compile(r"^([^\W\d_]{1,4})\.\s?(?=\w)")
_PREFIXES = {"TM", "KT", "TL", "TUQ", "Q"}
_DEPUTIES = ("PHÓ", "THỨ TRƯỞNG", "TRỢ LÝ")
_HONOURS = re.compile(
    r"^(GS|PGS|TS|ThS|Th\.S|BS|BSCK\w*|CN|KS|NSND|NSƯT|TSKH|Tiến sĩ|Thạc sĩ|Bác sĩ|Ông|Bà)\b\.?", re.IGNORECASE
)
_FILED = re.compile(r"^[-–] Lưu: ?VT.*\.$")
_ANSWERED = {"CV", "TTr"}
_APPENDIX = re.compile(r"^Phụ lục(?: ([IVXLC]+))?$")
_CITED_ANY = re.compile(r"phụ lục|kèm theo", re.IGNORECASE)
# An appendix of another document ("Phụ lục III Nghị định số 30/2020/NĐ-CP") is none of this one.
_CITED_NUMBER = re.compile(
    r"Phụ lục(?:\s+số)?\s+([IVXLC]+|\d{1,2})\b"
    r"(?!\s+(?:của|ban hành|Nghị|Thông tư|Quyết|Luật|Công văn|Hướng dẫn|kèm theo (?:Nghị|Thông|Quyết)))"
)
_DOCUMENT_NUMBER = re.compile(r"số\s*(\d*)\s*/\s*([^\s]+)")
_BRACKET_DATE = re.compile(r"ngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")


def check_closing_text(paper: Paper) -> Iterator[RuleFinding]:
    if paper.type_code != "PL":
        yield from _signer(paper)
        yield from _recipients(paper)
    yield from _appendices(paper)
    yield from _attached(paper)
    yield from _marks(paper)


def _signer(paper: Paper) -> Iterator[RuleFinding]:
    if not paper.signer:
        yield error("F48", "Thiếu quyền hạn, chức vụ của người ký.", required="TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH …")
        return
    for line in paper.signer:
        if not line.is_upper or not line.is_bold or line.has_italic:
            yield error("F48", "Quyền hạn, chức vụ người ký: in hoa, đậm, đứng.", at=line)
        yield from sized("F48", "Quyền hạn, chức vụ người ký", line, 13, 14)
    yield from _prefixes(paper.signer)
    name = paper.signer_name
    if name is None:
        yield error("F50", "Thiếu họ và tên người ký.", at=paper.signer[-1], words="")
        return
    yield from upright_bold("F50", "Họ và tên người ký", name, 13, 14)
    if _HONOURS.match(name.text):
        yield error("F50", "Trước họ tên người ký không ghi học hàm, học vị.", at=name, measured=name.text)


def _prefixes(lines: list[Passage]) -> Iterator[RuleFinding]:
    for position, line in enumerate(lines):
        match = _PREFIX.match(line.text)
        if match is None:
            continue
        rest = line.text[match.end() :]
        following = lines[position + 1].text if position + 1 < len(lines) else ""
        if match[1] not in _PREFIXES:
            yield error("F49", "Chỉ dùng TM., KT., TL., TUQ., Q. trước chức vụ.", at=line, measured=match[1])
        elif match[1] == "TM" and rest.startswith(("CHỦ TỊCH", "GIÁM ĐỐC", "CHÁNH", "TRƯỞNG")):
            yield error(
                "F49", "Sau “TM.” là tên của tập thể, không phải chức vụ.", at=line, required="TM. ỦY BAN NHÂN DÂN"
            )
        elif match[1] in {"KT", "TL", "TUQ"} and not following:
            yield error("F49", f"Sau dòng “{line.text}” phải có chức vụ của người ký.", at=line)
        elif match[1] == "KT" and not following.startswith(_DEPUTIES):
            yield error(
                "F49", "Người ký thay phải là cấp phó.", at=lines[position + 1], measured=following, required="PHÓ …"
            )


def _recipients(paper: Paper) -> Iterator[RuleFinding]:
    label = paper.recipients_label
    if label is None:
        yield error("F53", "Thiếu “Nơi nhận:”.", required="Nơi nhận:")
        return
    if not label.is_bold or not label.is_italic:
        yield error("F53", "“Nơi nhận:” in nghiêng, đậm.", at=label, required="nghiêng, đậm")
    if label.text != "Nơi nhận:":
        yield error("F53", "“Nơi nhận:” đứng riêng một dòng.", at=label, measured=label.text, required="Nơi nhận:")
    yield from sized("F53", "“Nơi nhận:”", label, 12, 12)
    items = paper.recipients
    for line in items:
        if line.has_bold or line.has_italic:
            yield error("F55", "Nơi nhận in kiểu chữ đứng, không đậm.", at=line, required="đứng, không đậm")
            break
        if not line.has_size(11, 11):
            yield error("F55", "Nơi nhận sai cỡ chữ.", at=line, measured=points(line.size_pt), required="11 pt")
            break
    for line in items[:-1]:
        if not line.text.startswith(("- ", "– ")) or not line.text.endswith(";"):
            yield error("F55", "Mỗi nơi nhận mở đầu bằng “- ” và kết thúc bằng “;”.", at=line, required="- …;")
            break
    if not items or not _FILED.match(items[-1].text):
        at = items[-1] if items else label
        yield error(
            "F56", "Dòng cuối của nơi nhận là “- Lưu: VT, …”, kết thúc bằng dấu chấm.", at=at, required="- Lưu: VT, …."
        )
    if not items:
        return
    first = items[0]
    is_answer = paper.type_code in _ANSWERED or (paper.type_code == "BC" and bool(paper.addressees))
    if is_answer and not search_key(first.text).startswith(("- nhu tren", "- nhu kinh gui")):
        yield warning(
            "F57", "Nơi nhận đầu tiên là “- Như trên;”.", at=first, measured=first.text, required="- Như trên;"
        )
    if paper.type_code == "QĐ" and not search_key(first.text).startswith(("- nhu dieu", "- nhu tren")):
        yield warning(
            "F57", "Nơi nhận đầu tiên là “- Như Điều …;”.", at=first, measured=first.text, required="- Như Điều …;"
        )


def _appendices(paper: Paper) -> Iterator[RuleFinding]:
    for appendix in paper.appendices:
        yield from _label(appendix.label, is_one_of_many=len(paper.appendices) > 1)
        for line in appendix.title:
            if not line.is_upper or not line.is_bold or line.has_italic:
                yield error("F60", "Tên phụ lục: in hoa, đậm, đứng.", at=line, required=line.text.upper()[:60])
            elif not line.is_centred:
                yield error("F60", "Tên phụ lục phải canh giữa.", at=line)
            yield from sized("F60", "Tên phụ lục", line, 13, 14)
        yield from _bracket(paper, appendix)
    yield from _references(paper)


def _label(label: Passage, *, is_one_of_many: bool) -> Iterator[RuleFinding]:
    match = _APPENDIX.match(label.text)
    if match is None or (match[1] and not roman(match[1])):
        yield error(
            "F59",
            "“Phụ lục” viết chữ thường, đứng riêng một dòng, đánh số La Mã.",
            at=label,
            measured=label.text,
            required="Phụ lục I",
        )
    elif is_one_of_many and not match[1]:
        yield error(
            "F59", "Có từ hai phụ lục thì phải đánh số La Mã.", at=label, measured=label.text, required="Phụ lục I"
        )
    yield from upright_bold("F59", "“Phụ lục”", label, 14, 14)
    if not label.is_centred:
        yield error("F59", "“Phụ lục” phải canh giữa.", at=label)


def _bracket(paper: Paper, appendix: AppendixPaper) -> Iterator[RuleFinding]:
    bracket = appendix.bracket
    if bracket is None:
        yield error(
            "F61",
            "Thiếu “(Kèm theo …)” dưới tên phụ lục.",
            at=appendix.label,
            required="(Kèm theo … số … ngày … của …)",
        )
        return
    yield from bracket_form(bracket)
    yield from _bracket_cites(paper, bracket)


def bracket_form(bracket: Passage) -> Iterator[RuleFinding]:
    """Yield what the bracket breaks by its letters and place."""
    if not bracket.is_italic or bracket.has_bold:
        yield error("F61", "“(Kèm theo …)” in nghiêng, không đậm.", at=bracket, required="nghiêng")
    if not bracket.is_centred:
        yield error("F61", "“(Kèm theo …)” phải canh giữa.", at=bracket)
    yield from sized("F61", "“(Kèm theo …)”", bracket, 13, 14)


def _bracket_cites(paper: Paper, bracket: Passage) -> Iterator[RuleFinding]:
    """Number, symbol and date are those of page 1, or blank in an electronic original."""
    cited = _DOCUMENT_NUMBER.search(bracket.text)
    if cited and paper.number:
        printed = re.sub(r"\s", "", paper.number.text.split(":", 1)[-1])
        written = f"{cited[1]}/{cited[2]}"
        if (cited[1] and written != printed) or (not cited[1] and cited[2] != printed.split("/", 1)[-1]):
            message = "Số, ký hiệu trong “(Kèm theo …)” khác trang đầu."
            yield error("F61", message, at=bracket, measured=written, required=printed)
            return
    day = _BRACKET_DATE.search(bracket.text)
    if day and paper.issued_on and not paper.is_draft:
        written_on = tuple(int(part) for part in day.groups())
        if written_on != (paper.issued_on.day, paper.issued_on.month, paper.issued_on.year):
            required = f"{paper.issued_on:%d/%m/%Y}"
            yield error(
                "F61", "Ngày trong “(Kèm theo …)” khác trang đầu.", at=bracket, measured=day[0], required=required
            )


def _references(paper: Paper) -> Iterator[RuleFinding]:
    """Each appendix is named in the text; a number named in the text exists, unless the appendices are files of their own."""
    if not paper.appendices or paper.type_code == "PL":
        return
    text = " ".join(line.text for line in [*paper.body, *paper.table_texts])
    named = {_number_of(match[1]) for match in _CITED_NUMBER.finditer(text)}
    labels = {number: appendix.label for appendix in paper.appendices if (number := _label_number(appendix.label))}
    if not _CITED_ANY.search(text):
        yield error("F62", "Nội dung văn bản phải dẫn tới phụ lục.", at=paper.appendices[0].label)
        return
    if not named or not labels or re.search(r"các phụ lục\b(?! [IVX\d])", text, re.IGNORECASE):
        return
    covered = named | _ranges(text)
    for number, label in labels.items():
        if number not in covered:
            yield error("F62", "Nội dung văn bản không dẫn tới phụ lục này.", at=label)
            return
    missing = sorted(named - set(labels))
    if missing:
        yield warning(
            "F62",
            "Phụ lục được dẫn trong nội dung nhưng không có.",
            measured=f"Phụ lục số {missing[0]}",
            required=f"{len(labels)} phụ lục có trong tệp",
        )


def _label_number(label: Passage) -> int:
    match = _CITED_NUMBER.match(label.text)
    return _number_of(match[1]) if match else 0


def _number_of(written: str) -> int:
    return int(written) if written.isdigit() else roman(written)


def _ranges(text: str) -> set[int]:
    """Appendices named together: "Phụ lục I, II, III", "các Phụ lục I đến V"."""
    found: set[int] = set()
    for match in re.finditer(
        r"Phụ lục\s+((?:[IVXLC]+|\d{1,2})(?:\s*(?:,|và|đến|-|–)\s*(?:[IVXLC]+|\d{1,2})\b)+)", text
    ):
        numbers = [_number_of(each) for each in re.findall(r"[IVXLC]+|\d{1,2}", match[1])]
        found.update(numbers)
        if re.search(r"đến|-|–", match[1]):
            found.update(range(min(numbers), max(numbers) + 1))
    return found


def _attached(paper: Paper) -> Iterator[RuleFinding]:
    """A text attached to a decision carries "(Kèm theo Quyết định số …)" under its subject."""
    for text in paper.attached:
        if text.bracket is None:
            at = text.type_name or text.nation
            yield error("F61", "Thiếu “(Kèm theo …)” dưới tên văn bản kèm theo.", at=at, page=text.page)
        else:
            yield from bracket_form(text.bracket)
            yield from _bracket_cites(paper, text.bracket)


def _marks(paper: Paper) -> Iterator[RuleFinding]:
    for line in paper.circulation:
        if not line.is_upper or not line.is_bold or line.has_italic or not line.has_size(13, 14):
            yield warning(
                "F64",
                "Chỉ dẫn phạm vi lưu hành: in hoa, đậm, đứng, cỡ 13-14.",
                at=line,
                measured=points(line.size_pt),
                required="13-14 pt",
            )
    if paper.drafter is not None:
        line = paper.drafter
        if not line.has_size(11, 11) or line.has_bold or line.has_italic:
            yield information(
                "F65",
                "Ký hiệu người soạn thảo: cỡ 11, kiểu chữ đứng.",
                at=line,
                measured=points(line.size_pt),
                required="11 pt",
            )
    for line in paper.contact:
        if not line.has_size(11, 12) or line.has_bold or line.has_italic:
            yield warning(
                "F66",
                "Địa chỉ, điện thoại: cỡ 11-12, kiểu chữ đứng.",
                at=line,
                measured=points(line.size_pt),
                required="11-12 pt",
            )
            break
    if paper.type_code == "PL":
        yield from _signing_text(paper)


def _signing_text(paper: Paper) -> Iterator[RuleFinding]:
    line = paper.signing_text
    if line is None:
        if not paper.is_draft:
            yield warning(
                "F68",
                "Phụ lục là tệp riêng thiếu thông tin ký số ở góc phải trên.",
                page=1,
                required="Số: 129/KH-UBND; 2026-01-05T09:30:00+07:00",
            )
    elif not line.has_size(10, 10) or line.has_bold or line.has_italic:
        yield warning(
            "F68",
            "Thông tin ký số của phụ lục: cỡ 10, kiểu chữ đứng.",
            at=line,
            measured=points(line.size_pt),
            required="10 pt",
        )
    elif not re.search(r"\d+/[^\W\d_]+-[\w-]+.*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:?\d\d|Z)", line.text):
        yield warning(
            "F68",
            "Thông tin ký số gồm số, ký hiệu và thời gian ký theo ISO 8601.",
            at=line,
            measured=line.text,
            required="Số: 129/KH-UBND; 2026-01-05T09:30:00+07:00",
        )
